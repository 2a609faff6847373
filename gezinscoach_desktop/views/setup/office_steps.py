"""The steps in the office itself; imported once there is one, since they load what knows of databases."""

from __future__ import annotations

from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.setup.backup_step import BackupStep
from gezinscoach_desktop.views.setup.colleagues_step import ColleaguesStep
from gezinscoach_desktop.views.setup.family_step import FamilyStep
from gezinscoach_desktop.views.setup.recovery_step import RecoveryStep
from gezinscoach_desktop.views.tasks import Tasks

OfficeStep = RecoveryStep | ColleaguesStep | BackupStep | FamilyStep


def office_steps(tasks: Tasks, dialogs: Dialogs, entrance: Entrance, desk: Desk) -> tuple[OfficeStep, ...]:
    """In the order in which they are best done."""
    return (
        RecoveryStep(tasks, dialogs, entrance, desk),
        ColleaguesStep(tasks, dialogs, desk),
        BackupStep(tasks, dialogs, desk),
        FamilyStep(),
    )
