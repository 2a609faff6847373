"""What a coach with an own login does to the dossier of an own family: on a server every row passes its guards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.consent import AfterWithdrawal, ConsentInput, ConsentKind, Withdrawal
from gezinscoach_desktop.domain.document import DocumentInput
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.services import account, consent, document, intake, trajectory
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, change_phase, list_families, read_family
from gezinscoach_desktop.services.leftovers import opened_files
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.office_factory import TODAY, at_desk
from tests.offices import NewDesk

NEW_PASSWORD = "een eigen lang wachtwoord"
JUNE = date(2026, 6, 1)
COACHING = ConsentInput(ConsentKind.COACHING, JUNE)


@pytest.fixture
def an(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def bo(an: Desk) -> Iterator[Desk]:
    """A coach and nothing else, signed in with an own login."""
    access = account.add_account(an, user_name="bo", display_name="Bo", roles=frozenset({OfficeRole.COACH}))
    first = open_office(an.place, user_name="bo", password=access.code)
    account.change_password(first, access.code, NEW_PASSWORD)
    close_office(first)
    desk = open_office(an.place, user_name="bo", password=NEW_PASSWORD)
    yield at_desk(desk)
    opened_files().empty()
    close_office(desk)


def family_of(desk: Desk) -> UUID:
    done = add_family(at_desk(desk, JUNE), FamilyInput(name="Nagy", started_on=JUNE), (), COACHING)
    assert done.id is not None
    return done.id


def test_a_coach_does_all_of_it_for_an_own_family(bo: Desk, tmp_path: Path) -> None:
    family = family_of(bo)
    intensive = PhaseStart(Phase.INTENSIVE, date(2026, 8, 1), "Veel tegelijk")
    change_phase(bo, family, intensive)
    moved = PhaseStart(Phase.INTENSIVE, date(2026, 7, 1), "Veel tegelijk")
    trajectory.correct_phase(bo, family, intensive, moved)
    trajectory.close_family(bo, family, PhaseStart(Phase.CLOSED, TODAY, "Weg", ClosingReason.MOVED))
    trajectory.reopen_family(bo, family)
    assert [each.phase for each in read_family(bo, family).phases] == [
        Phase.GETTING_TO_KNOW,
        Phase.INTENSIVE,
    ]
    (kept,) = consent.read_consents(bo, family).records
    withdrawal = Withdrawal(TODAY, "", AfterWithdrawal.KEEP)
    consent.withdraw_consent(bo, kept.id, kept.version, withdrawal)
    assert read_family(bo, family).phase is Phase.CLOSED
    consent.undo_withdrawal(bo, kept.id, PhaseStart(Phase.INTENSIVE, TODAY))
    intake.keep_intake(bo, family, intake.NEVER_KEPT, IntakeInput(story="Zo"))
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"%PDF-1.7 " + b"x" * 100)
    done = document.add_document(bo, family, path, DocumentInput("Brief"))
    assert done.id is not None
    assert document.open_document(bo, done.id).read_bytes() == path.read_bytes()
    document.remove_document(bo, done.id, 1)
    assert trajectory.read_course(bo, family).supports[0].coach == "Bo"


def test_who_hands_over_and_who_no_longer_sees_it(an: Desk, bo: Desk) -> None:
    family = family_of(bo)
    with pytest.raises(NotAllowed):
        trajectory.hand_over(bo, family, an.account.id, TODAY, "")
    with pytest.raises(NotAllowed):
        trajectory.step_in(bo, family, an.account.id, TODAY, "")
    trajectory.hand_over(an, family, an.account.id, TODAY, "Bo stopt")
    assert list_families(bo) == ()
    for refused in (
        lambda: consent.read_consents(bo, family),
        lambda: intake.read_intake(bo, family),
        lambda: document.read_documents(bo, family),
        lambda: trajectory.read_course(bo, family),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert consent.consents_to_confirm(bo) == ()
    trajectory.take_back_handover(an, family, an.account.id, TODAY, bo.account.id)
    assert [row.id for row in list_families(bo)] == [family]
    trajectory.step_in(an, family, an.account.id, TODAY, "")
    assert [(each.coach, each.kind) for each in read_family(bo, family).assignments] == [
        ("Bo", AssignmentKind.RESPONSIBLE),
        ("An", AssignmentKind.SECOND),
    ]
