"""Calendar arithmetic inside a query, the same on both databases as in `domain.dates`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from gezinscoach_desktop.data.types import Day

# From the days that `date.toordinal` counts to the Julian day in which SQLite calculates.
_JULIAN = 1721424.5


class add_months(FunctionElement[date]):  # noqa: N801 - reads as the function it is
    """`day` plus calendar months; a day that the target month lacks becomes its last day."""

    type = Day()
    inherit_cache = True

    def __init__(self, day: ColumnElement[Any] | InstrumentedAttribute[Any], months: int) -> None:
        super().__init__(day, literal(f"{months:+d} months"))


@compiles(add_months, "sqlite")
def _on_sqlite(element: add_months, compiler: SQLCompiler, **kw: Any) -> str:
    day, step = (compiler.process(part, **kw) for part in element.clauses)
    # Without 'floor' SQLite makes 31 August plus six months into 3 March.
    return f"CAST(julianday({day} + {_JULIAN}, {step}, 'floor') - {_JULIAN} AS INTEGER)"


@compiles(add_months, "postgresql")
def _on_postgresql(element: add_months, compiler: SQLCompiler, **kw: Any) -> str:
    day, step = (compiler.process(part, **kw) for part in element.clauses)
    return f"CAST({day} + CAST({step} AS INTERVAL) AS DATE)"


class day_number(FunctionElement[int]):  # noqa: N801 - reads as the function it is
    """A date as the number of days that `date.toordinal` gives."""

    type = BigInteger()
    inherit_cache = True


@compiles(day_number, "sqlite")
def _number_on_sqlite(element: day_number, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)  # dates are numbers of days already


@compiles(day_number, "postgresql")
def _number_on_postgresql(element: day_number, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} - DATE '0001-01-01' + 1 AS BIGINT)"
