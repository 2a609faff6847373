"""Generated offices on a server: the same invented families, brought in by COPY and kept between runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import chain
from typing import Any
from unittest.mock import patch
from uuid import UUID

import psycopg
from psycopg import sql

from benchmarks.families import PHASE, TODAY, Families, Row, dates_of, id_scattered
from benchmarks.generated import PASSWORD, USER_NAME
from benchmarks.server_place import SUPERUSER, Server
from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.server.roles import Roles
from gezinscoach_desktop.data.setting import INSTRUMENT, settings
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.setting import shipped_instrument

COACHES = 50
"""So many can sign in; a larger office has more coaches, whose password nobody knows."""
FAMILIES_PER_COACH = 25
COORDINATOR = "coordinator"
_ACCOUNT = 7
_AT_ONCE = 1_000
_CHEAP = seal.Cost(memory_kib=seal.FLOOR_KIB, time=1, lanes=1)


@dataclass(frozen=True, slots=True)
class OnServer:
    """An office of so many families, on the server."""

    server: Server
    families: int
    copy: str = ""
    """What the name of the database has behind it, when it is a copy to write in."""

    @property
    def prefix(self) -> str:
        """Of the roles; the name of the database that was made first."""
        return f"bench_{self.families}"

    @property
    def database(self) -> str:
        return f"{self.prefix}{self.copy}"

    def desk(self, user_name: str = USER_NAME, *, login: str = "") -> Desk:
        """Opened as the program does; with `login` under that login of the server instead of the account's own."""
        place = f"{self.server.url(self.database, login=login)}&login_prefix={self.prefix}"
        desk = open_office(place, user_name=user_name, password=PASSWORD)
        return replace(desk, today=lambda: TODAY)

    def connection(self, *, login: str = SUPERUSER, database: str = "") -> psycopg.Connection[Any]:
        """Without anything of ours between."""
        return psycopg.connect(self.server.url(database or self.database, login=login), autocommit=True)


def coach(number: int) -> str:
    """The user name of a coach."""
    return f"coach{number:04}"


def coach_id(number: int) -> UUID:
    """The account of a coach."""
    return id_scattered(_ACCOUNT, number)


def families_of(number: int) -> range:
    """The numbers of the families that a coach supports."""
    return range(number * FAMILIES_PER_COACH, (number + 1) * FAMILIES_PER_COACH)


def family_id(number: int) -> UUID:
    """The id of one of the families."""
    return id_scattered(1, number)


def office_on(server: Server, families: int) -> OnServer:
    """The office of this size, made now when it is not there yet."""
    office = OnServer(server, families)
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        there = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        found = connection.execute(there, (office.database,)).fetchone()
        if found is None or found[0] != "complete":
            name = sql.Identifier(office.database)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
            _make(office)
            connection.execute(sql.SQL("COMMENT ON DATABASE {} IS 'complete'").format(name))
    return office


@contextmanager
def own_copy(office: OnServer) -> Iterator[OnServer]:
    """A copy to write in, so that the next run finds the same office again."""
    copy = replace(office, copy="_now")
    name, template = sql.Identifier(copy.database), sql.Identifier(office.database)
    with office.connection(database="postgres") as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
        connection.execute(drop)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(name, template)
        )
        try:
            yield copy
        finally:
            connection.execute(drop)


@contextmanager
def cheap_passwords() -> Iterator[None]:
    """Fifty people who sign in on one machine would need fifty times the memory that one password takes."""
    with patch.object(seal, "STANDARD", _CHEAP):
        yield


