"""An office on a server that these tests may stop, kill and freeze."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from gezinscoach_desktop.data.door import Door
from gezinscoach_desktop.data.server.office import ServerOffice
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests.data.server.live.own_server import OwnServer, own_server
from tests.offices import NAME, PASSWORD, USER

OFFICE = "kantoor"
Open = Callable[[], Desk]


@pytest.fixture(scope="module")
def office_server() -> Iterator[OwnServer]:
    """A server of this module's own with one office, which its tests share."""
    with own_server() as server:
        server.run(f"CREATE DATABASE {OFFICE}")
        new_office(server.whole(OFFICE), name=NAME, user_name=USER, password=PASSWORD, display_name="An")
        yield server


@pytest.fixture
def server(office_server: OwnServer) -> Iterator[OwnServer]:
    """Running at the begin of every test, whatever the one before did."""
    yield office_server
    office_server.bring_back()


@pytest.fixture
def open_desk(server: OwnServer, own_home: Path) -> Iterator[Open]:
    """Open the office as An, as a program of its own; as often as a test likes."""
    opened: list[Desk] = []

    def make() -> Desk:
        opened.append(open_office(server.url(OFFICE), user_name=USER, password=PASSWORD))
        return opened[-1]

    yield make
    server.bring_back()
    for desk in opened:
        close_office(desk)


def inner(desk: Desk) -> ServerOffice:
    return cast(ServerOffice, cast(Door, desk.office).inner)
