"""Rows of an export, made up, for the tests of the files they are written to."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from gezinscoach_desktop.domain.codebook import Layout, VariableKind
from gezinscoach_desktop.domain.export import ExportChoice, ExportSubject
from gezinscoach_desktop.domain.export_layouts import layouts_of
from gezinscoach_desktop.domain.export_rows import Row
from tests.factories import load_instrument, load_profile

CHOICE = ExportChoice(project="Onderzoek", recipient="Hogeschool", with_notes=True, is_pseudonymised=False)
WEIRD = (
    "=1+1", "+32 470", "-5", "@naam", "\t=1", "  ＝1", "'=1", "regel\r\ntwee; \"aan\"", "#N/A", "_x0041_",
    "TRUE", "1e5", "00123", "é ’ €", "\x07bel", "=SUM(A1:A9)",
)  # fmt: skip


def made_layouts() -> tuple[Layout, ...]:
    """The columns of every subject."""
    instrument = load_instrument()
    return layouts_of(instrument, load_profile(), CHOICE)


def made_rows(number: int, *, seed: int = 5) -> Iterator[tuple[ExportSubject, Row]]:
    """So many rows of every subject: every kind of value, and nothing in some cells."""
    chance = random.Random(seed)
    for layout in made_layouts():
        for _ in range(number):
            yield (
                layout.subject,
                {each.name: _value(each.kind, each.values, chance) for each in layout.variables},
            )


def _value(kind: VariableKind, values: tuple[tuple[str, str], ...], chance: random.Random) -> object:
    if chance.random() < 0.2 and kind is not VariableKind.CODE:
        return None
    keys = [key for key, _ in values]
    match kind:
        case VariableKind.CODE:
            return f"P{chance.randrange(16**6):06X}"
        case VariableKind.TEXT:
            return chance.choice(WEIRD)
        case VariableKind.NUMBER | VariableKind.MONEY:
            return chance.randrange(-5, 90_000)
        case VariableKind.DAY:
            return date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
        case VariableKind.YES_NO:
            return chance.random() < 0.5
        case VariableKind.LEVEL:
            chosen = chance.choice(keys)
            return int(chosen) if chosen.isdecimal() else chosen
        case VariableKind.CHOICE:
            return chance.choice(keys)
        case VariableKind.SET:
            return tuple(key for key in keys if chance.random() < 0.3)
