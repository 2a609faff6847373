"""An office says where updates stand, keeps what was refused for administrators, and says why it can only be read."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeTooNew, OfficeUnavailable
from gezinscoach_desktop.domain.update import Refusal
from gezinscoach_desktop.services.audit import AuditFilter, trail
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.setting import change_interval
from gezinscoach_desktop.services.update_setting import (
    change_update_folder,
    needs_newer_program,
    note_refused_update,
    read_updates,
)
from gezinscoach_desktop.views.audit.words import details
from tests.data.newer_office import make_newer
from tests.offices import EVERY_KIND, PASSWORD, USER
from tests.updates import OUTSIDE


@EVERY_KIND
@pytest.mark.parametrize("folder", ["S:\\Bijwerkingen", "\\\\server\\map\\b", "/mnt/bijwerkingen", ""])
def test_the_folder_is_kept_for_every_pc(desk: Desk, folder: str) -> None:
    change_update_folder(desk, f" {folder} ")
    assert read_updates(desk).folder == folder
    assert read_updates(desk).schema == schema.VERSION


@pytest.mark.parametrize(
    "folder", ["bijwerkingen", "..\\map", "S:map\n", "/mnt/" + "x" * 1000, "/mnt/a\x00b"]
)
def test_a_place_that_differs_from_pc_to_pc_is_not_taken(desk: Desk, folder: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_update_folder(desk, folder)
    assert refused.value.field == "folder"


def test_a_place_that_windows_asks_a_website_for_is_no_folder(desk: Desk) -> None:
    for folder in OUTSIDE:
        with pytest.raises(InvalidInput) as refused:
            change_update_folder(desk, folder)
        assert refused.value.field == "folder", folder
        assert "geen gewone map" in refused.value.message, "its place is whole already"


def test_a_refused_update_stands_in_the_log_in_words(desk: Desk) -> None:
    note_refused_update(desk, Refusal.SETUP)
    line = trail(desk, AuditFilter()).lines[0]
    assert line.label == AuditAction.REFUSE_UPDATE.label
    assert details(line, {}) == "waarom: installatiebestand klopt niet"


def test_an_office_of_this_program_needs_no_newer_one(desk: Desk) -> None:
    assert not needs_newer_program(desk)


ON_THIS_PC = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)


@ON_THIS_PC
def test_an_office_of_a_newer_program_can_be_read_and_says_what_it_needs(desk: Desk) -> None:
    make_newer(desk.place, min_reader=schema.READER, min_writer=schema.WRITER + 1)
    newer = open_office(desk.place, user_name=USER, password=PASSWORD)
    assert needs_newer_program(newer)
    assert read_updates(newer).schema == schema.VERSION + 1
    with pytest.raises(OfficeUnavailable, match="alles lezen"):
        change_interval(newer, 4)
    close_office(newer)


@ON_THIS_PC
def test_an_office_that_is_updated_while_it_is_open_is_one_to_read_from_the_first_refusal_on(
    desk: Desk,
) -> None:
    make_newer(desk.place, min_reader=schema.READER, min_writer=schema.WRITER + 1)
    assert desk.office.read_only is None
    with pytest.raises(OfficeUnavailable, match="andere pc"):
        change_interval(desk, 4)
    assert needs_newer_program(desk)


@ON_THIS_PC
def test_an_office_that_cannot_even_be_read_is_told_apart(desk: Desk) -> None:
    make_newer(desk.place, min_reader=schema.READER + 1, min_writer=schema.WRITER + 1)
    with pytest.raises(OfficeTooNew):
        open_office(desk.place, user_name=USER, password=PASSWORD)
