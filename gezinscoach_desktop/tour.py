"""The tour: drives the real windows by keys through the main job and keeps a picture of every screen.

It is the program's own proof that its screens work and how they look; the handbook's pictures come from it too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.cli.screen import has_screen
from gezinscoach_desktop.tour_accounts import walk_accounts
from gezinscoach_desktop.tour_safety import keep_safe, look_at_safety, work_together
from gezinscoach_desktop.tour_server import SERVER, walk_server, walk_server_large

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from gezinscoach_desktop.app import Program
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.frame import Frame
    from gezinscoach_desktop.views.page import Page

PATIENCE_MS = 60_000
WIDE = (1366, 768)
NARROW = (1024, 700)
LARGE_SCALE = "1.5"
GUEST = "Peeters – Yilmaz"
"""The family of the practice office that the tour visits."""


class TourStuck(RuntimeError):
    """A screen did not come to rest, or what the tour looks for is not there."""


def make_tour(directory: Path) -> None:
    """Write a PNG of every screen and the dossiers as PDF into `directory`, at 100 % and a few at 150 %."""
    directory.mkdir(parents=True, exist_ok=True)
    for old in (*directory.glob("*.png"), *directory.glob("*.pdf")):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="gezinscoach-rondleiding-") as home:
        # A guest must not meet the user's own practice office, drafts or settings.
        surroundings = os.environ | {"GEZINSCOACH_HOME": home}
        if not has_screen():
            surroundings["QT_QPA_PLATFORM"] = "offscreen"
        parts = [("1", "whole"), ("1", "accounts"), (LARGE_SCALE, "large")]
        if os.environ.get(SERVER):
            parts += [("1", "server"), (LARGE_SCALE, "server-large")]
        for scale, part in parts:
            subprocess.run(
                [sys.executable, "-m", __name__, part, str(directory.resolve())],
                env=surroundings | {"QT_SCALE_FACTOR": scale},
                check=True,
            )


class Guide:
    """Presses keys, waits until the program has come to rest, and takes pictures."""

    def __init__(self, application: QApplication, program: Program, directory: Path) -> None:
        self._application = application
        self.program = program
        self._directory = directory
        self._suffix = ""
        self._number = 0
        self.broken: list[str] = []
        program.tasks.broke.connect(self._note_breakdown)

    @property
    def frame(self) -> Frame:
        if self.program.frame is None:
            raise TourStuck("The office is not open.")
        return self.program.frame

    @property
    def page(self) -> Page:
        page = self.frame.current_page
        if page is None:
            raise TourStuck("No page is shown.")
        return page

    def settle(self) -> None:
        """Wait until no work is under way and everything that follows from it was shown."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        quiet = 0

        def look() -> None:
            nonlocal quiet
            quiet = 0 if self.program.tasks.is_busy else quiet + 1
            if quiet > _QUIET_ROUNDS:
                loop.quit()

        clock = QTimer(interval=_ROUND_MS)
        clock.timeout.connect(look)
        clock.start()
        QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
        loop.exec()
        clock.stop()
        if quiet <= _QUIET_ROUNDS:
            raise TourStuck("The program did not come to rest.")
        if self.broken:
            raise TourStuck(self.broken[0])

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for long work beside everything else, such as a backup."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        clock = QTimer(interval=_ROUND_MS)
        clock.timeout.connect(lambda: loop.quit() if holds() else None)
        clock.start()
        QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
        loop.exec()
        clock.stop()
        if not holds():
            raise TourStuck("Long work did not come to an end.")
        self.settle()

    def press(self, keys: str) -> None:
        """Press a key or combination (`Ctrl+F`, `3`) as a person would, on whatever has the focus."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        combination = QKeySequence(keys)[0]  # type: ignore[index]  # PySide6's stubs lack it
        QTest.keyClick(self._focused(), combination.key(), combination.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClicks(self._focused(), text)
        self.settle()

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Keep what is seen now as `NN-name.png`."""
        self.settle()
        self._number += 1
        target = self._directory / f"{self._number:02}-{name}{self._suffix}.png"
        if not (widget or self.frame).grab().save(str(target)):
            raise TourStuck(f"{target} could not be written.")

    def mark(self, suffix: str, *, after: int = 0) -> None:
        """End the names of the pictures from here on with `suffix`, numbered on from `after`."""
        self._suffix, self._number = suffix, self._number or after

    def resize(self, size: tuple[int, int]) -> None:
        self.frame.resize(*size)
        self.settle()

    def family(self, name: str) -> UUID:
        """The id of the practice family whose name holds `name`."""
        from gezinscoach_desktop.services.family import FamilyRow, list_families

        found: list[FamilyRow] = []
        if self.program.desk is None:
            raise TourStuck("The office is not open.")
        self.program.tasks.query(list_families, self.program.desk, then=found.extend)
        self.settle()
        return next(row.id for row in found if name in row.name)

    def _focused(self) -> QWidget:
        window = self.program.opening or self.frame
        if self._application.activeWindow() is None:  # no window manager does it here
            window.activateWindow()
            self.settle()
        return focused_in(window)

    def _note_breakdown(self, breakdown: object) -> None:
        self.broken.append(str(getattr(breakdown, "details", breakdown)))


