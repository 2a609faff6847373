"""The access file as a service: what is read, who may, who looked, and that it is noted before it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.access_file import AccessFile
from gezinscoach_desktop.domain.errors import NotAllowed, NotFound
from gezinscoach_desktop.domain.letting_go import OwnViewInput
from gezinscoach_desktop.domain.network import TieInput, TieKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import MemberInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.domain.transfer import ExportKind, ExportRecordInput
from gezinscoach_desktop.services.access_file import access_file, make_access_paper, note_access
from gezinscoach_desktop.services.dossier import Outlet
from gezinscoach_desktop.services.export_log import note_export
from gezinscoach_desktop.services.network import add_tie
from gezinscoach_desktop.services.own_view import add_own_view
from tests.data.office_factory import TODAY, add_colleague, add_home, assign, at_desk
from tests.data.office_factory import register as measure
from tests.offices import ON_FILE, NewDesk
from tests.reports.reading import text_of


def titles(file: AccessFile) -> list[str]:
    return [section.title for section in file.sections]


def test_one_person_gets_everything_of_the_own_and_a_coordinator_who_looked(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    bert = add_colleague(desk, "Bert", OfficeRole.COACH)
    home = add_home(
        desk, MemberInput("Sofie", "Peeters", birth_date=date(1990, 1, 1)), MemberInput("Emre", "Yilmaz")
    )
    family = home.record.id
    sofie = next(each.id for each in home.members if each.details.given_name == "Sofie")
    emre = next(each.id for each in home.members if each.details.given_name == "Emre")
    measure(desk, family, TODAY, {(sofie, "dutch"): 4, (emre, "dutch"): 1})
    add_tie(desk, family, TieInput(TieKind.PERSON, "Fatma", relation="oma"))
    add_own_view(desk, family, OwnViewInput(TODAY, "Ik betaalde altijd op tijd.", member_id=sofie))
    note_export(
        desk, ExportRecordInput(ExportKind.XLSX, TODAY, "Armoede 2026", "Hogeschool"), with_notes=False
    )
    file = access_file(desk, family, sofie)
    assert file.person == "Sofie Peeters"
    told = text_of(make_access_paper(file, {}))
    assert "Ik betaalde altijd op tijd." in told
    assert "4 van 5" in told
    assert "22/11/2026: Armoede 2026 Voor wie Hogeschool Hoe zonder namen" in told
    assert "1 van 5" not in told
    assert "1 score van iemand anders" in told
    assert "Gezin toegevoegd" in told.replace("gezin toegevoegd", "Gezin toegevoegd")
    assert "Wie het dossier bekeek of wijzigde" in titles(file)
    assert "Fatma" not in told

    note_access(desk, family, Outlet.PAPER, 2)
    last = desk.office.read(audit.entries)[-1]
    assert (last.action, last.family_id) == ("print", family)
    assert dict(last.details) == {
        "kind": "access", "outlet": "paper", "names": True, "notes": True, "left_out": 2,
    }  # fmt: skip
    again = access_file(desk, family, sofie)
    prints = next(section for section in again.sections if section.title == "Wat afgedrukt of bewaard werd")
    assert prints.rows[0].title == "Gezinscoach"
    assert [what for _, what in prints.rows[0].facts] == ["dossier afgedrukt of bewaard"]

    with pytest.raises(NotAllowed):
        access_file(bert, family, sofie)
    assign(desk, family, bert, AssignmentKind.SECOND, TODAY)
    of_coach = access_file(replace(bert, today=desk.today), family, sofie)
    assert "Wie het dossier bekeek of wijzigde" not in titles(of_coach)
    assert any("coördinator" in each.why for each in of_coach.withheld)
    with pytest.raises(NotFound):
        access_file(desk, family, family)


@ON_FILE
def test_who_coaches_the_family_looked_as_its_coach_whatever_else_they_are(new_desk: NewDesk) -> None:
    desk = at_desk(new_desk())
    carla = add_colleague(desk, "Carla", OfficeRole.COACH, OfficeRole.COORDINATOR)
    home = add_home(desk, MemberInput("Sofie", "Peeters"))
    family, sofie = home.record.id, home.members[0].id
    carla = replace(carla, today=desk.today)
    access_file(carla, family, sofie)

    def roles() -> set[str]:
        sections = access_file(desk, family, sofie).sections
        looked = next(each for each in sections if each.title == "Wie het dossier bekeek of wijzigde")
        return {row.title for row in looked.rows for _, what in row.facts if "gezin geopend" in what}

    assert roles() == {"Coördinator"}
    assign(desk, family, carla, AssignmentKind.SECOND, date(2020, 1, 1))
    assert roles() == {"Gezinscoach"}
