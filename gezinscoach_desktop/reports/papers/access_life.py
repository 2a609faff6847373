"""What a coach kept of a family between measurements, as the person it is about may read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.access_file import AccessRow, Said
from gezinscoach_desktop.domain.clock import format_length
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.network import TieKind
from gezinscoach_desktop.domain.record import MemberRecord
from gezinscoach_desktop.domain.third_party import Passage, spans_of_others, words_of_others
from gezinscoach_desktop.reports.content import FamilyContent

_INTAKE = (
    ("story", "Jullie verhaal"),
    ("strengths", "Wat goed gaat"),
    ("family_view", "Hoe het gezin het ziet"),
    ("absent_parent", "Ouder die elders woont"),
    ("services", "Diensten die er al zijn"),
    ("expectations", "Wat het gezin verwacht"),
    ("pace", "Tempo"),
    ("boundaries", "Wat de coach niet doet"),
    ("safety", "Veiligheid, en wat daarover afgesproken is"),
    ("ahead", "Afspraken voor de komende tijd"),
    ("matters", "Wat voor dit gezin telt"),
    ("avoid", "Wat je beter niet doet"),
    ("next_step", "Volgende stap"),
)


class LifeTeller:
    """Holds what every section has to know: what was typed becomes a passage, the rest is a fact."""

    def __init__(self, content: FamilyContent, member: MemberRecord) -> None:
        self.content, self.life, self.member = content, content.life, member
        details = member.details
        own = (details.given_name, details.family_name)
        self.words = words_of_others(_others(content, member), own)
        household = self.life.details
        self.mine = (details.phone, details.email, household.phone, household.email)

    def said_at(self, key: str, label: str, about: str, text: str | None) -> tuple[Said, ...]:
        if not text or not text.strip():
            return ()
        spans = spans_of_others(text, self.words, self.mine, relation=self.member.details.relation)
        return (Said(label, Passage(key, about, text, spans)),)

    def contacts(self) -> Iterator[AccessRow]:
        for record in self.life.contacts:
            each = record.details
            if each.members and self.member.id not in each.members:
                continue
            title = f"{each.kind.label} op {day_of(each.on)}"
            known = facts(
                ("Duur", "" if each.minutes is None else format_length(each.minutes)),
                ("Over", ", ".join(domain.label for domain in each.domains)),
                ("Dienst", self.service(each.service_id)),
                ("Was je erbij", "ja" if each.members else "niet genoteerd"),
            )
            others = self.said_at(f"contact/{record.id}/others", "Ook erbij", title, each.others)
            note = self.said_at(f"contact/{record.id}/note", "Notitie", title, each.note)
            yield AccessRow(title, known, (*others, *note))

    def plan(self) -> Iterator[AccessRow]:
        for request in self.life.requests:
            title = f"Vraag van het gezin{of_day(request.details.raised_on)}"
            key = f"request/{request.id}"
            yield AccessRow(
                title,
                facts(("Stand", request.details.state.label)),
                (
                    *self.said_at(f"{key}/text", "Vraag", title, request.details.text),
                    *self.said_at(f"{key}/outcome", "Hoe het afliep", title, request.details.outcome),
                ),
            )
        for goal in self.life.goals:
            if goal.details.member_id in (None, self.member.id):
                item = self.content.instrument.items.get(goal.details.item)
                title = f"Doel: {goal.details.item if item is None else item.name}"
                known = facts(
                    ("Gewenst niveau", str(goal.details.level_wished)), ("Stand", goal.details.state.label)
                )
                yield AccessRow(
                    title, known, self.said_at(f"goal/{goal.id}", "Notitie", title, goal.details.note)
                )
        for action in self.life.actions:
            title = f"Actie{of_day(action.details.due_on)}"
            key = f"action/{action.id}"
            yield AccessRow(
                title,
                facts(("Door", action.details.owner.label), ("Stand", action.details.state.label)),
                (
                    *self.said_at(f"{key}/what", "Wat", title, action.details.what),
                    *self.said_at(f"{key}/result", "Resultaat", title, action.details.result),
                ),
            )
        for appointment in self.life.appointments:
            title = f"Afspraak op {day_of(appointment.details.on)}"
            what = self.said_at(f"appointment/{appointment.id}", "Wat", title, appointment.details.what)
            yield AccessRow(title, facts(("Stand", appointment.details.state.label)), what)

    def rights(self) -> Iterator[AccessRow]:
        for record in self.life.right_steps:
            step = record.details
            right = self.life.rights.get(step.right_id)
            if step.member_id not in (None, self.member.id) or right is None:
                continue
            title = f"{right.name}: {step.state.label.lower()}, {day_of(step.on)}"
            yield AccessRow(
                title,
                facts(
                    ("Per maand", "" if step.monthly_cents is None else format_cents(step.monthly_cents)),
                    ("Eenmalig", "" if step.once_cents is None else format_cents(step.once_cents)),
                ),
                (
                    *self.said_at(f"right/{record.id}/not", "Waarom niet", title, step.not_taken_up),
                    *self.said_at(f"right/{record.id}/note", "Notitie", title, step.note),
                ),
            )

    def services(self) -> Iterator[AccessRow]:
        for tie in self.life.ties:
            each = tie.details
            if each.kind is TieKind.SERVICE and each.member_id in (None, self.member.id):
                title = self.service(each.service_id, each.name)
                key = f"tie/{tie.id}"
                yield AccessRow(
                    title,
                    facts(
                        ("Sinds", day_of(each.since)), ("Tot", day_of(each.until)), ("Bereiken", each.reach)
                    ),
                    (
                        *self.said_at(f"{key}/relation", "Wie", title, each.relation),
                        *self.said_at(f"{key}/note", "Notitie", title, each.note),
                    ),
                )
        for referral in self.life.referrals:
            details = referral.details
            if details.member_id in (None, self.member.id):
                title = f"Doorverwijzing naar {self.service(details.service_id)}, {day_of(details.asked_on)}"
                note = self.said_at(f"referral/{referral.id}", "Notitie", title, details.note)
                yield AccessRow(title, facts(("Stand", details.outcome.label)), note)  # fmt: skip

    def intake(self) -> Iterator[AccessRow]:
        intake = self.life.intake
        said = [
            each
            for name, label in _INTAKE
            for each in self.said_at(
                f"intake/{name}", label, f"Kennismaking: {label.lower()}", getattr(intake, name)
            )
        ]
        for domain in LifeDomain:
            label = f"Nood of wens: {domain.label.lower()}"
            said += self.said_at(f"intake/{domain.value}", label, label, intake.needs.get(domain.value))
        if said:
            yield AccessRow("Wat genoteerd werd", (), tuple(said))

    def told(self) -> Iterator[AccessRow]:
        for story in self.life.stories:
            each = story.details
            if each.member_id in (None, self.member.id):
                title = f"{each.kind.label} op {day_of(each.on)}"
                words = "\n".join(filter(None, (each.title, each.text)))
                known = facts(("Mag in het jaarverslag", "ja, zonder namen" if each.is_released else "nee"))
                yield AccessRow(title, known, self.said_at(f"story/{story.id}", "Tekst", title, words))
        for signal in self.life.signals:
            title = f"Signaal op {day_of(signal.details.on)}: {signal.details.theme.label.lower()}"
            words = "\n".join(filter(None, (signal.details.what, signal.details.example)))
            yield AccessRow(title, (), self.said_at(f"signal/{signal.id}", "Tekst", title, words))
        for expense in self.life.expenses:
            title = f"Onkost op {day_of(expense.details.on)}: {format_cents(expense.details.cents)}"
            yield AccessRow(
                title, (), self.said_at(f"expense/{expense.id}", "Waarvoor", title, expense.details.what)
            )

    def documents(self) -> Iterator[AccessRow]:
        for document in self.life.documents:
            each = document.details
            title = f"{each.kind.label}, bewaard op {day_of(document.created_at.date())}"
            yield AccessRow(
                title,
                facts(("Datum van het document", day_of(each.dated))),
                (
                    *self.said_at(f"document/{document.id}/title", "Titel", title, each.title),
                    *self.said_at(f"document/{document.id}/note", "Notitie", title, each.note),
                ),
            )

    def own_views(self) -> Iterator[AccessRow]:
        for view in self.life.own_views:
            if view.details.member_id not in (None, self.member.id):
                continue
            title = f"Eigen visie van {day_of(view.details.on)}"
            text = f"{view.details.about}\n{view.details.text}".strip()
            yield AccessRow(title, (), self.said_at(f"view/{view.id}", "Tekst", title, text))

    def service(self, service_id: UUID | None, typed: str = "") -> str:
        known = None if service_id is None else self.life.services.get(service_id)
        return typed or ("" if known is None else known.name)


def _others(content: FamilyContent, member: MemberRecord) -> Iterator[str]:
    """Everybody of the family and around it but the one who asks, by name."""
    for other in content.life.members:
        if other.id != member.id:
            yield other.details.given_name
            yield other.details.family_name
        yield _names_only(other.details.lives_with)
    for tie in content.life.ties:
        if tie.details.kind is TieKind.PERSON:
            yield _names_only(tie.details.name)
    for bond in content.life.bonds:
        yield _names_only(bond.details.other_name)


def _names_only(text: str) -> str:
    """Of “de oma van Lina” only what begins with a capital."""
    return " ".join(word for word in text.split() if word[:1].isupper())


def facts(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in pairs if text)


def day_of(day: date | None) -> str:
    return "" if day is None else format_date(day)


def of_day(day: date | None) -> str:
    return "" if day is None else f" van {format_date(day)}"
