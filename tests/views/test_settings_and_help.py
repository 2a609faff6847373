"""What a user may rely on: settings that work, and a handbook that can be searched and is written plainly."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.views.handbook import ORDER, matching, read_handbook
from gezinscoach_desktop.views.help_page import HelpPage
from gezinscoach_desktop.views.settings_page import Me, SettingsPage, kept_appearance
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import DARK, Appearance, palette, theme
from tests.views.checks import assert_every_focusable_widget_is_named

Show = Callable[[QWidget], None]
_STIFF = (
    "indien",
    "teneinde",
    "middels",
    "betreffende",
    "inzake",
    "alsmede",
    "tevens",
    "derhalve",
    "dient te",
)


def handbook() -> Path:
    return resource_path("handbook")


def office_settings() -> Any:
    return SimpleNamespace(
        office_name="OCMW Ninove",
        kind="Versleuteld bestand op deze pc",
        place="/kantoren/ninove.gezinscoach",
        interval_months=3,
        instrument=SimpleNamespace(version="2024"),
        profile=SimpleNamespace(title="Standaard, versie 1", deprived_from=3),
    )


@pytest.fixture
def settings_page(tasks: InlineTasks, settings_store: QSettings, show: Show) -> SettingsPage:
    theme().use_appearance(Appearance.LIGHT)
    page = SettingsPage(
        tasks, settings_store, office_settings, me=Me("An De Smet", "an", ("Gezinscoach", "Coördinator"))
    )
    page.load()
    show(page)
    return page


@pytest.fixture
def help_page(tasks: InlineTasks, show: Show) -> HelpPage:
    page = HelpPage(tasks, handbook)
    page.resize(900, 600)
    page.load()
    show(page)
    return page


def test_dark_works_at_once_and_is_kept(settings_page: SettingsPage, settings_store: QSettings) -> None:
    settings_page.appearance_field.setFocus()
    QTest.keyClick(settings_page.appearance_field, Qt.Key.Key_D)

    assert palette() is DARK
    assert kept_appearance(settings_store) is Appearance.DARK


def test_without_a_choice_the_system_decides(settings_store: QSettings) -> None:
    settings_store.setValue("view/appearance", "paars")

    assert kept_appearance(settings_store) is Appearance.SYSTEM


def test_settings_say_where_the_office_is_and_which_rules_hold(settings_page: SettingsPage) -> None:
    assert settings_page.place_label.text() == "/kantoren/ninove.gezinscoach"
    assert settings_page.interval_label.text() == "minstens om de 3 maanden"
    assert "Standaard, versie 1" in settings_page.profile_label.text()


def test_settings_and_help_are_named(settings_page: SettingsPage, help_page: HelpPage) -> None:
    assert_every_focusable_widget_is_named(settings_page)
    assert_every_focusable_widget_is_named(help_page)


def test_help_opens_at_the_first_steps(help_page: HelpPage) -> None:
    assert help_page.shown_topic == "eerste-stappen"
    assert "Alt + pijl naar links" in help_page.browser.toPlainText()


def test_help_opens_at_the_subject_asked_for(help_page: HelpPage) -> None:
    help_page.go_to("sneltoetsen")

    assert help_page.shown_topic == "sneltoetsen"
    assert help_page.browser.toPlainText().startswith("Sneltoetsen")


def test_the_subject_asked_for_is_found_also_when_the_handbook_comes_later(tasks: InlineTasks) -> None:
    page = HelpPage(tasks, handbook)
    page.go_to("veiligheid")
    page.load()

    assert page.shown_topic == "veiligheid"


def test_a_search_keeps_only_pages_with_every_word(help_page: HelpPage) -> None:
    QTest.keyClicks(help_page.search_field, "onderhoud xyz")
    assert help_page.none_label.isVisible()
    help_page.search_field.clear()
    QTest.keyClicks(help_page.search_field, "kwartaal")

    assert [help_page.topic_list.item(row).text() for row in range(help_page.topic_list.count())] == [
        "Registraties inlezen en exporteren"
    ]
    assert help_page.browser.textCursor().selectedText() == "kwartaal"


def test_a_subject_outside_the_search_is_shown_all_the_same(help_page: HelpPage) -> None:
    QTest.keyClicks(help_page.search_field, "kwartaal")
    help_page.go_to("momentopname")

    assert help_page.shown_topic == "momentopname"
    assert help_page.search_field.text() == ""


def test_a_link_leads_to_another_page(help_page: HelpPage) -> None:
    help_page.browser.anchorClicked.emit(QUrl("momentopname.md"))

    assert help_page.shown_topic == "momentopname"


def test_arrows_walk_through_the_subjects(help_page: HelpPage) -> None:
    help_page.topic_list.setFocus()
    QTest.keyClick(help_page.topic_list, Qt.Key.Key_Down)

    assert help_page.shown_topic == "momentopname"


def test_help_follows_the_dark(help_page: HelpPage) -> None:
    theme().use_appearance(Appearance.DARK)

    assert help_page.shown_topic == "eerste-stappen"


def test_ctrl_f_searches_the_help(help_page: HelpPage) -> None:
    help_page.topic_list.setFocus()
    help_page.find_here()

    assert help_page.search_field.hasFocus()


def test_the_handbook_is_whole_and_in_order(qapp: QApplication) -> None:
    pages = read_handbook(handbook())

    assert [page.topic for page in pages] == list(ORDER)
    assert all(page.title for page in pages)


def test_a_search_in_the_handbook_ignores_accents() -> None:
    pages = read_handbook(handbook())

    assert matching(pages, "coordinator") == matching(pages, "coördinator")


@pytest.mark.parametrize("topic", ORDER)
def test_the_handbook_is_written_plainly(topic: str) -> None:
    text = (handbook() / f"{topic}.md").read_text(encoding="utf-8").lower()

    assert [word for word in _STIFF if re.search(rf"\b{word}\b", text)] == []
    assert re.search(r"\bu\b|\buw\b", text) is None


@pytest.mark.parametrize("topic", ORDER)
def test_links_in_the_handbook_lead_somewhere(topic: str) -> None:
    text = (handbook() / f"{topic}.md").read_text(encoding="utf-8")

    assert [name for name in re.findall(r"\]\(([^)]+\.md)\)", text) if not (handbook() / name).exists()] == []


def test_the_handbook_says_what_is_not_protected() -> None:
    text = (handbook() / "veiligheid.md").read_text(encoding="utf-8")

    for said in ("niet versleuteld", "reservekopie", "heeft ook de sleutel", "Wachtwoord kwijt"):
        assert said in text
