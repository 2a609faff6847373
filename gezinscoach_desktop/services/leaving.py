"""Closing the office that was worked in."""

from __future__ import annotations

from gezinscoach_desktop.services.backup import back_up_at_exit
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.leftovers import opened_files
from gezinscoach_desktop.services.office import close_office
from gezinscoach_desktop.services.practice import is_practice_place


def leave_office(desk: Desk) -> None:
    """A backup when something changed since the last one, and the door closed, whatever became of it."""
    try:
        if not is_practice_place(desk.office.place):
            back_up_at_exit(desk)
    finally:
        opened_files().empty()
        close_office(desk)
