"""What a handover sheet tells, part by part, before anything is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.action import ActionState
from gezinscoach_desktop.domain.consent import ConsentKind
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.household import Living
from gezinscoach_desktop.domain.network import ReferralOutcome, Ring, TieKind
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.request import RequestState
from gezinscoach_desktop.domain.right import standings
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.life.consent import partner_name, running
from gezinscoach_desktop.reports.life.members import is_here
from gezinscoach_desktop.reports.life.network import running_ties, tie_name
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.told import appointment_told, coming
from gezinscoach_desktop.reports.life.words import day, service, who
from gezinscoach_desktop.reports.paper import blocks


@dataclass(frozen=True, slots=True)
class Entry:
    """A line or a few: what it is about, and what there is to tell."""

    lead: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with entries; `one` and `more` name what did not fit."""

    title: str
    entries: tuple[Entry, ...]
    one: str
    more: str


def parts_of(seen: Seen) -> Iterator[Part]:
    """In the order in which they matter; a part without entries has nothing to tell."""
    intake = seen.life.intake
    missing = (Entry("", blocks.NOTHING_YET),) if seen.options.shows_notes else ()
    yield Part("Wie", tuple(_people(seen)), "gezinslid", "gezinsleden")
    yield Part("Hoe bereiken", tuple(_reach(seen)), "manier om te bereiken", "manieren om te bereiken")
    yield Part("Wat belangrijk is", _text(intake.matters) or missing, "alinea", "alinea’s")
    yield Part(
        "Wat je beter niet doet", _text(intake.avoid, intake.boundaries) or missing, "alinea", "alinea’s"
    )
    yield Part("Veiligheid", _text(intake.safety), "alinea", "alinea’s")
    yield Part("Lopende acties", tuple(_actions(seen)), "actie", "acties")
    yield Part("Afspraken", tuple(_appointments(seen)), "afspraak", "afspraken")
    yield Part("Wat het gezin vraagt", tuple(_requests(seen)), "vraag", "vragen")
    yield Part("Diensten en contactpersonen", tuple(_services(seen)), "dienst", "diensten")
    yield Part("Mandaat", tuple(_mandates(seen)) or missing, "mandaat", "mandaten")
    yield Part("Rechten die lopen", tuple(_rights(seen)), "recht", "rechten")
    yield Part("Wie dichtbij staat", tuple(_near(seen)), "persoon", "personen")


def _people(seen: Seen) -> Iterator[Entry]:
    for member in seen.life.members:
        if not is_here(seen, member):
            continue
        details = member.details
        living = "" if details.living is Living.HERE else details.living.label.lower()
        told = (
            seen.ages.get(member.id, ""),
            details.relation,
            living,
            details.school,
            shown_phone(details.phone),
        )
        yield Entry(who(seen, member.id), " · ".join(filter(None, told)))


def _reach(seen: Seen) -> Iterator[Entry]:
    details = seen.life.details
    place = ", ".join(filter(None, (details.address, seen.content.municipality)))
    for text in (
        place,
        " · ".join(filter(None, (shown_phone(details.phone), details.email))),
        details.reach_note,
    ):
        if text:
            yield Entry("", text)
    language = f"{details.languages}{', tolk nodig' if details.needs_interpreter else ''}".strip(", ")
    if language:
        yield Entry("Taal", language)
    if details.remarks:
        yield Entry("", details.remarks)


def _text(*texts: str) -> tuple[Entry, ...]:
    """A text by its paragraphs."""
    return tuple(
        Entry("", part.strip()) for text in texts for part in text.split("\n") if part.strip()
    )  # fmt: skip


def _actions(seen: Seen) -> Iterator[Entry]:
    running_now = [each.details for each in seen.life.actions if each.details.state is ActionState.OPEN]
    running_now.sort(key=lambda action: action.due_on or date.max)
    for action in running_now:
        owner = service(seen, action.service_id) or action.owner.label
        late = ", te laat" if action.is_overdue(seen.content.made_on) else ""
        when = f"{format_date(action.due_on)}{late}" if action.due_on else "zonder datum"
        yield Entry(f"{when} · {owner}", action.what or "niet opgenomen")


def _appointments(seen: Seen) -> Iterator[Entry]:
    for appointment in coming(seen):
        yield Entry("", appointment_told(appointment))
    intake = seen.life.intake
    if intake.next_step:
        yield Entry("Volgende stap", " ".join(filter(None, (intake.next_step, day(intake.next_on)))))


def _requests(seen: Seen) -> Iterator[Entry]:
    for request in (each.details for each in seen.life.requests):
        if request.state is RequestState.OPEN:
            yield Entry(
                "" if request.domain is None else request.domain.label, request.text or "niet opgenomen"
            )


def _services(seen: Seen) -> Iterator[Entry]:
    for tie in running_ties(seen, TieKind.SERVICE):
        known = None if tie.service_id is None else seen.life.services.get(tie.service_id)
        people = [
            " ".join(filter(None, (each.details.name, shown_phone(each.details.phone))))
            for each in seen.life.contact_persons
            if tie.service_id is not None
            and each.details.service_id == tie.service_id
            and each.details.retired_on is None
        ]
        reach = shown_phone(tie.reach or ("" if known is None else known.phone))
        yield Entry(tie_name(seen, tie), " · ".join(filter(None, (reach, *people, tie.note))))
    for referral in (each.details for each in seen.life.referrals):
        if referral.outcome in (ReferralOutcome.ASKED, ReferralOutcome.WAITING):
            waited = counted(referral.waiting_days(seen.content.made_on), "dag", "dagen")
            yield Entry(
                service(seen, referral.service_id), f"{referral.outcome.label.lower()}, wacht al {waited}"
            )
    if seen.life.intake.services:
        yield Entry("", seen.life.intake.services)


def _mandates(seen: Seen) -> Iterator[Entry]:
    for consent in running(seen, ConsentKind.MANDATE, ConsentKind.SHARING):
        until = f"tot {format_date(consent.until)}" if consent.until else ""
        told = " · ".join(filter(None, (consent.who, consent.content, consent.purpose, until)))
        yield Entry(partner_name(seen, consent), told)


def _rights(seen: Seen) -> Iterator[Entry]:
    for standing in standings(seen.life.right_steps):
        right = seen.life.rights.get(standing.place[0])
        if right is not None and standing.state.is_open:
            since = f"{standing.state.label.lower()} sinds {format_date(standing.since)}"
            yield Entry(right.name, since)


def _near(seen: Seen) -> Iterator[Entry]:
    for tie in running_ties(seen, TieKind.PERSON):
        if tie.ring is Ring.NEAR:
            name = tie_name(seen, tie)
            relation = tie.relation if tie.relation != name else ""
            yield Entry(name, " · ".join(filter(None, (relation, tie.reach))))
