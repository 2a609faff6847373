"""What an error of PostgreSQL means for the one who waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.keys import wrong_password
from gezinscoach_desktop.data.sql_office import Failure
from gezinscoach_desktop.domain.errors import NotAllowed, OfficeUnavailable, UserError

UNREACHABLE = "De server van het kantoor is niet bereikbaar."


class ServerAway(OfficeUnavailable):
    """The server cannot be reached, or fell away. `is_unsure`: it may have done what it was asked."""

    def __init__(self, *, is_unsure: bool = False) -> None:
        super().__init__(UNREACHABLE)
        self.is_unsure = is_unsure


# Of https://www.postgresql.org/docs/current/errcodes-appendix.html
_SOMEBODY_WAS_FIRST = {"40001", "40P01", "23505", "55P03"}
_AWAY = ("08", "57P")
_LOGIN_REFUSED = {"28000", "28P01"}
_NOT_ALLOWED = "42501"
_NOT_SUPPORTED = "0A000"
_MEANINGS = {
    "53100": "De schijf van de server is vol; wat bewaard was, is veilig.",
    "25006": "De server laat nu alleen lezen toe.",
    "3D000": "Deze databank bestaat niet op de server.",
    schema.TOO_OLD_STATE: schema.UPDATED_ELSEWHERE,
}


def explain(error: DBAPIError) -> Failure | UserError:
    """What an error of PostgreSQL means."""
    state = getattr(error.orig, "sqlstate", None)
    if state in _SOMEBODY_WAS_FIRST:
        return Failure.RETRY
    if state in _LOGIN_REFUSED:
        return wrong_password()
    if state == _NOT_ALLOWED:
        return NotAllowed("De server laat dit met jouw account niet toe.")
    if state == _NOT_SUPPORTED and "recovery" in str(error.orig):
        return OfficeUnavailable(_MEANINGS["25006"])
    if state in _MEANINGS:
        return OfficeUnavailable(_MEANINGS[state])
    if error.connection_invalidated or (state or "").startswith(_AWAY):
        return ServerAway(is_unsure=True)
    if (state or "").startswith("57"):
        return Failure.RETRY
    if state is None and _is_operational(error):
        return _login_or_unreachable(error)
    return Failure.BUG


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the server come as those a user understands."""
    try:
        yield
    except DBAPIError as error:
        meaning = explain(error)
        if isinstance(meaning, UserError):
            raise meaning from None  # the original may hold the URL
        if meaning is Failure.RETRY:
            raise OfficeUnavailable(UNREACHABLE) from None
        raise


def _is_operational(error: DBAPIError) -> bool:
    import psycopg

    return isinstance(error.orig, psycopg.OperationalError)


def is_password_refused(said: str) -> bool:
    """Of what a server said while connecting, in lower case: there it gives no code."""
    return "password authentication failed" in said


def is_login_closed(said: str) -> bool:
    """As `is_password_refused`, for a login that is not there (any more) or may not sign in."""
    return 'role "' in said and ("does not exist" in said or "not permitted to log in" in said)


def _login_or_unreachable(error: DBAPIError) -> UserError:
    # While connecting psycopg gives no code, only what the server said.
    said = str(error.orig).lower()
    # A wrong password, an unknown name and a closed account sound the same.
    if is_password_refused(said) or "no password supplied" in said or is_login_closed(said):
        return wrong_password()
    if "no pg_hba.conf entry" in said:
        return OfficeUnavailable(
            "De server laat deze pc of deze login niet toe; vraag wie hem beheert om een regel in pg_hba.conf."
        )
    if "permission denied for database" in said:
        return OfficeUnavailable(
            "Deze login mag niet in deze databank; vraag wie de server beheert om toegang."
        )
    if 'database "' in said and "does not exist" in said:
        return OfficeUnavailable(_MEANINGS["3D000"])
    return ServerAway()
