"""The ecogram: people and services around a household, nearer or farther, with how strong and how easy each tie is.

Nothing is told by colour alone: strength is the line, tension is strokes across it, a service is square.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.ecogram import WIDE, Ecogram, Label, Place, lay_out
from gezinscoach_desktop.domain.evolution import Sign
from gezinscoach_desktop.domain.network import Direction, Ring, TieInput, TieKind, TieRecord
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.ecogram_marks import (
    SMALL,
    WIDTHS,
    Legend,
    arrow,
    draw_stroke,
    draw_symbol,
    draw_tension,
)
from gezinscoach_desktop.reports.charts.sketch import Anchor, Points, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import shortened, wrapped

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_TEXT = 12.0
"""Layout is made at this size of text, and then made as small as the paper asks for."""
_LINE = 1.25
_MOST_WIDTH = 132.0
_MOST_IN_CORE = 6


@dataclass(frozen=True, slots=True)
class EcogramTie:
    """Somebody around the household, as it is drawn."""

    id: UUID
    name: str
    about: str
    """Who it is, and whose when it is of one member: `grootmoeder van Jef`."""
    tie: TieInput
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class EcogramChart:
    """A household with everybody around it, in the order in which they were noted."""

    household: tuple[str, ...]
    ties: tuple[EcogramTie, ...]


@dataclass(frozen=True, slots=True)
class EcogramDrawing:
    """The drawing, and where everybody stands in it."""

    drawing: Drawing
    layout: Ecogram
    description: str


def ecogram_of(
    ties: Iterable[TieRecord],
    *,
    name_of: Callable[[TieInput], str],
    members: Mapping[UUID, str],
    household: Iterable[str],
    today: date,
    with_ended: bool = False,
) -> EcogramChart:
    """The chart out of the list. `members` are short names by id; who was noted first is placed first."""
    drawn = []
    for kept in sorted(ties, key=lambda kept: (kept.created_at, str(kept.id))):
        tie = kept.details
        if not with_ended and not tie.runs_on(today):
            continue
        whose = "" if tie.member_id is None else f"van {members.get(tie.member_id, 'een gezinslid')}"
        about = " ".join(part for part in (tie.relation, whose) if part)
        drawn.append(EcogramTie(kept.id, name_of(tie), about, tie, is_ended=not tie.runs_on(today)))
    return EcogramChart(tuple(household), tuple(drawn))


def ecogram(
    chart: EcogramChart,
    *,
    width: float,
    palette: ChartPalette = PAPER,
    text_size: float = 8.0,
    least_size: float = 0.0,
) -> EcogramDrawing:
    """As wide as `width`; where the names need more room the text gets smaller, down to `least_size`, and then it is wider."""
    laid = lay_out([_label(tie) for tie in chart.ties])
    factor = max(min(text_size / _TEXT, width / laid.width), least_size / _TEXT)
    width = max(width, laid.width * factor)
    layout = laid.transformed(factor, right=(width - laid.width * factor) / 2)
    legend = Legend([tie.tie for tie in chart.ties], factor, width)
    sketch = Sketch(width, layout.height + legend.height)
    for radius in layout.rings:
        sketch.polygon(_ellipse(layout, radius), stroke=palette.rule, stroke_width=0.9 * factor)
    texts = {tie.id: tie for tie in chart.ties}
    for place in layout.places:
        _draw_line(sketch, texts[place.id], place, layout, palette, factor)
    _draw_core(sketch, chart, layout, palette, factor)
    for place in layout.places:
        _draw_name(sketch, texts[place.id], place, palette, factor)
    legend.draw(sketch, layout.height, palette)
    return EcogramDrawing(sketch.drawing, layout, describe_ecogram(chart))


def describe_ecogram(chart: EcogramChart) -> str:
    """What the chart shows in Dutch, from near to far, for whoever cannot see it."""
    if not chart.ties:
        return "Ecogram: er staat nog niemand rond het gezin."
    people = sum(tie.tie.kind is TieKind.PERSON for tie in chart.ties)
    services = len(chart.ties) - people
    told = [
        f"{ring.label}: {'; '.join(map(describe_tie, around))}"
        for ring in Ring
        if (around := [tie for tie in chart.ties if tie.tie.ring is ring])
    ]
    counts = f"{counted(people, 'persoon', 'personen')} en {counted(services, 'dienst', 'diensten')}"
    return f"Ecogram met {counts}. {'. '.join(told)}."


def describe_tie(drawn: EcogramTie) -> str:
    """`Oma Lea (grootmoeder van Jef), sterk, gespannen, naar het gezin, sinds 01/01/2020`."""
    tie = drawn.tie
    parts = [
        f"{drawn.name} ({drawn.about})" if drawn.about else drawn.name,
        tie.strength.label.lower(),
        "gespannen" if tie.is_tense else "",
        "steun in beide richtingen"
        if tie.direction is Direction.BOTH
        else f"steun {tie.direction.label.lower()}",
        "" if tie.since is None else f"sinds {format_date(tie.since)}",
        "voorbij" if drawn.is_ended else "",
    ]
    return ", ".join(part for part in parts if part)


def _label(tie: EcogramTie) -> Label:
    names, about = _lines(tie)
    widths = [width_of(line, Face.SEMIBOLD, _TEXT) for line in names]
    widths += [width_of(line, Face.REGULAR, SMALL) for line in about]
    height = len(names) * _TEXT * _LINE + len(about) * SMALL * _LINE
    return Label(tie.id, tie.tie.ring, max(widths) + 4, height, tie.tie.angle)


def _lines(tie: EcogramTie) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The name on at most two lines, and under it in small letters who it is, on as many."""
    about = f"{tie.about}, voorbij".removeprefix(", ") if tie.is_ended else tie.about
    names = wrapped(tie.name or "?", Face.SEMIBOLD, _TEXT, _MOST_WIDTH, at_most=2)
    return names, wrapped(about, Face.REGULAR, SMALL, _MOST_WIDTH, at_most=2) if about else ()


