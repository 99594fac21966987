"""The history of the stored schema: one for SQLite and PostgreSQL; `db.migrate` runs it."""
