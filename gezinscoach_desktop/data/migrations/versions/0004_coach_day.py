"""What a coach does in a day: contacts, requests, rights, network, consent and the rest; a break is a phase.

Programs of before do not know a break, and registered without asking for consent: they may no longer write, nor read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from alembic import op

from gezinscoach_desktop.data.types import Day, Id, LongText, UtcDateTime, json_type

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PHASES = ("getting_to_know", "intensive", "less_intensive", "winding_down", "follow_up", "paused", "closed")
CLOSING_REASONS = (
    "goals_reached",
    "family_wish",
    "handed_over",
    "moved",
    "no_contact",
    "no_target_group",
    "coach_stopped",
    "consent_withdrawn",
    "other",
)
CONTACT_KINDS = (
    "home_visit",
    "phone",
    "message",
    "to_service",
    "with_service",
    "administration",
    "leisure",
    "group",
    "office",
)
APPOINTMENT_STATES = ("planned", "kept", "cancelled", "missed")
LIFE_DOMAINS = (
    "administration",
    "finances",
    "housing",
    "material",
    "mobility",
    "health",
    "parenting",
    "language",
    "childcare",
    "leisure",
    "social_network",
    "education",
    "work",
    "safety",
)
REQUEST_STATES = ("open", "reached", "changed", "dropped")
GOAL_STATES = ("running", "reached", "dropped")
OWNERS = ("family", "coach", "service")
ACTION_STATES = ("open", "done", "dropped")
RIGHT_STATES = ("to_explore", "has", "applied", "granted", "refused", "appeal", "stopped", "not_applicable")
TIE_KINDS = ("person", "service")
STRENGTHS = ("weak", "normal", "strong", "broken")
DIRECTIONS = ("both", "to_family", "from_family")
BOND_KINDS = ("partners", "ex_partners", "parent", "child")
OUTCOMES = ("asked", "waiting", "started", "refused", "stopped", "finished")
DOCUMENT_KINDS = ("consent", "letter", "other")
CONSENT_KINDS = ("coaching", "sharing", "mandate", "privacy_information")
CONSENT_FORMS = ("oral", "paper", "import")
AFTER_WITHDRAWAL = ("keep", "anonymise", "erase")
HOW_OFTEN = ("once", "sometimes", "often", "always")
STORY_KINDS = ("pride", "story")


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _long_text(name: str) -> sa.Column[Any]:
    return sa.Column(name, LongText(), nullable=False)


def _day(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Day(), nullable=optional)


def _id(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Id(), nullable=optional)


def _number(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=optional)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _bytes(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, json_type(), nullable=False)


def _word(name: str, words: tuple[str, ...], *, optional: bool = False) -> sa.Column[Any]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=optional)


DETAILS: dict[str, tuple[sa.Column[Any], ...]] = {
    "service": (
        _text("name"),
        _text("organisation"),
        _long_text("what"),
        _json("domains"),
        _text("municipality"),
        _text("address"),
        _text("phone"),
        _text("email"),
        _text("website"),
        _text("waiting"),
        _day("waiting_noted_on", optional=True),
        _day("retired_on", optional=True),
        _id("merged_into", optional=True),
    ),
    "contact_person": (
        _id("service_id"),
        _text("name"),
        _text("role"),
        _text("phone"),
        _text("email"),
        _day("retired_on", optional=True),
    ),
    "office_right": (
        _text("name"),
        _long_text("description"),
        _json("domains"),
        _text("granted_by"),
        _day("checked_on", optional=True),
        _day("retired_on", optional=True),
    ),
    "contact": (
        _word("kind", CONTACT_KINDS),
        _day("on"),
        _number("begins_at", optional=True),
        _number("minutes", optional=True),
        _json("members"),
        _text("others"),
        _json("domains"),
        _long_text("note"),
        _id("service_id", optional=True),
        _id("group_id", optional=True),
    ),
    "appointment": (
        _day("on"),
        _number("begins_at", optional=True),
        _number("minutes", optional=True),
        _word("kind", CONTACT_KINDS),
        _text("what"),
        _id("account_id", optional=True),
        _word("state", APPOINTMENT_STATES),
        _id("contact_id", optional=True),
    ),
    "request": (
        _long_text("text"),
        _word("domain", LIFE_DOMAINS, optional=True),
        _number("priority"),
        _day("raised_on", optional=True),
        _word("state", REQUEST_STATES),
        _day("closed_on", optional=True),
        _long_text("outcome"),
    ),
    "goal": (
        _text("item"),
        _id("member_id", optional=True),
        _number("level_then", optional=True),
        _number("level_wished"),
        _day("set_on", optional=True),
        _day("hoped_on", optional=True),
        _id("request_id", optional=True),
        _long_text("note"),
        _word("state", GOAL_STATES),
        _day("closed_on", optional=True),
    ),
    "action": (
        _long_text("what"),
        _word("owner", OWNERS),
        _id("account_id", optional=True),
        _id("service_id", optional=True),
        _day("due_on", optional=True),
        _word("domain", LIFE_DOMAINS, optional=True),
        _id("request_id", optional=True),
        _id("contact_id", optional=True),
        _word("state", ACTION_STATES),
        _day("closed_on", optional=True),
        _long_text("result"),
    ),
    "right_step": (
        _id("right_id"),
        _word("state", RIGHT_STATES),
        _day("on"),
        _id("member_id", optional=True),
        _number("monthly_cents", optional=True),
        _number("once_cents", optional=True),
        _text("not_taken_up"),
        _long_text("note"),
    ),
    "tie": (
        _word("kind", TIE_KINDS),
        _text("name"),
        _id("service_id", optional=True),
        _id("member_id", optional=True),
        _text("relation"),
        _number("ring"),
        _word("strength", STRENGTHS),
        _flag("is_tense"),
        _word("direction", DIRECTIONS),
        _json("domains"),
        _text("reach"),
        _long_text("note"),
        _day("since", optional=True),
        _day("until", optional=True),
        _number("angle", optional=True),
    ),
    "bond": (
        _word("kind", BOND_KINDS),
        _id("member_id"),
        _id("other_id", optional=True),
        _text("other_name"),
        _day("since", optional=True),
        _day("until", optional=True),
    ),
    "service_referral": (
        _id("service_id"),
        _day("asked_on"),
        _id("member_id", optional=True),
        _word("domain", LIFE_DOMAINS, optional=True),
        _word("outcome", OUTCOMES),
        _day("answered_on", optional=True),
        _long_text("note"),
    ),
    "document": (
        _text("title"),
        _word("kind", DOCUMENT_KINDS),
        _day("dated", optional=True),
        _text("media_type"),
        _number("size"),
        _text("sha256"),
        _text("note"),
    ),
    "document_content": (
        _id("document_id"),
        _bytes("content"),
    ),
    "consent": (
        _word("kind", CONSENT_KINDS),
        _day("given_on"),
        _word("form", CONSENT_FORMS),
        _text("given_by"),
        _text("partner"),
        _id("service_id", optional=True),
        _text("who"),
        _text("purpose"),
        _text("content"),
        _day("until", optional=True),
        _day("withdrawn_on", optional=True),
        _text("withdrawn_why"),
        _word("after_withdrawal", AFTER_WITHDRAWAL, optional=True),
        _day("confirmed_on", optional=True),
        _id("document_id", optional=True),
    ),
    "expense": (
        _number("cents"),
        _text("what"),
        _day("on"),
        _id("contact_id", optional=True),
    ),
    "budget": (
        _number("year"),
        _number("cents"),
    ),
    "signal": (
        _word("theme", LIFE_DOMAINS),
        _long_text("what"),
        _day("on"),
        _id("service_id", optional=True),
        _text("service"),
        _word("how_often", HOW_OFTEN),
        _long_text("example"),
    ),
    "story": (
        _word("kind", STORY_KINDS),
        _long_text("text"),
        _day("on"),
        _text("title"),
        _id("member_id", optional=True),
        _flag("is_released"),
        _day("released_on", optional=True),
        _long_text("public_text"),
    ),
    "intake": (
        _long_text("story"),
        _long_text("strengths"),
        _json("needs"),
        _long_text("absent_parent"),
        _long_text("services"),
        _long_text("safety"),
        _long_text("expectations"),
        _long_text("pace"),
        _long_text("boundaries"),
        _long_text("matters"),
        _long_text("avoid"),
        _long_text("family_view"),
        _long_text("ahead"),
        _long_text("next_step"),
        _day("next_on", optional=True),
    ),
}
"""What is filled in, per table, in the order in which they can be made."""

OF_THE_OFFICE = ("service", "contact_person", "office_right")
OF_A_FAMILY = tuple(table for table in DETAILS if table not in (*OF_THE_OFFICE, "signal"))
"""What a coach sees of own families only. A signal may be told without a family."""
_OF_COORDINATORS = ("office_right", "budget")
"""What coaches read, and coordinators decide."""
_PLAIN = ("document_content",)
"""Without who and when of its own: it goes with its document."""
LINKS = {
    "appointment": {"contact_id": "contact"},
    "goal": {"member_id": "member", "request_id": "request"},
    "action": {"request_id": "request", "contact_id": "contact"},
    "right_step": {"member_id": "member"},
    "tie": {"member_id": "member"},
    "bond": {"member_id": "member", "other_id": "member"},
    "service_referral": {"member_id": "member"},
    "document_content": {"document_id": "document"},
    "consent": {"document_id": "document"},
    "expense": {"contact_id": "contact"},
    "story": {"member_id": "member"},
}
"""References that never leave the family."""
ELSEWHERE = {"service_id": "service", "merged_into": "service", "account_id": "account"}
UNIQUE = {
    "contact": ("family_id", "id"),
    "request": ("family_id", "id"),
    "document": ("family_id", "id"),
    "budget": ("family_id", "year"),
    "intake": ("family_id",),
}
CHECKS = {
    "goal": {"level_wished": "level_wished BETWEEN 1 AND 5", "level_then": "level_then BETWEEN 1 AND 5"},
    "tie": {"ring": "ring BETWEEN 1 AND 3"},
}
INDEXES = (
    ("contact_person", "service_id"), ("contact", "family_id", "on"), ("contact", "group_id"),
    ("appointment", "family_id", "on"), ("appointment", "account_id", "on"), ("goal", "family_id"),
    ("action", "family_id"), ("action", "account_id", "state", "due_on"), ("right_step", "family_id", "right_id"),
    ("tie", "family_id"), ("bond", "family_id"), ("service_referral", "family_id"), ("consent", "family_id"),
    ("expense", "family_id", "on"), ("signal", "family_id"), ("story", "family_id"),
)  # fmt: skip


def upgrade() -> None:
    _make_tables()
    _change_tables()
    _take_over_consents()
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        prefix = connection.exec_driver_sql("SELECT current_user").scalar_one().removesuffix("_owner")
        # At once: on their way to a server, one after the other, they would take longer than there.
        connection.exec_driver_sql(";\n".join(separation(prefix)), execution_options={"no_parameters": True})
    op.execute("UPDATE schema SET version = 4, min_reader = 3, min_writer = 3")


_NAMING = {"ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s"}


def _make_tables() -> None:
    """Without Alembic's own operations, which make each table and all that it refers to anew, several times over."""
    made = sa.MetaData(naming_convention=_NAMING)
    sa.Table("account", made, sa.Column("id", Id(), primary_key=True))
    sa.Table("family", made, sa.Column("id", Id(), primary_key=True))
    sa.Table("member", made, sa.Column("id", Id(), primary_key=True), sa.Column("family_id", Id()))
    connection = op.get_bind()
    for name in DETAILS:
        table = sa.Table(name, made, *_columns(name), *_constraints(name))
        connection.execute(sa.schema.CreateTable(table))
    for name, *columns in INDEXES:
        on = [made.tables[name].c[column] for column in columns]
        connection.execute(sa.schema.CreateIndex(sa.Index(op.f(f"ix_{name}_{'_'.join(columns)}"), *on)))


