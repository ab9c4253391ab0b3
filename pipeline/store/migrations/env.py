"""Alembic runs this: the steps go over the connection, and in the transaction, that migrate.py holds."""

from alembic import context

from pipeline.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
