"""Sorting text inside a query as Python does, whatever language the server was made for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class by_code_point(FunctionElement[str]):  # noqa: N801 - reads as the function it is
    """The text, to be compared character by character: folded texts need no more."""

    type = Text()
    inherit_cache = True

    def __init__(self, text: ColumnElement[Any] | InstrumentedAttribute[Any]) -> None:
        super().__init__(text)


@compiles(by_code_point, "sqlite")
def _on_sqlite(element: by_code_point, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)  # SQLite knows no other way


@compiles(by_code_point, "postgresql")
def _on_postgresql(element: by_code_point, compiler: SQLCompiler, **kw: Any) -> str:
    return f'{compiler.process(element.clauses, **kw)} COLLATE "C"'
