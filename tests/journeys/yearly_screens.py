"""The yearly report: its words, the figures as they will be printed, and another year."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.views.yearly.page import YearlyPage
from gezinscoach_desktop.views.yearly.places import yearly_report
from tests.journeys.driver import Driver


def around_the_yearly_report(driver: Driver) -> Iterator[str]:
    """As a coordinator goes through it."""
    driver.frame.go(yearly_report())
    driver.settle()
    yield "yearly report"
    page = driver.page
    assert isinstance(page, YearlyPage)
    for key in ("reach", "results"):
        page.blocks[key].figures_button.click()
        driver.settle()
    yield "yearly report with figures"
    for field in page.make.format_fields.values():
        field.click()
    page.make.make_button.click()
    yield "yearly report, nothing to make"
