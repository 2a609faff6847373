"""An office that comes in a shared folder is made where what a killed program leaves is found and removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.sqlcipher import fill
from gezinscoach_desktop.services.office import new_office


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
