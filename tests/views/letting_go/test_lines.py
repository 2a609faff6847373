"""What a line of Bewaren en loslaten says of the day and of why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.letting_go import DisposalKind, DisposalReason, DisposalSubject
from gezinscoach_desktop.services.letting_go import Candidate
from gezinscoach_desktop.views.letting_go.line import of_candidate
from tests.data.office_factory import TODAY


@pytest.mark.parametrize(
    ("subject", "reason", "since", "closing"),
    [
        (DisposalSubject.FAMILY, DisposalReason.TERM_PASSED, "Afgesloten", "Afgesloten: doelen bereikt"),
        (DisposalSubject.FAMILY, DisposalReason.PERSON_ASKED, "Gevraagd", "Afgesloten: doelen bereikt"),
        (
            DisposalSubject.FAMILY,
            DisposalReason.CONSENT_WITHDRAWN,
            "Ingetrokken",
            "Afgesloten: doelen bereikt",
        ),
        (DisposalSubject.REFERRAL, DisposalReason.TERM_PASSED, "Beslist", "Beslist: doelen bereikt"),
    ],
)
def test_what_happened_on_the_day_is_said(
    subject: DisposalSubject, reason: DisposalReason, since: str, closing: str
) -> None:
    candidate = Candidate(
        subject,
        UUID(int=1),
        "1",
        "Nagy",
        "Mol",
        TODAY,
        TODAY,
        reason,
        DisposalKind.ERASE,
        (),
        "Doelen bereikt",
    )
    line = of_candidate(candidate)
    assert (line.under_on.split()[0], line.under_why) == (since, closing)
    assert not of_candidate(replace(candidate, closing="")).under_why


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (DisposalReason.PERSON_ASKED, "Gevraagd 10/11/2026"),
        (DisposalReason.CONSENT_WITHDRAWN, "Ingetrokken 10/11/2026"),
        (DisposalReason.TERM_PASSED, "Afgesloten 01/02/2024"),
    ],
)
def test_who_asked_after_the_file_was_closed_asked_on_that_later_day(
    reason: DisposalReason, told: str
) -> None:
    closed, past = date(2024, 2, 1), date(2026, 11, 10)
    candidate = Candidate(
        DisposalSubject.FAMILY, UUID(int=1), "1", "Nagy", "Mol", closed, past, reason, DisposalKind.ERASE
    )
    assert of_candidate(candidate).under_on == told
