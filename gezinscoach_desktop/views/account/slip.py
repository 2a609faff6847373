"""The slip of paper with a one-time code, handed over in person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from gezinscoach_desktop.views.server.typed import read_address
from gezinscoach_desktop.views.theme import TextStyle, font

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

_POINTS = 12.0
_OPEN = "Open Gezinscoach en kies het kantoor."
_DOUBLE_CLICK = "Dubbelklik op het bestand {}."
_CERTIFICATE = "Certificaat van de server: {} (dat bestand krijg je van de beheerder)"
_NO_FILE = ("", "system")
_NEEDLESS = frozenset({"hostaddr", "sslmode"})
"""What an address may say that the office opens without."""
_STEPS = (
    "Typ je gebruikersnaam, en in de plaats van een wachtwoord deze code.",
    "Kies een eigen wachtwoord van minstens twaalf tekens. Vier gewone woorden na elkaar is goed.",
)


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """For whom a code is, and for which office."""

    office_name: str
    office_place: str
    display_name: str
    user_name: str
    code: str
    link: str = ""
    """The shortcut to double-click, when there is one."""


def slip_document(slip: Slip) -> QTextDocument:
    """The text of the slip, laid out."""
    return slips_document((slip,))


def slips_document(slips: Sequence[Slip]) -> QTextDocument:
    """One slip on each page: nobody is handed the code of another."""
    made = QTextDocument()
    letters = font(TextStyle.TEXT)
    letters.setPointSizeF(
        _POINTS
    )  # a size in pixels would come out as dust on a printer of 1200 dots per inch
    made.setDefaultFont(letters)
    made.setHtml("".join(_html(slip, is_first=slip is slips[0]) for slip in slips))
    return made


def print_slip(slip: Slip, printer: QPagedPaintDevice) -> bool:
    """Put it on paper; False when the printer does not take it."""
    return print_slips((slip,), printer)


def print_slips(slips: Sequence[Slip], printer: QPagedPaintDevice) -> bool:
    """Put them on paper; False when the printer does not take them."""
    from PySide6.QtPrintSupport import QPrinter

    slips_document(slips).print_(printer)
    return not (
        isinstance(printer, QPrinter)
        and printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    )


def _place(place: str) -> str:
    """Of a server what stands in the fields of the form that asks for it; nobody types a whole address over."""
    server = read_address(place)
    if server is None or any(key not in _NEEDLESS for key, _ in server.options):
        return f"<p>Plaats van het kantoor: {escape(place)}</p>"
    parts = [f"Server: {server.host}", f"Databank: {server.database}"]
    parts += [f"Poort: {server.port}"] if server.port else []
    parts += (
        [_CERTIFICATE.format(PureWindowsPath(server.ca_file).name)] if server.ca_file not in _NO_FILE else []
    )
    return f"<p>{'<br>'.join(map(escape, parts))}</p>"


def _html(slip: Slip, *, is_first: bool) -> str:
    first = _DOUBLE_CLICK.format(slip.link) if slip.link else _OPEN
    steps = "".join(f"<li>{escape(step)}</li>" for step in (first, *_STEPS))
    page = "" if is_first else ' style="page-break-before:always"'
    return (
        f"<h2{page}>Je toegang tot {escape(slip.office_name)}</h2>"
        f"<p>Voor {escape(slip.display_name)}</p>"
        f"<p>Gebruikersnaam: <b>{escape(slip.user_name)}</b></p>"
        f"<p>Eenmalige code:</p><h1>{escape(slip.code)}</h1>"
        f"{_place(slip.office_place)}"
        f"<ol>{steps}</ol>"
        "<p>De code werkt één keer. Versnipper dit briefje zodra je een eigen wachtwoord hebt.</p>"
    )
