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

from gezinscoach_desktop.data.migrations.records import (
    Records,
    binary,
    day,
    flag,
    id_of,
    json,
    long_text,
    number,
    reference,
    text,
    word,
)
from gezinscoach_desktop.data.types import Day, Id, LongText, UtcDateTime

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


DETAILS: dict[str, tuple[sa.Column[Any], ...]] = {
    "service": (
        text("name"),
        text("organisation"),
        long_text("what"),
        json("domains"),
        text("municipality"),
        text("address"),
        text("phone"),
        text("email"),
        text("website"),
        text("waiting"),
        day("waiting_noted_on", optional=True),
        day("retired_on", optional=True),
        id_of("merged_into", optional=True),
    ),
    "contact_person": (
        id_of("service_id"),
        text("name"),
        text("role"),
        text("phone"),
        text("email"),
        day("retired_on", optional=True),
    ),
    "office_right": (
        text("name"),
        long_text("description"),
        json("domains"),
        text("granted_by"),
        day("checked_on", optional=True),
        day("retired_on", optional=True),
    ),
    "contact": (
        word("kind", CONTACT_KINDS),
        day("on"),
        number("begins_at", optional=True),
        number("minutes", optional=True),
        json("members"),
        text("others"),
        json("domains"),
        long_text("note"),
        id_of("service_id", optional=True),
        id_of("group_id", optional=True),
    ),
    "appointment": (
        day("on"),
        number("begins_at", optional=True),
        number("minutes", optional=True),
        word("kind", CONTACT_KINDS),
        text("what"),
        id_of("account_id", optional=True),
        word("state", APPOINTMENT_STATES),
        id_of("contact_id", optional=True),
    ),
    "request": (
        long_text("text"),
        word("domain", LIFE_DOMAINS, optional=True),
        number("priority"),
        day("raised_on", optional=True),
        word("state", REQUEST_STATES),
        day("closed_on", optional=True),
        long_text("outcome"),
    ),
    "goal": (
        text("item"),
        id_of("member_id", optional=True),
        number("level_then", optional=True),
        number("level_wished"),
        day("set_on", optional=True),
        day("hoped_on", optional=True),
        id_of("request_id", optional=True),
        long_text("note"),
        word("state", GOAL_STATES),
        day("closed_on", optional=True),
    ),
    "action": (
        long_text("what"),
        word("owner", OWNERS),
        id_of("account_id", optional=True),
        id_of("service_id", optional=True),
        day("due_on", optional=True),
        word("domain", LIFE_DOMAINS, optional=True),
        id_of("request_id", optional=True),
        id_of("contact_id", optional=True),
        word("state", ACTION_STATES),
        day("closed_on", optional=True),
        long_text("result"),
    ),
    "right_step": (
        id_of("right_id"),
        word("state", RIGHT_STATES),
        day("on"),
        id_of("member_id", optional=True),
        number("monthly_cents", optional=True),
        number("once_cents", optional=True),
        text("not_taken_up"),
        long_text("note"),
    ),
    "tie": (
        word("kind", TIE_KINDS),
        text("name"),
        id_of("service_id", optional=True),
        id_of("member_id", optional=True),
        text("relation"),
        number("ring"),
        word("strength", STRENGTHS),
        flag("is_tense"),
        word("direction", DIRECTIONS),
        json("domains"),
        text("reach"),
        long_text("note"),
        day("since", optional=True),
        day("until", optional=True),
        number("angle", optional=True),
    ),
    "bond": (
        word("kind", BOND_KINDS),
        id_of("member_id"),
        id_of("other_id", optional=True),
        text("other_name"),
        day("since", optional=True),
        day("until", optional=True),
    ),
    "service_referral": (
        id_of("service_id"),
        day("asked_on"),
        id_of("member_id", optional=True),
        word("domain", LIFE_DOMAINS, optional=True),
        word("outcome", OUTCOMES),
        day("answered_on", optional=True),
        long_text("note"),
    ),
    "document": (
        text("title"),
        word("kind", DOCUMENT_KINDS),
        day("dated", optional=True),
        text("media_type"),
        number("size"),
        text("sha256"),
        text("note"),
    ),
    "document_content": (
        id_of("document_id"),
        id_of("family_id"),
        binary("content"),
    ),
    "consent": (
        word("kind", CONSENT_KINDS),
        day("given_on"),
        word("form", CONSENT_FORMS),
        text("given_by"),
        text("partner"),
        id_of("service_id", optional=True),
        text("who"),
        text("purpose"),
        text("content"),
        day("until", optional=True),
        day("withdrawn_on", optional=True),
        text("withdrawn_why"),
        word("after_withdrawal", AFTER_WITHDRAWAL, optional=True),
        day("confirmed_on", optional=True),
        id_of("document_id", optional=True),
    ),
    "expense": (
        number("cents"),
        text("what"),
        day("on"),
        id_of("contact_id", optional=True),
    ),
    "budget": (
        number("year"),
        number("cents"),
    ),
    "signal": (
        word("theme", LIFE_DOMAINS),
        long_text("what"),
        day("on"),
        id_of("service_id", optional=True),
        text("service"),
        word("how_often", HOW_OFTEN),
        long_text("example"),
    ),
    "story": (
        word("kind", STORY_KINDS),
        long_text("text"),
        day("on"),
        text("title"),
        id_of("member_id", optional=True),
        flag("is_released"),
        day("released_on", optional=True),
        long_text("public_text"),
    ),
    "intake": (
        long_text("story"),
        long_text("strengths"),
        json("needs"),
        long_text("absent_parent"),
        long_text("services"),
        long_text("safety"),
        long_text("expectations"),
        long_text("pace"),
        long_text("boundaries"),
        long_text("matters"),
        long_text("avoid"),
        long_text("family_view"),
        long_text("ahead"),
        long_text("next_step"),
        day("next_on", optional=True),
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
RECORDS = Records(
    DETAILS,
    of_the_office=OF_THE_OFFICE,
    may_lack_family=("signal",),
    plain=_PLAIN,
    links=LINKS,
    elsewhere=ELSEWHERE,
    unique=UNIQUE,
    checks=CHECKS,
    indexes=INDEXES,
)


def upgrade() -> None:
    RECORDS.make()
    _change_tables()
    _take_over_consents()
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        prefix = connection.exec_driver_sql("SELECT current_user").scalar_one().removesuffix("_owner")
        # At once: on their way to a server, one after the other, they would take longer than there.
        connection.exec_driver_sql(";\n".join(separation(prefix)), execution_options={"no_parameters": True})
    op.execute("UPDATE schema SET version = 4, min_reader = 3, min_writer = 3")


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
        op.add_column("phase", word("closing_reason", CLOSING_REASONS, optional=True))
        return
    # SQLite changes no check: a new table takes the old one's place.
    op.create_table(
        "phase_2",
        sa.Column("id", Id(), primary_key=True, nullable=False),
        id_of("family_id"),
        sa.Column("phase", sa.String(32), nullable=False),
        day("since"),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("closing_reason", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("family_id", "since", name=op.f("uq_phase_family_id_since")),
        sa.CheckConstraint(sa.column("phase").in_(PHASES), name=op.f("ck_phase_phase")),
        sa.CheckConstraint(
            sa.column("closing_reason").in_(CLOSING_REASONS), name=op.f("ck_phase_closing_reason")
        ),
        reference("phase", ["family_id"], "family", ["id"]),
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
    columns = tuple(RECORDS.columns("consent"))
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
    statements = [_NOTE_OUTSIDE, *RECORDS.guards(), *_policies(), *_grants()]
    for name in ("owner", "person", "coach", "coordinator"):
        statements = [statement.replace(f"<{name}>", f'"{prefix}_{name}"') for statement in statements]
    return statements


def _policies() -> Iterator[str]:
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
    for table in DETAILS:
        who = "<coordinator>" if table in _OF_COORDINATORS else both
        yield f"REVOKE ALL ON {table} FROM PUBLIC"
        yield f"GRANT SELECT ON {table} TO {both}"
        yield f"GRANT INSERT ON {table} TO {who}"
        if table not in _PLAIN:
            yield f"GRANT UPDATE ({RECORDS.changeable(table)}) ON {table} TO {who}"
    yield f"GRANT UPDATE (phone, email, reach_note) ON family TO {both}"
    yield f"GRANT UPDATE (phone, email) ON member TO {both}"
    yield f"GRANT UPDATE (closing_reason) ON phase TO {both}"
