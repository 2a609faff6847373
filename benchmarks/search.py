"""One keystroke in the search field over the list of families, until the new lines are painted."""

from __future__ import annotations

from itertools import cycle

from benchmarks.generated import TODAY, office_of
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.services.family import FamilyRow, list_families
from gezinscoach_desktop.views.application import make_application
from gezinscoach_desktop.views.family.columns import list_columns
from gezinscoach_desktop.views.table import RowsModel, RowsTable


def run(families: int) -> list[Line]:
    """Typing a name, letter by letter, and taking it away again."""
    make_application(["benchmarks"])
    desk = office_of(families).desk()
    rows = list_families(desk)
    desk.office.close()
    assert len(rows) == families
    model: RowsModel[FamilyRow] = RowsModel(
        list_columns(lambda: TODAY, lambda: False),
        row_id=lambda row: row.id,
        search_text=lambda row: row.search_text,
    )
    table = RowsTable(model, "Gezinnen")
    table.resize(1100, 700)
    table.show()
    model.set_rows(rows)
    word = "yilmaz mol"
    typed = cycle(
        [word[: end + 1] for end in range(len(word))] + [word[:end] for end in range(len(word) - 1, -1, -1)]
    )

    def keystroke() -> None:
        model.search(next(typed))
        table.viewport().grab()  # offscreen, repaint() paints nothing

    measured = milliseconds(keystroke, times=60)
    table.close()
    return [Line("search", f"one keystroke over {families} families, painted", measured, 50)]
