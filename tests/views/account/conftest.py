"""What the tests of these screens share."""

from __future__ import annotations

import pytest

from tests.views.account.fakes import FakeEntrance


@pytest.fixture
def entrance() -> FakeEntrance:
    return FakeEntrance()
