"""The screens about papers: every kind that can be made, the question of a case print, the words of the office."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.views.family.places import paper
from tests.journeys.driver import Driver


def around_papers(driver: Driver) -> Iterator[str]:
    """From the page of papers of a family that was measured once."""
    family_id = driver.page.family_id
    assert family_id is not None
    for kind in PaperKind:
        driver.frame.go(paper(family_id, kind))
        driver.settle()
        yield f"paper {kind.value}"
    driver.frame.go(paper(family_id, PaperKind.CASE))
    driver.settle()
    driver.tab_to("De vraag van de coach")
    driver.type_text("Hoe verder met de huur?")
    yield "a question for peer supervision"
    driver.choose("Meer", "Teksten van de formulieren…")
    yield "the words of the office on forms"
    driver.press("Esc")
