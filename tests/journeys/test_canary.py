"""After a whole day's work no name and no note stands in the open outside what the user chose to write there."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.services.archive import export_office
from gezinscoach_desktop.services.audit import AuditFilter, export_trail
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dossier import papers, progress_report
from gezinscoach_desktop.services.exchange import export_file
from tests.journeys.canary import traces
from tests.journeys.conftest import OpenDesk, StartProgram
from tests.journeys.office import FRESH, LATE, QUIET, family_id
from tests.journeys.test_every_screen import walk
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


class Titles(QObject):
    """What other programs can read: the titles of all windows that were shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and watched.isWindow():
            self.seen.add(watched.windowTitle())
        return False


@pytest.fixture
def system_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system's temporary files go meanwhile."""
    folder = tmp_path / "systemtemp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_no_name_no_note_and_no_password_is_left_in_the_open(
    start_program: StartProgram,
    known_office: Path,
    own_home: Path,
    system_temp: Path,
    tmp_path: Path,
    qapp: QApplication,
    look_inside: OpenDesk,
) -> None:
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    titles = Titles()
    qapp.installEventFilter(titles)
    try:
        driver = start_program()
        assert len(list(walk(driver, chosen))) >= 30
    finally:
        qapp.removeEventFilter(titles)
    desk = look_inside()
    out = tmp_path / "without names"
    out.mkdir()
    _everything_that_may_leave(desk, out)
    (chosen / "met namen.pdf").write_bytes(progress_report(desk, family_id(desk, LATE), PaperOptions()))
    assert traces(CANARIES, [chosen]), "the scan finds what the user himself wrote out with names"
    while_open = traces(CANARIES, [own_home, known_office.parent / "without names", system_temp])
    driver.program.close()

    places = [path for path in tmp_path.iterdir() if path != chosen]

    assert while_open == set()
    assert traces(CANARIES, [*(path for path in places if path.is_dir())]) == set()
    assert traces(CANARIES, [tmp_path]) == traces(CANARIES, [chosen])
    assert not [title for title in titles.seen for word in CANARIES if word in title]
    assert not QGuiApplication.clipboard().text()


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
