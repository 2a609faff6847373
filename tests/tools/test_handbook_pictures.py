"""The pictures of the handbook are the tour's own: each is really taken, and cut and scaled as its page asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tools.handbook_pictures import NoSuchPicture, Wanted, all_wanted, is_taken, main, make, wanted_of


@pytest.fixture
def tour(tmp_path: Path) -> Path:
    """One picture: blue, and red at the right."""
    picture = Image.new("RGB", (1366, 768), "#0F6CBD")
    picture.paste("#9B1C1C", (1000, 0, 1366, 768))
    picture.save(tmp_path / "03-start.png")
    return tmp_path


def opened(content: bytes, folder: Path) -> Image.Image:
    path = folder / "made.png"
    path.write_bytes(content)
    with Image.open(path) as picture:
        return picture.convert("RGB")


@pytest.mark.parametrize("wanted", all_wanted(), ids=lambda wanted: wanted.stem)
def test_the_tour_takes_every_picture_that_a_page_asks_for(wanted: Wanted) -> None:
    assert is_taken(wanted)


def test_a_picture_that_the_tour_does_not_take_is_noticed() -> None:
    assert is_taken(wanted_of("pictures/99-start.png"))
    assert not is_taken(wanted_of("pictures/03-stort.png"))


@pytest.mark.parametrize(
    "source", ["start.png", "pictures/start.png", "pictures/03-start.jpg", "pictures/03-start@1,2.png"]
)
def test_another_notation_is_refused(source: str) -> None:
    with pytest.raises(NoSuchPicture):
        wanted_of(source)


def test_a_wide_picture_is_made_smaller_and_keeps_its_shape_and_colours(tour: Path) -> None:
    made = opened(make(wanted_of("pictures/03-start.png"), tour), tour)

    assert made.size == (1000, 562)
    assert made.getpixel((10, 10)) == (15, 108, 189)


def test_a_part_is_cut_out_as_it_was_taken(tour: Path) -> None:
    made = opened(make(wanted_of("pictures/03-start@1000,100,300,200.png"), tour), tour)

    assert made.size == (300, 200)
    assert {color for _, color in made.getcolors() or []} == {(155, 28, 28)}


@pytest.mark.parametrize("source", ["pictures/04-start.png", "pictures/03-start@1200,0,300,200.png"])
def test_what_is_not_there_stops_the_making(tour: Path, source: str) -> None:
    with pytest.raises(NoSuchPicture):
        make(wanted_of(source), tour)


def test_an_empty_tour_is_told_and_nothing_is_thrown_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--from", str(tmp_path)]) == 1
    assert "The tour took no" in capsys.readouterr().err
