"""An office on a real server for attackers: everybody's families hold canaries, and its twin differs only in what is hidden.

Whoever may not see a family gets the same answer to everything in the office and in its twin, or something was told.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.server.address import parse
from tests.data.server.conftest import AnyServer
from tests.data.server.separation import day

PASSWORD = "vier woorden zijn genoeg"
ROLES = ("coach", "coordinator", "administrator")
COMBINED = tuple(
    "_".join(role for bit, role in enumerate(ROLES) if which >> bit & 1)
    for which in range(1, 2 ** len(ROLES))
)
"""The logins that hold each role alone and each combination, called after them."""
PEOPLE: dict[str, tuple[str, ...]] = {
    **{name: tuple(name.split("_")) for name in COMBINED},
    "colleague": ("coach",),
    "unassigned": ("coach",),
    "ended": ("coach",),
    "future": ("coach",),
    "closed": ("coach", "coordinator", "administrator"),
}
RECOVERY = "recovery"
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_ACCOUNT = "acc0"
_NOT_DATA = {"alembic_version", "schema"}


def account_id(name: str) -> UUID:
    return UUID(f"{_ACCOUNT}0000-0000-4000-8000-{list(PEOPLE).index(name) + 1:012x}")


@dataclass(frozen=True)
class Home:
    """A family and who may see it; everything in it says its number."""

    number: int
    coaches: tuple[str, ...] = ()
    waits: bool = False
    since: str = "2024-01-01"
    until: str | None = None

    def id(self, kind: str = "fa00", more: int = 0) -> UUID:
        return UUID(f"{kind}{more:04x}-5ec7-4000-8000-{self.number:012x}")

    @property
    def canary(self) -> str:
        return f"Zzq{self.number:04d}"

    @property
    def code(self) -> str:
        high, low = divmod(self.number, len(_LETTERS))
        return f"G-2026-ZQQ{_LETTERS[high]}{_LETTERS[low]}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody without a right to it may come to see."""
        return self.canary, self.code, f"5ec7-4000-8000-{self.number:012x}", self.born

    @property
    def is_running(self) -> bool:
        """Whether its assignments run: who told of it, then, may see what is told of it."""
        return self.until is None and self.since < "2026"

    @property
    def born(self) -> str:
        return f"{1800 + self.number}-03-09"

    def is_seen_by(self, name: str) -> bool:
        if name in ("closed", RECOVERY):
            return False
        return "coordinator" in PEOPLE[name] or name in self.coaches


HOMES = {
    **{
        name: Home(number, (name,))
        for number, name in enumerate((each for each in COMBINED if "coach" in each), start=1)
    },
    "colleague": Home(11, ("colleague",)),
    "shared": Home(12, ("coach", "colleague")),
    "nobody": Home(13),
    "waiting": Home(14, waits=True),
    "ended": Home(15, ("ended",), until="2026-01-01"),
    "future": Home(16, ("future",), since="2999-01-01"),
    "closed": Home(17, ("closed",)),
}
_HIDDEN_ALREADY = ("ended", "future")
"""Whose only assignment does not run today."""
TWIN_HOMES = (
    *(Home(100 + n, ("colleague",)) for n in range(6)),
    *(Home(200 + n, waits=True) for n in range(5)),
)
"""What the twin has besides."""


def sees(name: str, home: Home) -> bool:
    return name not in _HIDDEN_ALREADY and home.is_seen_by(name)


def secrets_for(name: str) -> tuple[str, ...]:
    """The canaries of every family that `name` has no right to."""
    return tuple(
        secret for home in (*HOMES.values(), *TWIN_HOMES) if not sees(name, home) for secret in home.secrets
    )


