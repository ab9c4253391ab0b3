"""The steps of the schema, run by Alembic from pipeline/store/migrate.py."""
