"""What is said after signing in, and about an account, in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.domain.account import RecoveryState, Welcome
from gezinscoach_desktop.views.account.code_view import CodeView
from gezinscoach_desktop.views.account.words import (
    closing_sentences,
    moment_text,
    recovery_sentence,
    welcome,
)
from gezinscoach_desktop.views.messages import Message, Messages
from tests.views.account.samples import BEA, NEW, a_desk

TODAY = date(2026, 8, 12)
BEFORE = datetime(2026, 8, 11, 9, tzinfo=UTC)


def greeted(messages: Messages, told: Welcome) -> None:
    desk: Any = replace(a_desk(), welcome=told)
    welcome(messages, desk)


def test_who_comes_in_hears_how_often_a_wrong_password_was_tried(
    messages: Messages, said: list[Message]
) -> None:
    greeted(messages, Welcome(failures_before=3, last_sign_in=BEFORE))

    assert [message.text.split(" een fout")[0] for message in said] == [
        "Sinds je vorige aanmelding werd op deze pc 3 keer"
    ]
    assert said[0].kind.stays


def test_who_comes_in_for_the_first_time_had_no_sign_in_before(
    messages: Messages, said: list[Message]
) -> None:
    greeted(messages, Welcome(failures_before=3))

    assert said[0].text.startswith("Voor je eerste aanmelding werd op deze pc 3 keer een fout wachtwoord")


def test_what_is_wrong_with_the_log_is_told_first(messages: Messages, said: list[Message]) -> None:
    greeted(
        messages,
        Welcome(failures_before=1, last_sign_in=BEFORE, findings=("In het logboek ontbreken regels.",)),
    )

    assert said[0].text.startswith("In het logboek ontbreken regels. Sinds je vorige aanmelding")


def test_when_all_is_well_nothing_is_said(messages: Messages, said: list[Message]) -> None:
    greeted(messages, Welcome())

    assert said == []


@pytest.mark.parametrize(
    ("days_ago", "told"), [(None, "nog nooit"), (0, "vandaag om "), (1, "11/08/2026"), (400, "08/07/2025")]
)
def test_the_last_sign_in_is_told_as_people_do(days_ago: int | None, told: str) -> None:
    noon = datetime(2026, 8, 12, 12, tzinfo=UTC).astimezone()
    at = None if days_ago is None else noon - timedelta(days=days_ago)

    assert moment_text(at, TODAY).startswith(told)


def test_closing_speaks_of_families_only_when_there_are_any() -> None:
    assert any("coach van 3 gezinnen" in told for told in closing_sentences(BEA))
    assert not any("gezin" in told for told in closing_sentences(NEW))


def test_a_sheet_of_which_the_log_does_not_know_is_a_sheet_all_the_same() -> None:
    assert recovery_sentence(RecoveryState(exists=True, made_at=None, made_by="")) == (
        "Er is een herstelblad. Ligt het nog op zijn plaats?"
    )


def test_a_long_code_goes_on_on_the_next_line_and_none_is_cut_off(qapp: QApplication) -> None:
    view = CodeView()
    view.show_code("ABCDE FGHJK LMNPQ RSTUV WXYZ2 34567 89ABC")

    assert view.heightForWidth(300) > view.heightForWidth(2000)
    assert view.text.count(" ") == 6
