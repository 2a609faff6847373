"""A note for the council: what fails structurally, how many meet it, what was done, and what is asked. Nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.signal_bundle import FEW, BundleFacts, SignalBundleInput, families_or, few_or
from gezinscoach_desktop.reports.charts.sketch import Anchor
from gezinscoach_desktop.reports.fonts import Face, register
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row

_OVERVIEW = (
    Column(0, 214),
    Column(222, 120),
    Column(346, 60, Anchor.END),
    Column(WIDTH - 70, 70, Anchor.END),
)
_THEMES = (Column(0, 260), Column(300, 80, Anchor.END), Column(WIDTH - 80, 80, Anchor.END))
_MOST_OVERVIEW = 1


@dataclass(frozen=True, slots=True)
class NoteTheme:
    """What was told about one theme in the year before the note."""

    theme: LifeDomain
    signals: int
    families: int


@dataclass(frozen=True, slots=True)
class NoteBundle:
    """A bundle as the note tells it."""

    details: SignalBundleInput
    service: str
    facts: BundleFacts


def build_council_note(
    office: str,
    author: str,
    made_on: date,
    bundles: tuple[NoteBundle, ...],
    themes: tuple[NoteTheme, ...] = (),
) -> tuple[bytes, int]:
    """The PDF and its number of pages."""
    register()
    pages = 0

    def count() -> None:
        nonlocal pages
        pages += 1

    imprint = Imprint("Nota aan de raad", office, "", author, made_on, is_public=True)
    pdf = build_document(_story(office, made_on, bundles, themes), imprint, on_page=count)
    return pdf, pages


def _story(
    office: str, made_on: date, bundles: tuple[NoteBundle, ...], themes: tuple[NoteTheme, ...]
) -> list[Flowable]:
    story: list[Flowable] = [
        blocks.title("Wat gezinnen tegenkomen", f"Nota aan de raad · {office} · {format_date(made_on)}"),
        prose(_intro(bundles)),
    ]
    if len(bundles) > _MOST_OVERVIEW:
        story += [
            Spacer(0, 4),
            blocks.table(_OVERVIEW, ("waarover", "dienst", "signalen", "gezinnen"), _rows(bundles)),
        ]
    for bundle in bundles:
        story += _bundle(bundle)
    if themes:
        story += [
            *section("Alles wat gezinscoaches in het voorbije jaar meldden", keeps=70),
            blocks.table(_THEMES, ("thema", "signalen", "gezinnen"), _theme_rows(themes)),
        ]
    return story


def _theme_rows(themes: tuple[NoteTheme, ...]) -> Iterator[Band]:
    for each in themes:
        yield row(
            _THEMES,
            (Words(each.theme.label), Words(few_or(each.signals)), Words(families_or(each.families))),
        )


def _intro(bundles: tuple[NoteBundle, ...]) -> str:
    days = [day for bundle in bundles for day in (bundle.facts.first, bundle.facts.last) if day is not None]
    period = ""
    if days:
        first, last = format_date(min(days)), format_date(max(days))
        period = f" op {first}" if first == last else f" tussen {first} en {last}"
    return (
        "Gezinscoaches gaan mee in het leven van gezinnen die het moeilijk hebben. Daarbij stoten ze soms "
        f"op iets wat niet aan één gezin ligt. Deze nota bundelt wat ze{period} meldden. "
        f"Aantallen onder {FEW} staan er niet precies in, zodat niemand te herkennen is. Een signaal wordt niet altijd bij "
        "een gezin genoteerd: het kunnen meer gezinnen zijn dan er staan."
    )


def _rows(bundles: tuple[NoteBundle, ...]) -> Iterator[Band]:
    for each in bundles:
        yield row(
            _OVERVIEW,
            (
                Words(each.details.title, face=Face.SEMIBOLD),
                Words(each.service or each.details.theme.label, PAPER.secondary),
                Words(few_or(each.facts.signals)),
                Words(families_or(each.facts.families)),
            ),
        )


def _bundle(bundle: NoteBundle) -> list[Flowable]:
    details = bundle.details
    return [
        *section(details.title, keeps=90),
        prose(_figures(bundle), fill=PAPER.secondary),
        *_part("Wat er misloopt", details.what),
        *_part("Een voorbeeld", f"“{details.example}”" if details.example else ""),
        *_part("Wat al gebeurde", _done(details)),
        *_part("Wat we vragen", details.asked),
    ]


def _part(heading: str, text: str) -> list[Flowable]:
    if not text.strip():
        return []
    return [prose(heading, face=Face.SEMIBOLD, after=2), prose(text)]


def _figures(bundle: NoteBundle) -> str:
    facts = bundle.facts
    about = (
        f"{bundle.details.theme.label}, {bundle.service}" if bundle.service else bundle.details.theme.label
    )
    parts = [about, f"{few_or(facts.signals)} signalen"]
    if facts.families:
        parts.append(f"{few_or(facts.families)} gezinnen")
    if facts.first is not None and facts.last is not None:
        parts.append(f"{format_date(facts.first)} tot {format_date(facts.last)}")
    often = [
        f"{each.label.lower()}: {few_or(number)}" for each, number in facts.how_often.items() if number >= FEW
    ]
    return " · ".join([*parts, *often])


def _done(details: SignalBundleInput) -> str:
    parts = []
    if details.raised_on is not None:
        with_whom = f" bij {details.raised_with}" if details.raised_with else ""
        parts.append(f"Aangekaart{with_whom} op {format_date(details.raised_on)}.")
    if details.done:
        parts.append(details.done)
    if details.answer:
        when = f" op {format_date(details.answered_on)}" if details.answered_on is not None else ""
        parts.append(f"Antwoord{when}: {details.answer}")
    return " ".join(parts)
