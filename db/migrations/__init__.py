"""The history of the stored schema, one for both engines; `db.maintenance.migrate` runs it."""
