"""T11, in full: wrong passwords and slots changed behind the program's back, for as long as there is time."""

from __future__ import annotations

import random
import string
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from unittest.mock import patch

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys import KeyRing, epochs, open_ring
from gezinscoach_desktop.data.keys.holder import AccountSlot
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.password import one_time_code
from tests.data.keys.key_office import (
    AN_PASSWORD,
    BERT,
    KeyOffice,
    LooseSlots,
    changed_fields,
    key_office,
    keys_of,
    remembered_hashes,
)
from tests.faults.outcome import Outcome

WRONG_PASSWORDS = 10_000
_WORKERS = 4
_FLOOR = seal.Cost(memory_kib=seal.FLOOR_KIB, time=1, lanes=1)


@dataclass
class _Count:
    wrong: int = 0
    tampered: int = 0
    noticed: int = 0
    good: int = 0
    lost: int = 0
    surprises: list[str] = field(default_factory=list)


def run(seconds: float) -> Outcome:
    """Half of the time for wrong passwords (10 000 at most), the other half for slots: each field, then random damage."""
    began, chance = time.monotonic(), random.Random(11)
    with patch.object(seal, "STANDARD", _FLOOR):
        office = key_office(LooseSlots({}))
        count = _Count()
        _guess(office, chance, count, until=began + seconds / 2)
        with remembered_hashes(), patch.object(epochs, "_log"):
            _tamper(office, chance, count, until=began + seconds)
        let_in = _unbound()
    faults = count.wrong + count.tampered
    return Outcome(
        name="T11 keys",
        tried=faults + count.good,
        acknowledged=count.good,
        lost=count.lost,
        faults=faults,
        noticed=count.noticed,
        control=f"with nothing bound to what is sealed {let_in} of 1 changed slot opened",
        is_good=count.noticed == faults and not count.lost and not count.surprises and let_in == 1,
        notes=(
            f"{count.wrong} wrong passwords, {count.tampered} changed slots"
            + "".join(f"; {surprise}" for surprise in count.surprises[:3])
        ),
    )


def near_misses(password: str, chance: random.Random, number: int) -> Iterator[str]:
    """Wrong passwords: a sign changed, left out, doubled or swapped, other capitals, and plain nonsense."""
    for turn in range(number):
        place = chance.randrange(len(password))
        sign = chance.choice(string.ascii_letters + string.digits)
        wrong = (
            password[:place] + sign + password[place + 1 :],
            password[:place] + password[place + 1 :],
            password[:place] + sign + password[place:],
            password[:place] + password[place:].swapcase(),
            password + " " * (1 + turn % 3),
            "".join(chance.choices(string.printable, k=chance.randrange(40))),
        )[turn % 6]
        yield f"{wrong}!" if wrong == password else wrong


def _guess(office: KeyOffice, chance: random.Random, count: _Count, *, until: float) -> None:
    def is_refused(password: str) -> bool:
        try:
            open_ring(office.store, user_name="an", password=password)
        except UserError:
            return True
        return False

    guesses = near_misses(AN_PASSWORD, chance, WRONG_PASSWORDS)
    with ThreadPoolExecutor(_WORKERS) as pool:  # Argon2 computes without holding the interpreter
        while time.monotonic() < until:
            batch = [guess for _, guess in zip(range(8 * _WORKERS), guesses, strict=False)]
            if not batch:
                break
            count.wrong += len(batch)
            count.noticed += sum(pool.map(is_refused, batch))
            _open(office, count)


def _open(office: KeyOffice, count: _Count) -> None:
    """In between the right password opens, every time."""
    count.good += 1
    ring = open_ring(office.store, user_name="an", password=AN_PASSWORD)
    count.lost += keys_of(ring) != keys_of(office.an)


def _tamper(office: KeyOffice, chance: random.Random, count: _Count, *, until: float) -> None:
    assert isinstance(office.store, LooseSlots)
    for changed in _changed_stores(office.store, chance):
        if time.monotonic() >= until:
            return
        count.tampered += 1
        found = dict(office.openings(changed))
        rings = [ring for ring in found.values() if isinstance(ring, KeyRing)]
        bugs = [repr(error) for error in found.values() if not isinstance(error, KeyRing | UserError)]
        if bugs or any(keys_of(ring) != keys_of(office.an) for ring in rings):
            count.surprises += bugs or ["other keys were given"]
        count.noticed += not bugs and len(rings) < len(found)


def _changed_stores(store: LooseSlots, chance: random.Random) -> Iterator[LooseSlots]:
    names = sorted(store.names())
    contents = {name: store.read(name) or b"" for name in names}
    for name in names:
        for _, changed in changed_fields(contents[name]):
            yield _with(store, name, changed)
    while True:
        name, content = chance.choice(names), bytearray()
        content += contents[name]
        place = chance.randrange(len(content))
        kind = chance.randrange(4)
        if kind == 0:
            content[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del content[place:]
        elif kind == 2:
            del content[place]
        else:  # what stands in another slot
            content[:] = contents[chance.choice([other for other in names if other != name])]
        yield _with(store, name, bytes(content))


def _with(store: LooseSlots, name: str, content: bytes) -> LooseSlots:
    copy = store.copy()
    copy.put(name, content)
    return copy


def _unbound() -> int:
    """The control: with nothing bound to what is sealed, a one-time code can be made to pass for a password."""
    with patch.object(AccountSlot, "_bound_to", lambda _: b""):
        office = key_office(LooseSlots({}))
        code = one_time_code().replace("-", "")
        office.an.reset_password(BERT, "Bert", code)
        content = office.store.read(str(BERT)) or b""
        office.store.put(str(BERT), content.replace(b'"one_time": true', b'"one_time": false'))
        try:
            return int(not open_ring(office.store, user_name="bert", password=code).is_one_time)
        except UserError:
            return 0
