"""The yearly report of the practice office: last year's is written, this year's stands ready to be read over."""

from __future__ import annotations

from datetime import UTC, time

from gezinscoach_desktop.domain.yearly_report import FOREWORD
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.practice_clock import desk_on
from gezinscoach_desktop.services.yearly_report import ReportYearInput, keep_report_year

_AT = time(9, 40, tzinfo=UTC)
_LAST_YEAR = {
    FOREWORD: "Gezinnen lieten ons opnieuw binnen, ook toen het moeilijk liep. Dank aan iedereen die mee op pad ging, en aan "
    "de diensten die hun deur openzetten.",
    "access": "Scholen en Kind en Gezin vonden vlot de weg naar ons. Van huisartsen kwamen er nog weinig aanmeldingen; met "
    "hen spraken we in het najaar af hoe een aanmelding gaat.",
    "reach": "Wie afrondde, deed dat meestal omdat de doelen bereikt waren. Drie gezinnen kwamen na een pauze terug: ze "
    "kregen dezelfde gezinscoach.",
    "results": "De meeste vooruitgang zien we bij administratie en bij het netwerk van de ouders. Wonen blijft het "
    "moeilijkst: wie een slechte woning heeft, vindt geen betere.",
    "signals": "We kaartten de wachttijd voor een sociale woning en de digitale loketten aan bij de gemeentebesturen.",
}


def keep_report(desk: Desk) -> None:
    """Written in the first weeks after that year."""
    last = desk.today().year - 1
    written = desk.today().replace(year=last + 1, month=1, day=20)
    at = desk_on(desk, min(written, desk.today()), _AT)
    keep_report_year(at, ReportYearInput(last, _LAST_YEAR, left_out=("network",), compare_years=2), None)
