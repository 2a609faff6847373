"""The figures of a year once more, in plain Python over an exported file: from mission.md and dossiers.md alone."""

from __future__ import annotations

import csv
import tomllib
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

Table: TypeAlias = Mapping[tuple[str, str], int]
"""What stands in (row, column); what is not named is zero."""
_LEVELS = "12345"
_LATE_DAYS = 45
_AGES = {
    "baby_supplies": (0, 36), "kind_en_gezin": (0, 36), "school_attendance": (30, 9_999), "learning": (30, 9_999),
    "school_wellbeing": (30, 9_999), "child_substance_use": (120, 9_999),
}  # fmt: skip
"""In months: baby supplies and Kind & Gezin under about three, school items from about two and a half."""


@dataclass
class Person:
    role: str
    birth: date | None
    joined: date | None
    left: date | None

    def is_here(self, day: date) -> bool:
        return (self.joined is None or self.joined <= day) and (self.left is None or day < self.left)


@dataclass
class Family:
    place: str = ""
    persons: dict[str, Person] = field(default_factory=dict)
    scores: list[tuple[date, str, str, int | None]] = field(default_factory=list)
    """Day, person ('' is the household), item, level (None is not applicable)."""

    def days(self, until: date) -> list[date]:
        return sorted({score[0] for score in self.scores if score[0] < until})

    def balance(self, day: date) -> dict[tuple[str, str], int | None]:
        """The last level registered on or before the day, per person and item, of who is here then."""
        found: dict[tuple[str, str], int | None] = {}
        for on, person, item, level in sorted(self.scores, key=lambda score: score[0]):
            if on <= day and (not person or self.persons[person].is_here(day)):
                found[person, item] = level
        return found

    def has_child(self, day: date) -> bool:
        return any(person.role == "child" and person.is_here(day) for person in self.persons.values())


