"""The handbook: pages of plain Dutch in Markdown under resources/handbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gezinscoach_desktop.domain.text import fold

ORDER = (
    "eerste-stappen",
    "momentopname",
    "gezinnen",
    "contacten",
    "traject",
    "toestemming",
    "vragen-en-acties",
    "agenda",
    "evolutie-en-index",
    "rechten",
    "netwerk",
    "sociale-kaart",
    "afdrukken",
    "dossiers-in-bulk",
    "brieven",
    "inzagedossier",
    "onkosten",
    "signalen",
    "verhalen",
    "vragen-over-eigen-gegevens",
    "bewaren-en-loslaten",
    "aanmeldingen",
    "team",
    "organisatie",
    "cijfers",
    "cijfers-voor-de-gemeente",
    "jaarverslag",
    "indexprofielen",
    "zoeken",
    "inlezen-en-uitvoeren",
    "uitvoeren",
    "wachtwoorden",
    "accounts",
    "gedeelde-map",
    "server",
    "reservekopieen",
    "logboek",
    "sneltoetsen",
    "veiligheid",
)


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """One subject; the first line of its file is the title."""

    topic: str
    title: str
    markdown: str
    search_text: str


def read_handbook(folder: Path) -> tuple[HandbookPage, ...]:
    """Every page in the folder: the known ones in their order, others after them."""
    pages = [_page(path) for path in folder.glob("*.md")]
    return tuple(sorted(pages, key=_position))


def matching(pages: Sequence[HandbookPage], text: str) -> tuple[HandbookPage, ...]:
    """The pages in which every word of `text` occurs."""
    words = fold(text).split()
    return tuple(page for page in pages if all(word in page.search_text for word in words))


def _page(path: Path) -> HandbookPage:
    markdown = path.read_text(encoding="utf-8")
    title = markdown.splitlines()[0].lstrip("# ").strip()
    return HandbookPage(path.stem, title, markdown, fold(markdown))


def _position(page: HandbookPage) -> tuple[int, str]:
    return (ORDER.index(page.topic) if page.topic in ORDER else len(ORDER), page.title)
