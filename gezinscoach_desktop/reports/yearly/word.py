"""The report as a Word document to go on working in: real headings, real tables, pictures of the charts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from gezinscoach_desktop.reports.fonts import FAMILY
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.document import PROGRAM
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.yearly.content import YearlyContent
from gezinscoach_desktop.reports.yearly.parts import (
    Contents,
    Cover,
    Grid,
    Line,
    Part,
    Picture,
    Points,
    Text,
    Title,
)
from gezinscoach_desktop.reports.yearly.picture import as_png

_PAGE: Final = (Cm(21), Cm(29.7))
_MARGIN: Final = Cm(2.2)
_TEXT_WIDTH: Final = 16.6
"""In centimetres."""
_SIZES: Final = {1: 18, 2: 14, 3: 11}
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def as_docx(parts: Iterable[Part], content: YearlyContent, tell: Callable[[], None]) -> bytes:
    """`tell` is called for every part."""
    setter = _Setter(content)
    for part in parts:
        tell()
        setter.set(part)
    return setter.finished()


class _Setter:
    def __init__(self, content: YearlyContent) -> None:
        self._document = Document()
        self._content = content
        self._begins_page = False
        _set_styles(self._document)
        _set_page(self._document, content)
        _set_properties(self._document, content)

    def set(self, part: Part) -> None:
        match part:
            case Cover():
                self._cover(part)
            case Contents():
                self._contents()
            case Title():
                heading = self._document.add_heading(_clean(part.text), part.level)
                heading.paragraph_format.page_break_before = part.level == 1
            case Text():
                for paragraph in part.text.split("\n"):
                    if paragraph.strip():
                        self._document.add_paragraph(_clean(paragraph), "Note" if part.is_note else None)
            case Points():
                for text in part.texts:
                    self._document.add_paragraph(_clean(text), "List Bullet")
            case Grid():
                self._grid(part)
            case Picture():
                self._picture(part)

    def finished(self) -> bytes:
        """The file, the same for the same report."""
        target = BytesIO()
        self._document.save(target)
        return _without_clock(target.getvalue())

    def _cover(self, cover: Cover) -> None:
        self._document.add_paragraph(_clean(cover.title), "Title").paragraph_format.space_before = Pt(180)
        for place, line in enumerate((cover.office, *cover.lines)):
            if line:
                self._document.add_paragraph(_clean(line), "Subtitle" if place == 0 else None)

    def _contents(self) -> None:
        """A field, which Word fills in when it is opened or updated: the numbers of pages are known to nobody else."""
        title = self._document.add_paragraph("Inhoud", "Contents Title")
        title.paragraph_format.page_break_before = True
        paragraph = self._document.add_paragraph()
        _field(
            paragraph,
            'TOC \\o "1-2" \\h \\z \\u',
            "Klik met de rechtermuisknop hier en kies “Veld bijwerken”.",
        )

    def _grid(self, grid: Grid) -> None:
        if not grid.lines:
            return
        has_head = any(grid.head)
        lines = (Line(grid.head, is_total=True), *grid.lines) if has_head else grid.lines
        table = self._document.add_table(rows=len(lines), cols=len(grid.head))
        table.style = "Figures"
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        widths = _widths(grid)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for place, (line, row) in enumerate(zip(lines, table.rows, strict=True)):
            _keep_whole(row, is_head=has_head and place == 0)
            for order, (cell, text) in enumerate(zip(row.cells, line.cells, strict=True)):
                cell.width = widths[order]
                paragraph = cell.paragraphs[0]
                paragraph.style = "Cell"
                paragraph.add_run(_clean(text)).bold = line.is_total or None
                if order and not grid.is_of_words:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._document.add_paragraph("", "Under Table")

    def _picture(self, picture: Picture) -> None:
        paragraph = self._document.add_paragraph()
        drawing = picture.draw(WIDTH)
        shape = paragraph.add_run().add_picture(BytesIO(as_png(drawing)), width=Cm(_TEXT_WIDTH))
        shape._inline.docPr.set("descr", _clean(picture.description))


def _set_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    normal = styles["Normal"]
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Normal", 10.0), ("Title", 30.0), ("Subtitle", 14.0)):
        _set_font(styles[name], size)
    for level, points in _SIZES.items():
        style = styles[f"Heading {level}"]
        _set_font(style, points)
        style.paragraph_format.space_before = Pt(14 if level < 3 else 10)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    for name, size, after in (
        ("Note", 8, 6),
        ("Cell", 8.5, 0),
        ("Under Table", 4, 0),
        ("Contents Title", 18, 8),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _set_font(style, size)
        style.paragraph_format.space_after = Pt(after)
    styles["Note"].font.color.rgb = _rgb(PAPER.secondary)
    table = styles.add_style("Figures", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Normal Table"]
    _rule_rows(table)


def _set_font(style: Any, size: float) -> None:
    style.font.name = FAMILY
    style.font.size = Pt(size)
    style.font.color.rgb = _rgb(PAPER.ink)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)  # a theme's font would win
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FAMILY)


def _rule_rows(style: Any) -> None:
    """A hairline under every row and room at its sides."""
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", PAPER.rule[1:])):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "30" if side in ("top", "bottom") else "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    style.element.append(properties)


def _set_page(document: Any, content: YearlyContent) -> None:
    page = document.sections[0]
    page.start_type = WD_SECTION.NEW_PAGE
    page.page_width, page.page_height = _PAGE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    page.different_first_page_header_footer = True
    head = page.header.paragraphs[0]
    head.style = "Note"
    head.add_run(_clean(f"{content.office} · Jaarverslag {content.year}"))
    foot = page.footer.paragraphs[0]
    foot.style = "Note"
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("pagina ")
    _field(foot, "PAGE", "1")
    foot.add_run(" van ")
    _field(foot, "NUMPAGES", "1")


def _set_properties(document: Any, content: YearlyContent) -> None:
    made = datetime.combine(content.made_on, time())
    properties = document.core_properties
    properties.title = f"Jaarverslag {content.year}"
    properties.author = _clean(content.author)
    properties.last_modified_by = _clean(content.author)
    properties.comments = PROGRAM
    properties.language = "nl-BE"
    properties.created = properties.modified = made
    properties.revision = 1
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "nl-BE")


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """A complex field with what stands there until it is updated."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif not kind:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
            run._r.append(element)
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def _keep_whole(row: Any, *, is_head: bool) -> None:
    """No row is cut by the end of a page; the head is repeated on the next."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _widths(grid: Grid) -> list[Any]:
    if grid.is_of_words:
        return [Cm(4), Cm(_TEXT_WIDTH - 4)]
    count = len(grid.head) - 1
    each = min(2.8, (_TEXT_WIDTH - 5) / count)
    return [Cm(_TEXT_WIDTH - each * count), *(Cm(each) for _ in range(count))]


def _rgb(code: str) -> RGBColor:
    return RGBColor.from_string(code[1:])


def _clean(text: str) -> str:
    """Without what may not stand in XML; a blank in its place, so that words stay apart."""
    return _NOT_XML.sub(" ", text)


def _without_clock(docx: bytes) -> bytes:
    """The same file with one date for all of its parts."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in source.namelist():
            kept.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
