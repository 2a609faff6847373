"""Changes of colleagues: told by the server, asked for only then, and none missed when it was away meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event

from gezinscoach_desktop.data.server import listener
from gezinscoach_desktop.data.server.office import STANDBY
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.audit import looked_at
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import FamilyInput, add_family, list_families
from gezinscoach_desktop.services.office import close_office, lock, open_office, unlock
from gezinscoach_desktop.services.sharing import look
from tests.data.server.live.conftest import OFFICE, Open, inner
from tests.data.server.live.own_server import OwnServer
from tests.offices import PASSWORD, USER
from tests.patience import LONG

pytestmark = pytest.mark.postgres


class Bell:
    """Rung by the office; every ring can be waited for."""

    def __init__(self) -> None:
        self._rung = Event()

    def __call__(self) -> None:
        self._rung.set()

    def wait(self) -> None:
        assert self._rung.wait(LONG)
        self._rung.clear()


def listening(desk: Desk) -> Bell:
    """A bell of a program that hears, and has read everything so far."""
    bell = Bell()
    desk.office.when_news(bell)
    bell.wait()
    while not inner(desk)._line.listener.hears:
        bell.wait()
    desk.office.news()
    desk.office.news()
    return bell


def add(desk: Desk, name: str) -> None:
    add_family(desk, FamilyInput(name=name))


def told(desk: Desk, bell: Bell) -> set[Noun]:
    """What the next changes are about."""
    while True:
        bell.wait()
        with suppress(OfficeUnavailable):  # it also rings when the server goes
            changes = look(desk)
            if changes:
                return {noun for change in changes for noun in change.nouns}


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    """What this program asks the server meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = inner(desk)._writer
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_a_colleagues_change_is_told_at_once_and_read_when_asked(open_desk: Open) -> None:
    an, other = open_desk(), open_desk()
    bell = listening(an)
    add(other, "Verteld")
    assert Noun.FAMILY in told(an, bell)


def test_as_long_as_nothing_is_told_the_server_is_not_asked(open_desk: Open) -> None:
    an, other = open_desk(), open_desk()
    bell = listening(an)
    with statements(an) as asked:
        for _ in range(5):
            assert an.office.news() == ()
        assert asked == []
        add(other, "Gevraagd")
        told(an, bell)
        assert asked != []


def test_who_is_told_nothing_asks_all_the_same_after_a_while(
    open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = open_desk()
    listening(an)
    monkeypatch.setattr(listener, "ASK_ANYWAY_SECONDS", 0.0)
    with statements(an) as asked:
        an.office.news()
    assert asked != []


def test_own_changes_are_no_news(open_desk: Open) -> None:
    an = open_desk()
    bell = listening(an)
    add(an, "Eigen")
    bell.wait()
    assert an.office.news() == ()


def test_what_was_written_while_nobody_listened_is_told_afterwards(
    open_desk: Open, server: OwnServer
) -> None:
    an, other = open_desk(), open_desk()
    bell = listening(an)
    server.stop()
    server.start()
    add(other, "Tussendoor")
    assert Noun.FAMILY in told(an, bell)


def test_what_is_wrong_while_asking_is_asked_again(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    an, other = open_desk(), open_desk()
    bell = listening(an)
    add(other, "Nog eens")
    bell.wait()
    with monkeypatch.context() as patch:
        patch.setattr(inner(an), "_repeat", _refuse)
        with pytest.raises(OfficeUnavailable):
            an.office.news()
    assert {noun for change in an.office.news() for noun in change.nouns} >= {Noun.FAMILY}


def _refuse(_: object) -> None:
    raise OfficeUnavailable("Het kantoor is even bezet.")


def test_a_locked_office_hears_nothing_and_an_unlocked_one_hears_again(open_desk: Open) -> None:
    an, other = open_desk(), open_desk()
    bell = listening(an)
    before = inner(an)
    lock(an)
    assert before._line.listener._thread is not None
    assert not before._line.listener._thread.is_alive()
    unlock(an, PASSWORD)
    bell.wait()
    an.office.news()
    add(other, "Na het slot")
    assert Noun.FAMILY in told(an, bell)


def test_a_closed_office_leaves_no_thread_behind(server: OwnServer, open_desk: Open) -> None:
    an = open_office(server.url(OFFICE), user_name=USER, password=PASSWORD)
    listening(an)
    thread = inner(an)._line.listener._thread
    close_office(an)
    assert thread is not None
    assert not thread.is_alive()


def test_a_copy_of_the_server_can_be_read_and_says_why_it_cannot_be_written(
    open_desk: Open, server: OwnServer
) -> None:
    an = open_desk()
    done = add_family(an, FamilyInput(name="Gekopieerd"))
    assert done.id is not None
    copy = server.copy()
    try:
        there = open_office(copy.url(OFFICE), user_name=USER, password=PASSWORD)
        assert there.office.read_only == STANDBY
        with pytest.raises(OfficeUnavailable, match="reservekopie van de server"):
            add(there, "Hier niet")
        assert "Gekopieerd" in {family.name for family in list_families(there)}
        there.office.news()
        add(an, "Later ook hier")
        while not look(there):
            """A copy tells nothing: it is asked."""
        # Whoever looks is seen, also there: it is told when this account next works on the server.
        assert family_page(there, done.id).header.record.id == done.id
        assert there.office.health().waiting
        close_office(there)
    finally:
        copy.remove()
    again = open_desk()
    again.office.news()
    assert not again.office.health().waiting
    assert AuditAction.OPEN_FAMILY.label in {line.label for line in looked_at(again, done.id)}


def _is_copy(desk: Desk) -> bool:
    return desk.office.read_only == STANDBY


def test_a_copy_that_becomes_the_server_can_be_written(
    open_desk: Open, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "PING_SECONDS", 0.1)
    open_desk()
    copy = server.copy()
    try:
        there = open_office(copy.url(OFFICE), user_name=USER, password=PASSWORD)
        assert _is_copy(there)
        bell = Bell()
        there.office.when_news(bell)
        bell.wait()
        copy.promote()
        while _is_copy(there):
            bell.wait()
        add(there, "Op de nieuwe server")
        close_office(there)
    finally:
        copy.remove()
