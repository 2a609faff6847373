"""The threads of a program use one connection to an office on this PC, each in its turn."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.sqlcipher import SqlcipherOffice
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.new_keys import renew_keys
from tests.offices import NewDesk


@pytest.fixture
def office_kind() -> OfficeKind:
    return OfficeKind.THIS_PC


def test_the_connection_under_the_old_key_is_closed_while_nobody_else_reads(
    new_desk: NewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closed under another thread it takes the whole program with it."""
    turns: list[bool] = []
    go_on = SqlcipherOffice._go_on_with

    def noted(office: SqlcipherOffice, *given: Any) -> None:
        turns.append(office._is_inside)
        go_on(office, *given)

    monkeypatch.setattr(SqlcipherOffice, "_go_on_with", noted)

    renew_keys(new_desk())

    assert turns == [True]


def test_an_office_is_closed_once_nobody_reads_and_nobody_reads_after_it(
    new_desk: NewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office: Any = new_desk().office
    office = office.inner
    order: list[str] = []
    dispose = office._reader.dispose
    closing = Thread(target=office.close)

    def noted() -> None:
        order.append("closed")
        dispose()

    monkeypatch.setattr(office._reader, "dispose", noted)

    def read(_: Session) -> None:
        closing.start()
        closing.join(0.1)  # a moment in which it would close
        order.append("read")

    office.read(read)
    closing.join()

    assert order == ["read", "closed"]
    with pytest.raises(OfficeUnavailable):
        office.read(read)
