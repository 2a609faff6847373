"""PostgreSQL of every version that counts: 15 of Debian, whose CREATEROLE reaches further, and 16 and 18 of the wheel."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from gezinscoach_desktop.data.server.address import parse
from tests.debian_server import DebianServer
from tests.ended_server import begin_server, end_server


@dataclass(frozen=True)
class AnyServer:
    """A server of some version and its superuser."""

    superuser: str
    """The address of the database postgres with the superuser's login."""
    psql: Path

    def place(self, database: str, user_name: str = "", password: str = "") -> str:
        """The address of a database, as the superuser unless another login is named."""
        from gezinscoach_desktop.data.server.address import read_url

        url = read_url(self.superuser).set(database=database)
        if user_name:
            url = url.set(username=user_name, password=password)
        return url.render_as_string(hide_password=False)

    def for_tools(self, database: str = "postgres", user_name: str = "", password: str = "") -> str:
        """The same for psql and pg_dump, of which the one of 15 does not know every option."""
        place = self.place(database, user_name, password).replace("postgresql+psycopg", "postgresql")
        return place.replace(" ", "%20") + ("&sslmode=verify-full" if "sslrootcert" in place else "")

    def connect(self, database: str = "postgres", user_name: str = "", password: str = "") -> Connection:
        """A connection on which each statement is done at once."""
        url = parse(self.place(database, user_name, password) + "&login_prefix=nobody").url
        return create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect()

    def run(self, *statements: str, database: str = "postgres") -> None:
        with self.connect(database) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def new_name(self) -> str:
        return f"gc_{uuid4().hex[:20]}"


@pytest.fixture(scope="session", params=[15, 16, 18])
def any_server(request: pytest.FixtureRequest) -> Iterator[AnyServer]:
    """Tests that use it run on every version that is installed."""
    if request.param == 15:
        server: DebianServer = request.getfixturevalue("debian_server")
        yield AnyServer(server.as_superuser(), server.programs / "psql")
        return
    folder = Path(tempfile.mkdtemp(prefix="gcpg-", dir="/tmp"))
    found: Any = None
    try:
        try:
            found = begin_server(folder, postgres_version=request.param)
        except Exception as error:
            pytest.skip(f"PostgreSQL {request.param} of the wheel cannot run here: {error!r}")
        yield AnyServer(f"{found.get_uri(database='postgres')}", found.bin_path / "psql")
    finally:
        if found is not None:
            end_server(found, folder)
        shutil.rmtree(folder, ignore_errors=True)
