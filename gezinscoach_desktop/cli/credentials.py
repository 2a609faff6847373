"""Which office, who and with what password: from the environment, or asked."""

from __future__ import annotations

import os
import sys

from gezinscoach_desktop.domain.errors import InvalidInput

OFFICE, USER, PASSWORD = "GEZINSCOACH_OFFICE", "GEZINSCOACH_USER", "GEZINSCOACH_PASSWORD"
SERVER_USER, SERVER_PASSWORD = "GEZINSCOACH_SERVER_USER", "GEZINSCOACH_SERVER_PASSWORD"


def office_place() -> str:
    """The file or URL of the office."""
    return os.environ.get(OFFICE) or _ask("Kantoor (bestand of postgresql://…): ", "het kantoor", OFFICE)


def user_name() -> str:
    """Who works."""
    return os.environ.get(USER) or _ask("Gebruiker: ", "de gebruiker", USER)


def password() -> str:
    """The password; asked without showing it."""
    return secret(PASSWORD, "Wachtwoord: ")


def server_login(place: str) -> tuple[str, str]:
    """The login of whoever looks after the server at `place`; nothing where the place needs none, or names one."""
    from gezinscoach_desktop.services.place import needs_password

    if not needs_password(place):
        return "", ""
    user = os.environ.get(SERVER_USER) or _ask(
        "Login van wie de server beheert: ", "de login van de server", SERVER_USER
    )
    return user, secret(SERVER_PASSWORD, f"Wachtwoord van {user}: ")


def secret(variable: str, question: str) -> str:
    """A password by another name."""
    return os.environ.get(variable) or _ask_hidden(question, variable)


def new_password() -> str:
    """A password to set: asked twice when it is not in the environment."""
    return new_secret(PASSWORD, "Nieuw wachtwoord: ")


def new_secret(variable: str, question: str) -> str:
    """A password to set, by another name."""
    given = os.environ.get(variable)
    if given:
        return given
    first = _ask_hidden(question, variable)
    if _ask_hidden("Nog eens hetzelfde wachtwoord: ", variable) != first:
        raise InvalidInput("De twee wachtwoorden zijn niet gelijk; er is niets gemaakt.", field="password")
    return first


def typed_code() -> str:
    """The code of a recovery sheet, as somebody reads it from the paper."""
    sys.stderr.write("Druk het herstelblad af en typ de code over: ")
    sys.stderr.flush()
    code = sys.stdin.readline().strip()
    if not code:
        raise InvalidInput("De code is niet overgetypt, dus dit herstelblad geldt niet; maak een nieuw.")
    return code


def _ask(question: str, what: str, variable: str) -> str:
    if not sys.stdin.isatty():
        raise InvalidInput(f"Niemand kan hier {what} intikken; zet het in {variable}.")
    sys.stderr.write(question)  # not on standard output, where the result belongs
    sys.stderr.flush()
    answer = sys.stdin.readline().strip()
    if not answer:
        raise InvalidInput(f"Zonder {what} gaat het niet.")
    return answer


def _ask_hidden(question: str, variable: str) -> str:
    from getpass import getpass

    if not sys.stdin.isatty():
        raise InvalidInput(f"Niemand kan hier het wachtwoord intikken; zet het in {variable}.")
    try:
        return getpass(question)
    except EOFError:
        raise InvalidInput("Zonder wachtwoord gaat het niet.") from None
