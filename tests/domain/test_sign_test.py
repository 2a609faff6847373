"""The sign test and its interval against known values, and against counting every outcome."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.sign_test import FEWEST, said, sign_test


@pytest.mark.parametrize(
    ("improved", "worsened", "p", "lowest", "highest"),
    [
        # All the same way: 0.025 ** (1 / 6); the others stand in tables of Clopper and Pearson's interval.
        (6, 0, 0.03125, 0.54074, 1.0),
        (0, 6, 0.03125, 0.0, 0.45926),
        (9, 1, 0.02148, 0.55498, 0.99747),
        (5, 5, 1.0, 0.18709, 0.81291),
    ],
)
def test_known_values(improved: int, worsened: int, p: float, lowest: float, highest: float) -> None:
    found = sign_test(improved, worsened)
    assert found is not None
    assert (found.p, found.lowest, found.highest) == pytest.approx((p, lowest, highest), abs=2e-5)


@given(improved=st.integers(0, 60), worsened=st.integers(0, 60))
def test_it_is_exact(improved: int, worsened: int) -> None:
    found = sign_test(improved, worsened)
    of = improved + worsened
    if of < FEWEST:
        assert found is None
        return
    assert found is not None
    few = sum(comb(of, k) for k in range(min(improved, worsened) + 1))
    assert found.p == pytest.approx(float(min(Fraction(1), Fraction(2 * few, 2**of))))
    assert 0 <= found.lowest <= improved / of <= found.highest <= 1
    # At a bound, so extreme a result comes in 2.5 % of cases.
    if improved:
        assert at_least(improved, of, found.lowest) == pytest.approx(0.025, abs=1e-6)
    if worsened:
        assert 1 - at_least(improved + 1, of, found.highest) == pytest.approx(0.025, abs=1e-6)


def at_least(number: int, of: int, share: float) -> float:
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(number, of + 1))


def test_thousands_are_no_trouble() -> None:
    found = sign_test(4_100, 3_900)
    assert found is not None
    assert found.p == pytest.approx(0.026, abs=1e-3)
    assert found.lowest < 0.5125 < found.highest


@pytest.mark.parametrize(
    ("improved", "worsened", "expected"),
    [
        (0, 0, "Geen enkel gezin veranderde: te weinig om toeval uit te sluiten."),
        (1, 0, "Maar 1 gezin veranderde: te weinig om toeval uit te sluiten."),
        (3, 2, "Maar 5 gezinnen veranderden: te weinig om toeval uit te sluiten."),
    ],
)
def test_too_few_is_said(improved: int, worsened: int, expected: str) -> None:
    assert said(improved, worsened) == expected


def test_what_it_does_not_mean_is_said() -> None:
    text = said(22, 11)
    assert "22 beter en met 11 minder goed" in text
    assert "0,080" in text
    assert "tussen 48 % en 82 %" in text
    assert "niet waardoor het komt, en niet hoe groot de vooruitgang is" in text
    assert "kleiner dan 0,001" in said(40, 5)
