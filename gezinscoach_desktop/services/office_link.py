"""Joining an office that somebody else made: shortcuts for colleagues, and what stands at a place before it is opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.office_link import LinkKind, OfficeLink, without_login
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.place import canonical, is_url

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office_spot import Spot
    from gezinscoach_desktop.data.server.probe import Reached

_LINK_KINDS = {
    OfficeKind.THIS_PC: LinkKind.FILE,
    OfficeKind.FOLDER: LinkKind.FOLDER,
    OfficeKind.POSTGRESQL: LinkKind.SERVER,
}
_OTHER_OFFICE = "Op de plaats van deze snelkoppeling staat nu een ander kantoor; vraag je collega om een nieuwe snelkoppeling."
_NO_ADDRESS = "Het adres van de server wordt niet herkend: verwacht postgresql://server/databank."
_WAY_ON = (
    "Kijk na of deze pc op het netwerk zit en probeer het opnieuw; is het kantoor verhuisd, "
    "vraag je collega dan om een nieuwe snelkoppeling."
)


@dataclass(frozen=True, slots=True)
class FoundOffice:
    """An office that stands somewhere, looked at without opening it."""

    place: str
    kind: OfficeKind
    name: str
    """As a shortcut calls it; empty when only its users know."""
    office_id: str = ""
    """Empty where only signing in tells, on a server."""
    note: str = ""
    """What was done with what was pointed at, when the office is elsewhere."""
    warnings: tuple[str, ...] = ()


def write_link(desk: Desk, folder: Path) -> Path:
    """Write the shortcut to this office into `folder`, over an older one of it; raises OfficeUnavailable.

    Holds no secret and names nobody: whoever has it still needs an account.
    """
    from gezinscoach_desktop.data.office_link import put_link

    return put_link(folder, _link_of(desk))


def link_in_office(desk: Desk) -> Path | None:
    """The shortcut that stands in the office's own shared folder, for a slip of paper to name."""
    from gezinscoach_desktop.data.office_link import links_in

    if desk.office.kind is not OfficeKind.FOLDER:
        return None
    found = links_in(Path(desk.office.place))
    return next((path for path, link in found if link.office_id == desk.office.id), None)


def read_link(path: str) -> OfficeLink | None:
    """What the shortcut at `path` says, without going where it leads; None when it is something else.

    Raises OfficeUnavailable for a shortcut that is damaged, or newer than this program.
    """
    from gezinscoach_desktop.data.office_link import read_link as read

    return None if is_url(path.strip()) else read(Path(canonical(path)))


def place_of(path: Path) -> str:
    """Where the office is that a file or folder stands for: a shortcut, an office file, a shared folder.

    A shortcut gives its place also while that is out of reach; for anything else raises OfficeUnavailable.
    """
    from gezinscoach_desktop.data.office_spot import spot

    place = canonical(str(path))
    link = read_link(place)
    return spot(Path(place)).place if link is None else _place_of_link(link, Path(place))


def look(place: str) -> FoundOffice:
    """What stands at a place: a shortcut, a file, a folder or the address of a server.

    Raises OfficeUnavailable when there is no office to work in, with what is there instead or what to do.
    """
    from gezinscoach_desktop.data.office_spot import office_id_at, spot

    place = canonical(place)
    if is_url(place):
        return _look_at_server(_bare(place))
    link = read_link(place)
    if link is None:
        return _judged(spot(Path(place)))
    target = _place_of_link(link, Path(place))
    if link.kind is LinkKind.SERVER:
        return replace(_look_at_server(target), name=link.name, office_id=str(link.office_id))
    found_id = office_id_at(target)
    if found_id is not None and found_id != link.office_id:
        raise OfficeUnavailable(_OTHER_OFFICE)
    try:
        found = spot(Path(target))
    except OfficeUnavailable as error:
        raise OfficeUnavailable(f"{error.message.partition(';')[0].rstrip('.')}. {_WAY_ON}") from error
    if found.office_id != link.office_id:
        raise OfficeUnavailable(_OTHER_OFFICE)
    return replace(_judged(found), name=link.name)


def _link_of(desk: Desk) -> OfficeLink:
    office = desk.office
    place = office.place
    try:
        if office.kind is OfficeKind.POSTGRESQL:
            place = without_login(place)
    except ValueError:
        raise OfficeUnavailable(_NO_ADDRESS) from None
    name = " ".join("".join(sign for sign in office.name if sign.isprintable()).split())[
        :_LONGEST_NAME
    ].strip()
    return OfficeLink(name or "Kantoor", office.id, _LINK_KINDS[office.kind], place)


_LONGEST_NAME = 200


def _place_of_link(link: OfficeLink, path: Path) -> str:
    """Where it leads: to its place, or when that office is not there, beside the shortcut (a stick, another drive)."""
    from gezinscoach_desktop.data.office_link import place_of_server
    from gezinscoach_desktop.data.office_spot import office_id_at

    if link.kind is LinkKind.SERVER:
        return place_of_server(link, path.parent)
    if link.beside and office_id_at(link.place) != link.office_id:
        beside = canonical(str(path.parent / link.beside))
        if office_id_at(beside) == link.office_id:
            return beside
    return canonical(link.place)


def _judged(found: Spot) -> FoundOffice:
    """Raises OfficeUnavailable for a place where nobody can work."""
    from gezinscoach_desktop.data.office_spot import file_problem, quick_test, version_warning

    warning = found.warning
    if found.kind is OfficeKind.THIS_PC:
        problem = file_problem(found.place)
    elif warning:
        problem = ""  # it is away, and this PC goes on with what it has
    else:
        problem, warning = quick_test(found.place), version_warning(found.place)
    if problem:
        raise OfficeUnavailable(problem)
    return FoundOffice(
        found.place,
        found.kind,
        "",
        "" if found.office_id is None else str(found.office_id),
        found.note,
        (warning,) if warning else (),
    )


def _bare(place: str) -> str:
    try:
        return without_login(place)
    except ValueError:
        raise OfficeUnavailable(_NO_ADDRESS) from None


def _look_at_server(place: str) -> FoundOffice:
    """Knock and have the certificate shown; which office it is, and how new, is told to who signs in only."""
    from gezinscoach_desktop.data.server.address import parse
    from gezinscoach_desktop.data.server.probe import reach, targets

    address = parse(place)
    answers: list[Reached] = [reach(address, target) for target in targets(address)]
    problems = [answer.problem for answer in answers if answer.problem]
    if problems and len(problems) == len(answers):
        raise OfficeUnavailable(problems[0])
    warnings = (*problems, *(answer.warning for answer in answers if answer.warning))
    return FoundOffice(place, OfficeKind.POSTGRESQL, "", warnings=warnings)
