"""The share is away, empty, slow or lying: reading goes on, what is saved waits on this PC, nothing is lost or done twice."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.data.folder import courier, folder_office
from gezinscoach_desktop.data.folder.folder_office import FolderOffice
from gezinscoach_desktop.data.office import Reachability
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from tests.data.folder.faulty_folder import NETWORK, Fault, FaultyFolder, Plan
from tests.data.folder.offices import TAKEN, Pcs, keys_in, pcs, put
from tests.patience import until

__all__ = ["pcs"]

AWAY = Plan(lasting=Fault.LOST_BEFORE)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The share is only asked again when somebody looks, so that tests decide when."""
    monkeypatch.setattr(courier, "_FIRST_PAUSE", 3600.0)
    monkeypatch.setattr(courier, "_LONGEST_PAUSE", 3600.0)


class Cable:
    """A PC's connection to the share."""

    def __init__(self, pcs: Pcs) -> None:
        self.folder = FaultyFolder(pcs.folder())

    @contextmanager
    def cut(self) -> Iterator[None]:
        self.folder.plan = AWAY
        yield
        self.folder.plan = Plan()


def test_what_is_saved_while_the_share_is_away_waits_and_is_shared_later(pcs: Pcs) -> None:
    cable = Cable(pcs)
    an, bert = pcs.open("an", cable.folder), pcs.open("bert")
    with cable.cut():
        an.write(put("t1"))
        an.write(put("t2"))
        assert keys_in(an) == {"t1", "t2"}
        health = an.health()
        assert (health.reachability, health.waiting) == (Reachability.AWAY, 2)
        with pytest.raises(OfficeUnavailable, match="niet bereikbaar"):
            an.news()
        bert.write(put("t3"))
    an.news()
    bert.news()
    assert keys_in(an) == keys_in(bert) == {"t1", "t2", "t3"}
    assert an.health().waiting == 0


def test_what_waited_survives_closing_and_opening_without_the_share(pcs: Pcs) -> None:
    cable = Cable(pcs)
    an = pcs.open("an", cable.folder)
    cable.folder.plan = AWAY
    an.write(put("t1"))
    an.close()
    again = pcs.open("an", cable.folder)
    assert keys_in(again) == {"t1"}
    assert again.health().waiting == 1
    again.close()
    assert keys_in(pcs.open("bert")) == set()
    once_more = pcs.open("an")
    once_more.news()
    bert = pcs.open("bert")
    assert keys_in(bert) == {"t1"}


def test_an_office_never_seen_here_does_not_open_without_the_share(pcs: Pcs) -> None:
    with pytest.raises(OfficeUnavailable, match="niet bereikbaar"):
        pcs.open("an", FaultyFolder(pcs.folder(), AWAY))


def test_an_import_is_refused_while_the_share_is_away_and_leaves_nothing(pcs: Pcs) -> None:
    cable = Cable(pcs)
    an = pcs.open("an", cable.folder)
    with cable.cut():
        an.write(put("t1"))
        with pytest.raises(OfficeUnavailable, match="niet bereikbaar"):
            an.write(put("t2", can_wait=False))
        assert keys_in(an) == {"t1"}
        assert an.health().waiting == 1
    an.news()
    assert keys_in(an) == {"t1"}


def test_what_cannot_be_done_any_more_becomes_a_conflict_that_stays_until_it_is_settled(pcs: Pcs) -> None:
    cable = Cable(pcs)
    an, bert = pcs.open("an", cable.folder), pcs.open("bert")
    id_ = uuid4()
    with cable.cut():
        an.write(put("t1", "van An", id_=id_))
        an.write(put("t2"))
        bert.write(put("t1", "van Bert"))
    an.news()
    assert keys_in(an) == {"t1", "t2"}
    (conflict,) = an.health().conflicts
    assert (conflict.operation.id, conflict.reason) == (id_, TAKEN)
    an.close()
    again = pcs.open("an")
    assert [each.operation.id for each in again.health().conflicts] == [id_]
    with pytest.raises(InvalidInput):
        again.settle(id_, again=True)
    assert len(again.health().conflicts) == 1
    again.settle(id_, again=False)
    assert again.health().conflicts == ()
    with pytest.raises(LookupError):
        again.settle(id_, again=False)
    again.close()
    assert pcs.open("an").health().conflicts == ()


