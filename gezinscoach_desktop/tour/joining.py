"""The part of the tour about joining: a shortcut for colleagues, and what a colleague sees who opens it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import click, fill, opening_of, over

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.joining.dialog import JoinDialog

PASSWORD = "lamp brug kersen wolk"  # noqa: S105 - of an office that is thrown away after the tour
NAME = "OCMW Voorbeeld"
_SIZE = (1366, 768)


def walk_joining(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:  # noqa: ARG001 - as every walk
    """An office in a shared folder, with nobody in it but An."""
    guide.mark("", after=319)
    folder = _shared_office()
    guide.program.show_opening()
    guide.settle()
    _find(guide, dialogs, folder)
    _sign_in(guide)
    link = _make_shortcut(guide)
    _open_shortcut(guide, link)
    _lose_it(guide, folder)


def _shared_office() -> Path:
    from gezinscoach_desktop.services.office import new_office

    folder = Path(os.environ["GEZINSCOACH_HOME"]) / "server" / "gezinscoach"
    folder.mkdir(parents=True)
    new_office(f"{folder}/", name=NAME, user_name="an", password=PASSWORD, display_name="An De Smet")
    return folder


def _find(guide: Guide, dialogs: ScriptedDialogs, folder: Path) -> None:
    opening = opening_of(guide)
    opening.arrival.join()
    guide.settle()
    dialog = _joining(opening)
    dialogs.will_answer(folder)
    click(guide, dialog.folder_button)
    guide.until(lambda: guide.program.tasks.is_at_rest)
    guide.picture("aansluiten", dialog)
    empty = folder.parent / "verslagen"
    empty.mkdir()
    dialogs.will_answer(empty)
    click(guide, dialog.folder_button)
    guide.until(lambda: guide.program.tasks.is_at_rest)
    guide.picture("aansluiten-leeg", dialog)
    dialogs.will_answer(folder.parent)
    click(guide, dialog.folder_button)
    guide.until(lambda: guide.program.tasks.is_at_rest)
    click(guide, dialog.submit_button)


def _joining(opening: QWidget) -> JoinDialog:
    from gezinscoach_desktop.views.joining.dialog import JoinDialog

    return over(opening, JoinDialog)


def _sign_in(guide: Guide) -> None:
    opening = opening_of(guide)
    fill(guide, opening.sign_in.user_name_field, "an")
    guide.picture("aansluiten-aanmelden", opening)
    fill(guide, opening.sign_in.password_field, PASSWORD)
    opening.open()
    guide.settle()
    guide.resize(_SIZE)


def _make_shortcut(guide: Guide) -> Path:
    from gezinscoach_desktop.views.account.page import AccountsPage
    from gezinscoach_desktop.views.account.places import ACCOUNTS
    from gezinscoach_desktop.views.joining.link_dialog import LinkDialog
    from gezinscoach_desktop.views.page import Destination

    guide.frame.go(Destination(ACCOUNTS))
    guide.settle()
    page = guide.page
    if not isinstance(page, AccountsPage):
        raise TypeError("The page of accounts did not come.")
    page.make_link()
    guide.settle()
    dialog = over(page, LinkDialog)
    made: list[Path] = []
    dialog.made.connect(made.append)
    click(guide, dialog.submit_button)
    guide.picture("snelkoppeling-voor-collegas", dialog)
    click(guide, dialog.submit_button)
    guide.program.leave()
    guide.settle()
    return made[0]


def _open_shortcut(guide: Guide, link: Path) -> None:
    """On a PC that does not know the office: its list is empty."""
    from gezinscoach_desktop.views.recent_offices import forget_office, recent_offices

    for known in recent_offices(guide.program.settings):
        forget_office(guide.program.settings, known.place)
    opening = opening_of(guide)
    opening.arrival.open_path(str(link))
    guide.until(lambda: guide.program.tasks.is_at_rest)
    dialog = _joining(opening)
    guide.picture("aansluiten-snelkoppeling", dialog)
    click(guide, dialog.submit_button)
    guide.until(lambda: guide.program.tasks.is_at_rest)


def _lose_it(guide: Guide, folder: Path) -> None:
    """The office is on this PC's list, and its folder does not answer any more."""
    opening = opening_of(guide)
    shutil.rmtree(folder.parent)
    shutil.rmtree(Path(os.environ["GEZINSCOACH_HOME"]) / "replicas")  # or it would open from this PC
    fill(guide, opening.sign_in.user_name_field, "bea")
    fill(guide, opening.sign_in.password_field, "abcd efgh jkmn")
    opening.open()
    guide.settle()
    guide.picture("kantoor-niet-bereikbaar", opening)
