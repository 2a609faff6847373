"""The services that the pages about families ask, answered without an office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.directory import Directory
from gezinscoach_desktop.domain.family import Likeness
from gezinscoach_desktop.domain.trajectory import Course, Support
from gezinscoach_desktop.services import (
    consent,
    contact,
    directory,
    document,
    evolution,
    family,
    family_form,
    glance,
    intake,
    network,
    organisation,
    plan,
    right,
    trajectory,
)
from gezinscoach_desktop.services.consent import Consents
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import FamilyPage
from gezinscoach_desktop.services.family import FamilyRow, FamilyWanted, Found
from gezinscoach_desktop.services.glance import Glance
from gezinscoach_desktop.views.page import Destination, Page
from tests.views.contact.samples import make_page as make_contacts
from tests.views.family.samples import TODAY, make_desk, make_page, make_rows
from tests.views.plan.samples import EMPTY_PLAN

KEPT_AT = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)


@dataclass
class Answers:
    """What the services say, and what they were asked to keep."""

    rows: tuple[FamilyRow, ...] = field(default_factory=lambda: make_rows(12))
    families: int | None = None
    """How many there are when `rows` is no more than what was found of them."""
    matching: int = 0
    wanted: list[FamilyWanted] = field(default_factory=list)
    page: FamilyPage = field(default_factory=make_page)
    pages_read: int = 0
    glance: Glance = field(default_factory=lambda: Glance(None, None, (), 0, 0, ()))
    likenesses: tuple[Likeness, ...] = ()
    refusal: Exception | None = None
    kept: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def read_page(self) -> FamilyPage:
        self.pages_read += 1
        return self.page

    def found(self, wanted: FamilyWanted) -> Found:
        self.wanted.append(wanted)
        if self.families is None:
            return Found(self.rows, len(self.rows), len(self.rows), is_whole=True)
        return Found(self.rows, self.matching, self.families, is_whole=False)

    def keep(self, what: str, *given: Any) -> Done:
        if self.refusal is not None:
            raise self.refusal
        self.kept.append((what, given))
        return Done(Change(frozenset({Noun.FAMILY})), UUID(int=77))


def a_network(page: FamilyPage) -> network.NetworkPage:
    """A family around whom nobody was noted yet."""
    return network.NetworkPage(page.header, (), (), (), Directory(), (), make_desk().today())


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Replaces every service that these pages use."""
    given = Answers()
    monkeypatch.setattr(family, "find_families", lambda desk, wanted: given.found(wanted))
    monkeypatch.setattr(family, "read_family", lambda desk, family_id: given.page.header)
    monkeypatch.setattr(family, "proposed_code", lambda desk: "G-2026-105")
    monkeypatch.setattr(family, "known_municipalities", lambda desk: ("Balen", "Mol"))
    monkeypatch.setattr(organisation, "municipality_names", lambda desk: ("Balen", "Mol"))
    monkeypatch.setattr(family, "likely_duplicates", lambda desk, details, born=(): given.likenesses)
    no_rights = right.RightsPage(given.page.header, (), (), (), right.RightsTotal())
    monkeypatch.setattr(right, "rights_page", lambda desk, family_id: no_rights)
    monkeypatch.setattr(plan, "plan", lambda desk, family_id: EMPTY_PLAN)
    monkeypatch.setattr(contact, "contacts_page", lambda desk, family_id: make_contacts())
    monkeypatch.setattr(evolution, "family_page", lambda desk, family_id: given.read_page())
    monkeypatch.setattr(glance, "glance", lambda desk, family_id: given.glance)
    _stub_dossier(given, monkeypatch)
    monkeypatch.setattr(family_form, "begun_before", lambda desk: None)
    monkeypatch.setattr(family_form, "draft_to_keep", lambda desk, draft: lambda: KEPT_AT)
    monkeypatch.setattr(family_form, "draft_to_drop", lambda desk, draft_id: lambda: None)
    monkeypatch.setattr(
        family_form, "add_begun", lambda desk, draft_id, *rest: given.keep("add_family", *rest)
    )
    for name in ("change_family", "add_member", "change_member", "change_phase"):
        monkeypatch.setattr(family, name, lambda desk, *rest, name=name: given.keep(name, *rest))
    return given


def _stub_dossier(given: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the sections of Dossier read: nothing there yet."""
    supports = tuple(
        Support(each.coach, each.kind, each.since, each.until) for each in given.page.header.assignments
    )
    course = Course(given.page.header.phases, supports, (), (), TODAY)
    monkeypatch.setattr(trajectory, "read_course", lambda desk, family_id: course)
    monkeypatch.setattr(directory, "read_directory", lambda desk: Directory())
    monkeypatch.setattr(network, "network_page", lambda desk, family_id: a_network(given.page))
    monkeypatch.setattr(consent, "read_consents", lambda desk, family_id: Consents((), {}, {}))
    monkeypatch.setattr(document, "read_documents", lambda desk, family_id: ())
    monkeypatch.setattr(intake, "read_intake", lambda desk, family_id: None)


class Travels:
    """Where a page wanted to go."""

    def __init__(self, page: Page) -> None:
        self.destinations: list[Destination] = []
        page.left_for.connect(self.destinations.append)

    @property
    def last(self) -> Destination:
        return self.destinations[-1]
