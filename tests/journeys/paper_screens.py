"""The screens about papers: every kind that can be made, the question of a case print, the words of the office."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.views.access_file.places import access_file
from gezinscoach_desktop.views.bulk.places import papers_in_bulk
from gezinscoach_desktop.views.family.places import paper
from gezinscoach_desktop.views.letter.places import letter_to_service
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
    yield from _of_many(driver)
    driver.frame.go(access_file(family_id))
    driver.settle()
    yield "access file"
    driver.frame.go(letter_to_service(family_id))
    driver.settle()
    yield "letter to a service"
    driver.frame.go(paper(family_id))
    driver.settle()


def _of_many(driver: Driver) -> Iterator[str]:
    """From the choice of families to the window with what will come out of the printer."""
    driver.frame.go(papers_in_bulk())
    driver.settle()
    yield "papers in bulk"
    driver.press("Ctrl+A")
    driver.press("Ctrl+Return")
    driver.settle()
    yield "papers in bulk, made"
    driver.press("Ctrl+P")
    driver.settle()
    yield "print preview"
    driver.press("Esc")
