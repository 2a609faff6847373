"""Debian's PostgreSQL with TLS and a certificate of an own CA, as an office has it; the wheel's cannot do that.

It stands for another computer: reached by a name that is not this PC's, on an address that is.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.free_port import free_port

HOST = "kantoor.test"
"""The name in the certificate; nobody resolves it."""
SUPERUSER, SUPERUSER_PASSWORD = "postgres", "sesam van de beheerder 7"
PLAIN, TRUSTED = "plat", "open"
"""Databases that the server opens with a plain password, and without any: what a false server would ask."""
_PROGRAMS = Path("/usr/lib/postgresql")
_RULES = f"""\
hostssl {PLAIN} all 127.0.0.1/32 password
hostssl {TRUSTED} all 127.0.0.1/32 trust
hostssl all all 127.0.0.1/32 scram-sha-256
"""


@dataclass(frozen=True)
class Authority:
    """A CA of a test, which signs certificates for servers."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def made(cls, name: str = "CA van het kantoor") -> Authority:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = (
            _begun(subject, subject, key, timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(key, certificate)

    def write(self, path: Path) -> Path:
        """Its certificate, as colleagues get it."""
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        path.chmod(0o644)
        return path

    def sign(self, host: str, folder: Path, *, valid: timedelta = timedelta(days=365)) -> tuple[Path, Path]:
        """A certificate for `host` and its key, in files."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        certificate = (
            _begun(subject, self.certificate.subject, key, valid)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        paths = folder / "server.crt", folder / "server.key"
        paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        paths[1].write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        paths[1].chmod(0o600)
        return paths


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, valid: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(now, now + valid) - timedelta(days=1))
        .not_valid_after(now + valid)
    )


@dataclass(frozen=True)
class DebianServer:
    """A server that was started, and how to reach it as from another computer."""

    port: int
    folder: Path
    programs: Path

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.crt"

    def place(
        self,
        database: str,
        *,
        host: str = HOST,
        ca_file: Path | None = None,
        user_name: str = "",
        password: str = "",
    ) -> str:
        """The address of a database, with a login of the server when asked."""
        login = f"{user_name}:{quote(password, safe='')}@" if user_name else ""
        return (
            f"postgresql://{login}{host}:{self.port}/{database}"
            f"?hostaddr=127.0.0.1&sslrootcert={quote(str(ca_file or self.ca_file), safe='')}"
        )

    def as_superuser(self, database: str = "postgres") -> str:
        return self.place(database, user_name=SUPERUSER, password=SUPERUSER_PASSWORD)

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Statements of the superuser, each on its own."""
        import psycopg

        with psycopg.connect(
            self.as_superuser(database), sslmode="verify-full", autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def psql(
        self, *arguments: str, place: str = "", stdin: str = "", check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Debian's psql, by default as the superuser."""
        return subprocess.run(
            [
                self.programs / "psql",
                "-X",
                "-d",
                place or f"{self.as_superuser()}&sslmode=verify-full",
                *arguments,
            ],
            input=stdin,
            capture_output=True,
            text=True,
            check=check,
            timeout=600,
        )

    def new_name(self) -> str:
        """A name for a database that nobody uses yet."""
        return f"gc_{uuid4().hex[:24]}"


@pytest.fixture(scope="session")
def authority() -> Authority:
    """The office's own CA."""
    return Authority.made()


@pytest.fixture(scope="session")
def debian_server(authority: Authority) -> Iterator[DebianServer]:
    """One server for the whole run; skips with the reason where Debian's package or a user to run it as is missing."""
    with started(authority) as server:
        yield server


@contextmanager
def started(authority: Authority) -> Iterator[DebianServer]:
    """A server of its own, thrown away afterwards."""
    programs = _programs()
    if programs is None:
        pytest.skip("Debian's PostgreSQL (15 or newer) is not installed: apt-get install postgresql")
    user = _user()
    # Straight under /tmp: the server runs as another user, who must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="gcdeb-", dir="/tmp"))
    folder.chmod(0o755)
    server = DebianServer(free_port(), folder, programs)
    data = folder / "data"
    try:
        _make(server, authority, user)
        _run_as(
            user,
            programs / "pg_ctl",
            "-w",
            "-t",
            "600",
            "-D",
            data,
            "-l",
            data / "log",
            "-o",
            f"-p {server.port}",
            "start",
        )
        server.run(f"CREATE DATABASE {PLAIN}", f"CREATE DATABASE {TRUSTED}")
        yield server
    finally:
        if (data / "postmaster.pid").exists():
            _run_as(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _make(server: DebianServer, authority: Authority, user: str | None) -> None:
    folder, data = server.folder, server.folder / "data"
    password = folder / "password"
    password.write_text(SUPERUSER_PASSWORD)
    data.mkdir(mode=0o700)
    _give(user, data, password)
    initdb = (server.programs / "initdb", "-D", data, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C.UTF-8")
    _run_as(user, *initdb, "--auth=scram-sha-256", f"--pwfile={password}", "--no-sync", "--no-instructions")
    password.unlink()
    authority.write(server.ca_file)
    _give(user, *authority.sign(HOST, data))
    (data / "pg_hba.conf").write_text(_RULES)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(
            "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nssl = on\nfsync = off\n"
            "password_encryption = 'scram-sha-256'\n"
        )


def _programs() -> Path | None:
    found = [
        each
        for each in _PROGRAMS.glob("*/bin")
        if each.parent.name.isdecimal() and (each / "initdb").exists()
    ]
    newest = max(found, key=lambda each: int(each.parent.name), default=None)
    return newest if newest is not None and int(newest.parent.name) >= 15 else None


def _user() -> str | None:
    """Whom to run it as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip("PostgreSQL refuses to run as root, and there is no user postgres or nobody")


def _run_as(user: str | None, *command: str | Path) -> None:
    entry = pwd.getpwnam(user) if user is not None else None
    done = subprocess.run(
        [*command],
        user=entry.pw_uid if entry else None,
        group=entry.pw_gid if entry else None,
        extra_groups=[] if entry else None,
        cwd="/tmp",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server would keep a pipe open
        stderr=subprocess.STDOUT,
        check=False,
        timeout=600,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed with {done.returncode}")


def _give(user: str | None, *paths: Path) -> None:
    if user is not None:
        entry = pwd.getpwnam(user)
        for path in paths:
            os.chown(path, entry.pw_uid, entry.pw_gid)