def focused_in(window: QWidget) -> QWidget:
    """Where a key goes: what has the focus, or the window itself."""
    from PySide6.QtWidgets import QApplication

    for widget in (QApplication.focusWidget(), window.focusWidget()):
        if widget is not None:
            return widget
    return window


_ROUND_MS = 15
_QUIET_ROUNDS = 4


def _walk(part: str, directory: Path) -> None:
    """One walk in this process; the scale was set by whoever started it."""
    from PySide6.QtCore import QSettings, qInstallMessageHandler

    from gezinscoach_desktop.app import Program
    from gezinscoach_desktop.views.application import make_application
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.theme import Appearance, theme

    qInstallMessageHandler(_say_of_qt)
    application = make_application(sys.argv[:1])
    theme().use_appearance(Appearance.LIGHT)
    home = Path(os.environ["GEZINSCOACH_HOME"])
    settings = QSettings(str(home / f"{part}.ini"), QSettings.Format.IniFormat)
    dialogs = ScriptedDialogs()
    program = Program(settings, dialogs)
    guide = Guide(application, program, directory)
    try:
        _WALKS[part](guide, dialogs, directory)
    finally:
        program.close()


def _say_of_qt(kind: object, context: object, text: str) -> None:  # noqa: ARG001 - as Qt calls it
    """Qt's warnings go to the terminal, but for one that only says that there is no window manager."""
    if not text.startswith("This plugin does not support"):
        print(text, file=sys.stderr)


