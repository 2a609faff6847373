"""Who probably belongs with whom, out of what was filled in about the members: a proposal, never a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from gezinscoach_desktop.domain.family import Gender
from gezinscoach_desktop.domain.household import Living, Role
from gezinscoach_desktop.domain.network import BondInput, BondKind, are_same_bond
from gezinscoach_desktop.domain.record import MemberRecord
from gezinscoach_desktop.domain.text import fold

_PARENTS = re.compile(r"^(moeder|mama|mam|vader|papa|ouder)\b")
_BESIDE_A_PARENT = re.compile(r"^(plus|stief)(moeder|mama|vader|papa|ouder)\b|^partner\b")
_CHILDREN = re.compile(r"^(zoon|dochter|kind|baby|verwacht|oudste|middelste|jongste)\b")
_FATHER, _MOTHER = re.compile(r"\b(vader|papa)\b"), re.compile(r"\b(moeder|mama)\b")
_IN_BRACKETS = re.compile(r"\(([^),]+)")


def guess_bonds(
    members: Iterable[MemberRecord], bonds: Iterable[BondInput], today: date
) -> tuple[BondInput, ...]:
    """What is not known yet: two parents of one household as partners, parents of its children, a parent elsewhere."""
    here = [member for member in members if any(_is_open(stay.left, today) for stay in member.details.stays)]
    parents = [member for member in here if _PARENTS.match(fold(member.details.relation))]
    if not any(member.details.relation for member in here):
        parents = [member for member in here if member.details.role is Role.ADULT]
    children = [member for member in here if member not in parents and _is_child(member)]
    if len(parents) > 2:
        return ()  # nobody can tell who belongs with whom
    partners = [member for member in here if _BESIDE_A_PARENT.match(fold(member.details.relation))]
    known = list(bonds)
    found = [bond for bond in _guesses(parents, partners, children) if not _is_said(bond, known)]
    return tuple(bond for place, bond in enumerate(found) if not _is_said(bond, found[:place]))


def _guesses(
    parents: list[MemberRecord], partners: list[MemberRecord], children: list[MemberRecord]
) -> Iterable[BondInput]:
    together = [*parents, *partners]
    if len(together) == 2:
        yield BondInput(BondKind.PARTNERS, together[0].id, together[1].id)
    for child in children:
        elsewhere = _parent_elsewhere(child)
        for parent in parents:
            if elsewhere is None or _gender_word(parent) != elsewhere[0]:
                yield BondInput(BondKind.PARENT, parent.id, child.id)
        if elsewhere is not None and elsewhere[1]:
            yield BondInput(BondKind.CHILD, child.id, other_name=elsewhere[1])
            if len(parents) == 1:
                yield BondInput(BondKind.EX_PARTNERS, parents[0].id, other_name=elsewhere[1])


def _parent_elsewhere(child: MemberRecord) -> tuple[str, str] | None:
    """`father` or `mother` with the name, when it says with whom the child lives as well: `vader (Wim Nijs, Geel)`."""
    text = child.details.lives_with
    if child.details.living is not Living.PARTLY or not text:
        return None
    named = _IN_BRACKETS.search(text)
    name = named.group(1).strip() if named else ""
    if _FATHER.search(fold(text)):
        return "father", name
    return ("mother", name) if _MOTHER.search(fold(text)) else None


def _gender_word(parent: MemberRecord) -> str:
    relation = fold(parent.details.relation)
    if _FATHER.match(relation) or parent.details.gender is Gender.MALE:
        return "father"
    return "mother" if _MOTHER.match(relation) or parent.details.gender is Gender.FEMALE else ""


def _is_child(member: MemberRecord) -> bool:
    relation = fold(member.details.relation)
    return bool(_CHILDREN.match(relation)) or (member.details.role is Role.CHILD and not relation)


def _is_open(left: date | None, today: date) -> bool:
    return left is None or today < left


def _is_said(bond: BondInput, others: Iterable[BondInput]) -> bool:
    return any(are_same_bond(bond, other) for other in others)
