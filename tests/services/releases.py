"""Small figures of two municipalities, for what is done with figures whatever they are."""

from __future__ import annotations

from collections.abc import Mapping

from gezinscoach_desktop.domain.figures import (
    Cell,
    Counted,
    FigureBlock,
    FigureFilter,
    Figures,
    FiguresPerMunicipality,
    FigureTable,
    Label,
)
from gezinscoach_desktop.domain.yearly import days_of
from gezinscoach_desktop.services.desk import Desk


def small_figures(desk: Desk, year: int, **_: object) -> Mapping[int, FiguresPerMunicipality]:
    def of(*numbers: int) -> Figures:
        cells = tuple((Cell(number, number),) for number in numbers)
        rows = tuple(Label(str(place), f"Rij {place}") for place in range(len(numbers)))
        columns = (Label("families", "Gezinnen"),)
        one = FigureTable(
            "profile.x", FigureBlock.PROFILE, "x", Counted.FAMILIES, rows, columns, cells, n=sum(numbers)
        )
        since, until = days_of(year)
        return Figures(FigureFilter(since, until), desk.today(), "Standaard", sum(numbers), (one,))

    return {year: FiguresPerMunicipality(of(19, 26), {"Balen": of(7, 6), "Mol": of(12, 20)})}
