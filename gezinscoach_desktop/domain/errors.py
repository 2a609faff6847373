"""Errors a user may expect; everything else is a bug."""

from __future__ import annotations

from gezinscoach_desktop.domain.text import counted


class UserError(Exception):
    """Something a person can understand and act upon: the message is one Dutch sentence, without personal data."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(UserError):
    """What was filled in does not fit; `field` names the input field where there is one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotAllowed(UserError):
    """The account's roles do not reach this far."""


class NotFound(UserError):
    """What was asked for is not (or no longer) there."""


class WrongPassword(UserError):
    """Unknown user or wrong password; deliberately the same for both."""


class TooSoon(UserError):
    """After wrong passwords the next try has to wait; `seconds` says how long."""

    def __init__(self, seconds: int) -> None:
        wait = counted(seconds, "seconde", "seconden")
        super().__init__(f"Er is te vaak een verkeerd wachtwoord ingetikt; probeer het over {wait} opnieuw.")
        self.seconds = seconds


class OfficeLocked(UserError):
    """The office is locked until its user gives the password again."""

    def __init__(self) -> None:
        super().__init__("Het kantoor is vergrendeld; ontgrendel het met je wachtwoord.")


class SignInAgain(UserError):
    """The account's password was renewed elsewhere: what this program holds of it is worth nothing any more."""


class AccountClosed(UserError):
    """The account may no longer work in this office."""


class OfficeUnavailable(UserError):
    """The office's store is missing, busy, broken or out of reach."""


class OfficeTooNew(OfficeUnavailable):
    """The office was brought up to date by a newer program than this one, which cannot even read it."""


class NeedsServerLogin(UserError):
    """Works on the whole office, which on a server needs the login of whoever looks after it."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or "Deze taak werkt op het hele kantoor. Op een server kan dat alleen met de login van wie de server beheert."
        )


class NeedsConsent(UserError):
    """The family did not consent (any more): nothing may be registered for it."""

    def __init__(self) -> None:
        super().__init__(
            "Voor dit gezin is geen toestemming genoteerd. Noteer eerst bij Dossier dat het gezin instemt met begeleiding."
        )


class KeptForLater(UserError):
    """The office's store is out of reach: the write is kept on this PC under its id, and is done once the store is back.

    Whoever asked for it may go on as if it were done, but there is no result yet.
    """

    def __init__(self) -> None:
        super().__init__(
            "De server is niet bereikbaar: dit is bewaard op deze pc en wordt verzonden zodra de server terug is."
        )


class ChangedMeanwhile(UserError):
    """A colleague changed the same record since it was read."""


class Cancelled(UserError):
    """The user stopped a long task; nothing of it was kept."""
