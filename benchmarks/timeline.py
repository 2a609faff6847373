"""The timeline matrix of a large family: twelve persons, twenty snapshots, one page further down, painted."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QAbstractSlider

from benchmarks.generated import PASSWORD, TODAY, USER_NAME
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.exchange import ExchangeRow, write_exchange
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.instrument import Instrument, Subject
from gezinscoach_desktop.services.evolution import FamilyPage, family_page
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.setting import shipped_instrument
from gezinscoach_desktop.views.application import make_application
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.timeline_table import TimelineTable

PERSONS, SNAPSHOTS = 12, 20


def run(families: int) -> list[Line]:  # noqa: ARG001 - every benchmark gets the size
    """Paging down to the end and beginning again."""
    make_application(["benchmarks"])
    table = TimelineTable()
    table.resize(1298, 660)
    table.show()
    table.timeline.show_family(FamilyData.of(_large_family(), TODAY))
    bar = table.verticalScrollBar()
    actions = cycle(
        [*[QAbstractSlider.SliderAction.SliderPageStepAdd] * 9, QAbstractSlider.SliderAction.SliderToMinimum]
    )

    def page_down() -> None:
        bar.triggerAction(next(actions))
        table.grab()  # offscreen, repaint() paints nothing

    measured = milliseconds(page_down, times=60)
    assert bar.maximum() > 0
    table.close()
    what = f"timeline of {PERSONS} persons and {SNAPSHOTS} snapshots, a page further, painted"
    return [Line("timeline", what, measured, 100)]


def _large_family() -> FamilyPage:
    instrument = shipped_instrument()
    with TemporaryDirectory() as folder:
        place, file = Path(folder, "kantoor.gezin"), Path(folder, "gezin.csv")
        with file.open("wb") as stream:
            write_exchange(stream, _rows(instrument), instrument)
        new_office(str(place), name="Eén gezin", user_name=USER_NAME, password=PASSWORD)
        desk = open_office(str(place), user_name=USER_NAME, password=PASSWORD)
        import_file(desk, preview_import(desk, file))
        page = family_page(desk, list_families(desk)[0].id)
        close_office(desk)
    return page


def _rows(instrument: Instrument) -> list[ExchangeRow]:
    dice = Random(5)
    roles = {"": None, "V1": Role.ADULT, "V2": Role.ADULT}
    roles |= {f"K{number}": Role.CHILD for number in range(1, PERSONS - 1)}
    return [
        _row(person, role, add_months(date(2021, 1, 15), 3 * snapshot), item.key, dice.randint(1, 5))
        for snapshot in range(SNAPSHOTS)
        for person, role in roles.items()
        for item in instrument.items_of(Subject.HOUSEHOLD if role is None else role.subject)
        if snapshot == 0 or dice.random() < 0.3
    ]


def _row(person: str, role: Role | None, day: date, item: str, level: int) -> ExchangeRow:
    return ExchangeRow("G1", "Mol", person, role, None, None, None, day, item, level, None)