def _whole(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    _unlock(guide)
    _look_around(guide)
    _visit_family(guide)
    _register(guide)
    _print_report(guide, dialogs, directory)
    _bring_in(guide, directory)
    keep_safe(guide)
    work_together(guide, guide.family(GUEST))
    _other_looks(guide)


def _large(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:  # noqa: ARG001 - as every walk
    from gezinscoach_desktop.views.family.places import family_list, family_page, snapshot_form

    guide.mark("-150", after=60)
    guide.program.practise()
    guide.settle()
    guide.resize(NARROW)
    family = guide.family(GUEST)
    guide.picture("start")
    guide.frame.go(family_list())
    guide.picture("gezinnen")
    guide.frame.go(family_page(family))
    guide.picture("gezin")
    guide.frame.go(family_page(family, "evolution"))
    guide.picture("evolutie")
    guide.frame.go(snapshot_form(family))
    guide.picture("momentopname")
    look_at_safety(guide)


_WALKS: dict[str, Callable[[Guide, ScriptedDialogs, Path], None]] = {
    "whole": _whole,
    "accounts": walk_accounts,
    "large": _large,
    "server": walk_server,
    "server-large": walk_server_large,
}


def _unlock(guide: Guide) -> None:
    """The opening screen, and in with the name and password of the practice office."""
    from gezinscoach_desktop.services.practice import PASSWORD, USER_NAME, practice_file

    guide.program.show_opening()
    opening = guide.program.opening
    if opening is None:
        raise TourStuck("The opening window did not come.")
    guide.picture("openen", opening)
    opening.practise()
    guide.settle()
    if not practice_file().exists():
        raise TourStuck("The practice office was not built.")
    guide.program.leave()
    opening = guide.program.opening
    if opening is None:
        raise TourStuck("The opening window did not come back.")
    opening.offer_place(str(practice_file()), USER_NAME)
    opening.sign_in.password_field.setFocus()
    guide.type("verkeerd wachtwoord")
    guide.press("Return")
    guide.picture("verkeerd-wachtwoord", opening)
    opening.sign_in.password_field.clear()
    opening.sign_in.password_field.setFocus()
    guide.type(PASSWORD)
    guide.press("Return")
    guide.resize(WIDE)
    guide.picture("start")


def _look_around(guide: Guide) -> None:
    """The list of families, found by keys."""
    guide.press("Ctrl+2")
    guide.picture("gezinnen")
    guide.press("Ctrl+F")
    guide.type("yilmaz")
    guide.picture("gezinnen-zoeken")


def _visit_family(guide: Guide) -> None:
    """From the search result into the family, tab by tab."""
    guide.press("Down")
    guide.press("Return")
    guide.picture("gezin-overzicht")
    for tab in ("momentopnamen", "evolutie", "gezinsleden", "kansarmoede-index"):
        guide.press("Ctrl+PgDown")
        guide.picture(f"gezin-{tab}")


def _register(guide: Guide) -> None:
    """A snapshot with two changes and a note, by keys; once with the digits of a Belgian keyboard."""
    guide.press("Ctrl+M")
    guide.picture("momentopname-leeg")
    guide.press("Down")
    guide.press("4")
    guide.press("T")
    guide.type("De huur wordt sinds september op tijd betaald.")
    guide.press("Escape")
    guide.picture("momentopname-eerste-wijziging")
    guide.press("Down")
    guide.press("Down")
    guide.press("Down")
    guide.type('"')
    guide.picture("momentopname-twee-wijzigingen")
    guide.resize(NARROW)
    guide.press("PgDown")
    guide.picture("momentopname-volwassene-1024")
    guide.resize(WIDE)
    guide.press("Ctrl+Return")
    guide.picture("momentopname-afgerond")


def _print_report(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    """The progress report: preview, saved as PDF, and once more without names."""
    from gezinscoach_desktop.reports.progress import ProgressOptions
    from gezinscoach_desktop.services.dossier import progress_report

    guide.press("Ctrl+P")
    guide.picture("evolutieverslag-voorbeeld")
    dialogs.will_answer(directory / "evolutieverslag-kort.pdf")
    guide.press("Ctrl+S")
    guide.frame.toast.panel.dismiss()
    desk, family = guide.program.desk, guide.page.family_id
    if desk is None or family is None:
        raise TourStuck("The preview is not about a family.")
    for name, options in (
        ("evolutieverslag", ProgressOptions()),
        ("evolutieverslag-zonder-namen", ProgressOptions(with_names=False)),
    ):
        made: list[bytes] = []
        guide.program.tasks.query(progress_report, desk, family, options, then=made.append)
        guide.settle()
        (directory / f"{name}.pdf").write_bytes(made[0])


def _bring_in(guide: Guide, directory: Path) -> None:
    """The preview of an import: a file with good and bad rows."""
    from gezinscoach_desktop.views.family.places import export_window, import_window, new_family

    guide.frame.go(new_family())
    guide.type("Peters-Yilmaz")
    guide.picture("nieuw-gezin")
    guide.frame.go(import_window())
    guide.picture("inlezen")
    source = directory / "voorbeeld.csv"
    source.write_text(_EXAMPLE_FILE, encoding="utf-8")
    guide.page.look_at(source)  # type: ignore[attr-defined]
    guide.picture("inlezen-nakijken")
    source.unlink()
    guide.frame.go(export_window())
    guide.picture("exporteren")


_EXAMPLE_FILE = """family;municipality;person;role;birth_date;joined;left;date;item;level;note
V-001;Geel;;;;;;2026-03-02;income;2;Leefloon aangevraagd.
V-001;Geel;;;;;;2026-03-02;debts;1;
V-001;Geel;V1;adult;1991-05-14;;;2026-03-02;dutch;3;
V-001;Geel;K1;child;2019-09-01;;;2026-03-02;learning;6;
V-002;Geel;;;;;;1823-03-02;income;3;
V-002;Geel;;;;;;2026-04-20;incom;3;
V-002;Geel;;;;;;2026-04-20;residence;4;
"""


def _other_looks(guide: Guide) -> None:
    """Settings, help, and the same screens in the dark and small."""
    from gezinscoach_desktop.views.family.places import family_list, family_page, snapshot_form
    from gezinscoach_desktop.views.theme import Appearance, theme

    family = guide.family(GUEST)
    guide.press("F1")
    guide.picture("hulp")
    guide.frame.rail.chosen.emit("settings")
    guide.picture("instellingen")
    guide.resize(NARROW)
    guide.mark("-1024")
    for name, place in (
        ("gezinnen", family_list()),
        ("gezin", family_page(family, "overview")),
        ("evolutie", family_page(family, "evolution")),
    ):
        guide.frame.go(place)
        guide.picture(name)
    guide.resize(WIDE)
    guide.mark("-donker")
    theme().use_appearance(Appearance.DARK)
    for name, place in (
        ("gezinnen", family_list()),
        ("gezin", family_page(family, "overview")),
        ("evolutie", family_page(family, "evolution")),
        ("momentopname", snapshot_form(family)),
    ):
        guide.frame.go(place)
        guide.picture(name)


if __name__ == "__main__":
    _walk(sys.argv[1], Path(sys.argv[2]))
