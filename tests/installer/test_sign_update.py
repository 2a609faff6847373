"""Making keys and update folders: what is signed here is what a program takes, and a private key stays out of reach."""

from __future__ import annotations

import shutil
import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.update_folder import read_folder, read_keys
from gezinscoach_desktop.domain.update import (
    MANIFEST,
    SIGNATURE,
    Refusal,
    UpdateRefused,
    check_manifest,
    parse_version,
)
from installer import make_keys, sign_update
from installer.make_keys import Refused
from installer.places import ROOT
from installer.sign_update import Release, check_folder, read_key, what_is_new, write_folder

RELEASE = Release("2.1.0", date(2026, 11, 2), ("Een verslag is sneller klaar.",))


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Path:
    return own_home


@pytest.fixture
def setup(tmp_path: Path) -> Path:
    made = tmp_path / "Gezinscoach-2.1.0-setup.exe"
    made.write_bytes(b"MZ" * 1000)
    return made


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """The private key, and the folder of public ones."""
    (tmp_path / "publics").mkdir()
    make_keys.make_keys(tmp_path / "private.pem", "2026", tmp_path / "publics")
    return tmp_path / "private.pem", tmp_path / "publics"


# --------------------------------------------------------------------------------------------------------- keys


def test_what_the_private_key_signs_the_public_one_knows(
    keys: tuple[Path, Path], setup: Path, tmp_path: Path
) -> None:
    private, publics = keys
    folder = tmp_path / "map"
    made = write_folder(setup, RELEASE, read_key(private), folder)
    assert check_folder(folder, read_keys(publics)) == made
    assert (made.version, made.database) == (parse_version("2.1.0"), schema.VERSION)


def test_a_private_key_is_for_its_owner_alone(keys: tuple[Path, Path]) -> None:
    assert stat.S_IMODE(keys[0].stat().st_mode) == 0o600


@pytest.mark.parametrize("place", ["key.pem", "resources/update/key.pem", "build/../key.pem"])
def test_a_private_key_never_comes_in_the_repository(place: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="never get there"):
        make_keys.make_keys(ROOT / place, "2026", tmp_path)
    assert list(tmp_path.glob("*.pub")) == []


def test_nor_in_another_one_nor_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "other" / ".git").mkdir(parents=True)
    (tmp_path / "link").symlink_to(ROOT)
    for place in (tmp_path / "other" / "deep" / "key.pem", tmp_path / "link" / "key.pem"):
        with pytest.raises(Refused, match="never get there"):
            make_keys.make_keys(place, "2026", tmp_path)


def test_a_key_is_never_replaced(keys: tuple[Path, Path], tmp_path: Path) -> None:
    private, publics = keys
    before = private.read_bytes(), (publics / "2026.pub").read_bytes()
    for place, name in ((private, "2027"), (tmp_path / "new.pem", "2026")):
        with pytest.raises(Refused, match="never replaced"):
            make_keys.make_keys(place, name, publics)
    assert (private.read_bytes(), (publics / "2026.pub").read_bytes()) == before


@pytest.mark.parametrize("name", ["", "../2026", "Naam Voornaam", "-x", "a" * 60])
def test_a_public_key_has_a_plain_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is called by"):
        make_keys.make_keys(tmp_path / "key.pem", name, tmp_path)