@dataclass
class World:
    """An office in a database of its own with roles of its own, and copies of it under the same roles."""

    server: AnyServer
    prefix: str
    _copies: list[str] = field(default_factory=list)
    _twin: str = ""
    _members: set[tuple[str, str]] = field(default_factory=set)
    """Which role each role of the office is a member of, before any attack."""
    _passwords: dict[str, str | None] = field(default_factory=dict)
    """What the server keeps of each role's password: to give the same again it need not stretch it again."""
    _good: set[str] = field(default_factory=set)
    """Everything about the roles of the cluster, before any attack."""

    @classmethod
    def made(cls, server: AnyServer) -> World:
        world = cls(server, server.new_name())
        server.run(f"CREATE DATABASE {world.prefix}")
        url = parse(f"{server.place(world.prefix)}&login_prefix={world.prefix}").url
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as connection:
            schema.upgrade(connection)
        with world.superuser(world.prefix) as connection:
            # Of 961 codes an account may try one; which one is no matter of luck here.
            connection.execute("UPDATE code_secret SET secret = decode(repeat('07', 32), 'hex')")
            _people(connection, world.prefix)
            for table in day.KEPT:
                if table.name in day.OF_THE_OFFICE and table.name not in day.OF_COORDINATORS:
                    values = {"row": day.SERVICE, "text": "of everybody", "maker": account_id("coordinator")}
                    connection.execute(day.seeds(table).encode(), values)
            for home in HOMES.values():
                _home(connection, home)
            world._members = world._memberships(connection)
        world.repair()
        world._good = world._about_roles()
        with world.superuser(world.prefix) as connection:
            found = connection.execute(
                "SELECT rolname, rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL"
            )
            world._passwords = dict(found.fetchall())
        return world

    def _about_roles(self) -> set[str]:
        with self.superuser("postgres") as connection:
            return {line for (line,) in connection.execute(_ABOUT_ROLES)}

    def _memberships(self, connection: psycopg.Connection[Any]) -> set[tuple[str, str]]:
        found = connection.execute(
            "SELECT role.rolname, member.rolname FROM pg_auth_members JOIN pg_roles AS role ON role.oid = roleid "
            "JOIN pg_roles AS member ON member.oid = member WHERE starts_with(member.rolname, %s)",
            [f"{self.prefix}."],
        )
        return {(role, member) for role, member in found.fetchall()}

    def repair(self) -> None:
        """The roles of the cluster as they were before an attack that succeeded; of most nothing is left to repair."""
        if self._good and self._about_roles() == self._good:
            return
        logins = {self.login(name) for name in PEOPLE}
        with psycopg.connect(self.server.for_tools(), autocommit=True) as connection:
            for setting in ("ROLE ALL", "DATABASE postgres"):
                connection.execute(f"ALTER {setting} RESET ALL".encode())
            found = connection.execute(
                "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [f"{self.prefix}."]
            )
            for (login,) in found.fetchall():
                if login not in logins:
                    connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))
                    continue
                for statement in (
                    "ALTER ROLE {} NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS NOREPLICATION",
                    "ALTER ROLE {} RESET ALL",
                    f'REVOKE "{self.prefix}_owner" FROM {{}}',
                ):
                    connection.execute(sql.SQL(statement).format(sql.Identifier(login)))
            for role, member in self._memberships(connection) - self._members:
                revoke = sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(role), sql.Identifier(member))
                connection.execute(revoke)
        with self.superuser(self.prefix) as connection:
            connection.execute("UPDATE account SET roles = roles")
            wanted = self._passwords or {self.login(name): PASSWORD for name in (*PEOPLE, RECOVERY)}
            found = connection.execute("SELECT rolname, rolpassword FROM pg_authid")
            for role, kept in found.fetchall():
                password = wanted.get(role, kept)
                if password == kept:
                    continue
                given = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), password)
                connection.execute(given)
            connection.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(self.login(RECOVERY))))

    def login(self, name: str) -> str:
        return f"{self.prefix}_recovery" if name == RECOVERY else f"{self.prefix}.{name}"

    def superuser(self, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.server.for_tools(database), autocommit=True)

    def connect(self, name: str, database: str, *, autocommit: bool = True) -> psycopg.Connection[Any]:
        """As somebody of the office."""
        place = self.server.for_tools(database, self.login(name), PASSWORD)
        return psycopg.connect(place, autocommit=autocommit)

    def copy(self, *, is_twin: bool = False, without: str = "") -> str:
        """A fresh copy of the office or its twin, where a superuser ran `without`; gives the database's name."""
        database = self.server.new_name()
        self._copies.append(database)
        template = self._twin_template() if is_twin else self.prefix
        self.server.run(
            f"CREATE DATABASE {database} TEMPLATE {template} OWNER {self.prefix}_owner STRATEGY WAL_LOG",
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
            f"GRANT CONNECT ON DATABASE {database} TO {self.prefix}_person, {self.prefix}_migrator, "
            f"{self.prefix}_recovery",
        )
        self.settle(database)
        if without:
            with self.superuser(database) as connection:
                connection.execute(without.encode())
        return database

    def _twin_template(self) -> str:
        """The office with what only the twin has, made once; nobody but a superuser ever comes in it."""
        if not self._twin:
            twin = self.server.new_name()
            self.server.run(f"CREATE DATABASE {twin} TEMPLATE {self.prefix} STRATEGY WAL_LOG")
            with self.superuser(twin) as connection, connection.transaction():
                for home in TWIN_HOMES:
                    _home(connection, home)
            self._twin = twin
        return self._twin

    def settle(self, database: str) -> None:
        """The roles, which are the cluster's, as the accounts of this copy have them, whatever a test did elsewhere."""
        if self._about_roles() == self._good:
            return
        with self.superuser(database) as connection:
            made_superuser = connection.execute(
                "SELECT rolname FROM pg_roles WHERE rolsuper AND starts_with(rolname, %s)",
                (f"{self.prefix}.",),
            ).fetchall()
            for (name,) in made_superuser:  # by a control; the owner of the office may not touch it
                connection.execute(sql.SQL("ALTER ROLE {} NOSUPERUSER").format(sql.Identifier(name)))
            connection.execute("UPDATE account SET roles = roles")

    def drop(self, database: str) -> None:
        self._copies.remove(database)
        self.server.run(f"DROP DATABASE {database} WITH (FORCE)")

    def psql(self, name: str, database: str, script: str) -> str:
        """What psql shows of a script, with what differs every time left out."""
        done = subprocess.run(
            [self.server.psql, "-X", "-q", "-d", self.server.for_tools(database, self.login(name), PASSWORD)],
            input=script,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
            env=os.environ | {"PGCLIENTENCODING": "UTF8"},
            cwd="/tmp",
        )
        return plain(f"{done.stdout}{done.stderr}", database)

    def tool(self, tool: str, name: str, database: str, *arguments: str) -> str:
        """What another program of PostgreSQL makes of it, for example pg_dump."""
        program = Path(self.server.psql).with_name(tool)
        place = self.server.for_tools(database, self.login(name), PASSWORD)
        done = subprocess.run(
            [program, *arguments, "-d", place],
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
            cwd="/tmp",
        )
        return plain(f"{done.stdout}{done.stderr}", database)

    def state(self, database: str) -> Counter[tuple[str, str]]:
        """Everything in the office and about its roles, as lines."""
        with self.superuser(database) as connection:
            tables = [
                row[0]
                for row in connection.execute(
                    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
                )
            ]
            rows = " UNION ALL ".join(f"SELECT '{name}', t::text FROM public.{name} t" for name in tables)
            found = Counter((kind, line) for kind, line in connection.execute(rows.encode()))
            found.update((kind, line) for kind, line in connection.execute(_ABOUT, {"p": f"{self.prefix}%"}))
            return found


