"""A coordinator's year: referrals and who waits, the organisation, bundles of signals, reports, exports, letting go.

The table of referrals that 0003 made was never written by any program: it is made anew, with a history of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from gezinscoach_desktop.data.migrations import letting_go
from gezinscoach_desktop.data.migrations.records import (
    Records,
    day,
    flag,
    id_of,
    json,
    long_text,
    number,
    text,
    word,
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

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
CHANNELS = ("partner", "outreach", "family_itself")
AGREEMENTS = ("yes", "not_yet", "unknown")
FEEDBACK = ("nothing", "received", "decision", "decision_and_reason", "start")
HOUSEHOLD_TYPES = ("couple", "single_parent", "extended", "other")
DECISIONS = ("accepted", "waiting", "referred_on", "not_target_group", "declined")
ROLES = ("adult", "child")
ABSENCES = ("leave", "illness", "parental", "other")
BUNDLE_STATES = ("gathering", "raised", "answered", "closed")
REQUEST_KINDS = ("access", "correction", "erasure")
REQUEST_STATES = ("open", "granted", "partly", "refused", "withdrawn")
DISPOSALS = ("anonymise", "erase", "thin")
DISPOSAL_SUBJECTS = ("family", "referral", "snapshot", "member")
DISPOSAL_REASONS = ("term_passed", "consent_withdrawn", "person_asked", "import_undone")
EXPORTS = ("exchange", "xlsx", "spss")

RECORDS = Records(
    {
        "municipality": (text("name"), day("retired_on", optional=True)),
        "organisation": (
            text("name"),
            text("contact"),
            text("phone"),
            text("email"),
            day("retired_on", optional=True),
        ),
        "staff": (
            id_of("account_id"),
            id_of("organisation_id", optional=True),
            flag("is_volunteer"),
            number("percent"),
            number("most_weight", optional=True),
            json("municipalities"),
            json("languages"),
            day("since", optional=True),
            day("until", optional=True),
        ),
        "absence": (
            id_of("account_id"),
            day("since"),
            day("until", optional=True),
            word("kind", ABSENCES),
            text("note"),
        ),
        "index_profile": (
            text("key"),
            number("number"),
            text("title"),
            long_text("definition"),
            text("based_on"),
            long_text("why"),
            day("retired_on", optional=True),
        ),
        "referral": (
            day("received_on"),
            word("channel", CHANNELS),
            text("referrer"),
            text("referrer_organisation"),
            id_of("service_id", optional=True),
            text("referrer_phone"),
            text("referrer_email"),
            word("agreement", AGREEMENTS),
            text("agreement_note"),
            word("feedback", FEEDBACK),
            text("name"),
            text("municipality"),
            text("neighbourhood"),
            text("address"),
            text("phone"),
            text("email"),
            long_text("reach_note"),
            word("household_type", HOUSEHOLD_TYPES, optional=True),
            text("languages"),
            flag("needs_interpreter"),
            long_text("question"),
            long_text("reason"),
            json("domains"),
            number("urgency"),
            long_text("safety"),
            id_of("wanted_organisation_id", optional=True),
            id_of("earlier_id", optional=True),
            word("decision", DECISIONS, optional=True),
            day("decided_on", optional=True),
            id_of("decided_by", optional=True),
            long_text("decision_reason"),
            text("referred_to"),
            number("place_in_line"),
            day("assigned_on", optional=True),
            day("first_contact_on", optional=True),
            day("fed_back_on", optional=True),
            long_text("fed_back"),
        ),
        "referred_person": (
            id_of("referral_id"),
            word("role", ROLES),
            text("given_name"),
            text("family_name"),
            day("birth_date", optional=True),
            text("relation"),
        ),
        "waiting_contact": (
            id_of("referral_id"),
            day("on"),
            word("kind", CONTACT_KINDS),
            long_text("what"),
            flag("is_bridging"),
        ),
        "signal_bundle": (
            text("title"),
            word("theme", LIFE_DOMAINS),
            json("signals"),
            id_of("service_id", optional=True),
            text("service"),
            long_text("what"),
            long_text("asked"),
            long_text("example"),
            word("state", BUNDLE_STATES),
            text("raised_with"),
            day("raised_on", optional=True),
            long_text("done"),
            long_text("answer"),
            day("answered_on", optional=True),
        ),
        "report_year": (
            number("year"),
            json("texts"),
            json("left_out"),
            json("stories"),
            json("bundles"),
            number("compare_years"),
        ),
        "export_record": (
            word("kind", EXPORTS),
            day("on"),
            text("project"),
            text("recipient"),
            text("purpose"),
            flag("is_pseudonymised"),
            number("families"),
            number("rows"),
            number("smallest_group", optional=True),
            json("coarsened"),
            json("files"),
        ),
        "import_run": (
            text("source"),
            text("sha256"),
            day("on"),
            json("mapping"),
            json("families"),
            json("snapshots"),
            json("members"),
            number("rows"),
            number("skipped"),
            day("undone_on", optional=True),
        ),
        "published_figures": (
            text("municipality"),
            day("since"),
            day("until"),
            text("title"),
            json("tables"),
        ),
        "disposal": (
            id_of("subject_id"),
            text("code"),
            word("kind", DISPOSALS),
            word("reason", DISPOSAL_REASONS),
            day("asked_on"),
            id_of("asked_by", optional=True),
            id_of("approved_by", optional=True),
            day("decided_on", optional=True),
            flag("is_refused"),
            day("done_on", optional=True),
            long_text("note"),
            word("subject", DISPOSAL_SUBJECTS),
            day("put_off_until", optional=True),
            json("parts"),
        ),
        "person_request": (
            word("kind", REQUEST_KINDS),
            day("asked_on"),
            day("due_on"),
            id_of("member_id", optional=True),
            text("who"),
            long_text("what"),
            word("state", REQUEST_STATES),
            day("answered_on", optional=True),
            long_text("answer"),
            long_text("note"),
        ),
        "own_view": (
            day("on"),
            long_text("text"),
            text("about"),
            id_of("member_id", optional=True),
        ),
    },
    of_the_office=(
        "municipality",
        "organisation",
        "staff",
        "absence",
        "index_profile",
        "referred_person",
        "waiting_contact",
        "signal_bundle",
        "report_year",
        "export_record",
        "import_run",
        "published_figures",
        "disposal",
    ),
    may_lack_family=("referral",),
    links={"person_request": {"member_id": "member"}, "own_view": {"member_id": "member"}},
    elsewhere={
        "account_id": "account",
        "organisation_id": "organisation",
        "wanted_organisation_id": "organisation",
        "service_id": "service",
        "referral_id": "referral",
        "earlier_id": "referral",
        "decided_by": "account",
        "asked_by": "account",
        "approved_by": "account",
    },
    known=("service",),
    unique={
        "staff": ("account_id",),
        "report_year": ("year",),
        "index_profile": ("key", "number"),
    },
    checks={
        "staff": {"percent": "percent BETWEEN 0 AND 100"},
        "referral": {"urgency": "urgency BETWEEN 1 AND 3"},
    },
    indexes=(
        ("absence", "account_id"),
        ("referral", "family_id"),
        ("referred_person", "referral_id"),
        ("waiting_contact", "referral_id"),
        ("disposal", "subject_id"),
        ("person_request", "family_id"),
        ("own_view", "family_id"),
    ),
)

OF_A_FAMILY = ("person_request", "own_view")
"""What a coach keeps of own families too."""
_OF_A_FAMILY_BEFORE = (
    "contact",
    "appointment",
    "request",
    "goal",
    "action",
    "right_step",
    "tie",
    "bond",
    "service_referral",
    "document",
    "document_content",
    "consent",
    "expense",
    "budget",
    "signal",
    "story",
    "intake",
)
"""The records of 0004, which go with their family."""
KNOWN_TO_ALL = ("municipality", "organisation", "index_profile")
"""What whoever works here reads, and coordinators and administrators decide."""
_STAFF = ("staff",)
"""What coordinators and administrators read and decide."""
OF_COORDINATORS = tuple(
    table for table in RECORDS.details if table not in (*OF_A_FAMILY, *KNOWN_TO_ALL, *_STAFF)
)
"""What nobody else sees, in any way: who waits first of all."""


def upgrade() -> None:
    op.drop_table("referral")
    op.add_column("schema", sa.Column("program", sa.Text(), nullable=True))
    RECORDS.make()
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        prefix = connection.exec_driver_sql("SELECT current_user").scalar_one().removesuffix("_owner")
        connection.exec_driver_sql(";\n".join(separation(prefix)), execution_options={"no_parameters": True})
    else:
        for statement in letting_go.on_sqlite():
            op.execute(statement)
    op.execute("UPDATE schema SET version = 5")


def separation(prefix: str) -> list[str]:
    """What keeps colleagues apart in the new tables, for the roles that begin with `prefix` (decision 0017)."""
    statements = [_NOTE_OUTSIDE, _NEWS, *RECORDS.guards(), *_policies(), *_grants()]
    statements += letting_go.on_postgresql((*OF_A_FAMILY, *_OF_A_FAMILY_BEFORE))
    for name in ("owner", "person", "coach", "coordinator", "administrator"):
        statements = [statement.replace(f"<{name}>", f'"{prefix}_{name}"') for statement in statements]
    return statements


def _who_decides(table: str) -> tuple[str, ...]:
    if table in OF_A_FAMILY:
        return ("coach", "coordinator")
    return ("coordinator",) if table in OF_COORDINATORS else ("coordinator", "administrator")


def _policies() -> Iterator[str]:
    me, own = "(SELECT me())", "family_id = ANY ((SELECT own_families())::uuid[])"
    for table in RECORDS.details:
        seen = {role: f"(SELECT acts_as('{role}'))" for role in _who_decides(table)}
        if table in OF_A_FAMILY:
            seen["coach"] = own
        for role, which in seen.items():
            yield f"CREATE POLICY {role}_select ON {table} FOR SELECT TO <{role}> USING ({which})"
            yield (
                f"CREATE POLICY {role}_insert ON {table} FOR INSERT TO <{role}> "
                f"WITH CHECK ({which} AND created_by = {me} AND changed_by = {me})"
            )
            yield (
                f"CREATE POLICY {role}_update ON {table} FOR UPDATE TO <{role}> "
                f"USING ({which}) WITH CHECK ({which} AND changed_by = {me})"
            )
        if table in KNOWN_TO_ALL:
            yield (
                f"CREATE POLICY coach_select ON {table} FOR SELECT TO <coach> USING ((SELECT acts_as('coach')))"
            )


def _grants() -> Iterator[str]:
    for table in RECORDS.details:
        who = ", ".join(f"<{role}>" for role in _who_decides(table))
        yield f"REVOKE ALL ON {table} FROM PUBLIC"
        yield f"GRANT SELECT, INSERT ON {table} TO {who}"
        # A referral becomes a family's once there is one.
        more = ', "family_id"' if table == "referral" else ""
        yield f"GRANT UPDATE ({RECORDS.changeable(table)}{more}) ON {table} TO {who}"
        if table in KNOWN_TO_ALL:
            yield f"GRANT SELECT ON {table} TO <coach>"


# As in 0004, with the verbs of what is new here.
_NOTE_OUTSIDE = """CREATE OR REPLACE FUNCTION note_outside() RETURNS trigger LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE about uuid; wanted text := CASE TG_TABLE_NAME WHEN 'account' THEN '^(add|change|close)_account$'
    WHEN 'setting' THEN '^(change_settings|move_office|back_up|restore)$'
    ELSE '^(add|change|register|assign|decide|close|reopen|erase|anonymise|undo)_|^(import|export)$' END; BEGIN
