"""Where a server is, as somebody types or pastes it."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.server.typed import TypedServer, read_address, read_port


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("postgresql://Server.be/kantoor", TypedServer("Server.be", None, "kantoor")),
        ("  postgres://10.0.0.5:6543/kantoor ", TypedServer("10.0.0.5", 6543, "kantoor")),
        ("postgresql+psycopg://[::1]:5433/kantoor", TypedServer("::1", 5433, "kantoor")),
        ("postgresql:///kantoor?host=/run/pg&port=5433", TypedServer("/run/pg", 5433, "kantoor")),
        (
            "postgresql://an%40ocmw:a%3Ab@s/kantoor%20een?sslrootcert=/c%20a.crt&sslmode=verify-ca",
            TypedServer("s", None, "kantoor een", "/c a.crt", (("sslmode", "verify-ca"),), "an@ocmw", "a:b"),
        ),
        ("postgresql://", TypedServer("")),
        (
            "postgresql://m@een.be:6543,twee.be/kantoor",
            TypedServer("een.be,twee.be", 6543, "kantoor", user_name="m"),
        ),
    ],
)
def test_a_whole_address_is_taken_apart(text: str, read: TypedServer) -> None:
    assert read_address(text) == read


@pytest.mark.parametrize("text", ["", "server.be", "https://server.be/x", "postgresql://[::1/db"])
def test_anything_else_stays_as_it_was_typed(text: str) -> None:
    assert read_address(text) is None


def test_what_was_pasted_besides_goes_back_into_the_address() -> None:
    typed = TypedServer("s", options=(("login_prefix", "oud"), ("sslmode", "disable")))
    address = typed.with_options("postgresql://s/db?sslmode=verify-full")

    assert address == "postgresql://s/db?sslmode=verify-full&login_prefix=oud"
    assert TypedServer("s").with_options("postgresql://s/db") == "postgresql://s/db"


@pytest.mark.parametrize(("text", "port"), [("", None), ("5432", 5432), ("65535", 65535)])
def test_a_port_may_be_left_out(text: str, port: int | None) -> None:
    assert read_port(text) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "vijf", "54 32", "５４３２"])
def test_what_is_no_port_is_told(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_port(text)
    assert refused.value.field == "port"


def test_a_password_is_not_in_what_is_written_about_it() -> None:
    assert "geheim" not in repr(TypedServer("s", user_name="m", password="geheim"))