def test_a_conflict_offered_again_when_nothing_stands_in_its_way_is_shared(pcs: Pcs) -> None:
    cable = Cable(pcs)
    an, bert = pcs.open("an", cable.folder), pcs.open("bert")
    id_ = conflict_of(an, bert, cable)
    remove(bert, "t1")
    an.news()
    an.settle(id_, again=True)
    assert an.health().conflicts == ()
    an.news()
    bert.news()
    assert keys_in(bert) == {"t1"}


def conflict_of(an: FolderOffice, bert: FolderOffice, cable: Cable) -> UUID:
    id_ = uuid4()
    with cable.cut():
        an.write(put("t1", "van An", id_=id_))
        bert.write(put("t1", "van Bert"))
    an.news()
    return id_


def remove(office: FolderOffice, key: str) -> None:
    from sqlalchemy import delete
    from sqlalchemy.orm import Session

    from gezinscoach_desktop.data.office import Operation
    from gezinscoach_desktop.data.tables import SettingRow
    from gezinscoach_desktop.domain.change import Change, Done

    def run(session: Session) -> Done:
        session.execute(delete(SettingRow).where(SettingRow.key == key))
        return Done(Change(frozenset()))

    office.write(Operation("test", run))


def test_an_operation_this_program_does_not_know_is_kept_as_a_conflict(
    pcs: Pcs, monkeypatch: pytest.MonkeyPatch
) -> None:
    cable = Cable(pcs)
    an = pcs.open("an", cable.folder)
    cable.folder.plan = AWAY
    an.write(put("t1"))
    an.close()

    def knows_nothing(kept: object) -> None:
        raise LookupError

    monkeypatch.setattr("tests.data.folder.offices.revive", knows_nothing)
    again = pcs.open("an")
    assert keys_in(again) == set()
    (conflict,) = again.health().conflicts
    assert "kent deze bewerking niet" in conflict.reason
    again.close()
    monkeypatch.undo()
    last = pcs.open("an")
    last.settle(conflict.operation.id, again=True)
    last.news()
    assert keys_in(pcs.open("bert")) == {"t1"}


def test_what_waits_in_a_program_that_died_is_taken_over_by_the_next(pcs: Pcs) -> None:
    cable = Cable(pcs)
    first, second = pcs.open("an"), pcs.open("an", cable.folder)
    cable.folder.plan = AWAY
    second.write(put("t1"))
    second.close()
    first.close()
    third = pcs.open("an")
    third.news()
    assert keys_in(third) == keys_in(pcs.open("bert")) == {"t1"}


def test_an_emptied_or_unmounted_folder_is_away_and_never_becomes_a_new_office(pcs: Pcs) -> None:
    an = pcs.open("an")
    an.write(put("t1"))
    whole = pcs.store.copy()
    pcs.store.files.clear()
    pcs.store.folders = {""}
    with pytest.raises(OfficeUnavailable, match="leeg of niet aangekoppeld"):
        an.news()
    an.write(put("t2"))
    assert an.health().reachability is Reachability.AWAY
    assert pcs.store.files == {}
    assert pcs.store.folders == {""}
    an.close()
    with pytest.raises(OfficeUnavailable, match="geen kantoor"):
        pcs.open("bert")
    again = pcs.open("an")
    assert keys_in(again) == {"t1", "t2"}
    pcs.store.become(whole)
    again.news()
    assert keys_in(pcs.open("bert")) == {"t1", "t2"}


def test_another_office_in_the_folder_is_noticed_and_not_written_to(pcs: Pcs) -> None:
    an = pcs.open("an")
    an.write(put("t1"))
    mine = pcs.store.copy()
    name = "office.id"
    content = pcs.store.files[name].content
    content[:] = content.replace(str(an.id).encode(), str(uuid4()).encode())
    files = set(pcs.store.files)
    an._courier._exchange.give_up()  # it does not look at the identity as long as all goes well
    with pytest.raises(OfficeUnavailable, match="ander kantoor"):
        an.news()
    an.write(put("t2"))
    assert "ander kantoor" in (an.health().problem or "")
    assert set(pcs.store.files) == files
    pcs.store.become(mine)
    an.news()
    assert an.health().waiting == 0


