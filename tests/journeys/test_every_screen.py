"""Every screen there is: named for who cannot see it, in plain words, nothing cut off, no way in without a way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QTreeWidget, QWidget

from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.views.family.tab import TabName
from gezinscoach_desktop.views.frame import Frame
from gezinscoach_desktop.views.opening import OpeningWindow
from tests.journeys.conftest import StartProgram, unlock
from tests.journeys.contact_screens import around_contacts
from tests.journeys.driver import Driver, name_of
from tests.journeys.figures_screens import around_figures
from tests.journeys.identity_screens import around_accounts, around_the_checklist, around_the_opening
from tests.journeys.joining_screens import around_joining, around_shortcuts
from tests.journeys.letting_go_screens import around_letting_go
from tests.journeys.more_screens import around_more
from tests.journeys.network_screens import around_network
from tests.journeys.paper_screens import around_papers
from tests.journeys.plain_words import stiff_words_in
from tests.journeys.plan_screens import around_plans
from tests.journeys.referral_screens import around_referrals
from tests.journeys.rights_screens import around_rights
from tests.journeys.safety_screens import around_safety
from tests.journeys.screen import clipped_in, cut_off_in, own_words_of, texts_of, visible_widgets
from tests.journeys.team_screens import around_team
from tests.journeys.test_import import BAD, offer
from tests.journeys.update_screens import around_updates
from tests.journeys.yearly_screens import around_the_yearly_report
from tests.views.checks import accessible_name, focusable_among

SIZES = ((1024, 680), (1366, 768))
MOST_LINKS = 20
"""Within a text Tab goes from link to link before it leaves."""

Trouble = tuple[str, str]
"""Screen and what is wrong there."""


class Flashes(QObject):
    """Notes every part that was shown before it had a place, and so was a window of its own for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            is_meant = isinstance(watched, OpeningWindow | Frame | QDialog | QMenu)
            if not is_meant and watched.windowType() is not Qt.WindowType.Popup:
                self.seen.add(f"{type(watched).__name__} {''.join(texts_of(watched))}".strip())
        return False


def test_no_screen_leaves_anybody_out_and_none_flashes(
    start_program: StartProgram, known_office: Path, tmp_path: Path, qapp: QApplication
) -> None:
    driver = start_program()
    flashes = Flashes()
    seen: list[str] = []
    trouble: list[Trouble] = []
    qapp.installEventFilter(flashes)
    try:
        for name in walk(driver, tmp_path):
            seen.append(name)
            trouble += [(name, what) for what in wrong_on(driver)]
    finally:
        qapp.removeEventFilter(flashes)
    assert len(seen) >= 30
    assert trouble == [], "\n".join(f"{name}: {what}" for name, what in trouble)
    assert flashes.seen == set()


def test_the_handbook_is_written_in_plain_words() -> None:
    pages = sorted(resource_path("handbook").glob("*.md"))
    assert pages
    assert stiff_words_in(line for page in pages for line in page.read_text("utf-8").splitlines()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Indien u dit wenst", ["Indien", "u", "wenst"]),
        ("Bewaard om 14.32 uur, buurman", []),
        ("Met betrekking tot het gezin", ["Met betrekking tot"]),
    ],
)
def test_stiff_words_are_found_as_whole_words(text: str, found: list[str]) -> None:
    assert [word.split("”")[0].lstrip("“") for word in stiff_words_in([text])] == found


# ------------------------------------------------------------------------------------------------ the way round


def walk(driver: Driver, folder: Path) -> Iterator[str]:
    """Go to every screen, and say its name each time one is shown."""
    yield "opening"
    yield from around_the_opening(driver, folder)
    yield from around_joining(driver, folder)
    driver.click("Wachtwoord")
    unlock(driver)
    yield "start"
    yield from around_the_families(driver)
    yield from around_one_family(driver)
    yield from around_a_snapshot(driver)
    yield from around_papers(driver)
    yield from around_files(driver, folder)
    yield from around_contacts(driver)
    yield from around_plans(driver)
    yield from around_rights(driver, folder)
    yield from around_network(driver)
    yield from around_referrals(driver, folder)
    yield from around_team(driver)
    yield from around_more(driver, folder)
    yield from around_letting_go(driver)
    yield from around_figures(driver)
    yield from around_the_yearly_report(driver)
    yield from around_accounts(driver)
    yield from around_shortcuts(driver, folder)
    yield from around_safety(driver, folder)
    yield from around_updates(driver, folder)
    yield from around_settings_and_help(driver)
    yield from an_empty_office(driver, folder)


