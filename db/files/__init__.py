"""The bytes of attachments: where they are staged, kept, read and looked into.

All functions here block and run in a thread (`db.files.threads`). Only `db.files.library`, which
connects rows and bytes, uses the database.
"""
