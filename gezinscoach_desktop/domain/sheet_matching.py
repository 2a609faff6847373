"""Which families and members of a sheet the office has already, and what the sheet says of them that the office does not.

A sheet mostly has names where the office has codes. What is the same beyond doubt is found here; where it may be the same,
a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.exchange import ExchangeFamily, ExchangePerson, ExchangeSnapshot, visible
from gezinscoach_desktop.domain.family import SEPARATOR, DuplicateSearch, Known, next_member_code
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.import_plan import Fills, KnownFamily
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.sheet_reading import SheetRead
from gezinscoach_desktop.domain.text import fold

Described = Mapping[str, tuple[FamilyInput, Mapping[str, MemberInput]]]
NEW = ""
"""Chosen for a family that is none of those that it looks like."""


@dataclass(frozen=True, slots=True)
class OfficeFamily:
    """A family of the office as far as it takes to find it back."""

    known: Known
    municipality: str

    @property
    def code(self) -> str:
        return self.known.code


@dataclass(frozen=True, slots=True)
class Doubt:
    """A family of the sheet that may be one of the office. `must_choose`: it bears the very name of several."""

    key: str
    name: str
    municipality: str
    line: int
    suspects: tuple[tuple[OfficeFamily, tuple[str, ...]], ...]
    """With why, in Dutch."""
    must_choose: bool
    chosen: str | None
    """The code of a suspect, NEW, or None while nobody chose."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What the sheet says otherwise than the office, which stays as it is."""

    line: int
    code: str
    what: str
    in_sheet: str
    in_office: str


@dataclass(frozen=True, slots=True)
class Matches:
    """By key of the sheet: under which code the office has it; what is new stays under its key."""

    codes: Mapping[str, str]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """The families of a sheet under the codes of the office, where it has them."""

    families: tuple[ExchangeFamily, ...]
    described: Described
    differences: tuple[Difference, ...]
    fills: Mapping[str, Fills]
    """By code of the family."""


def match_families(read: SheetRead, office: Sequence[OfficeFamily], chosen: Mapping[str, str]) -> Matches:
    """Find every family of the sheet in the office: by its code, or by its very name and municipality."""
    finder = _Finder(office)
    codes: dict[str, str] = {}
    doubts: list[Doubt] = []
    for family in read.families:
        details, members = read.described[family.code]
        if read.has_codes and family.code in finder.by_code:
            codes[family.code] = family.code
            continue
        same = () if read.has_codes else finder.of_same_name(details)
        choice = chosen.get(family.code)
        if len(same) == 1 and choice is None:
            codes[family.code] = same[0].code
            continue
        suspects = finder.suspects(details, members.values())
        if not suspects:
            continue
        if choice and choice not in finder.by_code:
            choice = None
        if choice:
            codes[family.code] = choice
        doubts.append(
            Doubt(
                key=family.code,
                name=details.name or family.code,
                municipality=details.municipality,
                line=family.line,
                suspects=suspects,
                must_choose=len(same) > 1,
                chosen=choice,
            )
        )
    return Matches(_once(codes), tuple(doubts))


