"""What a family told: needs of two people go together without a word lost."""

from __future__ import annotations

from gezinscoach_desktop.domain.intake import IntakeInput, is_empty, merged_needs, tidy_intake


def test_needs_that_say_nothing_go() -> None:
    told = IntakeInput(story="Zo", needs={"housing": " Ruimer ", "work": "  "})
    assert tidy_intake(told).needs == {"housing": "Ruimer"}
    assert is_empty(IntakeInput(needs={"work": " "}))
    assert not is_empty(told)


def test_needs_of_two_go_together() -> None:
    base = IntakeInput(needs={"housing": "Ruimer", "work": "Een job", "language": "Les"})
    mine = IntakeInput(needs={"housing": "Ruimer, met tuin", "work": "Een job", "health": "Tandarts"})
    theirs = IntakeInput(needs={"housing": "Ruimer", "work": "Een vaste job", "language": "Les"})
    assert merged_needs(base, mine, theirs) == {
        "housing": "Ruimer, met tuin",
        "work": "Een vaste job",
        "health": "Tandarts",
    }
