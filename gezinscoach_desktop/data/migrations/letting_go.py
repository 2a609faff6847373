"""What lets rows go after all: an approved disposal, and nothing else.

Scores and snapshots are append-only in every office; on a server nobody could delete anything of a family. From revision
0005 on the database lets go of the rows of a family, referral, snapshot or member of which the table of disposals says
that it was approved. On a server it also sees to who may say so: never the one who asked, unless the office has no other
coordinator; and without anybody else what an import added, for who undoes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

_APPROVED = "removed_at IS NULL AND NOT is_refused AND approved_by IS NOT NULL AND decided_on IS NOT NULL"
_RELEASED = f"{_APPROVED} AND kind <> 'thin'"
_OF_SNAPSHOT = (
    "(SELECT id FROM snapshot AS whole WHERE whole.family_id = OLD.family_id AND whole.date = OLD.date "
    "AND whole.number = OLD.number)"
)
_SUBJECTS = {"snapshot": "(OLD.family_id, OLD.id)", "score": f"(OLD.family_id, {_OF_SNAPSHOT})"}
"""Which disposals let go of a row of these."""


def on_sqlite() -> Iterator[str]:
    """The triggers of 0001 that refuse deleting, with that one exception."""
    for table, subjects in _SUBJECTS.items():
        yield f"DROP TRIGGER {table}_no_delete"
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT EXISTS "
            f"(SELECT 1 FROM disposal WHERE subject_id IN {subjects} AND {_RELEASED}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def on_postgresql(of_families: Collection[str]) -> Iterator[str]:
    """The same, and the guards of who approves; `of_families` are the tables with a family besides those below."""
    for name, returns, body in (
        ("guard_disposal()", "trigger", _GUARD_DISPOSAL),
        ("guard_import_run()", "trigger", _GUARD_IMPORT),
        ("refuse_unless_released()", "trigger", _REFUSE),
        ("released()", "uuid[]", _RELEASED_IDS),
        ("thinned()", "uuid[]", _RELEASED_IDS.replace(_RELEASED, _APPROVED)),
    ):
        kind = "STABLE" if returns == "uuid[]" else "VOLATILE"
        yield (
            f"CREATE FUNCTION {name} RETURNS {returns} LANGUAGE plpgsql {kind} "
            f"SECURITY DEFINER SET search_path = public, pg_temp AS $body$ {body} $body$"
        )
    yield "REVOKE ALL ON FUNCTION released(), thinned() FROM PUBLIC"
    yield "GRANT EXECUTE ON FUNCTION released(), thinned() TO <coordinator>"
    yield (
        "CREATE TRIGGER disposal_guard BEFORE INSERT OR UPDATE ON disposal FOR EACH ROW "
        "EXECUTE FUNCTION guard_disposal()"
    )
    # At the end of the transaction: what an import added may come after the row that says so.
    yield (
        "CREATE CONSTRAINT TRIGGER import_run_guard AFTER INSERT OR UPDATE ON import_run DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION guard_import_run()"
    )
    for table in _SUBJECTS:
        yield f"DROP TRIGGER {table}_append_only ON {table}"
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_unless_released()"
        )
    for table, which in _deletable(of_families):
        yield f"GRANT DELETE ON {table} TO <coordinator>"
        yield (
            f"CREATE POLICY let_go ON {table} FOR DELETE TO <coordinator> "
            f"USING ((SELECT acts_as('coordinator')) AND {which})"
        )


def _deletable(of_families: Collection[str]) -> Iterator[tuple[str, str]]:
    released = "((SELECT released())::uuid[])"
    of_family = f"family_id = ANY ({released})"
    for table in (*of_families, "assignment", "phase", "stay"):
        # Of a file that is only thinned, what was in its documents.
        is_content = table == "document_content"
        yield table, of_family.replace("released", "thinned") if is_content else of_family
    yield "family", f"id = ANY ({released})"
    for table in ("member", "snapshot", "referral"):
        yield table, f"({of_family} OR id = ANY ({released}))"
    of_score = "whole.family_id = score.family_id AND whole.date = score.date AND whole.number = score.number"
    of_snapshot = f"EXISTS (SELECT FROM snapshot AS whole WHERE {of_score} AND whole.id = ANY ({released}))"
    yield "score", f"({of_family} OR {of_snapshot})"
    for table in ("referred_person", "waiting_contact"):
        yield (
            table,
            f"(referral_id = ANY ({released}) OR referral_id IN (SELECT id FROM referral WHERE {of_family}))",
        )


_RELEASED_IDS = f"""BEGIN IF NOT acts_as('coordinator') THEN RETURN '{{}}'; END IF;
RETURN (SELECT coalesce(array_agg(DISTINCT subject_id), '{{}}') FROM disposal WHERE {_RELEASED}); END"""

_REFUSE = f"""BEGIN IF TG_OP = 'DELETE' AND (is_keeper() OR acts_as('coordinator')) THEN
    IF TG_TABLE_NAME = 'snapshot' THEN
        IF EXISTS (SELECT FROM disposal WHERE subject_id IN {_SUBJECTS["snapshot"]} AND {_RELEASED}) THEN
            RETURN OLD; END IF;
    ELSIF EXISTS (SELECT FROM disposal WHERE subject_id IN {_SUBJECTS["score"]} AND {_RELEASED}) THEN
        RETURN OLD; END IF;
