"""What keeps a database in order: migrate, check, replay, back up, copy.

Commands run these; no request does.
"""
