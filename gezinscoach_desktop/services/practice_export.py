"""What went out of the practice office before: entries only, since nothing of it exists."""

from __future__ import annotations

from datetime import UTC, time, timedelta
from hashlib import sha256

from gezinscoach_desktop.domain.transfer import ExportKind, ExportRecordInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.export_log import note_export
from gezinscoach_desktop.services.practice_clock import desk_on

_AT = time(14, 20, tzinfo=UTC)


def keep_exports(desk: Desk) -> None:
    """A yearly account to who pays, and one for research."""
    today = desk.today()
    for details in (
        ExportRecordInput(
            kind=ExportKind.XLSX,
            on=today - timedelta(days=261),
            project="Verantwoording subsidie",
            recipient="Afdeling welzijn van de provincie",
            purpose="Jaarlijkse rapportering",
            families=84,
            rows=8127,
            smallest_group=5,
            coarsened=("Gemeente: kleine gemeenten samen", "6 gezinnen weggelaten"),
            files=(_file("verantwoording-subsidie.xlsx"),),
        ),
        ExportRecordInput(
            kind=ExportKind.SPSS,
            on=today - timedelta(days=58),
            project="Wonen en welzijn",
            recipient="Hogeschool van Proefstad",
            purpose="Onderzoek naar huisvesting van gezinnen",
            families=90,
            rows=9335,
            smallest_group=7,
            coarsened=("Gemeente: weg", "Leeftijden: leeftijdsgroep"),
            files=(_file("gezinnen.csv"), _file("gezinnen.sps"), _file("scores.csv"), _file("scores.sps")),
        ),
    ):
        note_export(desk_on(desk, details.on, _AT), details, with_notes=False)


def _file(name: str) -> str:
    return f"{name} {sha256(name.encode()).hexdigest()}"
