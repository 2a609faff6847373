"""What a letter typed in the name of a new family costs: looking for families that may be the same one."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from random import Random

from benchmarks.generated import Generated, family_id, office_of, own_copy
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.family import likely_duplicates

_SYLLABLES = tuple(
    f"{first}{second}"
    for first in ("v", "j", "p", "m", "k", "t", "cl", "h", "y", "s")
    for second in ("an", "e", "ers", "il", "o", "a")
)
_TYPED = "Vansersil – Moclers"
_ADDRESS = "Molenhoek 12"
_BORN = (date(2012, 2, 12), date(2015, 3, 12))


def run(families: int) -> list[Line]:
    """Typing two names letter by letter with an address and two children known, over names that nearly all differ."""
    with own_copy(office_of(families)) as office:
        rename(office)
        desk = office.desk()
        typed = cycle([_TYPED[:end] for end in range(1, len(_TYPED) + 1)])
        measured = milliseconds(
            lambda: likely_duplicates(desk, FamilyInput(name=next(typed), address=_ADDRESS)), times=76
        )
        with_births = milliseconds(
            lambda: likely_duplicates(desk, FamilyInput(name=next(typed), address=_ADDRESS), _BORN), times=38
        )
        desk.office.close()
    return [
        Line("duplicates", f"looking for a family among {families} at each letter typed", measured, 30),
        Line("duplicates born", "the same, with the birth dates of two children", with_births, 100),
    ]


def rename(office: Generated) -> None:
    """Give every family a name that few others have, and every member a birth date of its own."""
    dice = Random(7)

    def surname() -> str:
        return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).title()

    connection = office.raw_connection()
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "UPDATE family SET name = ? WHERE id = ?",
        [(f"{surname()} – {surname()}", family_id(number).bytes) for number in range(office.families)],
    )
    members = [row[0] for row in connection.execute("SELECT id FROM member")]
    connection.executemany(
        "UPDATE member SET birth_date = ? WHERE id = ?",
        [(_BORN[0].toordinal() + dice.randint(-9_000, 4_000), member) for member in members],
    )
    connection.execute("COMMIT")
    connection.close()
