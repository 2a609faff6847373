"""What a user may rely on when saving a report: it helps who helps, and tells nothing of families or people."""

from __future__ import annotations

import base64
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data import update_folder
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services import backup, crash, last_check, trouble_report
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.harmless_lines import harmless_fall, harmless_log
from gezinscoach_desktop.services.office import close_office, lock, new_office, open_office
from gezinscoach_desktop.services.one_window import come_in
from gezinscoach_desktop.services.trouble import note_trouble
from gezinscoach_desktop.services.trouble_report import (
    Surroundings,
    check_place,
    make_report,
    save_report,
    suggested_name,
)
from tests.patience import LONG

FAMILY, USER, SHOWN, OFFICE = "Kanariepeeters", "kanariegebruiker", "Kanarie De Smet", "OCMW Kanariedorp"
FOLDER, SERVER, PASSWORD = "kanariemap", "kanarie.server.example", "kanarie wachtwoord van vier"
CANARIES = (FAMILY, USER, SHOWN, OFFICE, FOLDER, SERVER, PASSWORD, "anarie")


def forms(word: str) -> Iterator[bytes]:
    """A word as it could stand in a file: plain, wide, in hexadecimal, in base64 whatever stands before it."""
    raw = word.encode()
    yield from (raw, word.lower().encode(), word.encode("utf-16-le"), raw.hex().encode(), raw[::-1])
    for shift in range(3):
        coded = base64.b64encode(b"x" * shift + raw)[4 if shift else 0 : -4]
        if len(coded) > 4:
            yield coded


def found_in(packed: bytes) -> list[str]:
    """The canaries that are anywhere in a zip, also in what is packed in it once more."""
    contents = [packed]
    for content in contents:
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as inside:
                contents += [inside.read(name) for name in inside.namelist()]
                contents += [name.encode() for name in inside.namelist()]
    return [word for word in CANARIES for form in forms(word) if any(form in content for content in contents)]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / FOLDER / "thuis"
    folder.mkdir(parents=True)
    monkeypatch.setenv("GEZINSCOACH_HOME", str(folder))
    return folder


@pytest.fixture
def full_desk(home: Path) -> Desk:
    """An office full of names, in a folder of a name."""
    place = str(home.parent / f"{OFFICE}.gezinscoach")
    new_office(place, name=OFFICE, user_name=USER, password=PASSWORD, display_name=SHOWN)
    desk = open_office(place, user_name=USER, password=PASSWORD)
    add_family(desk, FamilyInput(name=FAMILY))
    return desk


def fill_with_canaries(home: Path) -> Surroundings:
    """Every place a report could take something from."""
    secret = " ".join(CANARIES)
    try:
        raise ValueError(secret)
    except ValueError as error:
        note_trouble(error)
    with (home / "gezinscoach.log").open("a", encoding="utf-8") as log:
        log.write(f"2026-11-22 10:00:00 UTC · 0.1 · Python 3.11.7 · Windows 11\n{secret}\n")
        log.write(f"ValueError: {secret}\nbuiltins.ValueError\n  /home/{USER}/{FOLDER}/x.py:3 f\n")
        log.write(f"  C:\\Users\\{USER}\\gezinscoach_desktop\\views\\page.py:12 load\n")
        log.write(f"Qt · qt.qpa · /home/{USER}/{FOLDER}/plugin.cpp:3\n{secret}\n")
    fault = (
        "Fatal Python error: Aborted\n\nCurrent thread 0x00007f0000000000 (most recent call first):\n"
        f'  File "/home/{USER}/gezinscoach_desktop/app.py", line 12 in run\n{secret}\n'
    )
    kept = {"at": datetime.now(UTC).isoformat(), "version": secret, "is_fault": True, "fault": fault}
    (home / "laatste-crash.json").write_text(json.dumps(kept), encoding="utf-8")
    last_check.keep(datetime.now(UTC), is_deep=True, where=["Logboek", "Logboek", secret])
    places = (
        f"C:\\{FOLDER}\\{OFFICE}.gezinscoach",
        f"\\\\{SERVER}\\{FOLDER}",
        f"postgresql://{USER}@{SERVER}/x",
    )
    return Surroundings({"Qt": "6.11"}, secret, places)