def plain(text: str, database: str) -> str:
    text = text.replace(database, "DATABASE")
    return re.sub(r"PID \d+|\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d)?", "…", text)


_ABOUT = """
SELECT 'role', r::text FROM (SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
  rolbypassrls, rolconnlimit, rolpassword, rolvaliduntil FROM pg_authid WHERE rolname LIKE %(p)s) AS r
UNION ALL SELECT 'member', concat_ws(' ', roleid::regrole, member::regrole, admin_option) FROM pg_auth_members
  WHERE roleid::regrole::text LIKE '%%' || %(p)s
UNION ALL SELECT 'setting', concat_ws(' ', setrole::regrole, setconfig) FROM pg_db_role_setting
  WHERE setrole::regrole::text LIKE '%%' || %(p)s OR setrole = 0
UNION ALL SELECT 'database', concat_ws(' ', datdba::regrole, datacl) FROM pg_database WHERE datname = current_database()
UNION ALL SELECT 'namespace', concat_ws(' ', nspname, nspowner::regrole, nspacl) FROM pg_namespace
  WHERE nspname !~ '^pg_(toast_)?temp_'
UNION ALL SELECT 'class', concat_ws(' ', relname, relkind, relowner::regrole, relacl, relrowsecurity, relforcerowsecurity)
  FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'column', concat_ws(' ', attrelid::regclass, attname, attacl) FROM pg_attribute
  WHERE attacl IS NOT NULL AND attrelid >= 16384
UNION ALL SELECT 'policy', concat_ws(' ', polrelid::regclass, polname, polcmd, polroles::regrole[],
  pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy
UNION ALL SELECT 'function', concat_ws(' ', oid::regprocedure, proowner::regrole, proacl, prosecdef, md5(prosrc)) FROM pg_proc
  WHERE oid >= 16384
UNION ALL SELECT 'trigger', concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'default', d::text FROM pg_default_acl d
UNION ALL SELECT 'object', oid::text FROM pg_largeobject_metadata
"""

