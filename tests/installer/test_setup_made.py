"""What `make installer` makes: the setup, signed when asked, the zip and their sums."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from installer.make import SCRIPT, Recipe, four_numbers, make_setup, write_sums
from installer.payload import UnusablePayload, read_payload, write_payload
from installer.places import INSTALLER
from installer.portable import write_documents, write_portable
from installer.sign import PASSWORD_FILE, PFX, SigningFailed, command_for, sign
from tests.installer.windows_pc import WindowsPc, files_in

needs_nsis = pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS (makensis) is not installed")
PASSWORD = "niet geheim"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "bundle"
    (folder / "_internal" / "map é").mkdir(parents=True)
    for name in ("Gezinscoach.exe", "gezinscoach-desktop.exe", "_internal/map é/a b.txt", "_internal/c.txt"):
        (folder / name).write_text(name)
    return folder


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A certificate for signing programs, made here, in which nobody believes."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Proef")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    secret = serialization.BestAvailableEncryption(PASSWORD.encode())
    (folder / "key.pfx").write_bytes(pkcs12.serialize_key_and_certificates(b"proef", key, made, None, secret))
    (folder / "password.txt").write_text(PASSWORD)
    return {PFX: str(folder / "key.pfx"), PASSWORD_FILE: str(folder / "password.txt")}


def is_signed(file: Path) -> bool:
    said = subprocess.run(
        ["osslsigncode", "verify", "-in", str(file)], capture_output=True, text=True, timeout=600, check=False
    )
    return "CN=Proef" in said.stdout.replace(" = ", "=")


@needs_nsis
def test_the_same_bundle_gives_the_same_setup_and_the_same_zip(bundle: Path, tmp_path: Path) -> None:
    payload = read_payload(bundle)
    for number in ("1", "2"):
        (tmp_path / number).mkdir()
        make_setup(payload, tmp_path / number / "gz.exe")
        write_portable(payload, tmp_path / number / "gz.zip")
        for file in bundle.rglob("*.txt"):
            file.touch()

    assert (tmp_path / "1" / "gz.exe").read_bytes() == (tmp_path / "2" / "gz.exe").read_bytes()
    assert (tmp_path / "1" / "gz.zip").read_bytes() == (tmp_path / "2" / "gz.zip").read_bytes()


@needs_nsis
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="osslsigncode is not installed")
def test_setup_and_uninstaller_are_signed_when_there_is_something_to_sign_with(
    pc: WindowsPc,
    bundle: Path,
    certificate: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_setup(read_payload(bundle), tmp_path / "bare.exe")
    for name, value in certificate.items():
        monkeypatch.setenv(name, value)

    make_setup(read_payload(bundle), tmp_path / "gz.exe", Recipe(signs=True))

    assert is_signed(tmp_path / "gz.exe")
    assert not is_signed(tmp_path / "bare.exe")
    assert pc.run(tmp_path / "gz.exe", "/S") == 0
    assert is_signed(pc.local / "Programs" / "Gezinscoach" / "Verwijderen.exe")


@needs_nsis
def test_no_setup_comes_out_when_it_could_not_be_signed(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEZINSCOACH_SIGN_COMMAND", f"{sys.executable} -c raise(SystemExit(3)) {{file}}")

    with pytest.raises(Exception, match="was not signed"):
        make_setup(read_payload(bundle), tmp_path / "gz.exe", Recipe(signs=True))

    assert not (tmp_path / "gz.exe").exists()


def test_a_failed_signature_leaves_the_file_and_names_no_password(
    bundle: Path, certificate: dict[str, str], tmp_path: Path
) -> None:
    if shutil.which("osslsigncode") is None:
        pytest.skip("osslsigncode is not installed")
    before = (bundle / "Gezinscoach.exe").read_bytes()

    with pytest.raises(SigningFailed) as caught:
        sign(bundle / "Gezinscoach.exe", certificate)

    assert (bundle / "Gezinscoach.exe").read_bytes() == before
    assert PASSWORD not in str(caught.value)
    assert files_in(bundle) == set(read_payload(bundle).files)


def test_an_own_command_signs_with_anything() -> None:
    file, own = Path("a b.exe"), {"GEZINSCOACH_SIGN_COMMAND": 'token sign "--who=Wij zelf" {file}'}

    assert command_for(file, file, own) == ["token", "sign", "--who=Wij zelf", "a b.exe"]


def test_the_zip_is_one_folder_with_every_file_and_what_to_do(bundle: Path, tmp_path: Path) -> None:
    write_portable(read_payload(bundle), tmp_path / "gz.zip")

    with zipfile.ZipFile(tmp_path / "gz.zip") as archive:
        assert archive.testzip() is None
        assert {info.filename for info in archive.infolist()} == {
            "Gezinscoach/LEES MIJ.txt",
            *(f"Gezinscoach/{name}" for name in read_payload(bundle).files),
        }
        assert "portable.txt" in archive.read("Gezinscoach/LEES MIJ.txt").decode("utf-8-sig")


def test_the_pages_for_it_departments_lead_to_each_other(tmp_path: Path) -> None:
    write_documents(tmp_path / "pages.zip")

    with zipfile.ZipFile(tmp_path / "pages.zip") as archive:
        names = set(archive.namelist())
        links = [
            str(PurePosixPath(os.path.normpath(PurePosixPath(name).parent / target)))
            for name in ("docs/it.md", "docs/postgresql.md", "docs/security.md")
            for target in re.findall(r"\]\((?!https?:)([^)#]+)", archive.read(name).decode("utf-8"))
        ]
    assert len(links) > 10
    assert [link for link in links if link not in names] == []


def test_the_sums_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "b.exe").write_bytes(b"b")
    (tmp_path / "a.zip").write_bytes(b"a")

    sums = write_sums(tmp_path, [tmp_path / "b.exe", tmp_path / "a.zip"]).read_text()

    assert sums == f"{hashlib.sha256(b'a').hexdigest()}  a.zip\n{hashlib.sha256(b'b').hexdigest()}  b.exe\n"


@pytest.mark.parametrize(
    "name",
    [
        "Verwijderen.exe",
        "VERWIJDERLIJST.txt",
        ".oud/x",
        "_internal/" + "a" * 200,
        'x"y',
        "a\\b",
        "up..",
        "_internal/C.TXT",
    ],
)
def test_a_bundle_that_could_not_be_taken_away_again_is_refused(bundle: Path, name: str) -> None:
    path = bundle / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")

    with pytest.raises(UnusablePayload):
        read_payload(bundle)


def test_a_folder_without_the_program_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(UnusablePayload, match="is no bundle"):
        read_payload(tmp_path)
    with pytest.raises(UnusablePayload, match="make bundle"):
        read_payload(tmp_path / "missing")


def test_what_is_removed_is_exactly_what_was_installed(bundle: Path, tmp_path: Path) -> None:
    payload = read_payload(bundle)

    write_payload(payload, tmp_path)

    script = (tmp_path / "payload.nsh").read_text("utf-8-sig")
    removed = {line.split('"')[1] for line in script.splitlines() if line.startswith("  Delete")}
    expected = {"$INSTDIR\\" + name.replace("/", "\\") for name in (*payload.files, "kantoor.ico")}
    assert removed == expected
    listed = (tmp_path / "verwijderlijst.txt").read_text("utf-16-le").split("\n")
    assert {"$INSTDIR\\" + line.strip() for line in listed if line} == expected | {
        "$INSTDIR\\_internal",
        "$INSTDIR\\_internal\\map é",
    }


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("0.2.0rc1", "0.2.0.0"), ("1.2.3.4", "1.2.3.4")],
)
def test_a_version_as_windows_keeps_it(version: str, numbers: str) -> None:
    assert four_numbers(version) == numbers


def test_every_option_and_every_answer_of_the_setup_is_in_its_readme() -> None:
    script = "".join(
        path.read_text("utf-8") for path in (SCRIPT, *sorted((INSTALLER / "setup").glob("*.nsh")))
    )
    readme = (INSTALLER / "README.md").read_text("utf-8")

    options = set(re.findall(r'\$\{GetOptions\} \S+ "(/\w+)"', script)) | {"/S", "/D="}
    answers = set(re.findall(r"!define CODE_\w+ (\d+)", script))

    assert options >= {"/AllUsers", "/UPDATE", "/REMOVEDATA"}
    assert len(answers) == 7
    assert [option for option in sorted(options) if f"| `{option}" not in readme] == []
    assert [answer for answer in sorted(answers) if f"\n| {answer} | " not in readme] == []


def test_the_setup_empties_no_folder_that_it_did_not_make_itself() -> None:
    scripts = (SCRIPT, *sorted((INSTALLER / "setup").glob("*.nsh")))
    emptied = {
        line.split(";")[0].strip()
        for path in scripts
        for line in path.read_text().splitlines()
        if "RMDir /r" in line
    }

    assert emptied == {'RMDir /r "$Stage"', 'RMDir /r "$INSTDIR\\.nieuw"', 'RMDir /r "$0\\$2"'}