def test_nothing_of_families_people_or_places_is_in_the_zip(
    full_desk: Desk, home: Path, tmp_path: Path
) -> None:
    report = make_report("", fill_with_canaries(home), full_desk)
    path = save_report(report, tmp_path / "verslag.zip")
    full_desk.office.close()
    assert found_in(path.read_bytes()) == []


def test_the_search_for_canaries_finds_them_also_packed_in_what_is_packed() -> None:
    """The control: what the test above looks for is found wherever it stands."""
    for hidden in (FAMILY.encode(), base64.b64encode(f"ab{USER}".encode()), OFFICE.encode("utf-16-le")):
        inner, outer = io.BytesIO(), io.BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("x", hidden)
        with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("y", inner.getvalue())
        assert found_in(outer.getvalue())


def test_it_tells_who_helps_what_matters(full_desk: Desk, home: Path) -> None:
    report = make_report("Ik drukte op Afdrukken.", fill_with_canaries(home), full_desk)
    full_desk.office.close()
    told, first, log, fall = report.files
    assert told.text == "Ik drukte op Afdrukken.\n"
    for wanted in (
        f"Gezinscoach: {__version__}",
        "Qt: 6.11",
        "Soort: deze pc",
        "Bekende kantoren: 1 × deze pc, 1 × netwerkmap, 1 × server (PostgreSQL)",
        "Logboek: 2",
        "Tabellen passen bij dit programma: ja",
        " GB",
    ):
        assert wanted in first.text
    assert "builtins.ValueError" in log.text
    assert "gezinscoach_desktop/views/page.py:12 load" in log.text
    assert 'File "gezinscoach_desktop/app.py", line 12 in run' in fall.text
    assert "Fatal Python error: Aborted" in fall.text


def test_without_an_office_and_on_a_new_pc_there_is_a_report_as_well(home: Path, tmp_path: Path) -> None:
    report = make_report()
    assert [each.name for each in report.files] == ["wat-deed-je.txt", "verslag.txt", "logboek.txt"]
    assert "Er staat geen kantoor open." in report.files[1].text
    path = save_report(report, tmp_path / suggested_name())
    with zipfile.ZipFile(path) as packed:
        assert {name: packed.read(name).decode() for name in packed.namelist()} == {
            each.name: each.text for each in report.files
        }


def test_what_is_shown_is_what_is_saved_also_when_something_happens_in_between(
    home: Path, tmp_path: Path
) -> None:
    report = make_report("eerst")
    note_trouble(ValueError("later"))
    path = save_report(report, tmp_path / "x.zip")
    with zipfile.ZipFile(path) as packed:
        assert packed.read("logboek.txt").decode() == report.files[2].text


@pytest.mark.parametrize("end", [lock, close_office], ids=["locked", "closed"])
def test_an_office_that_is_shut_meanwhile_does_not_keep_anybody_from_a_report(
    full_desk: Desk, end: Callable[[Desk], None]
) -> None:
    """It locks by itself; and a report is wanted most of all when something closed it."""
    end(full_desk)
    report = make_report("", None, full_desk).files[1].text
    assert "Soort: deze pc" in report
    assert "nu niet te lezen" in report


