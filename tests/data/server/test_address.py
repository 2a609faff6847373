"""An address leads to the server that was meant, or nowhere; what is secret in it is never shown."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from cryptography import x509

from gezinscoach_desktop.data.server import protection
from gezinscoach_desktop.data.server.address import Address, Login, as_login, has_login, parse
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from tests.debian_server import Authority


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


def option(address: Address, name: str) -> str | None:
    value = address.url.query.get(name)
    assert value is None or isinstance(value, str)
    return value


ELSEWHERE = (
    "postgresql://server.example/kantoor",
    "postgresql://10.0.0.5:5433/kantoor",
    "postgresql://[2001:db8::5]/kantoor",
    "postgresql://localhost,server.example/kantoor",
    "postgresql://localhost/kantoor?host=server.example",
    "postgresql://localhost/kantoor?host=localhost&host=server.example",
    "postgresql://localhost/kantoor?hostaddr=10.0.0.5",
    "postgresql://server.example/kantoor?hostaddr=127.0.0.1",
    "postgresql://127.0.0.1.server.example/kantoor",
    "postgresql://localhost/kantoor?service=elders",
)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_another_computer_has_to_prove_who_it_is_and_never_gets_the_password(place: str) -> None:
    found = parse(place, user_name="an", password="geheim")
    assert option(found, "sslmode") == "verify-full"
    assert option(found, "require_auth") == "scram-sha-256"
    assert option(found, "gssencmode") == "disable"
    assert option(found, "sslrootcert")


@pytest.mark.parametrize("place", ELSEWHERE)
@pytest.mark.parametrize("mode", ["require", "prefer", "verify-ca", "disable", "allow", "VERIFY-FULL"])
def test_less_than_proof_is_refused_for_another_computer(place: str, mode: str) -> None:
    sign = "&" if "?" in place else "?"
    with pytest.raises(OfficeUnavailable, match="elke computer"):
        parse(f"{place}{sign}sslmode={mode}")


@pytest.mark.parametrize("method", ["password", "md5", "none", "scram-sha-256,password", "!none"])
def test_a_server_that_could_ask_for_the_password_itself_is_refused(method: str) -> None:
    with pytest.raises(OfficeUnavailable, match="require_auth"):
        parse(f"postgresql://server.example/kantoor?require_auth={method}")


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_the_environment_cannot_lead_a_local_address_elsewhere_unproven(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "10.0.0.5")
    assert option(parse("postgresql:///kantoor"), "sslmode") == "verify-full"


@pytest.mark.parametrize(
    "place",
    [
        "postgresql:///kantoor",
        "postgresql://localhost/kantoor",
        "postgresql://127.0.0.9:5433/kantoor",
        "postgresql://[::1]/kantoor",
        "postgresql:///kantoor?host=/run/postgresql",
        "postgresql://localhost/kantoor?hostaddr=127.0.0.1",
    ],
)
def test_this_pc_needs_no_certificate_and_yet_never_sends_the_password_itself(place: str) -> None:
    found = parse(place)
    assert option(found, "sslmode") is None
    assert option(found, "require_auth") == "none,scram-sha-256"


def test_the_ca_file_of_the_office_is_the_only_one_trusted(tmp_path: Path) -> None:
    path = tmp_path / "ca van het OCMW.pem"
    path.write_text("-")
    found = parse(f"postgresql://server.example/kantoor?sslrootcert={path}")
    assert option(found, "sslrootcert") == str(path)
    assert parse(found.shown).url.query == found.url.query


def test_a_ca_file_that_is_away_is_said_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(OfficeUnavailable, match=r"CA-bestand .*/weg\.pem"):
        parse(f"postgresql://server.example/kantoor?sslrootcert={tmp_path}/weg.pem")


def test_without_a_ca_file_whom_this_pc_trusts_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    trusted = option(parse("postgresql://server.example/kantoor"), "sslrootcert")
    assert trusted == "system" or (trusted is not None and Path(trusted).is_file())
    monkeypatch.setenv("SSL_CERT_FILE", "/eigen.pem")
    assert option(parse("postgresql://server.example/kantoor"), "sslrootcert") == "system"


def test_several_servers_in_one_address_find_the_one_that_can_be_written_in() -> None:
    found = parse("postgresql://een.example:5433,[2001:db8::5]/kantoor", user_name="an", password="geheim")
    assert option(found, "host") == "een.example,2001:db8::5"
    assert option(found, "port") == "5433,"
    assert option(found, "target_session_attrs") == "read-write"
    assert (found.url.username, found.url.password) == ("kantoor.an", "geheim")
    assert parse(found.shown, user_name="an", password="geheim").url == found.url


def test_which_of_several_servers_may_be_chosen() -> None:
    found = parse("postgresql://een.example,twee.example/kantoor?target_session_attrs=any")
    assert option(found, "target_session_attrs") == "any"
    assert option(parse("postgresql://een.example/kantoor"), "target_session_attrs") is None


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://migrator:GEHEIM@een,twee/kantoor",
        "postgresql://migrator:GEHEIM@server/kantoor",
        "postgresql://server/kantoor?user=migrator&password=GEHEIM",
        "postgresql://server/kantoor?sslpassword=GEHEIM",
        "postgresql://server/kantoor?oauth_client_secret=GEHEIM",
        "postgresql://server/kantoor?scram_client_key=GEHEIM",
    ],
)
def test_what_is_secret_in_an_address_is_never_shown(place: str) -> None:
    found = parse(place, user_name="an", password="GEHEIM")
    assert "GEHEIM" not in found.shown
    assert "GEHEIM" not in repr(found)


@pytest.mark.parametrize(
    "place",
    [
        "mysql://GEHEIM@server/kantoor",
        "postgresql+asyncpg://GEHEIM@server/kantoor",
        "postgresql://GEHEIM:x:y:z/",
        "postgresql://server",
        "postgresql://a:GEHEIM,b:c:d/kantoor",
        "postgresql://server/Kantoor GEHEIM",
        "postgresql:///kantoor?host=a,b&port=1,2,3",
    ],
)
def test_an_address_that_is_none_is_one_sentence(place: str) -> None:
    with pytest.raises(OfficeUnavailable) as caught:
        parse(place)
    assert "?" not in caught.value.message
    assert caught.value.__cause__ is None


def test_the_password_of_an_account_is_not_that_of_another_in_the_address() -> None:
    found = parse("postgresql://server/kantoor?password=ander", user_name="an", password="geheim")
    assert found.url.password == "geheim"
    assert "password" not in found.url.query


def test_a_login_of_the_server_is_added_to_an_address_without_one_only() -> None:
    login = Login("kantoor_migrator", "p@ss/wóórd")
    found = as_login("postgresql://een,twee/kantoor", login)
    assert (found.url.username, found.url.password) == ("kantoor_migrator", "p@ss/wóórd")
    assert not found.is_personal
    kept = as_login("postgresql://ander:pw@server/kantoor", login)
    assert (kept.url.username, kept.url.password) == ("ander", "pw")
    assert has_login("postgresql://ander@server/kantoor")
    assert not has_login("postgresql://server/kantoor")


def test_whom_windows_trusts_is_handed_to_libpq_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority.made()
    trusting = ssl.create_default_context(cafile=authority.write(tmp_path / "ca.crt"))
    nowhere = ssl.get_default_verify_paths()._replace(cafile="")
    monkeypatch.setenv("GEZINSCOACH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    protection._system_authorities.cache_clear()
    try:
        found = option(parse("postgresql://server.example/kantoor"), "sslrootcert")
        assert found is not None
        assert x509.load_pem_x509_certificates(Path(found).read_bytes()) == [authority.certificate]
    finally:
        protection._system_authorities.cache_clear()
