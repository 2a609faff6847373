"""Column types that mean the same in an SQLCipher file and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, DateTime, Dialect, Enum, Integer, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from gezinscoach_desktop.domain.errors import OfficeUnavailable

DAMAGED = "Het bestand van het kantoor is beschadigd; zet een reservekopie terug."


class Id(TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, its 16 bytes in SQLite (less than half of the text, and scores have two each)."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002
        return None if dialect.name == "postgresql" else _uuid


@lru_cache(maxsize=16_384)  # an office of ten thousand families comes back in several readings of one screen
def _uuid(stored: bytes | None) -> UUID | None:
    """The few ids that come back row after row are made once: making one costs more than fetching the row."""
    return None if stored is None else UUID(bytes=stored)


class Day(TypeDecorator[date]):
    """A calendar date: DATE on PostgreSQL, its number of days (`date.toordinal`) in SQLite.

    SQLite has no dates; as text they make the file larger and the queries over all families slower (decision 0004).
    """

    impl = Date()
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.toordinal()

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002
        return None if dialect.name == "postgresql" else _day


@lru_cache(maxsize=16_384)  # forty-five years of them: days repeat, and this is asked for every row
def _day(stored: int | None) -> date | None:
    return None if stored is None else date.fromordinal(stored)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; refuses a value without time zone instead of guessing one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class LongText(TypeDecorator[str]):
    """Text that may be longer than a page of the file; says so when its end was tampered with.

    SQLCipher gives zeros for a page whose seal is broken, and only the next page that is fetched fails. Where the end
    of a long text is the last that a query fetches, nothing would (measured: one page in 90 of an office). A text that
    a program wrote never ends in a zero.
    """

    impl = Text
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is not None and value.endswith("\0"):
            raise OfficeUnavailable(DAMAGED)
        return value


def words(kind: type[StrEnum], name: str) -> Enum:
    """A column of the words of `kind`, guarded by a CHECK named after the column."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def json_type() -> TypeEngine[Any]:
    """JSON as text in SQLite and as jsonb on PostgreSQL."""
    return JSON().with_variant(JSONB(), "postgresql")
