"""State changes: one file per noun, one function per change.

Every action takes the `Write` of its transaction, checks the rules, changes the rows, notes each
change for the log and answers the id of the object; it raises `db.errors.Refused` when a rule
forbids it. Nothing here commits.
"""