def read_families(path: Path) -> dict[str, Family]:
    families: defaultdict[str, Family] = defaultdict(Family)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            family = families[row["family"]]
            family.place = row["municipality"] or family.place
            if row["person"]:
                family.persons[row["person"]] = Person(
                    row["role"], _day(row["birth_date"]), _day(row["joined"]), _day(row["left"])
                )
            level = None if row["level"] == "nvt" else int(row["level"])
            family.scores.append((date.fromisoformat(row["date"]), row["person"], row["item"], level))
    return dict(families)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class Index:
    """The deprivation index as its file says."""

    def __init__(self, path: Path) -> None:
        self.content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        self.cut: int = self.content["deprived_from"]

    def states(self, family: Family, day: date) -> dict[str, str]:
        balance = family.balance(day)
        found = {}
        for domain in self.content["domain"]:
            if domain.get("applies_to_households_with") == "child" and not family.has_child(day):
                found[domain["key"]] = "none"
                continue
            core = [self._value(balance, each, domain) for each in domain["core"]]
            weak_core = {
                each["item"]
                for each, value in zip(domain["core"], core, strict=True)
                if value is not None and value <= each["weak_to"]
            }
            weak_other = {
                each["item"]
                for each in domain["supporting"]
                if each["item"] not in weak_core
                and (value := self._value(balance, each, domain)) is not None
                and value <= each["weak_to"]
            }
            if weak_core or len(weak_other) >= self.content["supporting_needed"]:
                found[domain["key"]] = "weak"
            else:
                found[domain["key"]] = "unknown" if all(value is None for value in core) else "enough"
        return found

    def span(self, family: Family, day: date) -> tuple[int, int]:
        states = list(self.states(family, day).values())
        return states.count("weak"), states.count("weak") + states.count("unknown")

    @staticmethod
    def _value(
        balance: Mapping[tuple[str, str], int | None], part: Mapping[str, Any], domain: Mapping[str, Any]
    ) -> int | None:
        values = [level for (_, item), level in balance.items() if item == part["item"] and level is not None]
        if not values:
            return None
        return max(values) if part.get("pick", domain.get("pick")) == "best" else min(values)


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Year:
    """Of some families; `tables` gives every figure that follows from the file."""

    def __init__(
        self, families: Iterable[Family], year: int, today: date, index: Index, instrument: Mapping[str, Any]
    ) -> None:
        self.since, self.until = date(year, 1, 1), date(year + 1, 1, 1)
        self.last = min(today, self.until - timedelta(days=1))
        self.index = index
        self.items = {
            item["key"]: (domain["key"], domain["subject"])
            for domain in instrument["domain"]
            for item in domain["item"]
        }
        self.families = [family for family in families if family.days(self.until)]
        self.measured = [family for family in self.families if len(family.days(self.until)) > 1]

    def tables(self) -> dict[str, Table]:
        return {
            "reach.flow": self._flow(),
            "reach.people": self._people(),
            "reach.length": self._length(),
            "reach.phase": {("unknown", "count"): len(self.families), ("total", "count"): len(self.families)},
            **self._profile(),
            "work.frequency": {("none", "count"): len(self.families), ("total", "count"): len(self.families)},
            **self._levels(),
            **self._indexes(),
        }

    def _flow(self) -> Table:
        before = sum(family.days(self.until)[0] < self.since for family in self.families)
        everybody = len(self.families)
        return {
            ("active_at_start", "count"): before, ("new", "count"): everybody - before,
            ("active_at_end", "count"): everybody, ("supported", "count"): everybody,
        }  # fmt: skip

    def _people(self) -> Table:
        found = Counter(
            person.role
            for family in self.families
            for person in family.persons.values()
            if (person.joined is None or person.joined < self.until)
            and (person.left is None or person.left > self.since)
            and (person.birth is None or person.birth < self.until)
        )
        return {("adults", "count"): found["adult"], ("children", "count"): found["child"]}

    def _length(self) -> Table:
        found: Counter[tuple[str, str]] = Counter()
        for family in self.families:
            begin = family.days(self.until)[0]
            bands = (("under_6_months", 6), ("under_1_year", 12), ("under_2_years", 24))
            row = next(
                (key for key, months in bands if self.last < add_months(begin, months)), "from_2_years"
            )
            found[row, "active"] += 1
        found["total", "active"] = len(self.families)
        return found

    def _profile(self) -> dict[str, Table]:
        everybody = {("unknown", "count"): len(self.families), ("total", "count"): len(self.families)}
        children, ages, adults = Counter[tuple[str, str]](), Counter[tuple[str, str]](), 0
        for family in self.families:
            here = [person for person in family.persons.values() if person.is_here(self.last)]
            adults += sum(person.role == "adult" for person in here)
            own = [person for person in here if person.role == "child"]
            children[str(len(own)) if len(own) < 5 else "5_up", "count"] += 1
            for child in own:
                ages[self._band(child), "count"] += 1
        children["total", "count"] = len(self.families)
        ages["total", "count"] = sum(ages.values())
        nobody = {("interpreter", "no"): len(self.families), ("interpreter", "total"): len(self.families),
                  ("newcomer", "no"): len(self.families), ("newcomer", "total"): len(self.families)}  # fmt: skip
        return {
            "profile.household": everybody, "profile.income": everybody, "profile.housing": everybody,
            "profile.languages": {("unknown", "count"): len(self.families)}, "profile.language_help": nobody,
            "profile.education": {("unknown", "count"): adults, ("total", "count"): adults},
            "profile.children": children, "profile.ages": ages,
        }  # fmt: skip

    def _band(self, child: Person) -> str:
        if child.birth is None:
            return "unknown"
        if child.birth > self.last:
            return "unborn"
        had_birthday = (self.last.month, self.last.day) >= (child.birth.month, child.birth.day)
        age = self.last.year - child.birth.year - (not had_birthday)
        return next(
            key
            for key, most in (("0_2", 2), ("3_5", 5), ("6_11", 11), ("12_17", 17), ("18_up", 999))
            if age <= most
        )

    def _levels(self) -> dict[str, Table]:
        """Of measured families: every item then and now, and per domain what moved."""
        names = ("items_baseline", "items_now", "stress", "domains", "families")
        found = {f"results.{name}": Counter[tuple[str, str]]() for name in names}
        for family in self.measured:
            days = family.days(self.until)
            then, now = family.balance(days[0]), family.balance(days[-1])
            for name, moment, balance in (("items_baseline", "baseline", then), ("items_now", "now", now)):
                day = days[0] if moment == "baseline" else days[-1]
                balance = {**self._nothing(family, day), **balance}
                for (_, item), level in balance.items():
                    column = "na" if level is None else str(level) if level else "none"
                    found[f"results.{name}"][item, column] += 1
                    if item in ("adult_stress", "child_stress"):
                        found["results.stress"][f"{item.partition('_')[0]}_{moment}", column] += 1
            ups = downs = 0
            for place in then.keys() & now.keys():
                before, after = then[place], now[place]
                if before is not None and after is not None:
                    way = "up" if after > before else "down" if after < before else "same"
                    found["results.domains"][self.items[place[1]][0], way] += 1
                    ups, downs = ups + (way == "up"), downs + (way == "down")
            row = "more_up" if ups > downs else "more_down" if downs > ups else "balanced"
            found["results.families"][row, "count"] += 1
        for table in found.values():
            rows = {row for row, _ in table}
            for row in rows:
                if "count" not in {column for each, column in table if each == row}:
                    table[row, "total"] = sum(value for (each, _), value in table.items() if each == row)
        found["results.families"]["total", "count"] = len(self.measured)
        return dict(found)

    def _nothing(self, family: Family, day: date) -> dict[tuple[str, str], int | None]:
        """Every place of who is here, with no level yet."""
        found: dict[tuple[str, str], int | None] = {}
        for item, (_, subject) in self.items.items():
            if subject == "household":
                found["", item] = 0
            for key, person in family.persons.items():
                if person.role == subject and person.is_here(day) and self._fits(item, person, day):
                    found[key, item] = 0
        return found

    def _fits(self, item: str, person: Person, day: date) -> bool:
        """Some items are about babies or about school; an age that is not known fits."""
        least, most = _AGES.get(item, (0, 9_999))
        if person.birth is None:
            return True
        months = (
            (day.year - person.birth.year) * 12
            + day.month
            - person.birth.month
            - (day.day < person.birth.day)
        )
        return least <= months <= most

    def _indexes(self) -> dict[str, Table]:
        spread, deprived, weak = (
            Counter[tuple[str, str]](),
            Counter[tuple[str, str]](),
            Counter[tuple[str, str]](),
        )
        for family in self.measured:
            days = family.days(self.until)
            for moment, day in (("baseline", days[0]), ("now", days[-1])):
                low, high = self.index.span(family, day)
                spread[str(low) if low == high else f"{low}-{high}", moment] += 1
                deprived[self._judged(low, high), moment] += 1
                deprived["total", moment] += 1
                spread["total", moment] += 1
                weak.update(
                    (key, moment) for key, state in self.index.states(family, day).items() if state == "weak"
                )
        tables: dict[str, Table] = {
            "results.index": spread, "results.deprived": deprived, "results.weak": weak,
            "results.moments": self._moments(),
        }  # fmt: skip
        names = ("results.classes", "results.signs", "results.left_out")
        compared = {name: Counter[tuple[str, str]]() for name in names}
        for column, months in (("follow_6", 6), ("follow_12", 12), ("now", None)):
            matrix = Counter[tuple[str, str]]()
            for family in self.families:
                self._compare(family, column, months, compared, matrix)
            key = {"follow_6": "6", "follow_12": "12", "now": "now"}[column]
            for (before, after), count in list(matrix.items()):
                matrix[before, "total"] += count
                matrix["total", after] += count
                matrix["total", "total"] += count
            tables[f"results.matrix_{key}"] = matrix
        return {**tables, **compared}

    def _judged(self, low: int, high: int) -> str:
        return (
            "deprived"
            if low >= self.index.cut
            else "not_deprived"
            if high < self.index.cut
            else "undetermined"
        )

    def _moments(self) -> Table:
        found = Counter[tuple[str, str]](
            {("baseline", "count"): len(self.families), ("later", "count"): len(self.measured)}
        )
        for family in self.families:
            for months in (6, 12):
                wanted = add_months(family.days(self.until)[0], months)
                day = self._follow_up(family, months)
                if day is not None:
                    found[f"follow_{months}", "count"] += 1
                    found[f"late_{months}", "count"] += (day - wanted).days > _LATE_DAYS
        return found

    def _follow_up(self, family: Family, months: int | None) -> date | None:
        days = family.days(self.until)
        if months is None:
            return days[-1] if len(days) > 1 else None
        return next((day for day in days if day >= add_months(days[0], months)), None)

    def _compare(
        self, family: Family, column: str, months: int | None, compared: Mapping[str, Counter[tuple[str, str]]],
        matrix: Counter[tuple[str, str]],
    ) -> None:  # fmt: skip
        left_out = compared["results.left_out"]
        left_out["total", column] += 1
        day = self._follow_up(family, months)
        if day is None:
            left_out["no_follow_up", column] += 1
            return
        before = self.index.span(family, family.days(self.until)[0])
        after = self.index.span(family, day)
        if "undetermined" in (self._judged(*before), self._judged(*after)):
            left_out["undetermined", column] += 1
            return
        left_out["counted", column] += 1
        then, now, cut = before[0], after[0], self.index.cut
        matrix[str(then), str(now)] += 1
        way = "better" if now < then else "worse" if now > then else "same"
        compared["results.signs"][way, column] += 1
        compared["results.signs"]["total", column] += 1
        if then >= cut:
            row = {"better": "improved_out" if now < cut else "improved_still_deprived",
                   "same": "stable_deprived", "worse": "worsened_still_deprived"}[way]  # fmt: skip
        else:
            row = {"better": "improved_not_deprived", "same": "stable_not_deprived",
                   "worse": "worsened_into" if now >= cut else "worsened_not_deprived"}[way]  # fmt: skip
        compared["results.classes"][row, column] += 1
        compared["results.classes"]["total", column] += 1


