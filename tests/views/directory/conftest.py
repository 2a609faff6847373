"""The service directory, answered without an office."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.directory import (
    ContactPersonInput,
    ContactPersonRecord,
    Directory,
    ServiceInput,
    ServiceRecord,
    completed,
    directory_of,
)
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.services import directory as directory_service
from gezinscoach_desktop.services.desk import Desk
from tests.views.family.samples import make_desk

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def make_service(number: int, details: ServiceInput) -> ServiceRecord:
    return Kept(UUID(int=number), None, 1, details, AT, None, "An De Smet", AT, "An De Smet")


def make_person(number: int, details: ContactPersonInput) -> ContactPersonRecord:
    return Kept(UUID(int=number), None, 1, details, AT, None, "An De Smet", AT, "An De Smet")


ONTHAAL = make_service(
    1,
    ServiceInput(
        "Onthaal", "CAW De Beemd", "Eerste gesprek voor wie vastloopt", (LifeDomain.FINANCES, LifeDomain.HOUSING),
        "Mol", "Dorpsplein 2", "014 11 22 33", "onthaal@beemd.example", waiting="drie weken",
        waiting_noted_on=date(2026, 9, 1),
    ),
)  # fmt: skip
BROOD = make_service(
    2,
    ServiceInput(
        "Sociale kruidenier Het Mandje", "", "Eten voor weinig geld", (LifeDomain.MATERIAL,), "Balen"
    ),
)
BROOD_AGAIN = make_service(
    3, ServiceInput("Mandje, sociale kruidenier", municipality="Balen", phone="014 99 88 77")
)
GONE = make_service(4, ServiceInput("Fietsatelier", municipality="Geel", retired_on=date(2026, 1, 1)))
INGE = make_person(11, ContactPersonInput(ONTHAAL.id, "Inge Cools", "onthaalmedewerker", "0470 00 11 22"))


@dataclass
class DirectoryService:
    """In the place of services.directory: keeps rows in memory as the service would."""

    rows: list[ServiceRecord] = field(default_factory=lambda: [BROOD_AGAIN, GONE, ONTHAAL, BROOD])
    persons: list[ContactPersonRecord] = field(default_factory=lambda: [INGE])
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    error: Exception | None = None

    def _done(self, id_: UUID | None, *asked: Any) -> Done:
        self.asked.append(asked)
        if self.error is not None:
            raise self.error
        return Done(Change(frozenset({Noun.SERVICE})), id_)

    def read_directory(self, desk: Any) -> Directory:
        return directory_of(sorted(self.rows, key=lambda row: row.details.name), self.persons)

    def add_service(self, desk: Any, details: ServiceInput) -> Done:
        done = self._done(UUID(int=100 + len(self.rows)), "add", details)
        self.rows.append(make_service(100 + len(self.rows), details))
        return done

    def change_service(self, desk: Any, service_id: UUID, version: int, details: ServiceInput) -> Done:
        done = self._done(service_id, "change", service_id, version, details)
        self._put(service_id, details)
        return done

    def merge_services(self, desk: Any, kept: ServiceRecord, double: ServiceRecord) -> Done:
        done = self._done(kept.id, "merge", kept.id, double.id)
        self._put(kept.id, completed(kept.details, double.details))
        self._put(double.id, replace(double.details, merged_into=kept.id))
        return done

    def separate_services(self, desk: Any, kept: ServiceRecord, double: ServiceRecord) -> Done:
        done = self._done(double.id, "separate", kept.id, double.id)
        self._put(kept.id, kept.details)
        self._put(double.id, double.details)
        return done

    def add_contact_person(self, desk: Any, details: ContactPersonInput) -> Done:
        done = self._done(UUID(int=200), "add person", details)
        self.persons.append(make_person(200, details))
        return done

    def change_contact_person(
        self, desk: Any, person_id: UUID, version: int, details: ContactPersonInput
    ) -> Done:
        done = self._done(person_id, "change person", person_id, version, details)
        self.persons = [
            replace(each, details=details) if each.id == person_id else each for each in self.persons
        ]
        return done

    def _put(self, service_id: UUID, details: ServiceInput) -> None:
        self.rows = [
            replace(row, details=details, version=row.version + 1) if row.id == service_id else row
            for row in self.rows
        ]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def directory(monkeypatch: pytest.MonkeyPatch) -> DirectoryService:
    """Replaces every service that these screens use."""
    made = DirectoryService()
    for name in (
        "read_directory", "add_service", "change_service", "merge_services", "separate_services",
        "add_contact_person", "change_contact_person",
    ):  # fmt: skip
        monkeypatch.setattr(directory_service, name, getattr(made, name))
    return made
