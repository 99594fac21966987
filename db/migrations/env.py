"""Run the migrations in the transaction that `db.maintenance.migrate` has begun."""

from alembic import context

from db.models import metadata

# SQLite's DDL is transactional too, which Alembic does not assume.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
