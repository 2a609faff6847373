"""On Instellingen: who may chooses the folder for all; everybody may look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import update as update_service
from gezinscoach_desktop.services import update_setting
from gezinscoach_desktop.services.desk import Account, Desk
from gezinscoach_desktop.services.update import FOLDER_VARIABLE, Installation
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.update.card import UpdateCard
from gezinscoach_desktop.views.update.keeper import UpdateKeeper
from tests.updates import NEWER, PATIENCE_SECONDS, TEST_PUBLIC, fill
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.no_office import NoOffice
from tests.views.waiting import destroy

MakeCard = Callable[..., UpdateCard]


@pytest.fixture(autouse=True)
def trusted(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update_service, "trusted_keys", lambda: (TEST_PUBLIC,))
    monkeypatch.setattr(update_service, "READ_SECONDS", PATIENCE_SECONDS)
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the office was told."""
    folders: list[str] = []

    def change(_: Desk, folder: str) -> Done:
        if "vol" in folder:
            raise OfficeUnavailable("De schijf is vol.")
        folders.append(folder)
        return Done(Change(frozenset({Noun.SETTING})))

    monkeypatch.setattr(update_setting, "change_update_folder", change)
    return folders


@pytest.fixture
def keeper(tasks: InlineTasks, settings_store: QSettings) -> Iterator[UpdateKeeper]:
    made = UpdateKeeper(tasks, settings_store, installation=Installation.OWN)
    made.start()
    yield made
    destroy(made)  # here and now: no other thread may find it among the garbage


@pytest.fixture
def make(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    messages: Messages,
    keeper: UpdateKeeper,
    chosen: list[str],
    show: Callable[[QWidget], None],
) -> MakeCard:
    def card(role: OfficeRole = OfficeRole.ADMINISTRATOR) -> UpdateCard:
        account = Account(UUID(int=1), "an", "An", frozenset({role}))
        made = UpdateCard(tasks, Desk(cast("Office", NoOffice()), account), dialogs, messages, keeper)
        show(made)
        return made

    return card


def test_a_coach_looks_but_does_not_choose(make: MakeCard) -> None:
    card = make(OfficeRole.COACH)
    assert (card.choose_button.isVisible(), card.drop_button.isVisible()) == (False, False)
    assert card.folder_label.text() == "nog niet gekozen"
    assert not card.look_button.isEnabled()
    assert_every_focusable_widget_is_named(card)


def test_a_version_that_never_updates_itself_asks_for_no_folder(
    make: MakeCard, keeper: UpdateKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_service, "trusted_keys", tuple)
    keeper.look()
    card = make()
    assert "niet gemaakt om zichzelf bij te werken" in card.found_label.text()
    assert not card.choose_button.isVisible()
    assert not card.look_button.isEnabled()


def test_choosing_a_folder_can_be_undone(
    make: MakeCard, dialogs: ScriptedDialogs, chosen: list[str], said: list[Message], tmp_path: Path
) -> None:
    card = make()
    dialogs.will_answer(tmp_path)
    card.choose_button.click()
    assert chosen == [str(tmp_path)]
    undo = said[-1].action
    assert undo is not None
    undo()
    assert chosen == [str(tmp_path), ""]


def test_who_thinks_again_while_choosing_changes_nothing(
    make: MakeCard, dialogs: ScriptedDialogs, chosen: list[str]
) -> None:
    dialogs.will_answer(None)
    make().choose_button.click()
    assert chosen == []


def test_what_cannot_be_kept_is_said(
    make: MakeCard, dialogs: ScriptedDialogs, said: list[Message], tmp_path: Path
) -> None:
    dialogs.will_answer(tmp_path / "vol")
    make().choose_button.click()
    assert [each.text for each in said] == ["De schijf is vol."]


def test_what_was_found_is_told_with_the_time(make: MakeCard, keeper: UpdateKeeper, tmp_path: Path) -> None:
    card = make()
    fill(tmp_path / "map")
    keeper.memory.keep_office_folder(str(tmp_path / "map"))
    keeper.look()
    assert card.found_label.text().startswith(f"Versie {NEWER} van Gezinscoach staat klaar. Gekeken om ")
    assert card.news_button.isVisible()
    assert card.drop_button.isVisible()


def test_looking_while_an_update_is_planned_says_what_is_known(
    make: MakeCard, keeper: UpdateKeeper, tmp_path: Path
) -> None:
    fill(tmp_path / "map")
    keeper.memory.keep_office_folder(str(tmp_path / "map"))
    keeper.look()
    keeper.want()
    card = make()
    card.look_button.click()
    assert "staat klaar" in card.found_label.text()
    keeper.cancel()


def test_a_folder_fixed_by_it_says_so(
    make: MakeCard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert make().folder_label.text() == f"{tmp_path} (op deze pc vastgelegd door de ICT-dienst)"


def test_an_administrator_also_hears_what_to_do(make: MakeCard, keeper: UpdateKeeper, tmp_path: Path) -> None:
    made = fill(tmp_path / "map")
    (tmp_path / "map" / "update.json").write_bytes(made.encode() + b" ")
    keeper.memory.keep_office_folder(str(tmp_path / "map"))
    keeper.look()
    advice = "Haal de bijwerking opnieuw op"
    assert advice in make().found_label.text()
    assert advice not in make(OfficeRole.COACH).found_label.text()
