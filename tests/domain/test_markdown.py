"""What a writer of the handbook may rely on: what is understood is shown whole, and what is not is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.markdown import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Typed,
    anchor_of,
    text_of,
)
from gezinscoach_desktop.domain.markdown_reading import MarkdownError, parse


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Klik op **Openen**.", (Run("Klik op "), Run("Openen", is_strong=True), Run("."))),
        ("Lees *dit* eerst", (Run("Lees "), Run("dit", is_stressed=True), Run(" eerst"))),
        ("een `.keys`-bestand", (Run("een "), Run(".keys", is_typed=True), Run("-bestand"))),
        ("[Zoeken](zoeken.md#snel)", (Run("Zoeken", target="zoeken.md#snel"),)),
        (
            "**zie [Zoeken](zoeken.md)**",
            (Run("zie ", is_strong=True), Run("Zoeken", is_strong=True, target="zoeken.md")),
        ),
        ("minder dan 5: –\\*", (Run("minder dan 5: –"), Run("*"))),
        ("eerste\ntweede", (Run("eerste tweede"),)),
        ("5 < 6 en mijn_map", (Run("5 < 6 en mijn_map"),)),
    ],
)
def test_words_in_a_line_look_as_they_are_marked(text: str, runs: tuple[Run, ...]) -> None:
    assert parse(text) == (Paragraph(runs),)


def test_a_page_is_read_block_by_block() -> None:
    page = """# Zoeken

Kort gezegd.

![Het scherm](pictures/01-start.png)

## Lukt het niet?

> Vraag het.

```
make handbook
  twee
```
| Toets | Wat |
| --- | --- |
| F1 | hulp |
"""

    assert parse(page) == (
        Heading(1, (Run("Zoeken"),), "zoeken"),
        Paragraph((Run("Kort gezegd."),)),
        Picture("Het scherm", "pictures/01-start.png"),
        Heading(2, (Run("Lukt het niet?"),), "lukt-het-niet"),
        Quote((Paragraph((Run("Vraag het."),)),)),
        Typed("make handbook\n  twee"),
        Table(((Run("Toets"),), (Run("Wat"),)), (((Run("F1"),), (Run("hulp"),)),)),
    )


def test_a_step_holds_a_list_a_picture_and_more_text() -> None:
    (steps,) = parse("3. Kies:\n   - **A**\n   - B\n\n   ![Zo](pictures/a.png)\n\n   Daarna dit.\n4. Klaar\n")

    assert isinstance(steps, Listing)
    assert steps.first == 3
    first, last = steps.items
    assert [type(block) for block in first] == [Paragraph, Listing, Picture, Paragraph]
    assert last == (Paragraph((Run("Klaar"),)),)


@pytest.mark.parametrize("indent", ["  ", "   ", "    "])
def test_points_within_a_step_may_stand_a_little_deeper(indent: str) -> None:
    (points,) = parse(f"- een\n{indent}- twee\n{indent}- drie\n- vier\n")

    assert isinstance(points, Listing)
    inner = points.items[0][1]
    assert isinstance(inner, Listing)
    assert (len(points.items), len(inner.items)) == (2, 2)


def test_points_after_steps_are_a_list_of_their_own() -> None:
    assert [block.first for block in parse("1. een\n- twee\n") if isinstance(block, Listing)] == [1, None]


def test_an_empty_line_between_items_does_not_part_them() -> None:
    (listing,) = parse("- een\n\n- twee\n")

    assert isinstance(listing, Listing)
    assert len(listing.items) == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Klik op **Openen.", 1),
        ("ok\n\n#### Te diep", 3),
        ("#Geen blank", 1),
        ("<b>vet</b>", 1),
        ("een <br> midden", 1),
        ("tekst ![plaatje](a.png) midden", 1),
        ("![](a.png)", 1),
        ("| a | b |\n| --- | --- |\n| maar een |", 3),
        ("| a | b |\nniets", 2),
        ("```\nopen", 1),
        ("[weg](http://onveilig)", 1),
        ("[weg](c:\\map)", 1),
        ("een `half", 1),
        ("_schuin_", 1),
        ("---", 1),
        ("    ingesprongen", 1),
    ],
)
def test_what_is_not_understood_is_refused_where_it_stands(text: str, line: int) -> None:
    with pytest.raises(MarkdownError, match=f"line {line}:"):
        parse(text)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Lukt het niet?", "lukt-het-niet"), ("Coördinator & co", "coordinator-co"), ("1 tot 5", "1-tot-5")],
)
def test_a_heading_is_reached_by_its_words(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        blocks: tuple[Block, ...] = parse(text)
    except MarkdownError:
        return
    for block in blocks:
        text_of(block)


@given(st.lists(st.text("abc ", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_no_item_of_a_list_is_lost(items: list[str]) -> None:
    blocks = parse("\n".join(f"- {item}" for item in items))

    assert [text_of(block) for block in blocks] == [" ".join(" ".join(items).split())]
