"""What every table of an office has in common."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import BigInteger, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase

from gezinscoach_desktop.data.types import Day, Id, UtcDateTime, json_type

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


NUMBER = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Every table of an office."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Id(),
        dt.date: Day(),
        dt.datetime: UtcDateTime(),
        str: Text(),
        bytes: LargeBinary(),
        dict[str, Any]: json_type(),
        list[str]: json_type(),
    }


def table_of(row: type[Base]) -> Table:
    """The table behind a row class, for statements that need no objects."""
    return cast("Table", row.__table__)
