"""Exports as a researcher gets them: what is in the files, what is not, and that nothing leaves without an entry."""

from __future__ import annotations

import csv
import hashlib
import hmac
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.coarsening import Quasi
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.contact_entry import ContactEntry, FamilyContact
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput
from gezinscoach_desktop.domain.exchange import read_exchange
from gezinscoach_desktop.domain.expense import ExpenseInput
from gezinscoach_desktop.domain.export import Alone, ExportChoice, ExportSubject, Precision
from gezinscoach_desktop.domain.family import HouseholdType
from gezinscoach_desktop.domain.figures import FigureFilter
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.request import RequestInput
from gezinscoach_desktop.domain.signal import SignalInput
from gezinscoach_desktop.domain.transfer import ExportKind
from gezinscoach_desktop.services import export_log
from gezinscoach_desktop.services.contact import register as register_contact
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import export_file, import_file, preview_import
from gezinscoach_desktop.services.expense import add_expense
from gezinscoach_desktop.services.export import check_export, export_data, export_municipalities
from gezinscoach_desktop.services.export_log import list_exports, pseudonym_key
from gezinscoach_desktop.services.family import add_family, list_families, read_family
from gezinscoach_desktop.services.request import add_request
from gezinscoach_desktop.services.setting import read_terms
from gezinscoach_desktop.services.signal import tell_signal
from tests.data.office_factory import TODAY, at_desk, register
from tests.factories import CONSENT
from tests.offices import ON_FILE

CANARY = "Kanariegeheim"
"""In every name and note."""
BORN = date(2020, 5, 14)
FIRST, LATER = date(2026, 2, 10), date(2026, 8, 20)
CHECKED = (Quasi.MUNICIPALITY.value, Quasi.HOUSEHOLD_TYPE.value, Quasi.PEOPLE.value)
CHOICE = ExportChoice(project="Onderzoek", recipient="Hogeschool", checked=CHECKED)
RECOGNISABLE = replace(
    CHOICE, is_pseudonymised=False, with_notes=True, purpose="Overdracht", confirmation="herkenbaar"
)
PLACES = [("Mol", HouseholdType.COUPLE)] * 5 + [("Geel", HouseholdType.SINGLE_PARENT)] * 5
ALONE = ("Retie", HouseholdType.EXTENDED)


@pytest.fixture
def filled(desk: Desk) -> tuple[Desk, dict[str, UUID]]:
    """Eleven families: five alike in Mol, five alike in Geel, and one that stands alone."""
    desk = at_desk(desk)
    made: dict[str, UUID] = {}
    for number, (place, kind) in enumerate([*PLACES, ALONE]):
        details = FamilyInput(
            name=f"{CANARY} {number}", code=f"X-{number}", municipality=place, household_type=kind, started_on=FIRST,
            address=f"{CANARY}straat 1", remarks=CANARY, phone="0470 99 88 77",
        )  # fmt: skip
        parent = MemberInput(given_name=CANARY, birth_date=date(1990, 1, 2))
        child = MemberInput(given_name=CANARY, role=Role.CHILD, birth_date=BORN)
        family_id = add_family(desk, details, (parent, child), CONSENT).id
        assert family_id is not None
        made[details.code] = family_id
        kid = next(
            each.id for each in read_family(desk, family_id).members if each.details.role is Role.CHILD
        )
        register(desk, family_id, FIRST, {(None, "income"): 2, (None, "debts"): None, (kid, "learning"): 3})
        register(desk, family_id, LATER, {(None, "income"): 4})
    first = made["X-0"]
    add_expense(desk, first, ExpenseInput(650, f'=HYPERLINK("{CANARY}")', LATER))
    add_request(desk, first, RequestInput(f"+{CANARY} helpt", LifeDomain.HOUSING))
    tell_signal(desk, SignalInput(LifeDomain.HOUSING, f"@{CANARY}", LATER))
    part = FamilyContact(first)
    register_contact(
        desk,
        ContactEntry(
            uuid4(), ContactKind.HOME_VISIT, LATER, (part,), minutes=90, note=f"-{CANARY}",
            domains=(LifeDomain.HOUSING, LifeDomain.HEALTH),
        ),
    )  # fmt: skip
    return desk, made


def sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every sheet as rows by the names in its first line."""
    book = load_workbook(path)
    found = {}
    for sheet in book:
        names, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, names), row, strict=True)) for row in rows]
    book.close()
    return found


def content_of(path: Path) -> str:
    """Everything in a workbook as text."""
    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())


def code_of(desk: Desk, family_id: UUID, project: bytes) -> str:
    """Worked out here again."""
    message = project + b"\0" + family_id.bytes
    return "P" + hmac.new(pseudonym_key(desk), message, hashlib.sha256).hexdigest().upper()[:12]


@ON_FILE
def test_a_workbook_tells_researchers_what_they_need_and_never_who_it_is(
    filled: tuple[Desk, dict[str, UUID]], tmp_path: Path
) -> None:
    desk, ids = filled
    assert export_municipalities(desk) == ("Geel", "Mol", "Retie")
    check = check_export(desk, CHOICE)
    assert (check.check.smallest, check.check.under, check.check.sizes) == (1, 1, ())
    path = tmp_path / "uit.xlsx"
    result = export_data(desk, CHOICE, path)
    assert (result.families, result.left_out, result.smallest) == (10, 1, 5)
    text = content_of(path)
    for secret in (CANARY, "X-0", "Retie", "0470", "<f>", ">An<"):
        assert secret not in text
    found = sheets(path)
    assert list(found) == ["Leeswijzer", *(each.label for each in ExportSubject), "Codeboek"]
    families = found["Gezinnen"]
    codes = {code_of(desk, ids[f"X-{number}"], b"onderzoek") for number in range(10)}
    assert {row["gezin"] for row in families} == codes
    assert {row["gezin"] for rows in found.values() for row in rows if row.get("gezin")} == codes
    groups = Counter((row["gemeente"], row["gezinstype"], row["kinderen"]) for row in families)
    assert groups == {("Mol", "Koppel", 1): 5, ("Geel", "Alleenstaande ouder", 1): 5}
    one = next(row for row in found["Gezinsleden"] if row["rol"] == "Kind")
    assert one["geboren"].date() == date(2020, 4, 1)
    assert {row["naam"] for row in found["Gezinsleden"] if "naam" in row} == set()
    scores = [row for row in found["Scores"] if row["gezin"] == code_of(desk, ids["X-0"], b"onderzoek")]
    assert [(row["datum"].date(), row["item"], row["niveau"]) for row in scores] == [
        (date(2026, 2, 1), "income", 2),
        (date(2026, 2, 1), "debts", "nvt"),
        (date(2026, 2, 1), "learning", 3),
        (date(2026, 8, 1), "income", 4),
    ]
    wide = [row for row in found["Nu"] if row["gezin"] == scores[0]["gezin"]]
    assert [(row["rol"], row["income"], row["debts"], row["learning"]) for row in wide] == [
        (None, 4, "nvt", None),
        ("Kind", None, None, 3),
    ]
    (contact,) = found["Contacten"]
    assert (contact["soort"], contact["minuten"]) == ("Huisbezoek", 90)
    assert contact["domeinen"] == "Huisvesting; Gezondheid"
    assert found["Onkosten"][0]["bedrag"] == 6.5
    assert [row["wat"] for row in found["Vragen en acties"]] == ["Vraag"]
    assert [(row["gezin"], row["thema"]) for row in found["Signalen"]] == [(None, "Huisvesting")]
    explained = {(row["blad"], row["kolom"]) for row in found["Codeboek"]}
    named = {(sheet.label, name) for sheet in ExportSubject for row in found[sheet.label] for name in row}
    assert named <= explained


@ON_FILE
def test_the_workbook_is_comfortable_and_names_nobody(
    filled: tuple[Desk, dict[str, UUID]], tmp_path: Path
) -> None:
    desk, _ = filled
    path = tmp_path / "uit.xlsx"
    export_data(desk, CHOICE, path)
    book = load_workbook(path)
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("Gezinscoach Desktop",) * 2
    sheet = book["Scores"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:I{sheet.max_row}"
    assert sheet.column_dimensions["A"].width == 16
    assert sheet["D2"].is_date
    assert book["Codeboek"].freeze_panes == "A2"
    book.close()


@ON_FILE
def test_who_stays_alone_is_left_out_or_told_without_what_would_tell_who_it_is(
    filled: tuple[Desk, dict[str, UUID]], tmp_path: Path
) -> None:
    desk, ids = filled
    blank = export_data(desk, replace(CHOICE, alone=Alone.BLANK), tmp_path / "leeg.xlsx")
    assert (blank.families, blank.left_out, blank.blanked) == (11, 0, 6)  # with the smallest group beside it
    rows = sheets(tmp_path / "leeg.xlsx")
    lonely = code_of(desk, ids["X-10"], b"onderzoek")
    (row,) = [row for row in rows["Gezinnen"] if row["gezin"] == lonely]
    assert (row["gemeente"], row["gezinstype"], row["kinderen"]) == ("niet vermeld", "niet vermeld", None)
    assert lonely not in {row["gezin"] for row in rows["Gezinsleden"]}
    assert {row["item"] for row in rows["Scores"] if row["gezin"] == lonely} == {"income", "debts"}
    written = Counter((row["gemeente"], row["gezinstype"], row["kinderen"]) for row in rows["Gezinnen"])
    assert min(written.values()) >= CHOICE.k
    coarse = {each.key: each.step for each in check_export(desk, CHOICE).proposals}
    whole = export_data(desk, replace(CHOICE, steps=coarse), tmp_path / "grof.xlsx")
    assert (whole.families, whole.left_out) == (11, 0)
    with pytest.raises(InvalidInput, match="geen enkel gezin"):
        export_data(desk, replace(CHOICE, k=12), tmp_path / "niets.xlsx")
    with pytest.raises(InvalidInput, match="minder dan 12"):
        export_data(desk, replace(CHOICE, k=12, alone=Alone.BLANK), tmp_path / "niets.xlsx")
    assert not (tmp_path / "niets.xlsx").exists()


@ON_FILE
def test_every_file_has_its_entry_first_and_what_fails_leaves_nothing(
    filled: tuple[Desk, dict[str, UUID]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = filled
    path, folder = tmp_path / "uit.xlsx", tmp_path / "spss"

    def stop(done: int, total: int) -> None:
        raise Cancelled("Gestopt.")

    for kind, place in ((ExportKind.XLSX, path), (ExportKind.SPSS, folder), (ExportKind.EXCHANGE, path)):
        with pytest.raises(Cancelled):
            export_data(desk, replace(CHOICE, kind=kind), place, report=stop)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        patch.setattr(Path, "rename", refuse)
        for kind, place in ((ExportKind.XLSX, path), (ExportKind.SPSS, folder)):
            with pytest.raises(InvalidInput):
                export_data(desk, replace(CHOICE, kind=kind), place)
    left = {each.name for each in tmp_path.iterdir() if not each.name.startswith(("home", "kantoor"))}
    assert left == set()
    assert len(list_exports(desk)) == 2  # an entry without a file, never a file without an entry
    export_data(desk, CHOICE, path)
    export_data(desk, replace(CHOICE, kind=ExportKind.SPSS), folder)
    export_file(desk, tmp_path / "alles.csv", pseudonymised=True)
    exchange, spss, xlsx, *_ = (each.details for each in list_exports(desk))
    assert exchange.kind is ExportKind.EXCHANGE
    assert exchange.families == 11
    assert xlsx.files == (f"uit.xlsx {hashlib.sha256(path.read_bytes()).hexdigest()}",)
    sums = {f"{each.name} {hashlib.sha256(each.read_bytes()).hexdigest()}" for each in folder.iterdir()}
    assert set(spss.files) == sums
    assert len(sums) == 2 * len(ExportSubject)
    assert (xlsx.project, xlsx.recipient, xlsx.smallest_group) == ("Onderzoek", "Hogeschool", 5)
    assert xlsx.coarsened == ("1 gezin weggelaten",)
    entry = desk.office.read(audit.entries)[-1]
    assert (entry.action, entry.family_id) == ("export", None)
    again = export_data(desk, replace(CHOICE, kind=ExportKind.SPSS), folder)
    assert again.path == tmp_path / "spss-2"
    assert len(list(again.path.iterdir())) == 2 * len(ExportSubject)
    with monkeypatch.context() as patch:
        patch.setattr(export_log, "_note_export", refuse)
        with pytest.raises(InvalidInput):
            export_data(desk, CHOICE, tmp_path / "zonder.xlsx")
    assert not (tmp_path / "zonder.xlsx").exists()


def refuse(*_: object) -> None:
    raise PermissionError("not here")


def test_a_recognisable_export_needs_a_reason_and_a_typed_word_and_says_so(
    filled: tuple[Desk, dict[str, UUID]], tmp_path: Path
) -> None:
    desk, _ = filled
    path = tmp_path / "uit.xlsx"
    with pytest.raises(InvalidInput):
        export_data(desk, replace(RECOGNISABLE, confirmation=""), path)
    assert list_exports(desk) == ()
    assert export_data(desk, RECOGNISABLE, path).families == 11
    rows = sheets(path)
    known = {row.name: row.code for row in list_families(desk)}  # a server makes codes of its own
    assert {row["naam"]: row["gezin"] for row in rows["Gezinnen"]} == known
    assert rows["Gezinsleden"][1]["geboren"].date() == BORN
    assert rows["Contacten"][0]["datum"].date() == LATER
    # What a spreadsheet would run begins with an apostrophe, and is a text.
    assert rows["Onkosten"][0]["waarvoor"] == f'\'=HYPERLINK("{CANARY}")'
    assert rows["Vragen en acties"][0]["tekst"] == f"'+{CANARY} helpt"
    assert rows["Contacten"][0]["verslag"] == f"'-{CANARY}"
    assert rows["Signalen"][0]["wat"] == f"'@{CANARY}"
    assert "<f>" not in content_of(path)
    (record,) = list_exports(desk)
    assert not record.details.is_pseudonymised
    assert record.details.purpose == "Overdracht"


@ON_FILE
def test_the_exchange_format_comes_out_as_it_goes_in_and_is_coarsened_like_the_rest(
    filled: tuple[Desk, dict[str, UUID]], tmp_path: Path
) -> None:
    desk, _ = filled
    path = tmp_path / "uit.csv"
    export_data(desk, replace(RECOGNISABLE, kind=ExportKind.EXCHANGE), path)
    again = import_file(desk, preview_import(desk, path))
    assert (again.families, again.persons, again.scores, again.skipped) == (0, 0, 0, 0)
    choice = replace(CHOICE, kind=ExportKind.EXCHANGE, steps={"municipality": 2, "ages": 1})
    export_data(desk, choice, path)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert {row["municipality"] for row in rows} == {""}
    assert {row["birth_date"] for row in rows if row["person"]} == {"2020-01-01"}
    assert CANARY not in path.read_text("utf-8-sig")
    export_data(desk, replace(CHOICE, kind=ExportKind.EXCHANGE, steps={"people": 1}), path)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert {row["person"] for row in rows} == {""}
    instrument = desk.office.read(read_terms).instrument
    with path.open("rb") as stream:
        assert read_exchange(stream, instrument, today=TODAY).errors == ()


def test_only_the_chosen_period_and_families_are_told(
    filled: tuple[Desk, dict[str, UUID]], tmp_path: Path
) -> None:
    desk, _ = filled
    summer = FigureFilter(date(2026, 7, 1), date(2026, 10, 1), municipalities=("Mol",))
    choice = replace(CHOICE, chosen=summer, precision=Precision.DAY)
    result = export_data(desk, choice, tmp_path / "uit.xlsx")
    assert result.families == 5
    rows = sheets(tmp_path / "uit.xlsx")
    assert {row["datum"].date() for row in rows["Scores"]} == {LATER}
    assert {row["datum"].date() for row in rows["Nulmeting"]} == {FIRST}
    early = replace(choice, chosen=replace(summer, until=date(2026, 8, 1)))
    export_data(desk, early, tmp_path / "uit.xlsx")
    rows = sheets(tmp_path / "uit.xlsx")
    assert rows["Scores"] == []
    assert rows["Contacten"] == []
    assert {row["income"] for row in rows["Nu"] if row["rol"] is None} == {2}
