"""Index profiles: the shipped ones, writing and reading them, what may count, and what another one changes."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.index import Criterion, Pick, Profile, Tally, parse_profile
from gezinscoach_desktop.domain.index_profile import (
    Shift,
    Shifts,
    check_profile,
    next_key,
    parse_profile_id,
    profile_id,
)
from gezinscoach_desktop.domain.profile_text import differences, in_words, write_profile
from gezinscoach_desktop.services.setting import SHIPPED_PROFILES, shipped_instrument, shipped_profile

INSTRUMENT = shipped_instrument()
DEFAULT = shipped_profile("standaard", INSTRUMENT)


def cut_lower(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    return tuple(replace(each, weak_to=each.weak_to - 1) for each in criteria)


def read_again(profile: Profile) -> Profile:
    return parse_profile(
        tomllib.loads(write_profile(profile, head="Een kop\n\nmet #")), INSTRUMENT, source="x"
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """The default profile with numbers, cuts, choices and names drawn anew."""
    domains = tuple(
        replace(
            domain,
            name=draw(st.text(min_size=1).filter(str.strip)),
            core=tuple(changed(draw, each) for each in domain.core),
            supporting=tuple(changed(draw, each) for each in domain.supporting if draw(st.booleans())),
        )
        for domain in DEFAULT.domains
    )
    number = st.integers(1, 6)
    return replace(
        DEFAULT,
        name=draw(st.text(min_size=1).filter(str.strip)),
        deprived_from=draw(number),
        severe_from=draw(number),
        core_needed=draw(number),
        supporting_needed=draw(number),
        domains=domains,
    )


def changed(draw: st.DrawFn, criterion: Criterion) -> Criterion:
    return replace(criterion, weak_to=draw(st.integers(1, 5)), pick=draw(st.sampled_from(Pick)))


def test_the_strict_profile_is_the_default_with_every_cut_one_level_lower() -> None:
    strict = shipped_profile("streng", INSTRUMENT)
    expected = tuple(
        replace(domain, core=cut_lower(domain.core), supporting=cut_lower(domain.supporting))
        for domain in DEFAULT.domains
    )
    assert strict == replace(DEFAULT, id="streng", name=strict.name, domains=expected)


def test_the_broad_profile_is_the_default_with_one_supporting_item_enough() -> None:
    broad = shipped_profile("breed", INSTRUMENT)
    assert broad == replace(DEFAULT, id="breed", name=broad.name, supporting_needed=1)


@pytest.mark.parametrize("key", SHIPPED_PROFILES)
def test_every_shipped_profile_may_count(key: str) -> None:
    check_profile(shipped_profile(key, INSTRUMENT))


@given(profiles())
def test_a_profile_that_was_written_is_read_as_the_same(profile: Profile) -> None:
    assert read_again(profile) == profile


def first_domain(**changes: object) -> Profile:
    return replace(DEFAULT, domains=(replace(DEFAULT.domains[0], **changes), *DEFAULT.domains[1:]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        (replace(DEFAULT, name=" "), "name"),
        (replace(DEFAULT, deprived_from=7, severe_from=7), "deprived_from"),
        (replace(DEFAULT, deprived_from=0), "deprived_from"),
        (replace(DEFAULT, severe_from=2), "severe_from"),
        (replace(DEFAULT, core_needed=0), "core_needed"),
        (replace(DEFAULT, supporting_needed=7), "supporting_needed"),
        (first_domain(core=()), "domains"),
        (first_domain(core=DEFAULT.domains[0].core * 2), "domains"),
        (first_domain(supporting=cut_lower(cut_lower(DEFAULT.domains[0].supporting))), "domains"),
    ],
)
def test_a_profile_that_cannot_count_is_refused_with_the_field_it_is_about(
    profile: Profile, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_profile(profile)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("text", "expected"),
    [("standaard", ("standaard", None)), ("eigen-1@3", ("eigen-1", 3)), ("a@12", ("a", 12))],
)
def test_an_id_names_a_key_and_maybe_a_version(text: str, expected: tuple[str, int | None]) -> None:
    assert parse_profile_id(text) == expected
    if expected[1] is not None:
        assert profile_id(expected[0], expected[1]) == text


@pytest.mark.parametrize("text", ["", "Eigen", "eigen-1@0", "eigen-1@", "@1", "eigen 1", "eigen-1@1@2", "é"])
def test_anything_else_is_no_id(text: str) -> None:
    with pytest.raises(InvalidInput, match="geen naam van een indexprofiel"):
        parse_profile_id(text)


def test_own_profiles_are_numbered_after_the_highest() -> None:
    assert next_key([]) == "eigen-1"
    assert next_key(["eigen-1", "eigen-9", "eigen-x", "anders"]) == "eigen-10"


def test_what_changed_is_told_in_sentences() -> None:
    income = DEFAULT.domains[0]
    raised = replace(income.core[0], weak_to=3, pick=Pick.BEST)
    after = replace(
        DEFAULT,
        deprived_from=4,
        domains=(
            replace(
                income, core=(raised, *income.core[1:]), supporting=income.supporting[1:], needs_child=True
            ),
            *DEFAULT.domains[1:],
        ),
    )
    assert differences(DEFAULT, DEFAULT, INSTRUMENT) == ()
    assert differences(DEFAULT, after, INSTRUMENT) == (
        "Kansarm vanaf 4 zwakke domeinen in plaats van 3.",
        "Inkomen: alleen bij gezinnen met een kind.",
        "Inkomen, kernitem “Inkomen”: zwak tot en met niveau 3 in plaats van 2.",
        "Inkomen, steunend item “Schulden”: valt weg.",
    )


def test_the_rules_read_as_words_with_the_level_of_the_cut_as_the_instrument_says_it() -> None:
    words = {each.name: each for each in in_words(DEFAULT, INSTRUMENT)}
    income = words["Inkomen"]
    assert income.rule == "Zwak vanaf 1 zwak kernitem, of vanaf 2 verschillende zwakke steunende items."
    assert income.criteria[0].level_text == INSTRUMENT.items["income"].levels[1]
    assert income.criteria[0].who == "het huishouden"
    assert words["Stimulatieniveau van het kind"].rule.endswith("Alleen bij gezinnen met een kind.")
    assert words["Opleidingsniveau"].criteria[0].who == "de sterkste volwassene"


def test_shifts_count_who_comes_in_and_who_goes_out() -> None:
    def tally(weak: int, unknown: int, *, deprived: bool | None) -> Tally:
        return Tally(weak, unknown, deprived)

    out, into = tally(2, 0, deprived=False), tally(3, 0, deprived=True)
    unsure = tally(2, 2, deprived=None)
    shifts = Shifts(
        (
            Shift("A", out, out),
            Shift("B", out, into),
            Shift("C", into, out),
            Shift("D", unsure, into),
            Shift("E", into, unsure),
            Shift("F", out, tally(1, 0, deprived=False)),
        )
    )
    assert [each.code for each in shifts.changed] == ["B", "C", "D", "E", "F"]
    assert [each.code for each in shifts.families if each.changes_deprived] == ["B", "C", "D", "E"]
    assert (shifts.into, shifts.out_of, shifts.deprived) == (2, 2, (2, 2))