# Of every role, also those of other offices: an attack may reach them. Which OIDs they have is no matter.
_ABOUT_ROLES = """
SELECT concat_ws(' ', 'role', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
  rolbypassrls, rolconnlimit, rolpassword, rolvaliduntil) FROM pg_authid
UNION ALL SELECT concat_ws(' ', 'member', to_jsonb(m) - 'oid') FROM pg_auth_members AS m
UNION ALL SELECT concat_ws(' ', 'setting', setrole::regrole, setdatabase = 0, setconfig) FROM pg_db_role_setting
"""


def _people(connection: psycopg.Connection[Any], prefix: str) -> None:
    for name, roles in PEOPLE.items():
        connection.execute(
            "INSERT INTO account (id, user_name, user_key, display_name, roles, created_at, deactivated_at, login) "
            "VALUES (%s, %s, %s, %s, %s::jsonb, now(), CASE WHEN %s THEN now() END, %s)",
            (
                account_id(name),
                name,
                name,
                name.title(),
                str(list(roles)).replace("'", '"'),
                name == "closed",
                f"{prefix}.{name}",
            ),
        )
        connection.execute(
            "INSERT INTO key_slot VALUES (%s, %s)", (str(account_id(name)), f"slot of {name}".encode())
        )
    connection.execute("INSERT INTO key_slot VALUES ('recovery', 'the sheet'), ('epoch.1', 'an epoch')")
    connection.execute("INSERT INTO office VALUES (gen_random_uuid(), 'OCMW Proefdorp', false, now())")
    connection.execute("INSERT INTO setting VALUES ('due_months', '3')")
    connection.execute(
        "INSERT INTO audit_anchor VALUES (gen_random_uuid(), 1, '', gen_random_uuid(), now(), '', '')"
    )
    connection.execute(
        "INSERT INTO audit_entry (at, account_id, action, details) VALUES (now(), %s, 'sign_in', '{}')",
        [account_id("colleague")],
    )
    connection.execute(
        "INSERT INTO instrument VALUES ('14000000-0000-4000-8000-000000000001', 'sociale-balans', '1', 'definition')"
    )


