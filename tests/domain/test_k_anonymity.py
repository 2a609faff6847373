"""Small groups, against a computation of our own: pairs of families that are the same, counted one by one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain import k_anonymity
from gezinscoach_desktop.domain.coarsening import (
    AgeBand,
    LanguageGroup,
    People,
    Quasi,
    age_band,
    birth_as_told,
    language_group,
)
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.export import (
    Alone,
    ExportChoice,
    Precision,
    checked_choice,
    family_code,
    file_stem,
)
from gezinscoach_desktop.domain.export_rows import Home
from gezinscoach_desktop.domain.export_selection import select_homes, tell
from gezinscoach_desktop.domain.family import HouseholdType, IncomeSource
from gezinscoach_desktop.domain.figures import FigureFilter
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.k_anonymity import Column, check_groups, propose, rare_together
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput, MemberRecord

TODAY = date(2026, 11, 22)
CHECKED = tuple(quasi.value for quasi in Quasi)


def made_home(number: int, details: FamilyInput, *births: date | None) -> Home:
    members = tuple(
        MemberRecord(
            UUID(int=1000 * number + place), f"K{place}", 1, MemberInput(role=Role.CHILD, birth_date=born)
        )
        for place, born in enumerate(births)
    )
    return Home(UUID(int=number + 1), f"G{number}", details, members)


details = st.builds(
    FamilyInput,
    municipality=st.sampled_from(["", "Mol", "Geel", "Balen", "Retie"]),
    household_type=st.sampled_from([None, HouseholdType.COUPLE, HouseholdType.SINGLE_PARENT]),
    languages=st.sampled_from(["", "Nederlands", "Arabisch"]),
    is_newcomer=st.booleans(),
    income_source=st.sampled_from([None, IncomeSource.WORK, IncomeSource.PENSION, IncomeSource.SICKNESS]),
)
births = st.lists(st.none() | st.dates(date(2008, 1, 1), date(2026, 1, 1)), max_size=3)
homes = st.lists(st.tuples(details, births), max_size=40).map(
    lambda found: tuple(made_home(number, each, *born) for number, (each, born) in enumerate(found))
)
choices = st.builds(
    ExportChoice,
    k=st.integers(2, 8),
    checked=st.lists(st.sampled_from(CHECKED), unique=True).map(tuple),
    steps=st.dictionaries(st.sampled_from(CHECKED), st.integers(0, 3)),
    alone=st.sampled_from(Alone),
)


@given(homes, choices)
def test_whatever_is_written_nobody_stands_in_too_small_a_group(
    found: tuple[Home, ...], choice: ExportChoice
) -> None:
    plan = tell(select_homes(found, choice, TODAY), choice, lambda home: home.code)
    seen = [[told.written[Quasi(key)] for key in choice.checked] for told in plan.told]
    sizes = [sum(one == other for other in seen) for one in seen]
    if choice.alone is Alone.LEAVE_OUT or len(found) >= choice.k:
        assert all(size >= choice.k for size in sizes)
    assert len(plan.told) + plan.left_out == len(found)
    if choice.checked and seen:
        assert plan.smallest is not None
        assert plan.smallest <= min(sizes)


@given(homes, choices)
def test_rows_of_members_come_only_where_their_number_is_told(
    found: tuple[Home, ...], choice: ExportChoice
) -> None:
    plan = tell(select_homes(found, choice, TODAY), choice, lambda home: home.code)
    for told in plan.told:
        people = told.written[Quasi.PEOPLE]
        assert told.has_persons == (isinstance(people, People) and people.rows is not None)
        if not told.has_persons:
            assert told.written[Quasi.AGES] is None


@pytest.mark.parametrize("most_work", [0, 10**9], ids=["step by step", "every way"])
@given(found=homes, choice=choices)
def test_a_proposal_reaches_the_group_or_everything_was_given_up(
    most_work: int, found: tuple[Home, ...], choice: ExportChoice
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(k_anonymity, "_MOST_WORK", most_work)
        check_proposals(found, choice)


def check_proposals(found: tuple[Home, ...], choice: ExportChoice) -> None:
    selection = select_homes(found, choice, TODAY)
    proposals = selection.proposals(choice)
    columns, steps = selection.checked_columns(choice), dict(selection.steps(choice))
    for each in proposals:
        assert each.step > steps[each.key]
        steps[each.key] = each.step
    reached = check_groups(columns, steps, choice.k, len(found))
    if len(found) >= choice.k:
        assert not reached.under
    if proposals:
        assert proposals[-1].check == reached
        for each in proposals:  # nothing more than needed
            less = {**steps, each.key: selection.steps(choice)[each.key]}
            assert check_groups(columns, less, choice.k, len(found)).under > reached.under
    elif selection.check(choice).under:
        assert len(found) < choice.k


def test_the_proposal_loses_as_little_as_can_be() -> None:
    """Without the kind everybody is alike in fours; greedily the place would go first, since that helps most at once."""
    place = [f"p{number}" for number in range(4)] * 4
    kind = [number // 4 for number in range(16)]
    columns = [
        Column("place", (place, ["x"] * 16), weight=0.9),
        Column("kind", (kind, ["y"] * 16), weight=0.5),
        Column("same", (["z"] * 16, [0] * 16)),
    ]
    assert [(each.key, each.step) for each in propose(columns, {}, 4, 16)] == [("kind", 1)]


def test_a_group_is_counted_over_all_columns_together() -> None:
    columns = [
        Column("place", (["Mol", "Mol", "Mol", "Geel"], ["", "", "", ""])),
        Column("kind", (["a", "a", "b", "a"], [0, 0, 0, 0])),
    ]
    assert check_groups(columns, {}, 2, 4).sizes == (2, 2, 1, 1)
    assert check_groups(columns, {"place": 1}, 2, 4).sizes == (3, 3, 1, 3)
    assert check_groups(columns, {"place": 9, "kind": 1}, 2, 4).smallest == 4
    assert check_groups([], {}, 2, 4).smallest == 4
    assert check_groups(columns, {}, 2, 0).smallest is None
    assert [(each.key, each.step) for each in propose(columns, {}, 4, 4)] == [("place", 1), ("kind", 1)]


def test_rare_values_go_together_and_what_is_not_known_stays_so() -> None:
    assert rare_together(["Mol", "Mol", "Geel", "", "Retie"], 2, rest="Andere") == (
        "Mol", "Mol", "Andere", "", "Andere",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("languages", "group"),
    [
        ("", None),
        ("Nederlands", LanguageGroup.DUTCH),
        ("NL", LanguageGroup.DUTCH),
        ("Turks en Nederlands", LanguageGroup.BOTH),
        ("Nederlands, Arabisch", LanguageGroup.BOTH),
        ("Dari/Pasjtoe", LanguageGroup.OTHER),
        (" , ", None),
    ],
)
def test_languages_fall_in_a_group(languages: str, group: LanguageGroup | None) -> None:
    assert language_group(languages) is group


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (None, None),
        (date(2026, 12, 1), AgeBand.UNBORN),
        (date(2026, 11, 22), AgeBand.TO_2),
        (date(2023, 11, 23), AgeBand.TO_2),
        (date(2023, 11, 22), AgeBand.TO_5),
        (date(2008, 11, 23), AgeBand.TO_17),
        (date(2008, 11, 22), AgeBand.TO_25),
        (date(1966, 11, 22), AgeBand.FROM_60),
    ],
)
def test_ages_fall_in_a_group(born: date | None, band: AgeBand | None) -> None:
    assert age_band(born, TODAY) is band


def test_a_birth_date_is_told_ever_more_coarsely() -> None:
    born = date(2019, 5, 14)
    told = [birth_as_told(born, step, TODAY) for step in range(4)]
    assert told == [date(2019, 4, 1), date(2019, 1, 1), AgeBand.TO_11, None]


def test_only_wanted_families_take_part_and_are_told_of_the_last_day_of_the_period() -> None:
    found = tuple(made_home(number, FamilyInput(), date(2020, 5, 14)) for number in range(3))
    year = ExportChoice(chosen=FigureFilter(date(2025, 1, 1), date(2026, 1, 1)))
    selection = select_homes(found, year, TODAY, wanted={found[1].id})
    assert [each.code for each in selection.homes] == ["G1"]
    assert selection.last_day == date(2025, 12, 31)
    assert select_homes(found, ExportChoice(), TODAY).last_day == TODAY


def test_a_family_has_one_code_in_a_project_and_another_elsewhere() -> None:
    one, other, key = UUID(int=1), UUID(int=2), b"k" * 32
    code = family_code(key, "Armoede 2026", one)
    assert family_code(key, "  armoede   2026 ", one) == code
    assert len({code, family_code(key, "Taal", one), family_code(key, "Armoede 2026", other)}) == 3
    assert family_code(b"x" * 32, "Armoede 2026", one) != code


GOOD = ExportChoice(project=" Armoede  2026 ", recipient="UGent")


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        (ExportChoice(recipient="UGent"), "project"),
        (ExportChoice(project="Armoede"), "recipient"),
        (ExportChoice(project="x" * 201, recipient="UGent"), "project"),
        (ExportChoice(project="Armoede", recipient="UGent", k=1), "k"),
        (ExportChoice(project="Armoede", recipient="UGent", subjects=()), "subjects"),
        (
            ExportChoice(project="A", recipient="U", chosen=FigureFilter(date(2026, 2, 1), date(2026, 2, 1))),
            "until",
        ),
        (
            ExportChoice(project="A", recipient="U", is_pseudonymised=False, confirmation="herkenbaar"),
            "purpose",
        ),
        (ExportChoice(project="A", recipient="U", is_pseudonymised=False, purpose="x"), "confirmation"),
    ],
)
def test_what_is_missing_is_told_at_its_field(choice: ExportChoice, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_choice(choice)
    assert caught.value.field == field


def test_a_good_choice_is_tidied_and_never_has_notes_when_it_is_pseudonymised() -> None:
    assert checked_choice(GOOD).project == "Armoede 2026"
    noted = ExportChoice(project="A", recipient="U", with_notes=True)
    assert not checked_choice(noted).with_notes
    assert file_stem(GOOD, TODAY) == "armoede-2026-2026-11-22"
    assert (
        file_stem(ExportChoice(project="…", is_pseudonymised=False), TODAY) == "export-herkenbaar-2026-11-22"
    )
    assert Precision.QUARTER.of(date(2026, 11, 22)) == date(2026, 10, 1)