def _draw_line(
    sketch: Sketch, tie: EcogramTie, place: Place, layout: Ecogram, palette: ChartPalette, factor: float
) -> None:
    """From the edge of the household to the sign."""
    x, y = place.x - layout.x, place.y - layout.y
    length = math.hypot(x, y)
    along = (x / length, y / length)
    reach = 1 / math.hypot(along[0] / (layout.core * WIDE), along[1] / layout.core)
    start = (layout.x + along[0] * (reach + 4 * factor), layout.y + along[1] * (reach + 4 * factor))
    room = place.symbol + 4 * factor
    end = (place.x - along[0] * room, place.y - along[1] * room)
    ink = palette.rule if tie.is_ended else palette.ink
    draw_stroke(sketch, start, end, tie.tie.strength, ink, factor)
    width = WIDTHS[tie.tie.strength] * factor
    size = 6 * factor + width * 1.6
    if tie.tie.direction is not Direction.TO_FAMILY:
        sketch.polygon(arrow(end, along, size), fill=ink)
    if tie.tie.direction is not Direction.FROM_FAMILY:
        sketch.polygon(arrow(start, (-along[0], -along[1]), size), fill=ink)
    if tie.tie.is_tense:
        shade = palette.rule if tie.is_ended else palette.signs[Sign.WORSE]
        draw_tension(sketch, start, end, shade, factor)


def _draw_core(
    sketch: Sketch, chart: EcogramChart, layout: Ecogram, palette: ChartPalette, factor: float
) -> None:
    """The household with its people by name."""
    sketch.polygon(
        _ellipse(layout, layout.core), fill=palette.band, stroke=palette.ink, stroke_width=1.2 * factor
    )
    shown = list(chart.household[:_MOST_IN_CORE])
    if len(chart.household) > _MOST_IN_CORE:
        shown[-1] = f"en nog {len(chart.household) - _MOST_IN_CORE + 1}"
    shown = shown or ["Gezin"]
    size = _TEXT * factor
    top = layout.y - (len(shown) * size * _LINE) / 2
    for number, name in enumerate(shown):
        y = top + (number + 0.78) * size * _LINE
        room = layout.core * WIDE * 1.55
        sketch.text(
            layout.x, y, shortened(name, Face.SEMIBOLD, size, room),
            size=size, fill=palette.ink, face=Face.SEMIBOLD, anchor=Anchor.MIDDLE,
        )  # fmt: skip


def _draw_name(sketch: Sketch, tie: EcogramTie, place: Place, palette: ChartPalette, factor: float) -> None:
    """The name on a ground of its own, so that a line behind it does not run through its letters."""
    box, size, small = place.label, _TEXT * factor, SMALL * factor
    sketch.box(box.left, box.top, box.right - box.left, box.bottom - box.top, fill=palette.page)
    edge = palette.rule if tie.is_ended else palette.ink
    draw_symbol(sketch, tie.tie.kind, place.x, place.y, place.symbol, edge, palette, factor)
    anchor, x = Anchor.MIDDLE, (box.left + box.right) / 2
    if not box.left <= place.x <= box.right:
        anchor, x = (Anchor.START, box.left) if place.x < box.left else (Anchor.END, box.right)
    names, about = _lines(tie)
    y = box.top
    for line in names:
        y += size * _LINE
        sketch.text(
            x, y - size * 0.3, line, size=size, fill=palette.secondary if tie.is_ended else palette.ink,
            face=Face.SEMIBOLD, anchor=anchor,
        )  # fmt: skip
    for line in about:
        sketch.text(x, y + small * 0.95, line, size=small, fill=palette.secondary, anchor=anchor)
        y += small * _LINE


def _ellipse(layout: Ecogram, radius: float) -> Points:
    turns = (math.radians(angle) for angle in range(0, 360, 4))
    return tuple(
        (layout.x + math.sin(turn) * radius * WIDE, layout.y - math.cos(turn) * radius) for turn in turns
    )
