"""The genogram as geometry, and who is proposed to belong with whom."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.bond_guess import guess_bonds
from gezinscoach_desktop.domain.family import Gender
from gezinscoach_desktop.domain.genogram import Genogram, Shape, genogram_of, outside_key
from gezinscoach_desktop.domain.household import Living, Role, Stay
from gezinscoach_desktop.domain.network import BondInput, BondKind
from gezinscoach_desktop.domain.record import MemberInput, MemberRecord

TODAY = date(2026, 11, 22)
FATHER_ELSEWHERE = "vader (Wim Nijs, Geel)"


def member(number: int, name: str, relation: str = "", **given_: object) -> MemberRecord:
    values: dict[str, object] = {"given_name": name, "relation": relation} | given_
    return MemberRecord(UUID(int=number), f"X{number}", 1, MemberInput(**values))  # type: ignore[arg-type]


HANNE = member(1, "Hanne", "moeder", gender=Gender.FEMALE, birth_date=date(1994, 2, 2))
TOM = member(2, "Tom", "vader", gender=Gender.MALE)
JEF = member(
    3, "Jef", "zoon", role=Role.CHILD, gender=Gender.MALE, birth_date=date(2017, 5, 5),
    living=Living.PARTLY, lives_with=FATHER_ELSEWHERE,
)  # fmt: skip
MILA = member(4, "Mila", "dochter", role=Role.CHILD, birth_date=date(2020, 5, 5))
UNBORN = member(5, "", "", role=Role.CHILD, birth_date=date(2027, 3, 1))
MARIA = member(6, "Maria", "grootmoeder", gender=Gender.FEMALE, stays=(Stay(None, date(2026, 1, 1)),))
ALL = (HANNE, TOM, JEF, MILA, UNBORN, MARIA)
WIM = outside_key("Wim Nijs")


def parent(one: MemberRecord, other: MemberRecord) -> BondInput:
    return BondInput(BondKind.PARENT, one.id, other.id)


BONDS = (
    BondInput(BondKind.PARTNERS, HANNE.id, TOM.id),
    BondInput(BondKind.EX_PARTNERS, HANNE.id, other_name="Wim Nijs"),
    BondInput(BondKind.CHILD, JEF.id, other_name="wim  nijs"),
    parent(HANNE, JEF), parent(HANNE, MILA), parent(TOM, MILA), parent(HANNE, UNBORN), parent(TOM, UNBORN),
    parent(MARIA, HANNE),
)  # fmt: skip


def key(one: MemberRecord) -> str:
    return str(one.id)


def rows_of(drawn: Genogram) -> list[list[str]]:
    return [[spot.kin.name for spot in drawn.spots if spot.row == row] for row in range(drawn.rows)]


def test_generations_stand_under_each_other_and_partners_beside_each_other() -> None:
    drawn = genogram_of(ALL, BONDS, TODAY)
    assert rows_of(drawn) == [["Maria"], ["Wim Nijs", "Hanne", "Tom"], ["Jef", "Mila", "Ongeboren"]]
    assert [(each.left, each.right, each.is_ended, each.is_beside) for each in drawn.couples] == [
        (WIM, key(HANNE), True, True),
        (key(HANNE), key(TOM), False, True),
    ]


def test_children_hang_under_their_own_parents() -> None:
    drawn = genogram_of(ALL, BONDS, TODAY)
    sets = {frozenset(each.parents): each.children for each in drawn.descents}
    assert sets == {
        frozenset({WIM, key(HANNE)}): (key(JEF),),
        frozenset({key(HANNE), key(TOM)}): (key(MILA), key(UNBORN)),
        frozenset({key(MARIA)}): (key(HANNE),),
    }
    assert drawn.spot(key(JEF)).x < drawn.spot(key(MILA)).x


def test_signs_tell_gender_the_unborn_who_left_who_is_elsewhere_and_co_parenting() -> None:
    drawn = genogram_of(ALL, BONDS, TODAY)
    kin = {spot.kin.name: spot.kin for spot in drawn.spots}
    assert [kin[name].shape for name in ("Hanne", "Tom", "Mila", "Ongeboren")] == [
        Shape.CIRCLE,
        Shape.SQUARE,
        Shape.DIAMOND,
        Shape.TRIANGLE,
    ]
    assert (kin["Maria"].has_left, kin["Wim Nijs"].is_outside, kin["Jef"].is_partly) == (True, True, True)
    assert kin["Jef"].note == "9 jaar · deels hier"


def test_without_bonds_adults_stand_above_children_and_grandparents_above_them() -> None:
    assert rows_of(genogram_of(ALL, (), TODAY)) == [["Maria"], ["Hanne", "Tom"], ["Jef", "Mila", "Ongeboren"]]


def test_a_grown_child_with_a_child_of_her_own_stands_between_them() -> None:
    oma, mother, baby = member(1, "Oma"), member(2, "Mama"), member(3, "Bo", role=Role.CHILD)
    other = member(4, "Kim", role=Role.CHILD)
    drawn = genogram_of((oma, mother, baby, other), (parent(oma, mother), parent(mother, baby)), TODAY)
    assert rows_of(drawn)[:2] == [["Oma"], ["Mama"]]
    assert sorted(rows_of(drawn)[2]) == ["Bo", "Kim"]


def test_a_partnership_that_ended_on_a_date_is_an_earlier_one() -> None:
    ended = BondInput(BondKind.PARTNERS, HANNE.id, TOM.id, until=date(2026, 1, 1))
    (couple,) = genogram_of((HANNE, TOM), (ended,), TODAY).couples
    assert couple.is_ended


def test_nobody_at_all_is_an_empty_drawing() -> None:
    assert genogram_of((), (), TODAY) == Genogram()


@st.composite
def households(draw: st.DrawFn) -> tuple[list[MemberRecord], list[BondInput]]:
    count = draw(st.integers(1, 9))
    members = [
        member(number, f"M{number}", role=draw(st.sampled_from(Role))) for number in range(1, count + 1)
    ]
    ids = st.sampled_from([each.id for each in members])
    bonds = draw(
        st.lists(
            st.one_of(
                st.builds(BondInput, st.sampled_from(BondKind), ids, ids),
                st.builds(BondInput, st.sampled_from(BondKind), ids, other_name=st.sampled_from("AB")),
            ),
            max_size=14,
        )
    )
    return members, bonds


@given(households())
def test_whatever_was_said_everybody_stands_once_and_never_on_each_other(
    household: tuple[list[MemberRecord], list[BondInput]],
) -> None:
    members, bonds = household
    drawn = genogram_of(members, bonds, TODAY)
    keys = [spot.kin.key for spot in drawn.spots]
    assert len(keys) == len(set(keys))
    assert {str(each.id) for each in members} <= set(keys)
    for row in range(drawn.rows):
        xs = sorted(spot.x for spot in drawn.spots if spot.row == row)
        assert all(after - before > 1 - 1e-6 for before, after in pairwise(xs))
        assert all(-1e-9 <= x <= drawn.columns - 1 + 1e-9 for x in xs)


@given(households())
def test_bars_of_one_lane_do_not_touch(household: tuple[list[MemberRecord], list[BondInput]]) -> None:
    drawn = genogram_of(*household, TODAY)
    lanes: dict[int, list[tuple[float, float]]] = {}
    for descent in drawn.descents:
        xs = [drawn.spot(child).x for child in descent.children]
        xs.append(sum(drawn.spot(each).x for each in descent.parents) / len(descent.parents))
        lanes.setdefault(descent.lane, []).append((min(xs), max(xs)))
    for taken in lanes.values():
        assert all(before[1] < after[0] for before, after in pairwise(sorted(taken)))


# ---------------------------------------------------------------------------------------------- proposals


def test_parents_and_children_of_one_household_are_proposed() -> None:
    assert guess_bonds((HANNE, TOM, MILA), (), TODAY) == (
        BondInput(BondKind.PARTNERS, HANNE.id, TOM.id),
        parent(HANNE, MILA),
        parent(TOM, MILA),
    )


def test_a_parent_with_whom_a_child_lives_as_well_is_proposed_by_name() -> None:
    assert guess_bonds((HANNE, JEF), (), TODAY) == (
        parent(HANNE, JEF),
        BondInput(BondKind.CHILD, JEF.id, other_name="Wim Nijs"),
        BondInput(BondKind.EX_PARTNERS, HANNE.id, other_name="Wim Nijs"),
    )


def test_a_partner_is_not_proposed_as_the_father_of_who_has_one_elsewhere() -> None:
    assert parent(TOM, JEF) not in guess_bonds((HANNE, TOM, JEF), (), TODAY)


def test_what_is_known_is_not_proposed_again_and_who_left_takes_no_part() -> None:
    known = (BondInput(BondKind.EX_PARTNERS, TOM.id, HANNE.id), parent(HANNE, MILA))
    assert guess_bonds((HANNE, TOM, MILA, MARIA), known, TODAY) == (parent(TOM, MILA),)


def test_nothing_is_proposed_where_nobody_can_tell() -> None:
    adults = [member(number, "Iemand") for number in range(1, 4)]
    assert guess_bonds((*adults, MILA), (), TODAY) == ()
