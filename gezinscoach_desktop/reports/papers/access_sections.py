"""What a file tells of one person, section by section; no page is laid out here, so that it costs nothing to know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.access_file import AccessRow, AccessSection, Said, Withheld
from gezinscoach_desktop.domain.clock import format_length
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.letting_go import PersonRequestRecord
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.network import TieKind
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.record import MemberRecord
from gezinscoach_desktop.domain.snapshot import Score
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.third_party import Passage, spans_of_others, words_of_others
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.reports.content import FamilyContent

_OTHERS = "Dit gaat over iemand anders."
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


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody of the office looked in the file, changed it or let something go: never who, only as what."""

    on: date
    role: str
    what: str
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is kept about a person outside the papers of a family."""

    requests: tuple[PersonRequestRecord, ...] = ()
    looks: tuple[Look, ...] | None = None
    """None when the account that makes it may not know."""
    prints: tuple[Look, ...] | None = None


def access_sections(
    content: FamilyContent, member: MemberRecord, beside: Beside
) -> tuple[AccessSection, ...]:
    """Everything about the member, and about the household as far as it is not about somebody else."""
    return tuple(_Teller(content, member, beside).sections())


def withheld(content: FamilyContent, member: MemberRecord, beside: Beside) -> tuple[Withheld, ...]:
    """What the file holds besides, counted and not told."""
    life, others = content.life, [each for each in content.life.members if each.id != member.id]
    ids = {each.id for each in others}
    scores = sum(score.person in ids for shot in content.snapshots for score in shot.scores)
    contacts = sum(
        bool(each.details.members) and member.id not in each.details.members for each in life.contacts
    )
    persons = sum(each.details.kind is TieKind.PERSON for each in life.ties) + len(life.bonds)
    rights = sum(each.details.member_id in ids for each in life.right_steps)
    views = sum(each.details.member_id in ids for each in life.own_views)
    found = (
        (counted(len(others), "ander gezinslid", "andere gezinsleden"), len(others)),
        (counted(scores, "score van iemand anders", "scores van anderen"), scores),
        (counted(contacts, "contactmoment zonder jou", "contactmomenten zonder jou"), contacts),
        (counted(persons, "persoon rond het gezin", "personen rond het gezin"), persons),
        (counted(rights, "stap bij een recht van iemand anders", "stappen bij rechten van anderen"), rights),
        (counted(views, "eigen visie van iemand anders", "eigen visies van anderen"), views),
    )
    missing = [Withheld(what, _OTHERS) for what, number in found if number]
    if beside.looks is None:
        missing.append(
            Withheld(
                "Wie in het dossier keek, en wat eruit ging", "Dat deel kan alleen een coördinator geven."
            )
        )
    return tuple(missing)


class _Teller:
    """Holds what every section has to know."""

    def __init__(self, content: FamilyContent, member: MemberRecord, beside: Beside) -> None:
        self.content, self.life, self.member, self.beside = content, content.life, member, beside
        details = member.details
        own = (details.given_name, details.family_name)
        self.words = words_of_others(_others(content, member), own)
        household = self.life.details
        self.mine = (details.phone, details.email, household.phone, household.email)

    def sections(self) -> Iterator[AccessSection]:
        yield AccessSection("Wie je bent", "Wat wij van jou en het gezin noteerden.", tuple(self._identity()))
        yield AccessSection("Begeleiding", "Sinds wanneer, en door wie.", tuple(self._support()))
        yield AccessSection("Toestemming", "Waarmee is ingestemd.", tuple(self._consents()))
        yield AccessSection(
            "Metingen over jou", "Wat op elk moment ingevuld werd.", tuple(self._scores(self.member.id))
        )
        yield AccessSection("Metingen over het gezin", "Over jullie samen.", tuple(self._scores(None)))
        yield AccessSection(
            "Contactmomenten", "Waar jij bij was, of waarbij niet genoteerd is wie erbij was.",
            tuple(self._contacts()),
        )  # fmt: skip
        yield AccessSection("Vragen, doelen en acties", "", tuple(self._plan()))
        yield AccessSection("Rechten", "Van jou, en van het gezin samen.", tuple(self._rights()))
        yield AccessSection("Diensten", "Met welke diensten er contact is.", tuple(self._services()))
        yield AccessSection("Kennismaking", "Wat jullie vertelden.", tuple(self._intake()))
        yield AccessSection("Verhalen, signalen en onkosten", "", tuple(self._told()))
        yield AccessSection(
            "Documenten", "Wat bij het gezin bewaard wordt. Vraag gerust een kopie.", tuple(self._documents())
        )
        yield AccessSection(
            "Hoe jij het ziet", "Staat bij het dossier en gaat mee als het afgedrukt wordt.",
            tuple(self._own_views()),
        )  # fmt: skip
        yield AccessSection("Wat je over je gegevens vroeg", "", tuple(self._requests()))
        if self.beside.looks is not None:
            yield AccessSection(
                "Wie in het dossier keek", "Op welke dag, en in welke rol.", tuple(_looks(self.beside.looks))
            )
            yield AccessSection(
                "Wat afgedrukt of bewaard werd", "Buiten het programma.",
                tuple(_looks(self.beside.prints or ())),
            )  # fmt: skip

    def _said(self, key: str, label: str, about: str, text: str | None) -> tuple[Said, ...]:
        if not text or not text.strip():
            return ()
        spans = spans_of_others(text, self.words, self.mine, relation=self.member.details.relation)
        return (Said(label, Passage(key, about, text, spans)),)

    def _identity(self) -> Iterator[AccessRow]:
        me, home = self.member.details, self.life.details
        stays = ", ".join(
            f"{_day(each.joined) or 'van het begin'} – {_day(each.left) or 'nu'}" for each in me.stays
        )
        yield AccessRow(
            self.member.display_name,
            _facts(
                ("Geboren", _day(me.birth_date)),
                ("Geslacht", "" if me.gender is None else me.gender.label),
                ("Volwassene of kind", me.role.label),
                ("Woont", me.living.label),
                ("Diploma", "" if me.diploma is None else me.diploma.label),
                ("School of opvang", me.school),
                ("Telefoon", shown_phone(me.phone)),
                ("Mail", me.email),
                ("In het gezin", stays),
            ),
            (
                *self._said("member/relation", "Wie je bent in het gezin", "Wie je bent", me.relation),
                *self._said("member/lives_with", "Ook bij", "Bij wie je nog woont", me.lives_with),
            ),
        )
        yield AccessRow(
            "Het gezin",
            _facts(
                ("Code", self.content.code),
                ("Adres", ", ".join(filter(None, (home.address, home.neighbourhood, home.municipality)))),
                ("Telefoon", shown_phone(home.phone)),
                ("Mail", home.email),
                ("Gezinsvorm", "" if home.household_type is None else home.household_type.label),
                ("Taal", f"{home.languages}{' (tolk nodig)' if home.needs_interpreter else ''}"),
                ("Nieuwkomer", "ja" if home.is_newcomer else ""),
                ("Inkomen", "" if home.income_source is None else home.income_source.label),
                ("Wonen", "" if home.housing_kind is None else home.housing_kind.label),
                ("Gevonden", "" if home.found_via is None else home.found_via.label),
                ("Gestart", _day(home.started_on)),
            ),
            (
                *self._said("family/name", "Naam in de lijst", "Naam van het gezin", home.name),
                *self._said("family/reach_note", "Hoe je te bereiken bent", "Hoe het gezin te bereiken is", home.reach_note),
                *self._said("family/remarks", "Goed om te weten", "Goed om te weten over het gezin", home.remarks),
            ),
        )  # fmt: skip

    def _support(self) -> Iterator[AccessRow]:
        for place, phase in enumerate(self.life.phases):
            about = f"Fase {phase.phase.label.lower()} vanaf {_day(phase.since)}"
            yield AccessRow(about, (), self._said(f"phase/{place}", "Waarom", about, phase.reason))
        for place, each in enumerate(self.life.assignments):
            kind = "tweede coach" if each.kind is AssignmentKind.SECOND else "gezinscoach"
            until = f" tot {_day(each.until)}" if each.until else ""
            about = f"{each.coach}, {kind} vanaf {_day(each.since)}{until}"
            yield AccessRow(
                about,
                (),
                self._said(f"assignment/{place}", "Waarom", f"Coach vanaf {_day(each.since)}", each.reason),
            )

    def _consents(self) -> Iterator[AccessRow]:
        for record in self.life.consents:
            each = record.details
            title = f"{each.kind.label}, gegeven op {_day(each.given_on)}"
            key = f"consent/{record.id}"
            yield AccessRow(
                title,
                _facts(
                    ("Hoe", each.form.label),
                    ("Met welke dienst", self._service(each.service_id)),
                    ("Loopt tot", _day(each.until)),
                    ("Ingetrokken", _day(each.withdrawn_on)),
                ),
                (
                    *self._said(f"{key}/by", "Door wie", title, each.given_by),
                    *self._said(f"{key}/partner", "Met wie", title, each.partner),
                    *self._said(f"{key}/who", "Wie mag contact opnemen", title, each.who),
                    *self._said(f"{key}/purpose", "Waarvoor", title, each.purpose),
                    *self._said(f"{key}/content", "Wat", title, each.content),
                    *self._said(f"{key}/why", "Waarom ingetrokken", title, each.withdrawn_why),
                ),
            )

    def _scores(self, person: UUID | None) -> Iterator[AccessRow]:
        for shot in self.content.snapshots:
            scores = [score for score in shot.scores if score.person == person]
            if scores:
                yield AccessRow(
                    f"Momentopname van {_day(shot.date)}",
                    tuple(self._score(score) for score in scores),
                    tuple(self._notes(shot.id, shot.date, scores)),
                )

    def _score(self, score: Score) -> tuple[str, str]:
        item = self.content.instrument.items.get(score.item)
        if item is None:
            return score.item, "" if score.level is None else str(score.level)
        level = "" if score.level is None else f"{score.level} van 5: "
        setback = "" if score.setback is None else f" ({score.setback.label.lower()})"
        return item.name, f"{level}{item.level_text(score.level)}{setback}"

    def _notes(self, shot: UUID, day: date, scores: Iterable[Score]) -> Iterator[Said]:
        for score in scores:
            item = self.content.instrument.items.get(score.item)
            name = score.item if item is None else item.name
            key = f"score/{shot}/{score.person}/{score.item}"
            yield from self._said(key, f"Bij {name}", f"Momentopname van {_day(day)}, bij {name}", score.note)

    def _contacts(self) -> Iterator[AccessRow]:
        for record in self.life.contacts:
            each = record.details
            if each.members and self.member.id not in each.members:
                continue
            title = f"{each.kind.label} op {_day(each.on)}"
            facts = _facts(
                ("Duur", "" if each.minutes is None else format_length(each.minutes)),
                ("Over", ", ".join(domain.label for domain in each.domains)),
                ("Dienst", self._service(each.service_id)),
                ("Jij erbij", "ja" if each.members else "niet genoteerd"),
            )
            others = self._said(f"contact/{record.id}/others", "Ook erbij", title, each.others)
            note = self._said(f"contact/{record.id}/note", "Notitie", title, each.note)
            yield AccessRow(title, facts, (*others, *note))

    def _plan(self) -> Iterator[AccessRow]:
        for request in self.life.requests:
            title = f"Vraag van het gezin{_on(request.details.raised_on)}"
            key = f"request/{request.id}"
            yield AccessRow(
                title,
                _facts(("Stand", request.details.state.label)),
                (
                    *self._said(f"{key}/text", "Vraag", title, request.details.text),
                    *self._said(f"{key}/outcome", "Hoe het afliep", title, request.details.outcome),
                ),
            )
        for goal in self.life.goals:
            if goal.details.member_id in (None, self.member.id):
                item = self.content.instrument.items.get(goal.details.item)
                title = f"Doel: {goal.details.item if item is None else item.name}"
                facts = _facts(
                    ("Gewenst niveau", str(goal.details.level_wished)), ("Stand", goal.details.state.label)
                )
                yield AccessRow(
                    title, facts, self._said(f"goal/{goal.id}", "Notitie", title, goal.details.note)
                )
        for action in self.life.actions:
            title = f"Actie{_on(action.details.due_on)}"
            key = f"action/{action.id}"
            yield AccessRow(
                title,
                _facts(("Door", action.details.owner.label), ("Stand", action.details.state.label)),
                (
                    *self._said(f"{key}/what", "Wat", title, action.details.what),
                    *self._said(f"{key}/result", "Resultaat", title, action.details.result),
                ),
            )
        for appointment in self.life.appointments:
            title = f"Afspraak op {_day(appointment.details.on)}"
            what = self._said(f"appointment/{appointment.id}", "Wat", title, appointment.details.what)
            yield AccessRow(title, _facts(("Stand", appointment.details.state.label)), what)

    def _rights(self) -> Iterator[AccessRow]:
        for record in self.life.right_steps:
            step = record.details
            right = self.life.rights.get(step.right_id)
            if step.member_id not in (None, self.member.id) or right is None:
                continue
            title = f"{right.name}: {step.state.label.lower()}, {_day(step.on)}"
            yield AccessRow(
                title,
                _facts(
                    ("Per maand", "" if step.monthly_cents is None else format_cents(step.monthly_cents)),
                    ("Eenmalig", "" if step.once_cents is None else format_cents(step.once_cents)),
                ),
                (
                    *self._said(f"right/{record.id}/not", "Waarom niet", title, step.not_taken_up),
                    *self._said(f"right/{record.id}/note", "Notitie", title, step.note),
                ),
            )

    def _services(self) -> Iterator[AccessRow]:
        for tie in self.life.ties:
            each = tie.details
            if each.kind is TieKind.SERVICE and each.member_id in (None, self.member.id):
                title = self._service(each.service_id, each.name)
                key = f"tie/{tie.id}"
                yield AccessRow(
                    title,
                    _facts(("Sinds", _day(each.since)), ("Tot", _day(each.until)), ("Bereiken", each.reach)),
                    (
                        *self._said(f"{key}/relation", "Wie", title, each.relation),
                        *self._said(f"{key}/note", "Notitie", title, each.note),
                    ),
                )
        for referral in self.life.referrals:
            details = referral.details
            if details.member_id in (None, self.member.id):
                title = f"Doorverwijzing naar {self._service(details.service_id)}, {_day(details.asked_on)}"
                note = self._said(f"referral/{referral.id}", "Notitie", title, details.note)
                yield AccessRow(title, _facts(("Stand", details.outcome.label)), note)  # fmt: skip

    def _intake(self) -> Iterator[AccessRow]:
        intake = self.life.intake
        said = [
            each
            for name, label in _INTAKE
            for each in self._said(
                f"intake/{name}", label, f"Kennismaking: {label.lower()}", getattr(intake, name)
            )
        ]
        for domain in LifeDomain:
            label = f"Nood of wens: {domain.label.lower()}"
            said += self._said(f"intake/{domain.value}", label, label, intake.needs.get(domain.value))
        if said:
            yield AccessRow("Wat genoteerd werd", (), tuple(said))

    def _told(self) -> Iterator[AccessRow]:
        for story in self.life.stories:
            each = story.details
            if each.member_id in (None, self.member.id):
                title = f"{each.kind.label} op {_day(each.on)}"
                words = "\n".join(filter(None, (each.title, each.text)))
                facts = _facts(("Mag in het jaarverslag", "ja, zonder namen" if each.is_released else "nee"))
                yield AccessRow(title, facts, self._said(f"story/{story.id}", "Tekst", title, words))
        for signal in self.life.signals:
            title = f"Signaal op {_day(signal.details.on)}: {signal.details.theme.label.lower()}"
            words = "\n".join(filter(None, (signal.details.what, signal.details.example)))
            yield AccessRow(title, (), self._said(f"signal/{signal.id}", "Tekst", title, words))
        for expense in self.life.expenses:
            title = f"Onkost op {_day(expense.details.on)}: {format_cents(expense.details.cents)}"
            yield AccessRow(
                title, (), self._said(f"expense/{expense.id}", "Waarvoor", title, expense.details.what)
            )

    def _documents(self) -> Iterator[AccessRow]:
        for document in self.life.documents:
            each = document.details
            title = f"{each.kind.label}, bewaard op {_day(document.created_at.date())}"
            yield AccessRow(
                title,
                _facts(("Datum van het document", _day(each.dated))),
                (
                    *self._said(f"document/{document.id}/title", "Titel", title, each.title),
                    *self._said(f"document/{document.id}/note", "Notitie", title, each.note),
                ),
            )

    def _own_views(self) -> Iterator[AccessRow]:
        for view in self.life.own_views:
            if view.details.member_id not in (None, self.member.id):
                continue
            title = f"Eigen visie van {_day(view.details.on)}"
            text = f"{view.details.about}\n{view.details.text}".strip()
            yield AccessRow(title, (), self._said(f"view/{view.id}", "Tekst", title, text))

    def _requests(self) -> Iterator[AccessRow]:
        for request in self.beside.requests:
            each = request.details
            title = f"{each.kind.label}, gevraagd op {_day(each.asked_on)}"
            key = f"asked/{request.id}"
            yield AccessRow(
                title,
                _facts(("Stand", each.state.label), ("Antwoord op", _day(each.answered_on))),
                (
                    *self._said(f"{key}/who", "Wie vroeg het", title, each.who),
                    *self._said(f"{key}/what", "Vraag", title, each.what),
                    *self._said(f"{key}/answer", "Antwoord", title, each.answer),
                    *self._said(f"{key}/note", "Notitie", title, each.note),
                ),
            )

    def _service(self, service_id: UUID | None, typed: str = "") -> str:
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


def _looks(looks: Iterable[Look]) -> Iterator[AccessRow]:
    for look in looks:
        times = f", {look.times} keer" if look.times > 1 else ""
        yield AccessRow(f"{_day(look.on)}: {look.what.lower()}, door een {look.role.lower()}{times}")


def _facts(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in pairs if text)


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)


def _on(day: date | None) -> str:
    return "" if day is None else f" van {format_date(day)}"
