"""One office in a folder and several PCs in one process, each with a connection and a disk of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from gezinscoach_desktop.data.folder.folder_office import FolderOffice
from gezinscoach_desktop.data.folder.office import create_office, open_office
from gezinscoach_desktop.data.folder.port import Folder
from gezinscoach_desktop.data.founding import Founding
from gezinscoach_desktop.data.office import Reachability
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, add_family, list_families
from gezinscoach_desktop.services.operation import revive
from gezinscoach_desktop.services.setting import shipped_instrument
from tests.data.folder.faulty_folder import FaultyFolder, Plan
from tests.data.folder.memory_folder import MemoryFolder, Store

USER, PASSWORD = "an", "vier woorden zijn genoeg"
_ROUNDS = 40


def found(folder: Folder) -> None:
    """Make an office in `folder`, with one account that has every role."""
    account = Account(uuid4(), USER, "An", frozenset(OfficeRole))
    founding = Founding(uuid4(), "OCMW Proefdorp", account, shipped_instrument(), datetime.now(UTC))
    create_office(folder, founding, PASSWORD)


@dataclass
class Pc:
    """A PC with the office open. `acknowledged` holds the names of what it was told is kept."""

    name: str
    folder: FaultyFolder
    home: Path
    desk: Desk
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0

    @property
    def office(self) -> FolderOffice:
        assert isinstance(self.desk.office, FolderOffice)
        return self.desk.office

    def save(self, name: str) -> bool:
        """Add a family; whether the program said that it is kept."""
        try:
            add_family(self.desk, FamilyInput(name=name))
        except UserError:
            self.refused += 1
            return False
        self.acknowledged.append(name)
        return True

    def look(self) -> bool:
        """Fetch what others did and offer what waits; False when the share did not answer."""
        try:
            self.office.news()
        except OfficeUnavailable:
            return False
        return True

    def names(self) -> set[str]:
        """The families as this PC shows them, each once."""
        names = [row.name for row in list_families(self.desk)]
        assert len(names) == len(set(names)), "something was done twice"
        return set(names)

    @property
    def is_settled(self) -> bool:
        health = self.office.health()
        return health.reachability is Reachability.HERE and not health.waiting


@dataclass
class Pcs:
    """The PCs of one office; `new_view` gives a way to the same folder."""

    new_view: Callable[[], Folder]
    homes: Path
    running: list[Pc] = field(default_factory=list)

    def start(
        self,
        name: str,
        plan: Plan | None = None,
        *,
        wrap: Callable[[Folder], Folder] = lambda folder: folder,
        on_step: Callable[[int, str], None] | None = None,
    ) -> Pc:
        """Open the office on PC `name`, without faults; afterwards its connection follows `plan`."""
        folder = FaultyFolder(wrap(self.new_view()))
        home = self.homes / name
        home.mkdir(parents=True, exist_ok=True)
        office, account = open_office(folder, user_name=USER, password=PASSWORD, revive=revive, replicas=home)
        pc = Pc(name, folder, home, Desk(office, account))
        folder.begin(plan or Plan(), on_step)
        self.running.append(pc)
        return pc

    def restart(self, pc: Pc) -> Pc:
        """Close the program on this PC and open it again."""
        pc.office.close()
        self.running.remove(pc)
        again = self.start(pc.home.name)
        again.acknowledged += pc.acknowledged
        return again

    def settle(self) -> None:
        """All faults end; everybody exchanges until nothing waits any more."""
        for pc in self.running:
            pc.folder.heal()
        for _ in range(_ROUNDS):
            looked = [pc.look() for pc in self.running]
            if all(looked) and all(pc.is_settled for pc in self.running):
                break
        for pc in self.running:  # the last to share was not seen by the first yet
            pc.look()

    def close(self) -> None:
        for pc in self.running:
            pc.folder.heal()
            pc.office.close()
        self.running.clear()


@contextmanager
def pcs_on(new_view: Callable[[], Folder], homes: Path) -> Iterator[Pcs]:
    """PCs that are closed in the end."""
    pcs = Pcs(new_view, homes)
    try:
        yield pcs
    finally:
        pcs.close()


def views_of(store: Store) -> Callable[[], Folder]:
    """Ways to a folder in memory."""
    return lambda: MemoryFolder(store)