def _columns(table: str) -> Iterator[sa.Column[Any]]:
    if table in _PLAIN:
        yield sa.Column("document_id", Id(), primary_key=True, nullable=False)
        yield sa.Column("family_id", Id(), nullable=False)
        yield _bytes("content")
        return
    yield sa.Column("id", Id(), primary_key=True, nullable=False)
    if table not in OF_THE_OFFICE:
        yield _id("family_id", optional=table == "signal")
    yield from (column._copy() for column in DETAILS[table])
    yield _number("version")
    for doing in ("created", "changed"):
        yield sa.Column(f"{doing}_at", UtcDateTime(), nullable=False)
        yield _id(f"{doing}_by", optional=True)
    yield sa.Column("removed_at", UtcDateTime(), nullable=True)


def _constraints(table: str) -> Iterator[sa.Constraint]:
    named = {column.name for column in DETAILS[table]}
    if table not in (*OF_THE_OFFICE, *_PLAIN):
        yield _reference(table, ["family_id"], "family", ["id"])
    for column, other in ELSEWHERE.items():
        if column in named:
            yield _reference(table, [column], other, ["id"])
    for column, other in LINKS.get(table, {}).items():
        yield _reference(table, ["family_id", column], other, ["family_id", "id"])
    if table not in _PLAIN:
        for column in ("created_by", "changed_by"):
            yield _reference(table, [column], "account", ["id"])
    if table in UNIQUE:
        yield sa.UniqueConstraint(*UNIQUE[table], name=op.f(f"uq_{table}_{'_'.join(UNIQUE[table])}"))
    for name, check in CHECKS.get(table, {}).items():
        yield sa.CheckConstraint(check, name=op.f(f"ck_{table}_{name}"))


