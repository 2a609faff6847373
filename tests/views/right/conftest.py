"""The services that the pages about rights ask, answered without an office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.right import RightInput, RightState, RightStepInput, standings, total_of
from gezinscoach_desktop.domain.right_file import RightsFile
from gezinscoach_desktop.domain.right_hint import Hint
from gezinscoach_desktop.domain.right_list import Origin, Right, right_id
from gezinscoach_desktop.services import right as right_service
from gezinscoach_desktop.services import right_list as list_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.right import RightsPage
from gezinscoach_desktop.services.right_list import shipped_rights
from tests.domain.rights import make_step
from tests.views.family.samples import NOAH, TODAY, make_desk, make_header

S = RightState
KEYS = ("leefloon", "sociale-huurwoning", "uitpas", "kinderopvang-tarief", "nmbs", "davo")
HINTED = Hint(right_id("kinderopvang-tarief"), "Er is een kind jonger dan 3.", NOAH)


def some_rights() -> tuple[Right, ...]:
    """Six of the shipped ones, in the order of the list."""
    return tuple(right for right in shipped_rights() if right.key in KEYS)


def make_rights_page(steps: Iterable[Any] = (), hints: tuple[Hint, ...] = (HINTED,)) -> RightsPage:
    found = standings(steps)
    return RightsPage(make_header(), some_rights(), found, hints, total_of(found))


@dataclass
class Answers:
    """What the services say, and what they were asked to keep."""

    page: RightsPage = field(default_factory=make_rights_page)
    rights: list[Right] = field(default_factory=lambda: list(some_rights()))
    file: RightsFile = field(default_factory=lambda: RightsFile((), 6, ()))
    refusal: Exception | None = None
    steps: list[RightStepInput] = field(default_factory=list)
    kept: list[tuple[Any, ...]] = field(default_factory=list)

    def keep(self, *given: Any, counts: int = 1) -> Done:
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal
        self.kept.append(given)
        return Done(Change(frozenset({Noun.RIGHT})), UUID(int=77), {"rights": counts})

    def register_steps(self, desk: Desk, family_id: UUID, steps: tuple[RightStepInput, ...]) -> Done:
        done = self.keep("steps", steps)
        self.steps += steps
        return done

    def change_right(self, desk: Desk, wanted_id: UUID, version: int, details: RightInput) -> Done:
        done = self.keep("change", wanted_id, version, details)
        place = next(place for place, right in enumerate(self.rights) if right.id == wanted_id)
        before = self.rights[place].details
        is_same = replace(details, checked_on=None, retired_on=None) == replace(
            before, checked_on=None, retired_on=None
        )
        origin = self.rights[place].origin if is_same else Origin.CHANGED
        self.rights[place] = replace(self.rights[place], details=details, version=version + 1, origin=origin)
        return done

    def reset_right(self, desk: Desk, wanted_id: UUID, version: int) -> Done:
        done = self.keep("reset", wanted_id, version)
        shipped = {right.id: right for right in some_rights()}
        self.rights = [shipped[right.id] if right.id == wanted_id else right for right in self.rights]
        return done

    @property
    def chosen(self) -> list[tuple[UUID, RightState, UUID | None]]:
        return [(step.right_id, step.state, step.member_id) for step in self.steps]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Replaces every service that these pages use."""
    given = Answers()

    def export(desk: Desk, path: Path) -> int:
        given.keep("export", path)
        return len(given.rights)

    monkeypatch.setattr(right_service, "rights_page", lambda desk, family_id: given.page)
    monkeypatch.setattr(right_service, "register_steps", given.register_steps)
    for name in ("take_back_step", "bring_back_step"):
        monkeypatch.setattr(right_service, name, lambda desk, *rest, name=name: given.keep(name, *rest))
    monkeypatch.setattr(list_service, "rights", lambda desk: tuple(given.rights))
    monkeypatch.setattr(list_service, "change_right", given.change_right)
    monkeypatch.setattr(list_service, "reset_right", given.reset_right)
    monkeypatch.setattr(list_service, "export_rights", export)
    monkeypatch.setattr(list_service, "preview_rights", lambda desk, path: given.file)
    monkeypatch.setattr(
        list_service, "import_rights", lambda desk, file: given.keep("import", counts=len(file.wanted))
    )
    for name in ("add_right", "note_checked"):
        monkeypatch.setattr(list_service, name, lambda desk, *rest, name=name: given.keep(name, *rest))
    return given


def a_step(state: RightState, key: str, on: date = TODAY, **filled: Any) -> Any:
    """A kept step about a right of this office."""
    return replace(make_step(state, on, right=key, **filled), id=uuid4())
