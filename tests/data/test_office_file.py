"""Where the file of an office may stand: proposed where it stays on this PC, refused where it does not."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from gezinscoach_desktop.data import office_file
from gezinscoach_desktop.data.folder import file_system
from gezinscoach_desktop.data.keys.file_slots import key_file_of
from gezinscoach_desktop.data.office_file import examine, is_same_disk, propose


@pytest.fixture(autouse=True)
def no_home_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """As on a PC, where the program keeps its own things with the user's."""
    own = tmp_path / "eigen"
    monkeypatch.delenv("GEZINSCOACH_HOME", raising=False)
    monkeypatch.setattr(office_file, "home", lambda: own)
    return own


def test_the_file_comes_among_the_documents(tmp_path: Path) -> None:
    documents = tmp_path / "Documenten"
    documents.mkdir()
    found = propose("OCMW Ninove", documents)
    assert (found.path, found.why) == (documents / "Gezinscoach" / "OCMW Ninove.gezinscoach", "")
    assert not found.path.parent.exists(), "nothing is made as long as nobody wants it"


def test_documents_that_onedrive_took_over_are_passed_by_and_it_says_why(
    tmp_path: Path, no_home_elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = tmp_path / "Cloud"
    (cloud / "Documenten").mkdir(parents=True)
    monkeypatch.setenv("OneDrive", str(cloud))
    found = propose("OCMW Ninove", cloud / "Documenten")
    assert found.path == no_home_elsewhere / "Gezinscoach" / "OCMW Ninove.gezinscoach"
    assert "OneDrive" in found.why


def test_documents_on_the_server_are_passed_by_too(
    tmp_path: Path, no_home_elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_system, "file_system", lambda folder: "cifs")
    found = propose("OCMW Ninove", tmp_path)
    assert found.path == no_home_elsewhere / "Gezinscoach" / "OCMW Ninove.gezinscoach"
    assert "staat op het netwerk" in found.why


def test_a_file_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    first = propose("OCMW Ninove", tmp_path).path
    first.parent.mkdir()
    first.write_bytes(b"een ander kantoor")
    assert propose("OCMW Ninove", tmp_path).path.name == "OCMW Ninove 2.gezinscoach"


def test_what_a_program_left_that_was_killed_while_it_made_an_office_is_passed_by(tmp_path: Path) -> None:
    """Its keys came first: a second office of that name could never be made there."""
    first = propose("OCMW Ninove", tmp_path).path
    first.parent.mkdir()
    key_file_of(first).write_bytes(b"sleutels")
    assert propose("OCMW Ninove", tmp_path).path.name == "OCMW Ninove 2.gezinscoach"


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_place_where_an_office_stands_is_told_before_anything_is_typed_for_it(
    tmp_path: Path, is_whole: bool
) -> None:
    place = tmp_path / "kantoor.gezinscoach"
    (place if is_whole else key_file_of(place)).write_bytes(b"een kantoor")
    found = examine(place)
    assert not found.is_fit
    assert "er wordt niets overschreven" in found.problems[0]
    assert ("Bij een kantoor aansluiten" in found.problems[0]) is is_whole


def test_a_folder_is_no_place_for_a_file_and_it_says_what_to_type(tmp_path: Path) -> None:
    found = examine(tmp_path)
    assert not found.is_fit
    assert "is een map" in found.problems[0]
    assert "kantoor.gezinscoach" in found.problems[0]


def test_with_a_home_of_its_own_everything_stays_together(
    tmp_path: Path, no_home_elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEZINSCOACH_HOME", str(no_home_elsewhere))
    assert propose("OCMW Ninove", tmp_path).path.is_relative_to(no_home_elsewhere)


def test_a_good_place_tells_how_much_room_there_is_and_leaves_nothing_behind(tmp_path: Path) -> None:
    found = examine(tmp_path / "Gezinscoach" / "kantoor.gezinscoach")
    assert found.is_fit
    assert found.facts[0].startswith("Vrije ruimte: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "who"),
    [("OneDrive - OCMW Ninove", "OneDrive"), ("Dropbox", "Dropbox"), ("Google Drive", "Google Drive")],
)
def test_a_folder_that_is_taken_to_a_cloud_is_refused(tmp_path: Path, folder: str, who: str) -> None:
    (tmp_path / folder).mkdir()
    found = examine(tmp_path / folder / "Kantoren" / "kantoor.gezinscoach")
    assert not found.is_fit
    assert who in found.problems[0]
    assert "kies een map" in found.problems[0]


def test_a_file_on_the_network_is_sent_to_the_other_kind_of_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_system, "file_system", lambda folder: "cifs")
    assert "In een gedeelde map op het netwerk" in examine(tmp_path / "kantoor.gezinscoach").problems[0]


def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("sqlcipher3.dbapi2.connect", refuse)
    assert "mag je niets bewaren" in examine(tmp_path / "kantoor.gezinscoach").problems[0]


@pytest.mark.parametrize(
    ("megabytes", "is_fit", "told"),
    [(50, False, "nog maar 50 MB vrij"), (900, True, "weinig plaats"), (50_000, True, "")],
)
def test_a_disk_that_is_full_is_told_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, is_fit: bool, told: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=megabytes * 1024**2))
    found = examine(tmp_path / "kantoor.gezinscoach")
    assert found.is_fit is is_fit
    assert told in " ".join((*found.problems, *found.warnings))
    assert bool(found.problems or found.warnings) is bool(told)


def test_two_folders_of_one_disk_are_known_and_one_that_is_away_is_not(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert is_same_disk(tmp_path / "nog niet", tmp_path / "a")
    assert not is_same_disk(tmp_path, tmp_path / "weg")
