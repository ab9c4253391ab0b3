"""Find and count cases by the number of their combination of facets; keep what the webhook is still to be told in a table of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_FACETS = ("verdict", "state", "signature_type", "standard")
_FOUND_BY = ["arrived_at", "run_id", "person_id"]
_SUBJECTS = (("review", "reviews"), ("decision", "decisions"))
_ATTEMPTS = 7


def upgrade() -> None:
    _facets()
    _dues()
    op.create_index("ix_decisions_agreement", "decisions", ["final", "action", "verdict", "confidence"], unique=False)


def _facets() -> None:
    op.create_table(
        "case_facets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("signature_type", sa.String(length=30), nullable=False),
        sa.Column("standard", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_facets"),
        sa.UniqueConstraint(*_FACETS, name="uq_case_facets_verdict_state_signature_type_standard"),
    )
    columns = ", ".join(_FACETS)
    op.execute(f"INSERT INTO case_facets ({columns}) SELECT DISTINCT {columns} FROM case_heads")
    for index in ("counts", "order", "person", "run", "sample", "standard", "state", "type", "verdict"):
        op.drop_index(f"ix_case_heads_{index}", "case_heads")
    for index in ("counts", "order"):
        op.drop_index(f"ix_case_codes_{index}", "case_codes")
    for table in ("case_heads", "case_codes"):
        op.add_column(table, sa.Column("facets", sa.Integer(), nullable=True))
    same = " AND ".join(f"f.{facet} = case_heads.{facet}" for facet in _FACETS)
    op.execute(f"UPDATE case_heads SET facets = (SELECT f.id FROM case_facets f WHERE {same})")
    op.execute("UPDATE case_codes SET facets = (SELECT h.facets FROM case_heads h WHERE h.no = case_codes.no)")
    with op.batch_alter_table("case_codes") as codes:
        for facet in _FACETS:
            codes.drop_column(facet)
    for table, first, last in (("case_heads", [], ["bucket", "no"]), ("case_codes", ["code"], ["no"])):
        op.create_index(f"ix_{table}_order", table, [*first, "rank", "application_id", "facets", *_FOUND_BY, *last], unique=False)
        op.create_index(f"ix_{table}_counts", table, [*first, "facets", *_FOUND_BY, *last], unique=False)


def _dues() -> None:
    op.create_table(
        "webhook_dues",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", name="pk_webhook_dues"),
    )
    op.create_index("ix_webhook_dues_kind_due_at_subject_id", "webhook_dues", ["kind", "due_at", "subject_id"], unique=False)
    for kind, table in _SUBJECTS:
        # attempts that failed are made again at once, as many as were left
        op.execute(f"""
            INSERT INTO webhook_dues (kind, subject_id, attempts, due_at)
            SELECT '{kind}', s.id, COALESCE(t.attempts, 0), s.created_at
            FROM {table} s
            LEFT JOIN (SELECT subject_id, COUNT(*) AS attempts, MAX(CASE WHEN delivered THEN 1 ELSE 0 END) AS heard
                       FROM webhook_deliveries WHERE kind = '{kind}' GROUP BY subject_id) t ON t.subject_id = s.id
            WHERE s.id > (SELECT MIN({kind}_id) FROM webhook_starts)
            AND COALESCE(t.heard, 0) = 0 AND COALESCE(t.attempts, 0) < {_ATTEMPTS}
        """)
