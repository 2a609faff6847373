"""The first tables: office, accounts, families, snapshots and scores; what is append-only is guarded by triggers."""

import sqlalchemy as sa
from alembic import op

from gezinscoach_desktop.data.types import Day, Id, UtcDateTime, json_type

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("operation", "audit_entry", "snapshot", "score")


def upgrade() -> None:
    _tables()
    if op.get_bind().dialect.name == "postgresql":
        _append_only_on_postgresql()
    else:
        _append_only_on_sqlite()
    op.execute("INSERT INTO schema (version, min_reader, min_writer) VALUES (1, 1, 1)")


def _append_only_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _append_only_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _tables() -> None:
    op.create_table(
        "account",
        sa.Column("id", Id(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("user_key", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("roles", json_type(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("draft_key", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deactivated_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("user_key", name=op.f("uq_account_user_key")),
    )
    op.create_table(
        "instrument",
        sa.Column("id", Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_instrument_key_version")),
    )
    op.create_table(
        "office",
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "schema",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("min_reader", sa.Integer(), nullable=False),
        sa.Column("min_writer", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_schema")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", json_type(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "family",
        sa.Column("id", Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("neighbourhood", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column(
            "household_type",
            _words("household_type", "couple", "single_parent", "extended", "other"),
            nullable=True,
        ),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("needs_interpreter", sa.Boolean(), nullable=False),
        sa.Column("is_newcomer", sa.Boolean(), nullable=False),
        sa.Column(
            "income_source",
            _words(
                "income_source",
                "work",
                "unemployment",
                "integration_income",
                "sickness",
                "pension",
                "none",
                "other",
            ),
            nullable=True,
        ),
        sa.Column(
            "housing_kind",
            _words(
                "housing_kind", "social_rent", "private_rent", "owned", "with_others", "emergency", "other"
            ),
            nullable=True,
        ),
        sa.Column(
            "found_via",
            _words("found_via", "partner", "outreach", "family_itself"),
            nullable=True,
        ),
        sa.Column("started_on", Day(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_family_changed_by_account")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_family_created_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family")),
        sa.UniqueConstraint("code", name=op.f("uq_family_code")),
    )
    op.create_table(
        "operation",
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("effect", json_type(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_operation_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", Id(), nullable=False),
        sa.Column("family_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column(
            "kind",
            _words("kind", "responsible", "second"),
            nullable=False,
        ),
        sa.Column("since", Day(), nullable=False),
        sa.Column("until", Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_assignment_account_id_account")
        ),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_assignment_family_id_family")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_account_id"), "assignment", ["account_id"], unique=False)
    op.create_index(
        op.f("ix_assignment_family_id_account_id"), "assignment", ["family_id", "account_id"], unique=False
    )
    op.create_index(
        "uq_assignment_running_responsible",
        "assignment",
        ["family_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL AND kind = 'responsible'"),
        postgresql_where=sa.text("until IS NULL AND kind = 'responsible'"),
    )
    op.create_table(
        "audit_entry",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.Identity(always=True),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", Id(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("family_id", Id(), nullable=True),
        sa.Column("operation_id", Id(), nullable=True),
        sa.Column("details", json_type(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_audit_entry_account_id_account")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    op.create_index(
        op.f("ix_audit_entry_family_id_number"), "audit_entry", ["family_id", "number"], unique=False
    )
    op.create_table(
        "member",
        sa.Column("id", Id(), nullable=False),
        sa.Column("family_id", Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            _words("role", "adult", "child"),
            nullable=False,
        ),
        sa.Column("birth_date", Day(), nullable=True),
        sa.Column(
            "gender",
            _words("gender", "female", "male", "other"),
            nullable=True,
        ),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column(
            "living",
            _words("living", "here", "partly", "elsewhere"),
            nullable=False,
        ),
        sa.Column("lives_with", sa.Text(), nullable=False),
        sa.Column(
            "diploma",
            _words("diploma", "none", "primary", "lower_secondary", "upper_secondary", "higher", "unknown"),
            nullable=True,
        ),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_member_changed_by_account")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_member_family_id_family")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("family_id", "code", name=op.f("uq_member_family_id_code")),
        sa.UniqueConstraint("family_id", "id", name=op.f("uq_member_family_id_id")),
    )
    op.create_table(
        "phase",
        sa.Column("id", Id(), nullable=False),
        sa.Column("family_id", Id(), nullable=False),
        sa.Column(
            "phase",
            _words(
                "phase",
                "getting_to_know",
                "intensive",
                "less_intensive",
                "winding_down",
                "follow_up",
                "closed",
            ),
            nullable=False,
        ),
        sa.Column("since", Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_phase_family_id_family")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("family_id", "since", name=op.f("uq_phase_family_id_since")),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", Id(), nullable=False),
        sa.Column("family_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("date", Day(), nullable=False),
        sa.Column("author_id", Id(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("instrument_id", Id(), nullable=False),
        sa.Column("is_revised_baseline", sa.Boolean(), nullable=False),
        sa.Column("operation_id", Id(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_snapshot_author_id_account")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_snapshot_family_id_family")),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=op.f("fk_snapshot_instrument_id_instrument")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("family_id", "date", "number", name=op.f("uq_snapshot_family_id_date_number")),
        sa.UniqueConstraint("family_id", "number", name=op.f("uq_snapshot_family_id_number")),
    )
    op.create_table(
        "score",
        sa.Column("family_id", Id(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("date", Day(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "reason",
            _words("reason", "changed", "insight", "correction"),
            nullable=True,
        ),
        sa.Column(
            "setback",
            _words("setback", "incomplete_start", "income", "relations", "housing", "health", "other"),
            nullable=True,
        ),
        sa.Column(
            "member_id",
            Id(),
            sa.Computed("CASE WHEN subject_id = family_id THEN NULL ELSE subject_id END", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_score_level")),
        sa.ForeignKeyConstraint(
            ["family_id", "date", "number"],
            ["snapshot.family_id", "snapshot.date", "snapshot.number"],
            name=op.f("fk_score_family_id_date_number_snapshot"),
        ),
        sa.ForeignKeyConstraint(
            ["family_id", "member_id"],
            ["member.family_id", "member.id"],
            name=op.f("fk_score_family_id_member_id_member"),
        ),
        sa.PrimaryKeyConstraint("family_id", "subject_id", "item", "date", "number", name=op.f("pk_score")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stay",
        sa.Column("id", Id(), nullable=False),
        sa.Column("family_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("joined", Day(), nullable=True),
        sa.Column("left", Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["family_id", "member_id"],
            ["member.family_id", "member.id"],
            name=op.f("fk_stay_family_id_member_id_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
    )
    op.create_index(
        op.f("ix_stay_family_id_member_id_joined_left"),
        "stay",
        ["family_id", "member_id", "joined", "left"],
        unique=False,
    )
