"""The handbook that travels with the program: every page can be read, and every link, key and picture holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.domain.handbook import ORDER, Edition, HandbookError
from gezinscoach_desktop.domain.markdown import Heading, Picture, Run, inside
from gezinscoach_desktop.reports.fonts import UNKNOWN_SIGN
from gezinscoach_desktop.services.handbook import (
    Handbook,
    handbook_folder,
    open_handbook,
    pictures_of,
    write_handbook,
)


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return open_handbook()


def test_every_page_is_understood_and_in_the_order_of_reading(handbook: Handbook) -> None:
    assert {page.page.topic for page in handbook.pages} == set(ORDER)


def test_a_page_that_is_not_understood_is_named(tmp_path: Path) -> None:
    (tmp_path / "stuk.md").write_text("<!-- groep: start -->\n# Stuk\n\n**open\n", encoding="utf-8")

    with pytest.raises(HandbookError, match=r"stuk\.md, under its title: line 3"):
        open_handbook(tmp_path)


def test_every_link_leads_to_a_page_and_a_heading_that_are_there(handbook: Handbook) -> None:
    anchors = {
        page.page.topic: {block.anchor for block in page.blocks if isinstance(block, Heading)}
        for page in handbook.pages
    }
    broken = []
    for page in handbook.pages:
        for target in {run.target for outer in page.blocks for run in _runs(outer) if run.target}:
            if target.startswith(("https:", "mailto:")):
                continue
            name, _, anchor = target.partition("#")
            topic = name.removesuffix(".md") or page.page.topic
            if topic not in anchors or (anchor and anchor not in anchors[topic]):
                broken.append(f"{page.page.topic}: {target}")

    assert broken == []


def test_no_page_has_the_same_heading_twice(handbook: Handbook) -> None:
    twice = {
        page.page.topic: found
        for page in handbook.pages
        if len(set(found := [each.anchor for each in page.blocks if isinstance(each, Heading)])) != len(found)
    }

    assert twice == {}


def test_every_picture_is_there_and_none_is_there_for_nothing(handbook: Handbook) -> None:
    wanted = {source for page in handbook.pages for source in pictures_of(page)}
    there = {f"pictures/{path.name}" for path in (handbook_folder() / "pictures").glob("*")}

    assert there == wanted
    assert set(handbook.sizes) == wanted


def test_the_pictures_are_light_enough_to_travel(handbook: Handbook) -> None:
    weights = {path.name: path.stat().st_size for path in (handbook_folder() / "pictures").glob("*.png")}

    assert sum(weights.values()) < 3_000_000
    assert {name: size for name, size in weights.items() if size > 90_000} == {}
    assert all(width <= 1000 for width, _ in handbook.sizes.values())


def test_every_picture_has_words_for_who_cannot_see_it(handbook: Handbook) -> None:
    captions = [
        block.caption
        for page in handbook.pages
        for outer in page.blocks
        for block in inside(outer)
        if isinstance(block, Picture)
    ]

    assert all(len(caption) > 8 for caption in captions)


def test_the_whole_handbook_goes_on_paper_and_every_sign_of_it_is_in_the_fonts(tmp_path: Path) -> None:
    import pypdfium2

    write_handbook(tmp_path / "handboek.pdf", Edition.ALL)
    with pypdfium2.PdfDocument(tmp_path / "handboek.pdf") as document:
        whole = "".join(page.get_textpage().get_text_range() for page in document)

    assert UNKNOWN_SIGN not in whole
    assert "Sneltoetsen" in whole


def _runs(block: object) -> list[Run]:
    found: list[Run] = []
    for each in inside(block):  # type: ignore[arg-type]
        found += list(getattr(each, "runs", ()))
        for row in (getattr(each, "head", ()), *getattr(each, "rows", ())):
            for cell in row:
                found += list(cell)
    return found
