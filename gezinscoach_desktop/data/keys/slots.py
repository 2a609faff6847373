"""Where key slots are kept: the port, and slots in memory as a backup carries them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Protocol

from gezinscoach_desktop.data.keys.record import Damaged, Newer, load
from gezinscoach_desktop.domain.errors import OfficeTooNew, OfficeUnavailable

FORMAT = 2
LARGEST_FILE = 4_000_000


class SlotStore(Protocol):
    """Named pieces of bytes, each there whole or not at all.

    Names are lower case letters, digits, points and dashes. Each piece is written on its own, so that two PCs that
    change two of them never undo each other. Every call raises OfficeUnavailable when the store cannot be reached.
    """

    @property
    def called(self) -> str:
        """What people call it, to begin a sentence with: Het sleutelbestand “x”."""
        ...

    def opened_by(self, password: str) -> SlotStore:
        """The same store; where accounts have a login as well, what is put in it gives the holder's login this password."""
        ...

    def names(self) -> tuple[str, ...]: ...

    def read(self, name: str) -> bytes | None:
        """None when there is no such slot."""
        ...

    def put(self, name: str, content: bytes) -> None:
        """Make or replace; a reader finds the old or the new content."""
        ...

    def add(self, name: str, content: bytes) -> None:
        """Make; raises FileExistsError when it is there: of two who add the same name one wins."""
        ...

    def begin(self, slots: Mapping[str, bytes]) -> None:
        """The first slots of a new office; raises FileExistsError when there are any already."""
        ...

    def remove(self, name: str) -> None:
        """One that is gone is fine."""
        ...


class MemorySlots:
    """Slots to read only, as they were when a backup was made; or the first ones, to be written somewhere."""

    def __init__(self, slots: Mapping[str, bytes]) -> None:
        self._slots = dict(slots)

    @property
    def called(self) -> str:
        return "Het sleutelbestand van de reservekopie"

    def opened_by(self, password: str) -> SlotStore:  # noqa: ARG002
        return self

    def names(self) -> tuple[str, ...]:
        return tuple(self._slots)

    def read(self, name: str) -> bytes | None:
        return self._slots.get(name)

    def put(self, name: str, content: bytes) -> None:  # noqa: ARG002
        raise self._refusal()

    def add(self, name: str, content: bytes) -> None:  # noqa: ARG002
        raise self._refusal()

    def begin(self, slots: Mapping[str, bytes]) -> None:
        if self._slots:
            raise FileExistsError
        self._slots.update(slots)

    def remove(self, name: str) -> None:  # noqa: ARG002
        raise self._refusal()

    def _refusal(self) -> OfficeUnavailable:
        return OfficeUnavailable(f"{self.called} kan alleen gelezen worden.")


def stored_slots(store: SlotStore) -> bytes:
    """A copy of all slots, to carry with a backup; they stay sealed."""
    return pack_slots(contents(store))


def slots_from(stored: bytes) -> SlotStore:
    """The slots of `stored_slots`; raises OfficeUnavailable when they are damaged."""
    empty = MemorySlots({})
    try:
        return MemorySlots(unpack_slots(stored))
    except Damaged:
        raise damaged(empty) from None
    except Newer:
        raise too_new(empty) from None


def copy_slots(source: SlotStore, target: SlotStore) -> None:
    """All slots in a place that has none yet (moving, restoring); raises FileExistsError otherwise."""
    target.begin(contents(source))


def contents(store: SlotStore) -> dict[str, bytes]:
    """Every slot by its name."""
    found = ((name, store.read(name)) for name in store.names())
    return {name: content for name, content in found if content is not None}


def pack_slots(slots: Mapping[str, bytes]) -> bytes:
    """One file with every slot; their content is ASCII."""
    texts = {name: content.decode("ascii") for name, content in sorted(slots.items())}
    return json.dumps({"format": FORMAT, "slots": texts}, indent=1).encode("ascii")


def unpack_slots(packed: bytes) -> dict[str, bytes]:
    """The slots of `pack_slots`; raises Damaged, or Newer."""
    raw = load(packed, largest=LARGEST_FILE)
    texts = raw.get("slots")
    if raw["format"] != FORMAT or set(raw) != {"format", "slots"} or not isinstance(texts, dict):
        raise Damaged("fields")
    try:
        return {name: text.encode("ascii") for name, text in texts.items()}
    except (AttributeError, UnicodeEncodeError) as error:
        raise Damaged("slot") from error


def damaged(store: SlotStore) -> OfficeUnavailable:
    """What is said of slots that this program did not write so."""
    return OfficeUnavailable(f"{store.called} is beschadigd; zet een reservekopie ervan terug.")


def too_new(store: SlotStore) -> OfficeUnavailable:
    """What is said of slots that a newer program wrote."""
    return OfficeTooNew(
        f"{store.called} is gemaakt door een nieuwere versie van het programma; werk dit programma bij."
    )
