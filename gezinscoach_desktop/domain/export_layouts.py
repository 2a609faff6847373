"""The columns of each subject of an export, in their order."""

from __future__ import annotations

from gezinscoach_desktop.domain.action import ActionOwner
from gezinscoach_desktop.domain.coarsening import (
    AgeBand,
    CoarseHousing,
    CoarseIncome,
    CountBand,
    LanguageGroup,
)
from gezinscoach_desktop.domain.codebook import (
    LEVEL_VALUES,
    Deprived,
    Labelled,
    Layout,
    PlanKind,
    PlanState,
    Variable,
    VariableKind,
    values_of,
)
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.export import ExportChoice, ExportSubject
from gezinscoach_desktop.domain.family import (
    Diploma,
    FoundVia,
    Gender,
    HouseholdType,
    HousingKind,
    IncomeSource,
)
from gezinscoach_desktop.domain.household import Living, Role
from gezinscoach_desktop.domain.index import DomainState, Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import ReferralOutcome
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.signal import HowOften
from gezinscoach_desktop.domain.snapshot import Reason, Setback
from gezinscoach_desktop.domain.trajectory import ClosingReason, Phase

_K = VariableKind


def _code(name: str, label: str) -> Variable:
    return Variable(name, label, _K.CODE)


def _number(name: str, label: str, note: str = "") -> Variable:
    return Variable(name, label, _K.NUMBER, note=note)


def _day(name: str, label: str, note: str = "") -> Variable:
    return Variable(name, label, _K.DAY, note=note)


def _choice(name: str, label: str, *kinds: Labelled) -> Variable:
    return Variable(name, label, _K.CHOICE, values_of(*kinds))


def _known(name: str, label: str, kind: VariableKind, *kinds: Labelled) -> Variable:
    """What somebody could know a family by: without a value the cell says so."""
    return Variable(name, label, kind, values_of(*kinds), says_unknown=True)


def _level(name: str, label: str, note: str = "") -> Variable:
    return Variable(name, label, _K.LEVEL, LEVEL_VALUES, note)


def _free(name: str, label: str) -> Variable:
    return Variable(name, label, _K.TEXT, is_free_text=True)


_FAMILY = _code("gezin", "Code van het gezin")
_PERSON = _code("persoon", "Code van het gezinslid binnen het gezin; leeg is het hele huishouden")


def layouts_of(instrument: Instrument, profile: Profile, choice: ExportChoice) -> tuple[Layout, ...]:
    """The columns of every subject that was chosen, as this choice writes them."""
    made = {
        ExportSubject.FAMILIES: ("Eén rij per gezin", _families()),
        ExportSubject.MEMBERS: ("Eén rij per gezinslid", _members()),
        ExportSubject.SCORES: ("Eén rij per geregistreerde score", _scores()),
        ExportSubject.BASELINE: (
            "Eén rij per huishouden en per gezinslid, een kolom per item: de sociale balans op de nulmeting",
            _wide(instrument),
        ),
        ExportSubject.NOW: (
            "Eén rij per huishouden en per gezinslid, een kolom per item: de sociale balans op de laatste momentopname",
            _wide(instrument),
        ),
        ExportSubject.INDEX: (
            f"Eén rij per dag met een momentopname: de kansarmoede-index volgens het profiel {profile.title}",
            _index(profile),
        ),
        ExportSubject.CONTACTS: ("Eén rij per contactmoment", _contacts()),
        ExportSubject.RIGHTS: ("Eén rij per stap van een recht", _rights()),
        ExportSubject.PLAN: ("Eén rij per vraag, doel of actie", _plan()),
        ExportSubject.EXPENSES: ("Eén rij per onkost", _expenses()),
        ExportSubject.SERVICES: ("Eén rij per doorverwijzing naar een dienst", _services()),
        ExportSubject.SIGNALS: ("Eén rij per signaal", _signals()),
    }
    return tuple(
        Layout(
            subject,
            about,
            tuple(each for each in variables if choice.with_notes or not each.is_free_text),
        )
        for subject, (about, variables) in made.items()
        if subject in choice.subjects
    )


