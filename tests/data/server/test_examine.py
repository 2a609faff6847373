"""What a server lacks is said in one sentence each: from outside without a login, from inside with one."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from gezinscoach_desktop.data.server import examine as examining
from gezinscoach_desktop.data.server.examine import ServerFindings
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.server import (
    ServerParts,
    examine_server,
    server_address,
    server_parts,
    set_up_server,
)
from tests.data.server.conftest import AnyServer
from tests.data.server.test_protection import asking_over_tls, false_server, without_tls
from tests.debian_server import HOST, PLAIN, Authority, DebianServer

pytestmark = pytest.mark.postgres
PASSWORD = "vier woorden zijn genoeg"


def told(found: ServerFindings) -> str:
    """Every sentence; each says something in one line and ends as a sentence does."""
    sentences = (*found.problems, *found.warnings, *found.facts)
    assert all(each.endswith(".") and "\n" not in each for each in sentences)
    assert found.is_fit is (not found.problems)
    return " ".join(sentences)


@pytest.fixture(scope="module")
def office_server(debian_server: DebianServer) -> tuple[DebianServer, str]:
    """Debian's server, set up for an office that is not made yet."""
    database = debian_server.new_name()
    found = set_up_server(debian_server.as_superuser(), database, migrator_password=PASSWORD)
    assert found.is_fit, found.problems
    return debian_server, database


# ----------------------------------------------------------------------------------------------------- without a login
def test_a_good_server_shows_its_certificate_without_a_login(office_server: tuple[DebianServer, str]) -> None:
    server, database = office_server
    found = examine_server(server.place(database))
    assert found.is_fit
    assert "toont een geldig certificaat, tot " in told(found)
    assert "(TLSv1." in told(found)
    assert "vraagt een login" in told(found)


def test_a_server_of_another_ca_is_told_from_one_of_another_name(
    debian_server: DebianServer, tmp_path: Path
) -> None:
    other = Authority.made("Een andere").write(tmp_path / "andere.crt")
    assert "niet van de CA van het kantoor" in told(examine_server(debian_server.place("x", ca_file=other)))
    found = examine_server(debian_server.place("x", host="elders.test"))
    assert "niet op naam van elders.test" in told(found)
    assert not found.is_fit


def test_an_expired_certificate_and_one_that_soon_will_be_are_said(
    authority: Authority, tmp_path: Path
) -> None:
    ca_file = authority.write(tmp_path / "ca.crt")
    for days, expected in ((-1, "is vervallen"), (5, "vervalt op")):
        folder = tmp_path / str(days)
        folder.mkdir()
        talk = asking_over_tls(*authority.sign(HOST, folder, valid=timedelta(days=days)))
        with false_server(talk) as (port, _heard):
            place = f"postgresql://{HOST}:{port}/kantoor?hostaddr=127.0.0.1&sslrootcert={ca_file}"
            assert expected in told(examine_server(place))


def test_a_server_without_tls_is_said(authority: Authority, tmp_path: Path) -> None:
    ca_file = authority.write(tmp_path / "ca.crt")
    with false_server(without_tls) as (port, _heard):
        found = examine_server(f"postgresql://{HOST}:{port}/kantoor?hostaddr=127.0.0.1&sslrootcert={ca_file}")
    assert "geen TLS aanstaan" in told(found)
    assert not found.is_fit


def test_something_else_on_the_port_is_said(authority: Authority, tmp_path: Path) -> None:
    def web_server(connection: socket.socket, heard: bytearray) -> None:
        heard += connection.recv(8)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    ca_file = authority.write(tmp_path / "ca.crt")
    with false_server(web_server) as (port, _heard):
        found = examine_server(f"postgresql://{HOST}:{port}/kantoor?hostaddr=127.0.0.1&sslrootcert={ca_file}")
    assert "iets anders dan PostgreSQL" in told(found)