END IF;
RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"""

_GUARD_DISPOSAL = """DECLARE alone boolean; BEGIN
IF is_keeper() THEN RETURN NEW; END IF;
IF TG_OP = 'INSERT' THEN
    IF NEW.asked_by IS DISTINCT FROM me() OR NEW.done_on IS NOT NULL THEN
        RAISE EXCEPTION 'a proposal is of who makes it' USING ERRCODE = '42501'; END IF;
    IF NEW.reason = 'import_undone' THEN
        IF NEW.approved_by IS DISTINCT FROM me() OR NOT EXISTS (SELECT FROM import_run AS run
            WHERE run.undone_on IS NULL AND run.removed_at IS NULL
            AND (run.families || run.snapshots || run.members) ? NEW.subject_id::text) THEN
            RAISE EXCEPTION 'no import added this' USING ERRCODE = '42501'; END IF;
    ELSIF NEW.approved_by IS NOT NULL OR (NEW.decided_on IS NOT NULL AND NOT NEW.is_refused) THEN
        RAISE EXCEPTION 'a proposal is decided later' USING ERRCODE = '42501'; END IF;
    RETURN NEW;
END IF;
IF (NEW.subject_id, NEW.subject, NEW.kind, NEW.reason, NEW.asked_by, NEW.asked_on, NEW.parts)
    IS DISTINCT FROM (OLD.subject_id, OLD.subject, OLD.kind, OLD.reason, OLD.asked_by, OLD.asked_on, OLD.parts)
    OR (OLD.is_refused AND NOT NEW.is_refused) OR (OLD.done_on IS NOT NULL AND NEW.done_on IS DISTINCT FROM OLD.done_on)
    OR (OLD.approved_by IS NOT NULL AND (NEW.approved_by, NEW.decided_on) IS DISTINCT FROM (OLD.approved_by, OLD.decided_on))
    THEN RAISE EXCEPTION 'a proposal does not become another one' USING ERRCODE = '42501'; END IF;
IF NEW.approved_by IS DISTINCT FROM OLD.approved_by THEN
    SELECT count(*) < 2 INTO alone FROM account WHERE roles ? 'coordinator' AND deactivated_at IS NULL;
    IF NEW.approved_by IS DISTINCT FROM me() OR (NEW.approved_by = OLD.asked_by AND NOT alone) THEN
        RAISE EXCEPTION 'somebody else approves it' USING ERRCODE = '42501'; END IF;
END IF;
IF NEW.approved_by IS NULL AND (NEW.done_on IS NOT NULL OR (NEW.decided_on IS NOT NULL AND NOT NEW.is_refused)) THEN
    RAISE EXCEPTION 'nobody approved it' USING ERRCODE = '42501'; END IF;
RETURN NEW; END"""

_GUARD_IMPORT = """DECLARE this bigint := pg_current_xact_id()::text::bigint % 4294967296; BEGIN
IF is_keeper() THEN RETURN NULL; END IF;
IF TG_OP = 'UPDATE' THEN
    IF (NEW.families, NEW.snapshots, NEW.members) IS DISTINCT FROM (OLD.families, OLD.snapshots, OLD.members)
        OR OLD.undone_on IS NOT NULL AND NEW.undone_on IS NULL THEN
        RAISE EXCEPTION 'an import added what it added' USING ERRCODE = '42501'; END IF;
    RETURN NULL;
END IF;
-- What can be undone without a second person is what came in with it, in this very transaction.
IF EXISTS (SELECT FROM jsonb_array_elements_text(NEW.families) AS added WHERE NOT EXISTS
        (SELECT FROM family WHERE id::text = added AND family.xmin::text::bigint = this))
    OR EXISTS (SELECT FROM jsonb_array_elements_text(NEW.snapshots) AS added WHERE NOT EXISTS
        (SELECT FROM snapshot WHERE id::text = added AND snapshot.xmin::text::bigint = this))
    OR EXISTS (SELECT FROM jsonb_array_elements_text(NEW.members) AS added WHERE NOT EXISTS
        (SELECT FROM member WHERE id::text = added AND member.xmin::text::bigint = this)) THEN
    RAISE EXCEPTION 'an import says what it added' USING ERRCODE = '42501'; END IF;
RETURN NULL; END"""
