"""Every table of a selection, block by block, and which families stand behind one of its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from gezinscoach_desktop.domain.figures import (
    access,
    evolved,
    keys,
    network,
    profile,
    quality,
    reach,
    results,
    rights,
    signals,
    work,
)
from gezinscoach_desktop.domain.figures.draft import Draft
from gezinscoach_desktop.domain.figures.facts import FamilyFact, Surroundings, indexes_of
from gezinscoach_desktop.domain.figures.frame import Course, Frame, counted_until, course_of
from gezinscoach_desktop.domain.figures.levels import Layout
from gezinscoach_desktop.domain.figures.measured import Measured
from gezinscoach_desktop.domain.figures.results import Base
from gezinscoach_desktop.domain.figures.shape import (
    FigureBlock,
    FigureFilter,
    Figures,
    FiguresPerMunicipality,
    FigureTable,
)
from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument

EVERYTHING = tuple(FigureBlock)
_PERIODS_KEPT, _MOMENTS_KEPT = 4, 3


@dataclass(frozen=True, slots=True)
class Behind:
    """A family or a referral behind a figure; `family_id` None is a referral that is no family (yet)."""

    family_id: UUID | None
    code: str
    name: str
    municipality: str


class Counting:
    """Counts what was read; what does not depend on the filters is worked out once and kept."""

    def __init__(
        self,
        families: Sequence[FamilyFact],
        around: Surroundings,
        *,
        instrument: Instrument,
        profile: Profile,
        interval_months: int,
        today: date,
    ) -> None:
        self.families = families
        self.around = around
        self.instrument = instrument
        self.profile = profile
        self.interval_months = interval_months
        self.today = today
        self._courses: dict[tuple[date, date], list[Course]] = {}
        self._measured: dict[date, Measured] = {}

    def frame(self, wanted: FigureFilter) -> Frame:
        """Who is counted by `wanted`."""
        period = (wanted.since, counted_until(wanted, self.today))
        if period not in self._courses:
            while len(self._courses) >= _PERIODS_KEPT:
                del self._courses[next(iter(self._courses))]
            self._courses[period] = [course_of(family, *period) for family in self.families]
        return Frame(self.families, self.around, wanted, self.today, self._courses[period])

    def figures(self, wanted: FigureFilter, blocks: Iterable[FigureBlock] = EVERYTHING) -> Figures:
        """The tables of `blocks`."""
        frame = self.frame(wanted)
        tables = [self._finished(draft, frame) for block in blocks for draft in self._drafts(block, frame)]
        return Figures(
            filter=wanted,
            extracted_on=self.today,
            profile=self.profile.title,
            families=len(frame.supported),
            tables=tuple(tables),
            deprived_from=self.profile.deprived_from,
        )

    def per_municipality(
        self, wanted: FigureFilter, blocks: Iterable[FigureBlock] = EVERYTHING
    ) -> FiguresPerMunicipality:
        """The same over all and for each municipality of a family or referral that passes the filters."""
        asked = tuple(blocks)
        frame = self.frame(wanted)
        places = {self.families[index].municipality for index in frame.chosen}
        if self.around.is_whole:
            places |= {
                referral.municipality
                for referral in self.around.referrals
                if wanted.since <= referral.received_on < wanted.until
                and (not wanted.municipalities or referral.municipality in wanted.municipalities)
            }
        return FiguresPerMunicipality(
            self.figures(wanted, asked),
            {
                place: self.figures(replace(wanted, municipalities=(place,)), asked)
                for place in sorted(places, key=lambda name: (name == "", name))
            },
        )

    def behind(self, wanted: FigureFilter, table: str, row: str, column: str) -> tuple[Behind, ...]:
        """Who stands behind a figure, by code; raises KeyError when there is no such table."""
        frame = self.frame(wanted)
        block = FigureBlock(table.partition(".")[0])
        draft = next((each for each in self._drafts(block, frame) if each.key == table), None)
        if draft is None:
            raise KeyError(table)
        mask = draft.families_at(row, column)
        if draft.is_about_referrals:
            return self._referrals_behind(access.Referrals(frame), mask)
        return tuple(
            Behind(family.id, family.code, family.name, family.municipality)
            for _, family in frame.each(indexes_of(mask, len(self.families)))
        )

    def _referrals_behind(self, referrals: access.Referrals, mask: int) -> tuple[Behind, ...]:
        """Who was referred: as a family where it became one, else as it was named."""
        roots = referrals.roots
        wanted = {roots[place] for place in indexes_of(mask, len(roots))}
        families = {family.id: family for family in self.families}
        found: dict[object, Behind] = {}
        for referral in referrals.found:
            if referral.root in wanted:
                family = None if referral.family_id is None else families.get(referral.family_id)
                found.setdefault(
                    referral.root,
                    Behind(None, "", referral.name, referral.municipality)
                    if family is None
                    else Behind(family.id, family.code, family.name, family.municipality),
                )
        return tuple(sorted(found.values(), key=lambda each: (each.code == "", each.code, each.name)))

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self.families, self.instrument)

    def _base(self, frame: Frame) -> Base:
        return Base(frame, self._measured_before(frame.until), self.interval_months)

    def _measured_before(self, until: date) -> Measured:
        """What is the same for every period that ends after the last snapshot is kept once."""
        day = min(until, self._after_everything)
        if day == self._after_everything:
            return self._of_everything
        if day not in self._measured:
            while len(self._measured) >= _MOMENTS_KEPT:
                del self._measured[next(iter(self._measured))]
            self._measured[day] = Measured(self._layout, day, self.profile, self._of_everything)
        return self._measured[day]

    @cached_property
    def _of_everything(self) -> Measured:
        return Measured(self._layout, self._after_everything, self.profile)

    @cached_property
    def _after_everything(self) -> date:
        days = (family.snapshots[-1][0] for family in self.families if family.snapshots)
        return max(days, default=date.min) + timedelta(days=1)

    def _finished(self, draft: Draft, frame: Frame) -> FigureTable:
        return draft.finished(len(frame.supported))

    def _drafts(self, block: FigureBlock, frame: Frame) -> Iterator[Draft]:
        match block:
            case FigureBlock.ACCESS:
                yield from access.drafts(frame)
            case FigureBlock.REACH:
                yield from reach.drafts(frame)
            case FigureBlock.PROFILE:
                yield from profile.drafts(frame)
            case FigureBlock.RESULTS:
                base = self._base(frame)
                found = {draft.key: draft for draft in (*results.drafts(base), *evolved.drafts(base))}
                yield from (found[key] for key in keys.RESULTS)
            case FigureBlock.WORK:
                yield from work.drafts(frame)
            case FigureBlock.RIGHTS:
                yield from rights.drafts(frame)
            case FigureBlock.NETWORK:
                yield from network.drafts(frame)
            case FigureBlock.SIGNALS:
                yield from signals.drafts(frame)
            case FigureBlock.QUALITY:
                yield from quality.drafts(self._base(frame))
