"""Which account came with which file, number and name."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=100), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=50), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
        sa.UniqueConstraint(
            "case_id", "account", "file_sha256", "number", "name", name="uq_sightings_case_id_account_file_sha256_number_name"
        ),
    )
    op.create_index("ix_sightings_file_sha256", "sightings", ["file_sha256"], unique=False)
    op.create_index("ix_sightings_number", "sightings", ["number"], unique=False)
