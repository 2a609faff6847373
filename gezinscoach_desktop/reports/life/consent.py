"""What was agreed: to be coached, what may be shared, who may speak to whom, and whether privacy was explained."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.words import service
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.blocks import NOTHING_YET, points, table
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row

_PARTNERS = (Column(0, 132), Column(140, 72), Column(220, 188), Column(416, WIDTH - 416))


def running(seen: Seen, *kinds: ConsentKind) -> list[ConsentInput]:
    """What holds on the day the paper is made."""
    today = seen.content.made_on
    return [
        each.details
        for each in seen.life.consents
        if each.details.kind in kinds and each.details.runs_on(today)
    ]


def consents(seen: Seen) -> list[Flowable]:
    """Consent to be coached and privacy information, each in one sentence."""
    lines = []
    for kind, what in (
        (ConsentKind.COACHING, "Begeleiding"),
        (ConsentKind.PRIVACY_INFORMATION, "Privacy-informatie"),
    ):
        found = running(seen, kind)
        lines.append(f"{what}: {_told(found[-1]) if found else NOTHING_YET.lower()}")
    return [*section("Toestemming", keeps=64), points(lines)]


def mandate(seen: Seen) -> list[Flowable]:
    """With whom may be shared and who may speak to whom about what."""
    found = running(seen, ConsentKind.MANDATE, ConsentKind.SHARING)
    story: list[Flowable] = section("Mandaat: wie mag met wie spreken", keeps=64)
    if not found:
        return [*story, prose(NOTHING_YET, fill=PAPER.secondary)]
    return [*story, partners(seen, found)]


def partners(seen: Seen, found: Iterable[ConsentInput]) -> Flowable:
    """Each agreement on a row: with whom, of which kind, about what, until when."""
    return table(
        _PARTNERS, ("met wie", "", "waarover", "loopt tot"), [_partner(seen, consent) for consent in found]
    )


def partner_name(seen: Seen, consent: ConsentInput) -> str:
    return service(seen, consent.service_id, consent.partner) or "niet opgenomen"


def _partner(seen: Seen, consent: ConsentInput) -> Band:
    kind = "delen" if consent.kind is ConsentKind.SHARING else "spreken"
    if consent.who:
        kind = f"{kind}: {consent.who}"
    about = "\n".join(filter(None, (consent.content, consent.purpose)))
    until = format_date(consent.until) if consent.until else "tot je het intrekt"
    return row(_PARTNERS, (
        Words(partner_name(seen, consent), face=Face.SEMIBOLD, at_most=3),
        Words(kind, PAPER.secondary, at_most=4), Words(about, at_most=8), Words(until, PAPER.secondary),
    ))  # fmt: skip


def _told(consent: ConsentInput) -> str:
    by = f" door {consent.given_by}" if consent.given_by else ""
    until = f", tot {format_date(consent.until)}" if consent.until else ""
    unsure = " Nog te bevestigen met het gezin." if consent.is_to_confirm else ""
    return f"gegeven op {format_date(consent.given_on)}{by}, {consent.form.label.lower()}{until}.{unsure}"
