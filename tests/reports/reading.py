"""Reading a PDF back the way a reader program does."""

from __future__ import annotations

import re

import pypdfium2


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for place in range(len(document)):
            page = document[place]
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """All text as one line, so that it does not matter where lines end."""
    return re.sub(r"\s+", " ", " ".join(pages_of(pdf)).replace("\ufffe", "-"))


def bookmarks_of(pdf: bytes) -> list[tuple[int, str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(entry.level, entry.get_title()) for entry in document.get_toc()]
    finally:
        document.close()


def properties_of(pdf: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return dict(document.get_metadata_dict(skip_empty=True))
    finally:
        document.close()


def text_boxes_of(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every piece of text on every page."""
    document = pypdfium2.PdfDocument(pdf)
    boxes = []
    try:
        for place in range(len(document)):
            page = document[place]
            text_page = page.get_textpage()
            boxes += [text_page.get_rect(rect) for rect in range(text_page.count_rects())]
            text_page.close()
            page.close()
    finally:
        document.close()
    return boxes
