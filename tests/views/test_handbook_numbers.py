"""Numbers that people rely on, as the handbook tells them and as the code has them."""

from __future__ import annotations

import re

import pytest

from gezinscoach_desktop.domain import attempts, backup, document, due, password, retention, waiting_list
from gezinscoach_desktop.domain.suppression import hide
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import setting
from gezinscoach_desktop.views import clipboard, messages

_IN_WORDS = {
    1: "een",
    2: "twee",
    3: "drie",
    4: "vier",
    5: "vijf",
    8: "acht",
    10: "tien",
    12: "twaalf",
    14: "veertien",
    15: "vijftien",
    30: "dertig",
}


@pytest.mark.parametrize(
    ("topic", "told", "number"),
    [
        ("wachtwoorden", "Minstens {} tekens", password.SHORTEST),
        ("veiligheid", "minstens {} tekens", password.SHORTEST),
        ("wachtwoorden", "hoogstens {} minuten", int(attempts.LONGEST.total_seconds() // 60)),
        ("wachtwoorden", "je kantoor kiest hoeveel, meestal {}", setting.DEFAULT_IDLE),
        ("accounts", f"(twee tot {_IN_WORDS[setting.LONGEST_IDLE]})", setting.LONGEST_IDLE),
        ("accounts", "({} tot vijftien)", setting.SHORTEST_IDLE),
        ("reservekopieen", "ouder is dan {} uur", int(backup.DUE_AFTER.total_seconds() // 3600)),
        ("reservekopieen", "De laatste {} blijven", retention.RECENT),
        ("reservekopieen", "van {} dagen", retention.DAYS),
        ("reservekopieen", "{} weken", retention.WEEKS),
        ("gegevensbescherming", "{} weken", retention.WEEKS),
        ("gegevensbescherming", "onder {} verborgen", hide.THRESHOLD),
        ("jaarverslag", "over 1 tot {} gezinnen", hide.THRESHOLD - 1),
        ("gezinnen", "minstens om de {} maanden", due.DEFAULT_INTERVAL_MONTHS),
        ("eerste-stappen", "na hoeveel dagen, gewoonlijk {}", due.DEFAULT_NO_CONTACT_DAYS),
        ("toestemming", "tot {} MB", document.LARGEST // 1024**2),
        ("aanmeldingen", "meer dan {} dagen geleden", waiting_list.CALL_AFTER_DAYS),
        ("contacten", "{} seconden", messages.UNDO_SECONDS),
    ],
)
def test_a_number_is_the_one_of_the_code(topic: str, told: str, number: int) -> None:
    page = re.sub(r"\s+", " ", (resource_path("handbook") / f"{topic}.md").read_text(encoding="utf-8"))

    written = {told.format(number), told.format(_IN_WORDS.get(number, number))}
    assert [each for each in written if each.casefold() in page.casefold()], f"{topic}.md says something else"


def test_the_clipboard_is_emptied_after_the_minute_that_is_promised() -> None:
    assert clipboard.KEPT_MS == 60_000
    assert "na een minuut" in (resource_path("handbook") / "veiligheid.md").read_text(encoding="utf-8")
