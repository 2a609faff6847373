"""A password of a server never stands among the arguments of a command."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.cli import USAGE, main

ADDRESS = "postgresql://an:heel-geheim@server/kantoor"


@pytest.mark.parametrize(
    "arguments",
    [
        ["new-office", "--name", "OCMW", ADDRESS],
        ["new-office", "--name", "OCMW", "postgresql://server/kantoor?sslpassword=heel-geheim"],
        ["import-office", "archief", ADDRESS],
        ["move", "--to", ADDRESS],
        ["restore", "kopie", "--as-new", ADDRESS],
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == USAGE
    said = capsys.readouterr()
    assert "geen wachtwoord in het adres" in said.err
    assert "heel-geheim" not in said.out + said.err


@pytest.mark.parametrize(
    "text", ["C:/Kantoor/map:b@x", "postgresql://an@server/kantoor", "postgresql://an:@/x"]
)
def test_addresses_without_one_are_taken(text: str) -> None:
    from gezinscoach_desktop.cli.place import place

    assert place(text) == text
