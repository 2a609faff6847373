"""The page Veiligheid by keys and clicks: backups, going back, sharing, checks, moving."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.folder.self_test import Findings
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, NotAllowed, OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import backup
from gezinscoach_desktop.services.check import Finding
from gezinscoach_desktop.services.family import FamilyInput
from gezinscoach_desktop.services.restore import FamilyThen, Trial
from gezinscoach_desktop.services.sharing import Health, OfficeKind, Reachability, Stuck
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.safety.export_dialog import ExportDialog
from gezinscoach_desktop.views.safety.long_work import STOPPED
from gezinscoach_desktop.views.safety.move_dialog import MoveDialog
from gezinscoach_desktop.views.safety.page import SafetyPage
from gezinscoach_desktop.views.safety.restore_dialog import FamiliesThen, RestoreDialog
from gezinscoach_desktop.views.tasks import Progress
from tests.journeys.screen import clipped_in, seen_in
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS
from tests.views.safety.conftest import OpenSafety, Services
from tests.views.safety.samples import AT, STICK, make_backup, make_conflict, make_state

D = TypeVar("D", bound=FormDialog)
PASSWORD = "paard batterij nietje correct"
REASON = "Dit gezin hoort niet bij jouw gezinnen."


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def dialog_of(page: SafetyPage, kind: type[D]) -> D:
    """The window that opened over the page."""
    [found] = [one for one in page.findChildren(kind) if one.isVisible()]
    return found


def text_of(widget: QWidget) -> str:
    return "\n".join(seen_in(widget))


# ------------------------------------------------------------------------------------------------------------ roles
def test_a_coach_sees_the_state_and_one_button(open_safety: OpenSafety) -> None:
    page = open_safety(OfficeRole.COACH)
    card = page.backup_card
    assert card.state_chip.text == f"Reservekopie van {AT.astimezone():%H:%M}"
    assert card.back_up_button.isVisible()
    for hidden in (card.table, card.second_button, card.try_button, card.restore_button):
        assert not hidden.isVisible()
    assert not any(one.isVisible() for one in (page.sharing_card, page.check_card, page.office_card))


def test_a_coordinator_sees_the_list_and_may_check(open_safety: OpenSafety) -> None:
    page = open_safety(OfficeRole.COORDINATOR)
    assert page.backup_card.table.isVisible()
    assert page.check_card.isVisible()
    assert not page.backup_card.restore_button.isVisible()
    assert not page.office_card.isVisible()


def test_an_administrator_sees_everything_named_and_nothing_cut_off(open_safety: OpenSafety) -> None:
    page = open_safety(OfficeRole.ADMINISTRATOR, kind=OfficeKind.FOLDER)
    for card in (page.backup_card, page.sharing_card, page.check_card, page.office_card):
        assert card.isVisible()
    assert_every_focusable_widget_is_named(page)
    page.resize(956, 660)
    assert clipped_in(page) == []


@LOOKS
@pytest.mark.parametrize("width", [956, 1298, 1852])
def test_nothing_lies_over_anything_else_at_any_width(open_safety: OpenSafety, width: int) -> None:
    page = open_safety()
    page.resize(width, 900)
    card = page.backup_card
    below_the_table = card.table.mapTo(page, QPoint(0, card.table.height())).y()
    assert card.restore_button.mapTo(page, QPoint(0, 0)).y() >= below_the_table


# ---------------------------------------------------------------------------------------------------------- backups
def test_a_backup_is_made_from_the_keyboard_and_stands_in_the_list(
    open_safety: OpenSafety, services: Services
) -> None:
    page = open_safety()
    assert page.take_focus()
    QTest.keyClick(page.backup_card.back_up_button, Qt.Key.Key_Return)
    assert services.done == [("back_up", BackupReason.MANUAL)]
    assert page.backup_card.work.result == "De reservekopie is gemaakt en nagelezen (4,1 MB)."
    assert page.backup_card.rows.rows[0] == make_backup(23)


def test_a_second_place_that_was_not_there_is_told_with_the_result(
    open_safety: OpenSafety, services: Services
) -> None:
    services.warning = "De stick zit er niet in."
    page = open_safety()
    click(page.backup_card.back_up_button)
    assert page.backup_card.work.result.endswith("De stick zit er niet in.")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OfficeUnavailable("De schijf is vol."), "De schijf is vol."),
        (Cancelled("Gestopt."), STOPPED),
    ],
)
def test_what_goes_wrong_is_said_in_its_place(
    open_safety: OpenSafety, services: Services, error: OfficeUnavailable | Cancelled, said: str
) -> None:
    services.error = error
    page = open_safety()
    click(page.backup_card.back_up_button)
    assert page.backup_card.work.result == said
    assert page.backup_card.back_up_button.isEnabled()


def test_while_it_runs_it_can_be_stopped_and_nothing_else_begins(
    open_safety: OpenSafety, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_safety()
    card = page.backup_card

    def stopped_halfway(desk: object, reason: object, report: Progress) -> Any:
        report(1, 2, "Bewaren en nalezen…")
        assert not card.back_up_button.isEnabled()
        assert card.work.progress_view.isVisible()
        assert card.work.progress_view.stop_button.hasFocus()
        QTest.keyClick(card.work.progress_view.stop_button, Qt.Key.Key_Return)
        report(2, 2, "")
        raise AssertionError("it went on")

    monkeypatch.setattr(backup, "back_up", stopped_halfway)
    card.back_up_button.setFocus()
    QTest.keyClick(card.back_up_button, Qt.Key.Key_Return)
    assert card.work.result == STOPPED
    assert card.back_up_button.isEnabled()
    assert card.back_up_button.hasFocus(), "the keyboard is back where the work was asked for"


def test_the_list_says_when_why_what_and_whether_it_is_good(
    open_safety: OpenSafety, services: Services
) -> None:
    services.backups = (make_backup(20), make_backup(19, is_second=True), make_backup(1, problem="Kapot."))
    page = open_safety()
    seen = text_of(page.backup_card.table)
    for words in ("20/11/2026 om", "Bij het openen", "door An De Smet", "12 gezinnen", "4,1 MB", "Nagelezen"):
        assert words in seen
    assert "op de tweede plaats" in seen
    assert "Kan niet gelezen worden" in seen


def test_without_backups_it_says_what_will_stand_there(open_safety: OpenSafety, services: Services) -> None:
    services.backups, services.state = (), make_state(at=None)
    page = open_safety()
    assert not page.backup_card.table.isVisible()
    assert "Hier staan straks de reservekopieën" in text_of(page.backup_card)
    assert not page.backup_card.restore_button.isEnabled()


def test_a_second_place_is_chosen_and_let_go(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs
) -> None:
    page = open_safety()
    assert not page.backup_card.drop_second_button.isVisible()
    dialogs.will_answer(STICK)
    click(page.backup_card.second_button)
    assert f"Tweede plaats: {STICK} (2 reservekopieën)" in text_of(page.backup_card)
    click(page.backup_card.drop_second_button)
    assert services.done == [("second", STICK), ("second", None)]
    dialogs.will_answer(None)
    click(page.backup_card.second_button)
    assert len(services.done) == 2


def test_a_folder_that_does_not_fit_as_a_second_place_is_refused_in_words(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs
) -> None:
    services.error = InvalidInput("Kies een andere schijf of een stick.", field="path")
    page = open_safety()
    dialogs.will_answer(STICK)
    click(page.backup_card.second_button)
    assert page.backup_card.work.result == "Kies een andere schijf of een stick."


def test_the_heart_beat_tells_a_red_state(open_safety: OpenSafety) -> None:
    page = open_safety(OfficeRole.COACH)
    page._pulse.backups_changed.emit(make_state(at=AT - timedelta(days=2), is_red=True, problem="Te oud."))
    assert page.backup_card.state_chip.text.startswith("Laatste reservekopie: 20/11/2026 om ")
    assert "Te oud." in text_of(page.backup_card)


# ------------------------------------------------------------------------------------------------------- going back
def test_a_restore_is_tried_without_changing_anything(open_safety: OpenSafety, services: Services) -> None:
    page = open_safety()
    page.backup_card.table.choose(make_backup(20).path)
    click(page.backup_card.try_button)
    assert services.done == [("try", make_backup(20).path)]
    assert page.backup_card.work.result.startswith("Deze reservekopie is goed: 12 gezinnen")
    services.trial = Trial(make_backup(20).path, False, None, {}, "Dit bestand is beschadigd.")
    click(page.backup_card.try_button)
    assert page.backup_card.work.result == "Dit bestand is beschadigd."


def test_before_going_back_one_sees_then_and_now_and_what_everybody_would_lose(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs
) -> None:
    page = open_safety()
    page.backup_card.table.choose(make_backup(20).path)
    QTest.keyClick(page.backup_card.table, Qt.Key.Key_Return)
    dialog = dialog_of(page, RestoreDialog)
    seen = text_of(dialog)
    assert "Terug naar 22/11/2026 om " in seen, "of today too"
    for words in ("Gezinnen", "12", "14", "80", "95", "An De Smet: 3 × Gezin gewijzigd"):
        assert words in seen
    assert "Het programma: 1 × Gezinslid toegevoegd" in seen
    assert_every_focusable_widget_is_named(dialog)
    dialogs.will_answer(False)
    dialog.submit()
    assert [done[0] for done in services.done] == ["preview"]
    dialogs.will_answer(True)
    dialog.submit()
    assert services.done[-1] == ("restore", make_backup(20).path)
    assert page.backup_card.work.result.startswith("Teruggezet. 4 wijzigingen van later zijn weg")


def test_a_family_is_looked_for_in_a_backup_before_going_back_to_it(
    open_safety: OpenSafety, services: Services
) -> None:
    """What was thrown away by mistake comes first; in three clicks somebody knows whether it is in there."""
    services.families = (
        FamilyThen("G-001", "Peeters", is_there_now=True),
        FamilyThen("G-002", "De Wolf", is_there_now=False),
    )
    page = open_safety()
    page.backup_card.table.choose(make_backup(20).path)
    click(page.backup_card.restore_button)
    dialog = dialog_of(page, RestoreDialog)
    families = dialog.findChild(FamiliesThen)
    assert families is not None
    assert [families.list.item(row).text() for row in range(2)] == [
        "G-002  De Wolf  (nu niet meer)",
        "G-001  Peeters",
    ]
    QTest.keyClicks(families.search_field, "wolf")
    assert families.list.count() == 1
    QTest.keyClicks(families.search_field, "vos")
    assert families.none_label.isVisible()
    assert_every_focusable_widget_is_named(dialog)


def test_who_may_not_see_every_family_gets_numbers_only(open_safety: OpenSafety, services: Services) -> None:
    page = open_safety()
    page.backup_card.table.choose(make_backup(20).path)
    click(page.backup_card.restore_button)
    assert dialog_of(page, RestoreDialog).findChild(FamiliesThen) is None


def test_going_back_over_nothing_says_that_nothing_is_lost(
    open_safety: OpenSafety, services: Services
) -> None:
    services.undone = ()
    page = open_safety()
    click(page.backup_card.restore_button)
    assert "Sindsdien is er niets gewijzigd" in text_of(dialog_of(page, RestoreDialog))


def test_a_damaged_backup_cannot_be_chosen_to_go_back_to(open_safety: OpenSafety, services: Services) -> None:
    services.backups = (make_backup(1, problem="Kapot."),)
    page = open_safety()
    assert not page.backup_card.restore_button.isEnabled()
    QTest.keyClick(page.backup_card.table, Qt.Key.Key_Return)
    assert services.done == []


# ----------------------------------------------------------------------------------------------------------- sharing
def stuck(number: int, *given: object) -> Stuck:
    return Stuck(UUID(int=number), "Gezin gewijzigd", AT, REASON, given)


def with_conflicts(services: Services, *conflicts: Stuck) -> None:
    services.stuck = conflicts
    services.health = Health(conflicts=tuple(make_conflict(one.id.int) for one in conflicts))


def test_work_that_waits_is_explained(open_safety: OpenSafety, services: Services) -> None:
    services.health = Health(Reachability.AWAY, waiting=2, shared_at=AT)
    page = open_safety(OfficeRole.COACH, kind=OfficeKind.FOLDER)
    assert page.sharing_card.state_chip.text == "Bewaard op deze pc, nog niet gedeeld (2)"
    assert "Je kan gewoon verder werken." in page.sharing_card.detail
    page._pulse.health_changed.emit(Health(shared_at=AT))
    assert page.sharing_card.state_chip.text.startswith("Gedeeld om ")


def test_what_could_not_be_shared_stands_there_with_why_and_everything_filled_in(
    open_safety: OpenSafety, services: Services
) -> None:
    with_conflicts(services, stuck(1, UUID(int=3), 4, FamilyInput(name="Peeters", remarks="Belt graag.")))
    page = open_safety(OfficeRole.COACH)
    seen = text_of(page.sharing_card)
    for words in (
        "Gezin gewijzigd, ",
        f"Niet gedeeld: {REASON}",
        "Naam van het gezin: Peeters",
        "Belt graag.",
    ):
        assert words in seen
    assert_every_focusable_widget_is_named(page)
    page.go_to("sharing")
    assert page.sharing_card.stuck_views[0].again_button.hasFocus()


def test_who_comes_for_what_could_not_be_shared_is_brought_there_also_when_it_comes_later(
    open_safety: OpenSafety, services: Services
) -> None:
    page = open_safety(OfficeRole.ADMINISTRATOR, kind=OfficeKind.FOLDER)
    page.go_to("sharing")
    with_conflicts(services, stuck(1))
    page.sharing_card.load()
    assert page.sharing_card.stuck_views[0].again_button.hasFocus()
    page.take_focus()
    with_conflicts(services, stuck(1), stuck(2))
    page.sharing_card.load()
    assert page.backup_card.back_up_button.hasFocus(), "only once: after that the user goes his own way"


def test_what_a_colleague_has_to_decide_is_shown_without_buttons(
    open_safety: OpenSafety, services: Services
) -> None:
    theirs = Stuck(
        UUID(int=1), "Iets van een collega", AT, "Alleen je collega beslist.", (), may_decide=False
    )
    with_conflicts(services, theirs)
    page = open_safety(OfficeRole.COACH)
    [view] = page.sharing_card.stuck_views
    assert "Alleen je collega beslist." in text_of(view)
    assert not view.again_button.isVisible()
    assert not view.drop_button.isVisible()
    page.go_to("sharing")
    assert page.backup_card.back_up_button.hasFocus()


def test_it_can_be_offered_again_and_then_goes(open_safety: OpenSafety, services: Services) -> None:
    with_conflicts(services, stuck(1), stuck(2))
    page = open_safety(OfficeRole.COACH)
    click(page.sharing_card.stuck_views[0].again_button)
    assert services.done == [("settle", UUID(int=1), True)]
    assert [view.stuck.id for view in page.sharing_card.stuck_views] == [UUID(int=2)]


def test_letting_it_drop_is_asked_once_more_and_says_what_goes(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs
) -> None:
    with_conflicts(services, stuck(1))
    page = open_safety(OfficeRole.COACH)
    dialogs.will_answer(False, True)
    click(page.sharing_card.stuck_views[0].drop_button)
    assert services.done == []
    click(page.sharing_card.stuck_views[0].drop_button)
    assert services.done == [("settle", UUID(int=1), False)]
    assert page.sharing_card.stuck_views == ()
    assert dialogs.asked == ["Gezin gewijzigd: laten vallen"] * 2


def test_what_is_refused_again_stays_and_says_why(open_safety: OpenSafety, services: Services) -> None:
    with_conflicts(services, stuck(1))
    services.error = NotAllowed(REASON)
    page = open_safety(OfficeRole.COACH)
    click(page.sharing_card.stuck_views[0].again_button)
    assert page.sharing_card.error_label.text() == REASON
    assert page.sharing_card.stuck_views[0].again_button.isEnabled()


# -------------------------------------------------------------------------------------------------------- checking
def test_a_check_that_finds_nothing_says_what_was_looked_at(
    open_safety: OpenSafety, services: Services
) -> None:
    page = open_safety(OfficeRole.COORDINATOR)
    click(page.check_card.quick_button)
    click(page.check_card.deep_button)
    assert services.done == [("verify", False), ("verify", True)]
    assert page.check_card.work.result == (
        "Alles klopt: 12 gezinnen, 41 gezinsleden, 80 momentopnamen, 3.200 scores, 900 regels in het logboek."
    )


def test_what_a_check_finds_stands_there_with_where_until_the_next_one(
    open_safety: OpenSafety, services: Services
) -> None:
    page = open_safety(OfficeRole.COORDINATOR)
    services.findings = (Finding("Logboek", "Regel 12 past niet bij die ervoor."),)
    click(page.check_card.quick_button)
    assert "Logboek: Regel 12 past niet bij die ervoor." in text_of(page.check_card)
    services.findings = ()
    click(page.check_card.quick_button)
    assert "Regel 12" not in text_of(page.check_card)


@pytest.mark.parametrize(
    ("role", "kind", "is_offered", "words"),
    [
        (OfficeRole.ADMINISTRATOR, OfficeKind.THIS_PC, True, "Dit kan je herstellen."),
        (OfficeRole.COORDINATOR, OfficeKind.THIS_PC, None, ""),
        (OfficeRole.ADMINISTRATOR, OfficeKind.POSTGRESQL, False, "wie de server beheert"),
    ],
)
def test_damage_leads_to_a_way_to_repair_it_and_not_to_a_shrug(
    open_safety: OpenSafety,
    services: Services,
    role: OfficeRole,
    kind: OfficeKind,
    is_offered: bool | None,
    words: str,
) -> None:
    page = open_safety(role, kind=kind)
    services.findings = (Finding("Databank", "Het bestand is op 2 plaatsen beschadigd."),)
    asked: list[bool] = []
    page.repair_wanted.connect(lambda: asked.append(True))
    click(page.check_card.deep_button)
    assert words in text_of(page.check_card)
    if is_offered is not None:
        assert page.check_card.repair_button.isVisible() is is_offered
    if is_offered:
        click(page.check_card.repair_button)
        assert asked == [True]
        services.findings = ()
        click(page.check_card.quick_button)
        assert not page.check_card.repair_button.isVisible()


# ------------------------------------------------------------------------------------------------- the whole office
def test_the_whole_office_goes_to_a_file_under_a_password_typed_twice(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page = open_safety()
    click(page.office_card.export_button)
    dialog = dialog_of(page, ExportDialog)
    assert_every_focusable_widget_is_named(dialog)
    QTest.keyClicks(dialog.password.field, PASSWORD)
    QTest.keyClicks(dialog.password.repeated_field, "iets anders")
    dialog.submit()
    assert dialog.form.error_of("repeated")
    dialog.password.repeated_field.set_value(PASSWORD)
    dialogs.will_answer(tmp_path / "kantoor.gcx")
    dialog.submit()
    assert services.done == [("export", tmp_path / "kantoor.gcx", PASSWORD)]
    assert page.office_card.work.result.startswith("Het bestand “kantoor.gcx” is geschreven en nagelezen")


def test_an_office_moves_to_a_shared_folder_once_that_was_tried_out(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page = open_safety()
    click(page.office_card.move_button)
    dialog = dialog_of(page, MoveDialog)
    assert dialog.where.kind is OfficeKind.FOLDER
    dialog.submit()
    assert dialog.form.error_of("place") == "Kies in welke map het kantoor komt."
    QTest.keyClicks(dialog.where.place_field, str(tmp_path))
    dialog.submit()
    assert dialog.form.error_of("place") == "Laat deze map eerst uitproberen."
    dialogs.will_answer(tmp_path)
    click(dialog.where.browse_button)
    assert services.done == [("examine", str(tmp_path))]
    assert_every_focusable_widget_is_named(dialog)
    opened: list[object] = []
    page.move_done.connect(opened.append)
    dialogs.will_answer(True)
    dialog.submit()
    assert services.done[-1] == ("move", str(tmp_path), OfficeKind.FOLDER, "", "")
    assert "Alles is nageteld: 12 gezinnen" in page.office_card.work.result
    assert page.office_card.open_button.hasFocus()
    QTest.keyClick(page.office_card.open_button, Qt.Key.Key_Return)
    assert len(opened) == 1


def test_a_folder_that_is_not_fit_is_refused(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    services.fit = Findings(False, ("Dit is een map van OneDrive.",), (), 200, 1.0)
    page = open_safety()
    click(page.office_card.move_button)
    dialog = dialog_of(page, MoveDialog)
    dialogs.will_answer(tmp_path)
    click(dialog.where.browse_button)
    assert "Dit is een map van OneDrive." in text_of(dialog)
    dialog.submit()
    assert dialog.form.error_of("place") == "Laat deze map eerst uitproberen."


def test_a_move_that_is_refused_says_why_and_the_office_goes_on(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page = open_safety()
    click(page.office_card.move_button)
    dialog = dialog_of(page, MoveDialog)
    dialog.where.kind_field.set_value(OfficeKind.THIS_PC)
    dialog.where.kind_field.edited.emit()
    dialogs.will_answer(tmp_path / "kantoor.gezinscoach", True)
    click(dialog.where.browse_button)
    services.error = OfficeUnavailable("Er wordt nog gewerkt in het kantoor.")
    dialog.submit()
    assert page.office_card.work.result == "Er wordt nog gewerkt in het kantoor."
    assert not page.office_card.open_button.isVisible()


def test_a_change_of_settings_reads_the_state_again(open_safety: OpenSafety, services: Services) -> None:
    page = open_safety()
    services.state = replace(services.state, last_verified_at=None, count=0)
    page.load()
    assert page.backup_card.state_chip.text == "Nog geen reservekopie"
