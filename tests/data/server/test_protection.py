"""Over the network a password goes only to the server of the office, and never as it is."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from gezinscoach_desktop.data.server.address import parse
from gezinscoach_desktop.data.server.engine import connected
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError, WrongPassword
from tests.debian_server import HOST, PLAIN, SUPERUSER, SUPERUSER_PASSWORD, TRUSTED, Authority, DebianServer
from tests.patience import LONG

pytestmark = pytest.mark.postgres
SECRET = "heel-geheim-wachtwoord"


def signed_in(place: str) -> str:
    """The version of TLS with which the server let us in; raises what a user would see."""
    with connected(parse(f"{place}&login_prefix=nobody")) as engine, engine.connect() as connection:
        query = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl"
        return str(connection.exec_driver_sql(query).scalar())


def test_a_server_with_a_certificate_of_the_offices_ca_lets_us_in(debian_server: DebianServer) -> None:
    assert signed_in(debian_server.as_superuser()).startswith("TLSv1.")


def test_a_server_of_another_ca_gets_nothing(debian_server: DebianServer, tmp_path: Path) -> None:
    other = Authority.made("Een andere CA").write(tmp_path / "andere.crt")
    with pytest.raises(OfficeUnavailable):
        signed_in(
            debian_server.place("postgres", ca_file=other, user_name=SUPERUSER, password=SUPERUSER_PASSWORD)
        )


def test_a_server_of_another_name_gets_nothing(debian_server: DebianServer) -> None:
    with pytest.raises(OfficeUnavailable):
        signed_in(
            debian_server.place(
                "postgres", host="elders.test", user_name=SUPERUSER, password=SUPERUSER_PASSWORD
            )
        )


@pytest.mark.parametrize("database", [PLAIN, TRUSTED])
def test_a_server_that_asks_for_the_password_itself_or_for_none_is_not_worked_with(
    debian_server: DebianServer, database: str
) -> None:
    with pytest.raises(OfficeUnavailable):
        signed_in(debian_server.as_superuser(database))


@pytest.mark.parametrize("database", [PLAIN, TRUSTED])
def test_the_control_without_our_protection_such_a_server_lets_us_in(
    debian_server: DebianServer, database: str
) -> None:
    done = debian_server.psql(
        "-Atc", "SELECT 1", place=f"{debian_server.as_superuser(database)}&sslmode=verify-full"
    )
    assert done.stdout == "1\n"


def test_a_wrong_password_is_told_from_an_unproven_server(debian_server: DebianServer) -> None:
    with pytest.raises(WrongPassword):
        signed_in(debian_server.place("postgres", user_name=SUPERUSER, password="verkeerd"))


# ------------------------------------------------------------------------------------- servers that are not what they say
Talk = Callable[[socket.socket, bytearray], None]


@contextmanager
def false_server(talk: Talk) -> Iterator[tuple[int, bytearray]]:
    """A port on which `talk` answers everybody, and every byte that it noted."""
    listener = socket.create_server(("127.0.0.1", 0))
    heard = bytearray()

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                connection.settimeout(LONG)
                talk(connection, heard)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1], heard
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def without_tls(connection: socket.socket, heard: bytearray) -> None:
    """`require` would give up here, `prefer` would go on in the open: this one asks for the password at once."""
    heard += connection.recv(8)
    connection.sendall(b"N")
    ask(connection, heard)


def ask(connection: socket.socket, heard: bytearray) -> None:
    """For the password as it is (AuthenticationCleartextPassword), and hang up on the answer."""
    heard += connection.recv(4096)
    connection.sendall(b"R" + struct.pack("!ii", 8, 3))
    heard += connection.recv(4096)


def asking_over_tls(certificate: Path, key: Path) -> Talk:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def talk(connection: socket.socket, heard: bytearray) -> None:
        connection.recv(8)
        connection.sendall(b"S")
        with context.wrap_socket(connection, server_side=True) as proven:
            ask(proven, heard)

    return talk


def test_without_tls_not_one_byte_of_a_name_or_password_leaves(authority: Authority, tmp_path: Path) -> None:
    ca_file = authority.write(tmp_path / "ca.crt")
    with false_server(without_tls) as (port, heard), pytest.raises(OfficeUnavailable):
        signed_in(
            f"postgresql://migrator:{SECRET}@{HOST}:{port}/kantoor?hostaddr=127.0.0.1&sslrootcert={ca_file}"
        )
    assert heard  # nothing but the question for TLS, once or more
    assert not heard.replace(struct.pack("!ii", 8, 80877103), b"")


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_an_address_that_asks_for_less_is_refused_before_anything_is_sent(
    mode: str, authority: Authority, tmp_path: Path
) -> None:
    with false_server(without_tls) as (port, heard), pytest.raises(OfficeUnavailable, match=mode):
        signed_in(f"postgresql://migrator:{SECRET}@{HOST}:{port}/kantoor?hostaddr=127.0.0.1&sslmode={mode}")
    assert not heard


def test_the_control_an_unprotected_client_tells_such_a_server_its_password() -> None:
    import psycopg

    with false_server(without_tls) as (port, heard), pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            f"postgresql://migrator:{SECRET}@127.0.0.1:{port}/kantoor?sslmode=prefer",
            connect_timeout=int(LONG),
        )
    assert SECRET.encode() in heard


def test_even_a_proven_server_is_not_told_the_password(authority: Authority, tmp_path: Path) -> None:
    ca_file = authority.write(tmp_path / "ca.crt")
    talk = asking_over_tls(*authority.sign(HOST, tmp_path))
    with false_server(talk) as (port, heard), pytest.raises(UserError):
        signed_in(
            f"postgresql://migrator:{SECRET}@{HOST}:{port}/kantoor?hostaddr=127.0.0.1&sslrootcert={ca_file}"
        )
    assert b"migrator" in heard  # it got as far as asking
    assert SECRET.encode() not in heard


def test_on_this_pc_too_the_password_itself_is_never_sent(authority: Authority, tmp_path: Path) -> None:
    with false_server(without_tls) as (port, heard), pytest.raises(UserError):
        signed_in(f"postgresql://migrator:{SECRET}@127.0.0.1:{port}/kantoor?sslmode=prefer")
    assert b"migrator" in heard
    assert SECRET.encode() not in heard


def test_an_expired_certificate_proves_nothing(authority: Authority, tmp_path: Path) -> None:
    ca_file = authority.write(tmp_path / "ca.crt")
    talk = asking_over_tls(*authority.sign(HOST, tmp_path, valid=-timedelta(days=1)))
    with false_server(talk) as (port, heard), pytest.raises(OfficeUnavailable):
        signed_in(
            f"postgresql://migrator:{SECRET}@{HOST}:{port}/kantoor?hostaddr=127.0.0.1&sslrootcert={ca_file}"
        )
    assert b"migrator" not in heard
