"""What a column of somebody's own spreadsheet can be, and how such columns are called in Flemish spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from gezinscoach_desktop.domain.family import (
    Diploma,
    FoundVia,
    Gender,
    HouseholdType,
    HousingKind,
    IncomeSource,
)
from gezinscoach_desktop.domain.household import Living, Role


class Kind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LEVEL = "level"
    ITEM = "item"


class Field(StrEnum):
    """What a column can be. The values are kept with the mapping of a source: they never change."""

    CODE = "code"
    FAMILY_NAME = "family_name"
    MUNICIPALITY = "municipality"
    NEIGHBOURHOOD = "neighbourhood"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    LANGUAGES = "languages"
    NEEDS_INTERPRETER = "needs_interpreter"
    IS_NEWCOMER = "is_newcomer"
    HOUSEHOLD_TYPE = "household_type"
    INCOME_SOURCE = "income_source"
    HOUSING_KIND = "housing_kind"
    FOUND_VIA = "found_via"
    STARTED_ON = "started_on"
    REMARKS = "remarks"
    PERSON_CODE = "person_code"
    GIVEN_NAME = "given_name"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    ROLE = "role"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    RELATION = "relation"
    LIVING = "living"
    DIPLOMA = "diploma"
    SCHOOL = "school"
    PERSON_PHONE = "person_phone"
    JOINED = "joined"
    LEFT = "left"
    DATE = "date"
    ITEM = "item"
    LEVEL = "level"
    NOTE = "note"

    @property
    def label(self) -> str:
        return _FIELDS[self].label

    @property
    def names(self) -> tuple[str, ...]:
        """How such a column is called, folded and without signs, the likeliest first."""
        return _FIELDS[self].names

    @property
    def kind(self) -> Kind:
        return _FIELDS[self].kind

    @property
    def choices(self) -> type[Enum] | None:
        """Of a choice: from what."""
        return _FIELDS[self].choices


@dataclass(frozen=True, slots=True)
class _Facts:
    label: str
    kind: Kind
    names: tuple[str, ...]
    """Folded, without signs: how such a column is called in Flemish spreadsheets, the likeliest first."""
    choices: type[Enum] | None = None


_FIELDS: Mapping[Field, _Facts] = {
    Field.CODE: _Facts(
        "Code van het gezin",
        Kind.TEXT,
        (
            "gezinscode",
            "code gezin",
            "dossiernummer",
            "dossiernr",
            "gezin id",
            "gezinsnummer",
            "family",
            "code",
            "nr",
            "id",
        ),
    ),
    Field.FAMILY_NAME: _Facts(
        "Naam van het gezin",
        Kind.TEXT,
        ("gezinsnaam", "naam gezin", "gezin", "naam van het gezin", "dossier"),
    ),
    Field.MUNICIPALITY: _Facts("Gemeente", Kind.TEXT, ("gemeente", "woonplaats", "stad", "municipality")),
    Field.NEIGHBOURHOOD: _Facts("Wijk", Kind.TEXT, ("wijk", "buurt", "deelgemeente")),
    Field.ADDRESS: _Facts("Adres", Kind.TEXT, ("adres", "straat", "straat en nummer", "straat nr")),
    Field.PHONE: _Facts(
        "Telefoon van het gezin",
        Kind.TEXT,
        ("telefoon", "gsm", "tel", "telefoonnummer", "gsmnummer", "gsm nummer"),
    ),
    Field.EMAIL: _Facts("E-mail", Kind.TEXT, ("email", "e mail", "mail", "mailadres", "emailadres")),
    Field.LANGUAGES: _Facts("Talen", Kind.TEXT, ("taal", "talen", "thuistaal", "moedertaal")),
    Field.NEEDS_INTERPRETER: _Facts("Tolk nodig", Kind.YES_NO, ("tolk", "tolk nodig")),
    Field.IS_NEWCOMER: _Facts("Nieuwkomer", Kind.YES_NO, ("nieuwkomer",)),
    Field.HOUSEHOLD_TYPE: _Facts(
        "Soort huishouden",
        Kind.CHOICE,
        (
            "soort huishouden",
            "gezinsvorm",
            "gezinstype",
            "type gezin",
            "soort gezin",
            "gezinssamenstelling",
        ),
        HouseholdType,
    ),
    Field.INCOME_SOURCE: _Facts(
        "Inkomen", Kind.CHOICE, ("inkomen", "bron van inkomen", "inkomstenbron", "statuut"), IncomeSource
    ),
    Field.HOUSING_KIND: _Facts(
        "Woonvorm", Kind.CHOICE, ("woonvorm", "huisvesting", "soort woning", "woning"), HousingKind
    ),
    Field.FOUND_VIA: _Facts(
        "Gevonden via",
        Kind.CHOICE,
        ("gevonden via", "aangemeld door", "aanmelder", "toeleider", "via"),
        FoundVia,
    ),
    Field.STARTED_ON: _Facts(
        "Begonnen op",
        Kind.DATE,
        ("startdatum", "begonnen op", "start", "datum start", "begin begeleiding", "begindatum"),
    ),
    Field.REMARKS: _Facts("Opmerkingen", Kind.TEXT, ("opmerkingen", "opmerking", "bemerkingen", "info")),
    Field.PERSON_CODE: _Facts(
        "Code van het gezinslid", Kind.TEXT, ("person", "code gezinslid", "lid", "persoon", "lidnummer")
    ),
    Field.GIVEN_NAME: _Facts("Voornaam", Kind.TEXT, ("voornaam", "roepnaam")),
    Field.LAST_NAME: _Facts("Familienaam", Kind.TEXT, ("familienaam", "achternaam")),
    Field.FULL_NAME: _Facts(
        "Voornaam en familienaam",
        Kind.TEXT,
        ("naam", "naam gezinslid", "volledige naam", "naam en voornaam", "voornaam en naam"),
    ),
    Field.ROLE: _Facts(
        "Volwassene of kind",
        Kind.CHOICE,
        ("rol", "role", "volwassene of kind", "volw kind", "ouder kind"),
        Role,
    ),
    Field.BIRTH_DATE: _Facts(
        "Geboortedatum",
        Kind.DATE,
        ("geboortedatum", "geb datum", "gebdatum", "geboren", "geboren op", "birth date"),
    ),
    Field.GENDER: _Facts("Geslacht", Kind.CHOICE, ("geslacht", "m v", "m v x", "gender"), Gender),
    Field.RELATION: _Facts("Verwantschap", Kind.TEXT, ("verwantschap", "relatie", "band")),
    Field.LIVING: _Facts(
        "Woont hier of elders", Kind.CHOICE, ("woont", "verblijft", "verblijf", "inwonend"), Living
    ),
    Field.DIPLOMA: _Facts(
        "Diploma", Kind.CHOICE, ("diploma", "hoogste diploma", "opleidingsniveau", "scholing"), Diploma
    ),
    Field.SCHOOL: _Facts("School of opvang", Kind.TEXT, ("school", "opvang", "school of opvang")),
    Field.PERSON_PHONE: _Facts(
        "Telefoon van het gezinslid", Kind.TEXT, ("telefoon gezinslid", "gsm gezinslid", "eigen gsm")
    ),
    Field.JOINED: _Facts("In het gezin sinds", Kind.DATE, ("joined", "in gezin sinds")),
    Field.LEFT: _Facts("Uit het gezin sinds", Kind.DATE, ("left", "uit gezin sinds", "vertrokken")),
    Field.DATE: _Facts(
        "Datum van de meting",
        Kind.DATE,
        ("datum meting", "datum registratie", "datum", "date", "meetdatum", "datum afname"),
    ),
    Field.ITEM: _Facts("Item", Kind.ITEM, ("item", "vraag", "schaal", "indicator")),
    Field.LEVEL: _Facts("Niveau", Kind.LEVEL, ("niveau", "score", "level", "waarde")),
    Field.NOTE: _Facts("Toelichting", Kind.TEXT, ("toelichting", "note", "nota", "commentaar")),
}

OF_PERSON = frozenset(
    {
        Field.PERSON_CODE, Field.GIVEN_NAME, Field.LAST_NAME, Field.FULL_NAME, Field.ROLE, Field.BIRTH_DATE,
        Field.GENDER, Field.RELATION, Field.LIVING, Field.DIPLOMA, Field.SCHOOL, Field.PERSON_PHONE,
        Field.JOINED, Field.LEFT,
    }
)  # fmt: skip
