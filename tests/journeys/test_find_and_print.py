"""Finding a family, and its report on paper."""

from __future__ import annotations

from pathlib import Path

from gezinscoach_desktop.services.family import read_family
from tests.journeys.conftest import OpenDesk, StartProgram, unlock
from tests.journeys.driver import Driver
from tests.journeys.office import DISPLAY_NAME, FRESH, LATE, QUIET, family_id
from tests.reports.reading import properties_of, text_of


def shown_families(driver: Driver) -> set[str]:
    return {name for name in (LATE, FRESH, QUIET) if driver.sees(name)}


def test_a_family_is_found_without_its_accents_in_any_case_and_by_a_member(opened: Driver) -> None:
    opened.press("Ctrl+2")
    assert shown_families(opened) == {LATE, FRESH, QUIET}
    for words, found in (
        ("CELIK benard", {LATE}),
        ("ozturk", {QUIET}),
        ("ayse", {QUIET}),
        ("kerkstr", {LATE}),
        ("broeck jan", {FRESH}),
        ("mol", {LATE, FRESH}),
    ):
        opened.press("Ctrl+F")
        opened.type_text(words)
        assert shown_families(opened) == found, words
    opened.press("Ctrl+F")
    opened.type_text("bestaat niet")
    assert opened.sees("Geen gezin past bij wat je zoekt.")
    opened.click("Filters wissen")
    assert shown_families(opened) == {LATE, FRESH, QUIET}


def test_filters_narrow_the_list_and_stay_while_one_looks_elsewhere(opened: Driver) -> None:
    opened.press("Ctrl+2")
    opened.click("Te meten")
    assert shown_families(opened) == {LATE}
    assert opened.sees("1 van 3 gezinnen")
    opened.click("Te meten")
    opened.pick("Gemeente", "Mol")
    assert shown_families(opened) == {LATE, FRESH}
    opened.press("Ctrl+1")
    opened.press("Ctrl+2")
    assert shown_families(opened) == {LATE, FRESH}
    opened.click("Filters wissen")
    opened.pick("Fase", "Afbouw")
    assert shown_families(opened) == {QUIET}


def test_from_the_password_to_a_progress_report_as_pdf_without_touching_the_mouse(
    start_program: StartProgram, known_office: Path, tmp_path: Path, look_inside: OpenDesk
) -> None:
    driver = start_program()
    assert driver.focused_name == "Wachtwoord"
    unlock(driver)
    driver.press("Ctrl+K")
    driver.type_text("celik")
    driver.press("Return")
    driver.press("Ctrl+P")
    assert driver.sees("Pagina 1 van")
    folder = tmp_path / "verslagen"
    folder.mkdir()
    driver.dialogs.will_answer(folder)
    driver.press("Ctrl+S")

    (file,) = folder.iterdir()
    desk = look_inside()
    header = read_family(desk, family_id(desk, LATE))
    assert driver.sees(f"Bewaard als {file.name}.")
    assert header.record.code in file.name
    names = [LATE, *(member.display_name for member in header.members)]
    parts = {part.casefold() for name in names for part in name.split() if len(part) > 1}
    assert not [part for part in parts if part in file.name.casefold()]
    pdf = file.read_bytes()
    text = text_of(pdf)
    assert header.record.code in text
    assert "Verblijfplaats" in text
    assert "Sofie" in text
    assert DISPLAY_NAME not in str(properties_of(pdf))


def test_a_report_without_names_names_nobody(opened: Driver, tmp_path: Path) -> None:
    opened.press("Return")
    opened.press("Ctrl+P")
    opened.tab_to("Zonder namen van het gezin")
    opened.press("Space")
    opened.dialogs.will_answer(tmp_path / "zonder namen.pdf")
    opened.press("Ctrl+S")
    text = text_of((tmp_path / "zonder namen.pdf").read_bytes())
    for name in ("Sofie", "Emre", "Lina", "Çelik", "Bénard"):
        assert name not in text
