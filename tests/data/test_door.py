"""The door: while it is locked nothing goes through, and what was going through is finished first."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any, cast

import pytest

from gezinscoach_desktop.data.door import Door
from gezinscoach_desktop.data.office import Office, OfficeKind
from gezinscoach_desktop.domain.errors import OfficeLocked, OfficeUnavailable
from tests.factories import make_id


class Behind:
    """Stands behind the door and remembers what was asked of it."""

    def __init__(self, name: str = "kantoor") -> None:
        self.id, self.name, self.kind, self.place = make_id(name), name, OfficeKind.THIS_PC, "hier"
        self.keys, self.read_only, self.is_partial = object(), None, True
        self.asked: list[str] = []
        self.closed = 0
        self.entered, self.may_go_on = Event(), Event()

    def read(self, query: Any) -> Any:
        self.entered.set()
        self.may_go_on.wait()
        return query(None)

    def __getattr__(self, name: str) -> Any:
        def ask(*_: object, **__: object) -> None:
            self.asked.append(name)

        return ask

    def close(self) -> None:
        self.closed += 1


def door_for(behind: Behind) -> Door:
    return Door(cast(Office, behind))


CALLS: dict[str, tuple[object, ...]] = {
    "write": (None,),
    "news": (),
    "health": (),
    "copy_database": (None, b""),
    "change_database_key": (),
    "replace_database": (None, b""),
}


@pytest.mark.parametrize("name", CALLS)
def test_every_call_goes_through_an_open_door_and_none_through_a_locked_one(name: str) -> None:
    behind = Behind()
    door = door_for(behind)
    getattr(door, name)(*CALLS[name])
    assert behind.asked == [name]
    door.lock()
    with pytest.raises(OfficeLocked):
        getattr(door, name)(*CALLS[name])
    assert behind.asked == [name]


def test_the_door_has_every_member_of_an_office() -> None:
    members = {name for name in vars(Office) if not name.startswith("_")}
    assert members <= set(dir(Door))
    looked_at = {"keys", "read_only", "is_partial", "id", "name", "kind", "place"}
    assert members - looked_at - {*CALLS, "read", "settle", "when_news", "close"} == set()


def test_locking_closes_once_and_forgets_what_stood_behind() -> None:
    behind = Behind()
    door = door_for(behind)
    door.lock()
    door.lock()
    assert (behind.closed, door.is_locked) == (1, True)
    for forgotten in ("keys", "read_only", "inner"):
        with pytest.raises(OfficeLocked):
            getattr(door, forgotten)
    assert not any(value is behind for value in vars(door).values())
    assert (door.id, door.name, door.place, door.is_partial) == (behind.id, "kantoor", "hier", True)


def test_what_runs_is_finished_before_the_office_closes_and_nothing_new_begins() -> None:
    behind = Behind()
    door = door_for(behind)
    given: list[str] = []
    worker = Thread(target=lambda: given.append(door.read(lambda _session: f"closed {behind.closed}")))
    worker.start()
    behind.entered.wait()
    locker = Thread(target=door.lock)
    locker.start()
    while not door.is_locked:  # it takes no new calls from the moment that locking begins
        pass
    with pytest.raises(OfficeLocked):
        door.news()
    assert behind.closed == 0
    behind.may_go_on.set()
    worker.join()
    locker.join()
    assert given == ["closed 0"]
    assert behind.closed == 1


def test_unlocking_puts_another_opening_of_the_same_office_behind_the_door() -> None:
    first, second = Behind(), Behind()
    door = door_for(first)
    door.unlock(cast(Office, second))
    assert first.closed == 1
    assert door.inner is cast(Office, second)
    with pytest.raises(ValueError, match="another"):
        door.unlock(cast(Office, Behind("ander")))
    assert door.inner is cast(Office, second)


def test_who_wants_to_be_woken_is_woken_by_every_office_that_comes_behind_the_door() -> None:
    first, second = Behind(), Behind()
    door = door_for(first)
    door.when_news(lambda: None)
    door.lock()
    door.when_news(lambda: None)  # nobody is there to ask; it is remembered
    door.unlock(cast(Office, second))
    assert (first.asked, second.asked) == (["when_news"], ["when_news", "when_news"])


def test_a_query_that_fails_leaves_the_door_free_to_lock() -> None:
    behind = Behind()
    behind.may_go_on.set()
    door = door_for(behind)
    with pytest.raises(ZeroDivisionError):
        door.read(lambda _session: 1 // 0)
    door.lock()
    assert behind.closed == 1


def test_closing_is_for_good_and_forgets_what_stood_behind() -> None:
    behind, late = Behind(), Behind()
    door = door_for(behind)
    door.close()
    door.close()
    assert (behind.closed, door.is_locked) == (1, False)
    for ask in (lambda: door.keys, door.news, lambda: door.read_only):
        with pytest.raises(OfficeUnavailable, match="gesloten"):
            ask()
    door.unlock(cast(Office, late))  # the password was given just before
    assert late.closed == 1
    assert not any(value in (behind, late) for value in vars(door).values())
    assert (door.id, door.name, door.place) == (behind.id, "kantoor", "hier")


def test_a_locked_door_can_be_closed() -> None:
    behind = Behind()
    door = door_for(behind)
    door.lock()
    door.close()
    assert behind.closed == 1
    with pytest.raises(OfficeUnavailable, match="gesloten"):
        door.news()