IF is_keeper() THEN RETURN NULL; END IF;
IF TG_TABLE_NAME = 'document_content' THEN about := coalesce(NEW.family_id, OLD.family_id);
ELSIF TG_TABLE_NAME <> 'referral' THEN -- what is done with one is noted without a family: its coach may read that trail
about := to_jsonb(coalesce(NEW, OLD)) ->> CASE TG_TABLE_NAME WHEN 'family' THEN 'id' ELSE 'family_id' END; END IF;
IF EXISTS (SELECT FROM (SELECT family_id, action, xmin FROM audit_entry ORDER BY number DESC LIMIT 1000) AS newest
    WHERE newest.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296
    AND newest.action ~ wanted
    AND (newest.family_id IS NOT DISTINCT FROM about OR newest.action IN ('import', 'undo_import', 'anonymise_family'))) THEN RETURN NULL; END IF;
INSERT INTO audit_entry (at, action, family_id, details) VALUES (clock_timestamp(), 'outside_program', about,
    jsonb_build_object('table', TG_TABLE_NAME, 'what', lower(TG_OP)));
RETURN NULL; END $body$"""


# As in 0003, but what only coordinators see is news for nobody else: else a coach could hear that somebody was referred.
_NEWS = """CREATE OR REPLACE FUNCTION news_since(after bigint) RETURNS TABLE (id uuid, effect jsonb) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $body$
SELECT o.id, jsonb_build_object('id', NULL, 'counts', '{}'::jsonb,
    'family', CASE WHEN seen.is_visible THEN o.effect -> 'family' ELSE 'null'::jsonb END,
    'nouns', CASE WHEN seen.is_visible THEN seen.nouns ELSE '["assignment", "family"]'::jsonb END)
FROM operation o CROSS JOIN LATERAL (SELECT o.effect ->> 'family' IS NULL
    OR (SELECT acts_as('coordinator') OR is_keeper())
    OR o.effect ->> 'family' = ANY ((SELECT own_families())::text[]) AS is_visible,
    CASE WHEN (SELECT acts_as('coordinator') OR is_keeper()) THEN o.effect -> 'nouns'
    ELSE (o.effect -> 'nouns') - 'referral' - 'report' - 'transfer' END AS nouns) AS seen
WHERE works_here() AND seen.nouns <> '[]'
AND (seen.is_visible OR o.effect -> 'nouns' ? 'assignment' AND ((SELECT acts_as('administrator'))
    OR o.effect ->> 'family' IN (SELECT a.family_id::text FROM assignment a WHERE a.account_id = (SELECT me()))))
AND o.id IN (SELECT operation_id FROM audit_entry WHERE number > after)
LIMIT 201 $body$"""
