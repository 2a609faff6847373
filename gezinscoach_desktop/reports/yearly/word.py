"""The report as a Word document to go on working in: real headings, real tables, pictures of the charts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from gezinscoach_desktop.reports.fonts import FAMILY, Face, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.document import PROGRAM
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.yearly.content import YearlyContent
from gezinscoach_desktop.reports.yearly.parts import (
    Contents,
    Cover,
    Grid,
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
_LEAST_NAMES: Final = 3.6
"""In centimetres: what is kept for the names of rows where long words stand above the numbers."""
_CELL_SIZE: Final = 8.5
_CELL_MARGINS: Final = 8.0
"""In points, with a little to spare: another font may stand in."""
_SIZES: Final = {1: 18, 2: 14, 3: 11}
_NOT_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE: Final = nsdecls("w")
_UPDATE: Final = "Klik hier met de rechtermuisknop en kies “Veld bijwerken”."
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def as_docx(parts: Iterable[Part], content: YearlyContent, tell: Callable[[], None]) -> bytes:
    """`tell` is called for every part."""
    setter = _Setter(content)
    for part in parts:
        tell()
        setter.set(part)
    return setter.finished()


class _Setter:
    """Puts parts in the body as XML: python-docx looks every style up anew, which makes long tables take minutes."""

    def __init__(self, content: YearlyContent) -> None:
        self._document = Document()
        self._document._body.clear_content()
        _set_styles(self._document)
        _set_page(self._document, content)
        _set_properties(self._document, content)
        self._end = self._document.element.body[-1]
        """The properties of the section, which stand last."""

    def set(self, part: Part) -> None:
        match part:
            case Cover():
                self._add(_paragraph(part.title, "Title", before=180))
                self._add(_paragraph(part.office, "Subtitle"))
                for line in filter(None, part.lines):
                    self._add(_paragraph(line))
            case Contents():
                self._add(_paragraph("Inhoud", "ContentsTitle", begins_page=True))
                self._add(_field('TOC \\o "1-2" \\h \\z \\u', _UPDATE))
            case Title():
                self._add(_paragraph(part.text, f"Heading{part.level}", begins_page=part.level == 1))
            case Text():
                for paragraph in part.text.split("\n"):
                    if paragraph.strip():
                        self._add(_paragraph(paragraph, "Note" if part.is_note else ""))
            case Points():
                for text in part.texts:
                    self._add(_paragraph(text, "ListBullet"))
            case Grid():
                if part.lines:
                    self._add(_table(part))
                    self._add(_paragraph("", "UnderTable"))
            case Picture():
                self._picture(part)

    def finished(self) -> bytes:
        """The file, the same for the same report."""
        target = BytesIO()
        self._document.save(target)
        return _without_clock(target.getvalue())

    def _add(self, xml: str) -> None:
        self._end.addprevious(parse_xml(xml.replace(">", f" {_SPACE}>", 1)))

    def _picture(self, picture: Picture) -> None:
        paragraph = self._document.add_paragraph()
        drawing = picture.draw(WIDTH)
        shape = paragraph.add_run().add_picture(BytesIO(as_png(drawing)), width=Cm(_TEXT_WIDTH))
        shape._inline.docPr.set("descr", _clean(picture.description))


def _paragraph(
    text: str,
    style: str = "",
    *,
    begins_page: bool = False,
    before: int = 0,
    bold: bool = False,
    right: bool = False,
) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if begins_page:
        properties += "<w:pageBreakBefore/>"
    if before:
        properties += f'<w:spacing w:before="{before * 20}"/>'
    if right:
        properties += '<w:jc w:val="right"/>'
    strong = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{strong}<w:t xml:space="preserve">{escape(_clean(text))}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def _table(grid: Grid) -> str:
    """The head is repeated on every page, and no row is cut by the end of one."""
    widths = _widths(grid)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(grid.head, widths, grid, is_head=True, bold=True) if any(grid.head) else ""
    rows = "".join(_row(line.cells, widths, grid, bold=line.is_total) for line in grid.lines)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Figures"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row(
    cells: Iterable[str], widths: Iterable[int], grid: Grid, *, bold: bool = False, is_head: bool = False
) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph(text, 'Cell', bold=bold, right=place > 0 and not grid.is_of_words)}</w:tc>"
        for place, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{made}</w:tr>"


def _field(instruction: str, shown: str) -> str:
    """A paragraph with a field, and what stands there until it is updated."""
    return f"<w:p>{_field_runs(instruction, shown)}</w:p>"


def _field_runs(instruction: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f"{mark('separate')}<w:r><w:t>{escape(shown)}</w:t></w:r>{mark('end')}"
    )


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
        ("Cell", _CELL_SIZE, 0),
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
    for word, field in (("pagina ", "PAGE"), (" van ", "NUMPAGES")):
        foot.add_run(word)
        for run in parse_xml(_field(field, "1").replace("<w:p>", f"<w:p {_SPACE}>", 1)):
            foot._p.append(run)


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


def _widths(grid: Grid) -> list[int]:
    """In twentieths of a point."""
    if grid.is_of_words:
        return [_twips(4), _twips(_TEXT_WIDTH - 4)]
    names = grid.head[1:]
    each = min(2.8, (_TEXT_WIDTH - 5) / len(names))
    widths = [max((each, *map(_word_width, name.split()))) for name in names]
    if _TEXT_WIDTH - sum(widths) < _LEAST_NAMES:
        widths = [each] * len(names)
    return [_twips(_TEXT_WIDTH - sum(widths)), *map(_twips, widths)]


def _word_width(word: str) -> float:
    """What a word at the head of a column needs, in centimetres, so that it is not broken."""
    return (width_of(word, Face.SEMIBOLD, _CELL_SIZE) + _CELL_MARGINS) / 72 * 2.54


def _twips(centimetres: float) -> int:
    return round(centimetres / 2.54 * 1440)


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
