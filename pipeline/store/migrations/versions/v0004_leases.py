"""Which run has taken up which case."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "run_leases",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_leases_run_id"),
        sa.PrimaryKeyConstraint("run_id", name="pk_run_leases"),
    )
    op.create_table(
        "case_leases",
        sa.Column("case_id", sa.String(length=100), nullable=False),
        sa.Column("input_key", sa.String(length=100), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_case_leases_run_id"),
        sa.PrimaryKeyConstraint("case_id", "input_key", name="pk_case_leases"),
    )
    op.create_index("ix_case_leases_run_id", "case_leases", ["run_id"], unique=False)
