"""What may be shown of the same figures is worked out once in a run: it is always the same, and takes seconds each time.

tests/domain/suppression asks it of the function itself, which is left as it is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

import pytest

from gezinscoach_desktop.domain.figures import FiguresPerMunicipality
from gezinscoach_desktop.domain.suppression import suppressed_years
from gezinscoach_desktop.services import yearly_report

Years = Mapping[int, FiguresPerMunicipality]
_KNOWN: dict[bytes, Years] = {}


@pytest.fixture(scope="session", autouse=True)
def suppressed_once() -> Iterator[None]:
    """For the whole run, where services ask for it."""

    def suppressed(years: Years) -> Years:
        key = sha256(repr(years).encode()).digest()
        if key not in _KNOWN:
            _KNOWN[key] = suppressed_years(years)
        return _KNOWN[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yearly_report, "suppressed_years", suppressed)
        yield
