"""The part of the tour about what goes wrong: after a crash, a report, an office that does not open, a backup put back."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import click, fill, opening_of, over

if TYPE_CHECKING:
    from gezinscoach_desktop.app import Program
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs

PASSWORD = "lamp brug kersen wolk"  # noqa: S105 - of an office that is thrown away after the tour
USER = "an"
_FIRST = 337
_PAGE = 4096
_FAMILIES = 40
_SMALL = (1008, 656)


def walk_trouble(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:  # noqa: ARG001 - as every walk
    """At 100 %."""
    guide.mark("", after=_FIRST - 1)
    _walk(guide)


def walk_trouble_large(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:  # noqa: ARG001
    """The same at 150 %."""
    guide.mark("-150", after=_FIRST - 1)
    _walk(guide)


def _walk(guide: Guide) -> None:
    _leave_a_crash()
    place = _worked_in()
    _watch_over(guide.program)
    guide.program.show_opening()
    opening = opening_of(guide)
    opening.offer_place(str(place), USER)
    guide.settle()
    guide.picture("gestopt", opening)
    _make_report(guide)
    _damage(place)
    _repair(guide)
    _put_back(guide, place)
    guide.program.practise()
    guide.until(lambda: guide.program.frame is not None)
    guide.resize((1366, 768))
    _show_page(guide)


def _leave_a_crash() -> None:
    """What a program leaves that was cut off yesterday."""
    from gezinscoach_desktop import __version__
    from gezinscoach_desktop.data.home import home

    folder = home() / "running"
    folder.mkdir(exist_ok=True)
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    content = {
        "pid": 1,
        "version": __version__,
        "began_at": yesterday,
        "seen_at": yesterday,
        "is_session_end": False,
    }
    (folder / "1-rondleiding.lock").touch()
    (folder / "1-rondleiding.json").write_text(json.dumps(content), encoding="utf-8")


def _watch_over(program: Program) -> None:
    from gezinscoach_desktop.views.trouble.crash_watch import CrashWatch

    program.crash = CrashWatch(program.tasks, program.dialogs, program.settings, program)


def _worked_in() -> Path:
    """An office with a backup, and work of after it."""
    from gezinscoach_desktop.domain.backup import BackupReason
    from gezinscoach_desktop.domain.record import FamilyInput
    from gezinscoach_desktop.services.backup import back_up
    from gezinscoach_desktop.services.family import add_family
    from gezinscoach_desktop.services.office import close_office, new_office, open_office

    folder = Path(os.environ["GEZINSCOACH_HOME"]) / "Gezinscoach"
    folder.mkdir()
    place = folder / "OCMW Voorbeeld.gezinscoach"
    new_office(
        str(place), name="OCMW Voorbeeld", user_name=USER, password=PASSWORD, display_name="An Peeters"
    )
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    for number in range(_FAMILIES):
        add_family(desk, FamilyInput(name=f"Voorbeeld {number + 1}"))
        if number == _FAMILIES // 2:
            back_up(desk, BackupReason.MANUAL)
    close_office(desk)
    return place


def _damage(place: Path) -> None:
    """One bit in the middle of the families and one in an index, as a disk that grows old does."""
    from gezinscoach_desktop.data.keys import FileSlots, key_file_of, open_ring
    from gezinscoach_desktop.data.repair_pages import read_pages
    from gezinscoach_desktop.data.repair_tree import read_tree, things

    key = open_ring(FileSlots(key_file_of(place)), user_name=USER, password=PASSWORD).database
    pages = read_pages(place, key)
    raw = bytearray(place.read_bytes())
    for name in ("family", "phase"):
        leaf = max(read_tree(pages, things(pages)[0][name].root).seen)
        raw[(leaf - 1) * _PAGE + 700] ^= 8
    place.write_bytes(raw)


def _make_report(guide: Guide) -> None:
    from PySide6.QtTest import QTest

    from gezinscoach_desktop.views.trouble.dialog import TroubleDialog

    crash = guide.program.crash
    if crash is None or crash.notice is None:
        raise RuntimeError("The crash was not told.")
    click(guide, crash.notice.report_button)
    dialog = over(opening_of(guide), TroubleDialog)
    dialog.resize(*_SMALL)
    QTest.keyClicks(dialog.view.doing_field, "Ik drukte een verslag af.")
    guide.picture("foutverslag", dialog)
    dialog.accept()
    crash.notice.dismiss()
    guide.settle()


def _repair(guide: Guide) -> None:
    from gezinscoach_desktop.views.restoring.repair_dialog import RepairDialog

    opening = opening_of(guide)
    opening.repair()
    guide.settle()
    dialog = over(opening, RepairDialog)
    fill(guide, dialog.keys.password_field, PASSWORD)
    click(guide, dialog.submit_button)
    guide.until(lambda: dialog.diagnosis is not None)
    dialog.resize(*_SMALL)
    guide.picture("kantoor-nakijken", dialog)
    click(guide, dialog.submit_button)
    guide.until(lambda: dialog.outcome is not None)
    guide.picture("kantoor-hersteld", dialog)
    click(guide, dialog.submit_button)


def _put_back(guide: Guide, place: Path) -> None:
    from gezinscoach_desktop.views.restoring.dialog import RestoreOfficeDialog

    opening = opening_of(guide)
    opening.restore()
    guide.settle()
    dialog = over(opening, RestoreOfficeDialog)
    dialog.choice.look_in(str(place.parent))
    guide.until(lambda: dialog.choice.chosen is not None)
    dialog.resize(*_SMALL)
    fill(guide, dialog.keys.user_name_field, USER)
    guide.picture("reservekopie-kiezen", dialog)
    fill(guide, dialog.keys.password_field, PASSWORD)
    click(guide, dialog.submit_button)
    guide.until(lambda: not dialog.second.isHidden())
    guide.picture("reservekopie-inkijken", dialog)
    dialog.reject()
    guide.settle()


def _show_page(guide: Guide) -> None:
    from gezinscoach_desktop.views.trouble.places import trouble_page

    guide.frame.go(trouble_page())
    guide.picture("foutverslag-maken")
    guide.resize((1024, 680))
    guide.picture("foutverslag-maken-smal")
