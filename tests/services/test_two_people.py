"""T9 for a coach's day: people who write in the same record at once; nobody overwrites what was told as kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from threading import Barrier, Thread
from uuid import UUID

import pytest

from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.domain.contact import ContactKind, ContactRecord
from gezinscoach_desktop.domain.contact_entry import ContactEntry, FamilyContact
from gezinscoach_desktop.domain.errors import ChangedMeanwhile
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.request import RequestInput
from gezinscoach_desktop.services.contact import change_contact, register
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.intake import NEVER_KEPT, keep_intake, read_intake
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.plan import plan
from gezinscoach_desktop.services.request import add_request, change_request
from tests.data.office_factory import TODAY, add_home, at_desk
from tests.offices import PASSWORD, USER
from tests.patience import LONG

Read = Callable[[Desk], tuple[int, str]]
Write = Callable[[Desk, int, str], object]
PEOPLE, EDITS = 3, 10
TURNS = int(os.environ.get("GEZINSCOACH_TURNS", "60"))


@dataclass(frozen=True)
class Record:
    """One record of a family: its version and text as somebody reads it, and keeping another text."""

    read: Read
    write: Write


@dataclass
class Person:
    """Somebody with the record open: what was seen of it, and what was told as kept."""

    name: str
    desk: Desk
    version: int = -1
    text: str = ""
    kept: list[str] = field(default_factory=list)
    refused: int = 0

    def look(self, record: Record) -> None:
        self.version, self.text = record.read(self.desk)

    def save(self, record: Record) -> None:
        word = f"<{self.name}{len(self.kept)}>"
        try:
            record.write(self.desk, self.version, self.text + word)
        except ChangedMeanwhile:
            self.refused += 1
        else:
            self.kept.append(word)


def contact(desk: Desk, family_id: UUID) -> Record:
    entry = ContactEntry(
        kind=ContactKind.PHONE, on=TODAY, families=(FamilyContact(family_id),), id=UUID(int=family_id.int ^ 1)
    )
    register(desk, entry)

    contact_id = entry.contact_id(family_id)

    def found(at: Desk) -> ContactRecord:
        kept = at.office.read(lambda session: CONTACTS.one(session, contact_id))
        assert kept is not None
        return kept

    def read(at: Desk) -> tuple[int, str]:
        kept = found(at)
        return kept.version, kept.details.note

    def write(at: Desk, version: int, text: str) -> object:
        return change_contact(at, contact_id, version, replace(found(at).details, note=text))

    return Record(read, write)


def intake(desk: Desk, family_id: UUID) -> Record:
    def read(at: Desk) -> tuple[int, str]:
        kept = read_intake(at, family_id)
        return (NEVER_KEPT, "") if kept is None else (kept.version, kept.details.story)

    return Record(
        read, lambda at, version, text: keep_intake(at, family_id, version, IntakeInput(story=text))
    )


def request(desk: Desk, family_id: UUID) -> Record:
    request_id = add_request(desk, family_id, RequestInput("Vraag ")).id
    assert request_id is not None

    def read(at: Desk) -> tuple[int, str]:
        (kept,) = plan(at, family_id).requests
        return kept.version, kept.details.text

    return Record(read, lambda at, version, text: change_request(at, request_id, version, RequestInput(text)))


@pytest.fixture
def desks(desk: Desk) -> Iterator[list[Desk]]:
    """The same office on several PCs."""
    others = [open_office(desk.office.place, user_name=USER, password=PASSWORD) for _ in range(PEOPLE - 1)]
    yield [at_desk(each) for each in (desk, *others)]
    for each in others:
        close_office(each)


def people(desks: list[Desk]) -> list[Person]:
    return [Person(name, desk) for name, desk in zip("abc", desks, strict=True)]


def lost(record: Record, everybody: list[Person]) -> set[str]:
    """What was told as kept and is not there."""
    _, text = record.read(everybody[0].desk)
    return {word for person in everybody for word in person.kept if word not in text}


def in_turns(record: Record, everybody: list[Person], chance: Random) -> None:
    for person in everybody:
        person.look(record)
    for _ in range(TURNS):
        person = chance.choice(everybody)
        chance.choice((person.look, person.save, person.save))(record)


@pytest.mark.parametrize("make", [contact, intake, request])
def test_whatever_the_order_in_which_people_read_and_save_nothing_is_overwritten(
    desks: list[Desk], make: Callable[[Desk, UUID], Record]
) -> None:
    record, everybody = make(desks[0], add_home(desks[0]).record.id), people(desks)
    in_turns(record, everybody, Random(1))
    assert lost(record, everybody) == set()
    assert all(person.kept and person.refused for person in everybody)


@pytest.mark.parametrize("make", [contact, intake, request])
def test_at_the_very_same_moment_neither(desks: list[Desk], make: Callable[[Desk, UUID], Record]) -> None:
    record, everybody = make(desks[0], add_home(desks[0]).record.id), people(desks)
    together = Barrier(PEOPLE, timeout=LONG)

    def edit(person: Person) -> None:
        for _ in range(EDITS):
            person.look(record)
            together.wait()
            person.save(record)

    threads = [Thread(target=edit, args=(person,)) for person in everybody]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lost(record, everybody) == set()
    # Each time exactly one of those who had read the same was kept.
    assert sum(len(person.kept) for person in everybody) >= EDITS
    assert sum(person.refused for person in everybody) > 0


def test_the_control_without_versions_something_is_lost(
    desks: list[Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(self, session, record_id, version, details, *, at, by):  # type: ignore[no-untyped-def]
        kept = self.one(session, record_id)
        return self._update(session, record_id, kept.version, self._values(details), at, by)

    record, everybody = contact(desks[0], add_home(desks[0]).record.id), people(desks)
    monkeypatch.setattr(KeptTable, "change", change)
    in_turns(record, everybody, Random(1))
    assert lost(record, everybody)
