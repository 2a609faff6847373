"""What may never happen to an office that is being repaired: whatever goes wrong meanwhile, it is there as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gezinscoach_desktop.data.repair_office import OfficeFiles
from gezinscoach_desktop.domain.errors import Cancelled, OfficeUnavailable
from gezinscoach_desktop.domain.repair import RemedyKind
from gezinscoach_desktop.services import repair_file
from gezinscoach_desktop.services.loose_backup import restore_as_new
from gezinscoach_desktop.services.repair import examine, repair
from tests.services.repair.damage import KEYS, flip_leaf


def files_beside(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.parent.iterdir() if path.is_file()}


def test_stopped_half_way_everything_is_as_it_was(place: Path) -> None:
    flip_leaf("family")(place)
    before = files_beside(place)

    def stop(done: int, total: int, text: str) -> None:
        if done == 4:
            raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        repair(str(place), RemedyKind.REWRITE, KEYS, stop)
    assert files_beside(place) == before


@pytest.mark.parametrize("remedy", [RemedyKind.REWRITE, RemedyKind.BACKUP])
def test_a_failure_while_putting_it_in_place_brings_everything_back(
    place: Path, remedy: RemedyKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip_leaf("family")(place)
    before = files_beside(place)

    def fail(*_: object, **__: object) -> None:
        place.unlink(missing_ok=True)
        raise OfficeUnavailable("vol")

    monkeypatch.setattr(OfficeFiles, "put", fail)
    monkeypatch.setattr(repair_file, "restore_as_new", fail)
    with pytest.raises(OfficeUnavailable):
        repair(str(place), remedy, KEYS)
    after = files_beside(place)
    assert after == before


def test_of_an_office_that_another_program_has_open_nothing_is_touched(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows: what is open gets no new name, but a careless program could still write in it."""
    flip_leaf("family")(place)
    before = place.read_bytes()
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == place:
            raise PermissionError(str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OfficeUnavailable, match="nog ergens open"):
        repair(str(place), RemedyKind.REWRITE, KEYS)
    assert place.read_bytes() == before
    assert not [each for each in place.parent.iterdir() if ".voor-herstel-" in each.name]


def test_what_was_saved_while_the_repair_was_reading_is_not_overwritten(place: Path) -> None:
    flip_leaf("sqlite_autoindex_family_1")(place)
    late = b""

    def save(done: int, total: int, text: str) -> None:
        nonlocal late
        if done == 3:
            place.write_bytes(place.read_bytes() + b"later bewaard")
            late = place.read_bytes()

    with pytest.raises(OfficeUnavailable, match="intussen"):
        repair(str(place), RemedyKind.REWRITE, KEYS, save)
    assert late
    assert place.read_bytes() == late


def test_a_repair_that_is_cut_off_always_leaves_an_office_in_its_place(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going back takes a while; as long as the new one is not whole the old one stays."""
    flip_leaf("family")(place)
    before = place.read_bytes()
    restored = restore_as_new
    seen: list[bytes] = []

    def watched(*given: Any, **named: Any) -> Any:
        done = restored(*given, **named)
        seen.append(place.read_bytes())
        return done

    monkeypatch.setattr(repair_file, "restore_as_new", watched)
    repair(str(place), RemedyKind.BACKUP, KEYS)
    assert seen == [before]
    assert place.read_bytes() != before
    assert not list(place.parent.glob("*.tmp*"))


def test_of_an_office_that_is_gone_it_is_told_where_a_repair_keeps_it(place: Path) -> None:
    flip_leaf("family")(place)
    kept = Path(repair(str(place), RemedyKind.REWRITE, KEYS).kept)
    place.unlink()
    with pytest.raises(OfficeUnavailable, match=kept.name):
        examine(str(place), KEYS)
