"""Bringing in what exists already."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.services.family import list_families
from tests.journeys.conftest import OpenDesk
from tests.journeys.driver import Driver

GOOD = """family;municipality;person;role;birth_date;joined;left;date;item;level;note
V-001;Retie;;;;;;2026-03-02;income;2;Leefloon aangevraagd.
V-001;Retie;V1;adult;1991-05-14;;;2026-03-02;dutch;3;
V-002;Retie;;;;;;2026-04-20;residence;4;
"""
BAD = f"""{GOOD}V-002;Retie;;;;;;2026-04-20;income;6;
V-003;Retie;;;;;;1823-03-02;income;3;
V-003;Retie;;;;;;2026-04-20;incom;3;
"""


@pytest.fixture
def importing(opened: Driver) -> Driver:
    """On the first step of reading in."""
    opened.press("Ctrl+2")
    opened.choose("Meer", "Registraties inlezen…")
    assert opened.focused_name == "Bestand kiezen…"
    return opened


def offer(driver: Driver, file: Path, content: str | bytes) -> None:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    driver.dialogs.will_answer(file)


def test_a_good_file_is_shown_first_and_then_comes_in(
    importing: Driver, tmp_path: Path, look_inside: OpenDesk
) -> None:
    offer(importing, tmp_path / "goed.csv", GOOD)
    importing.press("Space")
    assert importing.sees("Gezinnen: 2. nieuw")
    assert importing.sees("Gemeenten: Retie (2).")
    assert len(list_families(look_inside())) == 3, "nothing has come in yet"
    importing.click("Inlezen")
    assert importing.sees("2 nieuwe gezinnen, 1 nieuw gezinslid, 2 momentopnamen met 3 scores.")
    importing.click("Toon gezinnen")
    assert importing.sees("5 gezinnen")
    assert importing.sees("V-001")


def test_the_same_file_again_adds_nothing(importing: Driver, tmp_path: Path, look_inside: OpenDesk) -> None:
    file = tmp_path / "goed.csv"
    offer(importing, file, GOOD)
    importing.press("Space")
    importing.click("Inlezen")
    importing.click("Nog een bestand inlezen")
    offer(importing, file, GOOD)
    importing.click("Bestand kiezen…")
    assert importing.sees("Alles uit dit bestand staat er al.")
    assert not importing.find("Inlezen").isEnabled()
    assert len(list_families(look_inside())) == 5


def test_bad_rows_are_named_by_line_and_skipped_only_when_asked(
    importing: Driver, tmp_path: Path, look_inside: OpenDesk
) -> None:
    offer(importing, tmp_path / "fout.csv", BAD)
    importing.press("Space")
    assert importing.sees("3 fouten")
    for line, found in (("5", "6"), ("6", "1823-03-02"), ("7", "incom")):
        assert importing.sees(f"Regel: {line}") or line in importing.seen
        assert found in importing.seen
    assert not importing.find("Inlezen").isEnabled()
    importing.click("Goede rijen inlezen, 3 foute rijen overslaan")
    importing.click("Inlezen")
    assert importing.sees("2 nieuwe gezinnen")
    assert importing.sees("3 foute rijen werden overgeslagen.")
    assert {row.code for row in list_families(look_inside())} >= {"V-001", "V-002"}


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe" * 500, b"PK\x03\x04 no workbook"],
    ids=["empty", "binary", "broken workbook"],
)
def test_a_file_that_cannot_be_read_is_said_calmly_and_another_can_be_chosen(
    importing: Driver, tmp_path: Path, content: bytes
) -> None:
    offer(importing, tmp_path / "stuk.csv", content)
    before = importing.seen
    importing.press("Space")
    said = [text for text in importing.seen if text not in before]
    assert said
    assert not importing.broken
    assert not any("Error" in text or "Traceback" in text for text in said)
    offer(importing, tmp_path / "goed.csv", GOOD)
    importing.click("Bestand kiezen…")
    assert importing.sees("Gezinnen: 2. nieuw")