def _families() -> tuple[Variable, ...]:
    return (
        _FAMILY,
        _free("naam", "Naam van het gezin"),
        _known("gemeente", "Gemeente", _K.TEXT),
        _known("gezinstype", "Soort huishouden", _K.CHOICE, HouseholdType),
        _number("volwassenen", "Aantal volwassenen in het gezin"),
        _number("kinderen", "Aantal kinderen in het gezin"),
        _known("volwassenen_groep", "Aantal volwassenen, in groepen", _K.CHOICE, CountBand),
        _known("kinderen_groep", "Aantal kinderen, in groepen", _K.CHOICE, CountBand),
        _known("jongste_kind", "Leeftijd van het jongste kind", _K.CHOICE, AgeBand),
        _known("thuistaal", "Taal die thuis gesproken wordt, in groepen", _K.CHOICE, LanguageGroup),
        _known("nieuwkomer", "Nieuwkomer", _K.YES_NO),
        _known("inkomen", "Belangrijkste bron van inkomen", _K.CHOICE, IncomeSource, CoarseIncome),
        _known("woonvorm", "Woonvorm", _K.CHOICE, HousingKind, CoarseHousing),
        _choice("gevonden_via", "Hoe het gezin gevonden werd", FoundVia),
        _day("start", "Start van de begeleiding"),
        _choice("fase", "Fase op de laatste dag", Phase),
        _choice("afsluitreden", "Reden van afsluiten", ClosingReason),
        _number("momentopnamen", "Aantal momentopnamen"),
        _day("nulmeting", "Dag van de nulmeting"),
        _day("laatste_meting", "Dag van de laatste momentopname"),
        _number("index_nul_van", "Index op de nulmeting: zwakke domeinen"),
        _number("index_nul_tot", "Index op de nulmeting: zwakke en onbekende domeinen"),
        _number("index_nu_van", "Index op de laatste momentopname: zwakke domeinen"),
        _number("index_nu_tot", "Index op de laatste momentopname: zwakke en onbekende domeinen"),
    )


def _members() -> tuple[Variable, ...]:
    return (
        _FAMILY,
        _code("persoon", "Code van het gezinslid binnen het gezin"),
        _free("naam", "Naam van het gezinslid"),
        _choice("rol", "Volwassene of kind", Role),
        _day(
            "geboren",
            "Geboortedatum",
            "In een export zonder namen de eerste dag van het kwartaal of het jaar",
        ),
        _choice("leeftijdsgroep", "Leeftijd op de laatste dag, in groepen", AgeBand),
        _choice("geslacht", "Geslacht", Gender),
        _choice("woont", "Waar dit gezinslid woont", Living),
        _choice("diploma", "Hoogste diploma", Diploma),
        _day("erbij", "Sinds wanneer in het gezin"),
        _day("weg", "Uit het gezin sinds"),
    )


def _scores() -> tuple[Variable, ...]:
    return (
        _FAMILY,
        _PERSON,
        _choice("rol", "Volwassene of kind; leeg is het hele huishouden", Role),
        _day("datum", "Dag van de momentopname"),
        _number("momentopname", "Volgnummer van de momentopname in het gezin"),
        _code("item", "Item van de Sociale Balans"),
        _level("niveau", "Niveau", "1 is het kwetsbaarst, 5 het sterkst"),
        _choice("reden", "Waarom het niveau anders is dan voordien", Reason),
        _choice("terugval", "Waar een terugval vandaan komt", Setback),
        _free("toelichting", "Toelichting"),
    )


def _wide(instrument: Instrument) -> tuple[Variable, ...]:
    items = tuple(
        _level(item.key, item.name, f"{item.subject.label}: {instrument.domain_of(item.key).name}")
        for item in instrument.items.values()
    )
    role = _choice("rol", "Volwassene of kind; leeg is het hele huishouden", Role)
    return (_FAMILY, _PERSON, role, _day("datum", "Dag van de meting"), *items)


