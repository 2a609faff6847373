"""Profile: who the supported families are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from gezinscoach_desktop.domain.family import Diploma, HouseholdType, HousingKind, IncomeSource
from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, count_column, grouped, labels_of, total
from gezinscoach_desktop.domain.figures.frame import Frame
from gezinscoach_desktop.domain.figures.keys import COUNT, UNKNOWN
from gezinscoach_desktop.domain.figures.reach import AGES, age_band
from gezinscoach_desktop.domain.figures.shape import Counted, Label
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.text import fold

_NOT_FILLED_IN = Label(UNKNOWN, "Niet ingevuld")
_MOST_CHILDREN = 5
_PRESENT_NOTE = (
    "Wie op de laatste dag van de periode bij het gezin hoort, of op de dag waarop de begeleiding stopte. "
    "Wie eerder wegging, telt niet mee."
)
_APART = re.compile(r"[,;/+&]| en ")


def drafts(frame: Frame) -> Iterator[Draft]:
    """The tables of the profile."""
    yield _words(frame, keys.HOUSEHOLD, "Soort huishouden", "household_type", HouseholdType)
    yield _children(frame)
    yield _persons(frame, Role.CHILD)
    yield _languages(frame)
    yield _language_help(frame)
    yield _persons(frame, Role.ADULT)
    yield _words(frame, keys.INCOME, "Bron van inkomen", "income_source", IncomeSource)
    yield _words(frame, keys.HOUSING, "Woning", "housing_kind", HousingKind)


def _words(frame: Frame, key: str, title: str, attribute: str, kind: type[StrEnum]) -> Draft:
    draft = Draft(
        key, title, Counted.FAMILIES, labels_of(kind, _NOT_FILLED_IN, total()), count_column("Gezinnen")
    )
    found = grouped(
        (UNKNOWN if (word := getattr(family, attribute)) is None else word.value, index)
        for index, family in frame.each(frame.supported)
    )
    for word, indexes in found.items():
        draft.put(word, COUNT, len(indexes), frame.mask(indexes))
    return draft


_NUMBERS = (*map(str, range(_MOST_CHILDREN)), f"{_MOST_CHILDREN}_up")


def _children_of(frame: Frame, index: int) -> int:
    return [person.role for person in frame.present(index)].count(Role.CHILD)


def _children(frame: Frame) -> Draft:
    rows = (
        *(Label(str(number), str(number)) for number in range(_MOST_CHILDREN)),
        Label(f"{_MOST_CHILDREN}_up", f"{_MOST_CHILDREN} of meer"),
        total(),
    )
    draft = Draft(keys.CHILDREN, "Aantal kinderen", Counted.FAMILIES, rows, count_column("Gezinnen"))
    found = grouped(
        (_NUMBERS[min(_children_of(frame, index), _MOST_CHILDREN)], index) for index in frame.supported
    )
    for key, indexes in found.items():
        draft.put(key, COUNT, len(indexes), frame.mask(indexes))
    draft.note = f"{_PRESENT_NOTE} Ook wie nog niet geboren is."
    return draft


def _persons(frame: Frame, role: Role) -> Draft:
    if role is Role.CHILD:
        key, title, rows = keys.AGES, "Leeftijd van de kinderen", (*AGES, total())
    else:
        key, title = keys.EDUCATION, "Hoogste diploma van de volwassenen"
        rows = (
            *(Label(word.value, word.label) for word in Diploma if word is not Diploma.UNKNOWN),
            _NOT_FILLED_IN,
            total(),
        )
    heading = "Kinderen" if role is Role.CHILD else "Volwassenen"
    draft = Draft(key, title, Counted.PERSONS, rows, count_column(heading))
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index in frame.supported:
        day = frame.day_of(index)
        for person in frame.present(index):
            if person.role is role:
                word = (
                    age_band(person.birth_date, day)
                    if role is Role.CHILD
                    else (person.diploma or Diploma.UNKNOWN).value
                )
                found[word].append(index)
    for word, indexes in found.items():
        draft.put(word, COUNT, len(indexes), frame.mask(indexes))
    draft.note = _PRESENT_NOTE
    return draft


@lru_cache(1 << 12)
def languages_of(text: str) -> tuple[tuple[str, str], ...]:
    """The languages in what was written, each once: folded, and as one reads it."""
    found = {fold(part): part.strip() for part in _APART.split(text) if part.strip()}
    return tuple((key, word[:1].upper() + word[1:]) for key, word in found.items())


def _languages(frame: Frame) -> Draft:
    found: defaultdict[str, list[int]] = defaultdict(list)
    words: dict[str, str] = {}
    for index, family in frame.each(frame.supported):
        spoken = languages_of(family.languages)
        for key, word in spoken:
            words.setdefault(key, word)
            found[key].append(index)
        if not spoken:
            found[UNKNOWN].append(index)
    order = sorted(words, key=lambda word: (-len(found[word]), word))
    rows = (*(Label(word, words[word]) for word in order), _NOT_FILLED_IN)
    draft = Draft(keys.LANGUAGES, "Talen in het gezin", Counted.FAMILIES, rows, count_column("Gezinnen"))
    for word, indexes in found.items():
        draft.put(word, COUNT, len(indexes), frame.mask(indexes))
    draft.note = "Een gezin dat twee talen spreekt, telt bij allebei."
    return draft


def _language_help(frame: Frame) -> Draft:
    rows = (Label("interpreter", "Heeft een tolk nodig"), Label("newcomer", "Nieuwkomer"))
    columns = (Label("yes", "Ja"), Label("no", "Nee of niet ingevuld"), total())
    draft = Draft(keys.LANGUAGE_HELP, "Tolk en nieuwkomers", Counted.FAMILIES, rows, columns)
    for row, attribute in (("interpreter", "needs_interpreter"), ("newcomer", "is_newcomer")):
        yes = [index for index, family in frame.each(frame.supported) if getattr(family, attribute)]
        no = frame.supported_mask & ~frame.mask(yes)
        draft.put(row, "yes", len(yes), frame.mask(yes))
        draft.put(row, "no", no.bit_count(), no)
    return draft
