"""The report part by part: first everything together, then a chapter for each municipality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gezinscoach_desktop.domain.dates import format_date, format_long
from gezinscoach_desktop.domain.figures import Figures, FigureTable, keys
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.yearly_report import FOREWORD, ReportBlock
from gezinscoach_desktop.reports.wording import listed
from gezinscoach_desktop.reports.yearly.content import BundleText, YearlyContent
from gezinscoach_desktop.reports.yearly.method import method, reading_guide
from gezinscoach_desktop.reports.yearly.parts import Contents, Cover, Part, Text, Title
from gezinscoach_desktop.reports.yearly.tables import (
    COMPARED,
    COMPARED_BRIEFLY,
    TOO_LONG,
    beside,
    compared,
    is_all_hidden,
    is_empty,
    table_parts,
)
from gezinscoach_desktop.reports.yearly.words import WHY_HIDDEN, count_of, place_name

Years = Mapping[int, Figures]
IN_METHOD = frozenset({keys.MOMENTS, keys.LEFT_OUT})
"""Tables that tell how was counted, and stand there."""


def compose(content: YearlyContent, only: str | None = None) -> tuple[Part, ...]:
    """Everything, or the figures of one municipality under the same headings."""
    return tuple(_parts(content, only))


def _parts(content: YearlyContent, only: str | None) -> Iterator[Part]:
    years = _years(content, only)
    yield _cover(content, only)
    yield Contents()
    yield from reading_guide(content, only)
    if foreword := content.texts.get(FOREWORD, "").strip():
        yield Title("Voorwoord", 1)
        yield Text(foreword)
    for block in content.blocks:
        yield Title(block.label, 1)
        if words := content.texts.get(block.value, "").strip():
            yield Text(words)
        match block:
            case ReportBlock.STORIES:
                yield from _stories(content)
            case ReportBlock.METHOD:
                yield from method(content, years[content.year])
            case _:
                yield from _figures(content, block, years)
        if block is ReportBlock.SIGNALS:
            yield from _bundles(content.bundles)
    if only is None:
        yield from _municipalities(content)


def _cover(content: YearlyContent, only: str | None) -> Cover:
    places = [place_name(name) for name in content.figures.municipalities if name]
    where = place_name(only) if only is not None else listed(places)
    return Cover(
        f"Jaarverslag {content.year}",
        content.office,
        (
            "Gezinscoaches",
            where,
            f"Cijfers van 1 januari tot en met {format_long(content.last_day)}",
            "" if content.is_over else f"Voorlopig: {content.year} is nog niet om",
            f"Gemaakt op {format_date(content.made_on)} door {content.author}",
        ),
    )


def _years(content: YearlyContent, place: str | None) -> Years:
    """The figures of every year of a municipality, or of all together; a year without the municipality is not there."""
    if place is None:
        return {year: each.total for year, each in content.years.items()}
    return {
        year: _of_one(each.municipalities[place])
        for year, each in content.years.items()
        if place in each.municipalities
    }


def _of_one(figures: Figures) -> Figures:
    """Without the tables that only name the other municipalities."""
    return replace(
        figures, tables=tuple(table for table in figures.tables if table.key not in keys.BY_MUNICIPALITY)
    )


def _figures(content: YearlyContent, block: ReportBlock, years: Years) -> Iterator[Part]:
    yield from _tables(content, block, years, is_brief=False)
    comparison = list(_comparison(block, years, is_brief=False))
    if comparison:
        yield Title("Vergelijking met vroegere jaren", 2)
        if not content.is_over:
            yield Text(
                f"{content.year} telt tot en met {format_long(content.last_day)}; de vroegere jaren zijn volledig.",
                is_note=True,
            )
        yield from comparison
    if any(not is_empty(table) for table in _of(years[content.year], block)):
        yield Text(WHY_HIDDEN, is_note=True)


def _tables(content: YearlyContent, block: ReportBlock, years: Years, *, is_brief: bool) -> Iterator[Part]:
    tables = [
        table
        for table in _of(years[content.year], block)
        if table.key not in IN_METHOD and not (is_brief and table.key in TOO_LONG)
    ]
    counted_ones = [table for table in tables if not is_empty(table)]
    told = [table for table in counted_ones if not (is_brief and is_all_hidden(table))]
    by_key = {table.key: table for table in told}
    for table in told:
        if table.key == keys.ITEMS_BASELINE and keys.ITEMS_NOW in by_key:
            yield Title("Elk item: nulmeting en laatste meting naast elkaar", 3)
            yield from beside((("nulmeting", table), ("nu", by_key[keys.ITEMS_NOW])))
        yield from table_parts(table, deprived_from=content.deprived_from, is_brief=is_brief)
    too_small = [table.title for table in counted_ones if table not in told]
    if too_small:
        yield Text(f"Te kleine aantallen om te tonen: {listed(too_small)}.", is_note=True)
    without = [table.title for table in tables if is_empty(table)]
    if without:
        yield Text(f"Zonder cijfers dit jaar: {listed(without)}.", is_note=True)


def _of(figures: Figures, block: ReportBlock) -> tuple[FigureTable, ...]:
    return () if block.figures is None else figures.of(block.figures)


def _comparison(block: ReportBlock, years: Years, *, is_brief: bool) -> Iterator[Part]:
    for key in COMPARED:
        if key.partition(".")[0] != block.value or (is_brief and key not in COMPARED_BRIEFLY):
            continue
        tables = {
            year: table
            for year, figures in years.items()
            for table in figures.tables
            if table.key == key and figures.families
        }
        if len(tables) > 1:
            yield from compared(tables)


def _bundles(bundles: tuple[BundleText, ...]) -> Iterator[Part]:
    if bundles:
        yield Title("Wat we aankaartten", 2)
    for bundle in bundles:
        yield Title(bundle.title, 3)
        often = counted(bundle.signals, "signaal", "signalen") if bundle.signals else ""
        told = (
            " · ".join(each for each in (bundle.theme, bundle.state, often) if each),
            bundle.what,
            f"Gevraagd: {bundle.asked}" if bundle.asked else "",
            f"Gedaan: {bundle.done}" if bundle.done else "",
            f"Antwoord: {bundle.answer}" if bundle.answer else "",
        )
        yield Text("\n".join(line for line in told if line))


def _stories(content: YearlyContent) -> Iterator[Part]:
    yield Text(
        "Deze verhalen staan hier met het akkoord van het gezin, zonder namen of plaatsen.", is_note=True
    )
    for number, story in enumerate(content.stories, start=1):
        yield Title(story.title or f"Verhaal {number}", 2)
        yield Text(story.text)


def _municipalities(content: YearlyContent) -> Iterator[Part]:
    """The same blocks in brief; without them for a single municipality, which everything is about already."""
    municipalities = content.figures.municipalities
    if len(municipalities) < 2:
        return
    for place, figures in municipalities.items():
        yield Title(place_name(place), 1)
        yield Text(f"{count_of(figures.families)} gezinnen in {content.year}." if figures.families else
                   f"In {content.year} waren er geen gezinnen in begeleiding.")  # fmt: skip
        years = _years(content, place)
        for block in content.blocks:
            parts = [
                *_tables(content, block, years, is_brief=True),
                *_comparison(block, years, is_brief=True),
            ]
            if parts and block.figures is not None:
                yield Title(block.label, 2)
                yield from parts
        yield Text(WHY_HIDDEN, is_note=True)
