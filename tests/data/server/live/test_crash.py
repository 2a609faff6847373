"""A server that crashes in the middle of a save: nothing is lost and nothing is done twice."""

from __future__ import annotations

from threading import Thread

import pytest

from gezinscoach_desktop.data.server import office
from gezinscoach_desktop.domain.errors import KeptForLater
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, add_family, list_families
from gezinscoach_desktop.services.sharing import health
from tests.data.server.live.conftest import Open
from tests.data.server.live.own_server import OwnServer
from tests.faults import server_crash

pytestmark = pytest.mark.postgres


class Saving:
    """A save on a thread of its own, whose commit the server keeps without telling."""

    def __init__(self, desk: Desk, server: OwnServer, name: str) -> None:
        self._desk, self._name = desk, name
        self.is_kept = False
        server.hold_commits()
        self._thread = Thread(target=self._save)
        self._thread.start()
        while not server.held:
            """It is on its way."""

    def _save(self) -> None:
        try:
            add_family(self._desk, FamilyInput(name=self._name))
        except KeptForLater:
            self.is_kept = True

    def answer(self) -> Saving:
        self._thread.join()
        return self


def times(desk: Desk, name: str) -> int:
    return [family.name for family in list_families(desk)].count(name)


@pytest.mark.parametrize("how", ["immediate", "kill"])
def test_a_save_whose_answer_was_lost_is_recognised_when_the_server_is_back(
    open_desk: Open, server: OwnServer, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "PATIENCE", 120.0)  # however long this machine takes to start it
    an = open_desk()
    saving = Saving(an, server, how)
    if how == "kill":
        server.kill()
    else:
        server.stop(how)
    server.bring_back()
    assert not saving.answer().is_kept
    assert times(an, how) == 1


def test_a_save_whose_answer_was_lost_waits_while_the_server_stays_away_and_is_not_done_again(
    open_desk: Open, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "PATIENCE", 0.0)
    an = open_desk()
    saving = Saving(an, server, "Lang weg")
    server.kill()
    assert saving.answer().is_kept
    assert health(an).waiting == 1
    server.bring_back()
    assert (times(an, "Lang weg"), health(an).waiting) == (1, 0)


def test_crashes_under_writers_lose_nothing_and_double_nothing() -> None:
    tally = server_crash.crashed(4, 3, seconds=600.0)
    assert tally.is_good, tally
    assert tally.crashes == 4
    assert tally.done > 0
    assert tally.recognised > 0


def test_the_trial_bites_on_repeats_under_a_new_id() -> None:
    assert server_crash.crashed(2, 3, seconds=600.0, repeats_as="new").doubled > 0
