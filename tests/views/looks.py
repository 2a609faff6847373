"""For a test or a module (`pytestmark`) that asks how something looks, how wide it is or whether it fits."""

import pytest

LOOKS = pytest.mark.usefixtures("styled")
