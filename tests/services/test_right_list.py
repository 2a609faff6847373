"""The list of rights of an office: changed, added to, checked, taken out and in as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.tables import OfficeRightRow
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed, NotFound
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.right import RightInput
from gezinscoach_desktop.domain.right_file import RightsFileError
from gezinscoach_desktop.domain.right_list import Origin, Right, right_id
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.right_list import (
    WantedRight,
    _keep_rights,
    add_right,
    change_right,
    export_rights,
    import_rights,
    note_checked,
    preview_rights,
    reset_right,
    rights,
)
from tests.data.office_factory import TODAY, add_colleague, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.colleague import signed_in

LEEFLOON = right_id("leefloon")
OWN = RightInput("Pamperbank", "Luiers", (LifeDomain.MATERIAL,), "OCMW")


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def one(desk: Desk, name: str) -> Right:
    return next(right for right in rights(desk) if right.details.name.startswith(name))


@ON_FILE
def test_an_office_begins_with_the_shipped_list(desk: Desk) -> None:
    found = rights(desk)
    assert len(found) == 40
    assert {right.origin for right in found} == {Origin.SHIPPED}
    assert found[0].details.domains[0] is LifeDomain.ADMINISTRATION


def test_a_shipped_right_is_changed_under_the_same_id_and_shown_again_as_it_was(desk: Desk) -> None:
    before = one(desk, "Leefloon")
    change_right(desk, before.id, before.version, replace(before.details, granted_by="OCMW Proefdorp"))
    changed = one(desk, "Leefloon")
    assert (changed.id, changed.origin, changed.details.granted_by) == (
        LEEFLOON,
        Origin.CHANGED,
        "OCMW Proefdorp",
    )
    reset_right(desk, changed.id, changed.version)
    assert one(desk, "Leefloon") == before
    change_right(desk, before.id, 0, replace(before.details, granted_by="Weer anders"))
    assert one(desk, "Leefloon").details.granted_by == "Weer anders"


@ON_FILE
def test_a_right_of_the_office_itself_is_added_and_taken_out_of_the_list(desk: Desk) -> None:
    done = add_right(desk, OWN)
    added = one(desk, "Pamperbank")
    assert (added.id, added.origin, added.version) == (done.id, Origin.ADDED, 1)
    change_right(desk, added.id, 1, replace(OWN, retired_on=TODAY))
    assert one(desk, "Pamperbank").is_retired(TODAY)
    with pytest.raises(NotFound):
        reset_right(desk, added.id, 2)


@ON_FILE
def test_two_rights_of_one_name_are_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="Er staat al een recht") as caught:
        add_right(desk, replace(OWN, name="uitpas met KANSENTARIEF"))
    assert caught.value.field == "name"


def test_what_stands_double_already_can_still_be_checked_and_renamed(desk: Desk) -> None:
    """A later list of the program may ship a right that the office had added under the same name."""
    add_right(desk, OWN)
    twin = WantedRight(uuid4(), 0, replace(OWN, name="Anders"))
    _keep_rights(desk, (twin,))
    desk.office.write(Operation("test", lambda session: _renamed(session, twin.id)))
    doubles = tuple(right for right in rights(desk) if right.details.name == OWN.name)
    assert len(doubles) == 2
    note_checked(desk, doubles)
    renamed = next(right for right in rights(desk) if right.id == twin.id)
    change_right(desk, renamed.id, renamed.version, replace(renamed.details, name="Luierbank"))
    assert one(desk, "Luierbank").details.checked_on == TODAY


def _renamed(session: Session, right: UUID) -> Done:
    session.execute(update(OfficeRightRow).where(OfficeRightRow.id == right).values(name=OWN.name))
    return Done(Change(frozenset()))


def test_who_changes_what_somebody_else_changed_hears_so(desk: Desk) -> None:
    right = one(desk, "Leefloon")
    change_right(desk, right.id, right.version, replace(right.details, granted_by="An"))
    with pytest.raises(ChangedMeanwhile, match="An wijzigde dit recht intussen"):
        change_right(desk, right.id, right.version, replace(right.details, granted_by="Bo"))
    with pytest.raises(ChangedMeanwhile):
        reset_right(desk, right.id, 7)
    with pytest.raises(NotFound):
        change_right(desk, uuid4(), 3, OWN)


@ON_FILE
def test_several_rights_are_noted_as_checked_at_once(desk: Desk) -> None:
    found = rights(desk)[:3]
    note_checked(desk, found)
    checked = [right for right in rights(desk) if right.details.checked_on is not None]
    assert [right.id for right in checked] == [right.id for right in found]
    assert {right.details.checked_on for right in checked} == {TODAY}


@ON_FILE
def test_a_coach_reads_the_list_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    coach = add_colleague(desk, "Bo", OfficeRole.COACH)
    right = rights(coach)[0]
    for attempt in (
        lambda: add_right(coach, OWN),
        lambda: change_right(coach, right.id, 0, OWN),
        lambda: reset_right(coach, right.id, 0),
        lambda: note_checked(coach, (right,)),
        lambda: preview_rights(coach, tmp_path / "x.csv"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert len(rights(desk)) == 40


@ON_FILE
def test_a_list_goes_out_is_changed_and_comes_in_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "rechten.csv"
    assert export_rights(desk, path) == 40
    text = path.read_bytes().decode("utf-8-sig")
    text = text.replace(";OCMW;", ";OCMW Proefdorp;", 1) + ";=Pamperbank;Luiers;Materieel;OCMW;;\r\n"
    path.write_text(text, encoding="utf-8-sig", newline="")
    file = preview_rights(desk, path)
    assert (file.added, file.changed, file.unchanged, file.problems) == (1, 1, 39, ())
    done = import_rights(desk, file)
    assert done.counts == {"rights": 2}
    assert one(desk, "=Pamperbank").details.description == "Luiers"
    export_rights(desk, path)
    assert ";'=Pamperbank;" in path.read_text(encoding="utf-8-sig")
    assert preview_rights(desk, path).wanted == ()


@ON_FILE
def test_with_one_wrong_line_nothing_comes_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "rechten.csv"
    path.write_text("naam;levensdomein\nPamperbank;Materieel\nIets;Nergens\n", encoding="utf-8")
    file = preview_rights(desk, path)
    assert [problem.line for problem in file.problems] == [3]
    with pytest.raises(InvalidInput, match="niets ingelezen"):
        import_rights(desk, file)
    assert len(rights(desk)) == 40


@ON_FILE
def test_of_an_import_that_a_colleague_was_before_nothing_is_kept(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "rechten.csv"
    path.write_text(
        "naam;levensdomein;toegekend door\nPamperbank;Materieel;OCMW\nReferentieadres;Huisvesting;Gemeente\n",
        encoding="utf-8",
    )
    file = preview_rights(desk, path)
    right = one(desk, "Referentieadres")
    change_right(desk, right.id, right.version, replace(right.details, granted_by="Intussen"))
    with pytest.raises(ChangedMeanwhile):
        import_rights(desk, file)
    assert len(rights(desk)) == 40
    assert one(desk, "Referentieadres").details.granted_by == "Intussen"


@ON_FILE
def test_a_file_that_is_not_there_or_no_list_says_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="kan niet gelezen worden") as caught:
        preview_rights(desk, tmp_path / "weg.csv")
    assert caught.value.field == "path"
    path = tmp_path / "brief.csv"
    path.write_bytes(b"Geachte\n")
    with pytest.raises(RightsFileError):
        preview_rights(desk, path)


def test_a_coordinator_with_an_own_login_keeps_the_list_and_a_coach_sees_it(
    desk: Desk, tmp_path: Path
) -> None:
    """On a server every row passes its guards."""
    with signed_in(desk, "Cas", OfficeRole.COORDINATOR) as cas:
        right = one(cas, "Leefloon")
        change_right(cas, right.id, 0, replace(right.details, granted_by="OCMW Proefdorp"))
        reset_right(cas, right.id, 1)
        note_checked(cas, (right, one(cas, "UiTPAS")))
        add_right(cas, OWN)
        path = tmp_path / "rechten.csv"
        path.write_text("naam;toegekend door\nPamperbank;CAW\n", encoding="utf-8")
        import_rights(cas, preview_rights(cas, path))
    with signed_in(desk, "Bo", OfficeRole.COACH) as bo:
        assert one(bo, "Pamperbank").details.granted_by == "CAW"
        assert one(bo, "Pamperbank").changed_by == "Cas"
        assert one(bo, "Leefloon").details.checked_on == TODAY
        with pytest.raises(NotAllowed):
            add_right(bo, replace(OWN, name="Iets anders"))
