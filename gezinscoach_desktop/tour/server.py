"""The part of the tour about an office on a server: a tested connection, a move, codes for colleagues, its keeper’s login.

Only where whoever starts the tour names a server that may be written on; the program itself brings none.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from gezinscoach_desktop.tour.hands import choose, click, fill, opening_of, over

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.place_chooser import PlaceChooser
    from gezinscoach_desktop.views.safety.page import SafetyPage
    from gezinscoach_desktop.views.server.fields import LoginFields

SERVER = "GEZINSCOACH_TOUR_SERVER"
"""The variable with the address of a server, with a login that may make databases and roles on it."""
PASSWORD = "lamp brug kersen wolk"  # noqa: S105 - of an office that is thrown away after the tour
KEEPER = "anker vloed toren gras"
_DATABASE = "rondleiding"
_COLLEAGUES = (("bea", "Bea Wouters"), ("fatima", "Fatima El Amrani"), ("tom", "Tom Janssens"))
_SIZE = (1366, 768)


def walk_server(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    """From an office on this PC to one on the server."""
    guide.mark("", after=90)
    _walk(guide, dialogs, directory, _DATABASE)


def walk_server_large(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    """The same at 150 %, in a database of its own."""
    guide.mark("-150", after=90)
    _walk(guide, dialogs, directory, f"{_DATABASE}_150")


def _walk(guide: Guide, dialogs: ScriptedDialogs, directory: Path, database: str) -> None:
    from gezinscoach_desktop.services.server import set_up_server

    server = os.environ[SERVER]
    guide.program.tasks.query(partial(set_up_server, server, database, migrator_password=KEEPER))
    guide.settle()
    address = _with_login(server, database, f"{database}_migrator", KEEPER)
    guide.program.show_opening()
    guide.settle()
    _test_connection(guide, address)
    _make_here(guide, dialogs, f"voorbeeld-{database}")
    code = _move(guide, dialogs, address, directory)
    _come_in(guide, code)
    _keep_safe(guide, f"{database}_migrator")


def _test_connection(guide: Guide, address: str) -> None:
    """A new office: first a server without a login, then tested, and then rather not."""
    from gezinscoach_desktop.tour.setup import to_the_place

    setup = to_the_place(guide)
    click(guide, setup.before.place.kinds.card("postgresql"))
    where = setup.before.place.where
    guide.picture("nieuw-kantoor-server", setup)
    _paste(guide, where, address)
    _test(guide, where)
    guide.picture("verbinding-getest", setup)
    click(guide, setup.later_button)


def _make_here(guide: Guide, dialogs: ScriptedDialogs, name: str) -> None:
    """An office on this PC with some colleagues, to move."""
    from gezinscoach_desktop.tour.setup import make_office

    setup = make_office(guide, dialogs, name)
    click(guide, setup.later_button)
    guide.resize(_SIZE)
    guide.program.tasks.run(_add_colleagues, _desk(guide))
    guide.settle()


def _add_colleagues(desk: Desk) -> None:
    from gezinscoach_desktop.domain.permission import OfficeRole
    from gezinscoach_desktop.services.account import add_account

    for user_name, display_name in _COLLEAGUES:
        add_account(desk, user_name=user_name, display_name=display_name, roles=frozenset({OfficeRole.COACH}))


def _move(guide: Guide, dialogs: ScriptedDialogs, address: str, directory: Path) -> str:
    """Returns the code with which An comes in."""
    from PySide6.QtPrintSupport import QPrinter

    from gezinscoach_desktop.views.safety.move_dialog import MoveDialog
    from gezinscoach_desktop.views.server.codes_dialog import CodesDialog

    page = _safety(guide)
    click(guide, page.office_card.move_button)
    dialog = over(page, MoveDialog)
    _to_server(guide, dialog.where)
    _paste(guide, dialog.where, address)
    _test(guide, dialog.where)
    guide.picture("verhuizen-naar-server", dialog)
    dialogs.will_answer(True)
    click(guide, dialog.submit_button)
    guide.until(lambda: not page.office_card.work.is_running)
    codes = over(page, CodesDialog)
    guide.picture("codes-na-verhuis", codes)
    printer = QPrinter()
    printer.setOutputFileName(str(directory / "briefjes-na-verhuis.pdf"))
    dialogs.will_answer(printer)
    click(guide, codes.print_button)
    code = next(slip.code for slip in codes.slips if slip.user_name == "an")
    click(guide, codes.submit_button)
    guide.picture("verhuisd-naar-server")
    click(guide, page.office_card.open_button)
    return code


def _come_in(guide: Guide, code: str) -> None:
    from gezinscoach_desktop.views.account.own_password import FirstPasswordDialog

    opening = opening_of(guide)
    guide.picture("openen-op-server", opening)
    fill(guide, opening.sign_in.password_field, code)
    opening.open()
    guide.settle()
    first = over(opening, FirstPasswordDialog)
    choose(guide, first.password, PASSWORD)
    click(guide, first.submit_button)
    guide.resize(_SIZE)


def _keep_safe(guide: Guide, keeper: str) -> None:
    from gezinscoach_desktop.views.server.login_dialog import ServerLoginDialog

    page = _safety(guide)
    guide.picture("veiligheid-server")
    click(guide, page.backup_card.back_up_button)
    dialog = over(page, ServerLoginDialog)
    _log_in(guide, dialog.fields, keeper, "verkeerd")
    click(guide, dialog.submit_button)
    guide.picture("login-van-de-server", dialog)
    dialog.fields.password_field.clear()
    fill(guide, dialog.fields.password_field, KEEPER)
    click(guide, dialog.submit_button)
    guide.until(lambda: bool(page.backup_card.work.result))
    guide.picture("reservekopie-van-server")


def _safety(guide: Guide) -> SafetyPage:
    from gezinscoach_desktop.views.safety.backup_card import ASKING
    from gezinscoach_desktop.views.safety.page import SafetyPage
    from gezinscoach_desktop.views.safety.places import safety_page

    guide.frame.go(safety_page())
    guide.settle()
    page = guide.page
    if not isinstance(page, SafetyPage):
        raise TypeError("The page about safety did not come.")
    guide.until(lambda: page.backup_card.state_chip.text != ASKING)
    return page


def _to_server(guide: Guide, where: PlaceChooser) -> None:
    """By keys, as the arrow goes down."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from gezinscoach_desktop.data.office import OfficeKind

    where.kind_field.setFocus()
    QTest.keyClick(where.kind_field, Qt.Key.Key_Home)
    while where.kind is not OfficeKind.POSTGRESQL:
        QTest.keyClick(where.kind_field, Qt.Key.Key_Down)
    guide.settle()


def _paste(guide: Guide, where: PlaceChooser, address: str) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest

    QGuiApplication.clipboard().setText(address)
    QTest.keyClick(where.server.fields.host_field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    guide.settle()


def _test(guide: Guide, where: PlaceChooser) -> None:
    found = where.server.findings
    click(guide, found.examine_button)
    guide.until(lambda: bool(found.sentences))


def _log_in(guide: Guide, fields: LoginFields, user_name: str, password: str) -> None:
    fill(guide, fields.user_field, user_name)
    fill(guide, fields.password_field, password)


def _with_login(server: str, database: str, user_name: str, password: str) -> str:
    parts = urlsplit(server)
    host = parts.netloc.rpartition("@")[2]
    login = f"{quote(user_name, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{host}", path=f"/{database}"))


def _desk(guide: Guide) -> Desk:
    if guide.program.desk is None:
        raise TypeError("The office is not open.")
    return guide.program.desk