def test_a_ca_file_without_a_certificate_is_said(debian_server: DebianServer, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_text("Geachte")
    assert "bevat geen certificaat" in told(examine_server(debian_server.place("x", ca_file=path)))


def test_a_name_that_is_unknown_is_said(tmp_path: Path, authority: Authority) -> None:
    ca_file = authority.write(tmp_path / "ca.crt")
    found = examine_server(f"postgresql://server.invalid/kantoor?sslrootcert={ca_file}")
    assert "De naam server.invalid bestaat niet" in told(found)


def test_a_port_on_which_nothing_listens_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        found = examine_server(f"postgresql://127.0.0.1:{port}/kantoor")
    assert f"luistert niets op poort {port}" in told(found)


def test_a_server_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def silence(*_args: object, **_options: object) -> socket.socket:
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", silence)
    found = examine_server("postgresql://127.0.0.1/kantoor")
    assert "antwoordt niet op poort 5432" in told(found)


def test_an_address_that_cannot_be_used_is_a_finding(debian_server: DebianServer) -> None:
    assert "sslmode=require" in told(examine_server(f"{debian_server.place('x')}&sslmode=require"))
    assert "niet herkend" in told(examine_server("mysql://server/kantoor"))
    assert "CA-bestand" in told(examine_server("postgresql://server/kantoor?sslrootcert=/weg.pem"))


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port where nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        yield found.getsockname()[1]


def test_one_of_several_servers_may_be_away(office_server: tuple[DebianServer, str]) -> None:
    server, database = office_server
    with deaf_port() as port:
        place = (
            f"postgresql://{HOST}:{port},{HOST}:{server.port}/{database}"
            f"?hostaddr=127.0.0.1,127.0.0.1&sslrootcert={server.ca_file}"
        )
        found = examine_server(place, user_name=f"{database}_migrator", password=PASSWORD)
    assert found.is_fit
    assert any("luistert niets" in warning for warning in found.warnings)


def test_progress_is_told_to_the_end(office_server: tuple[DebianServer, str]) -> None:
    server, database = office_server
    steps: list[tuple[int, int]] = []
    examine_server(server.place(database), report=lambda done, of: steps.append((done, of)))
    assert steps == [(1, 2), (2, 2)]


# -------------------------------------------------------------------------------------------------------- with a login
def test_the_migrator_hears_that_an_office_can_come(office_server: tuple[DebianServer, str]) -> None:
    server, database = office_server
    found = examine_server(server.place(database), user_name=f"{database}_migrator", password=PASSWORD)
    assert found.is_fit
    assert not found.has_office
    assert "De databank is leeg" in told(found)
    assert "volledig" in told(found)
    assert "over TLSv1." in told(found)


def test_a_wrong_password_and_a_database_that_is_not_there_are_said(
    office_server: tuple[DebianServer, str],
) -> None:
    server, database = office_server
    migrator = f"{database}_migrator"
    found = examine_server(server.place(database), user_name=migrator, password="verkeerd")
    assert "login of het wachtwoord klopt niet" in told(found)
    found = examine_server(server.place("gc_weg"), user_name=migrator, password=PASSWORD)
    assert "postgres-setup --database gc_weg" in told(found)


def test_a_login_that_may_not_enter_or_may_not_make_an_office_is_said(
    office_server: tuple[DebianServer, str],
) -> None:
    server, database = office_server
    other, person = server.new_name(), f"{database}_guest"
    server.run(
        f"CREATE DATABASE {other}",
        f"REVOKE CONNECT ON DATABASE {other} FROM PUBLIC",
        f"CREATE ROLE {person} LOGIN PASSWORD '{PASSWORD}' IN ROLE {database}_person",
    )
    found = examine_server(server.place(other), user_name=person, password=PASSWORD)
    assert "mag de databank" in told(found)
    found = examine_server(server.place(database), user_name=person, password=PASSWORD)
    assert "mag hier geen kantoor maken" in told(found)


def test_a_server_that_was_not_set_up_is_said_and_for_its_superuser_it_is_no_problem(
    debian_server: DebianServer,
) -> None:
    database, person = debian_server.new_name(), f"{debian_server.new_name()}_guest"
    debian_server.run(f"CREATE DATABASE {database}", f"CREATE ROLE {person} LOGIN PASSWORD '{PASSWORD}'")
    found = examine_server(debian_server.place(database), user_name=person, password=PASSWORD)
    assert "ontbreekt nog: de rol" in told(found)
    assert not found.is_fit
    found = examine_server(debian_server.as_superuser(database))
    assert "komt in orde als je hier een kantoor maakt" in told(found)
    assert found.is_fit


def test_a_database_of_something_else_is_no_place_for_an_office(debian_server: DebianServer) -> None:
    database = debian_server.new_name()
    debian_server.run(f"CREATE DATABASE {database}")
    debian_server.run("CREATE TABLE invoice (id integer)", database=database)
    found = examine_server(debian_server.as_superuser(database))
    assert "iets anders dan een kantoor" in told(found)


def test_an_office_that_stands_there_is_recognised(debian_server: DebianServer) -> None:
    database = debian_server.new_name()
    debian_server.run(f"CREATE DATABASE {database}")
    debian_server.run(
        "CREATE TABLE office (id integer)", "CREATE TABLE alembic_version (id integer)", database=database
    )
    found = examine_server(debian_server.as_superuser(database))
    assert found.has_office
    assert found.is_fit


def test_the_superuser_hears_which_rules_let_too_much_in(debian_server: DebianServer) -> None:
    database = debian_server.new_name()
    debian_server.run(f"CREATE DATABASE {database}")
    assert "pg_hba.conf" not in told(examine_server(debian_server.as_superuser(database)))
    found = examine_server(f"{debian_server.as_superuser(PLAIN)}&require_auth=scram-sha-256")
    assert "niet met SCRAM" in told(found)


@pytest.mark.parametrize(
    ("kind", "where", "method", "expected"),
    [
        ("host", "all", "trust", [("trust", True), ("zonder TLS", False)]),
        ("hostssl", "10.0.0.0", "md5", [("md5", True)]),
        ("hostssl", "samenet", "password", [("password", True)]),
        ("host", "samenet", "scram-sha-256", [("zonder TLS", False)]),
        ("host", "127.0.0.1", "scram-sha-256", []),
        ("host", "::1", "md5", [("md5", False)]),
        ("local", None, "trust", [("trust", False)]),
        ("local", None, "peer", []),
        ("hostssl", "10.0.0.0", "scram-sha-256", []),
    ],
)
def test_each_rule_is_judged_by_whom_it_lets_in_and_how(
    kind: str, where: str | None, method: str, expected: list[tuple[str, bool]]
) -> None:
    elsewhere = kind != "local" and not examining._is_loopback(where)
    found = list(examining._rule_problems(7, kind, method, is_elsewhere=elsewhere))
    assert [serious for _, serious in found] == [serious for _, serious in expected]
    assert all(word in sentence for (word, _), (sentence, _) in zip(expected, found, strict=True))
    assert all(sentence.startswith("Regel 7 van pg_hba.conf") for sentence, _ in found)


def test_a_server_with_settings_that_weaken_it_is_not_fit(office_server: tuple[DebianServer, str]) -> None:
    server, database = office_server
    server.run(f"ALTER DATABASE {database} SET password_encryption = 'md5'")
    try:
        found = examine_server(server.place(database), user_name=f"{database}_migrator", password=PASSWORD)
    finally:
        server.run(f"ALTER DATABASE {database} RESET password_encryption")
    assert "password_encryption = 'scram-sha-256'" in told(found)
    assert not found.is_fit


def test_every_version_is_looked_at_from_inside(any_server: AnyServer) -> None:
    database = any_server.new_name()
    any_server.run(f"CREATE DATABASE {database}")
    found = examine_server(any_server.place(database))
    assert found.is_fit, found.problems
    assert "PostgreSQL 1" in told(found)


# ---------------------------------------------------------------------------------------------------- addresses in parts
@pytest.mark.parametrize(
    "parts",
    [
        ServerParts("server.gemeente.be", None, "gezinscoach", ""),
        ServerParts("server", 5433, "gezinscoach", "C:\\Certificaten van ons\\ca é.pem"),
        ServerParts("een.be,twee.be", 5433, "gezinscoach", "/etc/ca.pem"),
        ServerParts("een.be,twee.be", None, "gezinscoach", ""),
        ServerParts("2001:db8::5", 5432, "gezinscoach", ""),
        ServerParts("/run/postgresql", None, "gezinscoach", ""),
        ServerParts("", None, "gezinscoach", ""),
    ],
)
def test_the_parts_of_a_form_become_an_address_and_come_back(parts: ServerParts) -> None:
    place = server_address(parts.host, parts.port, parts.database, parts.ca_file)
    assert place.startswith("postgresql://")
    assert server_parts(place) == parts


@pytest.mark.parametrize(
    ("host", "port", "database", "field"),
    [
        ("postgresql://server", None, "x", "host"),
        ("an@server", None, "x", "host"),
        ("server/x", None, "x", "host"),
        ("server?sslmode=disable", None, "x", "host"),
        ("server", 0, "x", "port"),
        ("server", 70000, "x", "port"),
        ("server", None, " ", "database"),
    ],
)
def test_a_part_that_does_not_fit_names_its_field(
    host: str, port: int | None, database: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        server_address(host, port, database, "")
    assert caught.value.field == field


def test_what_is_typed_as_a_database_cannot_become_an_option() -> None:
    place = server_address("server", None, "x?sslmode=disable", "")
    assert server_parts(place).database == "x?sslmode=disable"
