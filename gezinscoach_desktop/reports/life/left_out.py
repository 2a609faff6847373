"""What a reader's choices took out of any paper, in words."""

from __future__ import annotations

from collections.abc import Iterator

from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.content import FamilyContent, LeftOut, PaperOptions
from gezinscoach_desktop.reports.fonts import UNKNOWN_SIGN
from gezinscoach_desktop.reports.progress.visibility import is_visible
from gezinscoach_desktop.reports.wording import listed

CHOSEN = "Gekozen bij het afdrukken."
UNPRINTABLE = LeftOut(
    f"Sommige letters of tekentjes (hier als {UNKNOWN_SIGN})", "Het lettertype van dit verslag kent ze niet."
)


def chosen_away(
    content: FamilyContent, options: PaperOptions, *, dropped: int = 0, homeless: int = 0
) -> tuple[LeftOut, ...]:
    """`dropped` records are of a hidden domain, `homeless` ones of none while domains were chosen."""
    return (
        *_names_and_notes(options),
        *_domains(content, options),
        *_records(dropped, homeless),
    )


def _names_and_notes(options: PaperOptions) -> Iterator[LeftOut]:
    if options.is_anonymous:
        yield LeftOut(
            "Namen, plaatsen, geboortedata, diensten en alles wat iemand typte",
            "Een casusprint is altijd zonder. Lees hem toch na voor je hem meeneemt.",
        )
        return
    if not options.with_names:
        yield LeftOut(
            "Namen van het gezin en de gezinsleden",
            "Gekozen bij het afdrukken. Code, gemeente en gezinscoach staan er wel in.",
        )
        if options.shows_notes:
            yield LeftOut(
                "Let op: toelichtingen staan er wel in",
                "Daarin kunnen namen staan. Lees ze na voor je dit verslag doorgeeft.",
            )
    if not options.shows_notes:
        why = CHOSEN if options.with_names else "Daarin kunnen namen staan."
        yield LeftOut("Toelichtingen bij de items, en wat in eigen woorden genoteerd is", why)


def _domains(content: FamilyContent, options: PaperOptions) -> Iterator[LeftOut]:
    hidden = [domain for domain in content.instrument.domains if not is_visible(domain, options)]
    for subject in Subject:
        names = [domain.name for domain in hidden if domain.subject is subject]
        if names:
            yield LeftOut(f"{subject.label}: {listed(names)}", CHOSEN)
    if options.without_health_and_justice and options.shows_notes:
        yield LeftOut(
            "Let op: toelichtingen staan er wel in",
            "Ook bij andere items kunnen ze over gezondheid of justitie gaan.",
        )
    if options.domains is not None:
        yield LeftOut(
            "Verhaal, krachten, afspraken en wat verder over alles kan gaan",
            "Het is niet te zeggen of het bij een gekozen domein hoort.",
        )


def _records(dropped: int, homeless: int) -> Iterator[LeftOut]:
    if dropped:
        what = counted(dropped, "gegeven", "gegevens")
        yield LeftOut(f"{what} (vragen, acties, rechten, diensten …)", "Van een domein dat niet gekozen is.")
    if homeless:
        what = counted(homeless, "gegeven", "gegevens")
        yield LeftOut(f"{what} zonder levensdomein", "Niet te zeggen of het bij een gekozen domein hoort.")
