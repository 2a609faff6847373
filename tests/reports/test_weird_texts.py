"""Whatever is typed comes on paper as it is, and nothing typed can break a report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.domain.snapshot import Score
from gezinscoach_desktop.reports.progress import progress_report
from tests.reports.content import FIRST_DAY, make_content, make_snapshot, renamed
from tests.reports.reading import bookmarks_of, text_of

WEIRD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("<>&\"'\x00\x07\u202e\u200d😀👨‍👩‍👧אבعرب\n\r\t\ufffd\u0301ǅﬃ"),
    ),
    max_size=60,
)


@settings(max_examples=25)
@given(name=WEIRD, note=WEIRD)
@example(name="<b>Jan</b> & <font size=90>", note="</para><img src='file:///etc/passwd'/>&nbsp;")
@example(name="👨‍👩‍👧‍👦 עברית العربية", note="\u202eomgekeerd\u202c \x00\x01")
def test_any_name_and_note_can_be_printed(name: str, note: str) -> None:
    content = make_content(
        make_snapshot(1, FIRST_DAY, Score(None, "income", 2, note)),
        make_snapshot(2, FIRST_DAY.replace(year=2026), Score(None, "income", 3, note)),
    )
    content = renamed(content, name)
    content = replace(content, office=name or "x", author=note, municipality=name)

    pdf = progress_report(content)

    assert pdf.startswith(b"%PDF")
    assert bookmarks_of(pdf)


def test_markup_is_printed_and_not_obeyed() -> None:
    note = "Ze zei: <b>nee</b> & &lt;ja&gt; <i>"
    content = make_content(make_snapshot(1, FIRST_DAY, Score(None, "income", 2, note)))

    assert note in text_of(progress_report(content))


@pytest.mark.parametrize("typed", ["😀", "שלום", "你好"])
def test_letters_the_font_lacks_are_shown_as_such_and_mentioned(typed: str) -> None:
    content = make_content(make_snapshot(1, FIRST_DAY, Score(None, "income", 2, f"begin {typed} einde")))
    text = text_of(progress_report(content))

    assert "Het lettertype van dit verslag kent ze niet." in text
