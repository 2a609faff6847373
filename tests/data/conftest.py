"""Tests of the store work on the whole of it, also on a server: with a login that the server lets see everything."""

import pytest


@pytest.fixture
def has_own_login() -> bool:
    return False
