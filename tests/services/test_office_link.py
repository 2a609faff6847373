"""From a shortcut or a place that somebody points at to the office: never another one, and never a silent nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.office_link import known_everywhere, put_link
from gezinscoach_desktop.data.office_spot import spot
from gezinscoach_desktop.data.server.address import Address
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.office_link import LinkKind, OfficeLink, ca_file_of, parse, write
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.office_link import link_in_office, look, place_of, read_link, write_link
from tests.offices import EVERY_KIND, NAME, PASSWORD, USER, FolderOffices


@pytest.fixture
def folder(folder_template: Path, tmp_path: Path, own_home: Path) -> Path:
    """A shared folder with an office, and nobody in it."""
    return Path(FolderOffices(folder_template, tmp_path).place())


@EVERY_KIND
def test_a_shortcut_leads_to_the_office_it_was_made_in(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    path = write_link(desk, stick)

    assert path.name == f"{NAME}.gezinscoach"
    found = look(str(path))
    assert found.name == NAME
    assert found.office_id == str(desk.office.id)
    assert found.kind is desk.office.kind
    assert place_of(path) == found.place
    again = open_office(found.place, user_name=USER, password=PASSWORD)
    assert again.office.id == desk.office.id
    close_office(again)
    text = path.read_text()
    assert PASSWORD not in text
    assert USER not in json.loads(text).values()


@EVERY_KIND
def test_writing_it_again_keeps_one_file_and_nothing_else_is_overwritten(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / f"{NAME}.gezinscoach"
    other.write_bytes(b"een databank van iemand anders")

    first, second = write_link(desk, tmp_path), write_link(desk, tmp_path)

    assert first == second
    assert first.name == f"{NAME} (2).gezinscoach"
    assert other.read_bytes() == b"een databank van iemand anders"


def test_a_shortcut_in_the_shared_folder_itself_is_found_there_and_works_wherever_it_is_mounted(
    folder: Path, tmp_path: Path
) -> None:
    desk = open_office(str(folder), user_name=USER, password=PASSWORD)
    assert link_in_office(desk) is None
    path = write_link(desk, folder)
    assert link_in_office(desk) == path
    close_office(desk)
    elsewhere = tmp_path / "andere-schijf"
    folder.rename(elsewhere)

    assert place_of(elsewhere / path.name) == str(elsewhere)
    found = look(str(elsewhere / path.name))
    assert (found.place, found.name) == (str(elsewhere), NAME)
    again = open_office(found.place, user_name=USER, password=PASSWORD)
    assert again.office.read_only is None
    close_office(again)


def test_another_office_at_the_place_of_a_shortcut_is_refused(
    folder: Path, tmp_path: Path, folder_template: Path
) -> None:
    path = tmp_path / "ander.gezinscoach"
    path.write_bytes(write(OfficeLink("Ander", uuid4(), LinkKind.FOLDER, str(folder))))

    with pytest.raises(OfficeUnavailable, match="ander kantoor"):
        look(str(path))


def test_a_shortcut_whose_office_is_gone_or_out_of_reach_says_so(tmp_path: Path, own_home: Path) -> None:
    path = tmp_path / "weg.gezinscoach"
    path.write_bytes(write(OfficeLink("Weg", uuid4(), LinkKind.FOLDER, "/nergens/kantoor")))

    assert place_of(path) == "/nergens/kantoor"
    with pytest.raises(OfficeUnavailable, match=r"niet bereikbaar.*nieuwe snelkoppeling"):
        look(str(path))
    (tmp_path / "leeg").mkdir()
    path.write_bytes(write(OfficeLink("Weg", uuid4(), LinkKind.FOLDER, str(tmp_path / "leeg"))))
    with pytest.raises(OfficeUnavailable, match="is leeg"):
        look(str(path))


def test_an_office_that_this_pc_knows_opens_without_its_share(folder: Path, tmp_path: Path) -> None:
    close_office(open_office(str(folder), user_name=USER, password=PASSWORD))
    folder.rename(tmp_path / "weg")

    found = look(str(folder))

    assert "niet bereikbaar" in found.warnings[0]
    assert found.place == str(folder)


# ------------------------------------------------------------------------------------------------- what was pointed at


@pytest.mark.parametrize("part", ["log", "keys", "office.id", "backups"])
def test_a_part_of_the_office_leads_to_the_office(folder: Path, part: str) -> None:
    (folder / "backups").mkdir(exist_ok=True)
    found = look(str(folder / part))

    assert found.place == str(folder)
    assert folder.name in found.note


def test_a_commit_file_leads_to_the_office(folder: Path) -> None:
    commit = folder / "log" / "000000001.commit"
    commit.write_bytes(b"x")

    assert look(str(commit)).place == str(folder)


def test_the_folder_above_leads_down_when_there_is_one_office(folder: Path, tmp_path: Path) -> None:
    above = tmp_path / "delen"
    above.mkdir()
    shutil.copytree(folder, above / "Gezinscoach")
    (above / "Verslagen").mkdir()
    found = look(str(above))
    assert found.place == str(above / "Gezinscoach")
    assert "één map dieper" in found.note
    shutil.copytree(folder, above / "Kopie")

    with pytest.raises(OfficeUnavailable, match="“Gezinscoach”, “Kopie”"):
        look(str(above))


def test_an_office_file_is_found_by_itself_its_keys_or_its_folder(
    file_template: Path, tmp_path: Path, own_home: Path
) -> None:
    where = tmp_path / "kantoor"
    where.mkdir()
    for name in ("k.gezinscoach", "k.gezinscoach.keys"):
        shutil.copy(str(file_template) + ("" if name.endswith("coach") else ".keys"), where / name)

    direct = look(str(where / "k.gezinscoach"))
    assert direct.note == ""
    assert direct.office_id != ""
    for pointed in (where / "k.gezinscoach.keys", where):
        assert look(str(pointed)).place == direct.place
    (where / "k.gezinscoach.keys").unlink()
    with pytest.raises(OfficeUnavailable, match="ontbreekt het sleutelbestand"):
        look(str(where / "k.gezinscoach"))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("leeg", None, "is leeg"),
        ("foto's", {"a.jpg": b""}, "staat geen kantoor"),
        ("reserve", {"x.gezinscoach-backup": b""}, "reservekopieën"),
        ("half", {"log": None, "keys": None}, "geen volledig kantoor"),
        ("OneDrive", {"office.id": b'{"format": 1, "office": "%s"}' % str(uuid4()).encode()}, "OneDrive"),
        ("nieuw", {"office.id": b'{"format": 9, "office": "%s"}' % str(uuid4()).encode()}, "nieuwere versie"),
        ("stuk", {"office.id": b"{"}, "beschadigd"),
    ],
)
def test_a_wrong_folder_gets_one_sentence_with_the_way_on(
    tmp_path: Path, own_home: Path, name: str, content: dict[str, bytes | None] | None, sentence: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for each, raw in (content or {}).items():
        if raw is None:
            (folder / each).mkdir()
        else:
            (folder / each).write_bytes(raw)

    with pytest.raises(OfficeUnavailable, match=sentence):
        look(str(folder))


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("x.gezinscoach-backup", b"PK", "reservekopie"),
        ("brief.pdf", b"%PDF", "geen kantoor en geen snelkoppeling"),
        ("vals.gezinscoach", b"\0" * 50_000, "sleutelbestand"),
        ("later.gezinscoach", b'{"format": "gezinscoach-snelkoppeling", "version": 2}', "nieuwere versie"),
        ("stuk.gezinscoach", b'{"format": "gezinscoach-snelkoppeling", "version": 1}', "beschadigd"),
    ],
)
def test_a_wrong_file_gets_one_sentence_with_the_way_on(
    tmp_path: Path, own_home: Path, name: str, raw: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)

    with pytest.raises(OfficeUnavailable, match=sentence):
        look(str(path))
    with pytest.raises(OfficeUnavailable, match=sentence):
        place_of(path)


def test_a_folder_that_takes_no_files_is_told_before_anybody_signs_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "nee")

    monkeypatch.setattr("gezinscoach_desktop.data.folder.os_folder.OsFolder.write", refuse)

    with pytest.raises(OfficeUnavailable, match="niet schrijven"):
        look(str(folder))


def test_looking_leaves_nothing_behind(folder: Path) -> None:
    before = sorted(str(path) for path in folder.rglob("*"))
    look(str(folder))

    assert sorted(str(path) for path in folder.rglob("*")) == before


def test_the_certificate_of_a_server_goes_along_with_the_shortcut(tmp_path: Path) -> None:
    own, stick = tmp_path / "pc-van-an", tmp_path / "stick"
    own.mkdir()
    stick.mkdir()
    (own / "ca.crt").write_bytes(b"certificaat")
    link = OfficeLink("OCMW", uuid4(), LinkKind.SERVER, f"postgresql://db/k?sslrootcert={own / 'ca.crt'}")
    path = put_link(stick, link)
    assert (stick / "ca.crt").read_bytes() == b"certificaat"
    assert place_of(path) == link.place, "as long as the file is where it was"
    (own / "ca.crt").unlink()
    assert ca_file_of(place_of(path)) == str(stick / "ca.crt")
    (own / "ca.crt").write_bytes(b"een ander")
    put_link(stick, link)

    assert (stick / "ca.crt").read_bytes() == b"certificaat", "nothing is overwritten"


def test_a_server_that_does_not_answer_is_told(own_home: Path) -> None:
    with pytest.raises(OfficeUnavailable, match="luistert niets op poort 1"):
        look("postgresql://127.0.0.1:1/kantoor")


def test_a_mapped_drive_is_written_as_every_pc_knows_it() -> None:
    link = OfficeLink("OCMW", uuid4(), LinkKind.FOLDER, "Z:\\Gezin")
    drives = {"Z:\\Gezin": "\\\\nas\\delen\\Gezin"}

    made = known_everywhere(link, Path("/elders"), lambda place: drives.get(place, place))

    assert made.place == "\\\\nas\\delen\\Gezin"
    assert parse(write(made)) == made


def test_an_address_typed_with_a_login_is_looked_at_without_it(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def targets(address: Address) -> tuple[()]:
        asked.append(address.url.render_as_string(hide_password=False))
        return ()

    monkeypatch.setattr("gezinscoach_desktop.data.server.probe.targets", targets)
    found = look("postgresql://an:geheim@db.gent.be/kantoor")

    assert found.place == "postgresql://db.gent.be/kantoor"
    assert "geheim" not in asked[0]


def test_reading_a_shortcut_goes_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "x.gezinscoach"
    path.write_bytes(write(OfficeLink("X", uuid4(), LinkKind.FOLDER, "\\\\onbekend\\map")))
    link = read_link(str(path))

    assert link is not None
    assert link.place == "\\\\onbekend\\map"
    assert read_link(str(tmp_path)) is None
    assert read_link("postgresql://db/k") is None


@pytest.mark.parametrize(("version", "told"), [(schema.VERSION + 1, "nieuwere versie"), (1, "oudere versie")])
def test_an_office_of_another_version_is_told_before_anybody_signs_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, version: int, told: str
) -> None:
    desk = open_office(str(folder), user_name=USER, password=PASSWORD)
    close_office(desk)  # signs for the trail: the first commit
    assert sorted((folder / "log").iterdir())
    assert look(str(folder)).warnings == ()
    last = max((folder / "log").iterdir())
    raw = last.read_bytes()
    last.write_bytes(raw.replace(b'"schema":%d' % schema.VERSION, b'"schema":%d' % version))

    assert told in look(str(folder)).warnings[0]
    last.write_bytes(b"GZCOMMIT" + bytes(40))
    assert look(str(folder)).warnings == (), "no more than a hint"


@pytest.mark.parametrize(
    ("asked", "answer", "sentence"),
    [("synchronised_by", "OneDrive", "OneDrive"), ("is_on_the_network", True, "voor één pc")],
)
def test_an_office_file_where_it_would_be_damaged_is_not_joined(
    file_template: Path,
    own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked: str,
    answer: object,
    sentence: str,
) -> None:
    assert look(str(file_template)).place == str(file_template)
    monkeypatch.setattr(f"gezinscoach_desktop.data.office_spot.{asked}", lambda path: answer)

    with pytest.raises(OfficeUnavailable, match=sentence):
        look(str(file_template))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(OSError(22, "het netwerk"), "niet bereikbaar"), (PermissionError(13, "nee"), "mag je niet lezen")],
)
def test_whatever_windows_says_of_a_share_it_is_one_sentence(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    def fail(path: Path) -> bool:
        raise error

    monkeypatch.setattr(Path, "is_dir", fail)

    with pytest.raises(OfficeUnavailable, match=sentence):
        spot(Path("/net/server/gezinscoach"))


@given(st.binary(max_size=3_000), st.sampled_from(["x.gezinscoach", "office.id", "x.keys", "x"]))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
    deadline=None,
)
def test_any_file_that_somebody_opens_ends_in_a_sentence(
    tmp_path: Path, own_home: Path, raw: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)

    with pytest.raises(OfficeUnavailable):
        look(str(path))
    path.unlink()
