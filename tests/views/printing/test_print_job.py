"""What the printer was asked for is what it gets: which pages, how often, in which order, in grey."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageLayout, QPageRanges
from PySide6.QtPrintSupport import QPrinter

from gezinscoach_desktop.views.printing.print_job import PrintJob
from gezinscoach_desktop.views.tasks import InlineTasks

WIDTHS = (100, 200, 300, 400)
"""Each page of the document has a mark of its own, by which it is known on paper."""


def marked_pages() -> bytes:
    """Four pages, each black from the left up to its own width."""
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for width in WIDTHS:
        canvas.setFillColorRGB(0.8, 0.1, 0.1)
        canvas.rect(0, 400, width, 40, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def printed(path: Path) -> list[tuple[int, bool]]:
    """Of every sheet which page it is, and whether it is in colour."""
    found = []
    document = pypdfium2.PdfDocument(path)
    for place in range(len(document)):
        page = document[place]
        image = page.render(scale=1).to_pil().convert("RGB")
        row = [image.getpixel((x, image.height // 2)) for x in range(image.width)]
        marked = [pixel for pixel in row if sum(pixel) < 600]
        scale = 595 / image.width
        width = min(WIDTHS, key=lambda each: abs(each - len(marked) * scale))
        found.append((WIDTHS.index(width) + 1, marked[0][0] != marked[0][1]))
        page.close()
    document.close()
    return found


def ranges(*pairs: tuple[int, int]) -> Callable[[QPrinter], None]:
    def choose(printer: QPrinter) -> None:
        wanted = QPageRanges()
        for first, last in pairs:
            wanted.addRange(first, last)
        printer.setPageRanges(wanted)

    return choose


@pytest.mark.parametrize(
    ("choose", "pages"),
    [
        (lambda printer: None, [1, 2, 3, 4]),
        (lambda printer: printer.setFromTo(2, 3), [2, 3]),
        (ranges((1, 1), (3, 4)), [1, 3, 4]),
        (ranges((3, 9)), [3, 4]),
        (lambda printer: printer.setPageOrder(QPrinter.PageOrder.LastPageFirst), [4, 3, 2, 1]),
    ],
    ids=["all", "from-to", "ranges", "beyond the end", "last page first"],
)
def test_the_pages_that_were_asked_for_are_printed(
    choose: Callable[[QPrinter], None], pages: list[int], tasks: InlineTasks, tmp_path: Path
) -> None:
    printer = pdf_printer(tmp_path)
    choose(printer)
    ends = run(tasks, printer)
    assert ends == [True]
    assert [page for page, _ in printed(tmp_path / "uit.pdf")] == pages


@pytest.mark.parametrize(("is_collated", "pages"), [(True, [1, 2, 1, 2]), (False, [1, 1, 2, 2])])
def test_copies_that_the_printer_does_not_make_are_made_here(
    is_collated: bool, pages: list[int], tasks: InlineTasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = pdf_printer(tmp_path)
    printer.setFromTo(1, 2)
    printer.setCopyCount(2)
    printer.setCollateCopies(is_collated)
    monkeypatch.setattr(QPrinter, "supportsMultipleCopies", lambda _: False)
    assert run(tasks, printer) == [True]
    assert [page for page, _ in printed(tmp_path / "uit.pdf")] == pages


def test_grey_is_grey_and_colour_is_colour(tasks: InlineTasks, tmp_path: Path) -> None:
    for mode, is_coloured in ((QPrinter.ColorMode.GrayScale, False), (QPrinter.ColorMode.Color, True)):
        printer = pdf_printer(tmp_path)
        printer.setColorMode(mode)
        printer.setFromTo(1, 1)
        run(tasks, printer)
        assert printed(tmp_path / "uit.pdf") == [(1, is_coloured)]


def test_a_printer_that_stops_halfway_is_told(
    tasks: InlineTasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "newPage", lambda _: False)
    assert run(tasks, pdf_printer(tmp_path)) == [False]


def pdf_printer(folder: Path) -> QPrinter:
    made = QPrinter()
    made.setResolution(72)
    made.setPageOrientation(QPageLayout.Orientation.Portrait)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(folder / "uit.pdf"))
    return made


def run(tasks: InlineTasks, printer: QPrinter) -> list[bool]:
    ends: list[bool] = []
    job = PrintJob(tasks, printer, marked_pages(), len(WIDTHS), title="Dossiers")
    job.finished.connect(ends.append)
    job.start()
    assert printer.docName() == "Dossiers"
    return ends
