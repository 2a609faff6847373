"""The part of the tour about who works here: a new office, a colleague, the lock, a forgotten password."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget

    from gezinscoach_desktop.tour import Guide
    from gezinscoach_desktop.views.account.new_password import NewPassword
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.fields import TextField
    from gezinscoach_desktop.views.lock.cover import LockCover
    from gezinscoach_desktop.views.opening import OpeningWindow

    W = TypeVar("W", bound=QWidget)

PASSWORD = "lamp brug kersen wolk"  # noqa: S105 - of an office that is thrown away after the tour
COLLEAGUE = "trein mos appel kast"
_SIZE = (1366, 768)


def walk_accounts(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:  # noqa: ARG001 - as every walk
    """Beside the practice office, which everybody may enter and which therefore has no lock."""
    guide.mark("", after=70)
    guide.program.show_opening()
    guide.settle()
    _make_office(guide, dialogs)
    code = _add_colleague(guide)
    _come_in_as_colleague(guide, code)
    _lock(guide)


def _make_office(guide: Guide, dialogs: ScriptedDialogs) -> None:
    from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
    from gezinscoach_desktop.views.new_office import NewOfficeDialog

    opening = _opening(guide)
    _click(guide, opening.new_button)
    dialog = _over(opening, NewOfficeDialog)
    _fill(guide, dialog.name_field, "OCMW Voorbeeld")
    dialogs.will_answer(Path(os.environ["GEZINSCOACH_HOME"]) / "voorbeeld.gezinscoach")
    _click(guide, dialog.where.browse_button)
    _fill(guide, dialog.display_name_field, "An De Smet")
    _fill(guide, dialog.user_name_field, "an")
    _choose(guide, dialog.password, PASSWORD)
    guide.picture("nieuw-kantoor", dialog)
    _click(guide, dialog.submit_button)
    recovery = _over(opening, RecoveryDialog)
    guide.picture("herstelblad", recovery)
    _click(guide, recovery.submit_button)
    guide.picture("herstelblad-overtypen", recovery)
    _fill(guide, recovery.code_field, recovery.code_view.text)
    _click(guide, recovery.submit_button)
    guide.resize(_SIZE)


def _add_colleague(guide: Guide) -> str:
    """Returns the code to hand over."""
    from gezinscoach_desktop.views.account.access_dialog import AccessDialog
    from gezinscoach_desktop.views.account.account_dialog import AddAccountDialog
    from gezinscoach_desktop.views.account.certain_dialogs import CloseAccountDialog
    from gezinscoach_desktop.views.account.page import AccountsPage
    from gezinscoach_desktop.views.account.places import ACCOUNTS
    from gezinscoach_desktop.views.page import Destination

    guide.frame.go(Destination(ACCOUNTS))
    guide.settle()
    page = guide.page
    if not isinstance(page, AccountsPage):
        raise TypeError("The page of accounts did not come.")
    page.new_here()
    dialog = _over(page, AddAccountDialog)
    _fill(guide, dialog.display_name_field, "Bea Wouters")
    _fill(guide, dialog.user_name_field, "bea")
    guide.picture("account-toevoegen", dialog)
    _click(guide, dialog.submit_button)
    access = _over(page, AccessDialog)
    guide.picture("eenmalige-code", access)
    code = access.code_view.text
    _click(guide, access.submit_button)
    guide.picture("accounts")
    page.close_account()
    closing = _over(page, CloseAccountDialog)
    guide.picture("account-afsluiten", closing)
    _click(guide, closing.cancel_button)
    page.go_to("roles")
    guide.picture("wat-mag-elke-rol")
    page.go_to("recovery")
    guide.picture("herstelblad-stand")
    guide.frame.rail.chosen.emit("settings")
    guide.picture("instellingen-beheerder")
    guide.program.leave()
    guide.settle()
    return code


def _come_in_as_colleague(guide: Guide, code: str) -> None:
    from gezinscoach_desktop.views.account.forgotten_dialog import ForgottenDialog
    from gezinscoach_desktop.views.account.own_password import FirstPasswordDialog

    opening = _opening(guide)
    _click(guide, opening.sign_in.forgotten_button)
    forgotten = _over(opening, ForgottenDialog)
    guide.picture("wachtwoord-vergeten", forgotten)
    _click(guide, forgotten.cancel_button)
    opening.sign_in.user_name_field.clear()
    _fill(guide, opening.sign_in.user_name_field, "bea")
    for _ in range(4):
        opening.sign_in.password_field.clear()
        _fill(guide, opening.sign_in.password_field, "verkeerd")
        opening.open()
        guide.settle()
    guide.picture("even-wachten", opening)
    guide.until(lambda: opening.sign_in.can_submit)
    opening.sign_in.password_field.clear()
    _fill(guide, opening.sign_in.password_field, code)
    opening.open()
    guide.settle()
    first = _over(opening, FirstPasswordDialog)
    _choose(guide, first.password, COLLEAGUE)
    guide.picture("eigen-wachtwoord", first)
    _click(guide, first.submit_button)
    guide.resize(_SIZE)
    guide.picture("welkom-na-foute-wachtwoorden")


def _lock(guide: Guide) -> None:
    guide.press("Ctrl+Shift+L")
    guide.picture("vergrendeld")
    cover = _cover(guide)
    _fill(guide, cover.password_field, COLLEAGUE)
    _click(guide, cover.unlock_button)
    guide.picture("ontgrendeld")


def _opening(guide: Guide) -> OpeningWindow:
    opening = guide.program.opening
    if opening is None:
        raise TypeError("The opening window did not come.")
    return opening


def _cover(guide: Guide) -> LockCover:
    from gezinscoach_desktop.views.lock.cover import LockCover

    cover = guide.frame.centralWidget()
    if not isinstance(cover, LockCover):
        raise TypeError("The window is not locked.")
    return cover


def _over(window: QWidget, kind: type[W]) -> W:
    """The dialog of this kind that is shown."""
    return next(found for found in window.findChildren(kind) if found.isVisible())


def _click(guide: Guide, button: QPushButton) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    guide.settle()


def _fill(guide: Guide, field: TextField, text: str) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClicks(field, text)
    guide.settle()


def _choose(guide: Guide, password: NewPassword, text: str) -> None:
    _fill(guide, password.field, text)
    _fill(guide, password.repeated_field, text)
