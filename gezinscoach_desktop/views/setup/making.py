"""Making an office out of what the first three steps say, on the worker."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.place_chooser import ChosenPlace

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything that an office is made of."""

    chosen: ChosenPlace
    name: str
    municipalities: tuple[str, ...]
    display_name: str
    user_name: str
    password: str = field(repr=False)


class MadeNotOpened(OfficeUnavailable):
    """The office is there, and is to be opened with the password that was chosen."""


def make_office(entrance: Entrance, wanted: Wanted) -> Desk:
    """Make the office and open it; raises MadeNotOpened when only the second went wrong."""
    chosen = wanted.chosen
    entrance.new_office(
        chosen.place,
        kind=chosen.kind,
        name=wanted.name,
        user_name=wanted.user_name,
        password=wanted.password,
        display_name=wanted.display_name,
        server_user=chosen.server_user,
        server_password=chosen.server_password,
    )
    try:
        desk = entrance.open_office(chosen.place, user_name=wanted.user_name, password=wanted.password)
    except UserError as error:
        raise MadeNotOpened(
            f"Het kantoor is gemaakt, maar ging nog niet open: {error.message} Meld je aan om verder te gaan."
        ) from error
    if wanted.municipalities:
        with suppress(UserError):  # Start asks for them again
            entrance.name_municipalities(desk, wanted.municipalities)
    return desk
