"""The files that travel with the program are found, and a missing one is named."""

import re

import pytest

from gezinscoach_desktop.resource import resource_path


@pytest.mark.parametrize(
    "parts",
    [
        ("instruments", "sociale-balans-2023-1.toml"),
        ("index", "standaard-1.toml"),
        ("fonts", "OpenSans-Regular.ttf"),
        ("icons", "app.svg"),
    ],
)
def test_shipped_file_is_found(parts: tuple[str, ...]) -> None:
    assert resource_path(*parts).is_file()


def test_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such-icon\.svg"):
        resource_path("icons", "no-such-icon.svg")


def test_icons_are_drawn_in_one_colour_so_that_they_can_be_recoloured() -> None:
    own = {"app.svg", "app-small.svg", "office.svg", "office-small.svg"}  # of the program and its files
    icons = [path for path in resource_path("icons").glob("*.svg") if path.name not in own]

    colours = {
        path.name: set(re.findall(r'\b(?:fill|stroke)="([^"]*)"', path.read_text(encoding="utf-8")))
        - {"none"}
        for path in icons
    }

    assert icons
    assert {name: found for name, found in colours.items() if found != {"#212121"}} == {}
