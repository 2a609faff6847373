"""A whole office in one file, as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.errors import (
    Cancelled,
    InvalidInput,
    NotAllowed,
    OfficeUnavailable,
    WrongPassword,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.archive import check_archive, export_office, import_office
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.office_factory import add_colleague, add_home
from tests.offices import ON_FILE, PASSWORD, USER


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


SEAL = "een zin om te verzegelen"


@pytest.fixture
def archive(desk: Desk, tmp_path: Path) -> Path:
    add_home(desk)
    export_office(desk, tmp_path / "heel.gezinscoach-archive", SEAL)
    return tmp_path / "heel.gezinscoach-archive"


def bring_in(archive: Path, place: Path, **how: str) -> str:
    wishes = {"archive_password": SEAL, "user_name": USER, "password": PASSWORD, **how}
    return import_office(archive, str(place), **wishes).place  # type: ignore[arg-type]


@ON_FILE
def test_it_is_written_read_back_counted_and_noted(desk: Desk, tmp_path: Path) -> None:
    add_home(desk)
    made = export_office(desk, tmp_path / "x", SEAL)
    assert made.counts["family"] == 1
    assert made.size == (tmp_path / "x").stat().st_size
    assert check_archive(tmp_path / "x", SEAL) == made.counts
    assert b"Peeters" not in (tmp_path / "x").read_bytes()
    assert desk.office.read(audit.entries)[-1].action == AuditAction.EXPORT_OFFICE


@ON_FILE
def test_it_becomes_the_same_office_elsewhere_to_the_byte(desk: Desk, archive: Path, tmp_path: Path) -> None:
    from sqlalchemy.orm import Session

    from gezinscoach_desktop.data import archive as rows
    from gezinscoach_desktop.data import sqlcipher
    from gezinscoach_desktop.data.keys import FileSlots, key_file_of, slots

    place = Path(bring_in(archive, tmp_path / "elders.gezinscoach"))
    engine = sqlcipher.make_engine(place, desk.office.keys.database)
    keys = slots.contents(FileSlots(key_file_of(place)))
    with Session(engine) as session, (tmp_path / "again").open("x+b") as stream:
        rows.write(session, stream, keys, rows.password_of(SEAL))
    engine.dispose()
    assert (tmp_path / "again").read_bytes() == archive.read_bytes()


@ON_FILE
def test_everybody_works_there_under_the_same_password(archive: Path, tmp_path: Path) -> None:
    there = open_office(bring_in(archive, tmp_path / "x.gezinscoach"), user_name=USER, password=PASSWORD)
    assert there.office.kind is OfficeKind.THIS_PC
    assert [row.name for row in list_families(there)] == ["Peeters"]
    assert there.office.read(audit.broken) == ()
    close_office(there)


@ON_FILE
@pytest.mark.parametrize(
    "wrong", [{"archive_password": "een andere zin hier"}, {"password": "een andere zin hier"}]
)
def test_both_passwords_are_needed(archive: Path, tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(WrongPassword):
        bring_in(archive, tmp_path / "x.gezinscoach", **wrong)
    assert not list(tmp_path.glob("*x.gezinscoach*"))


@ON_FILE
def test_it_never_comes_where_something_stands(archive: Path, tmp_path: Path) -> None:
    place = tmp_path / "x.gezinscoach"
    bring_in(archive, place)
    before = place.read_bytes()
    with pytest.raises(OfficeUnavailable, match="niets overschreven"):
        bring_in(archive, place)
    assert place.read_bytes() == before


def test_a_damaged_one_brings_in_nothing(archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[-200] ^= 1
    archive.write_bytes(content)
    with pytest.raises((OfficeUnavailable, WrongPassword)):
        bring_in(archive, tmp_path / "x.gezinscoach")
    assert not list(tmp_path.glob("*x.gezinscoach*"))


@ON_FILE
def test_a_weak_password_is_refused_before_anything_is_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        export_office(desk, tmp_path / "x", "kort")
    assert refused.value.field == "password"
    assert not (tmp_path / "x").exists()


@ON_FILE
def test_stopped_half_way_there_is_no_file(desk: Desk, tmp_path: Path) -> None:
    add_home(desk)

    def stop(*_: object) -> None:
        raise Cancelled("Gestopt.")

    with pytest.raises(Cancelled):
        export_office(desk, tmp_path / "x", SEAL, stop)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "x"))] == []


@ON_FILE
def test_only_the_administrator_may(desk: Desk, tmp_path: Path) -> None:
    coordinator = add_colleague(desk, "Bo", OfficeRole.COORDINATOR, OfficeRole.COACH)
    with pytest.raises(NotAllowed):
        export_office(coordinator, tmp_path / "x", SEAL)


@ON_FILE
def test_a_folder_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="bestaat niet"):
        export_office(desk, tmp_path / "nergens" / "x", SEAL)
    with pytest.raises(InvalidInput, match="bestaat niet"):
        check_archive(tmp_path / "nergens", SEAL)
