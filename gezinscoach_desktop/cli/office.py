"""The office a command works in, and the counter that shows how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gezinscoach_desktop.cli import credentials
from gezinscoach_desktop.cli.output import Progress
from gezinscoach_desktop.services.desk import Desk


@contextmanager
def opened_office() -> Iterator[Desk]:
    """The office of the environment, opened by its user, closed afterwards."""
    from gezinscoach_desktop.services.office import close_office, open_office

    place = credentials.office_place()
    desk = open_office(place, user_name=credentials.user_name(), password=credentials.password())
    try:
        yield desk
    finally:
        close_office(desk)


@contextmanager
def opened_whole() -> Iterator[Desk]:
    """The same with everything of the office in reach, which on a server takes the login of whoever looks after it."""
    from gezinscoach_desktop.services.whole import whole_office

    with opened_office() as desk:
        user, password = credentials.server_login(desk.place) if desk.office.is_partial else ("", "")
        with whole_office(desk, user, password) as whole:
            yield whole


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A counter on the terminal, wiped away afterwards."""
    counter = Progress(what)
    try:
        yield counter
    finally:
        counter.close()
