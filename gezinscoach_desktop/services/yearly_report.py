"""The yearly report (jaarverslag): its words and choices from year to year, its figures, and the files it is made into."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import audit, signal_bundle
from gezinscoach_desktop.data import setting as settings_of
from gezinscoach_desktop.data import yearly_report as kept
from gezinscoach_desktop.data.yearly_report import REPORT_YEARS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.figures import FiguresPerMunicipality
from gezinscoach_desktop.domain.giveaway import giveaways, warning_of
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.signal_bundle import BundleFacts, SignalBundleRecord, facts_of
from gezinscoach_desktop.domain.story import StoryRecord
from gezinscoach_desktop.domain.suppression import THRESHOLD, suppressed_years
from gezinscoach_desktop.domain.yearly import days_of
from gezinscoach_desktop.domain.yearly_report import ReportBlock as ReportBlock
from gezinscoach_desktop.domain.yearly_report import ReportYearInput as ReportYearInput
from gezinscoach_desktop.domain.yearly_report import (
    ReportYearRecord,
    checked_report_year,
    first_of,
    for_report,
    proposals,
)
from gezinscoach_desktop.reports.yearly import BundleText, StoryText, YearlyContent, make_yearly
from gezinscoach_desktop.reports.yearly import ReportFormat as ReportFormat
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.figures import FigureFilter, per_municipality
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import write_file
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

Report = Callable[[int, int, str], None]
"""Called with (done, total, what); raises Cancelled to stop, and then no file is written that was not whole."""

_WHAT = "dit jaarverslag"
_HIDDEN_WITH = 2
"""So many earlier years count at least when it is decided what to hide, printed beside it or not: report and release hide
alike then, and what the one shows does not tell what the other hides."""
_SHARE_OF_FIGURES = 40
"""Of a hundred: counting and hiding, the rest is setting."""


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """A story that a family let go into the report."""

    id: UUID
    family_code: str
    title: str
    text: str
    """The anonymous wording; empty while nobody wrote one, and then it cannot be chosen."""
    on: date
    warning: str = ""
    """What in it gives the family away, as a sentence."""


@dataclass(frozen=True, slots=True)
class BundleChoice:
    """A bundle of signals."""

    id: UUID
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class ReportYear:
    """The words and choices of a year, and what there is to choose from."""

    details: ReportYearInput
    record: ReportYearRecord | None
    """None while nothing was kept for this year."""
    proposed: Mapping[str, str]
    """Texts of `proposed_from` for blocks that have none yet: printed only once they were read over and kept."""
    proposed_from: int | None
    stories: tuple[StoryChoice, ...]
    bundles: tuple[BundleChoice, ...]
    municipalities: tuple[str, ...]
    """Of every family, '' where it is not known."""


def report_year(desk: Desk, year: int) -> ReportYear:
    """What there is for the report of a year; seven queries."""
    require(desk, Action.MAKE_REPORT)
    return desk.office.read(lambda session: _report_year(session, year))


def version_of(desk: Desk, year: int) -> int | None:
    """The version that is kept for a year; None while nothing was."""
    record = report_year(desk, year).record
    return None if record is None else record.version


def keep_report_year(desk: Desk, details: ReportYearInput, version: int | None) -> Done:
    """Keep words and choices; `version` None is for a year of which nothing was kept yet.

    Raises InvalidInput (field year or compare_years), and ChangedMeanwhile when somebody else kept it since.
    """
    checked = checked_report_year(details, desk.today().year)
    return _keep_report_year(desk, uuid4(), version, checked)


@operation(AuditAction.CHANGE_REPORT)
def _keep_report_year(work: Work, report_id: UUID, version: int | None, details: ReportYearInput) -> Done:
    require(work, Action.MAKE_REPORT)
    record = kept.of_year(work.session, details.year)
    if record is None:
        if version is not None:
            raise missing(_WHAT)
        REPORT_YEARS.add(work.session, report_id, details, at=work.now(), by=work.account.id)
    else:
        report_id = record.id
        if version is None or not REPORT_YEARS.change(
            work.session, report_id, version, details, at=work.now(), by=work.account.id
        ):
            raise changed_meanwhile(work, _WHAT, record)
    work.note(AuditAction.CHANGE_REPORT, details={"year": details.year})
    return Done(Change(frozenset({Noun.REPORT})), report_id)


def counted_years(
    desk: Desk, year: int, compare_years: int = 0, *, report: Report | None = None
) -> Mapping[int, FiguresPerMunicipality]:
    """The figures of the report and of the years it is hidden with, before anything is; without years without any family."""
    require(desk, Action.MAKE_REPORT)
    years: dict[int, FiguresPerMunicipality] = {}
    earlier = max(compare_years, _HIDDEN_WITH)
    for done, each in enumerate(range(year, year - earlier - 1, -1)):
        _tell(report, done * _SHARE_OF_FIGURES // (earlier + 2), f"Cijfers van {each}")
        since, until = days_of(each)
        found = for_report(per_municipality(desk, FigureFilter(since, until)))
        if each == year or found.total.families:
            years[each] = found
    return years


def published(years: Mapping[int, FiguresPerMunicipality]) -> Mapping[int, FiguresPerMunicipality]:
    """The same as the report prints it: what is about a handful of families is hidden. Takes a moment; needs no office."""
    return suppressed_years(years)


def make_report(
    desk: Desk,
    year: int,
    formats: Sequence[ReportFormat],
    folder: Path,
    *,
    only: str | None = None,
    report: Report | None = None,
) -> tuple[Path, ...]:
    """Write the report of a year into `folder`, over everything or with `only` of one municipality.

    Noted in the audit trail before a file leaves. Every file is there whole or not at all.
    Raises InvalidInput (field year, formats, path or only).
    """
    require(desk, Action.MAKE_REPORT)
    if not formats:
        raise InvalidInput("Kies minstens één soort bestand: PDF of Word.", field="formats")
    if year > desk.today().year:
        raise InvalidInput(f"{year} is nog niet begonnen; kies een vroeger jaar.", field="year")
    chosen = report_year(desk, year)
    counted = counted_years(desk, year, chosen.details.compare_years, report=report)
    _tell(report, _SHARE_OF_FIGURES // 2, "Kleine aantallen verbergen")
    hidden = published(counted)
    figures = {each: hidden[each] for each in hidden if each >= year - chosen.details.compare_years}
    if only is not None and only not in figures[year].municipalities:
        raise InvalidInput(f"Van deze gemeente zijn er geen cijfers in {year}.", field="only")
    content = desk.office.read(lambda session: _content(desk, session, chosen, figures))
    made: list[tuple[Path, bytes]] = []
    for place, wanted in enumerate(formats):
        done = _SHARE_OF_FIGURES + place * (95 - _SHARE_OF_FIGURES) // len(formats)

        def tell(done: int = done, what: str = f"{wanted.label} opmaken") -> None:
            _tell(report, done, what)

        made.append(
            (folder / file_name(year, wanted, only), make_yearly(content, wanted, only=only, progress=tell))
        )
    _tell(report, 95, "Bewaren")
    _note_report(desk, year, ",".join(wanted.value for wanted in formats), only is not None)
    for path, content_of in made:
        write_file(path, content_of)
    _tell(report, 100, "Klaar")
    return tuple(path for path, _ in made)


@operation(AuditAction.EXPORT, is_urgent=False)
def _note_report(work: Work, year: int, formats: str, one_municipality: bool) -> Done:
    require(work, Action.MAKE_REPORT)
    details = {"kind": "yearly_report", "year": year, "formats": formats, "municipality": one_municipality}
    work.note(AuditAction.EXPORT, details=details)
    return Done(Change(frozenset()))


def file_name(year: int, wanted: ReportFormat, only: str | None = None) -> str:
    """`jaarverslag-2026.pdf`, of one municipality `jaarverslag-2026-aardbeek.pdf`."""
    if only is None:
        return f"jaarverslag-{year}.{wanted.value}"
    plain = re.sub(r"[^\w]+", "-", only).strip("-").lower()
    return f"jaarverslag-{year}-{plain or 'onbekend'}.{wanted.value}"


def _tell(report: Report | None, done: int, what: str) -> None:
    if report is not None:
        report(done, 100, what)


def _report_year(session: Session, year: int) -> ReportYear:
    record = kept.of_year(session, year)
    earlier = kept.before(session, year)
    before = None if earlier is None else earlier.details
    details = first_of(year, before) if record is None else record.details
    names = kept.names_behind_stories(session)
    return ReportYear(
        details=details,
        record=record,
        proposed=proposals(details, before),
        proposed_from=None if before is None else before.year,
        stories=tuple(_story(story, code, names) for story, code in kept.released_stories(session)),
        bundles=tuple(
            BundleChoice(bundle.id, bundle.details.title, bundle.details.state.label)
            for bundle in kept.bundles(session)
        ),
        municipalities=kept.municipalities(session),
    )


def _story(story: StoryRecord, code: str, names: Mapping[UUID, tuple[str, ...]]) -> StoryChoice:
    details = story.details
    known = () if story.family_id is None else names.get(story.family_id, ())
    found = giveaways(f"{details.title}\n{details.public_text}", known)
    return StoryChoice(
        story.id,
        code,
        details.title,
        details.public_text,
        details.on,
        warning_of(found) if details.public_text else "",
    )


def _content(
    desk: Desk, session: Session, chosen: ReportYear, figures: Mapping[int, FiguresPerMunicipality]
) -> YearlyContent:
    details = chosen.details
    terms = read_terms(session)
    head = audit.head(session)
    stories = {story.id: story for story in chosen.stories if story.text}
    bundles = {bundle.id: bundle for bundle in kept.bundles(session)}
    return YearlyContent(
        year=details.year,
        office=settings_of.office(session).name,
        author=desk.account.display_name,
        made_on=desk.today(),
        years=figures,
        texts=details.texts,
        left_out=frozenset(ReportBlock(block) for block in details.left_out),
        stories=tuple(
            StoryText(stories[each].title, stories[each].text) for each in details.stories if each in stories
        ),
        bundles=_bundles(session, [bundles[each] for each in details.bundles if each in bundles]),
        instrument=f"Sociale Balans, versie {terms.instrument.version}",
        deprived_from=terms.profile.deprived_from,
        trail_number=head.number,
        trail_hash=head.hash.hex(),
    )


def _bundles(session: Session, records: Sequence[SignalBundleRecord]) -> tuple[BundleText, ...]:
    """In the order that was chosen."""
    told = signal_bundle.told(session) if records else ()
    return tuple(
        _bundle(record, facts_of(each for each in told if each.id in record.details.signals))
        for record in records
    )


def _bundle(record: SignalBundleRecord, facts: BundleFacts) -> BundleText:
    """Of a handful of signals or families no number: it may be what is hidden in the figures above it."""
    details = record.details
    is_about_a_few = facts.signals < THRESHOLD or 0 < facts.families < THRESHOLD
    return BundleText(
        title=details.title,
        theme=details.theme.label,
        state=details.state.label,
        signals=0 if is_about_a_few else facts.signals,
        what=details.what,
        asked=details.asked,
        done=details.done,
        answer=details.answer,
    )
