"""How to read an export, in words: for whom it was made, what was left out and what was coarsened."""

from __future__ import annotations

from datetime import date, timedelta

from gezinscoach_desktop.domain.coarsening import Quasi
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.export import ExportChoice, Precision
from gezinscoach_desktop.domain.export_selection import Selection, TellingPlan
from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import SOURCE, Instrument
from gezinscoach_desktop.domain.text import counted


def coarsened_words(choice: ExportChoice, selection: Selection, plan: TellingPlan) -> tuple[str, ...]:
    """What was coarsened or left out, one line each."""
    if not choice.is_pseudonymised:
        return ()
    steps = selection.steps(choice)
    words = [
        f"{quasi.label}: {step_word(quasi, steps[quasi.value])}" for quasi in Quasi if steps[quasi.value]
    ]
    if plan.left_out:
        words.append(f"{counted(plan.left_out, 'gezin', 'gezinnen')} weggelaten")
    if plan.blanked:
        words.append(f"{counted(plan.blanked, 'gezin', 'gezinnen')} met “niet vermeld”")
    return tuple(words)


def step_word(quasi: Quasi, step: int) -> str:
    """What a step writes, within a sentence."""
    label = quasi.step_labels[step]
    return label[0].lower() + label[1:]


def guide_lines(
    choice: ExportChoice,
    selection: Selection,
    plan: TellingPlan,
    *,
    today: date,
    profile: Profile,
    instrument: Instrument,
) -> list[tuple[str, str]]:
    """Names and texts of the guide."""
    return [
        ("Project", choice.project),
        ("Voor", choice.recipient),
        ("Waarvoor", choice.purpose or "Niet ingevuld"),
        ("Gemaakt op", format_date(today)),
        ("Periode", _period(choice)),
        ("Gezinnen", _families(plan)),
        ("Codes", _codes(choice)),
        ("Datums", _dates(choice)),
        ("Teksten", _texts(choice)),
        ("Kleinste groep", _groups(choice, plan)),
        *(("Grover gemaakt", word) for word in coarsened_words(choice, selection, plan)),
        (
            "Niveaus",
            "1 is de kwetsbaarste situatie, 5 de sterkste; nvt is niet van toepassing. Leeg is niet gemeten.",
        ),
        ("Instrument", f"{SOURCE}; {instrument.id} {instrument.version}"),
        ("Indexprofiel", profile.title),
        (
            "Formules",
            "Een tekst die een rekenblad als formule zou lezen, begint met een apostrof die er niet bij hoort.",
        ),
    ]


def _period(choice: ExportChoice) -> str:
    if choice.chosen is None:
        return "Alles wat geregistreerd is"
    last = choice.chosen.until - timedelta(days=1)
    return f"{format_date(choice.chosen.since)} tot en met {format_date(last)}"


def _families(plan: TellingPlan) -> str:
    text = counted(len(plan.told), "gezin", "gezinnen")
    if plan.left_out:
        text += f"; {counted(plan.left_out, 'gezin', 'gezinnen')} weggelaten omdat de groep te klein was"
    return text


def _codes(choice: ExportChoice) -> str:
    if not choice.is_pseudonymised:
        return "Herkenbaar: met de codes en namen van het kantoor. Bewaar dit bestand op een veilige plaats."
    return (
        "Elk gezin heeft een code die alleen binnen dit project hetzelfde blijft. "
        "Alleen het kantoor kan weten welk gezin het is."
    )


def _dates(choice: ExportChoice) -> str:
    if not choice.is_pseudonymised or choice.precision is Precision.DAY:
        return "Op de dag"
    kind = "van de maand" if choice.precision is Precision.MONTH else "van het kwartaal"
    return f"Elke datum is de eerste dag {kind}; het volgnummer van een momentopname zegt de volgorde."


def _texts(choice: ExportChoice) -> str:
    if choice.with_notes:
        return "Met toelichtingen en andere teksten; SPSS krijgt de eerste 1000 tekens, op één regel."
    return "Zonder toelichtingen en andere teksten"


def _groups(choice: ExportChoice, plan: TellingPlan) -> str:
    if plan.smallest is None:
        return "Niet nagekeken"
    columns = ", ".join(quasi.label.lower() for quasi in Quasi if quasi.value in choice.checked)
    return f"Minstens {plan.smallest} gezinnen zijn gelijk in: {columns}"