def _home(connection: psycopg.Connection[Any], home: Home) -> None:
    """Everything the office keeps of a family, with its canary in every text."""
    values = {
        "id": home.id(),
        "member": home.id("e700"),
        "stay": home.id("57a0"),
        "assignment": home.id("a551"),
        "phase": home.id("fa5e"),
        "snapshot": home.id("54a0"),
        "referral": home.id(day.kind("referral")),
        "number": home.number,
        "operation": UUID(
            f"0be00000-0000-4000-8000-{home.number:012x}"
        ),  # may be told: it says nothing of whom
        "code": home.code,
        "text": home.canary,
        "born": home.born,
        "author": account_id(home.coaches[0]) if home.coaches else None,
        "creator": account_id("coordinator"),
        "since": home.since,
        "until": home.until,
        "effect": f'{{"nouns": ["assignment", "family"], "family": "{home.id()}", "id": "{home.id()}", "counts": {{}}}}',
    }
    for statement in _HOME:
        connection.execute(statement.encode(), values)
    maker = values["author"] or values["creator"]
    for table in (*day.KEPT, day.CONTENT):
        if table.name in day.OF_THE_OFFICE and table.name not in day.OF_COORDINATORS:
            continue
        row = home.id(day.kind(table.name)) if table is not day.CONTENT else None
        more = {"maker": maker, "row": row, "document": home.id(day.kind("document"))}
        connection.execute(day.seeds(table).encode(), values | more)
    more = {"maker": maker, "row": home.id(day.kind("document"), 1)}  # whose content is still to come
    connection.execute(day.seeds(day.DOCUMENT).encode(), values | more)
    if home.waits:
        connection.execute(
            day.waiting().encode(), values | {"maker": maker, "row": home.id(day.kind("referral"), 1)}
        )
    if home.is_running and home.coaches:
        told = {"maker": maker, "row": home.id(day.kind("signal"), 1)}
        connection.execute(day.without_family().encode(), values | told)
    for turn, coach in enumerate(home.coaches):
        connection.execute(
            "INSERT INTO assignment VALUES (%s, %s, %s, %s, %s, %s)",
            (
                home.id("a551", turn),
                home.id(),
                account_id(coach),
                "second" if turn else "responsible",
                home.since,
                home.until,
            ),
        )


_HOME = (
    """INSERT INTO family (id, code, name, municipality, neighbourhood, address, languages,
    needs_interpreter, is_newcomer, remarks, search_text, sort_name, version, created_at, created_by,
    changed_at) VALUES (%(id)s, %(code)s, %(text)s, %(text)s, %(text)s, %(text)s, %(text)s, false,
    false, %(text)s, %(text)s, %(text)s, 1, now(), %(creator)s, now())""",
    """INSERT INTO member (id, family_id, code, given_name, family_name, role, birth_date, relation,
    living, lives_with, school, version, changed_at) VALUES (%(member)s, %(id)s, 'K1', %(text)s,
    %(text)s, 'child', %(born)s, %(text)s, 'here', %(text)s, %(text)s, 1, now())""",
    "INSERT INTO stay VALUES (%(stay)s, %(id)s, %(member)s, NULL, NULL)",
    "INSERT INTO phase VALUES (%(phase)s, %(id)s, 'intensive', '2024-02-03', %(text)s)",
    """INSERT INTO snapshot (id, family_id, number, date, author_id, recorded_at, instrument_id,
    is_revised_baseline) VALUES (%(snapshot)s, %(id)s, 1, '2024-03-04', %(author)s, now(),
    '14000000-0000-4000-8000-000000000001', false)""",
    """INSERT INTO score (family_id, subject_id, item, date, number, level, note) VALUES (%(id)s, %(id)s,
    'income', '2024-03-04', 1, 2, %(text)s)""",
    "INSERT INTO operation VALUES (%(operation)s, 'add_family', %(creator)s, now(), %(effect)s, 3)",
    """INSERT INTO audit_entry (at, account_id, action, family_id, operation_id, details) VALUES (now(),
    %(creator)s, 'add_family', %(id)s, %(operation)s, '{}')""",
)