STEPS = 12


@pytest.mark.parametrize("fault", NETWORK)
def test_whatever_step_of_saving_fails_or_lies_it_is_saved_once(fault: Fault, pcs: Pcs) -> None:
    folder = FaultyFolder(pcs.folder())
    an, bert = pcs.open("an", folder), pcs.open("bert")
    for step in range(STEPS):
        folder.plan = Plan({folder.steps + step % 5: fault})
        an.write(put(f"t{step}"))
        with suppress(OfficeUnavailable):
            an.news()
        folder.plan = Plan()
        an.news()
        if step % 3 == 2:
            bert.write(put(f"t{step}b"))
    an.news()
    bert.news()
    expected = {f"t{step}" for step in range(STEPS)} | {f"t{step}b" for step in range(2, STEPS, 3)}
    assert keys_in(an) == keys_in(bert) == expected
    assert (an.health().waiting, an.health().conflicts) == (0, ())
    assert len(folder.struck) >= 2
    assert keys_in(pcs.open("cis")) == expected


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.LATE, Fault.HALF, Fault.FULL])
def test_whatever_step_of_an_import_fails_it_is_there_once_or_refused(fault: Fault, pcs: Pcs) -> None:
    folder = FaultyFolder(pcs.folder())
    an = pcs.open("an", folder)
    refused, done = set(), set()
    for step in range(10):
        folder.plan = Plan({folder.steps + step % 6: fault})
        try:
            an.write(put(f"t{step}", can_wait=False))
            done.add(f"t{step}")
        except OfficeUnavailable as error:
            unsure = "Kijk na" in error.message
            refused |= set() if unsure else {f"t{step}"}
        folder.plan = Plan()
        an.news()
    an.news()
    found = keys_in(pcs.open("bert"))
    assert done <= found
    assert not refused & found
    assert keys_in(an) == found


def test_a_share_that_hangs_keeps_nobody_waiting_twice(pcs: Pcs, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    hangs, goes_on = threading.Event(), threading.Event()

    def on_step(step: int, call: str) -> None:
        if hangs.is_set():
            goes_on.wait()

    folder = FaultyFolder(pcs.folder(), on_step=on_step)
    an = pcs.open("an", folder)
    while an.health().waiting or an._courier._upkeep is not None:
        an.news()
    hangs.set()
    with monkeypatch.context() as impatient:
        impatient.setattr(courier, "PATIENCE", 0.05)
        impatient.setattr(courier, "HANG", 0.05)
        impatient.setattr(folder_office, "PATIENCE", 0.05)
        an.write(put("t1"))
        an.write(put("t2"))
        until(lambda: an.health().reachability is Reachability.AWAY)
        assert keys_in(an) == {"t1", "t2"}
        hangs.clear()
        goes_on.set()
    an.news()
    assert keys_in(pcs.open("bert")) == {"t1", "t2"}


def test_a_full_share_is_said(pcs: Pcs) -> None:
    folder = FaultyFolder(pcs.folder())
    an = pcs.open("an", folder)
    folder.plan = Plan(lasting=Fault.FULL)
    an.write(put("t1"))
    with pytest.raises(OfficeUnavailable, match="gedeelde map is vol"):
        an.news()
    folder.plan = Plan()
    an.news()
    assert keys_in(pcs.open("bert")) == {"t1"}


def test_a_full_disk_here_is_said_and_nothing_is_lost(pcs: Pcs, monkeypatch: pytest.MonkeyPatch) -> None:
    from gezinscoach_desktop.data import outbox

    an = pcs.open("an")
    an.write(put("t1"))

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(outbox, "replace_file", full)
    with pytest.raises(OfficeUnavailable, match="schijf van deze pc is vol"):
        an.write(put("t2"))
    assert keys_in(an) == {"t1"}
    monkeypatch.undo()
    an.write(put("t2"))
    an.news()
    assert keys_in(pcs.open("bert")) == {"t1", "t2"}