def test_no_private_key_stands_in_the_repository() -> None:
    found = subprocess.run(
        ["git", "grep", "-l", "-e", "-----BEGIN .*PRIVATE KEY"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if found.returncode not in (0, 1):
        pytest.skip("not in a working copy")
    assert [name for name in found.stdout.splitlines() if not name.startswith("tests/")] == []


# ------------------------------------------------------------------------------------------------------ signing


def test_a_new_update_replaces_the_one_before(keys: tuple[Path, Path], setup: Path, tmp_path: Path) -> None:
    private, publics = keys
    folder = tmp_path / "map"
    for version in ("2.1.0", "2.2.0"):
        release = Release(version, RELEASE.released_on, ())
        write_folder(setup, release, read_key(private), folder)
        assert str(check_folder(folder, read_keys(publics)).version) == version


def test_who_looks_while_a_newer_setup_is_being_copied_finds_the_update_of_before(
    keys: tuple[Path, Path], setup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes a while on a share: without a signature meanwhile every PC that looks would raise an alarm."""
    private, publics = keys
    folder = tmp_path / "map"
    write_folder(setup, RELEASE, read_key(private), folder)
    newer = setup.with_name("Gezinscoach-2.2.0-setup.exe")
    newer.write_bytes(b"MZ" * 2000)
    found: list[str] = []
    real = shutil.copyfile

    def slowly(source: Path, target: Path) -> None:
        target.write_bytes(b"MZ")
        found.append(str(check_folder(folder, read_keys(publics)).version))
        real(source, target)

    monkeypatch.setattr(shutil, "copyfile", slowly)
    write_folder(newer, Release("2.2.0", RELEASE.released_on, ()), read_key(private), folder)
    assert found == ["2.1.0"]
    assert str(check_folder(folder, read_keys(publics)).version) == "2.2.0"


def test_half_of_an_update_is_never_trusted(
    keys: tuple[Path, Path], setup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between the manifest and its signature, also when an older update stood there."""
    private, publics = keys
    folder = tmp_path / "map"
    write_folder(setup, RELEASE, read_key(private), folder)

    def stop(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(sign_update, "sign", stop)
    with pytest.raises(KeyboardInterrupt):
        write_folder(setup, Release("2.2.0", RELEASE.released_on, ()), read_key(private), folder)
    with pytest.raises(UpdateRefused) as refused:
        check_folder(folder, read_keys(publics))
    assert refused.value.refusal is Refusal.SIGNATURE


def test_a_setup_that_changed_afterwards_is_found_out(
    keys: tuple[Path, Path], setup: Path, tmp_path: Path
) -> None:
    private, publics = keys
    folder = tmp_path / "map"
    write_folder(setup, RELEASE, read_key(private), folder)
    (folder / setup.name).write_bytes(b"MZ" * 999 + b"M!")
    with pytest.raises(UpdateRefused) as refused:
        check_folder(folder, read_keys(publics))
    assert refused.value.refusal is Refusal.SETUP


@pytest.mark.parametrize("version", ["2.1", "2.1.0rc1", ""])
def test_a_version_for_trying_out_is_no_update(
    version: str, keys: tuple[Path, Path], setup: Path, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="version"):
        write_folder(setup, Release(version, RELEASE.released_on, ()), read_key(keys[0]), tmp_path / "map")
    assert not (tmp_path / "map").exists()


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    raw = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(raw)
    with pytest.raises(ValueError, match="Ed25519"):
        read_key(tmp_path / "key.pem")


def test_a_key_that_no_program_trusts_makes_no_update(
    setup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(raw)
    folder = tmp_path / "map"
    told = sign_update.main(
        ["--key", str(tmp_path / "key.pem"), "--into", str(folder), "--setup", str(setup)]
    )
    assert told == 1
    assert "No program trusts this key" in capsys.readouterr().err
    assert not folder.exists()


def test_the_whole_from_the_command_line(
    keys: tuple[Path, Path],
    setup: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    private, publics = keys
    (tmp_path / "resources" / "update").mkdir(parents=True)
    (publics / "2026.pub").rename(tmp_path / "resources" / "update" / "2026.pub")
    monkeypatch.setattr(sign_update, "RESOURCES", tmp_path / "resources")
    folder = tmp_path / "map"
    assert sign_update.main(["--key", str(private), "--into", str(folder), "--setup", str(setup)]) == 0
    assert f"version {__version__}" in capsys.readouterr().out
    found = read_folder(folder)
    assert {path.name for path in folder.iterdir()} == {MANIFEST, SIGNATURE, setup.name}
    assert b'"what_is_new": [\n' in found.manifest, "CHANGELOG.md says what this version brings"


# ----------------------------------------------------------------------------------------------------- what is new

CHANGELOG = """# Wat is er nieuw

## 2.1.0 (2 november 2026)

Een versie met **vet**.

**Registreren**
- Een verslag is **sneller** klaar. De rest van het punt
  gaat nog even door.
- Een punt dat over
  twee regels loopt. En meer.
- Zonder punt op het einde

## 2.0.0

- Iets van vroeger.
"""


def test_what_is_new_is_the_first_sentence_of_every_point_of_this_version() -> None:
    assert what_is_new(CHANGELOG, "2.1.0") == (
        "Een verslag is sneller klaar.",
        "Een punt dat over twee regels loopt.",
        "Zonder punt op het einde",
    )
    assert what_is_new(CHANGELOG, "2.0.0") == ("Iets van vroeger.",)
    assert what_is_new(CHANGELOG, "9.9.9") == ()


def test_what_is_new_always_fits_in_a_manifest(setup: Path) -> None:
    endless = "## 2.1.0\n" + "- Een punt zonder einde dat maar doorgaat en doorgaat\n" * 100 + "- x" * 500
    release = Release("2.1.0", RELEASE.released_on, what_is_new(endless, "2.1.0"))
    check_manifest(sign_update.manifest_of(setup, release))
    assert release.what_is_new
