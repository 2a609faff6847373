"""What migrations that add tables of records have in common: columns, references within the family, and their guards.

A record has an id, mostly a family, what is filled in, a version, who added and changed it when, and `removed_at` instead of
deleting. Written once, so that two migrations cannot differ in it; never changed once a migration that uses it was released.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from alembic import op

from gezinscoach_desktop.data.types import Day, Id, LongText, UtcDateTime, json_type

_NAMING = {"ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s"}


def text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def long_text(name: str) -> sa.Column[Any]:
    return sa.Column(name, LongText(), nullable=False)


def day(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Day(), nullable=optional)


def id_of(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Id(), nullable=optional)


def number(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=optional)


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def binary(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def json(name: str) -> sa.Column[Any]:
    return sa.Column(name, json_type(), nullable=False)


def word(name: str, words: tuple[str, ...], *, optional: bool = False) -> sa.Column[Any]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=optional)


@dataclass(frozen=True)
class Records:
    """New tables of records, in the order in which they can be made."""

    details: Mapping[str, tuple[sa.Column[Any], ...]]
    """What is filled in, per table."""
    of_the_office: Collection[str] = ()
    """Those without a family."""
    may_lack_family: Collection[str] = ()
    plain: Collection[str] = ()
    """Without who and when of their own: their columns are all there is, the first one the key."""
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """References that never leave the family: column and table."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """References to what is not of a family: column and table, wherever the column occurs."""
    known: Collection[str] = ()
    """Tables of before that `elsewhere` names."""
    unique: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    checks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    indexes: Collection[tuple[str, ...]] = ()

    def make(self) -> None:
        """Without Alembic's own operations, which make each table and all that it refers to anew, several times over."""
        made = sa.MetaData(naming_convention=_NAMING)
        for name in ("account", "family", *self.known):
            sa.Table(name, made, sa.Column("id", Id(), primary_key=True))
        sa.Table("member", made, sa.Column("id", Id(), primary_key=True), sa.Column("family_id", Id()))
        connection = op.get_bind()
        for name in self.details:
            table = sa.Table(name, made, *self.columns(name), *self._constraints(name))
            connection.execute(sa.schema.CreateTable(table))
        for name, *columns in self.indexes:
            on = [made.tables[name].c[column] for column in columns]
            connection.execute(sa.schema.CreateIndex(sa.Index(op.f(f"ix_{name}_{'_'.join(columns)}"), *on)))

    def columns(self, table: str) -> Iterator[sa.Column[Any]]:
        """Every column of a table, new each time."""
        if table in self.plain:
            key, *others = self.details[table]
            yield sa.Column(key.name, key.type, primary_key=True, nullable=False)
            yield from (column._copy() for column in others)
            return
        yield sa.Column("id", Id(), primary_key=True, nullable=False)
        if table not in self.of_the_office:
            yield id_of("family_id", optional=table in self.may_lack_family)
        yield from (column._copy() for column in self.details[table])
        yield number("version")
        for doing in ("created", "changed"):
            yield sa.Column(f"{doing}_at", UtcDateTime(), nullable=False)
            yield id_of(f"{doing}_by", optional=True)
        yield sa.Column("removed_at", UtcDateTime(), nullable=True)

    def _constraints(self, table: str) -> Iterator[sa.Constraint]:
        named = {column.name for column in self.details[table]}
        if table not in (*self.of_the_office, *self.plain):
            yield reference(table, ["family_id"], "family", ["id"])
        for column, other in self.elsewhere.items():
            if column in named:
                yield reference(table, [column], other, ["id"])
        for column, other in self.links.get(table, {}).items():
            yield reference(table, ["family_id", column], other, ["family_id", "id"])
        if table not in self.plain:
            for column in ("created_by", "changed_by"):
                yield reference(table, [column], "account", ["id"])
        if table in self.unique:
            columns = self.unique[table]
            yield sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))
        for name, check in self.checks.get(table, {}).items():
            yield sa.CheckConstraint(check, name=op.f(f"ck_{table}_{name}"))

    def guards(self) -> Iterator[str]:
        """On PostgreSQL: rows are for whom a policy names, the owner sees all, and what is done outside is noted."""
        for table in self.details:
            yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
            yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
            yield f"CREATE POLICY owner ON {table} TO <owner> USING (true) WITH CHECK (true)"
            yield (
                f"CREATE TRIGGER {table}_now BEFORE INSERT OR UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_old_view()"
            )
            yield (
                f"CREATE CONSTRAINT TRIGGER {table}_outside AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_outside()"
            )

    def changeable(self, table: str) -> str:
        """The columns that a change may touch: what was filled in, not whose it is."""
        kept = ("version", "changed_at", "changed_by", "removed_at")
        return ", ".join(f'"{name}"' for name in (*(column.name for column in self.details[table]), *kept))


def reference(table: str, columns: list[str], other: str, theirs: list[str]) -> sa.ForeignKeyConstraint:
    """A reference, named as everywhere."""
    name = op.f(f"fk_{table}_{'_'.join(columns)}_{other}")
    # Rows of one table that refer to each other come in any order when a whole office does.
    targets = [f"{other}.{column}" for column in theirs]
    if other == table:
        return sa.ForeignKeyConstraint(columns, targets, name=name, deferrable=True, initially="DEFERRED")
    return sa.ForeignKeyConstraint(columns, targets, name=name)
