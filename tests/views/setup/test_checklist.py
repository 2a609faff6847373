"""The checklist itself: which step is open, what is kept, and what each step in the office says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.setup import SetupStep, StepState
from gezinscoach_desktop.services import backup, setup
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.setup.backup_step import BackupStep
from gezinscoach_desktop.views.setup.colleagues_step import ColleaguesStep
from gezinscoach_desktop.views.setup.dialog import SetupDialog
from gezinscoach_desktop.views.setup.draft import SetupDraft, keep_draft, kept_draft
from gezinscoach_desktop.views.setup.recovery_step import RecoveryStep
from gezinscoach_desktop.views.setup.shell import SetupShell
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.journeys.screen import seen_in
from tests.views.account.fakes import FakeEntrance, a_desk
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS
from tests.views.setup.conftest import OfficeFacts

Show = Callable[[QWidget], None]
OpenIn = Callable[..., SetupDialog]
DONE = Done(Change(frozenset({Noun.SETTING})))
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_second_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "second_place", lambda _desk: None)


@pytest.fixture
def open_in(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> OpenIn:
    """The checklist of an office that is open in a window."""

    def opened(desk: Any = None, step: str = "") -> SetupDialog:
        made = SetupDialog(tasks, dialogs, settings_store, entrance, desk=desk or a_desk(), step=step)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        show(made)
        return made

    return opened


def states_of(dialog: SetupDialog) -> list[StepState]:
    return [row.state for row in dialog.list.rows]


def on_a_server(*, is_partial: bool = True) -> Any:
    desk = a_desk()
    return SimpleNamespace(
        **{
            **vars(desk),
            "office": SimpleNamespace(
                **{**vars(desk.office), "kind": OfficeKind.POSTGRESQL, "is_partial": is_partial}
            ),
        }
    )


def test_a_step_opens_once_those_before_it_are_good(dialog: SetupDialog) -> None:
    rows = dialog.list.rows
    assert [row.isEnabled() for row in rows] == [True] + [False] * 6
    QTest.keyClicks(dialog.before.organisation.name_field, "OCMW Geel")
    assert [row.isEnabled() for row in rows] == [True, True] + [False] * 5
    QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert dialog.current.key == "place"
    assert rows[0].accessibleName() == "Stap 1: Je organisatie, klaar"
    assert rows[1].accessibleName() == "Stap 2: Waar het kantoor komt, nog te doen, open"
    rows[1].setFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Up)
    QTest.keyClick(rows[0], Qt.Key.Key_Space)
    assert dialog.current.key == "organisation"


def test_everything_but_the_password_is_kept_while_it_is_typed(
    dialog: SetupDialog, settings_store: QSettings
) -> None:
    QTest.keyClicks(dialog.before.organisation.name_field, "OCMW Geel")
    dialog.go_on()
    dialog.go_on()
    QTest.keyClicks(dialog.before.account.display_name_field, "Zoe Maes")
    QTest.keyClicks(dialog.before.account.password.field, "vier gewone woorden")
    kept = kept_draft(settings_store)
    assert (kept.name, kept.display_name, kept.user_name) == ("OCMW Geel", "Zoe Maes", "zoe")
    assert kept.is_place_proposed
    settings_store.sync()
    assert "gewone" not in "".join(str(settings_store.value(key)) for key in settings_store.allKeys())


@pytest.mark.parametrize("broken", ["{dit is niets", "[1]", '{"name": 4, "nieuw": true}'])
def test_what_cannot_be_read_back_is_a_beginning(settings_store: QSettings, broken: str) -> None:
    settings_store.setValue("setup/draft", broken)
    assert kept_draft(settings_store).display_name == ""


def test_a_place_that_was_chosen_before_is_tried_out_again(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> None:
    keep_draft(
        settings_store,
        SetupDraft(name="OCMW Geel", kind=OfficeKind.FOLDER, place="/mnt/team", step="account"),
    )
    dialog = SetupDialog(tasks, dialogs, settings_store, entrance)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(dialog)

    assert dialog.current.key == "place"
    assert entrance.calls("examine_folder") == [("/mnt/team",)]
    dialog.go_on()
    assert dialog.current.key == "account"


def test_after_a_kill_while_it_was_made_the_office_is_looked_for_and_no_second_one_is_made(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> None:
    """Its place was a proposed one: a proposal would pass it by, and leave an office behind that nobody knows of."""
    first = SetupDialog(tasks, dialogs, settings_store, entrance)
    first.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(first)
    QTest.keyClicks(first.before.organisation.name_field, "OCMW Geel")
    first.go_on()
    first.go_on()
    left: list[SetupDraft] = []

    def killed(*_: object, **__: object) -> None:
        left.append(kept_draft(settings_store))
        raise OfficeUnavailable("Gestopt.")

    entrance.new_office = killed  # type: ignore[method-assign]
    QTest.keyClicks(first.before.account.display_name_field, "Zoe Maes")
    first.before.account.password.field.set_value("wolk tafel mist fiets")
    first.before.account.password.repeated_field.set_value("wolk tafel mist fiets")
    first.go_on()
    assert kept_draft(settings_store).is_place_proposed, "it was not made: nothing to look for"

    keep_draft(settings_store, left[0])
    entrance.asked.clear()
    again = SetupDialog(tasks, dialogs, settings_store, entrance)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    show(again)
    assert entrance.calls("propose_place") == []
    assert entrance.calls("examine_file") == [("/documenten/OCMW Geel.gezinscoach",)]


def test_after_a_bug_while_it_was_made_the_office_is_looked_for_too(
    dialog: SetupDialog, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    dialog.before.organisation.name_field.set_value("OCMW Geel")
    dialog.go_on()
    dialog.go_on()

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    entrance.open_office = broken  # type: ignore[method-assign]
    dialog.before.account.display_name_field.set_value("Zoe Maes")
    dialog.before.account.user_name_field.set_value("zoe")
    dialog.before.account.password.field.set_value("wolk tafel mist fiets")
    dialog.before.account.password.repeated_field.set_value("wolk tafel mist fiets")
    with pytest.raises(ZeroDivisionError):
        dialog.go_on()
    assert entrance.calls("new_office") != []
    assert kept_draft(settings_store).is_being_made


def test_in_the_office_it_opens_at_what_is_left_and_passes_by_what_was_skipped(
    open_in: OpenIn, office: OfficeFacts
) -> None:
    office.change(skipped={SetupStep.RECOVERY: "Geen printer."}, accounts=2)
    dialog = open_in()
    assert dialog.current.key == "backup"
    assert states_of(dialog)[3:] == [StepState.SKIPPED, StepState.DONE, StepState.TO_DO, StepState.TO_DO]
    assert dialog.next_button.text() == "Later doen"
    assert not dialog.later_button.isVisible(), "over the window there is nothing to enter"
    assert_every_focusable_widget_is_named(dialog)


def test_a_recovery_sheet_is_left_out_only_with_a_sentence(
    open_in: OpenIn, office: OfficeFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    skipped: list[tuple[SetupStep, str]] = []

    def skip(_: object, step: SetupStep, reason: str = "") -> Done:
        skipped.append((step, reason))
        office.change(skipped={step: reason})
        return DONE

    monkeypatch.setattr(setup, "skip_step", skip)
    dialog = open_in(step="recovery")
    step = dialog.current
    assert isinstance(step, RecoveryStep)
    assert dialog.next_button.text() == "Later doen"
    QTest.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(step.reason_field, Qt.Key.Key_Return)
    assert step.form.error_of("reason").startswith("Schrijf in één zin")
    assert dialog.next_button.text() == "Overslaan"
    QTest.keyClicks(step.reason_field, "De printer is stuk.")
    QTest.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)

    assert skipped == [(SetupStep.RECOVERY, "De printer is stuk.")]
    assert dialog.current.key == "colleagues"
    dialog.show_step("recovery")
    assert "Overgeslagen: “De printer is stuk.”" in seen_in(dialog)


def test_on_this_pc_nobody_gets_a_shortcut_to_it(open_in: OpenIn) -> None:
    dialog = open_in(step="colleagues")
    step = dialog.current
    assert isinstance(step, ColleaguesStep)
    assert not step.link_button.isVisible()
    other = open_in(on_a_server(), step="colleagues").current
    assert isinstance(other, ColleaguesStep)
    assert other.link_button.isVisible()


def test_on_a_server_its_keeper_makes_the_backups(open_in: OpenIn, office: OfficeFacts) -> None:
    office.change(is_kept_by_others=True)
    dialog = open_in(on_a_server(), step="backup")
    step = dialog.current
    assert isinstance(step, BackupStep)
    assert not step.choose_button.isVisible()
    assert states_of(dialog)[5] is StepState.ELSEWHERE
    assert dialog.next_button.text() == "Volgende"


def test_the_last_step_says_what_remains_and_leads_to_the_first_family(
    open_in: OpenIn, office: OfficeFacts
) -> None:
    wishes: list[bool] = []
    dialog = open_in(step="family")
    dialog.family_wanted.connect(lambda: wishes.append(True))
    assert "Nog te doen: herstelblad, collega’s, reservekopie. Start herinnert je eraan." in seen_in(dialog)
    office.change(has_recovery=True, accounts=2, has_second_place=True, backed_up_at=AT)
    dialog.show_step("family")
    assert "Alles staat klaar." in seen_in(dialog)
    QTest.keyClick(dialog.current.findChild(QWidget, "") or dialog, Qt.Key.Key_Escape)
    assert wishes == []
    again = open_in(step="family")
    again.family_wanted.connect(lambda: wishes.append(True))
    QTest.keyClick(again.focusWidget(), Qt.Key.Key_Return)
    assert wishes == [True]


@LOOKS
@pytest.mark.parametrize("room", [QSize(1366, 728), QSize(1024, 640), QSize(911, 480)])
def test_on_any_screen_the_buttons_are_in_sight_and_nothing_is_cut_off(
    dialog: SetupDialog, show: Show, monkeypatch: pytest.MonkeyPatch, room: QSize
) -> None:
    monkeypatch.setattr(SetupShell, "available_size", lambda shell: room)
    dialog.hide()
    show(dialog)
    dialog.before.organisation.name_field.set_value("OCMW Geel")
    dialog.go_on()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    QApplication.sendPostedEvents()
    whole = QRect(QPoint(0, 0), dialog.size())
    for button in (dialog.later_button, dialog.back_button, dialog.next_button):
        assert whole.contains(QRect(button.mapTo(dialog, QPoint(0, 0)), button.size()))
    for card in dialog.before.place.kinds.cards:
        assert card.height() >= card.heightForWidth(card.width())


def test_states_are_told_without_colour(open_in: OpenIn, office: OfficeFacts) -> None:
    office.facts = replace(office.facts, skipped={SetupStep.COLLEAGUES: ""})
    names = [row.accessibleName() for row in open_in().list.rows]
    assert "Stap 5: Collega’s, overgeslagen" in names
