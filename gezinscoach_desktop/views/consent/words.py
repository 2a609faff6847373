"""How consents are said on screen. Knows no Qt."""

from __future__ import annotations

from datetime import date

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.dates import format_date


def what(consent: ConsentInput, partner: str) -> str:
    """`Gegevens delen met OCMW Mol`."""
    if not partner:
        return consent.kind.label
    if consent.kind is ConsentKind.SHARING:
        return f"{consent.kind.label} met {partner}"
    return f"{consent.kind.label}: {consent.who or 'contact'} met {partner}"


def about(consent: ConsentInput) -> str:
    """`Inkomen en schulden, voor budgetbegeleiding`."""
    purpose = f"voor {consent.purpose}" if consent.purpose else ""
    return ", ".join(filter(None, (consent.content, purpose)))


def how(consent: ConsentInput) -> str:
    """`Mondeling, door Sofie`."""
    return ", ".join(
        filter(None, (consent.form.label, f"door {consent.given_by}" if consent.given_by else ""))
    )


def stand(consent: ConsentInput, today: date) -> str:
    """`Loopt`, `Te bevestigen`, `Ingetrokken op 12/08/2026`."""
    if consent.withdrawn_on is not None:
        return f"Ingetrokken op {format_date(consent.withdrawn_on)}"
    if consent.until is not None and consent.until <= today:
        return f"Liep af op {format_date(consent.until)}"
    if consent.is_to_confirm:
        return "Te bevestigen"
    if consent.kind is ConsentKind.PRIVACY_INFORMATION:
        return "Gegeven"
    if consent.until is not None:
        return f"Loopt tot {format_date(consent.until)}"
    return "Loopt"


def after_withdrawal(consent: ConsentInput) -> str:
    """Why it was taken back, and what the family wants with its file; empty when nothing was told."""
    choice = consent.after_withdrawal
    wish = "" if choice is None else f"dossier: {choice.label.lower()}"
    return " · ".join(filter(None, (consent.withdrawn_why, wish)))