def _make(office: OnServer) -> None:
    place = office.server.url(office.database)
    with cheap_passwords():
        new_office(place, name=f"{office.families} gezinnen", user_name=USER_NAME, password=PASSWORD)
        desk = open_office(place, user_name=USER_NAME, password=PASSWORD)
        instrument_id = UUID(desk.office.read(settings)[INSTRUMENT])
        for number in range(COACHES):
            desk.office.keys.add_account(coach_id(number), coach(number), PASSWORD, one_time=False)
        desk.office.keys.add_account(id_scattered(_ACCOUNT + 1, 0), COORDINATOR, PASSWORD, one_time=False)
        close_office(desk)
    at = datetime.combine(TODAY, time(9), tzinfo=UTC)
    made = Families(
        shipped_instrument(),
        instrument_id,
        at,
        lambda number: coach_id(number // FAMILIES_PER_COACH),
        id_scattered,
    )
    with office.connection() as connection:
        _Writer(connection, made, Roles(office.prefix)).write(office.families)


class _Writer:
    """Writes rows with COPY; no trigger and no foreign key looks at them, since they are known to be right."""

    def __init__(self, connection: psycopg.Connection[Any], families: Families, roles: Roles) -> None:
        self._connection = connection
        self._made = families
        self._roles = roles

    def write(self, families: int) -> None:
        ask, made, numbers = self._connection.execute, self._made, range(families)
        self._copy("account", self._accounts(families))  # with triggers: they make the logins
        ask("SET session_replication_role = replica")
        self._copy("family", map(made.family, numbers))
        self._copy("member", (row for number in numbers for row in made.members(number)))
        self._copy("stay", (row for number in numbers for row in made.stays(number)))
        self._copy("assignment", map(made.assignment, numbers))
        self._copy("phase", (row for number in numbers for row in self._phases(number)))
        self._copy("consent", (self._made.consent(number) for number in numbers))
        self._copy("snapshot", self._as_they_came(families, made.snapshots))
        # The key of the scores is by far the largest: sorting once is quicker than finding a place for each.
        key = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'pk_score'"
        definition = ask(key).fetchone()
        assert definition is not None
        ask("ALTER TABLE score DROP CONSTRAINT pk_score")
        self._copy("score", self._as_they_came(families, made.scores))
        ask(f"ALTER TABLE score ADD CONSTRAINT pk_score {definition[0]}")
        ask("RESET session_replication_role")
        ask("VACUUM (ANALYZE, FREEZE)")
        ask("CHECKPOINT")

    def _accounts(self, families: int) -> Iterator[Row]:
        people = [
            (coach_id(number), coach(number), f"Coach {number}", OfficeRole.COACH)
            for number in range(max(COACHES, -(-families // FAMILIES_PER_COACH)))
        ]
        boss = (id_scattered(_ACCOUNT + 1, 0), COORDINATOR, "Coördinator", OfficeRole.COORDINATOR)
        for id_, name, shown, role in (*people, boss):
            yield {
                "id": id_,
                "user_name": name,
                "user_key": name,
                "display_name": shown,
                "roles": f'["{role.value}"]',
                "login": self._roles.login(name),
                "created_at": self._made.at,
            }

    def _phases(self, number: int) -> Iterator[Row]:
        """Every tenth family was closed lately, and some of these came back."""
        first = self._made.phase(number)
        yield first
        if number % 10 == 3:
            closed, again = dates_of(number)[5], dates_of(number)[6]
            yield first | {"id": self._made.id_of(PHASE, number, 1), "phase": "closed", "since": closed}
            if number % 50 == 3:
                yield first | {"id": self._made.id_of(PHASE, number, 2), "since": again}

    def _as_they_came(self, families: int, rows_of: Callable[[int], Iterable[Row]]) -> Iterator[Row]:
        """By date, as they would have been registered: what belongs to one family lies apart on disk."""
        for start in range(0, families, _AT_ONCE):
            several = range(start, min(families, start + _AT_ONCE))
            yield from sorted(
                chain.from_iterable(map(rows_of, several)), key=lambda row: (row["number"], row["date"])
            )

    def _copy(self, table: str, rows: Iterable[Row]) -> None:
        iterator = iter(rows)
        first = next(iterator)
        columns = sql.SQL(", ").join(map(sql.Identifier, first))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            lines: list[str] = []
            for row in chain((first,), iterator):
                lines.append("\t".join(map(_written, row.values())))
                if len(lines) == _AT_ONCE:
                    copy.write("\n".join(lines) + "\n")
                    lines.clear()
            if lines:
                copy.write("\n".join(lines) + "\n")


def _written(value: Any) -> str:
    """A value as COPY takes it; none of ours holds a tab, a backslash or the end of a line."""
    if value is None:
        return r"\N"
    if type(value) is date or type(value) is datetime:
        return value.isoformat()
    return str(value)
