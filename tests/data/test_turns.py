"""The threads of a program use one connection to an office on this PC, each in its turn."""

from __future__ import annotations

from typing import Any

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.sqlcipher import SqlcipherOffice
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
