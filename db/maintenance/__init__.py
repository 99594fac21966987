"""Maintenance of a database: migrate, check, replay, back up, copy.

Commands run these; no request does.
"""
