"""The rich families of the practice office: read from resources/practice/families, kept through the ordinary services."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.draft import Draft, DraftEntry
from gezinscoach_desktop.domain.family import (
    Diploma,
    FoundVia,
    Gender,
    HouseholdType,
    HousingKind,
    IncomeSource,
)
from gezinscoach_desktop.domain.household import Living, Role, Stay
from gezinscoach_desktop.domain.instrument import Instrument, Subject
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import family as families
from gezinscoach_desktop.services import snapshot as snapshots
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.practice_clock import desk_on

_LONG_AGO = 2000
_VISIT_AT = time(14, 30, tzinfo=UTC)
HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Script:
    """One family as written down; days count back from today. `second` numbers a coach of names.toml, from 0."""

    details: FamilyInput
    members: Mapping[str, MemberInput]
    phases: tuple[PhaseStart, ...]
    visits: tuple[Visit, ...]
    second: int | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A snapshot to register: entries by who (a member's key, or household) and item."""

    date: date
    entries: Mapping[tuple[str, str], DraftEntry]
    is_revised_baseline: bool


def read_scripts(instrument: Instrument, today: date) -> tuple[Script, ...]:
    """Every family, in the order of the file names."""
    folder = resource_path("practice", "families")
    contents = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml")))
    return tuple(_script(content, instrument, today) for content in contents)


def keep(desk: Desk, script: Script) -> UUID:
    """Register the family as its coach would have done, visit by visit, with the clock at the day of each."""
    began = script.phases[0].since
    at_start = {key: member for key, member in script.members.items() if not _comes_after(member, began)}
    consent = ConsentInput(ConsentKind.COACHING, began, ConsentForm.PAPER)
    family_id = families.add_family(_on(desk, began), script.details, tuple(at_start.values()), consent).id
    if family_id is None:
        raise LookupError("add_family gives the id of what it added")
    for key, member in script.members.items():
        if key not in at_start:
            came = min(member.birth_date or began, desk.today())
            families.add_member(_on(desk, came), family_id, member)
    for start in script.phases[1:]:
        families.change_phase(_on(desk, start.since), family_id, start)
    kept = families.read_family(desk, family_id)
    ids: dict[str, UUID | None] = {HOUSEHOLD: None}
    for key, member in script.members.items():
        ids[key] = next(
            each.id
            for each in kept.members
            if (each.details.given_name, each.details.birth_date) == (member.given_name, member.birth_date)
        )
    for visit in script.visits:
        entries: dict[Place, DraftEntry] = {
            (ids[who], item): entry for (who, item), entry in visit.entries.items()
        }
        draft = Draft(uuid4(), family_id, visit.date, entries, is_revised_baseline=visit.is_revised_baseline)
        snapshots.finish(_on(desk, visit.date), draft)
    return family_id


def _on(desk: Desk, day: date) -> Desk:
    return desk_on(desk, day, _VISIT_AT)


def _comes_after(member: MemberInput, day: date) -> bool:
    return member.birth_date is not None and member.birth_date > day


def _script(content: Mapping[str, Any], instrument: Instrument, today: date) -> Script:
    phases = tuple(
        PhaseStart(Phase(phase), today - timedelta(days=days), *reason)
        for phase, days, *reason in content["phases"]
    )
    members = {raw["key"]: _member(raw, today) for raw in content["member"]}
    return Script(
        details=FamilyInput(
            name=content["name"],
            municipality=content["municipality"],
            neighbourhood=content.get("neighbourhood", ""),
            address=content.get("address", ""),
            household_type=HouseholdType(content["household_type"]),
            languages=content.get("languages", ""),
            needs_interpreter=content.get("needs_interpreter", False),
            is_newcomer=content.get("is_newcomer", False),
            income_source=IncomeSource(content["income_source"]),
            housing_kind=HousingKind(content["housing_kind"]),
            found_via=FoundVia(content["found_via"]),
            started_on=phases[0].since,
            remarks=content.get("remarks", ""),
            phone=content.get("phone", ""),
            reach_note=content.get("reach", ""),
        ),
        members=members,
        phases=phases,
        visits=tuple(_visits(content.get("snapshot", ()), members, instrument, today)),
        second=content.get("second"),
    )


def _member(raw: Mapping[str, Any], today: date) -> MemberInput:
    birth_date = add_months(today, -raw["age_months"]) - timedelta(days=len(raw["key"]))
    stays: tuple[Stay, ...] = (Stay(birth_date),) if raw.get("since_birth") else (Stay(),)
    if "stays" in raw:
        stays = tuple(
            Stay(
                None if joined >= _LONG_AGO else today - timedelta(days=joined),
                today - timedelta(days=left) if left else None,
            )
            for joined, left in raw["stays"]
        )
    return MemberInput(
        given_name=raw["given_name"],
        family_name=raw["family_name"],
        role=Role(raw["role"]),
        birth_date=birth_date,
        gender=Gender(raw["gender"]) if "gender" in raw else None,
        relation=raw.get("relation", ""),
        living=Living(raw.get("living", "here")),
        lives_with=raw.get("lives_with", ""),
        diploma=Diploma(raw["diploma"]) if "diploma" in raw else None,
        school=raw.get("school", ""),
        stays=stays,
    )


def _visits(
    raw_visits: Any, members: Mapping[str, MemberInput], instrument: Instrument, today: date
) -> Iterator[Visit]:
    seen: set[tuple[str, str]] = set()
    for raw in raw_visits:
        entries: dict[tuple[str, str], DraftEntry] = {}
        notes = {_who_and_item(key): text for key, text in raw.get("notes", {}).items()}
        for who, levels in raw.get("all", {}).items():
            subject = Subject.HOUSEHOLD if who == HOUSEHOLD else members[who].role.subject
            for item, sign in zip(instrument.items_of(subject), levels, strict=True):
                if sign != ".":
                    level = None if sign == "n" else int(sign)
                    note = notes.get((who, item.key), "")
                    entries[who, item.key] = DraftEntry(level, has_level=True, note=note)
        for key, change in raw.get("changed", {}).items():
            who, item_key = _who_and_item(key)
            is_first = (who, item_key) not in seen
            entries[who, item_key] = _entry(
                {"level": change} if isinstance(change, int) else change, is_first=is_first
            )
        seen |= entries.keys()
        yield Visit(today - timedelta(days=raw["days_ago"]), entries, raw.get("is_revised_baseline", False))


def _entry(change: Mapping[str, Any], *, is_first: bool) -> DraftEntry:
    setback = change.get("setback")
    return DraftEntry(
        level=change["level"],
        has_level=True,
        note=change.get("note", ""),
        reason=None if is_first else Reason(change.get("reason", "changed")),
        setback=None if setback is None else Setback(setback),
    )


def _who_and_item(key: str) -> tuple[str, str]:
    who, _, item = key.partition(".")
    return who, item
