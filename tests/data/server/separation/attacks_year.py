"""Attacks on what coordinators keep: who waits, and letting go of files, which takes two of them."""

from __future__ import annotations

from tests.data.server.separation.attack import EVERYTHING_GRANTED, NO_POLICIES, Attack
from tests.data.server.separation.world import RECOVERY

_OUTSIDERS = ("coach", "administrator", "coach_administrator", "unassigned", "ended", "closed", RECOVERY)
_RECORD = "id, version, created_at, created_by, changed_at, changed_by"
_WHO = "gen_random_uuid(), 1, now(), me(), now(), me()"
_PROPOSED = "subject_id, code, kind, reason, asked_on, asked_by, is_refused, note, subject, parts"


def _proposed(subject: str, more: str = "", values: str = "", reason: str = "term_passed") -> str:
    return (
        f"INSERT INTO disposal ({_RECORD}, {_PROPOSED}{more}) VALUES ({_WHO}, {subject}, '', 'erase', '{reason}', "
        f"'2026-05-05', me(), false, '', 'family', '[]'{values});\n"
    )


_ASKED = r'come: disposal [^,]*,[^,]*,"",erase,term_passed,2026-05-05,[0-9a-f-]+,,,f,,'
"""A proposal that nobody approved, which is all that comes of it."""
_ALONE = (
    f"""INSERT INTO import_run ({_RECORD}, source, sha256, "on", mapping, families, snapshots, members, rows, skipped)
      VALUES ({_WHO}, '', '', '2026-05-05', '{{{{}}}}', to_jsonb(ARRAY[{{their_family}}::text]), '[]', '[]', 1, 0);\n"""
    + _proposed("{their_family}", ", approved_by, decided_on", ", me(), '2026-05-05'")
    + _proposed("{their_family}", ", approved_by, decided_on", ", {coach}, '2026-05-05'")
    + _proposed("{their_family}", ", approved_by, decided_on", ", me(), '2026-05-05'", "import_undone")
    + "BEGIN;"
    + _proposed("{their_family}")
    + """UPDATE disposal SET approved_by = me(), decided_on = '2026-05-05', changed_by = me(); COMMIT;
    BEGIN;"""
    + _proposed("{their_family}")
    + """UPDATE disposal SET approved_by = {coach}, decided_on = '2026-05-05', changed_by = me(); COMMIT;
    UPDATE disposal SET asked_by = NULL, approved_by = me(), decided_on = '2026-05-05', changed_by = me()
      WHERE asked_by = me(); UPDATE disposal SET created_by = {coach} WHERE asked_by = me();
    UPDATE import_run SET families = to_jsonb(ARRAY[{their_family}::text]), changed_by = me();\n"""
    + """DELETE FROM score WHERE family_id = {their_family}; DELETE FROM snapshot WHERE family_id = {their_family};
    DELETE FROM contact WHERE family_id = {their_family}; DELETE FROM phase; DELETE FROM referral; DELETE FROM intake;
    DELETE FROM waiting_contact; DELETE FROM family; DELETE FROM disposal; TRUNCATE score; DELETE FROM audit_entry;
    MERGE INTO contact c USING family f ON c.family_id = f.id WHEN MATCHED THEN DELETE;
    SELECT released();"""
)

ATTACKS: tuple[Attack, ...] = (
    Attack(
        "find out who waits",
        """SELECT name, address, phone, birth_date FROM referral LEFT JOIN referred_person p ON p.referral_id = referral.id;
        SELECT count(*), decision FROM referral GROUP BY 2; SELECT what FROM waiting_contact; SELECT max(place_in_line) FROM
          referral WHERE family_id IS NULL; SELECT * FROM referral WHERE id = {waiting_referral};
        INSERT INTO referred_person (referral_id) SELECT id FROM referral; SELECT released(); TABLE disposal;
        SELECT f.name FROM family f JOIN referral r ON r.family_id = f.id; COPY referral TO STDOUT;
        UPDATE waiting_contact SET what = what RETURNING *; SELECT name::int FROM referral;
        SELECT pg_stat_get_live_tuples('waiting_contact'::regclass), pg_relation_size('referral');
        SELECT texts, stories FROM report_year; SELECT tables FROM published_figures; SELECT note FROM absence;
        SELECT families, mapping FROM import_run; SELECT example FROM signal_bundle; SELECT project FROM export_record;""",
        _OUTSIDERS,
        EVERYTHING_GRANTED,
    ),
    Attack(
        "let a file go without being asked",
        _ALONE,
        ("coach", "coach_administrator", "administrator", "closed", RECOVERY),
        EVERYTHING_GRANTED + "ALTER TABLE disposal DISABLE TRIGGER USER;",
    ),
    Attack(
        "let a file go alone",
        _ALONE,
        ("coordinator", "coach_coordinator_administrator"),
        NO_POLICIES + "GRANT DELETE ON contact TO PUBLIC",
        may_change=_ASKED,
        is_steady=False,
    ),
    Attack(
        "let a file go with the guard of proposals away",
        _ALONE,
        ("coordinator",),
        "ALTER TABLE disposal DISABLE TRIGGER disposal_guard",
        may_change=_ASKED,
        is_steady=False,
    ),
    Attack(
        "undo an import that never was",
        _ALONE,
        ("coordinator",),
        "ALTER TABLE import_run DISABLE TRIGGER import_run_guard",
        may_change=_ASKED,
        is_steady=False,
    ),
)
