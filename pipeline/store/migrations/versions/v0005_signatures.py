"""Find cases by their signature."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("ix_case_heads_signature", "case_heads", ["signature"], unique=False)
