"""Closing an office lets go of every connection, also of one that is in use at that moment."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.data.server.live.conftest import Open, inner
from tests.patience import LONG

pytestmark = pytest.mark.postgres


def test_a_connection_in_use_while_the_office_closes_is_closed_when_it_comes_back(open_desk: Open) -> None:
    office = inner(open_desk())
    is_reading, is_closed = Event(), Event()
    used: list[Any] = []

    def read(session: Session) -> None:
        used.append(session.connection().connection.driver_connection)
        is_reading.set()
        assert is_closed.wait(LONG)

    reader = Thread(target=office.read, args=(read,))
    reader.start()
    assert is_reading.wait(LONG)
    office.close()
    is_closed.set()
    reader.join(LONG)
    assert used[0].closed
