"""A place tells what kind of office stands there, or would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.place import canonical, kind_of
from tests.offices import PASSWORD, USER, FolderOffices


def test_what_is_no_place_is_said() -> None:
    for place in ("", "  ", "ftp://kantoor"):
        with pytest.raises(OfficeUnavailable):
            canonical(place)


def test_a_place_tells_its_kind(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("map")
    (folder / "kantoor").write_bytes(b"x")
    assert kind_of(str(folder)).value == "folder"
    assert kind_of(str(folder / "nieuw") + "/").value == "folder"
    assert kind_of(str(folder / "kantoor")).value == "this_pc"
    assert kind_of(str(folder / "nieuw")).value == "this_pc"
    assert kind_of("postgresql://server/kantoor").value == "postgresql"


def test_a_share_that_is_away_is_still_known_as_a_folder_and_opens_from_this_pc(
    folder_template: Path, tmp_path: Path, own_home: Path
) -> None:
    place = FolderOffices(folder_template, tmp_path).place()
    close_office(open_office(place, user_name=USER, password=PASSWORD))
    shutil.move(place, tmp_path / "los")
    assert kind_of(place) is OfficeKind.FOLDER
    desk = open_office(place, user_name=USER, password=PASSWORD)
    assert desk.account.user_name == USER
    close_office(desk)
