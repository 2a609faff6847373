"""Ecogram and genogram, on screen and on paper."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from reportlab.pdfgen.canvas import Canvas

from gezinscoach_desktop.domain.family import Gender
from gezinscoach_desktop.domain.genogram import Genogram, genogram_of
from gezinscoach_desktop.domain.household import Living, Role
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.network import (
    BondInput,
    BondKind,
    Direction,
    Ring,
    Strength,
    TieInput,
    TieKind,
    TieRecord,
)
from gezinscoach_desktop.domain.record import MemberInput, MemberRecord
from gezinscoach_desktop.reports.charts.ecogram import EcogramChart, describe_ecogram, ecogram, ecogram_of
from gezinscoach_desktop.reports.charts.genogram import describe_genogram, genogram_chart
from gezinscoach_desktop.reports.charts.pdf import draw_on
from gezinscoach_desktop.reports.charts.svg import to_svg
from gezinscoach_desktop.reports.palette import DARK, LIGHT, PAPER, ChartPalette

TODAY = date(2026, 11, 22)
AT = datetime(2026, 1, 1, tzinfo=UTC)
JEF = UUID(int=50)


def tie(number: int, details: TieInput) -> TieRecord:
    at = AT + timedelta(minutes=number)
    return Kept(UUID(int=number), UUID(int=1), 1, details, at, None, "An", at, "An")


TIES = (
    tie(2, TieInput(TieKind.SERVICE, "OCMW", strength=Strength.WEAK, direction=Direction.TO_FAMILY)),
    tie(
        1,
        TieInput(
            TieKind.PERSON, "Lea", member_id=JEF, relation="oma", ring=Ring.NEAR, strength=Strength.STRONG,
            is_tense=True, since=date(2020, 1, 1),
        ),
    ),
    tie(3, TieInput(TieKind.PERSON, "Tante Rita", strength=Strength.BROKEN, ring=Ring.FAR, until=TODAY)),
    tie(4, TieInput(TieKind.PERSON, "Fatima", relation="buurvrouw", direction=Direction.FROM_FAMILY)),
)  # fmt: skip


def chart_of(*, with_ended: bool = True) -> EcogramChart:
    return ecogram_of(
        TIES, name_of=lambda each: each.name, members={JEF: "Jef"}, household=("Hanne", "Jef"), today=TODAY,
        with_ended=with_ended,
    )  # fmt: skip


def texts_of(svg: bytes) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    return [node.text or "" for node in root.iter() if node.tag.endswith("text")]


def test_the_list_is_the_source_who_was_noted_first_comes_first() -> None:
    assert [each.name for each in chart_of().ties] == ["Lea", "OCMW", "Tante Rita", "Fatima"]
    assert [each.name for each in chart_of(with_ended=False).ties] == ["Lea", "OCMW", "Fatima"]
    lea, _, rita, _ = chart_of().ties
    assert (lea.about, lea.is_ended, rita.is_ended) == ("oma van Jef", False, True)


def test_it_is_told_in_words_from_near_to_far() -> None:
    assert describe_ecogram(chart_of()) == (
        "Ecogram met 3 personen en 1 dienst. "
        "Heel dichtbij: Lea (oma van Jef), sterk, gespannen, steun in beide richtingen, sinds 01/01/2020. "
        "Dichtbij: OCMW, zwak, steun naar het gezin; Fatima (buurvrouw), gewoon, steun van het gezin. "
        "Verder weg: Tante Rita, verbroken, steun in beide richtingen, voorbij."
    )
    assert "nog niemand" in describe_ecogram(EcogramChart((), ()))


@pytest.mark.parametrize("palette", [PAPER, LIGHT, DARK])
@pytest.mark.parametrize(("width", "size"), [(480, 8.0), (920, 12.0), (260, 8.0)])
def test_everybody_is_drawn_with_a_name_within_the_width(
    palette: ChartPalette, width: int, size: float
) -> None:
    drawn = ecogram(chart_of(), width=width, palette=palette, text_size=size)
    texts = texts_of(to_svg(drawn.drawing, description=drawn.description))
    for name in (
        "Hanne",
        "Jef",
        "Lea",
        "oma van Jef",
        "OCMW",
        "Fatima",
        "voorbij",
        "spanning",
        "verbroken band",
    ):
        assert name in texts
    assert drawn.drawing.width == width
    for place in drawn.layout.places:
        assert -0.5 <= place.box.left <= place.box.right <= width + 0.5
        assert 0 <= place.box.top <= place.box.bottom <= drawn.drawing.height


def test_who_it_is_is_told_whole_and_the_rings_have_names() -> None:
    chart = chart_of()
    lea = replace(chart.ties[0], about="maatschappelijk werker van Sofie Peeters")
    drawn = ecogram(replace(chart, ties=(lea, *chart.ties[1:])), width=520)
    texts = texts_of(to_svg(drawn.drawing, description=""))

    assert "maatschappelijk werker van Sofie Peeters" in " ".join(texts)
    assert "van binnen naar buiten: heel dichtbij, dichtbij, verder weg" in texts


def test_without_anybody_the_household_stands_alone() -> None:
    drawn = ecogram(EcogramChart(tuple(f"Lid {n}" for n in range(9)), ()), width=480)
    assert "en nog 4" in texts_of(to_svg(drawn.drawing))


def test_both_go_on_paper() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    draw_on(canvas, ecogram(chart_of(), width=480).drawing, 40, 300)
    draw_on(canvas, genogram_chart(household(), width=480), 40, 60)
    canvas.save()
    assert out.getvalue().startswith(b"%PDF")


def household() -> Genogram:
    mother = MemberRecord(UUID(int=1), "V1", 1, MemberInput("Hanne", gender=Gender.FEMALE))
    son = MemberRecord(
        JEF, "K1", 1,
        MemberInput("Jef", role=Role.CHILD, gender=Gender.MALE, birth_date=date(2017, 1, 1), living=Living.PARTLY),
    )  # fmt: skip
    baby = MemberRecord(UUID(int=3), "K2", 1, MemberInput(role=Role.CHILD, birth_date=date(2027, 1, 1)))
    return genogram_of(
        (mother, son, baby),
        (
            BondInput(BondKind.EX_PARTNERS, mother.id, other_name="Wim"),
            BondInput(BondKind.CHILD, son.id, other_name="Wim"),
            BondInput(BondKind.PARENT, mother.id, son.id),
            BondInput(BondKind.PARENT, mother.id, baby.id),
        ),
        TODAY,
    )


@pytest.mark.parametrize("palette", [PAPER, LIGHT, DARK])
@pytest.mark.parametrize("width", [160, 480, 920])
def test_the_genogram_names_everybody_and_says_what_its_signs_mean(palette: ChartPalette, width: int) -> None:
    drawing = genogram_chart(household(), width=width, palette=palette)
    texts = texts_of(to_svg(drawing))
    for text in ("Hanne", "Jef", "Wim", "Ongeboren", "dubbele rand: deels hier", "//: vroegere partners"):
        assert text in texts
    assert drawing.width == width


def test_the_genogram_is_told_in_words() -> None:
    assert describe_genogram(household()) == (
        "Genogram: Wim, Hanne, Jef (9 jaar · deels hier), Ongeboren (verwacht 01/2027). "
        "Wim en Hanne waren partners; Jef van Hanne en Wim; Ongeboren van Hanne."
    )
    assert "nog niemand" in describe_genogram(Genogram())
    assert genogram_chart(Genogram(), width=480).height > 0