def _once(codes: Mapping[str, str]) -> dict[str, str]:
    """No two families of a sheet are one of the office, also not by choice: the first one is."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, code in codes.items():
        if code not in taken:
            taken.add(code)
            found[key] = code
    return found


class _Finder:
    def __init__(self, office: Sequence[OfficeFamily]) -> None:
        self.by_code = {family.code: family for family in office}
        self._names = SEPARATOR.join(family.known.name for family in office)
        self._addresses = SEPARATOR.join(family.known.address for family in office)
        self._of_name = _grouped((family.known.name, family) for family in office)
        self._of_address = _grouped((family.known.address, family) for family in office)
        self._of_birth = _grouped((day, family) for family in office for day in family.known.birth_dates)
        self._folded = _grouped((fold(family.known.name), family) for family in office)

    def of_same_name(self, details: FamilyInput) -> tuple[OfficeFamily, ...]:
        """Those with this very name, here or where nobody says; of these the ones that are here, when there are any."""
        place = fold(details.municipality)
        named = self._folded.get(fold(details.name), ()) if details.name else ()
        near = [each for each in named if not place or fold(each.municipality) in ("", place)]
        here = [each for each in near if fold(each.municipality) == place]
        return tuple(here or near)

    def suspects(
        self, details: FamilyInput, members: Iterable[MemberInput]
    ) -> tuple[tuple[OfficeFamily, tuple[str, ...]], ...]:
        births = [member.birth_date for member in members if member.birth_date is not None]
        search = DuplicateSearch(name=details.name, address=details.address, birth_dates=births)
        near: dict[str, OfficeFamily] = {}
        for name in search.names_alike(self._names):
            near.update((each.code, each) for each in self._of_name.get(name, ()))
        for address in search.addresses_alike(self._addresses):
            near.update((each.code, each) for each in self._of_address.get(address, ()))
        for day in births:
            near.update((each.code, each) for each in self._of_birth.get(day, ()))
        found = search.among(each.known for each in near.values())
        return tuple((near[each.family.code], each.reasons) for each in found[:5])


def _grouped(pairs: Iterable[tuple[Any, OfficeFamily]]) -> dict[Any, list[OfficeFamily]]:
    found: defaultdict[Any, list[OfficeFamily]] = defaultdict(list)
    for key, family in pairs:
        found[key].append(family)
    return dict(found)


def under_codes(read: SheetRead, matches: Matches, known: Mapping[str, KnownFamily]) -> Matched:
    """The families of the sheet, their members too, as the office calls them; `known` has their details."""
    families: list[ExchangeFamily] = []
    described: dict[str, tuple[FamilyInput, Mapping[str, MemberInput]]] = {}
    differences: list[Difference] = []
    fills: dict[str, Fills] = {}
    for family in read.families:
        details, members = read.described[family.code]
        code = matches.codes.get(family.code, family.code)
        there = known.get(code) if family.code in matches.codes else None
        if there is None:
            families.append(family)
            described[family.code] = (details, members)
            continue
        names = _person_codes(family, members, read.made_codes.get(family.code, frozenset()), there)
        renamed = _renamed(family, code, names)
        members = {names[each]: member for each, member in members.items() if each in names}
        families.append(renamed)
        described[code] = (details, members)
        differences.extend(_differences(renamed, details, members, there))
        fills[code] = _fills(details, members, there)
    return Matched(tuple(families), described, tuple(differences), fills)


def _person_codes(
    family: ExchangeFamily, members: Mapping[str, MemberInput], made: frozenset[str], known: KnownFamily
) -> dict[str, str]:
    """By code in the sheet the one in the office: the same code where the sheet has one, else the same person."""
    left = dict(known.persons)
    found: dict[str, str] = {}
    for person in family.persons:
        if person.code not in made and person.code in left:
            found[person.code] = person.code
            del left[person.code]
    for minds_birth in (
        True,
        False,
    ):  # of the same name but another birthday is the same one, whose birthday is wrong
        for person in family.persons:
            told = members.get(person.code)
            if person.code in found or told is None:
                continue
            same = [code for code, each in left.items() if _is_same(told, each.details, minds_birth)]
            if len(same) == 1:
                found[person.code] = same[0]
                del left[same[0]]
    taken = [*known.persons, *found.values()]
    for person in family.persons:
        if person.code not in found:
            is_free = person.code not in made and person.code not in taken
            letter = "V" if person.role is Role.ADULT else "K"
            found[person.code] = person.code if is_free else next_member_code(taken, letter)
            taken.append(found[person.code])
    return found


def _is_same(told: MemberInput, kept: MemberInput | None, minds_birth: bool) -> bool:
    if kept is None:
        return False
    both_born = told.birth_date is not None and kept.birth_date is not None
    if minds_birth and both_born and told.birth_date != kept.birth_date:
        return False
    given, known_given = fold(told.given_name), fold(kept.given_name)
    last, known_last = fold(told.family_name), fold(kept.family_name)
    may_be_last = last == known_last or not last or not known_last
    if given and known_given:
        return given == known_given and may_be_last
    if both_born:
        return told.birth_date == kept.birth_date and may_be_last
    return not given and not known_given and bool(last) and last == known_last


def _renamed(family: ExchangeFamily, code: str, names: Mapping[str, str]) -> ExchangeFamily:
    def person(each: ExchangePerson) -> ExchangePerson:
        return replace(each, code=names[each.code])

    def snapshot(each: ExchangeSnapshot) -> ExchangeSnapshot:
        rows = (replace(row, family=code, person=names.get(row.person, "")) for row in each.scores)
        return replace(each, scores=tuple(rows))

    persons = sorted(map(person, family.persons), key=lambda each: each.code)
    return replace(
        family, code=code, persons=tuple(persons), snapshots=tuple(map(snapshot, family.snapshots))
    )


_COMPARED = {
    "name": "naam", "neighbourhood": "wijk", "address": "adres", "phone": "telefoon", "email": "e-mail",
    "languages": "talen", "household_type": "soort huishouden", "income_source": "inkomen", "housing_kind": "woonvorm",
    "found_via": "gevonden via", "started_on": "begonnen op", "remarks": "opmerkingen", "given_name": "voornaam",
    "family_name": "familienaam", "gender": "geslacht", "relation": "verwantschap", "diploma": "diploma",
    "school": "school of opvang", "needs_interpreter": "tolk nodig", "is_newcomer": "nieuwkomer",
}  # fmt: skip
"""What the exchange format does not compare; the rest is compared there."""


def _values(
    told: FamilyInput | MemberInput, kept: FamilyInput | MemberInput
) -> Iterator[tuple[str, Any, Any]]:
    for each in fields(told):
        said = getattr(told, each.name)
        if each.name in _COMPARED and said not in ("", None, False):
            yield each.name, said, getattr(kept, each.name)


def _differences(
    family: ExchangeFamily, details: FamilyInput, members: Mapping[str, MemberInput], known: KnownFamily
) -> Iterator[Difference]:
    lines = {person.code: person.line for person in family.persons}
    pairs: list[tuple[int, str, Any, Any]] = [(family.line, "", details, known.details)]
    pairs += [
        (
            lines.get(code, family.line),
            f" van {member.given_name or code}",
            member,
            known.persons[code].details,
        )
        for code, member in members.items()
        if code in known.persons
    ]
    for line, whose, told, kept in pairs:
        if kept is None:
            continue
        for name, said, has in _values(told, kept):
            if has not in ("", None) and not _is_alike(said, has):
                yield Difference(line, family.code, f"{_COMPARED[name]}{whose}", _shown(said), _shown(has))


def _fills(details: FamilyInput, members: Mapping[str, MemberInput], known: KnownFamily) -> Fills:
    """What is empty in the office and told in the sheet; yes or no is never empty."""

    def empty(told: Any, kept: Any) -> dict[str, Any]:
        return {name: said for name, said, has in _values(told, kept) if has in ("", None)}

    of_family = {} if known.details is None else empty(details, known.details)
    of_members: dict[str, Mapping[str, Any]] = {}
    for code, member in members.items():
        kept = known.persons[code].details if code in known.persons else None
        if kept is not None and (found := empty(member, kept)):
            of_members[code] = found
    return Fills(of_family, of_members)


def _is_alike(said: Any, has: Any) -> bool:
    return fold(said) == fold(has) if isinstance(said, str) and isinstance(has, str) else bool(said == has)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return format_date(value)
    return visible(str(getattr(value, "label", value)))
