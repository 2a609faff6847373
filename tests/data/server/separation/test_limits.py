"""What PostgreSQL cannot keep from a login, as docs/security.md says it: here, so that nobody promises more."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.data.server.separation.world import HOMES, TWIN_HOMES, World, account_id, secrets_for

pytestmark = pytest.mark.postgres
_COUNT = """SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off;
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT FROM family;"""


@pytest.fixture
def office(separated: World) -> Iterator[str]:
    name = separated.copy(is_twin=True)
    yield name
    separated.drop(name)
    separated.repair()


def test_explain_counts_the_rows_that_a_policy_removed_and_tells_no_more(
    separated: World, office: str
) -> None:
    told = separated.psql("coach", office, _COUNT)
    assert f"Rows Removed by Filter: {len(HOMES) + len(TWIN_HOMES) - 2}" in told
    assert [secret for secret in secrets_for("coach") if secret in told] == []


_FILLED_IN = """SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off;
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT FROM consent WHERE family_id = '{}' AND {};"""


def test_who_remembers_the_id_of_a_family_is_told_whether_something_is_filled_in_and_not_what(
    separated: World, office: str
) -> None:
    theirs = HOMES["nobody"]

    def is_told(condition: str) -> bool:
        told = separated.psql("unassigned", office, _FILLED_IN.format(theirs.id(), condition))
        assert "Seq Scan on consent" in told
        return "never executed" not in told

    assert is_told("withdrawn_on IS NULL")
    assert not is_told("withdrawn_on IS NOT NULL")
    for guess in (theirs.canary, "something else"):
        assert is_told(f"content = '{guess}'") is is_told("content = ''")
    assert is_told("given_on = '2026-05-05'") is is_told("given_on = '2000-01-01'")
    assert is_told("version = 1") is is_told("version = 9")


def test_who_kept_a_transaction_open_reads_what_was_at_most_and_nothing_of_what_came(
    separated: World, office: str
) -> None:
    with separated.connect("coach", office) as coach, separated.superuser(office) as keeper:
        coach.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        assert names(coach) == {HOMES["coach"].canary, HOMES["shared"].canary}
        keeper.execute(
            "UPDATE assignment SET until = current_date WHERE account_id = %s", [account_id("coach")]
        )
        keeper.execute("UPDATE family SET name = 'Nieuw' WHERE id = %s", [HOMES["coach"].id()])
        assert names(coach) == {HOMES["coach"].canary, HOMES["shared"].canary}
        keeper.execute("UPDATE account SET deactivated_at = now() WHERE id = %s", [account_id("coach")])
        assert seen(coach) <= {HOMES["coach"].canary, HOMES["shared"].canary}
        coach.rollback()
        assert seen(coach) == set()


def test_everybody_may_see_that_something_was_written_and_how_many_lines_the_trail_has(
    separated: World, office: str
) -> None:
    with separated.connect("unassigned", office) as coach, separated.superuser(office) as keeper:
        row = coach.execute("SELECT count(*) FROM audit_seal").fetchone()
        assert row == keeper.execute("SELECT count(*) FROM audit_entry").fetchone()


def seen(connection: psycopg.Connection[tuple[str]]) -> set[str]:
    """Nothing also when the grants are gone already: they follow the role, and the policies do not need that."""
    try:
        return names(connection)
    except psycopg.errors.InsufficientPrivilege:
        return set()


def names(connection: psycopg.Connection[tuple[str]]) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM family")}
