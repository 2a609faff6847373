"""How a figure is written."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.domain.figures import Cell, Counted, FigureBlock, FigureTable
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.suppression import HIDDEN_N, THRESHOLD, is_hidden

HIDDEN: Final = "–*"
UNKNOWN_PLACE: Final = "Gemeente niet bekend"
_HOUR = 60

WHY_HIDDEN: Final = (
    f"* Cijfers over minder dan {THRESHOLD} gezinnen worden niet getoond, zodat niemand herkend wordt. Soms is daarom "
    "ook een ander cijfer weggelaten, soms een nul, omdat het eerste er anders uit te rekenen is. Allemaal staan ze er als –*."
)

_UNITS: Final = {
    Counted.FAMILIES: "gezinnen",
    Counted.PERSONS: "personen",
    Counted.REFERRALS: "aanmeldingen",
    Counted.CONTACTS: "contactmomenten",
    Counted.MINUTES: "uren en minuten",
    Counted.CENTS: "bedragen in euro",
    Counted.RIGHTS: "rechten",
    Counted.SIGNALS: "signalen",
    Counted.SNAPSHOTS: "momentopnamen",
    Counted.ITEMS: "items van de balans, van het huishouden of van één gezinslid",
    Counted.DAYS: "dagen",
    Counted.FAMILIES_PER_COACH: "gezinnen per gezinscoach",
}


def place_name(municipality: str) -> str:
    return municipality or UNKNOWN_PLACE


def figure(counted: Counted, cell: Cell) -> str:
    """As it stands in a table; nothing where there is nothing to tell."""
    if is_hidden(cell):
        return HIDDEN
    if cell.value is None:
        return ""
    if counted is Counted.MINUTES:
        hours, minutes = divmod(cell.value, _HOUR)
        return f"{number(hours)} u {minutes:02}" if minutes else f"{number(hours)} u"
    if counted is Counted.CENTS:
        return format_cents(cell.value)
    return number(cell.value)


def number(value: int) -> str:
    """With a point between thousands."""
    return f"{value:,}".replace(",", ".")


def count_of(value: int) -> str:
    """A number of families, which may be hidden."""
    return HIDDEN if value == HIDDEN_N else number(value)


def told_of(table: FigureTable) -> str:
    """What is counted, over how many families, and what has to be said with it."""
    unit = _UNITS[table.counted]
    whom = "aanmeldingen" if table.block is FigureBlock.ACCESS else "gezinnen"
    over = f"; geteld over {number(table.n)} {whom} (n)" if table.n not in (0, HIDDEN_N) else ""
    note = f" {table.note}" if table.note else ""
    return f"In {unit}{over}.{note}"
