"""The part of the tour about a first start: the four ways, each step of the checklist, and what remains on Start."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gezinscoach_desktop.tour.hands import choose, click, fill, opening_of, over

if TYPE_CHECKING:
    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs
    from gezinscoach_desktop.views.setup.dialog import SetupDialog
    from gezinscoach_desktop.views.setup.step_page import StepPage

    S = TypeVar("S", bound=StepPage)

PASSWORD = "lamp brug kersen wolk"  # noqa: S105 - of an office that is thrown away after the tour
_FIRST, _LAST = 311, 319
_AS_ON_A_LAPTOP = (1008, 656)
_FIRST_WINDOW = (768, 752)


def walk_setup(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:  # noqa: ARG001 - as every walk
    """At 100 %, in both sizes."""
    guide.mark("", after=_FIRST - 1)
    _walk(guide, dialogs)


def walk_setup_large(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:  # noqa: ARG001 - as every walk
    """The same at 150 %."""
    guide.mark("-150", after=_FIRST - 1)
    _walk(guide, dialogs)


def _walk(guide: Guide, dialogs: ScriptedDialogs) -> None:
    guide.program.show_opening()
    guide.settle()
    _show_ways(guide)
    setup = to_the_place(guide, municipalities="Ninove, Denderleeuw", name="eerste-start-organisatie")
    guide.picture("eerste-start-plaats", setup)
    _type_account(guide, setup)
    guide.picture("eerste-start-account", setup)
    click(guide, setup.next_button)
    _leave_out_the_sheet(guide, setup)
    _add_colleague(guide, setup)
    _make_backup(guide, dialogs, setup)
    click(guide, setup.next_button)
    guide.picture("eerste-start-gezin", setup)
    click(guide, setup.next_button)
    guide.resize((1366, 768))
    guide.picture("start-nog-te-doen")
    guide.resize((1024, 680))
    with guide.numbered(_LAST):
        guide.picture("start-nog-te-doen-smal")


def _show_ways(guide: Guide) -> None:
    from gezinscoach_desktop.views.theme import Appearance, theme

    opening = opening_of(guide)
    opening.resize(*_FIRST_WINDOW)
    guide.picture("vier-wegen", opening)
    theme().use_appearance(Appearance.DARK)
    with guide.numbered(_FIRST):
        guide.picture("vier-wegen-donker", opening)
    theme().use_appearance(Appearance.LIGHT)


def to_the_place(guide: Guide, *, municipalities: str = "", name: str = "") -> SetupDialog:
    """From the first window to the second step; with a picture of the first one when it gets a name."""
    from gezinscoach_desktop.views.setup.dialog import SetupDialog

    opening = opening_of(guide)
    opening.make_new()
    guide.settle()
    setup = over(opening, SetupDialog)
    setup.resize(*_AS_ON_A_LAPTOP)  # the screen that is not there is smaller than anybody's
    if not setup.before.organisation.name:
        fill(guide, setup.before.organisation.name_field, "OCMW Voorbeeld")
    fill(guide, setup.before.organisation.municipalities_field, municipalities)
    if name:
        guide.picture(name, setup)
    if setup.current is setup.before.organisation:
        click(guide, setup.next_button)
    return setup


def make_office(guide: Guide, dialogs: ScriptedDialogs, name: str, picture: str = "") -> SetupDialog:
    """Through the first three steps; the fourth is open then."""
    setup = to_the_place(guide)
    click(guide, setup.before.place.kinds.cards[0])
    dialogs.will_answer(Path(os.environ["GEZINSCOACH_HOME"]) / f"{name}.gezinscoach")
    click(guide, setup.before.place.where.browse_button)
    _type_account(guide, setup)
    if picture:
        guide.picture(picture, setup)
    click(guide, setup.next_button)
    return setup


def enter_family_step(guide: Guide, setup: SetupDialog) -> None:
    """Leave what comes before the last step for later."""
    setup.show_step("family")
    guide.settle()


def _type_account(guide: Guide, setup: SetupDialog) -> None:
    click(guide, setup.next_button)
    account = setup.before.account
    if not account.user_name:
        fill(guide, account.display_name_field, "An De Smet")
    choose(guide, account.password, PASSWORD)


def _leave_out_the_sheet(guide: Guide, setup: SetupDialog) -> None:
    from gezinscoach_desktop.views.setup.recovery_step import RecoveryStep

    step = _step(setup, RecoveryStep)
    click(guide, setup.next_button)
    fill(guide, step.reason_field, "De printer is er pas morgen.")
    guide.picture("eerste-start-herstelblad", setup)
    click(guide, setup.next_button)


def _add_colleague(guide: Guide, setup: SetupDialog) -> None:
    from gezinscoach_desktop.views.account.access_dialog import AccessDialog
    from gezinscoach_desktop.views.account.account_dialog import AddAccountDialog
    from gezinscoach_desktop.views.setup.colleagues_step import ColleaguesStep

    step = _step(setup, ColleaguesStep)
    click(guide, step.add_button)
    adding = over(step, AddAccountDialog)
    fill(guide, adding.display_name_field, "Bea Wouters")
    fill(guide, adding.user_name_field, "bea")
    click(guide, adding.submit_button)
    click(guide, over(step, AccessDialog).submit_button)
    guide.picture("eerste-start-collegas", setup)
    click(guide, setup.next_button)


def _make_backup(guide: Guide, dialogs: ScriptedDialogs, setup: SetupDialog) -> None:
    from gezinscoach_desktop.views.setup.backup_step import BackupStep

    step = _step(setup, BackupStep)
    stick = Path(os.environ["GEZINSCOACH_HOME"]) / "stick"
    stick.mkdir(exist_ok=True)
    dialogs.will_answer(stick)
    click(guide, step.choose_button)
    guide.until(lambda: not step.is_running)
    guide.picture("eerste-start-reservekopie", setup)


def _step(setup: SetupDialog, kind: type[S]) -> S:
    """The step that is open, of which more is asked than of any."""
    step = setup.current
    if not isinstance(step, kind):
        raise TypeError(f"The step of {kind.__name__} did not come.")
    return step
