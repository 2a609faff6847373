"""The figures: every block, the families behind a number, a period of one's own, and nothing at all."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.domain.figures import FigureBlock, keys
from gezinscoach_desktop.domain.figures.period import Period
from gezinscoach_desktop.views.figures.page import FiguresPage
from gezinscoach_desktop.views.figures.places import figures
from tests.journeys.driver import Driver


def around_figures(driver: Driver) -> Iterator[str]:
    """As a coordinator goes through them."""
    for block in FigureBlock:
        driver.frame.go(figures(block.value))
        driver.settle()
        yield f"figures: {block.value}"
    driver.frame.go(figures(FigureBlock.REACH.value))
    driver.settle()
    page = driver.page
    assert isinstance(page, FiguresPage)
    page.show_table(keys.FLOW)
    driver.press("End")
    driver.press("Return")
    assert page.panel.isVisible()
    yield "the families behind a number"
    driver.press("Esc")
    periods = page.filters.chips.period.menu.actions()
    periods[list(Period).index(Period.FREE)].trigger()
    driver.settle()
    yield "figures of a period of one's own"
    page.filters.chips.phase.menu.actions()[0].trigger()
    driver.settle()
    yield "no figures"
    page.filters.clear()
    periods[0].trigger()
    driver.settle()
