"""Bundles of signals on screen: ticked, proposed, filled in, kept, taken away, and told to the council."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.signal import SignalInput
from gezinscoach_desktop.domain.signal_bundle import BundleState, SignalBundleInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.signal import tell_signal
from gezinscoach_desktop.services.signal_bundle import add_bundle, change_bundle, list_bundles, read_bundle
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.printing.preview import PrintPreview
from gezinscoach_desktop.views.signal.bundle_page import BundlePage
from gezinscoach_desktop.views.signal.bundles_page import BundlesPage
from gezinscoach_desktop.views.signal.page import SignalsPage
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import desk as desk
from tests.views.real_office import family as family
from tests.views.real_office import office_kind as office_kind

Show = Callable[[QWidget], None]
HOUSING = LifeDomain.HOUSING


def told(desk: Desk, what: str, family_id: UUID | None = None, example: str = "") -> UUID:
    details = SignalInput(HOUSING, what, date(2026, 3, 2), service="Woonmaatschappij", example=example)
    done = tell_signal(desk, details, family_id)
    assert done.id is not None
    return done.id


@pytest.fixture
def signals_page(
    desk: Desk, tasks: InlineTasks, messages: Messages, show: Show
) -> Callable[..., SignalsPage]:
    def make(*roles: OfficeRole) -> SignalsPage:
        account = replace(desk.account, roles=frozenset(roles) or desk.account.roles)
        page = SignalsPage(tasks, replace(desk, account=account), messages)
        show(page)
        page.load()
        return page

    return make


@pytest.fixture
def bundles_page(
    desk: Desk, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages, show: Show
) -> Callable[[], BundlesPage]:
    def make() -> BundlesPage:
        page = BundlesPage(tasks, desk, dialogs, messages)
        tasks.changed.connect(page.refresh)
        show(page)
        page.load()
        return page

    return make


@pytest.fixture
def bundle_page(
    desk: Desk, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages, show: Show
) -> Callable[[UUID], BundlePage]:
    def make(bundle_id: UUID) -> BundlePage:
        page = BundlePage(tasks, desk, dialogs, messages, bundle_id)
        tasks.changed.connect(lambda change: page.refresh(change) if page.is_concerned(change) else None)
        show(page)
        page.load()
        return page

    return make


def bundled(desk: Desk, *signals: UUID) -> UUID:
    done = add_bundle(desk, SignalBundleInput("Wachten op een woning", HOUSING, signals))
    assert done.id is not None
    return done.id


def places(page: QWidget) -> list[Destination]:
    left: list[Destination] = []
    page.left_for.connect(left.append)  # type: ignore[attr-defined]
    return left


def test_signals_are_ticked_with_the_space_bar_and_bundled(
    desk: Desk, signals_page: Callable[..., SignalsPage]
) -> None:
    wanted = {told(desk, "Een"), told(desk, "Twee")}
    page = signals_page()
    left = places(page)
    assert not page.bundle_button.isEnabled()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(page.table, key)
    assert page.bundle_button.text() == "Bundelen (2)"
    QTest.mouseClick(page.bundle_button, Qt.MouseButton.LeftButton)
    [line] = list_bundles(desk).lines
    assert set(line.record.details.signals) == wanted
    assert line.record.details.title == "Huisvesting: Woonmaatschappij"
    assert [(each.room, each.subject) for each in left] == [("signal_bundle", line.record.id)]
    assert_every_focusable_widget_is_named(page)


def test_a_signal_stands_there_in_full(desk: Desk, signals_page: Callable[..., SignalsPage]) -> None:
    short, long = told(desk, "Kort"), told(desk, "Brieven komen alleen digitaal aan, " * 6)
    page = signals_page()
    heights = {row: page.table.rowHeight(page.model.place_of(row)) for row in (short, long)}
    assert heights[long] > heights[short]
    page.search_field.setText("digitaal")
    assert page.table.rowHeight(0) == heights[long], "also after a search"


def test_a_coach_bundles_nothing(desk: Desk, signals_page: Callable[..., SignalsPage]) -> None:
    told(desk, "Een")
    page = signals_page(OfficeRole.COACH)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert not page.bundle_button.isVisible()
    assert not page.bundles_button.isVisible()


def test_what_belongs_together_is_proposed_and_taken_with_one_click(
    desk: Desk, bundles_page: Callable[[], BundlesPage]
) -> None:
    told(desk, "Een"), told(desk, "Twee")
    page = bundles_page()
    left = places(page)
    [take] = [each for each in page.findChildren(QWidget) if each.accessibleName().endswith(" bundelen")]
    assert take.accessibleName() == "Huisvesting: Woonmaatschappij bundelen"
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    assert list_bundles(desk).proposals == ()
    assert [each.room for each in left] == ["signal_bundle"]
    assert page.model.rowCount() == 1
    assert_every_focusable_widget_is_named(page)


def test_a_bundle_is_filled_in_with_the_example_of_a_signal_and_kept(
    desk: Desk, family: UUID, bundle_page: Callable[[UUID], BundlePage], said: list[Message]
) -> None:
    first = told(desk, "Vijf jaar wachten", family, example="Mevrouw Nagy wacht vijf jaar.")
    loose = told(desk, "Zes jaar wachten")
    bundle = bundled(desk, first)
    page = bundle_page(bundle)
    assert "1 signaal · 1 gezin · gemeld door 1 medewerker" in page.facts_label.text()
    page.table.choose(first)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.example_field.value() == "Mevrouw Nagy wacht vijf jaar."
    assert "“Nagy”" in page.warning_label.text()
    page.example_field.set_value("")
    QTest.keyClicks(page.example_field, "Een moeder wacht vijf jaar.")
    assert page.warning_label.isHidden()
    page.table.choose(loose)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    page.state_field.set_value(BundleState.RAISED)
    page.raised_on_field.set_value(date(2026, 6, 1))
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if list_bundles(desk).lines[0].record.version == 1:  # offscreen a shortcut needs an active window
        page.keep()
    details = read_bundle(desk, bundle).line.record.details
    assert details.example == "Een moeder wacht vijf jaar."
    assert (details.state, details.signals) == (BundleState.RAISED, (first, loose))
    assert "2 signalen" in page.facts_label.text(), "read again"
    assert said[-1].text == "De bundel is bewaard."
    assert_every_focusable_widget_is_named(page)


def test_what_a_colleague_kept_first_is_said_and_nothing_typed_is_lost(
    desk: Desk, bundle_page: Callable[[UUID], BundlePage]
) -> None:
    bundle = bundled(desk, told(desk, "Een"))
    page = bundle_page(bundle)
    QTest.keyClicks(page.asked_field, "Een crisiswoning")
    change_bundle(desk, bundle, 1, SignalBundleInput("Anders", HOUSING))
    page.keep()
    assert "wijzigde deze bundel intussen" in page.error_label.text()
    assert page.asked_field.value() == "Een crisiswoning"
    assert read_bundle(desk, bundle).line.record.details.title == "Anders"


def test_a_date_to_come_is_refused_under_its_field(
    desk: Desk, bundle_page: Callable[[UUID], BundlePage]
) -> None:
    page = bundle_page(bundled(desk, told(desk, "Een")))
    page.raised_on_field.set_value(date(2027, 1, 1))
    page.keep()
    assert "toekomst" in page.form.error_of("raised_on")


def test_a_bundle_taken_away_comes_back_and_its_signals_stay(
    desk: Desk, bundles_page: Callable[[], BundlesPage], said: list[Message]
) -> None:
    bundled(desk, told(desk, "Een"))
    page = bundles_page()
    page.table.setFocus()
    page.remove()
    assert list_bundles(desk).lines == ()
    assert list_bundles(desk).loose == 1
    assert said[-1].action is not None
    said[-1].action()
    assert page.model.rowCount() == 1


def test_the_note_for_the_council_is_read_before_it_is_printed(
    desk: Desk, bundles_page: Callable[[], BundlesPage]
) -> None:
    bundled(desk, told(desk, "Een"))
    bundled(desk, told(desk, "Twee"))
    page = bundles_page()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(page.table, key)
    assert "2 aangevinkt voor de nota" in page.header._subtitle.text()
    QTest.mouseClick(page.note_button, Qt.MouseButton.LeftButton)
    [preview] = page.findChildren(PrintPreview)
    assert preview.windowTitle() == "Nota aan de raad"
    preview.close()


def test_the_note_is_saved_where_it_is_wanted(
    desk: Desk,
    bundles_page: Callable[[], BundlesPage],
    dialogs: ScriptedDialogs,
    said: list[Message],
    tmp_path: Path,
) -> None:
    bundled(desk, told(desk, "Een"))
    page = bundles_page()
    page.table.setFocus()
    dialogs.will_answer(tmp_path / "nota.pdf")
    page.save_note()
    assert (tmp_path / "nota.pdf").read_bytes().startswith(b"%PDF")
    assert said[-1].text == "De nota staat in “nota.pdf”: 1 pagina."


def test_without_bundles_the_way_to_the_signals_is_shown(
    desk: Desk, bundles_page: Callable[[], BundlesPage]
) -> None:
    page = bundles_page()
    left = places(page)
    assert not page.note_button.isEnabled()
    page._nothing.button.click()
    assert [each.room for each in left] == ["signals"]
