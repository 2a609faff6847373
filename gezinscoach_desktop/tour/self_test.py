"""`--self-test`: whether this very program, as it stands on this PC, can do its work. Touches nothing of the user.

One line per step with how long it took. Meant for whoever made or installed a bundle: whatever was left out of it by
mistake is missed here and not by a clerk.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.cli.output import say, say_wrong
from gezinscoach_desktop.cli.screen import has_screen
from gezinscoach_desktop.data.home import HOME_VARIABLE
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.resource import resource_path

if TYPE_CHECKING:
    from uuid import UUID

    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.tour.guide import Guide

_USER, _PASSWORD = "zelftest", "vier woorden voor een zelftest"  # of an office that is gone a moment later
_OFFICE = "Zelftest"
_FAMILIES = 3
_NO_SERVER = "postgresql://niemand@127.0.0.1:1/niets"
_FILES = (
    ("instruments", "*.toml", 1),
    ("index", "*.toml", 3),
    ("fonts", "*.ttf", 4),
    ("icons", "*.svg", 100),
    ("handbook", "*.md", 30),
    ("practice", "*.toml", 5),
    ("passwords", "*.txt", 2),
    ("papers", "*.toml", 1),
    ("rights", "*.csv", 1),
)


class SelfTestFailed(Exception):
    """A step did not give what it should."""


@dataclass(slots=True)
class _Test:
    """What the steps hand to one another."""

    folder: Path
    desk: Desk | None = None
    code: str = ""
    """Of the family that the window and the papers are about."""
    remarks: list[str] = field(default_factory=list)

    @property
    def place(self) -> Path:
        return self.folder / "zelftest.gezinscoach"

    def open_desk(self) -> Desk:
        if self.desk is None:
            raise SelfTestFailed("Het kantoor is niet open.")
        return self.desk

    def family(self) -> UUID:
        from gezinscoach_desktop.services.family import list_families

        return next(row.id for row in list_families(self.open_desk()) if row.code == self.code)


def run() -> int:
    """Do every step; 0 when all went well, 1 at the first that did not, which is named on standard error."""
    with _own_surroundings() as folder:
        test = _Test(folder)
        begun = time.monotonic()
        for name, step in _STEPS:
            if not _done(test, name, step):
                return 1
        say(f"Alles in orde ({time.monotonic() - begun:.1f} s).")
    return 0


def _done(test: _Test, name: str, step: Callable[[_Test], str]) -> bool:
    begun = time.monotonic()
    try:
        what = step(test)
    except Exception as error:  # whatever it is, it is what this test is for
        _close(test)
        is_plain = isinstance(error, (UserError, SelfTestFailed))
        said = str(error) if is_plain else f"{type(error).__name__}: {error}"
        say_wrong(f"De zelftest stopt bij “{name}”: {said}")
        return False
    say(f"{name:<28}{time.monotonic() - begun:6.1f} s   {what}")
    return True


@contextmanager
def _own_surroundings() -> Iterator[Path]:
    """A home that is gone afterwards, and a place to draw windows where there is no screen."""
    kept = {name: os.environ.get(name) for name in (HOME_VARIABLE, "QT_QPA_PLATFORM")}
    with tempfile.TemporaryDirectory(prefix="gezinscoach zelftést ", ignore_cleanup_errors=True) as folder:
        home = Path(folder, "thuis")
        home.mkdir()
        os.environ[HOME_VARIABLE] = str(home)
        if not has_screen():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        try:
            yield Path(folder)
        finally:
            for name, value in kept.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


# ------------------------------------------------------------------------------------------------------------ steps


def _resources(test: _Test) -> str:  # noqa: ARG001 - every step gets the test
    found = 0
    for folder, pattern, least in _FILES:
        files = list(resource_path(folder).glob(pattern))
        if len(files) < least or any(not file.stat().st_size for file in files):
            raise SelfTestFailed(f"In de map {folder} ontbreken bestanden.")
        found += len(files)
    return counted(found, "bestand", "bestanden")


def _licences(test: _Test) -> str:  # noqa: ARG001
    from gezinscoach_desktop.services.licences import read_licence, read_parts

    parts = read_parts()
    for part in parts:
        if not read_licence(part.key).strip():
            raise SelfTestFailed(f"De licentie van {part.name} is leeg.")
    if len(parts) < 40:
        raise SelfTestFailed("Er ontbreken licenties.")
    return counted(len(parts), "onderdeel", "onderdelen")


def _key_store(test: _Test) -> str:
    """Looks whether this PC could keep a key, and keeps none."""
    from importlib.metadata import entry_points

    from gezinscoach_desktop.services.device_key import device_key_state

    if "Windows" not in {found.name for found in entry_points(group="keyring.backends")}:
        raise SelfTestFailed("De sleutelbewaarplaatsen van het pakket keyring ontbreken.")
    problem = device_key_state(test.open_desk()).problem
    if problem is not None and sys.platform == "win32":
        raise SelfTestFailed(problem)
    return "aanwezig" if problem is None else "niet op deze pc"


def _new_office(test: _Test) -> str:
    from gezinscoach_desktop.services.office import new_office, open_office

    new_office(str(test.place), name=_OFFICE, user_name=_USER, password=_PASSWORD)
    test.desk = open_office(str(test.place), user_name=_USER, password=_PASSWORD)
    return f"{test.place.stat().st_size // 1024} kB, versleuteld"


def _migrations(test: _Test) -> str:
    """A new office is made by every migration in turn, so the last one tells of all."""
    from gezinscoach_desktop.data.schema import HEAD, VERSION

    asked = "SELECT version_num FROM alembic_version"
    office = test.open_desk().office
    reached = office.read(lambda session: session.connection().exec_driver_sql(asked).scalar())
    if reached != HEAD:
        raise SelfTestFailed(f"De databank staat op {reached} en niet op {HEAD}.")
    return f"{counted(VERSION, 'stap', 'stappen')}, tot versie {HEAD}"


def _import(test: _Test) -> str:
    from gezinscoach_desktop.services.exchange import import_file, preview_import
    from gezinscoach_desktop.services.family import list_families

    lines = (
        resource_path("practice", "pilot-90.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    )
    codes = sorted({line.partition(";")[0] for line in lines[1:]})[:_FAMILIES]
    source = test.folder / "inlezen.csv"
    chosen = (line for line in lines[1:] if line.partition(";")[0] in codes)
    source.write_text("".join((lines[0], *chosen)), encoding="utf-8")
    preview = preview_import(test.open_desk(), source)
    result = import_file(test.open_desk(), preview)
    test.code = codes[0]
    if len(list_families(test.open_desk())) != _FAMILIES:
        raise SelfTestFailed("Niet elk gezin uit het bestand kwam binnen.")
    return f"{counted(result.families, 'gezin', 'gezinnen')}, {counted(result.scores, 'score', 'scores')}"


def _window(test: _Test) -> str:
    """Signing in and a snapshot, by keys, in the windows that everybody gets."""
    from PySide6.QtCore import QSettings, qInstallMessageHandler

    from gezinscoach_desktop.app import Program
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.application import make_application
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs

    before, family = _snapshots(test), test.family()
    _close(test)
    qInstallMessageHandler(lambda _, __, text: _remark(test, text))
    application = make_application(["zelftest"])
    settings = QSettings(str(test.folder / "zelftest.ini"), QSettings.Format.IniFormat)
    program = Program(settings, ScriptedDialogs())
    bugs: list[BaseException] = []
    sys.excepthook, before_hook = lambda _, bug, __: bugs.append(bug), sys.excepthook
    try:
        seen = _register(Guide(application, program, test.folder), test.place, family, bugs)
    finally:
        program.close()
        sys.excepthook = before_hook
        qInstallMessageHandler(None)
    _reopen(test)
    after = _snapshots(test)
    if after != before + 1:
        raise SelfTestFailed(f"Er waren {before} momentopnamen en nu {after}.")
    return seen


def _snapshots(test: _Test) -> int:
    from gezinscoach_desktop.services.check import verify

    return verify(test.open_desk(), deep=False).counts["snapshots"]


def _register(guide: Guide, place: Path, family: UUID, bugs: list[BaseException]) -> str:
    from PySide6.QtGui import QGuiApplication

    from gezinscoach_desktop.views.family.places import family_page

    guide.program.show_opening()
    opening = guide.program.opening
    if opening is None:
        raise SelfTestFailed("Het eerste venster kwam niet.")
    guide.settle()
    opening.offer_place(str(place), _USER)
    opening.sign_in.password_field.setFocus()
    guide.type(_PASSWORD)
    guide.press("Return")
    guide.until(lambda: bool(bugs) or guide.program.frame is not None)
    if not bugs:
        guide.frame.go(family_page(family))
        _press(guide)
    if bugs:
        raise SelfTestFailed(f"Het venster viel stil: {type(bugs[0]).__name__}: {bugs[0]}")
    picture = guide.frame.grab().toImage()
    if picture.isNull() or picture.pixelColor(10, 10) == picture.pixelColor(picture.rect().center()):
        raise SelfTestFailed("Het venster toont niets.")
    return f"2 scores met toetsen, {picture.width()} × {picture.height()}, {QGuiApplication.platformName()}"


def _press(guide: Guide) -> None:
    """A first and a second item of a new snapshot, and finish it."""
    for key in ("Ctrl+M", "Down", "4", "Down", "2", "Ctrl+Return"):
        guide.press(key)


def _pdf(test: _Test) -> str:
    import pypdfium2

    from gezinscoach_desktop.reports.content import PaperOptions
    from gezinscoach_desktop.services.dossier import progress_report

    made = progress_report(test.open_desk(), test.family(), PaperOptions(with_names=True))
    with closing(pypdfium2.PdfDocument(made)) as document:
        pages = len(document)
        first = document[0].get_textpage().get_text_bounded()
        drawn = document[0].render(scale=1).to_pil()
    if test.code not in first or drawn.width < 100:
        raise SelfTestFailed("Het verslag is niet van dit gezin.")
    return f"{counted(pages, 'bladzijde', 'bladzijden')}, {len(made) // 1024} kB"


def _workbook(test: _Test) -> str:
    from gezinscoach_desktop.domain.export import Alone, ExportChoice
    from gezinscoach_desktop.domain.transfer import ExportKind
    from gezinscoach_desktop.services.export import export_data

    choice = ExportChoice(
        kind=ExportKind.XLSX,
        project="Zelftest",
        recipient="Niemand",
        purpose="Nakijken of het programma het kan",
        alone=Alone.BLANK,
    )
    result = export_data(test.open_desk(), choice, test.folder / "zelftest.xlsx")
    sheets = [name for name in _names_in(result.path) if name.startswith("xl/worksheets/sheet")]
    if not sheets or not result.rows:
        raise SelfTestFailed("Het rekenblad is leeg.")
    return f"{counted(len(sheets), 'blad', 'bladen')}, {counted(result.rows, 'rij', 'rijen')}"


def _text(test: _Test) -> str:
    from gezinscoach_desktop.reports.yearly.content import ReportFormat
    from gezinscoach_desktop.services.yearly_report import make_report

    (path,) = make_report(test.open_desk(), test.open_desk().today().year, [ReportFormat.DOCX], test.folder)
    if "word/document.xml" not in _names_in(path):
        raise SelfTestFailed("Het jaarverslag is leeg.")
    return f"{path.stat().st_size // 1024} kB"


def _names_in(path: Path) -> list[str]:
    """The parts of an office document, every one of which is whole."""
    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            raise SelfTestFailed(f"{path.name} is beschadigd.")
        return archive.namelist()


def _server(test: _Test) -> str:  # noqa: ARG001
    """Speaks to a server that is not there: that this is noticed shows that the parts for it are."""
    from gezinscoach_desktop.services.office import open_office

    try:
        open_office(_NO_SERVER, user_name=_USER, password=_PASSWORD)
    except OfficeUnavailable:
        return "onderdelen aanwezig"
    raise SelfTestFailed("Er antwoordt een server waar er geen is.")


def _verify(test: _Test) -> str:
    from gezinscoach_desktop.services.check import verify

    found = verify(test.open_desk(), deep=True)
    _close(test)
    if not found.is_good:
        raise SelfTestFailed("; ".join(f"{finding.where}: {finding.what}" for finding in found.findings))
    return f"{found.counts.get('snapshots', 0)} momentopnamen, elke bladzijde gelezen"


_STEPS: tuple[tuple[str, Callable[[_Test], str]], ...] = (
    ("Bestanden van het programma", _resources),
    ("Licenties", _licences),
    ("Nieuw kantoor", _new_office),
    ("Databank bijwerken", _migrations),
    ("Sleutelbewaarplaats", _key_store),
    ("Inlezen", _import),
    ("Momentopname in het venster", _window),
    ("Verslag (pdf)", _pdf),
    ("Rekenblad (xlsx)", _workbook),
    ("Jaarverslag (docx)", _text),
    ("Databankserver", _server),
    ("Nakijken", _verify),
)


def _remark(test: _Test, text: str) -> None:
    """What Qt says; that a drawing without screen has no window manager is no news."""
    if not text.startswith("This plugin does not support"):
        test.remarks.append(text)
        say(f"  (Qt: {text})")


def _reopen(test: _Test) -> None:
    from gezinscoach_desktop.services.office import open_office

    test.desk = open_office(str(test.place), user_name=_USER, password=_PASSWORD)


def _close(test: _Test) -> None:
    from gezinscoach_desktop.services.office import close_office

    desk, test.desk = test.desk, None
    if desk is not None:
        close_office(desk)
