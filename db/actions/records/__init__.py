"""The records that the actions of every noun write beside their own columns.

Logged rows, ordered lists, search records, holds on stored content and kept answers. A rule about
one noun belongs in the file of that noun, and a rule about one value in `db.actions.rules`.
"""
