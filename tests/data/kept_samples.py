"""One record of every kind that is kept, filled in at random: made from the dataclasses, so that none is forgotten."""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

from hypothesis import strategies as st
from sqlalchemy import Table
from sqlalchemy.orm import Session

from gezinscoach_desktop import data
from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput

MADE_FIRST = ("service", "contact", "request", "document", "organisation", "referral")
"""What the others refer to."""
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
_ONE_OF = {("report_year", "year"), ("index_profile", "number")}
_BOUNDS = {
    "level_then": (1, 5),
    "level_wished": (1, 5),
    "percent": (0, 100),
}


def _found() -> tuple[KeptTable[Any], ...]:
    """Every kept table that a module of `data` has."""
    found: dict[str, KeptTable[Any]] = {}
    for module in pkgutil.iter_modules(data.__path__, f"{data.__name__}."):
        if not module.ispkg:
            for value in vars(import_module(module.name)).values():
                if isinstance(value, KeptTable):
                    found[value.table.name] = value
    return (
        *(found[name] for name in MADE_FIRST),
        *(found[name] for name in sorted({*found} - {*MADE_FIRST})),
    )


KEPT = _found()


@dataclass
class Sample:
    """A new family with two members, and one record of every kind for it."""

    family_id: UUID = field(default_factory=uuid4)
    ids: dict[str, UUID] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = {table.table.name: uuid4() for table in KEPT}
        self.ids |= {name: uuid4() for name in ("member", "other", "account")}

    @property
    def number(self) -> int:
        """Of this sample alone, for what an office has one of."""
        return self.family_id.int % 2**31

    def lay(self, session: Session, *, at: datetime, by: UUID) -> None:
        name = self.family_id.hex
        accounts.add(session, Account(self.ids["account"], name, name, frozenset()), at)
        session.flush()
        values = families.family_values(
            self.family_id, self.family_id.hex, FamilyInput(name="Peeters"), (), at=at, by=by
        )
        families.add_families(session, [values])
        members = [
            members_of.member_values(
                self.ids[name], self.family_id, name, MemberInput(role=Role.ADULT), at=at, by=by
            )
            for name in ("member", "other")
        ]
        members_of.add_members(session, members, [])
        for table in KEPT:
            name = table.table.name
            table.add(session, self.ids[name], self.details[name], family_id=self.family_id, at=at, by=by)


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """A family with everything that can be kept of it, within what the database allows."""
    made = Sample()
    for table in KEPT:
        made.details[table.table.name] = draw(_details(table, made))
    return made


def details_of(table: KeptTable[Any], sample: Sample) -> st.SearchStrategy[Any]:
    """Something else to fill in for the same record."""
    return _details(table, sample)


def _details(table: KeptTable[Any], sample: Sample) -> st.SearchStrategy[Any]:
    hints = get_type_hints(table.details)
    return st.builds(
        table.details,
        **{
            each.name: _field(table.table, each.name, hints[each.name], sample)
            for each in fields(table.details)
        },
    )


def _field(table: Table, name: str, hint: Any, sample: Sample) -> st.SearchStrategy[Any]:
    if (table.name, name) in _ONE_OF:
        return st.just(sample.number)
    refers = {key.column.table.name for key in table.c[name].foreign_keys} - {"family"}
    kinds = get_args(hint) if get_origin(hint) is UnionType else (hint,)
    is_optional = type(None) in kinds
    if refers:
        (other,) = refers
        known = sample.ids[other]
        if other == table.name:
            return st.none()
        if name == "other_id":
            known = sample.ids["other"]
        return st.sampled_from([known, None]) if is_optional else st.just(known)
    (kind,) = (each for each in kinds if each is not type(None))
    made = st.integers(*_BOUNDS[name]) if name in _BOUNDS else _value(kind)
    return st.none() | made if is_optional else made


def _value(kind: Any) -> st.SearchStrategy[Any]:
    if get_origin(kind) is tuple:
        return st.lists(_value(get_args(kind)[0]), max_size=3, unique=True).map(tuple)
    if get_origin(kind) is Mapping:
        return st.dictionaries(TEXTS, TEXTS, max_size=3)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    found: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXTS,
        bool: st.booleans(),
        int: st.integers(-(2**31), 2**31 - 1),
        date: DAYS,
        UUID: st.uuids(),
    }
    return found[kind]


_NOT_YET = frozenset(
    {"approved_by", "decided_on", "done_on", "undone_on", "withdrawn_on", "until", "after_withdrawal"}
)
"""What is not decided yet of what is new."""


def filled(text: str, asked_by: UUID, of_the_office: Collection[str] = ()) -> Sample:
    """A family of which everything is kept, with `text` in every text; `asked_by` proposes to let go of something.

    The tables `of_the_office` tell nothing of it.
    """
    made = Sample()
    for table in KEPT:
        hints = get_type_hints(table.details)
        values = {
            each.name: _plainly(
                table.table,
                each.name,
                hints[each.name],
                made,
                "kantoor" if table.table.name in of_the_office else text,
            )
            for each in fields(table.details)
        }
        if table.table.name == "disposal":
            values["asked_by"] = asked_by
        made.details[table.table.name] = table.details(**values)
    return made


def _plainly(table: Table, name: str, hint: Any, sample: Sample, text: str) -> Any:
    if name in _NOT_YET and table.c[name].nullable:
        return None
    if (table.name, name) in _ONE_OF:
        return sample.number
    refers = {key.column.table.name for key in table.c[name].foreign_keys} - {"family"}
    if refers:
        (other,) = refers
        return None if other == table.name else sample.ids["other" if name == "other_id" else other]
    kinds = get_args(hint) if get_origin(hint) is UnionType else (hint,)
    (kind,) = (each for each in kinds if each is not type(None))
    if get_origin(kind) is tuple:
        (element,) = {*get_args(kind)} - {...}
        return (text,) if element is str else ()
    if get_origin(kind) is Mapping:
        return {text: text}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    found: dict[Any, Any] = {
        str: text,
        bool: False,
        int: 1,
        date: date(2026, 5, 5),
        UUID: uuid4(),
    }
    return found[kind]
