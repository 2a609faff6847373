"""Which office, who and with what password: from the environment, or asked."""

from __future__ import annotations

import os
import sys

from gezinscoach_desktop.domain.errors import InvalidInput

OFFICE, USER, PASSWORD = "GEZINSCOACH_OFFICE", "GEZINSCOACH_USER", "GEZINSCOACH_PASSWORD"


def office_place() -> str:
    """The file or URL of the office."""
    return os.environ.get(OFFICE) or _ask("Kantoor (bestand of postgresql://…): ", "het kantoor", OFFICE)


def user_name() -> str:
    """Who works."""
    return os.environ.get(USER) or _ask("Gebruiker: ", "de gebruiker", USER)


def password() -> str:
    """The password; asked without showing it."""
    return os.environ.get(PASSWORD) or _ask_hidden("Wachtwoord: ")


def new_password() -> str:
    """A password to set: asked twice when it is not in the environment."""
    given = os.environ.get(PASSWORD)
    if given:
        return given
    first = _ask_hidden("Nieuw wachtwoord: ")
    if _ask_hidden("Nog eens hetzelfde wachtwoord: ") != first:
        raise InvalidInput("De twee wachtwoorden zijn niet gelijk; er is niets gemaakt.", field="password")
    return first


def _ask(question: str, what: str, variable: str) -> str:
    if not sys.stdin.isatty():
        raise InvalidInput(f"Niemand kan hier {what} intikken; zet het in {variable}.")
    sys.stderr.write(question)  # not on standard output, where the result belongs
    sys.stderr.flush()
    answer = sys.stdin.readline().strip()
    if not answer:
        raise InvalidInput(f"Zonder {what} gaat het niet.")
    return answer


def _ask_hidden(question: str) -> str:
    from getpass import getpass

    if not sys.stdin.isatty():
        raise InvalidInput(f"Niemand kan hier het wachtwoord intikken; zet het in {PASSWORD}.")
    try:
        return getpass(question)
    except EOFError:
        raise InvalidInput("Zonder wachtwoord gaat het niet.") from None
