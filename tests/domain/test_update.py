"""An update's manifest is read strictly, and only a newer one that fits is ever offered."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.update import (
    Here,
    Manifest,
    Refusal,
    Standing,
    UpdateRefused,
    Version,
    check_manifest,
    decide,
    opens,
    parse_manifest,
    parse_version,
)
from tests.updates import manifest

numbers = st.integers(0, 9999)
versions = st.builds(Version, numbers, numbers, numbers)
GOOD = manifest("1.2.3")


@given(versions)
def test_a_version_is_read_as_it_is_written(version: Version) -> None:
    assert parse_version(str(version)) == version


@given(versions, versions)
def test_versions_compare_by_number_and_not_by_letter(one: Version, other: Version) -> None:
    numbers_of = [tuple(map(int, str(each).split("."))) for each in (one, other)]
    assert (one < other) == (numbers_of[0] < numbers_of[1])


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "1.0", "1.0.0.0", "1.0.0rc1", "1.0.0.dev1", "v1.0.0", "1.0.0+x", "01.0.0", "1.0.-1", "1.0.0\n",
        "١.0.0", "1.0.00000",
    ],
)  # fmt: skip
def test_a_version_for_trying_out_or_of_another_form_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a version"):
        parse_version(text)


def test_what_was_written_is_read_back() -> None:
    assert parse_manifest(GOOD.encode()) == GOOD


def changed(**fields: Any) -> bytes:
    raw = {**json.loads(GOOD.encode()), **fields}
    return written({key: value for key, value in raw.items() if value is not ...})


def written(raw: object) -> bytes:
    return (json.dumps(raw, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def test_the_way_the_test_writes_is_the_way_it_is_written() -> None:
    assert changed() == GOOD.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}\n",
        b"[]\n",
        b"null\n",
        b"\xff\xfe",
        b"[" * 100_000,
        GOOD.encode().strip(),
        GOOD.encode().replace(b"\n", b"\r\n"),
        GOOD.encode() + b" ",
        GOOD.encode().replace(b'"size"', b'"size": 1, "size"'),
        changed(extra=1),
        changed(size=...),
        changed(product="another program"),
        changed(size=0),
        changed(size=-1),
        changed(size=True),
        changed(size="12"),
        changed(size=1.5),
        changed(size=2**40),
        changed(sha256="0" * 63),
        changed(sha256="A" * 64),
        changed(version="1.0.0rc1"),
        changed(version=1),
        changed(released_on="2026-13-01"),
        changed(released_on=20261101),
        changed(least_database=9),
        changed(least_database=0),
        changed(what_is_new="nieuw"),
        changed(what_is_new=[1]),
        changed(what_is_new=[""]),
        changed(what_is_new=["x" * 301]),
        changed(what_is_new=["regel\nregel"]),
        changed(what_is_new=["om\u202ekeer"]),
        changed(what_is_new=["x"] * 61),
        changed(format=True),
    ],
    ids=lambda content: repr(content[:20]),
)
def test_anything_else_than_it_would_write_itself_is_refused(content: bytes) -> None:
    with pytest.raises(UpdateRefused) as refused:
        parse_manifest(content)
    assert refused.value.refusal is Refusal.MANIFEST


@pytest.mark.parametrize(
    "name",
    [
        "", "setup", "setup.msi", "../setup.exe", "..\\setup.exe", "/setup.exe", "C:\\setup.exe", "C:setup.exe", "a/b.exe",
        "a..exe", ".exe", "con.exe", "NUL.exe", "com1.x.exe", "set up.exe", "setup.exe ", "setup.exe.", "séttup.exe",
        "setup.exe:x.exe", "setup.exe\n", "-setup.exe", f"{'a' * 120}.exe", "\\\\server\\share\\setup.exe",
    ],
)  # fmt: skip
def test_a_setup_is_called_by_a_plain_name(name: str) -> None:
    with pytest.raises(UpdateRefused):
        parse_manifest(changed(file_name=name))
    with pytest.raises(ValueError, match="plain name"):
        check_manifest(replace(GOOD, file_name=name))


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_manifest_of_a_later_form_says_to_update_by_hand_once(number: int) -> None:
    with pytest.raises(UpdateRefused, match="met de hand") as refused:
        parse_manifest(written({"format": number, "whatever": "comes"}))
    assert refused.value.refusal is Refusal.FORMAT


def offered(version: str, **here: Any) -> Standing:
    return decide(manifest(version, database=7, least_database=4), Here(parse_version("1.2.3"), **here))


@pytest.mark.parametrize(
    ("version", "schema", "office", "seen", "standing"),
    [
        ("1.2.4", 5, None, None, Standing.OFFERED),
        ("1.10.0", 5, None, None, Standing.OFFERED),
        ("1.2.3", 5, None, None, Standing.NOTHING_NEWER),
        ("1.2.2", 5, None, None, Standing.NOTHING_NEWER),
        ("0.9.9", 5, None, "1.2.3", Standing.NOTHING_NEWER),
        ("1.2.2", 5, None, "1.3.0", Standing.WENT_BACK),
        ("1.2.4", 5, None, "1.3.0", Standing.WENT_BACK),
        ("1.3.0", 5, None, "1.3.0", Standing.OFFERED),
        ("1.3.1", 5, None, "1.3.0", Standing.OFFERED),
        ("1.2.4", 4, 4, None, Standing.OFFERED),
        ("1.2.4", 3, None, None, Standing.TOO_FAR),
        ("1.2.4", 3, 3, None, Standing.TOO_FAR),
        ("1.2.4", 5, 9, None, Standing.OFFERED),
    ],
)  # fmt: skip
def test_what_an_update_is_for_this_pc(
    version: str, schema: int, office: int | None, seen: str | None, standing: Standing
) -> None:
    known = None if seen is None else parse_version(seen)
    assert offered(version, schema=schema, office_schema=office, newest_seen=known) is standing


@given(versions, versions, st.none() | versions)
def test_an_older_or_the_same_version_is_never_offered(
    new: Version, own: Version, seen: Version | None
) -> None:
    standing = decide(replace(GOOD, version=new), Here(own, GOOD.database, newest_seen=seen))
    assert (standing is Standing.OFFERED) == (new > own and (seen is None or new >= seen))


def test_a_newer_program_for_an_older_database_is_no_update() -> None:
    with pytest.raises(UpdateRefused):
        offered("1.2.4", schema=8)


def test_whether_an_update_opens_the_office_is_told() -> None:
    made: Manifest = replace(GOOD, database=6)
    assert [opens(made, office) for office in (None, 5, 6, 7)] == [True, True, True, False]


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_says_what_and_what_to_do(refusal: Refusal) -> None:
    assert refusal.sentence.endswith(".")
    assert refusal.advice.endswith(".")
    assert refusal.word