def around_the_families(driver: Driver) -> Iterator[str]:
    driver.press("Ctrl+2")
    yield "families"
    driver.press("Ctrl+F")
    driver.type_text("bestaat niet")
    yield "families, nothing found"
    driver.click("Filters wissen")
    driver.press("Ctrl+N")
    driver.type_text("Benard")
    driver.fill("Geboortedatum, gezinslid 1", "14/03/1990")
    yield "new family, perhaps known"
    driver.fill("Geboortedatum, gezinslid 1", "99/99/1990")
    driver.press("Ctrl+Return")
    yield "new family, a date that cannot be read"


def around_one_family(driver: Driver) -> Iterator[str]:
    driver.press("Ctrl+1")
    driver.click("Te meten")
    driver.press("Return")
    for tab in TabName:
        yield f"family, {tab}"
        driver.press("Ctrl+PgDown")
    yield from around_the_dossier(driver)
    driver.press("Alt+G")
    driver.press("Ctrl+N")
    yield "new member"
    driver.press("Esc")
    driver.click("Gezinsleden")
    driver.press("Return")
    yield "member"
    driver.press("Esc")
    for line in ("Gezinsgegevens wijzigen…", "Fase wijzigen…"):
        driver.choose("Meer", line)
        yield f"family, {line}"
        driver.press("Esc")


def around_the_dossier(driver: Driver) -> Iterator[str]:
    driver.press("Alt+D")
    for section in ("trajectory", "consent", "documents", "intake", "expenses", "stories"):
        yield f"dossier, {section}"
        driver.click("Onderdelen van het dossier")
        driver.press("Down")
    driver.press("Alt+D")


def around_a_snapshot(driver: Driver) -> Iterator[str]:
    driver.press("Ctrl+M")
    yield "snapshot, untouched"
    driver.press("4")
    driver.press("T")
    driver.write_note("Nieuwe woning")
    driver.press("Esc")
    driver.press("Down", times=4)
    driver.press("1")
    yield "snapshot, a drop and its reasons"
    driver.press("F1")
    yield "snapshot, help with the item"
    driver.choose("Meer", "Datum wijzigen…")
    yield "snapshot, date"
    driver.press("Esc")
    driver.press("Ctrl+F")
    driver.type_text("werk")
    yield "snapshot, find"
    driver.press("Esc")
    driver.press("PgDown")
    yield "snapshot, adult"
    driver.press("PgUp")
    driver.press("PgUp")
    yield "snapshot, child"
    driver.press("Alt+Left")
    yield "family, a draft waits"
    driver.press("Ctrl+1")
    yield "start, a draft waits"
    driver.click("Verder met de momentopname")
    driver.press("Return")
    driver.press("Ctrl+Return")
    yield "snapshot, finished"
    driver.press("Ctrl+P")
    yield "report"


def around_files(driver: Driver, folder: Path) -> Iterator[str]:
    driver.press("Ctrl+2")
    driver.choose("Meer", "Registraties inlezen…")
    yield "import, choose"
    offer(driver, folder / "leeg.csv", "")
    driver.click("Bestand kiezen…")
    yield "import, unreadable"
    offer(driver, folder / "fout.csv", BAD)
    driver.click("Bestand kiezen…")
    yield "import, preview with errors"
    driver.click("Goede rijen inlezen, 3 foute rijen overslaan")
    driver.click("Inlezen")
    yield "import, result"
    driver.click("Toon gezinnen")
    driver.choose("Meer", "Registraties exporteren…")
    yield "export"
    driver.type_text("Onderzoek")
    driver.press("Tab")
    driver.type_text("Hogeschool")
    driver.click("Herkenbaar: met namen en codes van het kantoor")
    yield "export, recognisable"
    driver.click("Zonder namen: elk gezin krijgt een code")
    driver.dialogs.will_answer(folder / "uit.xlsx")
    driver.press("Ctrl+Return")
    yield "export, done"
    driver.press("Alt+W")
    yield "export, what went out"


