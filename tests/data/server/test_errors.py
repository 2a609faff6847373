"""What a server says while connecting, for which psycopg gives no code, is told in words that help."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from gezinscoach_desktop.data.server.errors import ServerAway, explain
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError, WrongPassword


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ('FATAL:  password authentication failed for user "mol.an"', WrongPassword, "klopt niet"),
        ('FATAL:  role "mol.an" does not exist', WrongPassword, "klopt niet"),
        ('FATAL:  role "mol.an" is not permitted to log in', WrongPassword, "klopt niet"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.4", user "mol.an"', OfficeUnavailable, "pg_hba.conf"),
        ('FATAL:  permission denied for database "mol"', OfficeUnavailable, "toegang"),
        ('FATAL:  database "mol" does not exist', OfficeUnavailable, "bestaat niet"),
        ("connection refused", ServerAway, "niet bereikbaar"),
    ],
)
def test_why_nobody_gets_in_is_said_without_names(said: str, kind: type[UserError], words: str) -> None:
    meaning = explain(OperationalError("", None, psycopg.OperationalError(said)))
    assert isinstance(meaning, kind)
    assert words in meaning.message
    assert "mol" not in meaning.message
