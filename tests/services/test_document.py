"""Documents: taken in whatever they are called, kept in the office, opened in a folder that goes."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.private import temporary
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.document import LARGEST, DocumentInput, DocumentKind, MediaType
from gezinscoach_desktop.domain.errors import (
    ChangedMeanwhile,
    InvalidInput,
    NeedsConsent,
    NotAllowed,
    NotFound,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.consent import attach_document, read_consents
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.document import (
    add_document,
    bring_back_document,
    change_document,
    open_document,
    read_documents,
    remove_document,
)
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.leftovers import clear_leftovers, opened_files
from tests.data.office_factory import TODAY, add_colleague, at_desk
from tests.offices import EVERY_KIND, ON_FILE, NewDesk

PDF = b"%PDF-1.7\n" + b"x" * 200
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 200
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 200
LETTER = DocumentInput("Brief van het ziekenfonds", DocumentKind.LETTER, date(2026, 11, 3))


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def family(desk: Desk) -> UUID:
    done = add_family(desk, FamilyInput(name="Nagy"), (), ConsentInput(ConsentKind.COACHING, TODAY))
    assert done.id is not None
    return done.id


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    opened_files().empty()


def file(folder: Path, content: bytes, name: str = "scan.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@EVERY_KIND
def test_the_largest_document_is_kept_and_comes_out_as_it_went_in(
    desk: Desk, family: UUID, tmp_path: Path
) -> None:
    content = PDF + bytes(range(256)) * ((LARGEST - len(PDF)) // 256)
    done = add_document(desk, family, file(tmp_path, content), LETTER)
    (kept,) = read_documents(desk, family)
    assert (kept.id, kept.details.title, kept.details.size) == (done.id, LETTER.title, len(content))
    opened = open_document(desk, kept.id)
    assert opened.read_bytes() == content
    assert opened.name == "G-2026-001-letter-2026-11-03.pdf"


@ON_FILE
@pytest.mark.parametrize(
    ("content", "kind"), [(PDF, MediaType.PDF), (PNG, MediaType.PNG), (JPEG, MediaType.JPEG)]
)
def test_a_document_is_known_by_what_is_in_it(
    desk: Desk, family: UUID, tmp_path: Path, content: bytes, kind: MediaType
) -> None:
    add_document(desk, family, file(tmp_path, content, "foto.docx"), DocumentInput(""))
    (kept,) = read_documents(desk, family)
    assert (kept.details.media_type, kept.details.title) == (kind, "foto")


@ON_FILE
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "leeg"),
        (b"PK\x03\x04 een Word-bestand", "geen PDF, PNG of JPEG"),
        (b"MZ\x90\x00 een programma", "geen PDF, PNG of JPEG"),
        (b"%PDF-1.7", "niet volledig"),
        (PDF + b"x" * LARGEST, "groter dan 10 MB"),
    ],
)
def test_what_is_not_taken_is_told(
    desk: Desk, family: UUID, tmp_path: Path, content: bytes, told: str
) -> None:
    with pytest.raises(InvalidInput, match=told):
        add_document(desk, family, file(tmp_path, content), LETTER)
    assert read_documents(desk, family) == ()


@ON_FILE
def test_a_file_that_is_not_there(desk: Desk, family: UUID, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="bestaat niet"):
        add_document(desk, family, tmp_path / "weg.pdf", LETTER)
    with pytest.raises(InvalidInput, match="kan niet gelezen worden"):
        add_document(desk, family, tmp_path, LETTER)


@ON_FILE
def test_before_the_family_consented_only_its_signed_consent_is_taken(desk: Desk, tmp_path: Path) -> None:
    done = add_family(desk, FamilyInput(name="Nieuw"))
    assert done.id is not None
    path = file(tmp_path, PDF)
    with pytest.raises(NeedsConsent):
        add_document(desk, done.id, path, LETTER)
    add_document(desk, done.id, path, DocumentInput("Formulier", DocumentKind.CONSENT))
    (kept,) = read_documents(desk, done.id)
    with pytest.raises(NeedsConsent):  # nor does it become something else afterwards
        change_document(desk, kept.id, kept.version, LETTER)


@ON_FILE
def test_opening_is_noted_and_what_was_opened_goes(desk: Desk, family: UUID, tmp_path: Path) -> None:
    done = add_document(desk, family, file(tmp_path, PDF), LETTER)
    assert done.id is not None
    first, second = open_document(desk, done.id), open_document(desk, done.id)
    assert first != second
    if sys.platform != "win32":
        assert stat.S_IMODE(first.stat().st_mode) == 0o600
        assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
    noted = desk.office.read(lambda session: [entry.action for entry in audit.entries(session)])
    assert noted.count("open_document") == 2
    clear_leftovers()
    assert not first.exists()
    assert list(temporary().iterdir()) == []


def test_a_document_is_renamed_taken_away_and_brought_back(desk: Desk, family: UUID, tmp_path: Path) -> None:
    done = add_document(desk, family, file(tmp_path, PDF), LETTER)
    assert done.id is not None
    change_document(desk, done.id, 1, DocumentInput("  Andere   naam ", DocumentKind.OTHER))
    (kept,) = read_documents(desk, family)
    assert (kept.details.title, kept.details.size, kept.details.kind) == (
        "Andere naam",
        len(PDF),
        DocumentKind.OTHER,
    )
    with pytest.raises(ChangedMeanwhile):
        remove_document(desk, done.id, 1)
    remove_document(desk, done.id, 2)
    assert read_documents(desk, family) == ()
    with pytest.raises(NotFound):
        open_document(desk, done.id)
    bring_back_document(desk, done.id, 2)
    assert open_document(desk, done.id).read_bytes() == PDF
    with pytest.raises(InvalidInput, match="Geef het document een naam"):
        change_document(desk, done.id, 4, DocumentInput("  "))


@ON_FILE
def test_a_coach_reaches_no_document_of_others(desk: Desk, family: UUID, tmp_path: Path) -> None:
    document = add_document(desk, family, file(tmp_path, PDF), LETTER).id
    assert document is not None
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    for attempt in (
        lambda: open_document(bo, document),
        lambda: remove_document(bo, document, 1),
        lambda: add_document(bo, family, file(tmp_path, PDF), LETTER),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@ON_FILE
def test_a_scan_goes_with_a_consent(desk: Desk, family: UUID, tmp_path: Path) -> None:
    done = add_document(desk, family, file(tmp_path, PDF), DocumentInput("Formulier", DocumentKind.CONSENT))
    (consent,) = read_consents(desk, family).records
    attach_document(desk, consent.id, consent.version, done.id)
    found = read_consents(desk, family)
    assert found.records[0].details.document_id == done.id
    assert found.documents[done.id or family].details.title == "Formulier"
