"""State changes: one file per noun, one function per change.

Each action takes the `Write` of its transaction, checks the rules, changes the rows, records each
change for the log and returns the id of the object. It raises `db.errors.Refused` when a rule
forbids the change. No action commits.
"""
