"""The screens and commands that can be found beside families: those of the rail, and those one comes to from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction

from gezinscoach_desktop.domain.find import Findable, FoundKind
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.handbook import read_handbook
from gezinscoach_desktop.views.find.usage import used
from gezinscoach_desktop.views.frame import HELP, Frame
from gezinscoach_desktop.views.page import Destination


@dataclass(frozen=True, slots=True)
class Screen:
    """A page that is not on the rail. `also` is what people call it too."""

    text: str
    place: Destination
    also: tuple[str, ...] = ()
    action: Action | None = None
    """Only for who may do this."""


SCREENS = (
    Screen("Nieuw gezin", Destination("new_family"), ("Gezin toevoegen", "Aanmelding"), Action.ADD_FAMILY),
    Screen(
        "Nieuwe aanmelding",
        Destination("referral_form"),
        ("Aanmelding registreren", "Doorverwijzing van een partner"),
        Action.REGISTER_REFERRAL,
    ),
    Screen(
        "Wachtlijst",
        Destination("referrals", part="waiting"),
        ("Wie wacht", "Overbrugging"),
        Action.READ_WAITING_LIST,
    ),
    Screen(
        "Coach zoeken voor een gezin",
        Destination("referrals", part="matching"),
        ("Toewijzen", "Matching"),
        Action.READ_WAITING_LIST,
    ),
    Screen(
        "Te meten gezinnen",
        Destination("families", part="due"),
        ("Wie is aan de beurt", "Nulmeting"),
        Action.LIST_FAMILIES,
    ),
    *(
        Screen(f"Cijfers: {word}", Destination("figures", part=block), also, Action.READ_FIGURES)
        for word, block, also in (
            ("bereik", "reach", ("Instroom en uitstroom", "Hoeveel gezinnen")),
            ("resultaten", "results", ("Evolutie van alle gezinnen", "Statistiek")),
            ("kwaliteit", "quality", ("Wat ontbreekt", "Onvolledig")),
        )
    ),
    Screen("Onkosten", Destination("expenses"), ("Budget", "Uitgaven", "Kosten"), Action.REGISTER_EXPENSE),
    Screen("Signalen", Destination("signals"), ("Beleid", "Knelpunten"), Action.READ_SIGNALS),
    Screen("Rechtenlijst", Destination("rights_list"), ("Rechten", "Premies"), Action.READ_RIGHTS_LIST),
    Screen(
        "Toestemmingen bevestigen",
        Destination("consents"),
        ("Overgenomen bij import",),
        Action.CHANGE_CONSENT,
    ),
    Screen(
        "Dossiers maken",
        Destination("papers_in_bulk"),
        ("Verslagen van veel gezinnen", "Afdrukken in bulk"),
        Action.PRINT_DOSSIER,
    ),
    Screen("Registraties inlezen", Destination("import"), ("Importeren",), Action.IMPORT),
    Screen(
        "Exporteren voor onderzoek en subsidies",
        Destination("export"),
        ("Uitvoeren", "SPSS", "Excel", "Registraties"),
        Action.EXPORT,
    ),
    Screen(
        "Wat uit het kantoor ging",
        Destination("export", part="log"),
        ("Exports", "Uitgevoerde bestanden"),
        Action.EXPORT,
    ),
    Screen("Reservekopieën", Destination("safety", part="backups"), ("Backup",), Action.BACK_UP),
)

COMMANDS = (
    "Nieuw contactmoment",
    "Nieuwe momentopname",
    "Signaal geven",
    "Afdrukken",
    "Vergrendelen",
    "Sneltoetsen",
)
"""Of what has keys in the window, that which makes sense to look for by its name."""
_OF_A_FAMILY = frozenset(("Nieuwe momentopname", "Afdrukken"))


def near_entries(
    frame: Frame, desk: Desk, settings: QSettings, extra: tuple[str, ...]
) -> tuple[Findable, ...]:
    """What can be found without the office. `extra` are commands that the window has no keys for."""
    return (
        *_commands(frame, settings, extra),
        *_rooms(frame, settings),
        *_screens(frame, desk, settings),
        *_handbook(frame, settings),
    )


def usage_name(entry: Findable) -> str:
    """Under which name this PC counts how often it was opened; never of a family or a person."""
    key = entry.key
    if isinstance(key, Destination):
        return f"{entry.kind.value}-{key.room}-{key.part}" if key.subject is None else ""
    return f"{entry.kind.value}-{key}" if isinstance(key, str) else ""


def _commands(frame: Frame, settings: QSettings, extra: tuple[str, ...]) -> Iterator[Findable]:
    is_family = frame.current_page is not None and frame.current_page.family_id is not None
    for action in offered_actions(frame):
        if is_family or action.text() not in _OF_A_FAMILY:
            yield _counted(
                settings, FoundKind.COMMAND, action.text(), action.text(), action.shortcut().toString()
            )
    for text in extra:
        yield _counted(settings, FoundKind.COMMAND, text, text, "Voor het gezin dat open staat")


def offered_actions(frame: Frame) -> Iterator[QAction]:
    """The commands of the window that can be found."""
    known = {action.text(): action for action in frame.actions() if action.isVisible()}
    return (known[text] for text in COMMANDS if text in known)


def _rooms(frame: Frame, settings: QSettings) -> Iterator[Findable]:
    for room, text in frame.rail.entries:
        if frame.knows(room):
            yield _counted(settings, FoundKind.SCREEN, Destination(room), text)


def _screens(frame: Frame, desk: Desk, settings: QSettings) -> Iterator[Findable]:
    on_rail = {room for room, _ in frame.rail.entries}
    for screen in SCREENS:
        is_open = screen.action is None or reach(desk.account.roles, screen.action) is not Reach.NONE
        is_there = frame.knows(screen.place.room) and (screen.place.part or screen.place.room not in on_rail)
        if is_open and is_there:
            yield _counted(settings, FoundKind.SCREEN, screen.place, screen.text, names=screen.also)


def _handbook(frame: Frame, settings: QSettings) -> Iterator[Findable]:
    if frame.knows(HELP):
        for page in read_handbook():
            yield _counted(settings, FoundKind.HELP, Destination(HELP, part=page.topic), page.title)


def _counted(
    settings: QSettings,
    kind: FoundKind,
    key: Destination | str,
    title: str,
    detail: str = "",
    *,
    names: tuple[str, ...] = (),
) -> Findable:
    entry = Findable(kind, key, title, detail, names)
    return Findable(kind, key, title, detail, names, used=used(settings, usage_name(entry)))
