"""Random histories of PCs, cables and a share that goes back in time: nothing acknowledged is lost, all end up the same."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from gezinscoach_desktop.data.folder import courier, exchange, follower
from gezinscoach_desktop.data.folder.folder_office import FolderOffice
from gezinscoach_desktop.data.folder.office import open_with
from gezinscoach_desktop.data.keys import FolderSlots, KeyRing, SlotStore, open_ring
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from tests.data.folder.faulty_folder import NETWORK, Fault, FaultyFolder, Plan
from tests.data.folder.memory_folder import MemoryFolder, Store
from tests.data.folder.offices import PASSWORD, USER, keys_in, put, quiet, revive, template

PCS = ("an", "bert", "cis")


@cache
def ring() -> KeyRing:
    return open_ring(FolderSlots(MemoryFolder(template())), user_name=USER, password=PASSWORD)


def unlock(store: SlotStore) -> KeyRing:
    """Without the cost of a password."""
    return replace(ring(), store=store).reload()


@dataclass
class Pc:
    """A PC with its disk, its cable and, while it runs, its office."""

    folder: FaultyFolder
    replicas: Path
    office: FolderOffice | None = None
    promised: set[str] = field(default_factory=set)

    def open(self) -> FolderOffice:
        if self.office is None:
            self.office, _ = open_with(self.folder, unlock, revive=revive, replicas=self.replicas)
        return self.office

    def close(self) -> None:
        office, self.office = self.office, None
        if office is not None:
            office.close()


class Histories(RuleBasedStateMachine):
    """What can happen to an office in a folder, one thing at a time."""

    pc = st.sampled_from(PCS)

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="gchist-"))
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(courier, "_FIRST_PAUSE", 3600.0)
        self.patch.setattr(courier, "_LONGEST_PAUSE", 3600.0)
        self.patch.setattr(follower, "LOOK_AROUND", 0.0)
        self.patch.setattr(exchange, "SNAPSHOT_EVERY", 4)
        self.store = template().copy()
        self.kept: list[Store] = []
        self.count = 0
        self.pcs = {name: self.new_pc(name) for name in PCS}
        for pc in self.pcs.values():
            pc.open()

    def new_pc(self, name: str) -> Pc:
        replicas = self.home / name
        replicas.mkdir()
        return Pc(FaultyFolder(MemoryFolder(self.store)), replicas)

    def name(self) -> str:
        self.count += 1
        return f"t{self.count}"

    @rule(name=pc, times=st.integers(1, 3))
    def write(self, name: str, times: int) -> None:
        pc = self.pcs[name]
        if pc.office is not None:
            for _ in range(times):
                key = self.name()
                pc.office.write(put(key))
                pc.promised.add(key)

    @rule(name=pc)
    def write_quietly(self, name: str) -> None:
        pc = self.pcs[name]
        if pc.office is not None:
            key = self.name()
            pc.office.write(quiet(key))
            pc.promised.add(key)

    @rule(name=pc, step=st.integers(0, 12), fault=st.sampled_from(NETWORK))
    def write_with_a_fault(self, name: str, step: int, fault: Fault) -> None:
        pc = self.pcs[name]
        if pc.office is not None and pc.folder.plan == Plan():
            pc.folder.plan = Plan({pc.folder.steps + step: fault})
            self.write(name, 1)
            self.look(name)
            pc.folder.plan = Plan()

    @rule(name=pc)
    def look(self, name: str) -> None:
        pc = self.pcs[name]
        if pc.office is not None:
            with suppress(OfficeUnavailable):
                pc.office.news()

    @rule(name=pc)
    def cut(self, name: str) -> None:
        self.pcs[name].folder.plan = Plan(lasting=Fault.LOST_BEFORE)

    @rule(name=pc)
    def mend(self, name: str) -> None:
        self.pcs[name].folder.plan = Plan()

    @rule(name=pc)
    def close(self, name: str) -> None:
        self.pcs[name].close()

    @rule(name=pc)
    def open(self, name: str) -> None:
        try:
            self.pcs[name].open()
        except OfficeUnavailable:
            assert self.pcs[name].folder.plan != Plan()

    @rule()
    def back_up_the_share(self) -> None:
        self.kept.append(self.store.copy())

    @precondition(lambda self: self.kept)
    @rule(place=st.integers(0, 5))
    def put_the_share_back(self, place: int) -> None:
        self.store.become(self.kept[place % len(self.kept)])

    @rule(place=st.integers(0, 15))
    def lose_a_commit(self, place: int) -> None:
        # By its place from the end: how many there are depends on who was quicker.
        names = sorted((name for name in self.store.files if name.startswith("log/")), reverse=True)
        if place < len(names):
            MemoryFolder(self.store).remove(names[place])

    @rule(name=pc)
    def tidy(self, name: str) -> None:
        office = self.pcs[name].office
        if office is not None:
            with suppress(OfficeUnavailable):
                office._courier.call(lambda: settle(office))

    def teardown(self) -> None:
        try:
            if hasattr(self, "pcs"):
                self.all_end_up_the_same()
        finally:
            for pc in getattr(self, "pcs", {}).values():
                pc.close()
            shutil.rmtree(self.home, ignore_errors=True)
            self.patch.undo()

    def all_end_up_the_same(self) -> None:
        for name, pc in self.pcs.items():
            pc.folder.plan = Plan()
            pc.open()
            self.look(name)
        for _ in range(3):
            for name, pc in self.pcs.items():
                office = pc.open()
                with suppress(OfficeUnavailable):  # however long it takes, which a look does not wait for
                    office._courier.call(partial(office._exchange.turn, look=True))
                self.tidy(name)
        promised = set().union(*(pc.promised for pc in self.pcs.values()))
        for pc in self.pcs.values():
            office = pc.open()
            health = office.health()
            assert (health.waiting, health.conflicts) == (0, ()), health
            assert keys_in(office) == promised, health
        newcomer = self.new_pc("newcomer")
        assert keys_in(newcomer.open()) == promised
        newcomer.close()


def settle(office: FolderOffice) -> None:
    for _ in office._exchange.keep_up():
        pass


Histories.TestCase.settings = settings(
    max_examples=max(8, settings().max_examples // 6),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestHistories = Histories.TestCase
