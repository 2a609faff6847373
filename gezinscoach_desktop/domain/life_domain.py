"""The life domains of requests, contacts, actions, rights and services (the mission's list, in its order)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class LifeDomain(StrEnum):
    """A part of a family's life."""

    ADMINISTRATION = "administration"
    FINANCES = "finances"
    HOUSING = "housing"
    MATERIAL = "material"
    MOBILITY = "mobility"
    HEALTH = "health"
    PARENTING = "parenting"
    LANGUAGE = "language"
    CHILDCARE = "childcare"
    LEISURE = "leisure"
    SOCIAL_NETWORK = "social_network"
    EDUCATION = "education"
    WORK = "work"
    SAFETY = "safety"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def short(self) -> str:
        """For a chip or a narrow column."""
        return _SHORT.get(self, self.label)


_LABELS = {
    LifeDomain.ADMINISTRATION: "Administratie en juridisch",
    LifeDomain.FINANCES: "Financieel",
    LifeDomain.HOUSING: "Huisvesting",
    LifeDomain.MATERIAL: "Materieel",
    LifeDomain.MOBILITY: "Mobiliteit",
    LifeDomain.HEALTH: "Gezondheid",
    LifeDomain.PARENTING: "Opvoeding",
    LifeDomain.LANGUAGE: "Taal",
    LifeDomain.CHILDCARE: "Kinderopvang",
    LifeDomain.LEISURE: "Opvang en vrije tijd",
    LifeDomain.SOCIAL_NETWORK: "Sociaal netwerk",
    LifeDomain.EDUCATION: "Onderwijs",
    LifeDomain.WORK: "Tewerkstelling en dagbesteding",
    LifeDomain.SAFETY: "Veiligheid",
}
_SHORT = {
    LifeDomain.ADMINISTRATION: "Administratie",
    LifeDomain.LEISURE: "Vrije tijd",
    LifeDomain.SOCIAL_NETWORK: "Netwerk",
    LifeDomain.WORK: "Werk",
}


def in_order(domains: Iterable[LifeDomain]) -> tuple[LifeDomain, ...]:
    """Each once, in the order of the list."""
    chosen = set(domains)
    return tuple(domain for domain in LifeDomain if domain in chosen)
