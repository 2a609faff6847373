"""The blank form on which partners refer a family by hand: nothing of any family stands on it."""

from __future__ import annotations

from pathlib import Path

from gezinscoach_desktop.data import setting as settings_of
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.output_file import write_file


def sheet(desk: Desk) -> bytes:
    """The PDF, on one page of A4, with the name of the office."""
    from gezinscoach_desktop.reports.papers.referral_sheet import draw_referral_sheet

    require(desk, Action.REGISTER_REFERRAL)
    name = desk.office.read(lambda session: settings_of.office(session).name)
    return draw_referral_sheet(name, desk.today())


def save_sheet(desk: Desk, path: Path) -> None:
    """Write it; raises InvalidInput (field path) when it cannot be written there."""
    write_file(path, sheet(desk))
