"""Finding anything: families and their members, services, and what is to be done, as far as the account may see them.

What there is, is read once when somebody begins to look; each letter is then looked up here. Of an office with so many
families that this is too much, the store looks through them at every letter, as it does for the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import family_list
from gezinscoach_desktop.data import find as store
from gezinscoach_desktop.data.family_list import Looking
from gezinscoach_desktop.data.find import Finder, NamedFamily
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.find import Findable, FindIndex, FoundKind, Hit, best, most_used
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.phone import plain_phone, shown_phone
from gezinscoach_desktop.domain.record import FamilyWanted
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches, reaches_own_only, require, require_sign_in
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

MOST = 12
WHOLE = 2_000
"""So many families are read at once and looked through here; of more the store looks for them at every letter."""
LATELY = timedelta(days=90)
"""What was opened in that time counts as used."""
_FROM_STORE = 50


@dataclass(frozen=True, slots=True)
class ActionKey:
    """Where an action that was found stands."""

    family_id: UUID
    action_id: UUID


@dataclass(frozen=True, slots=True)
class MemberKey:
    """Where a member that was found stands."""

    family_id: UUID
    member_id: UUID


@dataclass(frozen=True)
class Catalogue:
    """What there was to find when somebody began to look. Reading it is short; `prepare` takes the rest of the work."""

    entries: tuple[Findable, ...]
    used: Mapping[UUID, int]
    """How often each family was opened lately."""
    names: tuple[str, ...] | None = None
    """Of an office whose families are not all in `entries`: how they are called."""

    @cached_property
    def index(self) -> FindIndex:
        """What `entries` are found by."""
        return FindIndex(self.entries)

    @cached_property
    def spellings(self) -> FindIndex:
        """What is known of how families are called."""
        return FindIndex(Findable(FoundKind.FAMILY, name, name) for name in self.names or ())

    @property
    def is_whole(self) -> bool:
        """Whether everything is found without asking the office again."""
        return self.names is None

    @property
    def most_used(self) -> tuple[Findable, ...]:
        """The families I opened most lately."""
        return most_used(self.entries, MOST)


def catalogue(desk: Desk) -> Catalogue:
    """Everything the account may find; a fixed number of queries, whatever it may see."""
    require_sign_in(desk)
    own_only = _own_only(desk)

    def query(session: Session) -> Catalogue:
        entries: list[Findable] = []
        used: Mapping[UUID, int] = {}
        names: tuple[str, ...] | None = None
        if own_only is not None:
            finder = Finder(desk.account.id, own_only, desk.today())
            used = store.openings(session, desk.account.id, desk.now() - LATELY)
            if family_list.count(session, _looking(desk, own_only)) <= WHOLE:
                entries += _families(session, finder, used, None)
            else:
                entries += _families(session, finder, used, used)
                names = store.names(session, finder)
            entries += _actions(session, finder)
        if reaches(desk, session, Action.READ_DIRECTORY):
            entries += _services(session)
        return Catalogue(tuple(entries), used, names)

    return desk.office.read(query)


def prepare(known: Catalogue) -> Catalogue:
    """Work out what the first letter and the first misspelt name need; needs no office."""
    known.index.prepare()
    if not known.is_whole:
        known.spellings.prepare()
    return known


def find(desk: Desk, known: Catalogue, text: str) -> tuple[Hit, ...]:
    """The best of what fits `text`; of a long list of families the store looks for them."""
    hits = list(known.index.find(text, MOST))
    if not known.is_whole:
        hits += _in_store(desk, known, text)
    unique = {hit.entry.key: hit for hit in sorted(hits, key=lambda hit: hit.order, reverse=True)}
    return best(unique.values(), MOST)


def note_search(desk: Desk, found: int) -> None:
    """Note in the audit trail that families were looked for: that it was done and how many came up, never the words."""
    _note_search(desk, found)


@operation(AuditAction.SEARCH_FAMILIES, is_urgent=False)
def _note_search(work: Work, found: int) -> Done:
    require(work, Action.LIST_FAMILIES)
    work.note(AuditAction.SEARCH_FAMILIES, details={"found": found})
    return Done(Change(frozenset()))


def _own_only(desk: Desk) -> bool | None:
    """Whether only own families may be found; None when none may."""
    try:
        return reaches_own_only(desk, Action.LIST_FAMILIES)
    except NotAllowed:
        return None


def _looking(desk: Desk, own_only: bool) -> Looking:
    return Looking(desk.account.id, own_only, desk.today(), interval_months=0, drafts=frozenset())


def _in_store(desk: Desk, known: Catalogue, text: str) -> tuple[Hit, ...]:
    """Families of a long list: whose name fits or may be meant, and what else the store finds just so."""
    own_only = _own_only(desk)
    if own_only is None:
        return ()
    finder = Finder(desk.account.id, own_only, desk.today())
    # Names are all here: they are found whole or misspelt, and the store then gives who bears them.
    names = [hit.entry.title for hit in known.spellings.find(text, MOST)]

    def query(session: Session) -> tuple[Hit, ...]:
        wanted = FamilyWanted(_for_store(text))
        ids, _ = family_list.find(session, _looking(desk, own_only), wanted, _FROM_STORE)
        called = store.called(session, finder, names, _FROM_STORE)
        return FindIndex(_families(session, finder, known.used, {*ids, *called})).find(text, MOST)

    return desk.office.read(query)


def _for_store(text: str) -> str:
    """The store keeps phone numbers as digits only."""
    digits = plain_phone(text)
    is_phone = len(digits) >= 4 and not any(sign.isalpha() for sign in text)
    return digits if is_phone and text.count("-") < 2 else text


def _families(
    session: Session, finder: Finder, used: Mapping[UUID, int], among: Iterable[UUID] | None
) -> Iterator[Findable]:
    chosen = None if among is None else tuple(among)
    titles: dict[UUID, NamedFamily] = {}
    for family in store.families(session, finder, chosen):
        titles[family.id] = family
        yield Findable(
            FoundKind.FAMILY,
            family.id,
            family_title(family.name, family.code),
            " · ".join(
                part
                for part in (family.code, family.address, family.municipality, shown_phone(family.phone))
                if part
            ),
            (family.name, family.code, family.address, family.municipality, family.neighbourhood),
            (family.phone,),
            used=used.get(family.id, 0),
        )
    for member in store.members(session, finder, chosen):
        if (of := titles.get(member.family_id)) is not None:
            yield Findable(
                FoundKind.MEMBER,
                MemberKey(member.family_id, member.id),
                f"{member.given_name} {member.family_name}".strip(),
                f"{family_title(of.name, of.code)} · {of.code}",
                phones=(member.phone,),
                group=member.family_id,
                used=used.get(member.family_id, 0),
            )


def _services(session: Session) -> Iterator[Findable]:
    for service in store.services(session):
        where = (service.organisation, service.municipality, shown_phone(service.phone))
        yield Findable(
            FoundKind.SERVICE,
            service.id,
            service.name,
            " · ".join(part for part in where if part),
            (service.organisation, service.municipality),
            (service.phone,),
        )


def _actions(session: Session, finder: Finder) -> Iterator[Findable]:
    for action in store.actions(session, finder):
        due = "" if action.due_on is None else f" · tegen {format_date(action.due_on)}"
        yield Findable(
            FoundKind.ACTION,
            ActionKey(action.family_id, action.id),
            " ".join(action.what.split()),
            f"{family_title(action.family_name, action.family_code)}{due}",
        )