@dataclass(frozen=True)
class MadeUpReferral:
    """As the test made it up."""

    received: date
    place: str
    channel: str
    decision: str = ""
    decided: date | None = None


def access_tables(referrals: Iterable[MadeUpReferral], year: int, today: date) -> dict[str, Table]:
    """Of the referrals that came in during the year."""
    found = [referral for referral in referrals if referral.received.year == year]
    last = min(today, date(year, 12, 31))
    months, source, places = (
        Counter[tuple[str, str]](),
        Counter[tuple[str, str]](),
        Counter[tuple[str, str]](),
    )
    for each in found:
        months[f"{each.received:%Y-%m}", "count"] += 1
        months["total", "count"] += 1
        decision = each.decision or "open"
        for table, row in ((source, each.channel), (places, each.place or "unknown")):
            for spot in ((row, decision), (row, "total"), ("total", decision), ("total", "total")):
                table[spot] += 1
    waits = {
        "decision": [
            (r.decided - r.received).days for r in found if r.decided and r.decision not in ("", "waiting")
        ],
        "on_list": [(last - r.received).days for r in found if r.decision in ("", "waiting")],
    }
    lengths = {
        (row, column): value
        for row, days in waits.items() if days
        for column, value in (("mean", (2 * sum(days) + len(days)) // (2 * len(days))), ("longest", max(days)))
    }  # fmt: skip
    return {
        "access.months": months,
        "access.source": source,
        "access.municipality": places,
        "access.waiting": lengths,
    }
