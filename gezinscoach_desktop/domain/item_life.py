"""Which life domains an item of the Sociale Balans touches: what runs for them is shown beside the item."""

from __future__ import annotations

from collections.abc import Mapping

from gezinscoach_desktop.domain.life_domain import LifeDomain

_OF_DOMAIN: Mapping[str, tuple[LifeDomain, ...]] = {
    "housing": (LifeDomain.HOUSING, LifeDomain.MATERIAL),
    "finances": (LifeDomain.FINANCES,),
    "nutrition": (LifeDomain.MATERIAL, LifeDomain.HEALTH),
    "safety": (LifeDomain.SAFETY,),
    "identity": (LifeDomain.ADMINISTRATION,),
    "adult_social_network": (LifeDomain.SOCIAL_NETWORK, LifeDomain.LEISURE),
    "budgeting": (LifeDomain.FINANCES, LifeDomain.ADMINISTRATION),
    "adult_health": (LifeDomain.HEALTH,),
    "civic_integration": (LifeDomain.LANGUAGE, LifeDomain.SOCIAL_NETWORK),
    "justice": (LifeDomain.ADMINISTRATION, LifeDomain.SAFETY),
    "work_education": (LifeDomain.WORK, LifeDomain.EDUCATION),
    "literacy": (LifeDomain.LANGUAGE, LifeDomain.EDUCATION),
    "adult_mobility": (LifeDomain.MOBILITY,),
    "childcare": (LifeDomain.CHILDCARE, LifeDomain.PARENTING),
    "basic_needs_infant": (LifeDomain.MATERIAL, LifeDomain.PARENTING),
    "school": (LifeDomain.EDUCATION,),
    "child_social_network": (LifeDomain.LEISURE, LifeDomain.SOCIAL_NETWORK),
    "child_health": (LifeDomain.HEALTH,),
    "child_mobility": (LifeDomain.MOBILITY,),
}


def life_domains_of(item_domain: str) -> tuple[LifeDomain, ...]:
    """By the key of the item's domain; nothing for one that a later instrument brought."""
    return _OF_DOMAIN.get(item_domain, ())
