"""Attacks on what a coach keeps in a day: contacts, documents, consents, budgets and the like of other families."""

from __future__ import annotations

from tests.data.server.separation import day
from tests.data.server.separation.attack import EVERYTHING_GRANTED, NO_POLICIES, Attack
from tests.data.server.separation.world import RECOVERY

_OUTSIDERS = ("coach", "administrator", "unassigned", "ended", "future", "closed", RECOVERY)
_WRITERS = ("coach", "unassigned", "ended", "future", "administrator", "closed")
_GRANTED = NO_POLICIES + "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC;"
_KEPT = tuple(table.name for table in day.KEPT if table.name in day.OF_A_FAMILY)
_RECORD = "family_id, id, version, created_at, created_by, changed_at, changed_by"
_WHO = "1, now(), me(), now(), me()"


def _added(table: str, details: str, values: str, family: str = "{our_family}", who: str = _WHO) -> str:
    """A new record with some details; what the others need is filled in by the tests of rights."""
    return (
        f"INSERT INTO {table} ({_RECORD}, {details}) VALUES ({family}, gen_random_uuid(), {who}, {values});\n"
    )


def _for(family: str, who: str = _WHO) -> str:
    """One new row in every table for a family."""
    return (
        _added("contact", 'kind, "on", members, others, domains, note',
               "'phone', '2026-05-05', '[]', '', '[]', 'x'", family, who)
        + _added("request", "text, priority, state, outcome", "'x', 1, 'open', ''", family, who)
        + _added("consent", "kind, given_on, form, given_by, partner, who, purpose, content, withdrawn_why",
                 "'coaching', '2026-05-05', 'oral', '', '', '', '', '', ''", family, who)
        + _added("document", "title, kind, media_type, size, sha256, note",
                 "'x', 'other', 'application/pdf', 1, '', ''", family, who)
        + _added("expense", 'cents, what, "on"', "1, 'x', '2026-05-05'", family, who)
        + _added("signal", 'theme, what, "on", service, how_often, example',
                 "'housing', 'x', '2026-05-05', '', 'once', ''", family, who)
        + _added("story", 'kind, text, "on", title, is_released, public_text',
                 "'pride', 'x', '2026-05-05', '', false, ''", family, who)
        + _added("bond", "kind, member_id, other_name", f"'parent', {family.replace('_family', '_member')}, ''", family, who)
    )  # fmt: skip


