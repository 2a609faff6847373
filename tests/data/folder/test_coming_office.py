"""An office that comes in a shared folder: made in private, and only where nothing of another one stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.sqlcipher import fill
from gezinscoach_desktop.services.office import examine_folder, new_office


def test_no_copy_of_an_office_is_left_in_the_temporary_folder_of_the_pc(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A move brings a whole office along: a program that was killed would leave it there for good."""
    made: list[Path] = []

    def noting(path: Path, *rest: object) -> None:
        made.append(path)
        fill(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("gezinscoach_desktop.data.folder.office.fill", noting)
    share = tmp_path / "team"
    share.mkdir()
    new_office(str(share), kind=OfficeKind.FOLDER, name="X", user_name="an", password="wolk tafel mist fiets")
    assert [path.is_relative_to(own_home / "temp") for path in made] == [True]
    assert list((own_home / "temp").iterdir()) == []


@pytest.mark.parametrize("left", ["office.id", "founding", "keys/epoch.1.slot"])
def test_a_folder_where_something_of_an_office_stands_is_not_called_good(
    own_home: Path, tmp_path: Path, left: str
) -> None:
    """Also what a killed program left: who would hear it only after everything was typed has no way on."""
    share = tmp_path / "team"
    (share / left).parent.mkdir(parents=True)
    assert examine_folder(share).is_fit
    (share / left).write_bytes(b"x")
    found = examine_folder(share)
    assert not found.is_fit
    assert "sluit aan" in found.problems[0]
