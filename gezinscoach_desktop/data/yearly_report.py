"""Texts and choices of yearly reports, and what can be chosen for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.signal_bundle import SIGNAL_BUNDLES
from gezinscoach_desktop.data.story import STORIES
from gezinscoach_desktop.data.tables import FamilyRow, MemberRow, ReportYearRow, SignalBundleRow, StoryRow
from gezinscoach_desktop.domain.signal_bundle import SignalBundleRecord
from gezinscoach_desktop.domain.story import StoryRecord
from gezinscoach_desktop.domain.yearly_report import ReportYearInput, ReportYearRecord

REPORT_YEARS: Final = KeptTable(ReportYearRow, ReportYearInput)


def of_year(session: Session, year: int) -> ReportYearRecord | None:
    """What was kept for a year, also when it was taken away; there is one at most."""
    found = REPORT_YEARS.read(session, REPORT_YEARS.query().where(ReportYearRow.year == year))
    return found[0] if found else None


def before(session: Session, year: int) -> ReportYearRecord | None:
    """The last one of an earlier year."""
    query = REPORT_YEARS.kept().where(ReportYearRow.year < year).order_by(ReportYearRow.year.desc()).limit(1)
    found = REPORT_YEARS.read(session, query)
    return found[0] if found else None


def released_stories(session: Session) -> tuple[tuple[StoryRecord, str], ...]:
    """Every story a family let go into the report, the newest first, with the code of the family."""
    query = (
        STORIES.kept()
        .add_columns(FamilyRow.code)
        .join(FamilyRow, FamilyRow.id == StoryRow.family_id)
        .where(StoryRow.is_released)
        .order_by(StoryRow.on.desc(), StoryRow.created_at.desc(), StoryRow.id)
    )
    return tuple((story, added[0]) for story, added in STORIES.read_with(session, query))


def names_behind_stories(session: Session) -> Mapping[UUID, tuple[str, ...]]:
    """By which names the families of released stories are known: what an anonymous wording should not hold."""
    told = select(StoryRow.family_id).where(StoryRow.is_released, StoryRow.removed_at.is_(None))
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for family_id, name in session.execute(
        select(FamilyRow.id, FamilyRow.name).where(FamilyRow.id.in_(told))
    ):
        found[family_id].append(name)
    people = select(MemberRow.family_id, MemberRow.given_name, MemberRow.family_name)
    for family_id, given, family in session.execute(people.where(MemberRow.family_id.in_(told))):
        found[family_id].append(f"{given} {family}")
    return {family_id: tuple(name for name in names if name.strip()) for family_id, names in found.items()}


def bundles(session: Session) -> tuple[SignalBundleRecord, ...]:
    """Bundles of signals, the last changed first."""
    query = SIGNAL_BUNDLES.kept().order_by(SignalBundleRow.changed_at.desc(), SignalBundleRow.id)
    return SIGNAL_BUNDLES.read(session, query)


def municipalities(session: Session) -> tuple[str, ...]:
    """Where families live, by name, and '' at last when of one it is not known."""
    found = session.execute(select(FamilyRow.municipality).distinct()).scalars()
    return tuple(sorted(found, key=lambda name: (not name, name)))