def _reference(table: str, columns: list[str], other: str, theirs: list[str]) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{'_'.join(columns)}_{other}")
    # Rows of one table that refer to each other come in any order when a whole office does.
    targets = [f"{other}.{column}" for column in theirs]
    if other == table:
        return sa.ForeignKeyConstraint(columns, targets, name=name, deferrable=True, initially="DEFERRED")
    return sa.ForeignKeyConstraint(columns, targets, name=name)


def _change_tables() -> None:
    for table, name in (
        ("family", "phone"), ("family", "email"), ("member", "phone"), ("member", "email"), ("assignment", "reason"),
    ):  # fmt: skip
        op.add_column(table, sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("family", sa.Column("reach_note", LongText(), server_default="", nullable=False))
    op.add_column("snapshot", sa.Column("contact_id", Id(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_phase_phase"), "phase", type_="check")
        op.create_check_constraint(op.f("ck_phase_phase"), "phase", sa.column("phase").in_(PHASES))
        op.add_column("phase", _word("closing_reason", CLOSING_REASONS, optional=True))
        return
    # SQLite changes no check: a new table takes the old one's place.
    op.create_table(
        "phase_2",
        sa.Column("id", Id(), primary_key=True, nullable=False),
        _id("family_id"),
        sa.Column("phase", sa.String(32), nullable=False),
        _day("since"),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("closing_reason", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("family_id", "since", name=op.f("uq_phase_family_id_since")),
        sa.CheckConstraint(sa.column("phase").in_(PHASES), name=op.f("ck_phase_phase")),
        sa.CheckConstraint(
            sa.column("closing_reason").in_(CLOSING_REASONS), name=op.f("ck_phase_closing_reason")
        ),
        _reference("phase", ["family_id"], "family", ["id"]),
    )
    op.execute(
        "INSERT INTO phase_2 (id, family_id, phase, since, reason) "
        "SELECT id, family_id, phase, since, reason FROM phase"
    )
    op.drop_table("phase")
    op.rename_table("phase_2", "phase")


def _take_over_consents() -> None:
    """Who was supported before consents were recorded counts as having consented earlier, until that is confirmed."""
    family = sa.table(
        "family",
        sa.column("id", Id()),
        sa.column("started_on", Day()),
        sa.column("created_at", UtcDateTime()),
    )
    columns = (*_columns("consent"),)
    consent = sa.table("consent", *(sa.column(column.name, column.type) for column in columns))
    now = datetime.now(UTC)
    rows = [
        # Whoever had already noted a day to come was there all the same.
        _taken_over(family_id, min(started_on or created_at.date(), now.date()), now)
        for family_id, started_on, created_at in op.get_bind().execute(sa.select(*family.c))
    ]
    if rows:
        op.bulk_insert(consent, rows)


def _taken_over(family_id: UUID, given_on: date, now: datetime) -> dict[str, Any]:
    empty = dict.fromkeys(("given_by", "partner", "who", "purpose", "content", "withdrawn_why"), "")
    return {
        "id": uuid5(family_id, "consent"),
        "family_id": family_id,
        "kind": "coaching",
        "given_on": given_on,
        "form": "import",
        "version": 1,
        "created_at": now,
        "changed_at": now,
        **empty,
    }


def separation(prefix: str) -> list[str]:
    """What keeps colleagues apart in the new tables, for the roles that begin with `prefix` (decision 0017)."""
    statements = [*_policies(), *_guards(), *_grants()]
    for name in ("owner", "person", "coach", "coordinator"):
        statements = [statement.replace(f"<{name}>", f'"{prefix}_{name}"') for statement in statements]
    return statements


def _policies() -> Iterator[str]:
    for table in DETAILS:
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield f"CREATE POLICY owner ON {table} TO <owner> USING (true) WITH CHECK (true)"
    coordinates, coaches = "(SELECT acts_as('coordinator'))", "(SELECT acts_as('coach'))"
    me, own = "(SELECT me())", "family_id = ANY ((SELECT own_families())::uuid[])"
    told = f"(family_id IS NULL AND created_by = {me} AND {coaches} OR {own})"
    for table in DETAILS:
        seen = {"coach": own, "coordinator": coordinates}
        if table in OF_THE_OFFICE:
            seen["coach"] = coaches
        if table == "signal":
            seen["coach"] = told
        for role, which in seen.items():
            mine = "" if table in _PLAIN else f" AND created_by = {me} AND changed_by = {me}"
            yield f"CREATE POLICY {role}_select ON {table} FOR SELECT TO <{role}> USING ({which})"
            if role == "coach" and table in _OF_COORDINATORS:
                continue
            yield f"CREATE POLICY {role}_insert ON {table} FOR INSERT TO <{role}> WITH CHECK ({which}{mine})"
            if table not in _PLAIN:
                yield (
                    f"CREATE POLICY {role}_update ON {table} FOR UPDATE TO <{role}> "
                    f"USING ({which}) WITH CHECK ({which} AND changed_by = {me})"
                )


def _guards() -> Iterator[str]:
    yield _NOTE_OUTSIDE
    for table in DETAILS:
        yield (
            f"CREATE TRIGGER {table}_now BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_old_view()"
        )
        yield (
            f"CREATE CONSTRAINT TRIGGER {table}_outside AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_outside()"
        )


# As in 0003, but a group activity notes a line for each of many families, and a document is not made into JSON to find out
# whose it is.
_NOTE_OUTSIDE = """CREATE OR REPLACE FUNCTION note_outside() RETURNS trigger LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE about uuid; wanted text := CASE TG_TABLE_NAME WHEN 'account' THEN '^(add|change|close)_account$'
    WHEN 'setting' THEN '^(change_settings|move_office|back_up|restore)$'
    ELSE '^(add|change|register|assign|decide|close|reopen)_|^import$' END; BEGIN
IF is_keeper() THEN RETURN NULL; END IF;
IF TG_TABLE_NAME = 'document_content' THEN about := coalesce(NEW.family_id, OLD.family_id);
ELSE about := to_jsonb(coalesce(NEW, OLD)) ->> CASE TG_TABLE_NAME WHEN 'family' THEN 'id' ELSE 'family_id' END; END IF;
IF EXISTS (SELECT FROM (SELECT family_id, action, xmin FROM audit_entry ORDER BY number DESC LIMIT 1000) AS newest
    WHERE newest.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296
    AND newest.action ~ wanted
    AND (newest.family_id IS NOT DISTINCT FROM about OR newest.action = 'import')) THEN RETURN NULL; END IF;
INSERT INTO audit_entry (at, action, family_id, details) VALUES (clock_timestamp(), 'outside_program', about,
    jsonb_build_object('table', TG_TABLE_NAME, 'what', lower(TG_OP)));
RETURN NULL; END $body$"""


def _grants() -> Iterator[str]:
    both = "<coach>, <coordinator>"
    kept = ("version", "changed_at", "changed_by", "removed_at")
    for table, details in DETAILS.items():
        who = "<coordinator>" if table in _OF_COORDINATORS else both
        yield f"REVOKE ALL ON {table} FROM PUBLIC"
        yield f"GRANT SELECT ON {table} TO {both}"
        yield f"GRANT INSERT ON {table} TO {who}"
        if table not in _PLAIN:
            columns = ", ".join(f'"{column}"' for column in (*(column.name for column in details), *kept))
            yield f"GRANT UPDATE ({columns}) ON {table} TO {who}"
    yield f"GRANT UPDATE (phone, email, reach_note) ON family TO {both}"
    yield f"GRANT UPDATE (phone, email) ON member TO {both}"
    yield f"GRANT UPDATE (closing_reason) ON phase TO {both}"
