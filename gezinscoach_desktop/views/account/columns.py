"""The columns of the list of accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from gezinscoach_desktop.domain.account import AccountRow
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.views.account.words import (
    families_text,
    moment_text,
    roles_text,
    state_text,
    state_tone,
)
from gezinscoach_desktop.views.table import Align, Column
from gezinscoach_desktop.views.theme import Tone

WIDE_ONLY = (2, 4)
"""Last sign-in and families: left out where there is little room."""


def account_columns(today: Callable[[], date]) -> tuple[Column[AccountRow], ...]:
    """Of a closed account everything is grey."""

    def last_sign_in(row: AccountRow) -> str:
        return moment_text(row.last_sign_in, today())

    return (
        Column(
            "Naam",
            _name,
            sort_key=lambda row: fold(row.display_name),
            detail=lambda row: row.user_name,
            tooltip=lambda row: row.display_name,
            tone=_tone,
            is_strong=True,
        ),
        Column("Rol", roles_text, tooltip=roles_text, tone=_tone, width=264),
        Column("Laatst aangemeld", last_sign_in, sort_key=_signed_in_at, tone=_tone, width=176),
        Column("Toestand", state_text, tone=state_tone, width=124),
        Column(
            "Gezinnen", families_text, sort_key=lambda row: row.families, align=Align.RIGHT, tone=_tone,
            width=100,
        ),
    )  # fmt: skip


def _name(row: AccountRow) -> str:
    return f"{row.display_name} (jij)" if row.is_me else row.display_name


def _tone(row: AccountRow) -> Tone:
    return Tone.TEXT if row.is_active else Tone.SECONDARY


def _signed_in_at(row: AccountRow) -> datetime | None:
    return row.last_sign_in
