"""A contact as it is registered: with what was agreed and spent, for one family or for several at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid5

from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.clock import LONGEST
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.dates import EARLIEST
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.expense import ExpenseInput
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.household import Person, Role
from gezinscoach_desktop.domain.life_domain import LifeDomain, in_order
from gezinscoach_desktop.domain.text import fold

_DAY = 24 * 60
MOST_FAMILIES = 60
"""So many families take part in one group activity at most."""


@dataclass(frozen=True, slots=True)
class FamilyContact:
    """The part of one family: who was there, and a note of its own beside the one of the group."""

    family_id: UUID
    members: tuple[UUID, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContactExpense:
    """What was spent at it."""

    cents: int
    what: str
    family_id: UUID | None = None
    """The family it counts for; None spreads it evenly over all of them."""


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """What a coach fills in at once. `id` becomes the operation's, so that registering twice keeps one."""

    id: UUID
    kind: ContactKind
    on: date
    families: tuple[FamilyContact, ...]
    begins_at: int | None = None
    minutes: int | None = None
    others: str = ""
    domains: tuple[LifeDomain, ...] = ()
    note: str = ""
    service_id: UUID | None = None
    kept_appointment_id: UUID | None = None
    """The appointment that it was, which is kept by this; None when it was not agreed before."""
    appointment: AppointmentInput | None = None
    """The next one; of a group, one for each family."""
    actions: tuple[ActionInput, ...] = ()
    """What is to be followed up; of a group, for each family."""
    expense: ContactExpense | None = None

    @property
    def is_group(self) -> bool:
        return len(self.families) > 1

    def contact_id(self, family_id: UUID) -> UUID:
        """The id of a family's contact, the same whenever it is asked."""
        return self.id_for(self.id, family_id)

    @staticmethod
    def id_for(entry_id: UUID, family_id: UUID) -> UUID:
        """The same while the entry is still being filled in."""
        return uuid5(entry_id, f"contact {family_id}")

    def contact_of(self, part: FamilyContact) -> ContactInput:
        """What is kept of it for one family."""
        notes = (self.note.strip(), part.note.strip())
        return ContactInput(
            kind=self.kind,
            on=self.on,
            begins_at=self.begins_at,
            minutes=self.minutes,
            members=part.members,
            others=self.others.strip(),
            domains=in_order(self.domains),
            note="\n\n".join(note for note in notes if note),
            service_id=self.service_id,
            group_id=self.id if self.is_group else None,
        )

    def actions_of(self, contact_id: UUID) -> tuple[tuple[UUID, ActionInput], ...]:
        """The actions of one family, each with its id."""
        return tuple(
            (uuid5(contact_id, f"action {place}"), replace(action, contact_id=contact_id))
            for place, action in enumerate(self.actions)
        )

    def expenses(self) -> Mapping[UUID, ExpenseInput]:
        """What is booked for which family: all of it for one, or an even share for each."""
        spent = self.expense
        if spent is None:
            return {}
        if spent.family_id is not None:
            shares = {spent.family_id: spent.cents}
        else:
            cents = shares_of(spent.cents, len(self.families))
            shares = {part.family_id: share for part, share in zip(self.families, cents, strict=True)}
        return {
            family_id: ExpenseInput(share, spent.what.strip(), self.on, self.contact_id(family_id))
            for family_id, share in shares.items()
            if share
        }


_WITH_EVERYBODY = (ContactKind.HOME_VISIT, ContactKind.LEISURE, ContactKind.GROUP)
_WITH_ADULTS = (ContactKind.TO_SERVICE, ContactKind.ADMINISTRATION, ContactKind.OFFICE)


