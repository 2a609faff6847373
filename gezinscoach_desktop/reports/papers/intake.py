"""The intake report (intakeverslag): who the family is, what it asks, who stands around it, and where it began."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.evolution import baseline_of
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import ReferralOutcome, TieKind
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.reports.content import FamilyContent, LeftOut, PaperOptions
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.coaches import coaches, signature_of_coach
from gezinscoach_desktop.reports.life.consent import consents, mandate
from gezinscoach_desktop.reports.life.members import composition
from gezinscoach_desktop.reports.life.network import network, referrals, running_ties, tie_name
from gezinscoach_desktop.reports.life.plan import top_three
from gezinscoach_desktop.reports.life.redaction import Seen, seen_by
from gezinscoach_desktop.reports.life.right import rights
from gezinscoach_desktop.reports.life.told import safety
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row
from gezinscoach_desktop.reports.progress.change_table import change_table
from gezinscoach_desktop.reports.progress.gather import gather_baseline
from gezinscoach_desktop.reports.progress.index_section import index_section

_NEEDS = (Column(0, 132), Column(140, WIDTH - 140))
_SERVICES = (Column(0, 150), Column(158, 150), Column(316, WIDTH - 316))
_STANDS = frozenset({RightState.HAS, RightState.TO_EXPLORE, RightState.APPLIED, RightState.GRANTED})


def intake_report(content: FamilyContent, options: PaperOptions) -> list[Flowable]:
    """Ends with room for the family's remarks and the signatures."""
    seen = seen_by(content, options)
    intake = seen.life.intake
    missing = "" if options.domains is not None or not options.shows_notes else blocks.NOTHING_YET
    measured, left_out = _baseline(content, options, seen)
    return [
        blocks.title(seen.title, f"Intakeverslag · opgemaakt op {format_date(content.made_on)}"),
        *blocks.about(about_family(seen)),
        *composition(seen),
        *blocks.told("Ouder die er niet is", intake.absent_parent),
        *blocks.told("Hun verhaal, in eigen woorden", intake.story, missing=missing),
        *blocks.told("Wat goed gaat en waar ze sterk in zijn", intake.strengths, missing=missing),
        *_needs(seen),
        *_first_things(seen, missing),
        *network(seen),
        *_services(seen),
        *referrals(seen, heading="Doorverwijzingen en wachtlijsten"),
        *rights(seen, _STANDS, heading="Rechten: wat er is en wat te onderzoeken valt"),
        *safety(seen, missing=missing),
        *_expectations(seen),
        *mandate(seen),
        *consents(seen),
        *measured,
        *_next(seen, missing),
        *blocks.left_out_table((*seen.left_out, *left_out)),
        *blocks.remarks_and_signatures("Opmerkingen van het gezin", signature_of_coach(seen), lines=6),
    ]


def about_family(seen: Seen) -> Iterator[tuple[str, str]]:
    """Where and how to reach the family, and what is known of its situation."""
    details, content = seen.life.details, seen.content
    place = ", ".join(filter(None, (details.address, details.neighbourhood, content.municipality)))
    yield "Code", seen.code
    yield "Waar", place
    yield "Bereiken", " · ".join(filter(None, (shown_phone(details.phone), details.email)))
    yield "Hoe en wanneer", details.reach_note
    yield "Taal", f"{details.languages}{' (tolk nodig)' if details.needs_interpreter else ''}".strip()
    yield "Soort huishouden", "" if details.household_type is None else details.household_type.label
    yield "Inkomen", "" if details.income_source is None else details.income_source.label
    yield "Wonen", "" if details.housing_kind is None else details.housing_kind.label
    yield "Nieuwkomer", "ja" if details.is_newcomer else ""
    yield "Gevonden", "" if details.found_via is None else details.found_via.label
    yield "Gestart", "" if details.started_on is None else format_date(details.started_on)
    yield "Gezinscoach", coaches(seen)
    yield "Goed om te weten", details.remarks


def _needs(seen: Seen) -> list[Flowable]:
    needs = seen.life.intake.needs
    bands = [
        row(_NEEDS, (Words(domain.label, face=Face.SEMIBOLD), Words(needs[domain], at_most=20)))
        for domain in LifeDomain
        if needs.get(domain, "").strip()
    ]
    if not bands:
        return []
    return [
        *section("Noden en wensen", keeps=72),
        blocks.table(_NEEDS, ("levensdomein", "wat het gezin nodig heeft of wil"), bands),
    ]


def _first_things(seen: Seen, missing: str) -> list[Flowable]:
    first = top_three(seen)
    if not first and not missing:
        return []
    return [
        *section("Wat voor het gezin het eerst telt", keeps=64),
        *(first or [prose(missing, fill=PAPER.secondary)]),
    ]


def _services(seen: Seen) -> list[Flowable]:
    """Services that are involved, with who works there and how to reach them."""
    ties = running_ties(seen, TieKind.SERVICE)
    started = {
        each.details.service_id
        for each in seen.life.referrals
        if each.details.outcome is ReferralOutcome.STARTED
    }
    typed = seen.life.intake.services
    bands = []
    for tie in ties:
        known = None if tie.service_id is None else seen.life.services.get(tie.service_id)
        people = [
            " · ".join(filter(None, (each.details.name, each.details.role, shown_phone(each.details.phone))))
            for each in seen.life.contact_persons
            if tie.service_id is not None and each.details.service_id == tie.service_id
        ]
        reach = shown_phone(tie.reach or ("" if known is None else known.phone))
        bands.append(row(_SERVICES, (
            Words(tie_name(seen, tie), face=Face.SEMIBOLD, at_most=3),
            Words("\n".join(filter(None, people)), at_most=6),
            Words(" · ".join(filter(None, (reach, "gestart" if tie.service_id in started else ""))),
                  PAPER.secondary, at_most=3),
        )))  # fmt: skip
    if not bands and not typed:
        return []
    story: list[Flowable] = section("Diensten die meewerken", keeps=64)
    if bands:
        story.append(blocks.table(_SERVICES, ("dienst", "contactpersoon", "bereiken"), bands))
    return [*story, *([prose("", after=4), prose(typed)] if typed else [])]


def _expectations(seen: Seen) -> list[Flowable]:
    intake = seen.life.intake
    pairs = (
        ("Wat het gezin verwacht", intake.expectations),
        ("Tempo", intake.pace),
        ("Wat de coach niet doet", intake.boundaries),
    )
    if not any(text for _, text in pairs):
        return []
    return [*section("Verwachtingen", keeps=56), *blocks.about(pairs)]


def _next(seen: Seen, missing: str) -> list[Flowable]:
    intake = seen.life.intake
    when = f" ({format_date(intake.next_on)})" if intake.next_on else ""
    text = f"{intake.next_step}{when}".strip()
    return blocks.told("Volgende stap", text, missing=missing)


def _baseline(
    content: FamilyContent, options: PaperOptions, seen: Seen
) -> tuple[list[Flowable], tuple[LeftOut, ...]]:
    """The balance as it was at the baseline, every item with its note; and what is not in it."""
    if baseline_of(content.snapshots) is None:
        return [], ()
    facts = gather_baseline(content, options)
    story: list[Flowable] = [
        *change_table(seen.content, options, facts),
        *index_section(seen.content, options, facts),
    ]
    return story, facts.left_out
