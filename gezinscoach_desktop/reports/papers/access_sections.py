"""What a file tells of one person, section by section; no page is laid out here, so that it costs nothing to know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.access_file import AccessRow, AccessSection, Said, Withheld
from gezinscoach_desktop.domain.letting_go import PersonRequestRecord
from gezinscoach_desktop.domain.network import TieKind
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.record import MemberRecord
from gezinscoach_desktop.domain.snapshot import Score
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.domain.transfer import ExportRecordInput
from gezinscoach_desktop.reports.content import FamilyContent
from gezinscoach_desktop.reports.papers.access_life import LifeTeller, day_of, facts

_OTHERS = "Dit gaat over iemand anders."
_LOOKED = "Wie het dossier bekeek of wijzigde"


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
    exports: tuple[ExportRecordInput, ...] | None = None
    """Of the whole office, since it knows the family: what was in each of them is not kept."""


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
    persons = sum(each.details.kind is TieKind.PERSON for each in life.ties)
    rights = sum(each.details.member_id in ids for each in life.right_steps)
    views = sum(each.details.member_id in ids for each in life.own_views)
    found = (
        (counted(len(others), "ander gezinslid", "andere gezinsleden"), len(others)),
        (counted(scores, "score van iemand anders", "scores van anderen"), scores),
        (counted(contacts, "contactmoment zonder jou", "contactmomenten zonder jou"), contacts),
        (counted(persons, "persoon rond het gezin", "personen rond het gezin"), persons),
        (counted(len(life.bonds), "familieband", "familiebanden"), len(life.bonds)),
        (counted(rights, "stap bij een recht van iemand anders", "stappen bij rechten van anderen"), rights),
        (counted(views, "eigen visie van iemand anders", "eigen visies van anderen"), views),
    )
    missing = [Withheld(what, _OTHERS) for what, number in found if number]
    if beside.looks is None:
        missing.append(
            Withheld(f"{_LOOKED}, en wat eruit ging", "Dat deel kan alleen een coördinator geven.")
        )
    return tuple(missing)


class _Teller(LifeTeller):
    """Puts the sections in order, and tells of who the person is and what was measured."""

    def __init__(self, content: FamilyContent, member: MemberRecord, beside: Beside) -> None:
        super().__init__(content, member)
        self.beside = beside

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
            tuple(self.contacts()),
        )  # fmt: skip
        yield AccessSection("Vragen, doelen en acties", "", tuple(self.plan()))
        yield AccessSection("Rechten", "Van jou, en van het gezin samen.", tuple(self.rights()))
        yield AccessSection("Diensten", "Met welke diensten er contact is.", tuple(self.services()))
        yield AccessSection("Kennismaking", "Wat jullie vertelden.", tuple(self.intake()))
        yield AccessSection("Verhalen, signalen en onkosten", "", tuple(self.told()))
        yield AccessSection(
            "Documenten", "Wat bij het gezin bewaard wordt. Vraag gerust een kopie.", tuple(self.documents())
        )
        yield AccessSection(
            "Hoe jij het ziet", "Staat bij het dossier en gaat mee als het afgedrukt wordt.",
            tuple(self.own_views()),
        )  # fmt: skip
        yield AccessSection("Wat je over je gegevens vroeg", "", tuple(self._requests()))
        if self.beside.looks is not None:
            yield AccessSection(_LOOKED, "Op welke dag, en in welke rol.", tuple(_looks(self.beside.looks)))
            yield AccessSection(
                "Wat afgedrukt of bewaard werd", "Buiten het programma.",
                tuple(_looks(self.beside.prints or ())),
            )  # fmt: skip
            yield AccessSection(
                "Export voor onderzoek of subsidie",
                "Van het hele kantoor: het kan dat jullie gegevens erbij waren.",
                tuple(map(_export, self.beside.exports or ())),
            )

    def _identity(self) -> Iterator[AccessRow]:
        me, home = self.member.details, self.life.details
        stays = ", ".join(
            f"{day_of(each.joined) or 'van het begin'} – {day_of(each.left) or 'nu'}" for each in me.stays
        )
        yield AccessRow(
            self.member.display_name,
            facts(
                ("Geboren", day_of(me.birth_date)),
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
                *self.said_at("member/relation", "Wie je bent in het gezin", "Wie je bent", me.relation),
                *self.said_at("member/lives_with", "Ook bij", "Bij wie je nog woont", me.lives_with),
            ),
        )
        yield AccessRow(
            "Het gezin",
            facts(
                ("Code", self.content.code),
                ("Adres", ", ".join(filter(None, (home.address, home.neighbourhood, home.municipality)))),
                ("Telefoon", shown_phone(home.phone)),
                ("Mail", home.email),
                ("Soort huishouden", "" if home.household_type is None else home.household_type.label),
                ("Taal", f"{home.languages}{' (tolk nodig)' if home.needs_interpreter else ''}"),
                ("Nieuwkomer", "ja" if home.is_newcomer else ""),
                ("Inkomen", "" if home.income_source is None else home.income_source.label),
                ("Wonen", "" if home.housing_kind is None else home.housing_kind.label),
                ("Gevonden", "" if home.found_via is None else home.found_via.label),
                ("Gestart", day_of(home.started_on)),
            ),
            (
                *self.said_at("family/name", "Naam in de lijst", "Naam van het gezin", home.name),
                *self.said_at("family/reach_note", "Hoe je te bereiken bent", "Hoe het gezin te bereiken is", home.reach_note),
                *self.said_at("family/remarks", "Goed om te weten", "Goed om te weten over het gezin", home.remarks),
            ),
        )  # fmt: skip

    def _support(self) -> Iterator[AccessRow]:
        for place, phase in enumerate(self.life.phases):
            about = f"Fase {phase.phase.label.lower()} vanaf {day_of(phase.since)}"
            yield AccessRow(about, (), self.said_at(f"phase/{place}", "Waarom", about, phase.reason))
        for place, each in enumerate(self.life.assignments):
            kind = "tweede coach" if each.kind is AssignmentKind.SECOND else "gezinscoach"
            until = f" tot {day_of(each.until)}" if each.until else ""
            about = f"{each.coach}, {kind} vanaf {day_of(each.since)}{until}"
            yield AccessRow(
                about,
                (),
                self.said_at(
                    f"assignment/{place}", "Waarom", f"Coach vanaf {day_of(each.since)}", each.reason
                ),
            )

    def _consents(self) -> Iterator[AccessRow]:
        for record in self.life.consents:
            each = record.details
            title = f"{each.kind.label.removesuffix(' gegeven')}, gegeven op {day_of(each.given_on)}"
            key = f"consent/{record.id}"
            yield AccessRow(
                title,
                facts(
                    ("Hoe", each.form.label),
                    ("Met welke dienst", self.service(each.service_id)),
                    ("Loopt tot", day_of(each.until)),
                    ("Ingetrokken", day_of(each.withdrawn_on)),
                ),
                (
                    *self.said_at(f"{key}/by", "Door wie", title, each.given_by),
                    *self.said_at(f"{key}/partner", "Met wie", title, each.partner),
                    *self.said_at(f"{key}/who", "Wie mag contact opnemen", title, each.who),
                    *self.said_at(f"{key}/purpose", "Waarvoor", title, each.purpose),
                    *self.said_at(f"{key}/content", "Wat", title, each.content),
                    *self.said_at(f"{key}/why", "Waarom ingetrokken", title, each.withdrawn_why),
                ),
            )

    def _scores(self, person: UUID | None) -> Iterator[AccessRow]:
        order = {key: place for place, key in enumerate(self.content.instrument.items)}
        for shot in self.content.snapshots:
            scores = [score for score in shot.scores if score.person == person]
            scores.sort(key=lambda score: order.get(score.item, len(order)))
            if scores:
                yield AccessRow(
                    f"Momentopname van {day_of(shot.date)}",
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
            yield from self.said_at(
                key, f"Bij {name}", f"Momentopname van {day_of(day)}, bij {name}", score.note
            )

    def _requests(self) -> Iterator[AccessRow]:
        for request in self.beside.requests:
            each = request.details
            title = f"{each.kind.label}, gevraagd op {day_of(each.asked_on)}"
            key = f"asked/{request.id}"
            yield AccessRow(
                title,
                facts(("Stand", each.state.label), ("Antwoord op", day_of(each.answered_on))),
                (
                    *self.said_at(f"{key}/who", "Wie vroeg het", title, each.who),
                    *self.said_at(f"{key}/what", "Vraag", title, each.what),
                    *self.said_at(f"{key}/answer", "Antwoord", title, each.answer),
                    *self.said_at(f"{key}/note", "Notitie", title, each.note),
                ),
            )


def _export(export: ExportRecordInput) -> AccessRow:
    names = "zonder namen" if export.is_pseudonymised else "met namen en codes"
    return AccessRow(
        f"{day_of(export.on)}: {export.project}",
        facts(("Voor wie", export.recipient), ("Waarvoor", export.purpose), ("Hoe", names)),
    )


def _looks(looks: Iterable[Look]) -> Iterator[AccessRow]:
    """A row for each role, and in it a line for each day, the last one first."""
    roles: dict[str, dict[date, list[str]]] = {}
    for look in sorted(looks, key=lambda look: look.on, reverse=True):
        times = f" ({look.times} keer)" if look.times > 1 else ""
        roles.setdefault(look.role, {}).setdefault(look.on, []).append(f"{look.what.lower()}{times}")
    for role, days in roles.items():
        yield AccessRow(role, tuple((day_of(day), ", ".join(whats)) for day, whats in days.items()))
