"""What is said of a year's expenses."""

from __future__ import annotations

from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.expense import YearTotal
from gezinscoach_desktop.views.theme import Tone

MONTHS = (
    "Januari", "Februari", "Maart", "April", "Mei", "Juni",
    "Juli", "Augustus", "September", "Oktober", "November", "December",
)  # fmt: skip


def total_words(total: YearTotal) -> str:
    """`3 onkosten · nog € 12,00 van het budget van € 50,00`."""
    count = counted(total.count, "onkost", "onkosten")
    left = total.left_cents
    if left is None or total.budget_cents is None:
        return f"{count} · geen budget bepaald"
    budget = format_cents(total.budget_cents)
    if left < 0:
        return f"{count} · {format_cents(-left)} meer dan het budget van {budget}"
    return f"{count} · nog {format_cents(left)} van het budget van {budget}"


def year_tone(total: YearTotal) -> Tone:
    """Quiet, unless more was spent than was agreed."""
    return Tone.WARNING if total.is_over else Tone.SECONDARY
