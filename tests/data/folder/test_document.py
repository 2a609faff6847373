"""The largest document goes through a shared folder: one PC takes it in, another reads it, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from gezinscoach_desktop.data.folder.os_folder import OsFolder
from gezinscoach_desktop.domain.document import LARGEST, DocumentInput
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.document import add_document, open_document, read_documents
from gezinscoach_desktop.services.family import add_family
from tests.data.folder.faulty_folder import Fault, Plan
from tests.data.folder.pcs import Pcs, found, pcs_on
from tests.factories import CONSENT


@pytest.fixture
def pcs(tmp_path: Path, own_home: Path) -> Iterator[Pcs]:
    (tmp_path / "share").mkdir()
    found(OsFolder(tmp_path / "share"))
    with pcs_on(lambda: OsFolder(tmp_path / "share"), tmp_path / "pcs") as made:
        yield made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The largest there may be, which no packing makes smaller."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7\n" + Random(5).randbytes(LARGEST - 9))
    return path


def test_a_document_of_ten_megabytes_reaches_the_other_pc_whole(pcs: Pcs, scan: Path) -> None:
    an, bo = pcs.start("an"), pcs.start("bo")
    family_id = add_family(an.desk, FamilyInput(name="Peeters"), (), CONSENT).id
    assert family_id is not None
    add_document(an.desk, family_id, scan, DocumentInput("Groot"))
    assert an.is_settled
    assert bo.look()
    (kept,) = read_documents(bo.desk, family_id)
    assert open_document(bo.desk, kept.id).read_bytes() == scan.read_bytes()
    add_family(bo.desk, FamilyInput(name="Daarna"))
    pcs.settle()
    assert an.names() == bo.names() == {"Peeters", "Daarna"}


def test_while_the_share_is_away_it_is_refused_and_nothing_of_it_waits(pcs: Pcs, scan: Path) -> None:
    an = pcs.start("an")
    family_id = add_family(an.desk, FamilyInput(name="Peeters"), (), CONSENT).id
    assert family_id is not None
    an.folder.begin(Plan(lasting=Fault.LOST_BEFORE))
    with pytest.raises(OfficeUnavailable):
        add_document(an.desk, family_id, scan, DocumentInput("Groot"))
    an.folder.heal()
    pcs.settle()
    assert read_documents(an.desk, family_id) == ()
