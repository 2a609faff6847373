"""A network of a family, answered without an office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.directory import directory_of
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import (
    BondInput,
    BondKind,
    Direction,
    ReferralOutcome,
    Ring,
    ServiceReferralInput,
    Strength,
    TieInput,
    TieKind,
)
from gezinscoach_desktop.services import directory as directory_service
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import NetworkPage, Part
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.network_tab import NetworkTab
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.directory.conftest import AT, BROOD, ONTHAAL
from tests.views.family.samples import LINA, SOFIE, TODAY, make_desk, make_page

FAMILY = make_page()


def kept(number: int, details: Any) -> Any:
    at = AT + timedelta(minutes=number)
    return Kept(
        UUID(int=number), FAMILY.header.record.id, 1, details, at, None, "An De Smet", at, "An De Smet"
    )


OMA = kept(
    301,
    TieInput(
        TieKind.PERSON, "Lea", relation="oma", member_id=LINA, ring=Ring.NEAR, strength=Strength.STRONG,
        is_tense=True, direction=Direction.TO_FAMILY, domains=(LifeDomain.CHILDCARE,), since=date(2020, 1, 1),
        angle=90,
    ),
)  # fmt: skip
CAW = kept(302, TieInput(TieKind.SERVICE, service_id=ONTHAAL.id, ring=Ring.FAR, angle=270))
RITA = kept(303, TieInput(TieKind.PERSON, "Rita", strength=Strength.BROKEN, until=date(2026, 1, 1)))
WIM = kept(311, BondInput(BondKind.EX_PARTNERS, SOFIE, other_name="Wim Nijs"))
WAITS = kept(321, ServiceReferralInput(ONTHAAL.id, TODAY - timedelta(days=40), LINA, LifeDomain.HOUSING))
STARTED = kept(
    322,
    ServiceReferralInput(
        BROOD.id, TODAY - timedelta(days=60), None, None, ReferralOutcome.STARTED, TODAY - timedelta(days=48)
    ),
)


@dataclass
class NetworkService:
    """In the place of services.network: keeps records in memory as the service would."""

    ties: list[Any] = field(default_factory=lambda: [OMA, CAW, RITA])
    bonds: list[Any] = field(default_factory=lambda: [WIM])
    referrals: list[Any] = field(default_factory=lambda: [WAITS, STARTED])
    removed: dict[UUID, Any] = field(default_factory=dict)
    agreements: tuple[ConsentInput, ...] = (ConsentInput(ConsentKind.SHARING, TODAY, service_id=BROOD.id),)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    error: Exception | None = None

    def network_page(self, desk: Any, family_id: UUID) -> NetworkPage:
        return NetworkPage(
            FAMILY.header, tuple(self.ties), tuple(self.bonds), tuple(self.referrals),
            directory_of((ONTHAAL, BROOD), ()), self.agreements, TODAY,
        )  # fmt: skip

    def _note(self, *asked: Any) -> None:
        self.asked.append(asked)
        if self.error is not None:
            raise self.error

    def _add(self, rows: list[Any], details: Any) -> Done:
        rows.append(kept(400 + len(self.asked), details))
        return self._done(rows[-1].id)

    def _put(self, rows: list[Any], id_: UUID, details: Any) -> Done:
        rows[:] = [
            replace(row, details=details, version=row.version + 1) if row.id == id_ else row for row in rows
        ]
        return self._done(id_)

    def _done(self, id_: UUID) -> Done:
        return Done(Change(frozenset({Noun.NETWORK}), FAMILY.header.record.id), id_)

    def add_tie(self, desk: Any, family_id: UUID, details: TieInput) -> Done:
        self._note("add tie", details)
        return self._add(self.ties, details)

    def change_tie(self, desk: Any, tie_id: UUID, version: int, details: TieInput) -> Done:
        self._note("change tie", tie_id, version, details)
        return self._put(self.ties, tie_id, details)

    def turn_tie(self, desk: Any, tie_id: UUID, angle: int | None) -> Done:
        self._note("turn", tie_id, angle)
        (tie,) = [each for each in self.ties if each.id == tie_id]
        return self._put(self.ties, tie_id, replace(tie.details, angle=angle))

    def add_bonds(self, desk: Any, family_id: UUID, bonds: tuple[BondInput, ...]) -> Done:
        self._note("add bonds", bonds)
        for bond in bonds[1:]:
            self.bonds.append(kept(500 + len(self.bonds), bond))
        return self._add(self.bonds, bonds[0])

    def change_bond(self, desk: Any, bond_id: UUID, version: int, details: BondInput) -> Done:
        self._note("change bond", bond_id, version, details)
        return self._put(self.bonds, bond_id, details)

    def add_referral(self, desk: Any, family_id: UUID, details: ServiceReferralInput) -> Done:
        self._note("add referral", details)
        return self._add(self.referrals, details)

    def change_referral(
        self, desk: Any, referral_id: UUID, version: int, details: ServiceReferralInput
    ) -> Done:
        self._note("change referral", referral_id, version, details)
        return self._put(self.referrals, referral_id, details)

    def remove(self, desk: Any, part: Part, record_id: UUID, version: int) -> Done:
        self._note("remove", part, record_id, version)
        rows = self._rows(part)
        self.removed[record_id] = next(row for row in rows if row.id == record_id)
        rows[:] = [row for row in rows if row.id != record_id]
        return self._done(record_id)

    def bring_back(self, desk: Any, part: Part, record_id: UUID, version: int) -> Done:
        self._note("bring back", part, record_id, version)
        self._rows(part).append(self.removed[record_id])
        return self._done(record_id)

    def _rows(self, part: Part) -> list[Any]:
        return {Part.TIE: self.ties, Part.BOND: self.bonds, Part.REFERRAL: self.referrals}[part]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> NetworkService:
    """Replaces every service that the tab uses."""
    made = NetworkService()
    for name in (
        "network_page", "add_tie", "change_tie", "turn_tie", "add_bonds", "change_bond", "add_referral",
        "change_referral", "remove", "bring_back",
    ):  # fmt: skip
        monkeypatch.setattr(network_service, name, getattr(made, name))
    monkeypatch.setattr(directory_service, "read_directory", lambda desk: directory_of((ONTHAAL, BROOD), ()))
    return made


class Again:
    """Shows the family again after every change, as the family page does."""

    def __init__(self, tab: NetworkTab) -> None:
        self.tab = tab

    def show(self, change: Change) -> None:
        if change.touches(*self.tab.nouns):
            self.tab.show_family(FamilyData.of(FAMILY, TODAY))


@pytest.fixture
def tab(
    tasks: InlineTasks,
    desk: Desk,
    messages: Messages,
    network: NetworkService,
    show: Callable[[QWidget], None],
) -> NetworkTab:
    made = NetworkTab(tasks, desk, messages)
    made.resize(1260, 620)
    show(made)
    again = Again(made)
    tasks.changed.connect(again.show)
    made.show_family(FamilyData.of(FAMILY, TODAY))
    made.setProperty("again", again)
    return made
