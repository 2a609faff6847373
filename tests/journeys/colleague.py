"""A colleague at a PC of his own: another process with another home, working in the same office.

`python -m tests.journeys.colleague <place> <user> <password>` finishes a snapshot of the family that is late.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.services import account
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.sharing import look
from gezinscoach_desktop.services.snapshot import Draft, DraftEntry, finish
from tests import cheap
from tests.journeys.office import LATE, family_id

USER, NAME, PASSWORD = "karim", "Karim El Idrissi", "regen fiets molen kaars"
ROLES = frozenset({OfficeRole.COACH, OfficeRole.COORDINATOR})
_ROOT = Path(__file__).parents[2]


def join(place: str, desk: Desk) -> None:
    """Give the colleague an account in the office, with a password of his own."""
    access = account.add_account(desk, user_name=USER, display_name=NAME, roles=ROLES)
    first = open_office(place, user_name=USER, password=access.code)
    try:
        account.change_password(first, access.code, PASSWORD)
    finally:
        close_office(first)


def finish_a_snapshot(place: str, home: Path) -> None:
    """Let the colleague finish a snapshot at his own PC; it is shared when this returns."""
    home.mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", __name__, place, USER, PASSWORD],
        cwd=_ROOT,
        env=os.environ | {"GEZINSCOACH_HOME": str(home)},
        check=True,
        timeout=120,
    )


def main(place: str, user: str, password: str) -> None:
    cheap.passwords()
    desk = open_office(place, user_name=user, password=password)
    try:
        entries: dict[Place, DraftEntry] = {
            (None, "income"): DraftEntry(5, has_level=True),
            (None, "debts"): DraftEntry(4, has_level=True),
        }
        finish(desk, Draft(uuid4(), family_id(desk, LATE), desk.today(), entries))
        look(desk)
    finally:
        close_office(desk)


if __name__ == "__main__":
    main(*sys.argv[1:])
