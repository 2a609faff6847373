"""Contacts of the families of the practice office: read from resources/practice/contacts.toml, kept day by day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.action import ActionInput, ActionOwner
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.clock import parse_time
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.contact_entry import ContactEntry, ContactExpense, FamilyContact
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.contact import register
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import read_family
from gezinscoach_desktop.services.practice_clock import desk_on

_AT = time(16, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Family:
    id: UUID
    members: Mapping[str, UUID]


def keep_contacts(desk: Desk, families: Mapping[str, UUID]) -> None:
    """Register the contacts of every family that is there, by its name, with the clock at the day of each."""
    content, known = _read(), _known(desk, families)
    entries = [*_single(content["family"], known, desk.today()), *_groups(content, known, desk.today())]
    for entry in sorted(entries, key=lambda each: each.on):
        register(_on(desk, entry.on), entry)


def keep_contacts_of_colleague(desk: Desk, families: Mapping[str, UUID], colleague: Account) -> None:
    """What a colleague registered, who is a coach of the family too: it is news on the start page."""
    for entry in _single(_read()["colleague"], _known(desk, families), desk.today()):
        register(replace(_on(desk, entry.on), account=colleague), entry)


def _read() -> dict[str, Any]:
    return tomllib.loads(resource_path("practice", "contacts.toml").read_text(encoding="utf-8"))


def _known(desk: Desk, families: Mapping[str, UUID]) -> dict[str, _Family]:
    return {
        name: _Family(id_, {each.details.given_name: each.id for each in read_family(desk, id_).members})
        for name, id_ in families.items()
    }


def _on(desk: Desk, day: date) -> Desk:
    return desk_on(desk, day, _AT)


def _single(
    families: Iterable[Mapping[str, Any]], known: Mapping[str, _Family], today: date
) -> Iterator[ContactEntry]:
    for raw in families:
        if raw["name"] not in known:
            continue
        family = known[raw["name"]]
        for kind, days_ago, at, minutes, present, domains, note, *rest in raw["contacts"]:
            members = tuple(family.members[name] for name in present)
            entry = ContactEntry(
                id=uuid4(),
                kind=ContactKind(kind),
                on=today - timedelta(days=days_ago),
                families=(FamilyContact(family.id, members),),
                begins_at=parse_time(at),
                minutes=minutes,
                domains=tuple(LifeDomain(domain) for domain in domains),
                note=note,
            )
            yield _with_more(entry, rest[0] if rest else {}, today)


def _with_more(entry: ContactEntry, more: Mapping[str, Any], today: date) -> ContactEntry:
    """What went with it: days of what is due or agreed count from today, ahead when positive."""
    actions: tuple[ActionInput, ...] = ()
    if "action" in more:
        due = today + timedelta(days=more["due"])
        owner = ActionOwner(more.get("owner", "coach"))
        actions = (ActionInput(more["action"], owner, due_on=due),)
    appointment = None
    if "next" in more:
        on = today + timedelta(days=more["next"])
        appointment = AppointmentInput(on, parse_time(more["next_at"]), 60, what=more["next_what"])
    expense = ContactExpense(more["cents"], more["what"]) if "cents" in more else None
    return replace(
        entry, others=more.get("others", ""), actions=actions, appointment=appointment, expense=expense
    )


def _groups(content: Mapping[str, Any], known: Mapping[str, _Family], today: date) -> Iterator[ContactEntry]:
    for raw in content["group"]:
        parts = tuple(
            FamilyContact(
                known[name].id, tuple(id_ for given, id_ in known[name].members.items() if given), note
            )
            for name, note in raw["families"].items()
            if name in known
        )
        if parts:
            yield ContactEntry(
                id=uuid4(),
                kind=ContactKind(raw["kind"]),
                on=today - timedelta(days=raw["days_ago"]),
                families=parts,
                begins_at=parse_time(raw["at"]),
                minutes=raw["minutes"],
                domains=tuple(LifeDomain(domain) for domain in raw["domains"]),
                note=raw["note"],
                expense=ContactExpense(raw["cents"], raw["what"]),
            )
