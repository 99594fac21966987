"""The bytes of attachments: where they are staged, kept, read and looked into.

Everything here blocks and runs in a thread (`db.files.threads`); of the database it knows nothing
but `db.files.library`, which ties rows to bytes.
"""