def around_settings_and_help(driver: Driver) -> Iterator[str]:
    driver.click("Instellingen")
    yield "settings"
    driver.click("Hulp")
    topics = driver.find("Onderwerpen")
    assert isinstance(topics, QTreeWidget)
    topics.expandAll()
    topics.setFocus(Qt.FocusReason.TabFocusReason)
    driver.press("Home")
    before = QModelIndex()
    while topics.currentIndex() != before:
        before = topics.currentIndex()
        yield f"help, {before.data()}"
        driver.press("Down")
    driver.click("Instellingen")
    driver.click("Kantoor sluiten")


def an_empty_office(driver: Driver, folder: Path) -> Iterator[str]:
    yield from around_the_checklist(driver, folder)
    yield "start, nobody yet"
    driver.choose("Meer", "Nog te doen voor dit kantoor")
    yield "start, the whole checklist"
    driver.click("Sluiten")
    driver.press("Ctrl+2")
    yield "families, nobody yet"
    driver.press("Ctrl+N")
    driver.type_text("Özdemir")
    driver.press("Ctrl+Return")
    yield "family, no snapshot yet"
    driver.press("Alt+G")
    yield "family, no members yet"
    driver.press("Ctrl+M")
    yield "consent, before anything is registered"
    driver.press("Return")
    yield "snapshot, first measurement"


# --------------------------------------------------------------------------------------------- what can be wrong


def wrong_on(driver: Driver) -> list[str]:
    """Everything that is wrong on the screen shown now."""
    window = driver.window
    found = [f"no name: {name}" for name in nameless(window)]
    found += [f"stiff: {word}" for word in stiff_words_in(own_words(window))]
    found += [f"loose dots: {text}" for text in loose_dots_on(window)]
    found += at_every_size(driver, window, lambda: clipped_in(window) + cut_off_in(window))
    return found + tab_trap(driver)


def nameless(window: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()}".strip()
        for widget in focusable_among(visible_widgets(window))
        if not accessible_name(widget).strip()
    ]


def loose_dots_on(window: QWidget) -> list[str]:
    """A command with a dialog behind it ends as every other one: `Kiezen…`."""
    commands = [widget.text() for widget in visible_widgets(window) if isinstance(widget, QAbstractButton)]
    return [text for text in commands if text.endswith(" …")]


def own_words(window: QWidget) -> set[str]:
    return {text for widget in visible_widgets(window) for text in own_words_of(widget) if text}


def at_every_size(driver: Driver, window: QWidget, look: Callable[[], list[str]]) -> list[str]:
    """A dialog has one size; the window is looked at in each."""
    if window is not driver.program.frame:
        return look()
    found = []
    for width, height in SIZES:
        window.resize(width, height)
        driver.settle()
        found += [f"at {width}: {what}" for what in look()]
    return found


def tab_trap(driver: Driver) -> list[str]:
    """Tab has to lead on, and round: in the form between scale and note, everywhere else past all there is."""
    driver.come_forward()
    first = now = has_keyboard()
    visited: list[QWidget] = []
    stays = 0
    while now is not None and stays < MOST_LINKS and (now not in visited or now is visited[-1]):
        stays = stays + 1 if visited and now is visited[-1] else 0
        visited.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = has_keyboard()
    if first is None or now is None:
        return ["the keyboard is nowhere"]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    driver.settle()
    return [f"Tab stays on “{name_of(now)}”"] if stays == MOST_LINKS else []


def has_keyboard() -> QWidget | None:
    return QApplication.focusWidget()
