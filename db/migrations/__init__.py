"""The history of the stored schema; `db.maintenance.migrate` runs it."""
