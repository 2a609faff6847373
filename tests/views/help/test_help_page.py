"""What a reader may rely on: the own chapters first, what is found and where, links and back, pictures that are sharp."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import handbook as handbook_service
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.help.picture import PictureWindow
from gezinscoach_desktop.views.help_page import HelpPage
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import Appearance, theme
from tests.views.account.samples import COACH, a_desk
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS

Show = Callable[[QWidget], None]


@pytest.fixture
def help_page(tasks: InlineTasks, show: Show) -> HelpPage:
    return a_page(tasks, show)


def a_page(tasks: InlineTasks, show: Show, roles: frozenset[OfficeRole] = COACH) -> HelpPage:
    theme().use_appearance(Appearance.LIGHT)
    page = HelpPage(tasks, a_desk(roles), ScriptedDialogs(), Messages())
    page.resize(956, 700)
    page.load()
    show(page)
    return page


def test_the_chapter_of_what_is_read_stands_above_it_in_sight(help_page: HelpPage) -> None:
    first = help_page.contents.topLevelItem(0)
    assert first is not None
    assert help_page.contents.current_topic == "eerste-stappen"
    assert help_page.contents.visualItemRect(first).top() >= 0


def shown_text(page: HelpPage) -> str:
    return page.reader.toPlainText()


@pytest.fixture
def small_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A handbook of one page with one picture, a red one of 800 × 400."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "eerste-stappen.md").write_text(
        "<!-- groep: start -->\n# Begin\n\n![Het rode scherm](pictures/rood@0,0,8,4.png)\n", encoding="utf-8"
    )
    (tmp_path / "pictures" / "rood@0,0,8,4.png").write_bytes(red_png(800, 400))
    monkeypatch.setattr(handbook_service, "handbook_folder", lambda: tmp_path)
    return tmp_path


def red_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_every_widget_has_a_name(help_page: HelpPage) -> None:
    assert_every_focusable_widget_is_named(help_page)


def test_help_opens_at_the_first_steps(help_page: HelpPage) -> None:
    assert help_page.shown_topic == "eerste-stappen"
    assert shown_text(help_page).startswith("Eerste stappen")


def test_the_chapters_of_the_own_role_stand_open_and_in_front(tasks: InlineTasks, show: Show) -> None:
    page = a_page(tasks, show, frozenset({OfficeRole.COORDINATOR}))

    assert page.contents.chapters == (
        ("Aan de slag", True),
        ("Voor coördinatoren", True),
        ("Als er iets misgaat", True),
        ("Naslag", True),
        ("Voor coaches", False),
        ("Voor beheerders", False),
    )


def test_the_cursor_stands_in_the_search_field_at_once(
    tasks: InlineTasks, messages: Messages, settings_store: QSettings, show: Show
) -> None:
    frame = Frame(tasks, messages, settings_store, office=OfficeLabel("OCMW Ninove", "An"))
    page = HelpPage(tasks, a_desk(COACH), ScriptedDialogs(), messages)
    frame.add_room("empty", "Leeg", "home", lambda _: Page())
    frame.add_room("help", "Hulp", "help", lambda _: page)
    show(frame)
    frame.go(Destination("empty"))
    frame.go(Destination("help"))

    assert frame.focusWidget() is page.search_field


def test_a_page_of_another_role_unfolds_its_chapter(help_page: HelpPage) -> None:
    help_page.go_to("accounts")

    assert ("Voor beheerders", True) in help_page.contents.chapters
    assert help_page.contents.current_topic == "accounts"


def test_the_subject_asked_for_is_found_also_when_the_handbook_comes_later(tasks: InlineTasks) -> None:
    page = HelpPage(tasks, a_desk(COACH), ScriptedDialogs(), Messages())
    page.go_to("veiligheid")
    page.load()

    assert page.shown_topic == "veiligheid"


@LOOKS
def test_a_heading_is_gone_to(help_page: HelpPage) -> None:
    help_page.go_to("sneltoetsen#in-een-momentopname")
    first = help_page.reader.cursorForPosition(help_page.reader.viewport().rect().topLeft()).block().text()

    assert help_page.reader.verticalScrollBar().value() > 0
    assert first.strip() in ("", "In een momentopname")


def test_what_is_looked_for_is_listed_best_first_and_marked_in_the_text(help_page: HelpPage) -> None:
    QTest.keyClicks(help_page.search_field, "RESERVEKOPIE")

    assert help_page.hits.isVisible()
    assert help_page.hits.entries[0].topic == help_page.shown_topic
    assert "reservekop" in help_page.hits.entries[0].title.casefold()
    assert {word.casefold() for word in help_page.reader.marked} == {"reservekopie"}


def test_arrows_in_the_search_field_walk_through_what_was_found_and_enter_reads(help_page: HelpPage) -> None:
    help_page.find_here()
    QTest.keyClicks(help_page.search_field, "gezin")
    QTest.keyClick(help_page.search_field, Qt.Key.Key_Down)

    assert help_page.shown_topic == help_page.hits.entries[1].topic
    QTest.keyClick(help_page.search_field, Qt.Key.Key_Return)
    assert help_page.reader.hasFocus()


def test_nothing_found_says_so_and_esc_brings_the_contents_back(help_page: HelpPage) -> None:
    QTest.keyClicks(help_page.search_field, "gezin xyzzy")
    assert help_page.none_label.isVisible()
    QTest.keyClick(help_page.search_field, Qt.Key.Key_Escape)

    assert help_page.contents.isVisible()
    assert help_page.reader.marked == ()


def test_a_subject_outside_the_search_is_shown_all_the_same(help_page: HelpPage) -> None:
    QTest.keyClicks(help_page.search_field, "ecogram")
    help_page.go_to("licenties")

    assert help_page.shown_topic == "licenties"
    assert help_page.search_field.text() == ""


def test_a_link_leads_on_and_alt_left_comes_back(help_page: HelpPage) -> None:
    help_page.reader.anchorClicked.emit(QUrl("momentopname.md"))
    help_page.reader.anchorClicked.emit(QUrl("sneltoetsen.md#overal"))
    assert help_page.shown_topic == "sneltoetsen"

    assert help_page.back_here()
    assert help_page.shown_topic == "momentopname"
    QTest.keyClick(help_page.reader, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert help_page.shown_topic == "sneltoetsen"
    assert help_page.back_here()
    assert help_page.back_here()
    assert help_page.shown_topic == "eerste-stappen"
    assert not help_page.back_here()


def test_who_came_by_f1_goes_back_to_the_screen_and_not_to_another_page_of_help(help_page: HelpPage) -> None:
    help_page.reader.anchorClicked.emit(QUrl("momentopname.md"))
    help_page.go_to("contacten")

    assert not help_page.back_here()


def test_arrows_walk_through_the_subjects(help_page: HelpPage) -> None:
    help_page.contents.setFocus()
    QTest.keyClick(help_page.contents, Qt.Key.Key_Down)

    assert help_page.shown_topic == help_page.contents.current_topic != "eerste-stappen"


@LOOKS
@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_a_picture_is_drawn_as_sharp_as_it_was_taken(
    tasks: InlineTasks, show: Show, small_book: Path, appearance: Appearance
) -> None:
    page = a_page(tasks, show)
    theme().use_appearance(appearance)
    drawn = page.reader.viewport().grab().toImage()
    colors = {drawn.pixelColor(x, drawn.height() // 3).name() for x in range(60, 400)}

    assert "#ff0000" in colors
    theme().use_appearance(Appearance.LIGHT)


@LOOKS
def test_a_picture_is_never_wider_than_the_window(tasks: InlineTasks, show: Show, small_book: Path) -> None:
    page = a_page(tasks, show)
    page.resize(700, 500)

    assert page.reader.document().idealWidth() <= page.reader.viewport().width()


def test_a_picture_is_seen_large_and_esc_closes_it(tasks: InlineTasks, show: Show, small_book: Path) -> None:
    page = a_page(tasks, show)
    page.reader.anchorClicked.emit(QUrl("picture:pictures/rood@0,0,8,4.png"))
    window = page.findChild(PictureWindow)

    assert window is not None
    assert window.windowTitle() == "Het rode scherm"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_picture_that_is_missing_leaves_its_caption(
    tasks: InlineTasks, show: Show, small_book: Path
) -> None:
    (small_book / "pictures" / "rood@0,0,8,4.png").unlink()
    page = a_page(tasks, show)

    assert "Het rode scherm" in shown_text(page)


def test_ctrl_f_searches_the_help(help_page: HelpPage) -> None:
    help_page.contents.setFocus()
    help_page.find_here()

    assert help_page.search_field.hasFocus()
