"""The people who decide: accounts, claims, decisions, corrections, and the index by which cases are found."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "case_heads",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=100), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("standard", sa.String(length=60), nullable=False),
        sa.Column("signature_type", sa.String(length=30), nullable=False),
        sa.Column("signature", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_case_heads"),
        sa.UniqueConstraint("case_id", name="uq_case_heads_case_id"),
    )
    op.create_index("ix_case_heads_arrived", "case_heads", ["arrived_at"], unique=False)
    op.create_index("ix_case_heads_counts", "case_heads", ["verdict", "state", "signature_type", "standard"], unique=False)
    op.create_index("ix_case_heads_order", "case_heads", ["rank", "application_id"], unique=False)
    op.create_index("ix_case_heads_person", "case_heads", ["person_id", "rank", "application_id"], unique=False)
    op.create_index("ix_case_heads_run", "case_heads", ["run_id", "rank", "application_id"], unique=False)
    op.create_index("ix_case_heads_sample", "case_heads", ["state", "bucket"], unique=False)
    op.create_index("ix_case_heads_standard", "case_heads", ["standard", "rank", "application_id"], unique=False)
    op.create_index("ix_case_heads_state", "case_heads", ["state", "rank", "application_id"], unique=False)
    op.create_index("ix_case_heads_type", "case_heads", ["signature_type", "rank", "application_id"], unique=False)
    op.create_index("ix_case_heads_verdict", "case_heads", ["verdict", "rank", "application_id"], unique=False)
    op.create_table(
        "login_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_attempts"),
    )
    op.create_index("ix_login_attempts_name", "login_attempts", ["name"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("name", name="uq_people_name"),
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_deliveries"),
    )
    op.create_index("ix_webhook_deliveries_kind_subject_id", "webhook_deliveries", ["kind", "subject_id"], unique=False)
    op.create_table(
        "webhook_starts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_starts"),
    )
    op.create_table(
        "case_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=100), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_case_claims_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_claims"),
    )
    op.create_index("ix_case_claims_case_id", "case_claims", ["case_id"], unique=False)
    op.create_table(
        "case_codes",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("signature_type", sa.String(length=30), nullable=False),
        sa.Column("standard", sa.String(length=60), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["no"], ["case_heads.no"], name="fk_case_codes_no"),
        sa.PrimaryKeyConstraint("no", "code", name="pk_case_codes"),
    )
    op.create_index("ix_case_codes_counts", "case_codes", ["code", "verdict", "state", "signature_type", "standard"], unique=False)
    op.create_index("ix_case_codes_order", "case_codes", ["code", "rank", "application_id"], unique=False)
    op.create_table(
        "person_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_states_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person_states"),
    )
    op.create_index("ix_person_states_person_id", "person_states", ["person_id"], unique=False)
    op.create_table(
        "purges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=100), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_purges_application_id"),
        sa.PrimaryKeyConstraint("id", name="pk_purges"),
        sa.UniqueConstraint("application_id", name="uq_purges_application_id"),
    )
    op.create_index("ix_purges_case_id", "purges", ["case_id"], unique=False)
    op.create_table(
        "run_sizes",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_sizes_run_id"),
        sa.PrimaryKeyConstraint("run_id", name="pk_run_sizes"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("secret_hash", name="uq_sessions_secret_hash"),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_tokens_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("secret_hash", name="uq_tokens_secret_hash"),
    )
    op.create_table(
        "case_claim_ends",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["case_claims.id"], name="fk_case_claim_ends_claim_id"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_case_claim_ends"),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_corrections_application_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_corrections_person_id"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_corrections_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_application_id", "corrections", ["application_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=100), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_decisions_application_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_decisions_person_id"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_decisions_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_case_id", "decisions", ["case_id"], unique=False)
    op.create_index("ix_decisions_created_at", "decisions", ["created_at"], unique=False)
    op.create_table(
        "session_ends",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_session_ends_session_id"),
        sa.PrimaryKeyConstraint("session_id", name="pk_session_ends"),
    )
    op.create_table(
        "token_ends",
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name="fk_token_ends_token_id"),
        sa.PrimaryKeyConstraint("token_id", name="pk_token_ends"),
    )
    op.create_table(
        "unmaskings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=100), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_unmaskings_person_id"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_unmaskings_review_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unmaskings"),
    )
    op.create_index("ix_unmaskings_case_id", "unmaskings", ["case_id"], unique=False)
    op.create_table(
        "decision_findings",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_decision_findings_decision_id"),
        sa.PrimaryKeyConstraint("decision_id", "code", name="pk_decision_findings"),
    )
    op.create_table(
        "layout_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("layout", sa.String(length=60), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_layout_confirmations_decision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_layout_confirmations"),
    )
    op.create_index("ix_layout_confirmations_kind_layout", "layout_confirmations", ["kind", "layout"], unique=False)
