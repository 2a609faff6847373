"""Kennismaking on screen, in a real office: kept by keys and by going elsewhere, put together with a colleague's words."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.intake import NEVER_KEPT, keep_intake, read_intake
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.intake.section import IntakeSection
from tests.data.office_factory import TODAY
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import ViewOf

KEPT = IntakeInput(
    story="Ze verhuisden.", pace="Traag", needs={"housing": "Ruimer", "toekomst": "Iets nieuws"}
)


def section_of(view: FamilyView) -> IntakeSection:
    section = view.dossier.section("intake")
    assert isinstance(section, IntakeSection)
    return section


def kept(desk: Desk, family: UUID) -> IntakeInput:
    found = read_intake(desk, family)
    assert found is not None
    return found.details


def test_control_s_keeps_what_was_typed(view_of: ViewOf, desk: Desk, family: UUID) -> None:
    view = view_of(family, "dossier/intake")
    section = section_of(view)
    assert not section.save_button.isEnabled()
    QTest.keyClicks(section.texts["story"], "Ze kwamen in 2021.")
    QTest.keyClicks(section.needs[LifeDomain.HOUSING], "Een kamer meer")
    QTest.keyClicks(section.next_on, "vandaag")
    assert section.state_label.text() == "Nog niet bewaard"
    section.texts["story"].setFocus()
    QTest.keyClick(section.texts["story"], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert kept(desk, family) == IntakeInput(
        story="Ze kwamen in 2021.", needs={"housing": "Een kamer meer"}, next_on=TODAY
    )
    assert section.state_label.text().startswith("Bewaard op")
    assert not section.save_button.isEnabled()
    assert_every_focusable_widget_is_named(view)


def test_going_elsewhere_keeps_it_too(view_of: ViewOf, desk: Desk, family: UUID) -> None:
    view = view_of(family, "dossier/intake")
    QTest.keyClicks(section_of(view).texts["pace"], "Rustig")
    view.go_to("dossier/consent")
    assert kept(desk, family).pace == "Rustig"
    view.go_to("dossier/intake")
    QTest.keyClicks(section_of(view).texts["avoid"], "Bellen voor tien uur")
    view.go_to("overview")
    assert kept(desk, family).avoid == "Bellen voor tien uur"


def test_what_is_kept_is_shown_and_needs_of_a_newer_program_stay(
    view_of: ViewOf, desk: Desk, family: UUID
) -> None:
    keep_intake(desk, family, NEVER_KEPT, KEPT)
    section = section_of(view_of(family, "dossier/intake"))
    assert section.texts["story"].value() == "Ze verhuisden."
    assert not section.has_changes
    QTest.keyClicks(section.texts["matters"], "Stipt zijn")
    section.save()
    assert kept(desk, family) == replace(KEPT, matters="Stipt zijn")


def test_what_two_wrote_in_different_fields_goes_together_by_itself(
    view_of: ViewOf, desk: Desk, family: UUID
) -> None:
    keep_intake(desk, family, NEVER_KEPT, KEPT)
    view = view_of(family, "dossier/intake")
    section = section_of(view)
    QTest.keyClicks(section.needs[LifeDomain.WORK], "Een job")
    colleague = replace(KEPT, pace="Elke week", needs={**KEPT.needs, "language": "Les"})
    keep_intake(desk, family, 1, colleague)
    section.save()
    assert kept(desk, family) == replace(colleague, needs={**colleague.needs, "work": "Een job"})
    assert view.findChildren(MergeDialog) == []
    assert section.texts["pace"].value() == "Elke week"


def test_where_both_wrote_somebody_chooses(view_of: ViewOf, desk: Desk, family: UUID) -> None:
    keep_intake(desk, family, NEVER_KEPT, KEPT)
    view = view_of(family, "dossier/intake")
    section = section_of(view)
    section.texts["pace"].setPlainText("Traag, na de middag")
    keep_intake(desk, family, 1, replace(KEPT, pace="Elke week"))
    section.save()
    [dialog] = view.findChildren(MergeDialog)
    dialog.cards[0].theirs_field.click()
    dialog.submit()
    assert kept(desk, family).pace == "Elke week"
    assert not section.has_changes


def test_now_and_then_it_is_kept_by_itself_and_nothing_comes_in_the_way(
    view_of: ViewOf, desk: Desk, family: UUID
) -> None:
    view = view_of(family, "dossier/intake")
    section = section_of(view)
    QTest.keyClicks(section.texts["story"], "Ze kwamen")
    section._clock.timeout.emit()
    assert kept(desk, family).story == "Ze kwamen"
    QTest.keyClicks(section.texts["pace"], "Rustig")
    keep_intake(desk, family, 1, IntakeInput(story="Ze kwamen", pace="Snel"))
    section._clock.timeout.emit()
    assert view.findChildren(MergeDialog) == []
    assert section.state_label.text().startswith("Een collega schreef hier ook in.")
    assert section.texts["pace"].value() == "Rustig"
    section.save()
    assert len(view.findChildren(MergeDialog)) == 1
