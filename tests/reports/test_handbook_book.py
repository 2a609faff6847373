"""The handbook on paper: everything is in it, its contents count right, and what is a link on screen is one here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from gezinscoach_desktop.domain.handbook import Edition, page_of
from gezinscoach_desktop.domain.handbook_search import ReadPage, read_page
from gezinscoach_desktop.domain.markdown_reading import parse
from gezinscoach_desktop.reports.handbook.book import build_handbook, build_page

DAY = date(2026, 11, 22)
START = """<!-- groep: start -->
# Eerste stappen

Druk op **Ctrl + K** en lees [Zoeken](zoeken.md#snel-zoeken) of [Accounts](accounts.md).

> Let op: dit is een weetje.

```
make handbook
```
"""
COACH = """<!-- groep: coach -->
# Zoeken

1. Eerst dit
   - en dat
2. Dan dat

## Snel zoeken

| Toets | Wat |
| --- | --- |
| F1, / | hulp → hier |

![Een plaatje](pictures/weg.png)
"""
BEHEER = "<!-- groep: beheer -->\n# Accounts\n\nVoor wie beheert.\n"


def a_page(topic: str, text: str) -> ReadPage:
    page = page_of(topic, text)
    return read_page(page, parse(page.markdown))


PAGES = (a_page("eerste-stappen", START), a_page("zoeken", COACH), a_page("accounts", BEHEER))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build_handbook(PAGES, tmp_path_factory.mktemp("book"), Edition.ALL, DAY)


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def beside(pdf: bytes, number: int, words: str) -> str:
    """What stands at the right edge of the line with these words."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        text = page.get_textpage()
        place = text.search(words).get_next()
        assert place is not None
        _, bottom, _, top = text.get_charbox(place[0], loose=True)
        edge = page.get_width() - 90
        return str(text.get_text_bounded(edge, bottom, page.get_width(), top)).strip()


def test_everything_that_is_written_is_in_the_book(book: bytes) -> None:
    whole = " ".join(" ".join(texts(book)).split())

    for said in (
        "Druk op Ctrl + K", "Let op: dit is een weetje.", "make handbook", "Eerst dit", "en dat",
        "Snel zoeken", "hulp -> hier", "Een plaatje", "Voor wie beheert.", "22 november 2026",
    ):  # fmt: skip
        assert said in whole.replace("\xa0", " "), said


def test_the_contents_name_the_page_on_which_each_subject_begins(book: bytes) -> None:
    pages = texts(book)

    for title in ("Eerste stappen", "Zoeken", "Accounts"):
        number = int(beside(book, 1, title))
        assert re.search(rf"^{title}", pages[number - 1], re.MULTILINE)


def test_bookmarks_lead_to_chapters_pages_and_headings(book: bytes) -> None:
    with pypdfium2.PdfDocument(book) as document:
        marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]

    assert marks == [
        (0, "Aan de slag"), (1, "Eerste stappen"), (0, "Voor coaches"), (1, "Zoeken"), (2, "Snel zoeken"),
        (0, "Voor beheerders"), (1, "Accounts"),
    ]  # fmt: skip


def test_an_edition_leaves_the_chapters_of_others_out_and_its_links_hold(tmp_path: Path) -> None:
    whole = " ".join(texts(build_handbook(PAGES, tmp_path, Edition.COACH, DAY)))

    assert "Snel zoeken" in whole
    assert "Voor wie beheert" not in whole
    assert "Voor coaches" in whole


def test_one_page_stands_by_itself_without_cover(tmp_path: Path) -> None:
    pages = texts(build_page(PAGES[1], tmp_path, DAY))

    assert len(pages) == 1
    assert "Snel zoeken" in pages[0]
    assert "Inhoud" not in pages[0]


def test_the_same_handbook_gives_the_same_bytes(book: bytes, tmp_path: Path) -> None:
    assert build_handbook(PAGES, tmp_path, Edition.ALL, DAY) == book


@pytest.mark.parametrize("lines", range(14, 24, 3))
def test_a_heading_stays_with_the_picture_under_it(tmp_path: Path, lines: int) -> None:
    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (800, 500), "#0F6CBD").save(tmp_path / "pictures" / "03-start.png")
    text = "<!-- groep: coach -->\n# Lang\n\n" + "Een regel.\n\n" * lines
    page = a_page("lang", text + "## Kop\n\n![Bijschrift](pictures/03-start.png)\n")

    assert [("Kop" in text) for text in texts(build_page(page, tmp_path, DAY))] == [
        ("Bijschrift" in text) for text in texts(build_page(page, tmp_path, DAY))
    ]
