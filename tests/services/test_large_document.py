"""A document of ten megabytes goes along wherever a whole office goes: archive, server, backup; and is looked after there."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from gezinscoach_desktop.data import archive_reader, archive_rows
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.document import LARGEST, DocumentInput
from gezinscoach_desktop.services.archive import export_office, import_office
from gezinscoach_desktop.services.backup import back_up, list_backups
from gezinscoach_desktop.services.check import verify
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.document import add_document, open_document, read_documents
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.office_factory import add_home
from tests.offices import ON_FILE, PASSWORD, USER, ServerOffices

SEAL = "een zin om te verzegelen"
SMALL = b"%PDF-1.7\n" + b"x" * 2_000


@pytest.fixture
def has_own_login() -> bool:
    return False


@pytest.fixture
def scan(desk: Desk, tmp_path: Path) -> bytes:
    """Of the first family, the largest there may be, which no packing makes smaller; two small ones stand beside it."""
    family_id = add_home(desk).record.id
    content = b"%PDF-1.7\n" + Random(5).randbytes(LARGEST - 9)
    for number, each in enumerate((SMALL, content, SMALL)):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(each)
        add_document(desk, family_id, path, DocumentInput(str(number)))
    return content


def documents(desk: Desk) -> dict[str, bytes]:
    """What is in every document of every family, by its title."""
    return {
        each.details.title: open_document(desk, each.id).read_bytes()
        for family in list_families(desk)
        for each in read_documents(desk, family.id)
    }


@pytest.fixture
def archive(desk: Desk, scan: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(archive_rows, "ROOM", 1 << 20)  # less than one line: block after block
    monkeypatch.setattr(archive_reader, "ROOM", 1 << 20)
    export_office(desk, tmp_path / "heel.archief", SEAL)
    return tmp_path / "heel.archief"


@ON_FILE
def test_out_of_an_archive_it_can_be_opened_as_it_was(archive: Path, scan: bytes, tmp_path: Path) -> None:
    place = str(tmp_path / "terug.gezinscoach")
    import_office(archive, place, archive_password=SEAL, user_name=USER, password=PASSWORD)
    there = open_office(place, user_name=USER, password=PASSWORD)
    assert documents(there) == {"0": SMALL, "1": scan, "2": SMALL}
    assert verify(there, deep=True).findings == ()
    close_office(there)


@pytest.mark.postgres
def test_on_a_server_every_byte_stands(archive: Path, scan: bytes, server_offices: ServerOffices) -> None:
    import psycopg

    place = server_offices.empty()
    import_office(archive, place, archive_password=SEAL, user_name=USER, password=PASSWORD)
    with psycopg.connect(place) as connection:
        found = connection.execute(
            "SELECT title, content FROM document JOIN document_content ON document_id = id"
        ).fetchall()
    assert dict(found) == {"0": SMALL, "1": scan, "2": SMALL}


@ON_FILE
def test_a_backup_counts_it_and_is_whole(desk: Desk, scan: bytes) -> None:
    back_up(desk, BackupReason.MANUAL)
    (backup,) = list_backups(desk)
    assert backup.problem is None
    assert (backup.counts["document"], backup.counts["contact"]) == (3, 0)