def usually_there(kind: ContactKind | None, persons: Iterable[Person]) -> tuple[UUID, ...]:
    """Who is taken to have been there until the coach says otherwise: on the phone the only adult, if there is one."""
    everybody = tuple(persons)
    adults = tuple(person.id for person in everybody if person.role is Role.ADULT)
    if kind in _WITH_EVERYBODY:
        return tuple(person.id for person in everybody)
    if kind in _WITH_ADULTS:
        return adults
    if kind in (ContactKind.PHONE, ContactKind.MESSAGE) and len(adults) == 1:
        return adults
    return ()


def shares_of(cents: int, number: int) -> tuple[int, ...]:
    """`cents` in even shares; what cannot be shared goes cent by cent to the first ones, so that nothing is lost."""
    share, rest = divmod(cents, number)
    return tuple(share + (place < rest) for place in range(number))


def check_contact(details: ContactInput, today: date) -> None:
    """Raises InvalidInput with the field that does not fit."""
    if not EARLIEST <= details.on <= today:
        raise InvalidInput(
            "Een contactmoment ligt niet in de toekomst; noteer het als volgende afspraak.", field="on"
        )
    if details.begins_at is not None and not 0 <= details.begins_at < _DAY:
        raise InvalidInput("Het beginuur bestaat niet.", field="begins_at")
    if details.minutes is not None and not 0 < details.minutes <= LONGEST:
        raise InvalidInput("Een contactmoment duurt tussen 1 minuut en 12 uur.", field="minutes")


def check_entry(entry: ContactEntry, today: date) -> None:
    """Raises InvalidInput with the field that does not fit."""
    ids = [part.family_id for part in entry.families]
    if not ids:
        raise InvalidInput("Kies met welk gezin het contact was.", field="family")
    if len(set(ids)) != len(ids):
        raise InvalidInput("Een gezin staat twee keer bij dit contactmoment.", field="family")
    if len(ids) > MOST_FAMILIES:
        raise InvalidInput(f"Kies hoogstens {MOST_FAMILIES} gezinnen tegelijk.", field="family")
    check_contact(entry.contact_of(entry.families[0]), today)
    if entry.appointment is not None and entry.appointment.on < entry.on:
        raise InvalidInput("De volgende afspraak ligt vóór dit contactmoment.", field="next_on")
    if any(not action.what.strip() for action in entry.actions):
        raise InvalidInput("Vul in wat er opgevolgd moet worden, of haal de regel weg.", field="actions")
    _check_expense(entry, ids)


def _check_expense(entry: ContactEntry, ids: list[UUID]) -> None:
    spent = entry.expense
    if spent is None:
        return
    if spent.cents <= 0:
        raise InvalidInput("Vul een bedrag boven nul in.", field="cents")
    if not spent.what.strip():
        raise InvalidInput("Vul in waarvoor de onkost was.", field="expense_what")
    if spent.family_id is not None and spent.family_id not in ids:
        raise InvalidInput("De onkost staat op een gezin dat niet meedeed.", field="cents")


@dataclass(frozen=True, slots=True)
class FamilyChoice:
    """A family that a contact can be with, as it is offered."""

    id: UUID
    code: str
    name: str
    municipality: str
    search_text: str
    is_mine: bool
    last_contact: date | None

    @property
    def title(self) -> str:
        return family_title(self.name, self.code)


def likely_first(choices: Iterable[FamilyChoice]) -> tuple[FamilyChoice, ...]:
    """Own families before others; within each those met last, since who was met last is met again."""
    return tuple(
        sorted(
            choices,
            key=lambda each: (
                not each.is_mine,
                -(each.last_contact or date.min).toordinal(),
                fold(each.name or each.code),
            ),
        )
    )


@dataclass(frozen=True, slots=True)
class ServiceNames:
    """How the services of the directory are called, also those no longer used."""

    names: Mapping[UUID, str] = field(default_factory=dict)
    offered_ids: frozenset[UUID] = frozenset()

    def offered(self, kept: UUID | None = None) -> Mapping[UUID, str]:
        """Those that can be chosen, in the order of their names; with the one that was."""
        return {id_: name for id_, name in self.names.items() if id_ in self.offered_ids or id_ == kept}
