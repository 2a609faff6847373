"""The part of the tour about who works here: a new office, a colleague, the lock, a forgotten password."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import choose, click, fill, opening_of, over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.lock.cover import LockCover

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
    """The pictures of the other steps are in tour/setup.py."""
    from gezinscoach_desktop.tour.setup import enter_family_step, make_office
    from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
    from gezinscoach_desktop.views.setup.recovery_step import RecoveryStep

    setup = make_office(guide, dialogs, "voorbeeld", "nieuw-kantoor")
    step = setup.current
    if not isinstance(step, RecoveryStep):
        raise TypeError("The step about the recovery sheet did not come.")
    click(guide, step.make_button)
    recovery = over(setup, RecoveryDialog)
    guide.picture("herstelblad", recovery)
    click(guide, recovery.submit_button)
    guide.picture("herstelblad-overtypen", recovery)
    fill(guide, recovery.code_field, recovery.code_view.text)
    click(guide, recovery.submit_button)
    enter_family_step(guide, setup)
    click(guide, setup.next_button)
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
    dialog = over(page, AddAccountDialog)
    fill(guide, dialog.display_name_field, "Bea Wouters")
    fill(guide, dialog.user_name_field, "bea")
    guide.picture("account-toevoegen", dialog)
    click(guide, dialog.submit_button)
    access = over(page, AccessDialog)
    guide.picture("eenmalige-code", access)
    code = access.code_view.text
    click(guide, access.submit_button)
    guide.picture("accounts")
    page.close_account()
    closing = over(page, CloseAccountDialog)
    guide.picture("account-afsluiten", closing)
    click(guide, closing.cancel_button)
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

    opening = opening_of(guide)
    click(guide, opening.sign_in.forgotten_button)
    forgotten = over(opening, ForgottenDialog)
    guide.picture("wachtwoord-vergeten", forgotten)
    click(guide, forgotten.cancel_button)
    opening.sign_in.user_name_field.clear()
    fill(guide, opening.sign_in.user_name_field, "bea")
    for _ in range(4):
        opening.sign_in.password_field.clear()
        fill(guide, opening.sign_in.password_field, "verkeerd")
        opening.open()
        guide.settle()
    guide.picture("even-wachten", opening)
    guide.until(lambda: opening.sign_in.can_submit)
    opening.sign_in.password_field.clear()
    fill(guide, opening.sign_in.password_field, code)
    opening.open()
    guide.settle()
    first = over(opening, FirstPasswordDialog)
    choose(guide, first.password, COLLEAGUE)
    guide.picture("eigen-wachtwoord", first)
    click(guide, first.submit_button)
    guide.resize(_SIZE)
    guide.picture("welkom-na-foute-wachtwoorden")


def _lock(guide: Guide) -> None:
    guide.press("Ctrl+Shift+L")
    guide.picture("vergrendeld")
    cover = _cover(guide)
    fill(guide, cover.password_field, COLLEAGUE)
    click(guide, cover.unlock_button)
    guide.picture("ontgrendeld")


def _cover(guide: Guide) -> LockCover:
    from gezinscoach_desktop.views.lock.cover import LockCover

    cover = guide.frame.centralWidget()
    if not isinstance(cover, LockCover):
        raise TypeError("The window is not locked.")
    return cover