def test_a_share_that_hangs_keeps_nobody_from_a_report(
    full_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is what the report is about then."""
    let_go = threading.Event()

    def hang(_: Desk) -> None:
        let_go.wait()

    monkeypatch.setattr(backup, "state", hang)
    monkeypatch.setattr(trouble_report, "ANSWER_SECONDS", 0.2)
    try:
        text = make_report("", None, full_desk).files[1].text
    finally:
        let_go.set()
        update_folder._hanging["report office"].join(LONG)
    assert "Antwoordt nu niet" in text
    assert "Soort: deze pc" in text, "what no share has to tell is told"
    assert "Rollen van wie dit verslag maakt: " in text
    full_desk.office.close()


def test_a_disk_that_hangs_does_not_hide_how_much_room_this_pc_has(
    full_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    place, is_dir = Path(full_desk.office.place), Path.is_dir

    def hang(path: Path) -> bool:
        return let_go.wait() if path == place else is_dir(path)

    monkeypatch.setattr(Path, "is_dir", hang)
    monkeypatch.setattr(trouble_report, "ANSWER_SECONDS", 0.2)
    try:
        text = make_report("", None, full_desk).files[1].text
    finally:
        let_go.set()
        update_folder._hanging["report room"].join(LONG)
    room = text[text.index("Vrije ruimte") :]
    assert "Op deze pc: " in room
    assert "Antwoordt nu niet" in room
    full_desk.office.close()


def test_errors_of_just_before_the_log_was_begun_anew_are_in_the_report(home: Path) -> None:
    entry = "2026-11-22 10:00:{:02} UTC · 0.1 · Python 3.11.7 · Windows 11\nbuiltins.ValueError\n\n"
    (home / "gezinscoach.1.log").write_text("x\n" * 1000 + entry.format(1), encoding="utf-8")
    (home / "gezinscoach.log").write_text(entry.format(2), encoding="utf-8")
    log = make_report().files[2].text
    assert log.index("10:00:01") < log.index("10:00:02")


def test_of_a_log_that_grew_without_end_only_the_end_is_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (home / "gezinscoach.log").open("wb") as log:
        log.seek(8 * 1024**3)  # takes no room here; read whole it would not fit in memory
        log.write(b"\nbuiltins.ValueError\n")
    real = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.suffix == ".log":
            raise MemoryError
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert "builtins.ValueError" in make_report().files[2].text


def test_code_that_is_not_of_the_program_is_not_named(home: Path) -> None:
    lines = [
        f"  …:12 {USER}",
        f"  C:\\Users\\x\\Lib\\{SHOWN}\\dossier.py:3 f",
        f"  /x/_internal/../../{FOLDER}/y.py:4 g",
    ]
    assert harmless_log(lines) == ["  …"] * 3
    fall = f'  File "C:\\Users\\x\\Lib\\{SHOWN}\\dossier.py", line 3 in f'
    assert harmless_fall([fall]) == ["  …"]


@pytest.mark.parametrize(
    "line", ["Peeters, Nele", "  Peeters", "KeyError: 'Nele'", "Qt · Nele Peeters · x", "Nele.peeters@x.be"]
)
def test_a_line_of_another_form_stays_out_of_the_log(line: str) -> None:
    assert harmless_log([line]) == ["(weggelaten)"]
    assert harmless_fall([line]) == ["(weggelaten)"]


def test_a_place_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    assert check_place(tmp_path / "x").name == "x.zip"
    with pytest.raises(InvalidInput, match="bestaat niet"):
        check_place(tmp_path / "weg" / "x.zip")


def test_a_crash_that_was_told_is_still_in_the_report(home: Path) -> None:
    fill_with_canaries(home)
    assert crash.last_crash() is not None
    assert make_report().files[-1].name == "vorige-keer.txt"


def test_that_an_update_was_refused_is_in_the_report_and_nothing_else_said_there() -> None:
    lines = [
        "update refused: signature",
        "update refused: \\\\nas\\jan.peeters",
        "update refused: setup Peeters",
    ]
    assert harmless_log(lines) == ["update refused: signature", "(weggelaten)"]


def test_that_a_call_to_the_window_was_refused_is_in_the_report(home: Path) -> None:
    front = come_in(is_new=True)
    assert front is not None
    assert front.folder is not None
    (front.folder / "rommel.json").write_bytes(b"Peeters, Nele")
    front.collect()
    front.let_go()
    assert "A call to the window was refused: no JSON" in make_report().files[2].text
    assert harmless_log(["A call to the window was refused: Peeters"]) == ["(weggelaten)"]


def test_it_reads_as_dutch_with_the_days_of_the_calendar(full_desk: Desk, home: Path) -> None:
    """Whoever is in trouble reads it first; the hour of the log stands beside that of the clock."""
    last_check.keep(datetime(2026, 11, 22, 10, 5, tzinfo=UTC), is_deep=True, where=[])
    told = "\n".join(each.text for each in make_report("", Surroundings({}, "dark"), full_desk).files)
    local = datetime(2026, 11, 22, 10, 5, tzinfo=UTC).astimezone()
    assert f"Op {local:%d/%m/%Y} om {local:%H:%M} (10:05 UTC), grondig" in told
    assert "Weergave: donker" in told
    assert "Rollen van wie dit verslag maakt: beheerder" in told
    for code in ("administrator", "dark", " here", "2026-11-22"):
        assert code not in told
