"""What the family and the coach told in words: how they see it, pride, safety, signals, what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.clock import format_time
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.signal import SignalInput
from gezinscoach_desktop.domain.story import StoryKind
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.words import service
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.blocks import about, points, table, told
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row

_VIEW = "Hoe het gezin het zelf ziet"
_SIGNALS = (Column(0, 112), Column(120, 224), Column(352, 64), Column(424, WIDTH - 424))


def family_view(seen: Seen) -> list[Flowable]:
    return told(_VIEW, seen.life.intake.family_view)


def own_views(seen: Seen) -> list[Flowable]:
    """How somebody sees it otherwise than it stands in the file, whenever that was told: it goes along with the file."""
    texts = _own_views(seen)
    return [*section("Eigen visie", keeps=48), points(texts)] if texts else []


def _own_views(seen: Seen) -> list[str]:
    """From old to new, each with whose it is and what it is about."""
    lines = []
    for view in (each.details for each in reversed(seen.life.own_views)):
        who = "" if view.member_id is None else seen.labels.get(view.member_id, "")
        head = ", ".join(part for part in (format_date(view.on), who, view.about) if part)
        if view.text:
            lines.append(f"{head}: {view.text}")
    return lines


def in_words(seen: Seen) -> list[Flowable]:
    """How the family sees it, pride and safety: each under its heading, or in a short paper beside their labels."""
    if not seen.options.is_short:
        return [*family_view(seen), *own_views(seen), *pride(seen), *safety(seen)]
    intake, proud = seen.life.intake, _proud_of(seen)
    pairs = (
        (_VIEW, intake.family_view),
        ("Eigen visie", "\n".join(_own_views(seen))),
        ("Trots", "\n".join(proud)),
        ("Veiligheid", intake.safety),
    )
    if not any(text for _, text in pairs):
        return []
    return [*section("In woorden", keeps=48), *about(pairs)]


def pride(seen: Seen) -> list[Flowable]:
    """Moments of pride and stories of the period."""
    texts = _proud_of(seen)
    if not texts:
        return []
    begins = seen.content.period_from
    only_pride = all(
        each.details.kind is StoryKind.PRIDE for each in seen.life.stories if each.details.on >= begins
    )
    return [
        *section("Momenten van trots" if only_pride else "Momenten van trots en verhalen", keeps=48),
        points(texts),
    ]


def _proud_of(seen: Seen) -> list[str]:
    """From old to new."""
    begins = seen.content.period_from
    told_then = [each.details for each in reversed(seen.life.stories) if each.details.on >= begins]
    return [
        f"{format_date(story.on)}: {': '.join(filter(None, (story.title, story.text)))}"
        for story in told_then
        if story.title or story.text
    ]


def safety(seen: Seen, *, missing: str = "") -> list[Flowable]:
    return told("Veiligheid", seen.life.intake.safety, missing=missing)


def signals(seen: Seen) -> list[Flowable]:
    """What fails structurally, as it came up with this family in the period."""
    begins = seen.content.period_from
    shown = [each.details for each in reversed(seen.life.signals) if each.details.on >= begins]
    if not shown:
        return []
    bands = [_signal(seen, each) for each in shown]
    return [
        *section("Signalen", keeps=72),
        table(_SIGNALS, ("thema", "wat er misloopt", "hoe vaak", "datum"), bands),
    ]


def ahead(seen: Seen) -> list[Flowable]:
    """Agreements and intensity ahead, with the next appointment and step."""
    intake = seen.life.intake
    lines = [
        *([f"Fase nu: {seen.content.phase.phase.label.lower()}."] if seen.content.phase else []),
        *_next_step(seen),
        *(f"Afspraak: {appointment_told(each)}." for each in coming(seen)[:3]),
    ]
    if not (intake.ahead or lines):
        return []
    story: list[Flowable] = section("Afspraken en intensiteit verder", keeps=48)
    if intake.ahead:
        story.append(prose(intake.ahead))
    return [*story, *([points(lines)] if lines else [])]


def coming(seen: Seen) -> list[AppointmentInput]:
    """Appointments from today on."""
    today = seen.content.made_on
    return [
        each.details
        for each in seen.life.appointments
        if each.details.state is AppointmentState.PLANNED and each.details.on >= today
    ]


def appointment_told(appointment: AppointmentInput) -> str:
    """`18/11/2026 om 14:30, huisbezoek: de brief van de school`."""
    at = "" if appointment.begins_at is None else f" om {format_time(appointment.begins_at)}"
    what = f": {appointment.what}" if appointment.what else ""
    return f"{format_date(appointment.on)}{at}, {appointment.kind.label.lower()}{what}"


def _next_step(seen: Seen) -> Iterator[str]:
    intake = seen.life.intake
    if intake.next_step or intake.next_on:
        when = f" ({format_date(intake.next_on)})" if intake.next_on else ""
        yield f"Volgende stap: {intake.next_step or 'afgesproken'}{when}."


def _signal(seen: Seen, signal: SignalInput) -> Band:
    what = signal.what or "niet opgenomen"
    name = service(seen, signal.service_id, signal.service)
    theme = f"{signal.theme.label}\n{name}" if name else signal.theme.label
    return row(_SIGNALS, (
        Words(theme, face=Face.REGULAR, at_most=4), Words(what, at_most=12), Words(signal.how_often.label),
        Words(format_date(signal.on), PAPER.secondary),
    ))  # fmt: skip
