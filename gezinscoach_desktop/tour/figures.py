"""The part of the tour about the figures: each block, the families behind a number, filters, and the dark screen."""

from __future__ import annotations

from gezinscoach_desktop.tour.guide import Guide

_WIDE = (1366, 768)
_NARROW = (1024, 700)


def walk_figures(guide: Guide) -> None:
    """Cijfers, as a coordinator goes through them."""
    from gezinscoach_desktop.domain.figures import FigureBlock
    from gezinscoach_desktop.views.figures.places import figures

    for block in FigureBlock:
        guide.frame.go(figures(block.value))
        guide.picture(f"cijfers-{block.value}")


def look_at_figures(guide: Guide) -> None:
    """The same at 150 %."""
    from gezinscoach_desktop.views.figures.places import figures

    guide.frame.go(figures("reach"))
    guide.picture("cijfers")
    guide.frame.go(figures("results"))
    guide.picture("cijfers-resultaten")
