"""The dossiers of a bundle as they are carried about; nothing here draws, so that it costs nothing to know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.paper import PaperKind


@dataclass(frozen=True, slots=True)
class Binding:
    """How dossiers are put together."""

    is_duplex: bool = True
    """Each begins on a right-hand page: an empty one comes before it where that is needed."""
    with_covers: bool = False

    def next_sheet(self, after: int) -> int:
        """The number of the page on which a dossier begins when `after` pages came before it."""
        return after + 2 if self.is_duplex and after % 2 else after + 1

    @property
    def cover_pages(self) -> int:
        """How many pages a cover takes, with its empty back."""
        if not self.with_covers:
            return 0
        return 2 if self.is_duplex else 1


@dataclass(frozen=True, slots=True)
class Part:
    """A finished dossier, its cover included. `sheet` is the number of its first page in the bundle."""

    code: str
    kind: PaperKind
    pdf: bytes
    pages: int
    sheet: int

    @property
    def last_sheet(self) -> int:
        return self.sheet + self.pages - 1


@dataclass(frozen=True, slots=True)
class NotMade:
    """A dossier that was asked for and is not in the bundle."""

    code: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a bundle, and when; it stands on its front."""

    office: str
    author: str
    made_on: date
