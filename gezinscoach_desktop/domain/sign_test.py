"""Whether more families got better than worse by more than chance: the sign test, and how sure the share is.

Both are exact and count only who changed; who stayed the same says nothing about the direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, log1p

FEWEST = 6
"""With fewer families that changed, even all in one direction is no more than one in twenty by chance."""
_SURE = 0.95
_STEPS = 60


@dataclass(frozen=True, slots=True)
class SignTest:
    """`p` is two-sided; `lowest` and `highest` bound the share that improved among who changed (0–1)."""

    improved: int
    worsened: int
    p: float
    lowest: float
    highest: float

    @property
    def changed(self) -> int:
        return self.improved + self.worsened


def sign_test(improved: int, worsened: int) -> SignTest | None:
    """The exact test, with the interval of Clopper and Pearson at 95 %; None when too few changed to say anything."""
    changed = improved + worsened
    if changed < FEWEST:
        return None
    tail, ways = 0, 1
    for k in range(min(improved, worsened) + 1):
        tail += ways
        ways = ways * (changed - k) // (k + 1)
    p = min(1.0, 2 * tail / 2**changed)
    return SignTest(
        improved,
        worsened,
        p,
        0.0 if improved == 0 else _root(improved, changed, at_least=True),
        1.0 if improved == changed else _root(improved, changed, at_least=False),
    )


def _root(improved: int, changed: int, *, at_least: bool) -> float:
    """The share with which so many or more (or so many or fewer) come in 2.5 % of cases."""
    wanted = (1 - _SURE) / 2
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        share = (low + high) / 2
        chance = (
            _at_least(improved, changed, share) if at_least else 1 - _at_least(improved + 1, changed, share)
        )
        if (chance < wanted) is at_least:
            low = share
        else:
            high = share
    return (low + high) / 2


def _at_least(number: int, of: int, share: float) -> float:
    """The chance of `number` or more out of `of`: the incomplete beta function, exact for thousands too."""
    if number <= 0:
        return 1.0
    if number > of:
        return 0.0
    a, b = number, of - number + 1
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(share) + b * log1p(-share))
    if share < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, share) / a
    return 1.0 - front * _fraction(b, a, 1.0 - share) / b


def _fraction(a: int, b: int, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz."""
    tiny = 1e-300
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    found = d
    for m in range(1, 10 * (a + b) + 100):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + step * d
            d = 1.0 / (d if abs(d) > tiny else tiny)
            c = 1.0 + step / c
            c = c if abs(c) > tiny else tiny
            found *= c * d
        if abs(c * d - 1.0) < 1e-14:
            break
    return found


def said(improved: int, worsened: int) -> str:
    """What it means and does not mean, in plain Dutch."""
    found = sign_test(improved, worsened)
    changed = improved + worsened
    if found is None:
        who = (
            "Geen enkel gezin veranderde"
            if changed == 0
            else ("Maar 1 gezin veranderde" if changed == 1 else f"Maar {changed} gezinnen veranderden")
        )
        return f"{who}: te weinig om toeval uit te sluiten."
    share = f"{_percent(found.lowest)} en {_percent(found.highest)}"
    return (
        f"Van de {changed} gezinnen die veranderden, ging het met {improved} beter en met {worsened} minder goed. "
        f"Als beter en minder goed even waarschijnlijk waren, kwam zo'n verschil door toeval voor met kans "
        f"{_chance(found.p)} (tekentoets); het aandeel dat beter werd ligt, met 95 % zekerheid, tussen {share}. "
        "Dat zegt alleen iets over toeval: niet waardoor het komt, en niet hoe groot de vooruitgang is."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _chance(p: float) -> str:
    return "kleiner dan 0,001" if p < 0.001 else f"{p:.3f}".replace(".", ",")
