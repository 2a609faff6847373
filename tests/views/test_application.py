"""What a user may rely on from the first moment: Dutch everywhere, Belgian dates and numbers, one application."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.views.application import make_application
from tests.views.looks import LOOKS

pytestmark = LOOKS


def test_qt_itself_speaks_dutch(qapp: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuleren"


def test_dates_and_numbers_are_belgian(qapp: QApplication) -> None:
    assert QLocale().name() == "nl_BE"
    assert QLocale().toString(1234.5, "f", 2) == "1.234,50"


def test_asking_twice_gives_the_same_application(qapp: QApplication) -> None:
    assert make_application([]) is qapp


def test_the_style_is_the_same_on_every_system(qapp: QApplication) -> None:
    assert qapp.style().name() == "fusion" or qapp.style().metaObject().className() == "QStyleSheetStyle"


@pytest.mark.parametrize("factor", ["1", "1.5", "2"])
def test_the_program_starts_without_a_word_at_any_scaling(factor: str) -> None:
    script = (
        "from gezinscoach_desktop.views.application import make_application\n"
        "application = make_application(['x'])\n"
        "from gezinscoach_desktop.views.elements import button\n"
        "made = button('Afdrukken', 'primary', 'print')\n"
        "picture = made.grab()\n"
        f"assert round(picture.devicePixelRatio(), 2) == {factor}\n"
    )
    environment = os.environ | {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")
