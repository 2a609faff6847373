"""Attacks that write: in families of others, from and to own ones, and oracles of keys and codes."""

from __future__ import annotations

from tests.data.server.separation.attack import EVERYTHING_GRANTED, NO_POLICIES, Attack

_OPEN = NO_POLICIES + "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC;"
_WRITERS = ("coach", "unassigned", "ended", "future", "coach_administrator", "closed")
_FAMILY = """family (id, code, name, municipality, neighbourhood, address, languages, needs_interpreter, is_newcomer,
  remarks, search_text, sort_name, version, created_at, created_by, changed_at, changed_by)"""
_VALUES = "'', '', '', '', '', false, false, '', '', '', 1, now(), me(), now(), me()"
_MEMBER = """member (id, family_id, code, given_name, family_name, role, relation, living, lives_with, school, version,
  changed_at)"""

ATTACKS: tuple[Attack, ...] = (
    Attack(
        "change what is others'",
        """UPDATE family SET name = 'x'; UPDATE family SET remarks = 'x' WHERE id = {their_family};
        UPDATE member SET given_name = 'x' WHERE family_id = {their_family}; UPDATE phase SET reason = 'x';
        UPDATE assignment SET until = '2020-01-01'; UPDATE assignment SET account_id = me();
          UPDATE family SET code = 'x';
        UPDATE snapshot SET author_id = me(); UPDATE score SET level = 5; UPDATE stay SET joined = '2020-01-01';
        UPDATE family SET id = {our_family} WHERE id = {their_family}; UPDATE referral SET decision = 'accepted';
        UPDATE operation SET effect = '{}'; UPDATE family SET created_by = me();
          UPDATE family SET version = 9 RETURNING *;
        SELECT * FROM family WHERE id = {their_family} FOR UPDATE; SELECT * FROM member FOR SHARE;
        SELECT FROM assignment FOR NO KEY UPDATE; SELECT count(*) FROM referral FOR UPDATE;""",
        ("unassigned", "ended", "future", "closed", "administrator"),
        _OPEN,
    ),
    Attack(
        "delete and truncate",
        "".join(
            f"DELETE FROM {table}; TRUNCATE {table} CASCADE;\n"
            for table in (
                "score",
                "snapshot",
                "referral",
                "phase",
                "assignment",
                "member",
                "family",
                "operation",
                "account",
            )
        )
        + "DELETE FROM stay WHERE family_id = {their_family} RETURNING *; TRUNCATE stay; TRUNCATE audit_entry;",
        ("coach", "unassigned", "closed", "administrator"),
        EVERYTHING_GRANTED,
    ),
    Attack(
        "insert for families of others",
        f"""INSERT INTO {_MEMBER} VALUES (gen_random_uuid(), {{their_family}}, 'K9', '', '', 'child', '', 'here', '',
          '', 1, now());
        INSERT INTO stay VALUES (gen_random_uuid(), {{their_family}}, {{their_member}}, NULL, NULL);
        INSERT INTO phase VALUES (gen_random_uuid(), {{their_family}}, 'closed', '2026-01-01', NULL);
        INSERT INTO phase VALUES (gen_random_uuid(), {{their_family}}, 'closed', '2024-02-03', NULL);
        INSERT INTO snapshot (id, family_id, number, date, author_id, recorded_at, instrument_id, is_revised_baseline)
          VALUES (gen_random_uuid(), {{their_family}}, 2, '2026-01-01', me(), now(),
          '14000000-0000-4000-8000-000000000001',
          false) RETURNING family_id = {{their_family}};
        INSERT INTO score (family_id, subject_id, item, date, number, level)
          VALUES ({{their_family}}, {{their_family}}, 'debts', '2024-03-04', 1, 5);
        UPDATE referral SET family_id = {{our_family}}; UPDATE referral SET removed_at = now() RETURNING *;
        COPY phase FROM STDIN WITH (FORMAT csv);
5e5e5e5e-0000-4000-8000-000000000000,5e5e5e5e-0000-4000-8000-000000000000,closed,2026-01-01,x
\\.
        MERGE INTO phase p USING (SELECT {{their_family}} AS id) f ON p.family_id = f.id
          WHEN MATCHED THEN UPDATE SET reason = 'x'
          WHEN NOT MATCHED THEN INSERT VALUES (gen_random_uuid(), f.id, 'closed', '2026-05-05', NULL);
        WITH made AS (INSERT INTO phase SELECT gen_random_uuid(), id, 'closed', '2026-06-06', NULL FROM family
          WHERE id = {{their_family}} RETURNING 1) SELECT count(*) FROM made;""",
        _WRITERS,
        EVERYTHING_GRANTED,
    ),
    Attack(
        "move from one family to another",
        """UPDATE member SET family_id = {their_family}; UPDATE member SET family_id = {our_family}
          WHERE family_id = {their_family}; UPDATE snapshot SET family_id = {our_family};
          UPDATE stay SET family_id = {our_family};
        UPDATE score SET family_id = {our_family}; UPDATE phase SET family_id = {their_family}; UPDATE assignment
          SET family_id = {their_family} WHERE account_id = me(); UPDATE member SET id = {their_member};
        INSERT INTO stay VALUES (gen_random_uuid(), {our_family}, {their_member}, NULL, NULL);
        INSERT INTO score (family_id, subject_id, item, date, number, level)
          VALUES ({our_family}, {their_member}, 'debts', '2024-03-04', 1, 5);
        INSERT INTO member SELECT id, {our_family}, code, given_name, family_name, role, NULL, NULL, '', 'here', '',
          NULL, '', 1,
          now(), NULL FROM member WHERE family_id = {their_family};""",
        ("coach", "coach_administrator"),
        EVERYTHING_GRANTED,
    ),
    Attack(
        "take a family over",
        """INSERT INTO assignment VALUES (gen_random_uuid(), {their_family}, me(), 'second', '2020-01-01', NULL);
        INSERT INTO assignment VALUES (gen_random_uuid(), {waiting_family}, me(), 'responsible', '2020-01-01', NULL);
        INSERT INTO assignment SELECT gen_random_uuid(), id, me(), 'second', '2020-01-01', NULL FROM family;
        INSERT INTO assignment VALUES ({their_assignment}, {their_family}, me(), 'second', '2020-01-01', NULL)
          ON CONFLICT (id) DO UPDATE SET account_id = me(); UPDATE assignment SET until = NULL, since = '2020-01-01';
        INSERT INTO assignment VALUES (gen_random_uuid(), {our_family}, {colleague}, 'second', '2020-01-01', NULL);
        UPDATE assignment SET account_id = me() WHERE family_id = {their_family}; DELETE FROM assignment;
        UPDATE family SET created_by = me() WHERE id = {waiting_family}; SELECT founded_by_me({waiting_family});
        TABLE family; TABLE member;""",
        _WRITERS,
        EVERYTHING_GRANTED,
    ),
    Attack(
        "add to what a colleague registered",
        """INSERT INTO snapshot (id, family_id, number, date, author_id, recorded_at, instrument_id,
          is_revised_baseline)
          VALUES (gen_random_uuid(), {shared_family}, 2, '2026-01-01', {coach}, now(),
          '14000000-0000-4000-8000-000000000001',
          false);
        INSERT INTO score (family_id, subject_id, item, date, number, level)
          VALUES ({shared_family}, {shared_family}, 'debts', '2024-03-04', 1, 5);
        UPDATE score SET level = 5 WHERE family_id = {shared_family};
          DELETE FROM score WHERE family_id = {shared_family};
        UPDATE snapshot SET date = '2020-01-01'; DELETE FROM snapshot;""",
        ("colleague",),
        EVERYTHING_GRANTED,
    ),
    Attack(
        "find out which codes are taken",
        f"""BEGIN; INSERT INTO {_FAMILY} SELECT gen_random_uuid(), 'G-2026-ZQQ' || chr(65 + n / 26) || chr(65 + n % 26),
          {_VALUES} FROM generate_series(0, 675) AS n ON CONFLICT DO NOTHING; ROLLBACK;
        DO $$ DECLARE taken integer := 0; BEGIN FOR n IN 0..675 LOOP BEGIN
          INSERT INTO {_FAMILY} VALUES (gen_random_uuid(), 'G-2026-ZQQ' || chr(65 + n / 26) || chr(65 + n % 26),
          {_VALUES});
          DELETE FROM family WHERE version = 1; EXCEPTION WHEN unique_violation THEN taken := taken + 1;
          WHEN insufficient_privilege THEN NULL; END; END LOOP; RAISE NOTICE 'taken: %', taken; END $$;
        INSERT INTO {_FAMILY} VALUES ({{their_family}}, 'G-2026-008', {_VALUES});
        SELECT substr(new_family_code(2026), 1, 7); SELECT marked_code('G-2026-ZQQ'); TABLE code_secret;""",
        ("unassigned", "ended"),
        "ALTER TABLE family DISABLE TRIGGER family_code",
        may_change=r"come: (family|audit_entry)",
    ),
    Attack(
        "keys and foreign keys that tell who is there",
        f"""BEGIN; INSERT INTO {_MEMBER} SELECT {{their_member}}, {{our_family}}, 'K8', '', '', 'child', '', 'here',
          '', '', 1, now()
          WHERE false; ROLLBACK;
        INSERT INTO phase SELECT gen_random_uuid(), {{their_family}}, 'closed', d, NULL
          FROM generate_series('2024-02-01'::date, '2024-02-05', '1 day') AS d;
        INSERT INTO score (family_id, subject_id, item, date, number) VALUES ({{their_family}}, {{their_family}},
          'income',
          '2024-03-04', 1) ON CONFLICT DO NOTHING;
        INSERT INTO snapshot (id, family_id, number, date, author_id, recorded_at, instrument_id, is_revised_baseline)
          VALUES (gen_random_uuid(), {{their_family}}, 1, '2024-03-04', me(), now(), gen_random_uuid(), false);
        INSERT INTO assignment VALUES (gen_random_uuid(), {{their_family}}, gen_random_uuid(), 'second', now(), NULL);
        SELECT has_table_privilege('family', 'SELECT'), row_security_active('family');
        SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'family'::regclass ORDER BY 1;""",
        ("coach", "unassigned"),
        EVERYTHING_GRANTED,
        is_steady=True,
    ),
)
