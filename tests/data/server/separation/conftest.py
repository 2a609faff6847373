"""One office to attack per migration that separates colleagues, on the wheel's server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from gezinscoach_desktop.data import schema
from tests.data.server.conftest import AnyServer
from tests.data.server.separation.world import World
from tests.offices import ServerOffices

FIRST = "0003"
"""The migration that made the server separate colleagues."""


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    known = ScriptDirectory.from_config(config).walk_revisions()
    return sorted(each.revision for each in known if each.revision >= FIRST)


@pytest.fixture(scope="session")
def server(server_offices: ServerOffices) -> AnyServer:
    return AnyServer(server_offices.url("postgres"), server_offices.server.bin_path / "psql")


@pytest.fixture(scope="session", params=revisions())
def separated(request: pytest.FixtureRequest, server: AnyServer) -> World:
    """The office after this migration; made once, attackers get copies."""
    return World.made(server, request.param)


@pytest.fixture
def office(separated: World) -> Iterator[str]:
    """A copy to attack; the roles, which are the cluster's, are as before afterwards."""
    name = separated.copy()
    yield name
    separated.drop(name)
    separated.repair()


@pytest.fixture
def coach(separated: World, office: str) -> Iterator[psycopg.Connection[Any]]:
    with separated.connect("coach", office) as connection:
        yield connection
