"""`verify` says in one line how much there is, and fails when something is not in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.services.office import close_office, open_office
from tests.cli.conftest import Ran
from tests.offices import PASSWORD, USER


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


Run = Callable[..., Ran]


@pytest.mark.parametrize("options", [(), ("--deep",)])
def test_a_sound_office_is_counted_and_called_so(
    pilot_office: Path, run: Run, options: tuple[str, ...]
) -> None:
    ran = run("verify", *options)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("90 gezinnen, ")
    assert ran.out.endswith("in orde.\n")


def test_what_is_not_in_order_is_said_per_line_and_fails(pilot_office: Path, run: Run) -> None:
    desk = open_office(str(pilot_office), user_name=USER, password=PASSWORD)

    def spoil(session: Session) -> Done:
        session.execute(text("DROP TRIGGER score_no_update"))
        session.execute(text("UPDATE score SET item = 'sterren' WHERE item = 'income'"))
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", spoil))
    close_office(desk)
    ran = run("verify")
    assert ran.code == 1
    assert [line.partition(":")[0] for line in ran.out.splitlines()[1:]] == ["Tabellen", "Scores"]
    assert ran.err == "2 dingen zijn niet in orde; zie hierboven.\n"
