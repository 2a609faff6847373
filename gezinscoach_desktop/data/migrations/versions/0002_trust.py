"""Old programs are refused by the database, the audit trail is a chain with anchors, and key slots have a place."""

import hashlib
import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from gezinscoach_desktop.data.types import Id, UtcDateTime, json_type

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BATCH = 2_000
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ENTRY = sa.table(
    "audit_entry",
    sa.column("number", _NUMBER),
    sa.column("at", UtcDateTime()),
    sa.column("account_id", Id()),
    sa.column("action", sa.Text()),
    sa.column("family_id", Id()),
    sa.column("operation_id", Id()),
    sa.column("details", json_type()),
)


def upgrade() -> None:
    _new_tables()
    op.add_column("operation", sa.Column("writer", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_member_birth_date"), "member", ["birth_date"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _chain_on_postgresql()
        _triggers_on_postgresql()
    else:
        _chain_on_sqlite()
        _triggers_on_sqlite()
    op.create_index(
        op.f("ix_audit_entry_action_account_id_number"),
        "audit_entry",
        ["action", "account_id", "number"],
        unique=False,
    )
    op.execute("UPDATE schema SET version = 2, min_reader = 1, min_writer = 2")


def _new_tables() -> None:
    op.create_table(
        "audit_anchor",
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_anchor")),
    )
    op.create_table(
        "key_slot",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_key_slot")),
    )


def _chain_on_sqlite() -> None:
    # SQLite adds no NOT NULL column: a new table takes the old one's place. Dropping fires no trigger.
    op.create_table(
        "audit_entry_2",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", Id(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("family_id", Id(), nullable=True),
        sa.Column("operation_id", Id(), nullable=True),
        sa.Column("details", json_type(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_audit_entry_account_id_account")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    _for_each_batch(
        "INSERT INTO audit_entry_2 (number, at, account_id, action, family_id, operation_id, details, hash) "
        "SELECT number, at, account_id, action, family_id, operation_id, details, :hash "
        "FROM audit_entry WHERE number = :number"
    )
    op.drop_table("audit_entry")
    op.rename_table("audit_entry_2", "audit_entry")
    op.create_index(
        op.f("ix_audit_entry_family_id_number"), "audit_entry", ["family_id", "number"], unique=False
    )


def _chain_on_postgresql() -> None:
    # Under the chain the number is the program's: a number that a rolled back write used up would look like a gap.
    op.execute("ALTER TABLE audit_entry ALTER COLUMN number DROP IDENTITY")
    op.add_column("audit_entry", sa.Column("hash", sa.LargeBinary(), nullable=True))
    op.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
    _for_each_batch("UPDATE audit_entry SET hash = :hash WHERE number = :number")
    op.execute(
        "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.alter_column("audit_entry", "hash", nullable=False)


def _for_each_batch(statement: str) -> None:
    """Run `statement` with the number and the hash of every entry, from old to new."""
    connection = op.get_bind()
    previous, last = bytes(32), -(2**62)
    query = sa.select(_ENTRY).where(_ENTRY.c.number > sa.bindparam("last", type_=_NUMBER))
    query = query.order_by(_ENTRY.c.number).limit(_BATCH)
    while rows := connection.execute(query, {"last": last}).all():
        values = []
        for row in rows:
            previous = hashlib.sha256(previous + _canonical(*row)).digest()
            values.append({"number": row.number, "hash": previous})
        connection.execute(sa.text(statement), values)
        last = rows[-1].number


def _canonical(
    number: int, at: datetime, account: Any, action: str, family: Any, operation: Any, details: Any
) -> bytes:
    """As `data/audit.py` has it; of its own, since what this step makes may never change."""
    content = [
        number,
        at.isoformat(timespec="microseconds"),
        account and account.hex,
        action,
        family and family.hex,
        operation and operation.hex,
        details,
    ]
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _triggers_on_sqlite() -> None:
    for table in ("audit_entry", "audit_anchor"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    op.execute(
        "CREATE TRIGGER operation_writer BEFORE INSERT ON operation "
        "WHEN coalesce(NEW.writer, 1) < (SELECT max(min_writer) FROM schema) "
        "BEGIN SELECT RAISE(ABORT, 'this program is too old to write here'); END"
    )


def _triggers_on_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER audit_anchor_append_only BEFORE UPDATE OR DELETE ON audit_anchor "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER audit_anchor_no_truncate BEFORE TRUNCATE ON audit_anchor "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE FUNCTION refuse_old_writer() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF coalesce(NEW.writer, 1) < (SELECT max(min_writer) FROM schema) THEN "
        "RAISE EXCEPTION 'this program is too old to write here' USING ERRCODE = 'GC001'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER operation_writer BEFORE INSERT ON operation "
        "FOR EACH ROW EXECUTE FUNCTION refuse_old_writer()"
    )
