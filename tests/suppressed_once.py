"""What may be shown of the same figures is worked out once in a run: it is always the same, and takes seconds each time.

tests/domain/suppression asks it of the function itself, which is left as it is there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256

import pytest

from gezinscoach_desktop.domain.figures import FiguresPerMunicipality
from gezinscoach_desktop.domain.suppression import suppressed_years

Years = Mapping[int, FiguresPerMunicipality]
_SERVICE = "gezinscoach_desktop.services.yearly_report"
_KNOWN: dict[bytes, Years] = {}


@pytest.fixture(scope="session", autouse=True)
def suppressed_once() -> Iterator[None]:
    """For the whole run, where services ask for it; nobody who did not import them yet has to wait for it."""

    def suppressed(years: Years) -> Years:
        key = sha256(repr(years).encode()).digest()
        if key not in _KNOWN:
            _KNOWN[key] = suppressed_years(years)
        return _KNOWN[key]

    with pytest.MonkeyPatch.context() as patch:
        if _SERVICE in sys.modules:
            patch.setattr(sys.modules[_SERVICE], "suppressed_years", suppressed)
        yield
