"""The three tiles of the first page, as on the screen: what moved, the index then and now, which domains are weak."""

from __future__ import annotations

from collections.abc import Callable

from gezinscoach_desktop.domain.evolution import Direction, count_directions
from gezinscoach_desktop.domain.index import DomainState, IndexResult
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.signs import draw_direction
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band, Bands
from gezinscoach_desktop.reports.paper.measures import BODY, SMALL, WIDTH
from gezinscoach_desktop.reports.paper.table import draw_arrow
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.wording import interval
from gezinscoach_desktop.reports.wrap import shortened, wrapped

_GAP, _PAD, _HEIGHT, _BIG = 12.0, 12.0, 96.0, 20.0
Tile = Callable[[Sketch, float, float, float], None]  # sheet, left, top and width inside the tile


def tiles(content: FamilyContent, options: PaperOptions, facts: Facts) -> Bands:
    """As many as there is something to tell; they share the width."""
    shown: list[tuple[str, Tile]] = []
    if facts.has_evolution:
        shown.append(("Sinds de nulmeting", _moves(facts)))
    if options.with_index and facts.indexes:
        shown.append(("Kansarmoede-index", _index(content, facts)))
        shown.append(("Zwakke domeinen nu", _weak(facts.indexes[-1])))
    if not shown:
        return Bands([])
    width = (WIDTH - _GAP * 2) / 3

    def paint(sketch: Sketch, top: float) -> None:
        for place, (title, draw) in enumerate(shown):
            left = place * (width + _GAP)
            sketch.box(left, top, width, _HEIGHT, fill=PAPER.panel)
            sketch.text(left + _PAD, top + 20, title, size=BODY, fill=PAPER.secondary)
            draw(sketch, left + _PAD, top + 20, width - 2 * _PAD)

    return Bands([Band(_HEIGHT, paint)])


def _moves(facts: Facts) -> Tile:
    counts = count_directions(facts.changes)
    words = ((Direction.UP, "beter"), (Direction.SAME, "gelijk"), (Direction.DOWN, "minder goed"))

    def draw(sketch: Sketch, left: float, top: float, width: float) -> None:
        third = width / 3
        for place, (direction, word) in enumerate(words):
            centre = left + third * (place + 0.5)
            draw_direction(sketch, direction, x=centre, y=top + 16, size=10, palette=PAPER)
            number = str(counts[direction])
            sketch.text(
                centre, top + 44, number, size=_BIG, fill=PAPER.ink, face=Face.SEMIBOLD, anchor=Anchor.MIDDLE
            )
            sketch.text(centre, top + 60, word, size=SMALL, fill=PAPER.secondary, anchor=Anchor.MIDDLE)

    return draw


def _index(content: FamilyContent, facts: Facts) -> Tile:
    now = facts.indexes[-1]
    then = facts.indexes[facts.baseline] if facts.has_evolution and facts.baseline is not None else None
    state = {True: "nu kansarm", False: "nu niet kansarm", None: "nog niet te bepalen"}[now.is_deprived]
    lines = [state, f"kansarm vanaf {content.profile.deprived_from}"]
    if now.unknown:
        lines.append(f"{counted(now.unknown, 'domein', 'domeinen')} nog onbekend")

    def draw(sketch: Sketch, left: float, top: float, width: float) -> None:
        x = left
        if then is not None:
            text = interval(*then.tally.interval)
            sketch.text(x, top + 28, text, size=_BIG, fill=PAPER.secondary)
            x += width_of(text, Face.REGULAR, _BIG) + 8
            draw_arrow(sketch, x, x + 20, top + 21, size=6)
            x += 28
        sketch.text(x, top + 28, interval(*now.tally.interval), size=_BIG, fill=PAPER.ink, face=Face.SEMIBOLD)
        for place, line in enumerate(lines):
            for part in wrapped(line, Face.REGULAR, SMALL, width, 1):
                sketch.text(left, top + 44 + place * 11, part, size=SMALL, fill=PAPER.secondary)

    return draw


def _weak(now: IndexResult) -> Tile:
    names = [result.domain.name for result in now.domains if result.state is DomainState.WEAK]

    def draw(sketch: Sketch, left: float, top: float, width: float) -> None:
        if not names:
            sketch.text(left, top + 20, "geen", size=BODY + 1.5, fill=PAPER.ink, face=Face.SEMIBOLD)
        for place, name in enumerate(_at_most(names, 5)):
            line = shortened(name, Face.SEMIBOLD, BODY, width)
            sketch.text(left, top + 16 + place * 12, line, size=BODY, fill=PAPER.ink, face=Face.SEMIBOLD)

    return draw


def _at_most(names: list[str], number: int) -> list[str]:
    """All names, or the first ones and how many more there are."""
    if len(names) <= number:
        return names
    return [*names[: number - 1], f"en nog {len(names) - number + 1}"]
