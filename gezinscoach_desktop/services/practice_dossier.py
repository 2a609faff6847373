"""The dossiers of the scripted practice families: breaks, handovers, consents, letters, and what they told."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind, Withdrawal
from gezinscoach_desktop.domain.document import DocumentInput, DocumentKind
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.trajectory import ClosingReason, Phase, PhaseStart, closing_text
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import consent as consents
from gezinscoach_desktop.services import document as documents
from gezinscoach_desktop.services import intake as intakes
from gezinscoach_desktop.services import trajectory
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import change_phase, read_family
from gezinscoach_desktop.services.practice_clock import desk_on

_AT = time(16, 0, tzinfo=UTC)


def keep_dossiers(desk: Desk, families: Mapping[str, UUID], coaches: Sequence[UUID]) -> None:
    """Fill in the dossiers of the families that are there, by name; `coaches` are colleagues who had one of them before."""
    content = tomllib.loads(resource_path("practice", "dossiers.toml").read_text(encoding="utf-8"))
    for raw in content["family"]:
        if raw["name"] in families:
            _keep_course(desk, families[raw["name"]], raw, coaches)
            _keep_consents(desk, families[raw["name"]], raw)
            _keep_letters(desk, families[raw["name"]], raw.get("letters", ()))
            _keep_intake(desk, families[raw["name"]], raw["intake"])


def _on(desk: Desk, day: date) -> Desk:
    return desk_on(desk, day, _AT)


def _ago(desk: Desk, days: int) -> date:
    return desk.today() - timedelta(days=days)


def _keep_course(desk: Desk, family_id: UUID, raw: Mapping[str, Any], coaches: Sequence[UUID]) -> None:
    phases = read_family(desk, family_id).phases
    for phase, days, reason in raw.get("phases", ()):
        change_phase(desk, family_id, PhaseStart(Phase(phase), _ago(desk, days), reason))
    if "closing" in raw:
        days, reason, why, follow_up = raw["closing"]
        before = next(each for each in phases if each.since == _ago(desk, days))
        told = closing_text(why, follow_up)
        after = PhaseStart(Phase.CLOSED, before.since, told, ClosingReason(reason))
        trajectory.correct_phase(desk, family_id, before, after)
    if "handed_over" in raw and coaches:
        days, reason = raw["handed_over"]
        began, day = phases[0].since, _ago(desk, days)
        trajectory.hand_over(_on(desk, began), family_id, coaches[0], began, "")
        trajectory.hand_over(_on(desk, day), family_id, desk.account.id, day, reason)


def _keep_consents(desk: Desk, family_id: UUID, raw: Mapping[str, Any]) -> None:
    began = read_family(desk, family_id).phases[0].since
    form = ConsentForm(raw.get("form", ConsentForm.ORAL.value))
    told = ConsentInput(ConsentKind.PRIVACY_INFORMATION, began, form)
    consents.add_consents(_on(desk, began), family_id, told)
    for consent in _agreed(desk, raw):
        consents.add_consents(_on(desk, consent.given_on), family_id, consent)
    if "withdrawn" in raw:
        partner, days, why = raw["withdrawn"]
        day = _ago(desk, days)
        for kept in consents.read_consents(desk, family_id).records:
            if kept.details.partner == partner:
                consents.withdraw_consent(_on(desk, day), kept.id, kept.version, Withdrawal(day, why))


def _agreed(desk: Desk, raw: Mapping[str, Any]) -> Iterator[ConsentInput]:
    for partner, purpose, content, days in raw.get("sharing", ()):
        yield ConsentInput(
            ConsentKind.SHARING,
            _ago(desk, days),
            given_by=raw["given_by"],
            partner=partner,
            purpose=purpose,
            content=content,
        )
    for who, partner, content, days in raw.get("mandate", ()):
        yield ConsentInput(
            ConsentKind.MANDATE,
            _ago(desk, days),
            given_by=raw["given_by"],
            who=who,
            partner=partner,
            content=content,
        )


def _keep_letters(desk: Desk, family_id: UUID, letters: Sequence[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for title, days in letters:
            path, day = Path(folder) / "brief.pdf", _ago(desk, days)
            path.write_bytes(_letter(title))
            document = DocumentInput(title, DocumentKind.LETTER, day)
            documents.add_document(_on(desk, day), family_id, path, document)


def _letter(title: str) -> bytes:
    """A page with one line, small enough to write down here."""
    text = f"BT /F1 18 Tf 60 760 Td ({title} - verzonnen brief van het oefenkantoor) Tj ET".encode("latin-1")
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    page, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(page))
        page += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(page)
    page += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    page += b"".join(b"%010d 00000 n \n" % place for place in places)
    page += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table)
    return bytes(page)


def _keep_intake(desk: Desk, family_id: UUID, raw: Mapping[str, Any]) -> None:
    next_in = raw.get("next_in")
    next_on = None if next_in is None else desk.today() + timedelta(days=next_in)
    told = {name: text for name, text in raw.items() if name != "next_in"}
    intakes.keep_intake(desk, family_id, intakes.NEVER_KEPT, IntakeInput(**told, next_on=next_on))
