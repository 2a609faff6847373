"""One office to attack, on the wheel's server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.data.server.conftest import AnyServer
from tests.data.server.separation.world import World
from tests.offices import ServerOffices


@pytest.fixture(scope="session")
def server(server_offices: ServerOffices) -> AnyServer:
    return AnyServer(server_offices.url("postgres"), server_offices.server.bin_path / "psql")


@pytest.fixture(scope="session")
def separated(server: AnyServer) -> World:
    """The office after every migration; made once, attackers get copies.

    What an earlier one leaves is never worked in by this program, which brings an office up to date before anything else.
    """
    return World.made(server)


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
