"""From what is kept of a family to the rows of an export: every value as the choice lets it be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from gezinscoach_desktop.domain.balance import Balance, balances_of
from gezinscoach_desktop.domain.coarsening import Ages, People, Quasi, age_band, birth_as_told
from gezinscoach_desktop.domain.codebook import Deprived, PlanKind, PlanState
from gezinscoach_desktop.domain.evolution import baseline_of
from gezinscoach_desktop.domain.export import ExportChoice, ExportSubject
from gezinscoach_desktop.domain.export_home import Content as Content
from gezinscoach_desktop.domain.export_home import Home as Home
from gezinscoach_desktop.domain.export_home import Row as Row
from gezinscoach_desktop.domain.export_home import Told as Told
from gezinscoach_desktop.domain.household import Person, Role, item_roles
from gezinscoach_desktop.domain.index import IndexResult, Profile, index_of
from gezinscoach_desktop.domain.instrument import NOT_APPLICABLE_WORD, Instrument
from gezinscoach_desktop.domain.signal import SignalRecord
from gezinscoach_desktop.domain.trajectory import phase_on


@dataclass(frozen=True)
class Rows:
    """Makes the rows of one family after the other."""

    choice: ExportChoice
    instrument: Instrument
    profile: Profile
    last_day: date
    """Ages, phases and presence are told of this day."""
    services: Mapping[UUID, str] = field(default_factory=dict)
    rights: Mapping[UUID, str] = field(default_factory=dict)

    def of(self, told: Told, content: Content) -> Iterator[tuple[ExportSubject, Row]]:
        """Every row of the chosen subjects, without empty ones."""
        work = _OneFamily(self, told, content)
        makers: dict[ExportSubject, Callable[[], Iterator[Row]]] = {
            ExportSubject.FAMILIES: work.family,
            ExportSubject.MEMBERS: work.members,
            ExportSubject.SCORES: work.scores,
            ExportSubject.BASELINE: work.baseline,
            ExportSubject.NOW: work.now,
            ExportSubject.INDEX: work.indexes,
            ExportSubject.CONTACTS: work.contacts,
            ExportSubject.RIGHTS: work.rights,
            ExportSubject.PLAN: work.plan,
            ExportSubject.EXPENSES: work.expenses,
            ExportSubject.SERVICES: work.referrals,
            ExportSubject.SIGNALS: work.signals,
        }
        for subject in self.choice.subjects:
            for row in makers[subject]():
                yield subject, row

    def office_signals(self, signals: Sequence[SignalRecord]) -> Iterator[Row]:
        """Rows of signals that are about no family."""
        for signal in signals:
            yield self.signal(signal, "")

    def signal(self, signal: SignalRecord, code: str) -> Row:
        details = signal.details
        return {
            "gezin": code,
            "datum": self.choice.day(details.on),
            "thema": details.theme,
            "hoe_vaak": details.how_often,
            "dienst": self.services.get(details.service_id, "") if details.service_id else details.service,
            "wat": details.what,
            "voorbeeld": details.example,
        }

    def is_in(self, day: date | None) -> bool:
        """Whether an event falls in the period that was chosen."""
        chosen = self.choice.chosen
        return chosen is None or (day is not None and chosen.since <= day < chosen.until)


class _OneFamily:
    """The rows of one family."""

    def __init__(self, rows: Rows, told: Told, content: Content) -> None:
        self._rows = rows
        self._told = told
        self._content = content
        self._day = rows.choice.day
        self._codes = {member.id: member.code for member in told.home.members} if told.has_persons else {}
        self._persons = tuple(member.person for member in told.home.members)
        until = rows.last_day
        self._snapshots = tuple(each for each in content.snapshots if each.date <= until)
        self._indexes: dict[date, IndexResult] = {}

    # ------------------------------------------------------------------------------------------------ who they are
    def family(self) -> Iterator[Row]:
        home, told = self._told.home, self._told.written
        people, ages = told[Quasi.PEOPLE], told[Quasi.AGES]
        phase = phase_on(home.phases, self._rows.last_day)
        row: Row = {
            "gezin": self._told.code,
            "naam": home.details.name,
            "gemeente": told[Quasi.MUNICIPALITY],
            "gezinstype": told[Quasi.HOUSEHOLD_TYPE],
            "jongste_kind": ages.youngest if isinstance(ages, Ages) else None,
            "thuistaal": told[Quasi.LANGUAGE],
            "nieuwkomer": told[Quasi.NEWCOMER],
            "inkomen": told[Quasi.INCOME],
            "woonvorm": told[Quasi.HOUSING],
            "gevonden_via": home.details.found_via,
            "start": self._day(
                home.details.started_on or min((each.since for each in home.phases), default=None)
            ),
            "fase": None if phase is None else phase.phase,
            "afsluitreden": None if phase is None else phase.closing_reason,
            "momentopnamen": len(self._snapshots),
        }
        if isinstance(people, People):
            row |= {"volwassenen": people.adults, "kinderen": people.children}
            row |= {"volwassenen_groep": people.adult_band, "kinderen_groep": people.child_band}
        yield row | self._both_indexes()

    def _both_indexes(self) -> Row:
        baseline = baseline_of(self._snapshots)
        if baseline is None:
            return {}
        last = self._snapshots[-1].date
        at_first, now = self._index_on(baseline.date), self._index_on(last)
        return {
            "nulmeting": self._day(baseline.date),
            "laatste_meting": self._day(last),
            "index_nul_van": at_first.weak,
            "index_nul_tot": at_first.weak + at_first.unknown,
            "index_nu_van": now.weak,
            "index_nu_tot": now.weak + now.unknown,
        }

    def members(self) -> Iterator[Row]:
        if not self._told.has_persons:
            return
        is_disguised, step = self._rows.choice.is_pseudonymised, self._told.ages_step
        for member in self._told.home.members:
            details, born = member.details, member.details.birth_date
            told = birth_as_told(born, step, self._rows.last_day) if is_disguised else born
            joined = min((stay.joined for stay in details.stays if stay.joined), default=None)
            left = [stay.left for stay in details.stays]
            yield {
                "gezin": self._told.code,
                "persoon": member.code,
                "naam": member.display_name,
                "rol": details.role,
                "geboren": told if isinstance(told, date) else None,
                "leeftijdsgroep": age_band(born, self._rows.last_day) if step < 3 else None,
                "geslacht": details.gender,
                "woont": details.living,
                "diploma": details.diploma,
                # Who came at birth would tell the day.
                "erbij": None if is_disguised and joined == born else self._day(joined),
                "weg": None if None in left or not left else self._day(max(day for day in left if day)),
            }

    # ---------------------------------------------------------------------------------------------------- measured
    def scores(self) -> Iterator[Row]:
        roles, positions = item_roles(self._rows.instrument), self._rows.instrument.positions
        for snapshot in self._snapshots:
            if not self._rows.is_in(snapshot.date):
                continue
            ordered = sorted(
                snapshot.scores,
                key=lambda each: (self._codes.get(each.person or _NOBODY, ""), positions.get(each.item, 0)),
            )
            for score in ordered:
                if score.person is not None and score.person not in self._codes:
                    continue
                yield {
                    "gezin": self._told.code,
                    "persoon": self._person(score.person),
                    "rol": roles.get(score.item),
                    "datum": self._day(snapshot.date),
                    "momentopname": snapshot.number,
                    "item": score.item,
                    "niveau": _level(score.level),
                    "reden": score.reason,
                    "terugval": score.setback,
                    "toelichting": score.note,
                }

    def baseline(self) -> Iterator[Row]:
        first = baseline_of(self._snapshots)
        return iter(()) if first is None else self._wide(self._balances[first.date])

    def now(self) -> Iterator[Row]:
        if not self._snapshots:
            return iter(())
        return self._wide(self._balances[self._snapshots[-1].date])

    def _wide(self, balance: Balance) -> Iterator[Row]:
        roles = item_roles(self._rows.instrument)
        by_person: dict[UUID | None, Row] = {}
        for (person_id, item), value in balance.values.items():
            by_person.setdefault(person_id, {})[item] = _level(value.level)
        everybody: tuple[Person | None, ...] = (None, *self._persons)
        for person in everybody:
            if person is not None and not (person.id in self._codes and person.is_present(balance.date)):
                continue
            role = None if person is None else person.role
            levels = by_person.get(None if person is None else person.id, {})
            own = {item: level for item, level in levels.items() if item in roles and roles[item] is role}
            if own:
                yield self._wide_row(person, role, balance.date) | own

    def _wide_row(self, person: Person | None, role: Role | None, day: date) -> Row:
        code = self._person(None if person is None else person.id)
        return {"gezin": self._told.code, "persoon": code, "rol": role, "datum": self._day(day)}

    def indexes(self) -> Iterator[Row]:
        baseline = baseline_of(self._snapshots)
        for day in self._balances:
            if not self._rows.is_in(day):
                continue
            found = self._index_on(day)
            yield {
                "gezin": self._told.code,
                "datum": self._day(day),
                "is_nulmeting": baseline is not None and day == baseline.date,
                "zwak": found.weak,
                "onbekend": found.unknown,
                "kansarm": _deprived(found),
                **{f"domein_{each.domain.key}": each.state for each in found.domains},
            }

    @cached_property
    def _balances(self) -> dict[date, Balance]:
        """On every day with a snapshot, from old to new."""
        return {balance.date: balance for balance in balances_of(self._snapshots)}

    def _index_on(self, day: date) -> IndexResult:
        if day not in self._indexes:
            self._indexes[day] = index_of(self._rows.profile, self._balances[day], self._persons)
        return self._indexes[day]

    # ------------------------------------------------------------------------------------------------ what was done
    def contacts(self) -> Iterator[Row]:
        for contact in self._content.contacts:
            details = contact.details
            if self._rows.is_in(details.on):
                yield {
                    "gezin": self._told.code,
                    "datum": self._day(details.on),
                    "soort": details.kind,
                    "minuten": details.minutes,
                    "domeinen": details.domains,
                    "verslag": details.note,
                }

    def rights(self) -> Iterator[Row]:
        for step in self._content.rights:
            details = step.details
            if self._rows.is_in(details.on):
                yield {
                    "gezin": self._told.code,
                    "persoon": self._person(details.member_id),
                    "recht": self._rows.rights.get(details.right_id, ""),
                    "status": details.state,
                    "datum": self._day(details.on),
                    "per_maand": details.monthly_cents,
                    "eenmalig": details.once_cents,
                    "niet_opgenomen": details.not_taken_up,
                    "toelichting": details.note,
                }

    def plan(self) -> Iterator[Row]:
        for row in (*self._requests(), *self._goals(), *self._actions()):
            if self._rows.is_in(row["van"]):
                days = {name: self._day(row.get(name)) for name in ("van", "tegen", "gesloten")}
                yield {"gezin": self._told.code, **row, **days}

    def _requests(self) -> Iterator[Row]:
        for request in self._content.requests:
            each = request.details
            yield {
                "wat": PlanKind.REQUEST,
                "domein": each.domain,
                "van": each.raised_on or request.created_at.date(),
                "status": _PLAN[each.state],
                "gesloten": each.closed_on,
                "tekst": each.text,
                "uitkomst": each.outcome,
            }

    def _goals(self) -> Iterator[Row]:
        for goal in self._content.goals:
            each = goal.details
            yield {
                "wat": PlanKind.GOAL,
                "persoon": self._person(each.member_id),
                "item": each.item,
                "van": each.set_on or goal.created_at.date(),
                "tegen": each.hoped_on,
                "status": _PLAN[each.state],
                "gesloten": each.closed_on,
                "niveau_toen": each.level_then,
                "niveau_gewenst": each.level_wished,
                "tekst": each.note,
            }

    def _actions(self) -> Iterator[Row]:
        for action in self._content.actions:
            each = action.details
            yield {
                "wat": PlanKind.ACTION,
                "domein": each.domain,
                "wie": each.owner,
                "van": action.created_at.date(),
                "tegen": each.due_on,
                "status": _PLAN[each.state],
                "gesloten": each.closed_on,
                "tekst": each.what,
                "uitkomst": each.result,
            }

    def expenses(self) -> Iterator[Row]:
        for expense in self._content.expenses:
            each = expense.details
            if self._rows.is_in(each.on):
                row: Row = {"gezin": self._told.code, "datum": self._day(each.on)}
                yield row | {"bedrag": each.cents, "waarvoor": each.what}

    def referrals(self) -> Iterator[Row]:
        for referral in self._content.referrals:
            each = referral.details
            if self._rows.is_in(each.asked_on):
                yield {
                    "gezin": self._told.code,
                    "persoon": self._person(each.member_id),
                    "domein": each.domain,
                    "gevraagd": self._day(each.asked_on),
                    "uitkomst": each.outcome,
                    "beantwoord": self._day(each.answered_on),
                    "wachtdagen": each.waiting_days(self._rows.last_day),
                    "dienst": self._rows.services.get(each.service_id, ""),
                    "toelichting": each.note,
                }

    def signals(self) -> Iterator[Row]:
        for signal in self._content.signals:
            if self._rows.is_in(signal.details.on):
                yield self._rows.signal(signal, self._told.code)

    def _person(self, person_id: UUID | None) -> str:
        return "" if person_id is None else self._codes.get(person_id, "")


_NOBODY = UUID(int=0)
_PLAN: dict[str, PlanState] = {
    "open": PlanState.RUNNING,
    "running": PlanState.RUNNING,
    "reached": PlanState.REACHED,
    "done": PlanState.REACHED,
    "changed": PlanState.CHANGED,
    "dropped": PlanState.DROPPED,
}
"""By the word that requests, goals and actions have for it."""


def _level(level: int | None) -> int | str:
    return NOT_APPLICABLE_WORD if level is None else level


def _deprived(found: IndexResult) -> Deprived:
    if found.is_deprived is None:
        return Deprived.UNDETERMINED
    return Deprived.YES if found.is_deprived else Deprived.NO
