"""Papers name the family's coaches, whoever prints them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.record import AssignmentRecord
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.life.coaches import coaches, signature_of_coach
from gezinscoach_desktop.reports.life.redaction import seen_by
from gezinscoach_desktop.reports.papers import make_paper
from gezinscoach_desktop.reports.papers.text import shipped_texts
from tests.reports.content import FIRST_DAY
from tests.reports.life import LATER, closed_family, rich_family
from tests.reports.reading import text_of

RESPONSIBLE, SECOND = AssignmentKind.RESPONSIBLE, AssignmentKind.SECOND
SIGNED = (
    (PaperKind.INTAKE, False), (PaperKind.INTAKE, True), (PaperKind.PROGRESS, False), (PaperKind.PROGRESS, True),
    (PaperKind.CLOSING, False), (PaperKind.CLOSING, True), (PaperKind.CONSENT, False), (PaperKind.MANDATE, False),
)  # fmt: skip


def beside(
    coach: str,
    kind: AssignmentKind = RESPONSIBLE,
    since: date = FIRST_DAY,
    until: date | None = None,
) -> AssignmentRecord:
    return AssignmentRecord(UUID(int=len(coach)), coach, kind, since, until)


def coached(*assignments: AssignmentRecord, author: str, is_closed: bool = False) -> FamilyContent:
    content = closed_family() if is_closed else rich_family()
    return replace(content, author=author, life=replace(content.life, assignments=assignments))


@pytest.mark.parametrize(("kind", "is_plain"), SIGNED)
def test_a_coordinator_who_prints_is_not_the_coach_who_signs(kind: PaperKind, is_plain: bool) -> None:
    content = coached(beside("Lieve Maes"), author="Ann Coördinator", is_closed=kind is PaperKind.CLOSING)
    told = text_of(make_paper(kind, content, PaperOptions(is_plain=is_plain), shipped_texts()))
    assert "Gezinscoach: Lieve Maes" in told
    assert "Gezinscoach: Ann" not in told
    assert "Gezinscoach Ann" not in told


def test_a_progress_report_names_every_coach_of_the_family() -> None:
    content = coached(beside("Lieve Maes", SECOND), beside("An De Smet"), author="An De Smet")
    told = text_of(make_paper(PaperKind.PROGRESS, content, PaperOptions(), shipped_texts()))
    assert "Gezinscoach An De Smet, Lieve Maes (tweede coach)" in told


def test_the_second_coach_signs_for_what_she_makes_herself() -> None:
    seen = seen_by(
        coached(beside("An De Smet"), beside("Lieve Maes", SECOND), author="Lieve Maes"), PaperOptions()
    )
    assert signature_of_coach(seen) == "Gezinscoach: Lieve Maes"
    assert coaches(seen) == "An De Smet, Lieve Maes (tweede coach)"


def test_a_name_nobody_knows_yet_is_written_by_hand() -> None:
    content = coached(author="Ann Coördinator")
    assert signature_of_coach(seen_by(content, PaperOptions())) == "Gezinscoach"
    own = shipped_texts().changed({"coaching": "Wij komen langs: {coach}."})
    told = text_of(make_paper(PaperKind.CONSENT, content, PaperOptions(), own))
    assert "Wij komen langs: je gezinscoach." in told


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("assignments", "named"),
    [
        ((beside("Eerst", until=LATER), beside("Nu", since=LATER)), "Nu"),
        ((beside("Nu", until=LATER + DAY), beside("Straks", since=LATER + DAY)), "Nu"),
        ((beside("Straks", since=LATER + DAY),), "Straks"),
        ((beside("Eerst", until=FIRST_DAY + DAY), beside("Laatst", until=LATER)), "Laatst"),
        ((beside("Nooit", until=FIRST_DAY),), ""),
    ],
)
def test_who_coaches_is_told_as_it_is_on_the_day_of_the_paper(
    assignments: tuple[AssignmentRecord, ...], named: str
) -> None:
    assert coaches(seen_by(coached(*assignments, author="An De Smet"), PaperOptions())) == named
