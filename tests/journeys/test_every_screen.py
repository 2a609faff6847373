"""Every screen there is: named for who cannot see it, in plain words, nothing cut off, no way in without a way out.

And after all that work no name and no note stands in the open outside what the user chose to write there.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.archive import export_office
from gezinscoach_desktop.services.audit import AuditFilter, export_trail
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import papers, progress_report
from gezinscoach_desktop.services.exchange import export_file
from gezinscoach_desktop.views.frame import Frame
from gezinscoach_desktop.views.opening import OpeningWindow
from tests.journeys.canary import traces
from tests.journeys.conftest import OpenDesk, StartProgram
from tests.journeys.office import FRESH, LATE, QUIET, family_id
from tests.journeys.plain_words import stiff_words_in
from tests.journeys.screen import texts_of
from tests.journeys.walk import walk
from tests.journeys.wrong import wrong_on
from tests.offices import PASSWORD

CANARIES = (
    "Bénard",
    "Çelik",
    "Öztürk",
    "Van den Broeck",
    "Kerkstraat",
    "Nieuwe woning",
    "Özdemir",
    PASSWORD,
)

Trouble = tuple[str, str]
"""Screen and what is wrong there."""


class Windows(QObject):
    """Everything that was a window, were it for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.flashes: set[str] = set()
        """Parts that were shown before they had a place."""
        self.titles: set[str] = set()
        """What other programs can read."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and watched.isWindow():
            self.titles.add(watched.windowTitle())
            if event.type() is QEvent.Type.Show:
                self._note_flash(watched)
        return False

    def _note_flash(self, window: QWidget) -> None:
        is_meant = isinstance(window, OpeningWindow | Frame | QDialog | QMenu)
        if not is_meant and window.windowType() is not Qt.WindowType.Popup:
            self.flashes.add(f"{type(window).__name__} {''.join(texts_of(window))}".strip())


@pytest.fixture
def system_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system's temporary files go meanwhile."""
    folder = tmp_path / "systemtemp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_no_screen_leaves_anybody_out_none_flashes_and_nothing_is_left_in_the_open(
    start_program: StartProgram,
    known_office: Path,
    own_home: Path,
    system_temp: Path,
    tmp_path: Path,
    qapp: QApplication,
    look_inside: OpenDesk,
) -> None:
    chosen, out = tmp_path / "chosen", tmp_path / "without names"
    chosen.mkdir()
    out.mkdir()
    QGuiApplication.clipboard().clear()  # of whatever ran before in this process
    windows = Windows()
    seen: list[str] = []
    trouble: list[Trouble] = []
    qapp.installEventFilter(windows)
    try:
        driver = start_program()
        for name in walk(driver, chosen):
            seen.append(name)
            trouble += [(name, what) for what in wrong_on(driver)]
    finally:
        qapp.removeEventFilter(windows)
    assert len(seen) >= 30
    assert trouble == [], "\n".join(f"{name}: {what}" for name, what in trouble)
    assert windows.flashes == set()
    assert not [title for title in windows.titles for word in CANARIES if word in title]
    assert not QGuiApplication.clipboard().text()

    desk = look_inside()
    _everything_that_may_leave(desk, out)
    (chosen / "met namen.pdf").write_bytes(progress_report(desk, family_id(desk, LATE), PaperOptions()))
    assert traces(CANARIES, [chosen]), "the scan finds what the user himself wrote out with names"
    assert traces(CANARIES, [own_home, out, system_temp]) == set(), "while the office is open"
    driver.program.close()
    assert (
        traces(CANARIES, [path for path in tmp_path.iterdir() if path != chosen and path.is_dir()]) == set()
    )
    assert traces(CANARIES, [tmp_path]) == traces(CANARIES, [chosen])


def _everything_that_may_leave(desk: Desk, folder: Path) -> None:
    export_file(desk, folder / "pseudonymised.csv", pseudonymised=True)
    export_trail(desk, folder / "trail.csv", AuditFilter())
    export_office(desk, folder / "office.archive", "zeven gele fietsen tegelijk")
    back_up(desk, BackupReason.MANUAL)
    for name in (LATE, FRESH, QUIET):
        options = PaperOptions(with_names=False, with_notes=False)
        found = papers(desk, family_id(desk, name))
        for kind in PaperKind:
            if not found.why_not(kind):
                (folder / f"{name[-2:]}-{kind}.pdf").write_bytes(found.make(kind, options))


@pytest.mark.parametrize("word", ["Bénard", "Nieuwe woning"])
def test_the_scan_finds_a_word_in_a_plain_database_a_zip_and_a_file_name(word: str, tmp_path: Path) -> None:
    """The control: what would be wrong is seen."""
    database = sqlite3.connect(tmp_path / "a.db")
    database.execute("CREATE TABLE family (name)")
    database.execute("INSERT INTO family VALUES (?)", [word])
    database.commit()
    database.close()
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", word.upper())
    (tmp_path / f"dossier {word}.txt").write_text("leeg")
    (tmp_path / "wide.txt").write_bytes(word.encode("utf-16-le"))

    found = traces([word], [tmp_path])

    assert found == {f"{name}: {word}" for name in ("a.db", "b.zip", f"dossier {word}.txt", "wide.txt")}


def test_the_scan_finds_a_name_in_a_report_that_has_names(look_inside: OpenDesk, tmp_path: Path) -> None:
    desk = look_inside()
    report = tmp_path / "report"
    report.mkdir()
    (report / "with.pdf").write_bytes(progress_report(desk, family_id(desk, LATE), PaperOptions()))

    assert "with.pdf: Bénard" in traces(["Bénard"], [report])


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
