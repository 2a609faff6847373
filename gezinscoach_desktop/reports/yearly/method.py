"""How the report is read, and how was counted."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.domain.dates import format_date, format_long
from gezinscoach_desktop.domain.figures import Figures, keys
from gezinscoach_desktop.reports.yearly.content import YearlyContent
from gezinscoach_desktop.reports.yearly.parts import Grid, Line, Part, Points, Text, Title
from gezinscoach_desktop.reports.yearly.tables import is_empty, table_parts
from gezinscoach_desktop.reports.yearly.words import WHY_HIDDEN, place_name

SOURCE = (
    "De Sociale Balans is ontwikkeld door CEBUD, het Centrum voor budgetadvies en -onderzoek van Thomas More. "
    "De kansarmoede-index wordt daaruit berekend."
)


def reading_guide(content: YearlyContent, only: str | None) -> Iterator[Part]:
    """What is in it, and what has to be known before reading a figure."""
    yield Title("Leeswijzer", 1)
    yield Points(tuple(f"{block.label}: {block.about}" for block in content.blocks))
    if not content.is_over:
        yield Text(
            f"{content.year} is nog niet om: alle cijfers van dit jaar gaan tot en met {format_long(content.last_day)}. "
            "Waar “het einde” of “de laatste dag” staat, is dat die dag. Maanden die nog niet begonnen zijn, staan er niet in."
        )
    municipalities = content.figures.municipalities
    if only is not None:
        yield Text(f"Dit verslag gaat over {place_name(only)}.")
    elif len(municipalities) > 1:
        yield Text(
            "Eerst staan alle gemeenten samen, daarna heeft elke gemeente een eigen hoofdstuk met dezelfde blokken."
        )
    yield Text(
        "Bij elke tabel staat wat er geteld is en over hoeveel gezinnen (n), waar dat getoond mag worden. Niveaus van de "
        "balans worden geteld en nooit opgeteld tot een gemiddelde: een niveau is een plaats op een ladder, geen hoeveelheid."
    )
    yield Text(WHY_HIDDEN)


def method(content: YearlyContent, figures: Figures) -> Iterator[Part]:
    """Everything with which somebody else could count the same again."""
    total = content.figures.total
    yield Grid(
        ("", ""),
        tuple(
            Line(cells)
            for cells in (
                ("Periode", f"1 januari tot en met {format_long(content.last_day)}"),
                ("Cijfers getrokken op", format_date(total.extracted_on)),
                ("Meetinstrument", content.instrument),
                ("Indexprofiel", f"{total.profile}; kansarm vanaf {content.deprived_from} zwakke domeinen"),
                ("Logboek", f"regel {content.trail_number}, kenmerk {content.trail_hash}"),
            )
        ),
        is_of_words=True,
    )
    yield Title("Wie meetelt", 3)
    yield Text(
        "De nulmeting is de eerste momentopname van een gezin, of de herziene nulmeting als de gezinscoach er een maakte. "
        "De meting na een aantal maanden is de balans op de dag van de eerste momentopname vanaf dan. Wie in de vergelijking "
        "meetelt, had op beide momenten genoeg ingevuld om de index te bepalen. Elke momentopname houdt bij wat veranderde; "
        "de rest blijft zoals het laatst genoteerd was."
    )
    for key in (keys.MOMENTS, keys.LEFT_OUT):
        table = next((each for each in figures.tables if each.key == key), None)
        if table is not None and not is_empty(table):
            yield from table_parts(table, deprived_from=content.deprived_from, is_brief=False)
    yield Title("Wat niet getoond wordt", 3)
    yield Text(WHY_HIDDEN)
    yield Text(
        "Percentages staan er niet in: bij kleine aantallen zouden ze tonen wat weggelaten is. De vergelijking tussen de "
        "nulmeting en later toont wat er veranderde terwijl een gezin begeleid werd; ze bewijst niet dat de begeleiding er de "
        "oorzaak van is."
    )
    yield Title("Controle", 3)
    yield Text(
        f"Regel {content.trail_number} van het logboek van dit kantoor had op {format_date(content.made_on)} het kenmerk "
        f"{content.trail_hash}. Staat die regel er later niet meer, of met een ander kenmerk, dan is het logboek veranderd."
    )
    yield Title("Bronnen", 3)
    yield Text(SOURCE)
