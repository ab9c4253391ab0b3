"""Count cases of a run, a person or some days, reviews of a day and what is done of a run from one index each."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_NARROWING: dict[str, sa.types.TypeEngine[Any]] = {
    "run_id": sa.Integer(),
    "person_id": sa.Integer(),
    "arrived_at": sa.DateTime(timezone=True),
}


def upgrade() -> None:
    for name, kind in _NARROWING.items():
        op.add_column("case_codes", sa.Column(name, kind, nullable=True))
    filled = ", ".join(f"{name} = (SELECT h.{name} FROM case_heads h WHERE h.no = case_codes.no)" for name in _NARROWING)
    op.execute(f"UPDATE case_codes SET {filled}")
    op.drop_index("ix_case_codes_counts", "case_codes")
    op.create_index(
        "ix_case_codes_counts",
        "case_codes",
        ["code", "verdict", "state", "signature_type", "standard", "arrived_at", "run_id", "person_id"],
        unique=False,
    )
    op.drop_index("ix_case_heads_counts", "case_heads")
    op.create_index(
        "ix_case_heads_counts",
        "case_heads",
        ["verdict", "state", "signature_type", "standard", "arrived_at", "run_id", "person_id"],
        unique=False,
    )
    op.drop_index("ix_case_heads_arrived", "case_heads")
    op.drop_index("ix_case_heads_order", "case_heads")
    op.create_index("ix_case_heads_order", "case_heads", ["rank", "application_id", "arrived_at"], unique=False)
    op.create_index("ix_reviews_verdict_created_at", "reviews", ["verdict", "created_at"], unique=False)
    op.drop_index("ix_run_items_run_id", "run_items")
    op.create_index("ix_run_items_run_id_outcome_created_at", "run_items", ["run_id", "outcome", "created_at"], unique=False)
