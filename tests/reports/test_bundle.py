"""Dossiers in one file: where each begins, what stands in front, and what a reader program shows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from gezinscoach_desktop.domain.paper import PaperKind, is_due_again
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.reports.papers.bundle import bundled, make_part
from gezinscoach_desktop.reports.papers.part import Binding, Maker, NotMade, Part
from gezinscoach_desktop.reports.papers.text import shipped_texts
from tests.reports.content import small_family
from tests.reports.reading import bookmarks_of, pages_of, properties_of, text_of

MAKER = Maker("OCMW Mol", "An De Smet", date(2026, 11, 22))
MISSING = NotMade("G-2026-009", "Afsluitverslag", "Kan vanaf de fase Afbouw; het traject loopt nog.")


def make_parts(binding: Binding, *, count: int = 3, with_names: bool = True) -> list[Part]:
    """Of each family a progress report and an intake report, one after the other."""
    parts: list[Part] = []
    for number in range(count):
        for kind in (PaperKind.PROGRESS, PaperKind.INTAKE):
            parts.append(
                make_part(
                    kind,
                    replace(small_family(), code=f"G-2026-{number:03}"),
                    PaperOptions(with_names=with_names),
                    shipped_texts(),
                    after=parts[-1].last_sheet if parts else 0,
                    binding=binding,
                )
            )
    return parts


@pytest.mark.parametrize("has_covers", [False, True])
@pytest.mark.parametrize("is_duplex", [False, True])
def test_every_dossier_begins_where_the_list_of_contents_says(is_duplex: bool, has_covers: bool) -> None:
    binding = Binding(is_duplex, has_covers)
    parts = make_parts(binding)
    pages = pages_of(bundled(parts, MAKER, binding=binding, not_made=[MISSING]))
    front = 2
    contents = pages[1]
    for part in parts:
        first = pages[front + part.sheet - 1]
        assert part.code in first
        assert part.kind.label in first
        assert f"blad {part.sheet} van de bundel" in first
        assert f"{part.code} {part.kind.label} {part.sheet}\r\n" in contents
        if is_duplex:
            assert (front + part.sheet) % 2 == 1
    assert parts[-1].last_sheet + front == len(pages)
    if not is_duplex:
        assert all(page.strip() for page in pages)
    if has_covers:
        assert "Vertrouwelijk. Dit dossier" in pages[front].replace("\r\n", " ")


def test_what_is_missing_stands_in_the_list_with_the_reason() -> None:
    binding = Binding()
    told = text_of(bundled(make_parts(binding, count=1), MAKER, binding=binding, not_made=[MISSING]))
    assert "Niet gemaakt" in told
    assert "G-2026-009 Afsluitverslag Kan vanaf de fase Afbouw" in told


def test_bookmarks_lead_to_each_dossier_and_its_parts_and_pages_are_numbered_as_printed() -> None:
    binding = Binding(with_covers=True)
    parts = make_parts(binding)
    pdf = bundled(parts, MAKER, binding=binding)
    tops = [title for level, title in bookmarks_of(pdf) if level == 0]
    assert tops == [f"{part.code} · {part.kind.label}" for part in parts]
    assert (1, "Per persoon en domein") in bookmarks_of(pdf)
    document = pypdfium2.PdfDocument(pdf)
    starts = [entry.get_dest().get_index() for entry in document.get_toc() if entry.level == 0]
    assert starts == [part.sheet + 1 for part in parts]
    labels = [document.get_page_label(place) for place in (0, 1, 2, 3)]
    document.close()
    assert labels == ["i", "ii", "1", "2"]


def test_front_bookmarks_and_properties_hold_no_name() -> None:
    binding = Binding(with_covers=True)
    pdf = bundled(make_parts(binding, with_names=False), MAKER, binding=binding, not_made=[MISSING])
    told = " ".join([text_of(pdf), *properties_of(pdf).values(), *(title for _, title in bookmarks_of(pdf))])
    for name in ("Peeters", "Yilmaz", "Sofie", "Emre", "Lina"):
        assert name not in told
    with_names = bundled(make_parts(binding), MAKER, binding=binding)
    front = " ".join(pages_of(with_names)[:3])
    assert "Peeters" not in front


def test_a_paper_on_its_own_bears_no_number_of_a_bundle() -> None:
    part = make_part(
        PaperKind.HANDOVER, small_family(), PaperOptions(), shipped_texts(), after=None, binding=Binding()
    )
    assert "van de bundel" not in text_of(part.pdf)


def test_a_bundle_grows_by_its_pages_only() -> None:
    binding = Binding(is_duplex=False)
    parts = make_parts(binding, count=12)
    size = len(bundled(parts, MAKER, binding=binding))
    assert size < 1.1 * sum(len(part.pdf) for part in parts) + 200_000


@pytest.mark.parametrize(
    ("made_on", "last_snapshot", "is_due"),
    [
        (None, None, True),
        (date(2026, 11, 1), None, False),
        (date(2026, 11, 1), date(2026, 11, 1), False),
        (date(2026, 11, 1), date(2026, 11, 2), True),
        (date(2026, 5, 23), date(2026, 5, 1), False),
        (date(2026, 5, 22), date(2026, 5, 1), True),
    ],
)
def test_when_a_paper_has_something_new_to_tell(
    made_on: date | None, last_snapshot: date | None, is_due: bool
) -> None:
    assert is_due_again(made_on, last_snapshot, date(2026, 11, 22)) is is_due
