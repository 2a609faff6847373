"""Every domain of the instrument that ships touches at least one life domain, and the other way round."""

from __future__ import annotations

from gezinscoach_desktop.domain.item_life import life_domains_of
from gezinscoach_desktop.domain.life_domain import LifeDomain
from tests.views.family.samples import instrument


def test_every_domain_of_the_instrument_has_its_life_domains() -> None:
    domains = {domain.key: life_domains_of(domain.key) for domain in instrument().domains}
    assert [key for key, found in domains.items() if not found] == []
    assert {each for found in domains.values() for each in found} == set(LifeDomain)


def test_a_domain_of_a_later_instrument_has_none() -> None:
    assert life_domains_of("bestaat_niet") == ()
