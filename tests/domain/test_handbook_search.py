"""What a reader may rely on: what is about the words comes first, and they are marked as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.handbook import page_of
from gezinscoach_desktop.domain.handbook_keys import Keys, listed_keys, pieces
from gezinscoach_desktop.domain.handbook_search import ReadPage, find, marks_in, read_page, words_of
from gezinscoach_desktop.domain.markdown import Run
from gezinscoach_desktop.domain.markdown_reading import parse


def a_page(topic: str, text: str) -> ReadPage:
    page = page_of(topic, f"<!-- groep: coach -->\n{text}")
    return read_page(page, parse(page.markdown))


PAGES = (
    a_page("start", "# Eerste stappen\n\nJe kan ook een reservekopie maken, en een coördinator helpt.\n"),
    a_page(
        "kopie",
        "# Reservekopieën\n\nBewaar ze apart.\n\n## Terugzetten\n\nKies een reservekopie en **zet ze terug**.\n",
    ),
    a_page("agenda", "# Agenda\n\nDruk op **T** voor vandaag.\n"),
)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("reservekopie", ["kopie", "start"]),
        ("RESERVEKOPIE   maken", ["start"]),
        ("coordinator", ["start"]),
        ("vandaag agenda", ["agenda"]),
        ("vandaag reservekopie", []),
        ("onbestaand", []),
        ("  ", []),
    ],
)
def test_pages_about_all_words_are_found_the_best_first(text: str, topics: list[str]) -> None:
    assert [hit.topic for hit in find(PAGES, text)] == topics


def test_reading_begins_under_the_heading_where_the_words_are() -> None:
    (hit,) = find(PAGES, "zet terug")

    assert (hit.heading, hit.anchor) == ("Terugzetten", "terugzetten")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["zet", "terug"]


def test_cells_and_captions_do_not_run_into_one_sentence() -> None:
    page = a_page(
        "tabel",
        "# Tabel\n\n- Kies dit.\n- Daarna dat\n- En zus\n\n| Wie | Wat |\n| --- | --- |\n| An | leest |\n",
    )

    (hit,) = find([page], "leest")

    assert hit.snippet.endswith("Daarna dat · En zus · Wie · Wat · An · leest")
    (hit,) = find([page], "zus")
    assert "Kies dit. Daarna dat" in hit.snippet, "a sentence has its own end"


def test_a_long_text_is_cut_around_the_word_and_at_blanks() -> None:
    page = a_page("lang", f"# Lang\n\n{'woord ' * 80}gezocht {'meer ' * 80}\n")

    (hit,) = find([page], "gezocht")

    assert hit.snippet.startswith("… woord")
    assert hit.snippet.endswith("meer …")
    assert "gezocht" in hit.snippet


@given(st.text(max_size=80), st.text(min_size=1, max_size=4))
def test_marks_lie_in_order_within_the_text_and_hold_the_words(text: str, word: str) -> None:
    words = words_of(word)
    end = 0
    for start, stop in marks_in(text, words):
        assert end <= start < stop <= len(text) or start == end - 1
        end = stop


@given(st.text("aeéèëöüAB ", max_size=40))
def test_a_word_is_marked_whatever_its_accents(text: str) -> None:
    marked = {text[start:stop] for start, stop in marks_in(text, ("e",))}

    assert marked == {sign for sign in text if sign in "eéèë"}


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("Ctrl + K", is_strong=True), [Keys(("Ctrl", "K"))]),
        (Run("Ctrl + Shift + L", is_strong=True), [Keys(("Ctrl", "Shift", "L"))]),
        (Run("Alt + pijl naar links", is_strong=True), [Keys(("Alt", "pijl naar links"))]),
        (Run("M", is_strong=True), [Keys(("M",))]),
        (Run("Enter", is_strong=True), [Keys(("Enter",))]),
        (Run("Openen", is_strong=True), [Run("Openen", is_strong=True)]),
        (Run("druk op Ctrl+Enter."), [Run("druk op "), Keys(("Ctrl", "Enter")), Run(".")]),
        (Run("Ctrl + +", is_strong=True), [Keys(("Ctrl", "+"))]),
        (Run("Enter"), [Run("Enter")]),
        (Run("Ctrl+Ander"), [Run("Ctrl+Ander")]),
        (Run("F1", is_typed=True), [Run("F1", is_typed=True)]),
    ],
)
def test_keys_are_known_from_words(run: Run, expected: list[Run | Keys]) -> None:
    assert list(pieces((run,))) == expected


def test_a_cell_lists_keys() -> None:
    assert list(listed_keys((Run("Ctrl + 1, D, vandaag"),))) == [
        Keys(("Ctrl", "1")), Run(", "), Keys(("D",)), Run(", "), Run("vandaag"),
    ]  # fmt: skip
