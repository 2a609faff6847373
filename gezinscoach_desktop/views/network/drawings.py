"""The charts of a network for the screen. Pure functions over frozen data: they run on the drawing worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.domain.ecogram import Ecogram
from gezinscoach_desktop.domain.genogram import Genogram
from gezinscoach_desktop.reports import palette
from gezinscoach_desktop.reports.palette import ChartPalette
from gezinscoach_desktop.views import theme
from gezinscoach_desktop.views.family.drawings import Drawn

if TYPE_CHECKING:
    from gezinscoach_desktop.reports.charts.ecogram import EcogramChart

_TEXT = 12.0


@dataclass(frozen=True, slots=True)
class DrawnEcogram:
    """The drawing with where everybody stands, and what a screen reader says of each."""

    svg: bytes
    description: str
    layout: Ecogram
    width: int
    height: int
    names: tuple[tuple[UUID, str], ...]


def draw_ecogram(chart: EcogramChart, width: int, is_dark: bool) -> DrawnEcogram:
    """At least as wide as `width`, and wider rather than with smaller letters."""
    from gezinscoach_desktop.reports.charts.ecogram import describe_tie, ecogram
    from gezinscoach_desktop.reports.charts.svg import to_svg
    from gezinscoach_desktop.reports.palette import DARK, LIGHT

    drawn = ecogram(chart, width=width, palette=DARK if is_dark else LIGHT, text_size=_TEXT, least_size=_TEXT)
    return DrawnEcogram(
        to_svg(drawn.drawing, description=drawn.description),
        drawn.description,
        drawn.layout,
        round(drawn.drawing.width),
        round(drawn.drawing.height),
        tuple((tie.id, describe_tie(tie)) for tie in chart.ties),
    )


def draw_genogram(genogram: Genogram, width: int, is_dark: bool) -> Drawn:
    """As wide as `width`."""
    from gezinscoach_desktop.reports.charts.genogram import describe_genogram, genogram_chart
    from gezinscoach_desktop.reports.charts.svg import to_svg

    description = describe_genogram(genogram)
    drawing = genogram_chart(genogram, width=width, palette=_palette(is_dark), text_size=_TEXT)
    return Drawn(to_svg(drawing, description=description), description)


def _palette(is_dark: bool) -> ChartPalette:
    """What lies behind a name is the card on which the drawing stands."""
    if is_dark:
        return replace(palette.DARK, page=theme.DARK.surface)
    return replace(palette.LIGHT, page=theme.LIGHT.surface)
