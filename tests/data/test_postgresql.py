"""A server: only an empty database is taken, no password is ever shown, and what is wrong is said in Dutch."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.data.server import address
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests.offices import PASSWORD, USER, ServerOffices

pytestmark = pytest.mark.postgres


def test_an_office_needs_an_empty_database(server_offices: ServerOffices) -> None:
    place = server_offices.empty()
    new_office(place, name="Mol", user_name=USER, password=PASSWORD)
    with pytest.raises(OfficeUnavailable, match="niet leeg"):
        new_office(place, name="Mol", user_name=USER, password=PASSWORD)
    desk = open_office(place, user_name="AN", password=PASSWORD)
    assert desk.office.name == "Mol"
    close_office(desk)


def test_an_empty_database_is_no_office(server_offices: ServerOffices) -> None:
    with pytest.raises(OfficeUnavailable, match="geen kantoor"):
        open_office(server_offices.empty(), user_name=USER, password=PASSWORD)


@pytest.mark.parametrize(("user", "password"), [("an", "verkeerd"), ("bert", PASSWORD)])
def test_a_wrong_password_and_an_unknown_user_sound_the_same(
    server_offices: ServerOffices, user: str, password: str
) -> None:
    with pytest.raises(UserError, match=r"De gebruikersnaam of het wachtwoord klopt niet\."):
        open_office(server_offices.place(), user_name=user, password=password)


def test_a_database_that_is_not_there_is_said(server_offices: ServerOffices) -> None:
    with pytest.raises(OfficeUnavailable, match=r"niet bereikbaar|bestaat niet"):
        open_office(server_offices.url("weg"), user_name=USER, password=PASSWORD)


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://an:GEHEIM@127.0.0.1:1/kantoor",
        "postgresql://127.0.0.1:1/kantoor?user=an&password=GEHEIM",
    ],
)
def test_a_server_out_of_reach_is_said_without_the_password(place: str) -> None:
    with pytest.raises(OfficeUnavailable, match="niet bereikbaar") as caught:
        open_office(place, user_name=USER, password="GEHEIM")
    assert "GEHEIM" not in f"{caught.value!r} {caught.value.__context__!s}"


@pytest.mark.parametrize(
    ("place", "login", "shown"),
    [
        ("postgresql://bert:pw@server/kantoor", ("bert", "pw"), "postgresql://bert@server/kantoor"),
        ("postgres://server:5433/kantoor", ("kantoor.an", "geheim"), "postgresql://server:5433/kantoor"),
        (
            "postgresql://server/kopie?login_prefix=kantoor",
            ("kantoor.an", "geheim"),
            "postgresql://server/kopie?login_prefix=kantoor",
        ),
        (
            "postgresql+psycopg://bert@server/kantoor?sslmode=verify-full&sslpassword=pw",
            ("bert", None),
            "postgresql://bert@server/kantoor?sslmode=verify-full",
        ),
    ],
)
def test_the_address_may_bear_a_login_and_is_shown_without_password(
    place: str, login: tuple[str, str | None], shown: str
) -> None:
    found = address.parse(place, user_name="Än", password="geheim")
    assert (found.url.username, found.url.password) == login
    assert found.shown == shown
    assert found.url.drivername == "postgresql+psycopg"


def test_an_address_that_is_none_is_said() -> None:
    with pytest.raises(OfficeUnavailable, match="niet herkend"):
        open_office("postgresql://a:b:c:d/e/f?:", user_name=USER, password=PASSWORD)
    with pytest.raises(OfficeUnavailable, match="niet herkend"):
        open_office("mysql://server/kantoor", user_name=USER, password=PASSWORD)


def test_the_place_holds_no_password(server_offices: ServerOffices) -> None:
    place = server_offices.place().replace("postgres:@", "postgres:GEHEIM@")
    desk: Desk = open_office(place, user_name=USER, password=PASSWORD)
    assert "GEHEIM" not in desk.office.place
    close_office(desk)
