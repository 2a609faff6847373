"""What a coach learns while getting to know a family: kept, changed by two people, never without consent."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, NeedsConsent
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.intake import NEVER_KEPT, keep_intake, read_intake
from tests.data.office_factory import TODAY, at_desk
from tests.offices import ON_FILE, NewDesk

TOLD = IntakeInput(
    story="We wonen hier sinds 2021.",
    needs={LifeDomain.HOUSING.value: "Een slaapkamer meer", LifeDomain.LANGUAGE.value: " "},
    next_step="Samen naar het huis van het kind",
    next_on=TODAY,
)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def family(desk: Desk) -> UUID:
    done = add_family(desk, FamilyInput(name="Nagy"), (), ConsentInput(ConsentKind.COACHING, TODAY))
    assert done.id is not None
    return done.id


def test_what_was_told_is_kept_and_changed(desk: Desk, family: UUID) -> None:
    assert read_intake(desk, family) is None
    keep_intake(desk, family, NEVER_KEPT, TOLD)
    kept = read_intake(desk, family)
    assert kept is not None
    assert kept.details == replace(TOLD, needs={"housing": "Een slaapkamer meer"})
    keep_intake(desk, family, kept.version, replace(kept.details, pace="Traag"))
    again = read_intake(desk, family)
    assert again is not None
    assert (again.id, again.version, again.details.pace) == (kept.id, 2, "Traag")


@ON_FILE
def test_the_second_one_hears_who_was_first(desk: Desk, family: UUID) -> None:
    keep_intake(desk, family, NEVER_KEPT, TOLD)
    for version in (NEVER_KEPT, 7):
        with pytest.raises(ChangedMeanwhile, match="An wijzigde de kennismaking intussen"):
            keep_intake(desk, family, version, IntakeInput(story="Anders"))
    kept = read_intake(desk, family)
    assert kept is not None
    assert kept.details.story == TOLD.story


@ON_FILE
def test_nothing_is_written_without_consent(desk: Desk) -> None:
    done = add_family(desk, FamilyInput(name="Nieuw"))
    assert done.id is not None
    with pytest.raises(NeedsConsent):
        keep_intake(desk, done.id, NEVER_KEPT, TOLD)
