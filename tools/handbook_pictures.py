"""The pictures of the handbook, taken from the tour so that they stay true: `make handbook`.

A page asks for a picture by the name that the tour gives it:

    ![Start: wat er vandaag op je wacht](pictures/03-start.png)

or for a part of it, `@left,top,width,height` in pixels of the picture as the tour took it:

    ![De balk onderaan](pictures/03-start@0,600,683,168.png)

Without an option the whole tour is walked, the part about a server too where PostgreSQL is installed (five minutes);
`--from DIR` takes what a tour wrote before. Every picture that a page asks for is scaled to at most 1000 pixels wide,
brought back to 64 colours, and written to resources/handbook/pictures; what no page asks for any more goes.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from gezinscoach_desktop.services.handbook import handbook_folder, open_handbook, pictures_of

WIDEST = 1000
_COLOURS = 64
_SOURCE = re.compile(r"pictures/(?P<stem>\d+-[a-z0-9-]+)(?:@(?P<part>\d+,\d+,\d+,\d+))?\.png")
_TOUR_SOURCES = Path("gezinscoach_desktop/tour")
_TAKEN = re.compile(r'picture\(\s*f?"([^"]+)"')


class NoSuchPicture(ValueError):
    """A page asks for what the tour does not take."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture as a page asks for it: of which of the tour, and which part; None is all of it."""

    source: str
    stem: str
    part: tuple[int, int, int, int] | None

    @property
    def name(self) -> str:
        return Path(self.source).name


def wanted_of(source: str) -> Wanted:
    """Read the notation; raises NoSuchPicture when it is another one."""
    found = _SOURCE.fullmatch(source)
    if found is None:
        raise NoSuchPicture(
            f"{source} is not pictures/NN-name.png or pictures/NN-name@left,top,width,height.png"
        )
    if found["part"] is None:
        return Wanted(source, found["stem"], None)
    left, top, width, height = (int(number) for number in found["part"].split(","))
    return Wanted(source, found["stem"], (left, top, left + width, top + height))


def all_wanted() -> tuple[Wanted, ...]:
    """What the pages ask for, each once."""
    handbook = open_handbook()
    return tuple(
        wanted_of(source) for source in sorted({s for page in handbook.pages for s in pictures_of(page)})
    )


def is_taken(wanted: Wanted, sources: Path = _TOUR_SOURCES) -> bool:
    """Whether some walk of the tour takes a picture by that name; its number is only known once it is walked."""
    name = wanted.stem.partition("-")[2]
    for path in sources.glob("*.py"):
        for found in _TAKEN.findall(path.read_text(encoding="utf-8")):
            pattern = re.sub(r"\\\{[^}]*\\\}", "[a-z0-9-]+", re.escape(found))
            if re.fullmatch(rf"{pattern}(?:-1024|-150|-donker)?", name):
                return True
    return False


def make(wanted: Wanted, tour: Path) -> bytes:
    """The picture as it travels with the program."""
    from io import BytesIO

    path = tour / f"{wanted.stem}.png"
    if not path.is_file():
        near = ", ".join(sorted(each.stem for each in tour.glob(f"*{wanted.stem.partition('-')[2]}*.png")))
        raise NoSuchPicture(f"The tour took no {wanted.stem}.png{f'; there is {near}' if near else ''}")
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    if wanted.part is not None:
        _, _, right, bottom = wanted.part
        if right > picture.width or bottom > picture.height:
            raise NoSuchPicture(f"{wanted.name} goes beyond its picture, {picture.width} × {picture.height}")
        picture = picture.crop(wanted.part)
    if picture.width > WIDEST:
        picture = picture.resize(
            (WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS
        )
    few = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
    target = BytesIO()
    few.save(target, "PNG", optimize=True)
    return target.getvalue()


def renew(tour: Path, folder: Path) -> tuple[int, int]:
    """Write what pages ask for and remove what they do not; how many there are, and how many bytes together."""
    made = {wanted.name: make(wanted, tour) for wanted in all_wanted()}
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*"):
        if old.name not in made:
            old.unlink()
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return len(made), sum(map(len, made.values()))


def main(arguments: list[str] | None = None) -> int:
    """Say what was made; 1 when a page asks for what is not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--from", dest="tour", type=Path, metavar="DIR", help="pictures that a tour wrote before"
    )
    options = parser.parse_args(arguments)
    try:
        if options.tour is not None:
            count, size = renew(options.tour, handbook_folder() / "pictures")
        else:
            with tempfile.TemporaryDirectory(prefix="gezinscoach-handboek-") as directory:
                subprocess.run([sys.executable, "-m", "tests.tour_with_server", directory], check=True)
                count, size = renew(Path(directory), handbook_folder() / "pictures")
    except NoSuchPicture as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} pictures, {size // 1000} kB, in {handbook_folder() / 'pictures'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
