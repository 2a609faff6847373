"""How terms and what is let go read on screen."""

from __future__ import annotations

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.file_term import FileTerms, TermKind
from gezinscoach_desktop.domain.letting_go import DisposalKind, DisposalReason, DisposalSubject
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.letting_go import Candidate, Proposal
from gezinscoach_desktop.services.person_request import OpenRequest

NO_TERMS = (
    "Het kantoor koos nog geen bewaartermijnen, en het programma kiest er geen: wat geldt, hangt af van je opdracht en "
    "je subsidie. Tot dan komt hier alleen wat een gezin zelf vraagt."
)
AFTERWARDS = (
    "Wat losgelaten is, staat nog in oudere reservekopieën, tot nieuwere die vervangen: ongeveer een jaar, als er elke "
    "maand een bij komt. Zet iemand er een terug, dan laat het programma meteen weer los wat intussen losgelaten was."
)
WHAT_IT_IS = (
    "Loslaten doet wat onder “Wat” staat. Anoniem maken: scores en aantallen blijven, zonder naam of tekst. Uitdunnen: "
    "alleen wat erbij staat gaat weg. Wissen: alles gaat weg, ook uit de cijfers. Het geldt voor wat je aanvinkt, of "
    "anders voor de regel waarop je staat."
)
_MONTHS = 12


def length_of(months: int) -> str:
    """`5 jaar`, `18 maanden`."""
    years, rest = divmod(months, _MONTHS)
    return f"{years} jaar" if years and not rest else counted(months, "maand", "maanden")


def terms_text(terms: FileTerms) -> str:
    """What the office chose, in one line."""
    if terms.is_empty:
        return NO_TERMS
    chosen = [
        f"{kind.label.lower()} {length_of(months)}"
        for kind in TermKind
        if (months := terms.of(kind)) is not None
    ]
    return f"Bewaartermijnen na het afsluiten: {' · '.join(chosen)}."


def kind_of(candidate: Candidate) -> str:
    """What is proposed."""
    return candidate.kind.label


_ASKED = {DisposalReason.CONSENT_WITHDRAWN: "Ingetrokken", DisposalReason.PERSON_ASKED: "Gevraagd"}


def since_of(candidate: Candidate) -> str:
    """What happened since when it counts, and on which day."""
    if candidate.subject is DisposalSubject.REFERRAL:
        return f"Beslist {format_date(candidate.since)}"
    if candidate.reason in _ASKED:  # `since` is the day on which it was closed, if it was
        return f"{_ASKED[candidate.reason]} {format_date(candidate.past_on)}"
    return f"Afgesloten {format_date(candidate.since)}"


def closing_of(candidate: Candidate) -> str:
    """Why the guidance ended, which is not why the file goes; empty when that is not known."""
    if not candidate.closing:
        return ""
    word = "Beslist" if candidate.subject is DisposalSubject.REFERRAL else "Afgesloten"
    return f"{word}: {candidate.closing[0].lower()}{candidate.closing[1:]}"


def parts_of(candidate: Candidate) -> str:
    """Of what is thinned: what goes."""
    return ", ".join(part.label.lower() for part in candidate.parts)


def what_happens(kind: DisposalKind) -> str:
    """One sentence before it is done."""
    return {
        DisposalKind.ANONYMISE: (
            "Namen, adressen, geboortedatums, notities, documenten en alle geschreven tekst verdwijnen. Scores, fasen en "
            "aantallen blijven voor de cijfers, per kwartaal en onder een nieuwe code."
        ),
        DisposalKind.ERASE: "Alles van dit dossier verdwijnt, ook uit de cijfers.",
        DisposalKind.THIN: "Alleen wat hieronder staat verdwijnt; de rest van het dossier blijft.",
    }[kind]


def story_of(proposal: Proposal) -> str:
    """Who proposed and decided, when."""
    details = proposal.record.details
    asked = f"Voorgesteld door {proposal.asked_by or 'iemand'} op {format_date(details.asked_on)}"
    if details.done_on is not None:
        first, second = proposal.asked_by or "iemand", proposal.approved_by or "iemand"
        return f"{first} stelde voor, {second} keurde goed"
    if details.put_off_until is not None:
        return f"Blijft tot {format_date(details.put_off_until)}: {details.note}"
    return asked


def due_text(request: OpenRequest) -> str:
    """`nog 12 dagen`, `3 dagen te laat`."""
    if request.days < 0:
        return f"{counted(-request.days, 'dag', 'dagen')} te laat"
    return "vandaag" if request.days == 0 else f"nog {counted(request.days, 'dag', 'dagen')}"
