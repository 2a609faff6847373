"""Ctrl+K: what there is to find is read, and each letter typed shows what it finds, painted; also of a misspelt name."""

from __future__ import annotations

from itertools import cycle
from random import Random

from benchmarks.duplicates import rename
from benchmarks.generated import office_of, own_copy
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.services.find import WHOLE, Catalogue, catalogue, prepare
from gezinscoach_desktop.views.application import make_application
from gezinscoach_desktop.views.find.palette import Palette
from gezinscoach_desktop.views.tasks import InlineTasks

_FEW = 1_000


def run(families: int) -> list[Line]:
    """Names that nearly all differ, of which one is typed letter by letter, well and with two slips."""
    make_application(["benchmarks"])
    lines: list[Line] = []
    for number in sorted({_FEW, families}):
        lines += _of(number)
    return lines


def _of(families: int) -> list[Line]:
    with own_copy(office_of(families)) as office:
        rename(office)
        desk = office.desk()
        reading = milliseconds(lambda: catalogue(desk), times=7)
        known = prepare(catalogue(desk))
        palette = Palette(InlineTasks(), desk, (), known)
        palette.resize(620, 500)
        palette.show()
        written = _typing(palette, _name(known))
        misspelt = _typing(palette, _misspelt(_name(known)))
        palette.hide()
        desk.office.close()
    by_store = families > WHOLE
    return [
        Line("find", f"Ctrl+K over {families} families: what there is to find, read", reading, 500),
        Line("find letter", "the same: each letter of a name, painted", written, 150 if by_store else 50),
        Line(
            "find slip",
            "the same: each letter of a misspelt name, painted",
            misspelt,
            300 if by_store else 50,
        ),
    ]


def _typing(palette: Palette, word: str) -> float:
    typed = cycle([word[: end + 1] for end in range(len(word))])

    def keystroke() -> None:
        palette.field.setText(next(typed))
        palette.hits.viewport().grab()  # offscreen, repaint() paints nothing

    return milliseconds(keystroke, times=3 * len(word))


def _name(known: Catalogue) -> str:
    titles = known.names or [entry.title for entry in known.entries]
    return Random(3).choice(titles).removeprefix("Gezin ").casefold()


def _misspelt(name: str) -> str:
    """Two letters swapped, one left out."""
    return f"{name[0]}{name[2]}{name[1]}{name[3:5]}{name[6:]}"
