"""The yearly report as a coordinator makes it, on every kind of office."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from reportlab.graphics.shapes import Drawing

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import Cancelled, ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.figures import (
    Cell,
    Counted,
    FigureBlock,
    Figures,
    FiguresPerMunicipality,
    FigureTable,
    keys,
)
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.suppression import HIDDEN_N, is_hidden
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.wrap import wrapped
from gezinscoach_desktop.reports.yearly import pdf, word
from gezinscoach_desktop.reports.yearly.compose import compose
from gezinscoach_desktop.reports.yearly.content import YearlyContent
from gezinscoach_desktop.reports.yearly.parts import Grid, Line, Part, Picture, Text, Title
from gezinscoach_desktop.reports.yearly.words import HIDDEN, figure, told_of
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.yearly_report import (
    ReportFormat,
    ReportYearInput,
    counted_years,
    file_name,
    keep_report_year,
    make_report,
    published,
    report_year,
    version_of,
)
from gezinscoach_desktop.views.figures.words import written
from tests.data.office_factory import TODAY, at_desk
from tests.factories import CONSENT
from tests.offices import ON_FILE
from tests.services.releases import small_figures
from tests.services.test_signal_bundle import bundled, told

PILOT = resource_path("practice", "pilot-90.csv")
BOTH = tuple(ReportFormat)


@pytest.fixture
def pilots(desk: Desk) -> Desk:
    import_file(desk, preview_import(desk, PILOT))
    words = {
        "foreword": "Een jaar met\x0b veel gezinnen.",
        "access": "Eerste alinea.\n\nTweede <alinea> & meer.",
    }
    keep_report_year(desk, ReportYearInput(2023, words, left_out=("network",), compare_years=1), None)
    return at_desk(desk)


def test_both_files_tell_the_figures_that_may_be_shown(pilots: Desk, tmp_path: Path) -> None:
    pdf, docx = make_report(pilots, 2023, BOTH, tmp_path)

    assert [path.name for path in (pdf, docx)] == ["jaarverslag-2023.pdf", "jaarverslag-2023.docx"]
    figures = published(counted_years(pilots, 2023, 1))[2023]
    document: Any = Document(str(docx))
    told = dict(tables_by_title(document))
    for key in (
        keys.FLOW,
        keys.CHILDREN,
        keys.DEPRIVED,
        keys.SIGNS,
        keys.ITEMS_NOW,
        keys.MATRIX_NOW,
        keys.LEFT_OUT,
    ):
        table = figures.total.table(key)
        assert told[table.title] == list(lines_of(table)), key
    assert "90 gezinnen in 2023" not in told
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[:5] == ["Leeswijzer", "Voorwoord", "Toegang", "Bereik", "Profiel"]
    assert "Netwerk" not in headings
    assert headings[-8:] == ["Balen", "Bilzen", "Dessel", "Herenthout", "Leuven", "Mol", "Oostende", "Retie"]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Tweede <alinea> & meer." in text
    everything = "".join(each.text or "" for each in document.element.body.iter(qn("w:t")))
    assert_says_what_it_must(pilots, everything)
    assert_says_what_it_must(pilots, text_of_pdf(pdf))
    assert_fit_for_word(docx, document)
    assert_contents_tell_the_pages(pdf, headings)
    assert "Vertrouwelijk" not in text_of_pdf(pdf), "everybody may read it"


def assert_contents_tell_the_pages(path: Path, chapters: list[str]) -> None:
    """Behind the cover: every chapter with the page on which it begins, as the bookmarks have it."""
    document = pypdfium2.PdfDocument(str(path))
    try:
        pages = {
            mark.get_title(): mark.get_dest().get_index() + 1
            for mark in document.get_toc()
            if mark.level == 0
        }
        lines = document[1].get_textpage().get_text_bounded().split("\r\n")
    finally:
        document.close()
    assert list(pages) == ["Inhoud", *chapters]
    assert pages["Inhoud"] == 2
    assert [line for line in lines if line in {f"{name}{page}" for name, page in pages.items()}] == [
        f"{chapter}{pages[chapter]}" for chapter in chapters
    ]


def assert_says_what_it_must(desk: Desk, text: str) -> None:
    """How it was counted, what is hidden, whose instrument it is, and where the trail stood."""
    flat = "".join(text.split())
    count = len(desk.office.read(audit.entries))
    seals = {
        number: desk.office.read(partial(audit.hash_of, number=number)) for number in range(1, count + 1)
    }
    assert any(
        seal is not None and seal.hex() in flat and f"Regel{number}vanhetlogboek" in flat
        for number, seal in seals.items()
    )
    for words in ("CEBUD", "Thomas More", "Standaard", "minder dan 5 gezinnen", HIDDEN, format_date(TODAY)):
        assert "".join(words.split()) in flat, words


def assert_fit_for_word(path: Path, document: Any) -> None:
    """Real tables with a head that is repeated, fields for contents and numbers, pictures that say what they show."""
    body = document.element.body
    assert body[-1].tag == qn("w:sectPr")
    assert len([each for each in body if each.tag == qn("w:sectPr")]) == 1
    known = {style.style_id for style in document.styles}
    used = {each.get(qn("w:val")) for kind in ("pStyle", "tblStyle") for each in body.iter(qn(f"w:{kind}"))}
    assert used <= known
    order = ["pStyle", "pageBreakBefore", "spacing", "jc"]
    for properties in body.iter(qn("w:pPr")):
        names = [each.tag.partition("}")[2] for each in properties]
        assert names == sorted(set(names), key=order.index)
    for table in body.iter(qn("w:tbl")):
        columns = len(table.find(qn("w:tblGrid")))
        assert all(len(row.findall(qn("w:tc"))) == columns for row in table.iter(qn("w:tr")))
    assert any(True for _ in body.iter(qn("w:tblHeader")))
    fields = [each.text.strip() for each in body.iter(qn("w:instrText"))]
    assert fields == ['TOC \\o "1-2" \\h \\z \\u']
    foot = document.sections[0].footer._element
    assert [each.text.strip() for each in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    pictures = list(body.iter(qn("wp:docPr")))
    assert len(pictures) > 5
    assert all(each.get("descr") for each in pictures)
    assert len({each.get("id") for each in pictures}) == len(pictures)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())


def tables_by_title(document: Any) -> Iterator[tuple[str, list[list[str]]]]:
    """Of the chapters over everything: the first table by each title."""
    seen: set[str] = set()
    title = ""
    for element in document.element.body:
        if element.tag == qn("w:p"):
            style = element.find(f".//{qn('w:pStyle')}")
            text = "".join(each.text or "" for each in element.iter(qn("w:t")))
            if style is not None and style.get(qn("w:val")) == "Heading3":
                title = text
        elif element.tag == qn("w:tbl") and title not in seen:
            seen.add(title)
            yield (
                title,
                [
                    [
                        "".join(each.text or "" for each in cell.iter(qn("w:t")))
                        for cell in row.iter(qn("w:tc"))
                    ]
                    for row in element.iter(qn("w:tr"))
                ],
            )


def lines_of(table: FigureTable) -> Iterator[list[str]]:
    yield ["", *(column.text for column in table.columns)]
    for row, line in zip(table.rows, table.cells, strict=True):
        if len(table.rows) <= 14 or row.is_total or any(cell.value or is_hidden(cell) for cell in line):
            yield [row.text, *(figure(table.counted, cell) for cell in line)]


def text_of_pdf(path: Path) -> str:
    document = pypdfium2.PdfDocument(str(path))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@ON_FILE
def test_the_same_report_gives_the_same_file_and_one_municipality_stands_alone(
    pilots: Desk, tmp_path: Path
) -> None:
    (first,) = make_report(pilots, 2022, (ReportFormat.DOCX,), tmp_path, only="Bilzen")
    assert first.name == "jaarverslag-2022-bilzen.docx"
    document: Any = Document(str(first))

    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert not {"Balen", "Bilzen", "Mol"} & set(headings)
    table = published(counted_years(pilots, 2022))[2022].municipalities["Bilzen"].table(keys.FLOW)
    assert dict(tables_by_title(document))[table.title] == list(lines_of(table))


@ON_FILE
@pytest.mark.parametrize(
    ("families", "signals", "is_told"), [(2, 6, False), (0, 4, False), (0, 6, True), (6, 6, True)]
)
def test_of_a_handful_of_families_a_bundle_tells_no_number(
    desk: Desk, tmp_path: Path, families: int, signals: int, is_told: bool
) -> None:
    year = desk.today().year
    known = [
        add_family(desk, FamilyInput(name=f"Naam{number}"), (), CONSENT).id for number in range(families)
    ]
    gathered = [
        told(desk, "Wachten.", known[number % families] if families else None) for number in range(signals)
    ]
    bundle_id = bundled(desk, *gathered)
    keep_report_year(desk, ReportYearInput(year, bundles=(bundle_id,), compare_years=0), None)

    (made,) = make_report(desk, year, (ReportFormat.DOCX,), tmp_path)

    document: Any = Document(str(made))
    [line] = [each.text for each in document.paragraphs if each.text.startswith("Huisvesting · ")]
    assert (f"{signals} signalen" in line) is is_told


@ON_FILE
def test_what_is_hidden_does_not_depend_on_the_years_that_are_printed(pilots: Desk, tmp_path: Path) -> None:
    assert list(counted_years(pilots, 2023)) == list(counted_years(pilots, 2023, 2)) == [2023, 2022]
    keep_report_year(pilots, ReportYearInput(2023, compare_years=0), version_of(pilots, 2023))

    (made,) = make_report(pilots, 2023, (ReportFormat.DOCX,), tmp_path)

    document: Any = Document(str(made))
    assert not any("jaar na jaar" in paragraph.text for paragraph in document.paragraphs)


@ON_FILE
def test_stopping_leaves_no_file_and_what_leaves_is_noted(pilots: Desk, tmp_path: Path) -> None:
    def stop(_done: int, _total: int, what: str) -> None:
        if "opmaken" in what:
            raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        make_report(pilots, 2022, BOTH, tmp_path / "weg", report=stop)
    assert not [entry for entry in pilots.office.read(audit.entries) if entry.action == "export"]

    make_report(pilots, 2022, (ReportFormat.PDF,), tmp_path)

    (entry,) = [entry for entry in pilots.office.read(audit.entries) if entry.action == "export"]
    assert entry.details == {"kind": "yearly_report", "year": 2022, "formats": "pdf", "municipality": False}


@pytest.mark.parametrize(
    ("year", "formats", "only", "field"),
    [(2022, (), None, "formats"), (2027, BOTH, None, "year"), (2022, BOTH, "Nergens", "only")],
)
def test_what_cannot_be_made_is_said(
    desk: Desk, tmp_path: Path, year: int, formats: tuple[ReportFormat, ...], only: str | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        make_report(at_desk(desk), year, formats, tmp_path, only=only)
    assert caught.value.field == field


def small_content(year: int, made_on: date) -> YearlyContent:
    def of(figures: Figures) -> Figures:
        [one] = figures.tables
        places = replace(one, key=keys.REFERRED_FROM, block=FigureBlock.ACCESS, title="Per gemeente")
        return replace(figures, extracted_on=made_on, tables=(replace(one, title="Soort"), places))

    found = small_figures(SimpleNamespace(today=lambda: made_on), year)[year]  # type: ignore[arg-type]
    figures = FiguresPerMunicipality(
        of(found.total), {name: of(each) for name, each in found.municipalities.items()}
    )
    return YearlyContent(year=year, office="Kantoor", author="An", made_on=made_on, years={year: figures})


def words_of(parts: Iterable[Part]) -> str:
    return "\n".join(repr(part) for part in parts)


def test_a_year_that_is_not_over_says_up_to_which_day_it_was_counted() -> None:
    unfinished = words_of(compose(small_content(2026, date(2026, 11, 23))))
    assert "Cijfers van 1 januari tot en met 23 november 2026" in unfinished
    assert "Voorlopig: 2026 is nog niet om" in unfinished
    assert "2026 is nog niet om: alle cijfers van dit jaar gaan tot en met 23 november 2026." in unfinished
    assert "31 december 2026" not in unfinished
    finished = words_of(compose(small_content(2026, date(2027, 1, 4))))
    assert finished.count("1 januari tot en met 31 december 2026") == 2
    assert "nog niet om" not in finished
    assert "Voorlopig" not in finished


def test_the_chapter_of_a_municipality_names_no_other() -> None:
    content = small_content(2026, date(2027, 1, 4))
    assert words_of(compose(content)).count("'Per gemeente'") == 1
    assert "Per gemeente" not in words_of(compose(content, "Mol"))


def test_no_word_at_the_head_of_a_table_is_broken() -> None:
    head = ("", "Kan starten", "Op de wachtlijst", "Doorverwezen", "Geen doelgroep", "Gezin wil niet",
            "Nog niet beslist", "Totaal")  # fmt: skip
    columns = pdf._columns(Grid(head, (Line(("Via een partner", *"1234567")),)))
    for name, column in zip(head[1:], columns[1:], strict=True):
        lines = wrapped(name, Face.REGULAR, SMALL, column.width)
        assert " ".join(lines) == name, name
    assert columns[0].width > 100
    assert all(one.x + one.width < other.x for one, other in pairwise(columns))
    assert columns[-1].x + columns[-1].width <= WIDTH + 0.01
    twips = word._widths(Grid(head, (Line(("Via een partner", *"1234567")),)))
    for name, width in zip(head[1:], twips[1:], strict=True):
        assert all(width_of(each, Face.SEMIBOLD, 8.5) + 6 < width / 20 for each in name.split()), name
    assert sum(twips) / 1440 * 2.54 < 16.7


def pages_of(parts: Sequence[Part]) -> list[str]:
    made = pdf.as_pdf(parts, small_content(2026, date(2027, 1, 4)), lambda: None)
    document = pypdfium2.PdfDocument(made)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def chapter(number: int, *, rows: int, has_chart: bool = False) -> Iterator[Part]:
    """A table under so many lines."""
    yield Title(f"Hoofdstuk {number}", 1)
    yield from (Text("Een regel.") for _ in range(number))
    yield Title(f"Tabel {number}.", 3)
    if has_chart:
        yield Picture(lambda width: Drawing(width, 110), "Staven")
    yield Grid(("", "n"), tuple(Line((f"rij {number}.{row}.", "1")) for row in range(rows)))


@pytest.mark.parametrize("has_chart", [True, False])
def test_a_short_table_stands_on_one_page_with_its_title(has_chart: bool) -> None:
    chapters = range(1, 36)
    pages = pages_of([part for each in chapters for part in chapter(each, rows=9, has_chart=has_chart)])
    for each in chapters:
        words = [f"Tabel {each}.", *(f"rij {each}.{row}." for row in range(9))]
        assert sum(any(word in page for word in words) for page in pages) == 1, each


def test_a_long_table_is_broken_and_leaves_no_page_empty() -> None:
    pages = pages_of(list(chapter(18, rows=30)))
    begun = next(page for page in pages if "Hoofdstuk 18" in page)

    assert "Tabel 18." in begun
    assert "rij 18.3." in begun
    assert "rij 18.29." not in begun


@pytest.mark.parametrize("name", ["", " "])
def test_a_column_without_a_name_is_as_wide_as_one_with_a_short_name(name: str) -> None:
    nameless, short = (Grid(("", one, "Totaal"), (Line(("An", "1", "2")),)) for one in (name, "n"))

    assert pdf._columns(nameless) == pdf._columns(short)
    assert word._widths(nameless) == word._widths(short)


@pytest.mark.parametrize(("minutes", "told"), [(0, "0 u"), (60, "1 u"), (1975, "32 u 55"), (65, "1 u 05")])
def test_hours_are_written_as_on_the_screen(minutes: int, told: str) -> None:
    assert figure(Counted.MINUTES, Cell(minutes, 9)) == written(minutes, Counted.MINUTES) == told


def test_a_number_of_families_that_is_hidden_is_not_told() -> None:
    [table] = small_figures(SimpleNamespace(today=lambda: TODAY), 2026)[2026].total.tables  # type: ignore[arg-type]
    assert told_of(table) == "In gezinnen; geteld over 45 gezinnen (n)."
    assert told_of(replace(table, n=HIDDEN_N)) == "In gezinnen."


def test_words_are_proposed_until_they_were_read_over(desk: Desk) -> None:
    office = at_desk(desk)
    keep_report_year(
        office, ReportYearInput(2024, {"reach": "Oud.", "work": "Werk."}, left_out=("work",)), None
    )
    assert report_year(office, 2025).proposed == {"reach": "Oud.", "work": "Werk."}
    assert report_year(office, 2025).details.left_out == ("work",)

    keep_report_year(office, ReportYearInput(2025, {"reach": "", "niets": "weg"}, compare_years=5), None)

    found = report_year(office, 2025)
    assert (found.proposed, found.proposed_from) == ({"work": "Werk."}, 2024)
    assert found.details.texts == {"reach": ""}
    with pytest.raises(ChangedMeanwhile):
        keep_report_year(office, ReportYearInput(2025), None)
    with pytest.raises(InvalidInput):
        keep_report_year(office, ReportYearInput(2025, compare_years=6), 1)


def test_a_file_is_named_after_year_and_municipality() -> None:
    assert file_name(2026, ReportFormat.PDF) == "jaarverslag-2026.pdf"
    assert (
        file_name(2026, ReportFormat.DOCX, "Sint-Niklaas / Waas") == "jaarverslag-2026-sint-niklaas-waas.docx"
    )
    assert file_name(2026, ReportFormat.PDF, "") == "jaarverslag-2026-onbekend.pdf"
