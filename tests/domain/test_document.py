"""Documents are known by what is in them, never by their name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.document import LARGEST, MediaType, recognised, size_label
from gezinscoach_desktop.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"%PDF-1.4\n", MediaType.PDF),
        (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
        (b"\xff\xd8\xff\xe1", MediaType.JPEG),
    ],
)
def test_by_its_first_bytes(beginning: bytes, kind: MediaType) -> None:
    assert recognised(beginning + b"\x00" * 100) is kind
    with pytest.raises(InvalidInput, match="niet volledig"):
        recognised(beginning)
    assert recognised((beginning + b"\x00" * LARGEST)[:LARGEST]) is kind
    with pytest.raises(InvalidInput, match="groter dan 10 MB"):
        recognised(beginning + b"\x00" * LARGEST)


@given(st.binary(max_size=400).filter(lambda content: content[:1] not in (b"%", b"\x89", b"\xff")))
def test_anything_else_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        recognised(content)
    assert caught.value.field == "path"
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("size", "told"), [(1, "1 kB"), (230_000, "225 kB"), (1_500_000, "1,4 MB"), (LARGEST, "10,0 MB")]
)
def test_how_large_it_is(size: int, told: str) -> None:
    assert size_label(size) == told
