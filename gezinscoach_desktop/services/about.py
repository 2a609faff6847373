"""What somebody is asked who calls for help: which version, which kind of office, and where everything is."""

from __future__ import annotations

import platform
from dataclasses import dataclass

from gezinscoach_desktop import __version__
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.trouble import LOG_NAME


@dataclass(frozen=True, slots=True)
class Fact:
    """A line: what it is, and what it is here."""

    name: str
    value: str


def about(desk: Desk) -> tuple[Fact, ...]:
    """Read on the worker, since it looks up folders; nothing of families is in it."""
    from gezinscoach_desktop.data.home import home

    folder = home()
    return (
        Fact("Versie", __version__),
        Fact("Kantoor", desk.office.name),
        Fact("Soort", desk.office.kind.label),
        Fact("Plaats van het kantoor", desk.office.place),
        Fact("Map van het programma op deze pc", str(folder)),
        Fact("Logbestand", str(folder / LOG_NAME)),
        Fact("Systeem", f"{platform.system()} {platform.release()}"),
    )
