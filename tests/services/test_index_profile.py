"""Index profiles of an office: versions, which one counts, and what another one would change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import cohort, office_index
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.index_profile import (
    ProfileVersion,
    change_profile,
    choose_profile,
    list_profiles,
    new_profile,
    preview_profile,
    read_profile,
    retire_profile,
)
from gezinscoach_desktop.services.setting import read_settings
from tests.data.office_factory import add_colleague
from tests.offices import ON_FILE

PILOT = resource_path("practice", "pilot-90.csv")


def version(desk: Desk, name: str) -> ProfileVersion:
    return next(each for each in list_profiles(desk).versions if each.id == name)


def ours(desk: Desk, **changes: object) -> Profile:
    """The default profile, changed."""
    return replace(read_profile(desk, "standaard"), name="Ons profiel", **changes)  # type: ignore[arg-type]


@ON_FILE
def test_three_profiles_travel_with_the_program_and_the_default_counts(desk: Desk) -> None:
    found = list_profiles(desk)
    assert [each.id for each in found.versions] == ["standaard", "streng", "breed"]
    assert found.chosen.id == "standaard"


@ON_FILE
def test_every_change_is_a_new_version_and_older_ones_stay_as_they_were(desk: Desk) -> None:
    new_profile(desk, ours(desk, deprived_from=2), based_on="standaard", why="  Wij tellen vroeger. ")
    change_profile(desk, ours(desk, deprived_from=4), based_on="eigen-1@1", why="Toch later.")
    new_profile(desk, ours(desk), based_on="breed", why="")
    names = [each.id for each in list_profiles(desk).versions if not each.is_shipped]
    assert names == ["eigen-1@2", "eigen-1@1", "eigen-2@1"]
    assert [version(desk, name).is_newest for name in names] == [True, False, True]
    first = version(desk, "eigen-1@1")
    assert (first.profile.deprived_from, first.why, first.based_on) == (2, "Wij tellen vroeger.", "standaard")
    assert (first.profile.title, first.made_by) == ("Ons profiel, versie 1", desk.account.display_name)
    assert read_profile(desk, "eigen-1").deprived_from == 4
    assert read_profile(desk, "eigen-1@1").deprived_from == 2


def test_who_changes_an_old_version_is_told_that_there_is_a_newer_one(desk: Desk) -> None:
    new_profile(desk, ours(desk), based_on="standaard", why="")
    change_profile(desk, ours(desk, deprived_from=4), based_on="eigen-1@1", why="")
    with pytest.raises(ChangedMeanwhile):
        change_profile(desk, ours(desk, deprived_from=2), based_on="eigen-1@1", why="")
    with pytest.raises(InvalidInput, match="meegeleverd"):
        change_profile(desk, ours(desk), based_on="standaard", why="")


@ON_FILE
def test_the_office_counts_with_the_profile_it_chose_everywhere(desk: Desk) -> None:
    import_file(desk, preview_import(desk, PILOT), skip_bad=False)
    new_profile(desk, ours(desk, deprived_from=2, severe_from=2), based_on="standaard", why="")
    before, _ = cohort(desk)
    choose_profile(desk, "eigen-1")
    assert list_profiles(desk).chosen.id == "eigen-1@1"
    assert read_settings(desk).profile.deprived_from == 2
    after, profile = cohort(desk)
    assert profile.title == "Ons profiel, versie 1"
    assert after.matrix == before.matrix, "as many weak domains"
    assert after.categories != before.categories, "but from two on"
    assert office_index(desk, profile_id="standaard") != office_index(desk)
    # A newer version does not count before it is chosen.
    change_profile(desk, ours(desk, deprived_from=5, severe_from=5), based_on="eigen-1@1", why="")
    assert read_settings(desk).profile.deprived_from == 2
    noted = [entry.details for entry in desk.office.read(audit.entries) if entry.action == "change_settings"]
    assert noted == [{"profile": "eigen-1@1"}]


def test_a_preview_says_what_changes_over_all_that_was_measured(desk: Desk) -> None:
    import_file(desk, preview_import(desk, PILOT), skip_bad=False)
    same = preview_profile(desk, read_profile(desk, "standaard"))
    assert len(same.now.families) == 90
    assert same.now.changed == same.baseline.changed == ()
    assert same.pre_post[0] == same.pre_post[1]
    strict = preview_profile(desk, read_profile(desk, "streng"))
    assert strict.baseline.into == strict.now.into == 0, "a lower cut makes nothing weak that was not"
    assert strict.baseline.out_of > 0
    for shift in strict.now.families:
        assert shift.after.weak <= shift.before.weak
    # The same as counting with it for real.
    then = {each.code: each.result.tally for each in office_index(desk, profile_id="streng")}
    assert {each.code: each.after for each in strict.now.families} == then
    assert strict.pre_post[1] == cohort(desk, profile_id="streng")[0]
    broad = preview_profile(desk, read_profile(desk, "breed"), "streng")
    assert all(shift.after.weak >= shift.before.weak for shift in broad.now.families)
    with pytest.raises(InvalidInput):
        preview_profile(desk, ours(desk, deprived_from=9))


def test_what_is_no_longer_used_is_retired_and_still_counts_for_old_figures(desk: Desk) -> None:
    new_profile(desk, ours(desk, deprived_from=2, severe_from=2), based_on="standaard", why="")
    own = version(desk, "eigen-1@1")
    assert own.record_id is not None
    choose_profile(desk, own.id)
    with pytest.raises(InvalidInput, match="kies eerst een ander"):
        retire_profile(desk, own.record_id, own.version, is_retired=True)
    choose_profile(desk, "standaard")
    retire_profile(desk, own.record_id, own.version, is_retired=True)
    assert version(desk, "eigen-1@1").retired_on == desk.today()
    assert read_profile(desk, "eigen-1@1").deprived_from == 2
    with pytest.raises(ChangedMeanwhile):
        retire_profile(desk, own.record_id, own.version, is_retired=False)
    retire_profile(desk, own.record_id, own.version + 1, is_retired=False)
    assert version(desk, "eigen-1@1").retired_on is None


def test_a_profile_that_is_not_there_is_no_profile(desk: Desk) -> None:
    for name in ("eigen-1", "eigen-1@2", "toverkol"):
        with pytest.raises(InvalidInput, match="bestaat niet"):
            choose_profile(desk, name)


@ON_FILE
def test_a_coach_looks_and_changes_nothing(desk: Desk) -> None:
    new_profile(desk, ours(desk), based_on="standaard", why="")
    coach = add_colleague(desk, "Bo", OfficeRole.COACH)
    assert len(list_profiles(coach).versions) == 4
    assert read_profile(coach, "eigen-1").name == "Ons profiel"
    with pytest.raises(NotAllowed):
        new_profile(coach, ours(coach), based_on="standaard", why="")
    with pytest.raises(NotAllowed):
        choose_profile(coach, "streng")