def _index(profile: Profile) -> tuple[Variable, ...]:
    domains = tuple(_choice(f"domein_{each.key}", each.name, DomainState) for each in profile.domains)
    return (
        _FAMILY,
        _day("datum", "Dag van de momentopname"),
        Variable("is_nulmeting", "Is dit de nulmeting", _K.YES_NO),
        _number("zwak", "Aantal zwakke domeinen"),
        _number("onbekend", "Aantal domeinen waarover te weinig bekend is"),
        _choice("kansarm", f"Kansarm: vanaf {profile.deprived_from} zwakke domeinen", Deprived),
        *domains,
    )


def _contacts() -> tuple[Variable, ...]:
    return (
        _FAMILY,
        _day("datum", "Dag van het contact"),
        _choice("soort", "Soort contact", ContactKind),
        _number("minuten", "Duur in minuten"),
        Variable("domeinen", "Levensdomeinen", _K.SET, values_of(LifeDomain)),
        _free("verslag", "Verslag"),
    )


def _rights() -> tuple[Variable, ...]:
    return (
        _FAMILY,
        _PERSON,
        Variable("recht", "Recht", _K.TEXT),
        _choice("status", "Waar het recht staat", RightState),
        _day("datum", "Sinds"),
        Variable("per_maand", "Bedrag per maand", _K.MONEY),
        Variable("eenmalig", "Eenmalig bedrag", _K.MONEY),
        _free("niet_opgenomen", "Waarom het niet opgenomen werd"),
        _free("toelichting", "Toelichting"),
    )


def _plan() -> tuple[Variable, ...]:
    return (
        _FAMILY,
        _PERSON,
        _choice("wat", "Vraag, doel of actie", PlanKind),
        _choice("domein", "Levensdomein", LifeDomain),
        _code("item", "Item van de Sociale Balans, bij een doel"),
        _choice("wie", "Wie het doet, bij een actie", ActionOwner),
        _day("van", "Gesteld of gekozen op"),
        _day("tegen", "Gehoopt of te doen tegen"),
        _choice("status", "Hoe het staat", PlanState),
        _day("gesloten", "Afgerond op"),
        _level("niveau_toen", "Niveau toen het doel gekozen werd"),
        _level("niveau_gewenst", "Niveau dat het gezin wil bereiken"),
        _free("tekst", "In woorden"),
        _free("uitkomst", "Wat ervan kwam"),
    )


def _expenses() -> tuple[Variable, ...]:
    return (
        _FAMILY,
        _day("datum", "Dag van de onkost"),
        Variable("bedrag", "Bedrag", _K.MONEY),
        _free("waarvoor", "Waarvoor"),
    )


def _services() -> tuple[Variable, ...]:
    return (
        _FAMILY,
        _PERSON,
        _choice("domein", "Levensdomein", LifeDomain),
        _day("gevraagd", "Gevraagd op"),
        _choice("uitkomst", "Wat ervan kwam", ReferralOutcome),
        _day("beantwoord", "Beantwoord op"),
        _number("wachtdagen", "Dagen tussen vraag en antwoord; zonder antwoord tot de laatste dag"),
        _free("dienst", "Dienst"),
        _free("toelichting", "Toelichting"),
    )


def _signals() -> tuple[Variable, ...]:
    return (
        _code("gezin", "Code van het gezin; leeg is een signaal zonder gezin"),
        _day("datum", "Dag van het signaal"),
        _choice("thema", "Levensdomein", LifeDomain),
        _choice("hoe_vaak", "Hoe vaak het voorkomt", HowOften),
        _free("dienst", "Dienst"),
        _free("wat", "Wat er gebeurt"),
        _free("voorbeeld", "Voorbeeld"),
    )
