"""Figures of one municipality for its council: aggregates only, small ones hidden, kept as they were released.

Nobody gets an account for it: in an office without a server every account holds the key to everything (decision 0022).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import published_figures as kept_releases
from gezinscoach_desktop.data.published_figures import PUBLISHED_FIGURES
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.figures import FigureTable, from_json, keys, to_json
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.published_figures import (
    PublishedFiguresInput,
    PublishedFiguresRecord,
    year_of,
)
from gezinscoach_desktop.domain.yearly import days_of
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.yearly_report import Report, counted_years, published, report_year

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze vrijgave"
_LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True)
class Release:
    """What was released, ready to be shown."""

    record: PublishedFiguresRecord
    tables: tuple[FigureTable, ...]

    @property
    def municipality(self) -> str:
        return self.record.details.municipality

    @property
    def year(self) -> int:
        return year_of(self.record.details)

    @property
    def last_day(self) -> date:
        """Up to and including which day was counted: of a year that was not over, the day of the release."""
        details = self.record.details
        if _LAST_DAY in details.tables:
            return date.fromisoformat(details.tables[_LAST_DAY])
        # What was kept before does not say it: better a day too early than more than was counted.
        made, changed = (at.astimezone().date() for at in (self.record.created_at, self.record.changed_at))
        return min(details.until - timedelta(days=1), made, changed)

    @property
    def is_over(self) -> bool:
        """Whether the whole year was counted."""
        return self.last_day == days_of(self.year)[1] - timedelta(days=1)


def list_released(desk: Desk) -> tuple[Release, ...]:
    """Everything that is released, the newest year first."""
    require(desk, Action.PUBLISH_FIGURES)

    def query(session: Session) -> tuple[Release, ...]:
        return tuple(
            Release(record, _of_one(from_json(record.details.tables)))
            for record in kept_releases.every(session)
        )

    return desk.office.read(query)


def releasable(desk: Desk) -> tuple[str, ...]:
    """The municipalities that figures can be released of."""
    require(desk, Action.PUBLISH_FIGURES)
    today = desk.today()
    return desk.office.read(
        lambda session: families.municipalities(
            session, account_id=desk.account.id, own_only=False, today=today
        )
    )


def release(desk: Desk, municipality: str, year: int, *, report: Report | None = None) -> Done:
    """Count a year and release it for one municipality, in place of what was released of it before.

    Raises InvalidInput (field municipality or year) when there is nothing to release.
    """
    require(desk, Action.PUBLISH_FIGURES)
    if year > desk.today().year:
        raise InvalidInput(f"{year} is nog niet begonnen; kies een vroeger jaar.", field="year")
    if not municipality:
        raise InvalidInput("Kies een gemeente.", field="municipality")
    beside = report_year(desk, year).details.compare_years
    found = published(counted_years(desk, year, compare_years=beside, report=report))[year]
    of_one = found.municipalities.get(municipality)
    if of_one is None or of_one.families == 0:
        raise InvalidInput(f"Van {municipality} zijn er geen cijfers in {year}.", field="municipality")
    since, _ = days_of(year)
    until = of_one.last_day + timedelta(days=1)
    tables = to_json(_of_one(of_one.tables)) | {_LAST_DAY: of_one.last_day.isoformat()}
    details = PublishedFiguresInput(municipality, since, until, f"{municipality} in {year}", tables)
    return _release(desk, uuid4(), details)


def _of_one(tables: Sequence[FigureTable]) -> tuple[FigureTable, ...]:
    """What tells something of one municipality. Hidden is decided over all tables first: leaving one out tells nothing."""
    return tuple(table for table in tables if table.key not in keys.BY_MUNICIPALITY)


@operation(AuditAction.CHANGE_PUBLISHED_FIGURES)
def _release(work: Work, record_id: UUID, details: PublishedFiguresInput) -> Done:
    require(work, Action.PUBLISH_FIGURES)
    before = kept_releases.of_year(work.session, details.municipality, details.since)
    if before is None:
        PUBLISHED_FIGURES.add(work.session, record_id, details, at=work.now(), by=work.account.id)
    else:
        record_id = before.id
        PUBLISHED_FIGURES.change(
            work.session, record_id, before.version, details, at=work.now(), by=work.account.id
        )
    return _done(work, record_id, year_of(details))


def withdraw(desk: Desk, record_id: UUID, version: int) -> Done:
    """No longer show a release; `restore` with the next version undoes it. Raises ChangedMeanwhile."""
    return _withdraw(desk, record_id, version)


@operation(AuditAction.CHANGE_PUBLISHED_FIGURES)
def _withdraw(work: Work, record_id: UUID, version: int) -> Done:
    kept = _found(work, record_id)
    if not PUBLISHED_FIGURES.remove(work.session, record_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _done(work, record_id, year_of(kept.details))


def restore(desk: Desk, record_id: UUID, version: int) -> Done:
    """Undo withdrawing it; raises ChangedMeanwhile, and InvalidInput when that year was released again since."""
    return _restore(desk, record_id, version)


@operation(AuditAction.CHANGE_PUBLISHED_FIGURES)
def _restore(work: Work, record_id: UUID, version: int) -> Done:
    kept = _found(work, record_id)
    if kept_releases.of_year(work.session, kept.details.municipality, kept.details.since) is not None:
        raise InvalidInput("Dit jaar is intussen opnieuw vrijgegeven voor deze gemeente.")
    if not PUBLISHED_FIGURES.bring_back(work.session, record_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _done(work, record_id, year_of(kept.details))


def _found(work: Work, record_id: UUID) -> PublishedFiguresRecord:
    require(work, Action.PUBLISH_FIGURES)
    kept = PUBLISHED_FIGURES.one(work.session, record_id)
    if kept is None:
        raise missing(_WHAT)
    return kept


def _done(work: Work, record_id: UUID, year: int) -> Done:
    work.note(AuditAction.CHANGE_PUBLISHED_FIGURES, details={"year": year})
    return Done(Change(frozenset({Noun.REPORT})), record_id)
