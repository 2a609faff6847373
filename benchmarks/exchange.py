"""Reading exchange files: the pilots' own, and one in which no quote is ever closed."""

from __future__ import annotations

import io
from contextlib import suppress

from benchmarks.generated import TODAY
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.domain.exchange import COLUMNS, ExchangeFormatError, read_exchange
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.setting import shipped_instrument


def run(families: int) -> list[Line]:  # noqa: ARG001 - every benchmark gets the size
    """Both from memory, as a disk's own speed is not ours."""
    instrument = shipped_instrument()
    pilot = resource_path("practice", "pilot-90.csv").read_bytes()
    broken = (";".join(COLUMNS) + "\n" + 'a";x"b;"c\n' * 20_000).encode()

    def refuse() -> None:
        with suppress(ExchangeFormatError):
            read_exchange(io.BytesIO(broken), instrument, today=TODAY)

    read = milliseconds(lambda: read_exchange(io.BytesIO(pilot), instrument, today=TODAY))
    refused = milliseconds(refuse, times=3, warm_up=1)
    return [
        Line("exchange", "reading and checking the pilots' 7840 rows", read, 500),
        Line("exchange refused", "refusing 20 000 rows whose quotes are never closed", refused, 10_000),
    ]