ATTACKS: tuple[Attack, ...] = (
    Attack(
        "read what was kept of families of others",
        """SELECT note, others, domains, members FROM contact WHERE family_id = {their_family};
        SELECT string_agg(note, ',' ORDER BY note) FROM contact; SELECT json_agg(c ORDER BY id) FROM consent c;
        SELECT jsonb_array_elements_text(domains) FROM tie ORDER BY 1; SELECT needs FROM intake ORDER BY 1;
        SELECT f.name, c.note FROM family f FULL JOIN contact c ON c.family_id = f.id ORDER BY 2;
        SELECT text, outcome FROM request UNION SELECT what, result FROM action UNION SELECT note, item FROM goal
          UNION SELECT what, what FROM appointment ORDER BY 1; SELECT count(*) FROM right_step;
        SELECT count(DISTINCT family_id), sum(cents) FROM expense; SELECT sum(cents) FROM budget;
        SELECT what, service, example FROM signal ORDER BY 1; SELECT count(*) FROM signal WHERE family_id IS NULL;
        SELECT text, public_text FROM story ORDER BY 1; SELECT other_name FROM bond ORDER BY 1;
        SELECT note FROM service_referral WHERE service_id = '5e4c1ce0-0000-4000-8000-000000000001' ORDER BY 1;
        SELECT s.name, t.note FROM service s LEFT JOIN tie t ON true ORDER BY 2;
        COPY contact TO STDOUT; COPY (SELECT * FROM intake) TO STDOUT; SELECT query_to_xml('TABLE contact', true, false, '');
        SELECT note::int FROM contact; SELECT text::uuid FROM request; SELECT needs::int FROM intake;
        SELECT * FROM contact WHERE id = {their_contact}; SELECT * FROM contact WHERE group_id IS NOT NULL;""",
        _OUTSIDERS,
        EVERYTHING_GRANTED,
    ),
    Attack(
        "read what is in documents",
        """SELECT encode(content, 'escape') FROM document_content ORDER BY 1; SELECT count(*), sum(length(content))
          FROM document_content; SELECT convert_from(content, 'UTF8') FROM document_content
          WHERE document_id = {their_document};
        SELECT d.title, encode(c.content, 'escape') FROM document d RIGHT JOIN document_content c ON c.document_id = d.id
          ORDER BY 1; SELECT title, size, sha256 FROM document ORDER BY 1; COPY document_content TO STDOUT;
        SELECT encode(substr(content, 1, 3), 'escape') || encode(substr(content, 4), 'escape') FROM document_content;
        BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT encode(content, 'escape') FROM document_content; COMMIT; FETCH ALL FROM c;
        SELECT lo_from_bytea(0, content) IS NULL FROM document_content; SELECT encode(sha256(content), 'hex')
          FROM document_content ORDER BY 1; SELECT content::text::int FROM document_content;
        SELECT 1 / (get_byte(content, 0) - 90) FROM document_content;
        SELECT pg_relation_size('document_content'), pg_total_relation_size('document');
        SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relkind = 't';""",
        _OUTSIDERS,
        EVERYTHING_GRANTED,
        may_change=r"come: (class|object|setting|default) .*",
    ),
    Attack(
        "guess what stands in a note or document and ask the plan",
        """SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off;
        DO $$ DECLARE guess text; line text; right_one text; wrong_one text; BEGIN
        FOREACH guess IN ARRAY ARRAY['contact WHERE note = %L', 'contact WHERE note < %L', 'document WHERE sha256 = %L',
          'request WHERE text = ANY (ARRAY[%L])', 'contact WHERE domains @> to_jsonb(ARRAY[%L])', 'intake WHERE story >= %L',
          'document_content WHERE content = convert_to(%L, ''UTF8'')', 'action WHERE state <> ''open'' AND what = %L',
          'expense WHERE cents = CASE %L WHEN ''aaa'' THEN 9 ELSE 1 END', 'budget WHERE year = length(%L) - 6',
          'document WHERE size::bigint = length(%L) - 6',
          'story WHERE created_at > CASE %L WHEN ''aaa'' THEN now() ELSE ''2020-01-01''::timestamptz END'] LOOP
          right_one := ''; wrong_one := '';
          FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT FROM '
            || format(guess, 'Z' || 'zq0013') LOOP right_one := right_one || line; END LOOP;
          FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT FROM '
            || format(guess, 'aaa') LOOP wrong_one := wrong_one || line; END LOOP;
          IF right_one ~ 'never executed' <> (wrong_one ~ 'never executed')
            OR substring(right_one from 'Removed.*') IS DISTINCT FROM substring(wrong_one from 'Removed.*')
            THEN RAISE EXCEPTION '%: there is a family %', guess, 'Z' || 'zq0013'; END IF;
        END LOOP; END $$;""",
        ("unassigned", "ended"),
        "ALTER FUNCTION texteq(text, text) LEAKPROOF",
        is_steady=False,
    ),
    Attack(
        "change or take away what was kept of families of others",
        "".join(
            f"UPDATE {table} SET removed_at = now(), changed_by = me() WHERE family_id = {{their_family}};\n"
            f"UPDATE {table} SET removed_at = now() WHERE id = {{their_{table}}};\n"
            f"SELECT id FROM {table} WHERE family_id = {{their_family}} FOR UPDATE;\n"
            for table in _KEPT
        )
        + """UPDATE consent SET withdrawn_on = '2026-01-01', changed_by = me() WHERE family_id <> {our_family}
          AND family_id <> {shared_family};
        UPDATE document_content SET content = 'x'; UPDATE document_content SET family_id = {our_family};
        UPDATE contact SET note = 'x', changed_by = me() WHERE id = {their_contact} RETURNING *;
        MERGE INTO contact c USING (SELECT {their_contact} AS id) w ON c.id = w.id
          WHEN MATCHED THEN UPDATE SET note = 'x', changed_by = me();
        UPDATE contact c SET note = f.name FROM family f WHERE c.family_id = {their_family};""",
        _WRITERS,
        _GRANTED,
    ),
    Attack(
        "delete what was kept, also of the own families",
        "".join(f"DELETE FROM {table}; TRUNCATE {table} CASCADE;\n" for table in (*_KEPT, *day.OF_THE_OFFICE))
        + "DELETE FROM document_content; DELETE FROM contact WHERE family_id = {our_family} RETURNING *;",
        ("coach", "coordinator", "administrator", "closed"),
        EVERYTHING_GRANTED,
    ),
    Attack(
        "add something to families of others",
        _for("{their_family}")
        + _for("{waiting_family}")
        + """INSERT INTO document_content VALUES ({their_document}, {their_family}, 'x');
        INSERT INTO contact (family_id, id, kind, "on", members, others, domains, note, version, created_at, created_by,
          changed_at, changed_by) VALUES ({their_family}, {their_contact}, 'phone', now(), '[]', '', '[]', '', 1, now(), me(),
          now(), me()) ON CONFLICT (id) DO UPDATE SET note = 'x', changed_by = me();
        INSERT INTO intake SELECT * FROM intake WHERE family_id = {their_family};
        INSERT INTO consent SELECT * FROM consent ON CONFLICT DO NOTHING;""",
        _WRITERS,
        EVERYTHING_GRANTED,
    ),
    Attack(
        "write in somebody else's name",
        _for("{shared_family}", "1, now(), {coach}, now(), {coach}")
        + _for("{shared_family}", "1, now(), me(), now(), {coach}")
        + _for("{shared_family}", "1, now(), {coach}, now(), me()")
        + _for("{shared_family}", "1, now(), NULL, now(), NULL")
        + "".join(
            f"UPDATE {table} SET changed_by = {{coach}}; UPDATE {table} SET created_by = me();\n"
            f"UPDATE {table} SET changed_by = NULL; UPDATE {table} SET created_at = '2020-01-01', changed_by = me();\n"
            f"UPDATE {table} SET version = version;\n"
            for table in _KEPT
        )
        + """INSERT INTO signal (id, version, created_at, created_by, changed_at, changed_by, theme, what, "on", service,
          how_often, example) VALUES (gen_random_uuid(), 1, now(), {coach}, now(), {coach}, 'housing', 'x', now(), '', 'once',
          '');""",
        ("colleague",),
        EVERYTHING_GRANTED,
    ),
    Attack(
        "move what was kept from one family to another",
        "".join(
            f"UPDATE {table} SET family_id = {{our_family}}; UPDATE {table} SET id = {{their_{table}}};\n"
            f"UPDATE {table} SET family_id = {{shared_family}}, changed_by = me();\n"
            for table in _KEPT
        )
        + "UPDATE signal SET family_id = NULL, changed_by = me(); UPDATE document_content SET document_id = {their_document};",
        ("coach", "coach_administrator"),
        EVERYTHING_GRANTED,
    ),
    Attack(
        "references to rows of others that tell whether they are there",
        _added("goal", "item, level_wished, note, state, member_id", "'x', 3, '', 'running', {their_member}")
        + _added(
            "goal", "item, level_wished, note, state, request_id", "'x', 3, '', 'running', {their_request}"
        )
        + _added(
            "action", "what, owner, state, result, contact_id", "'x', 'coach', 'open', '', {their_contact}"
        )
        + _added(
            "action", "what, owner, state, result, request_id", "'x', 'coach', 'open', '', {their_request}"
        )
        + _added(
            "appointment",
            '"on", kind, what, state, contact_id',
            "now(), 'phone', '', 'planned', {their_contact}",
        )
        + _added("expense", 'cents, what, "on", contact_id', "1, 'x', now(), {their_contact}")
        + _added(
            "story",
            'kind, text, "on", title, is_released, public_text, member_id',
            "'pride', 'x', now(), '', false, '', {their_member}",
        )
        + _added(
            "consent",
            "kind, given_on, form, given_by, partner, who, purpose, content, withdrawn_why, document_id",
            "'sharing', now(), 'paper', '', '', '', '', '', '', {their_document}",
        )
        + _added("bond", "kind, member_id, other_name", "'parent', {their_member}, ''")
        + _added(
            "bond", "kind, member_id, other_name, other_id", "'parent', {our_member}, '', {their_member}"
        )
        + """UPDATE goal SET member_id = {their_member}, changed_by = me() WHERE family_id = {our_family};
        UPDATE action SET contact_id = {their_contact}, changed_by = me() WHERE family_id = {our_family};
        UPDATE consent SET document_id = {their_document}, changed_by = me() WHERE family_id = {our_family};
        INSERT INTO budget (family_id, id, version, created_at, created_by, changed_at, changed_by, year, cents)
          VALUES ({their_family}, gen_random_uuid(), 1, now(), me(), now(), me(), 1, 1) ON CONFLICT DO NOTHING;
        INSERT INTO intake (family_id, id) VALUES ({their_family}, gen_random_uuid());""",
        ("coach",),
        "".join(
            f"ALTER TABLE {table} DROP CONSTRAINT fk_{table}_family_id_{column}_{other};"
            for table, column, other in (
                ("goal", "member_id", "member"),
                ("expense", "contact_id", "contact"),
            )
        ),
    ),
    Attack(
        "set a budget or change the list of rights as a coach",
        """UPDATE budget SET cents = 999, changed_by = me(); UPDATE budget SET removed_at = now(), changed_by = me();
        INSERT INTO budget (family_id, id, version, created_at, created_by, changed_at, changed_by, year, cents)
          VALUES ({our_family}, gen_random_uuid(), 1, now(), me(), now(), me(), 2026, 999999);
        UPDATE office_right SET name = 'x', changed_by = me(); UPDATE office_right SET retired_on = now(), changed_by = me();
        INSERT INTO office_right (id, version, created_at, created_by, changed_at, changed_by, name, description, domains,
          granted_by) VALUES (gen_random_uuid(), 1, now(), me(), now(), me(), 'x', 'x', '[]', 'x');
        SET ROLE "{prefix}_coordinator"; UPDATE budget SET cents = 1; UPDATE office_right SET name = 'x';""",
        ("coach", "coach_administrator", "unassigned", "administrator", "closed"),
        _GRANTED,
    ),
    Attack(
        "the directory and the list of rights without supporting families",
        """TABLE service; TABLE contact_person; TABLE office_right; UPDATE service SET name = 'x', changed_by = me();
        INSERT INTO contact_person (id, version, created_at, created_by, changed_at, changed_by, service_id, name, role, phone,
          email) VALUES (gen_random_uuid(), 1, now(), me(), now(), me(), '5e4c1ce0-0000-4000-8000-000000000001', '', '', '',
          '');""",
        ("administrator", "closed", RECOVERY),
        EVERYTHING_GRANTED,
        hides=("of everybody",),
    ),
)
