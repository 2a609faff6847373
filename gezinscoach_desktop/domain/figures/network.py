"""Network: services beside the families, and families referred to a service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.access import put_days
from gezinscoach_desktop.domain.figures.draft import Draft, count_column, labels_of, total
from gezinscoach_desktop.domain.figures.frame import Frame
from gezinscoach_desktop.domain.figures.keys import COUNT, UNKNOWN
from gezinscoach_desktop.domain.figures.shape import Counted, Label
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import ReferralOutcome

OTHER = "other"


def drafts(frame: Frame) -> Iterator[Draft]:
    """The tables of the network."""
    yield _services(frame)
    yield from _referred(frame)


def _services(frame: Frame) -> Draft:
    merged, names = frame.around.merged, frame.around.services
    found: defaultdict[str, set[int]] = defaultdict(set)
    for index, family in frame.each(frame.supported):
        for tie in family.ties:
            if (tie.since is None or tie.since < frame.until) and (
                tie.until is None or tie.until > frame.since
            ):
                service = (
                    tie.service_id if tie.service_id is None else merged.get(tie.service_id, tie.service_id)
                )
                found[OTHER if service is None else str(service)].add(index)
    order = sorted(
        (key for key in found if key != OTHER),
        key=lambda key: (-len(found[key]), names.get(UUID(key), ""), key),
    )
    rows = (
        *(Label(key, names.get(UUID(key), "Onbekende dienst")) for key in order),
        Label(OTHER, "Niet in de sociale kaart"),
    )
    draft = Draft(keys.SERVICES, "Betrokken diensten", Counted.FAMILIES, rows, count_column("Gezinnen"))
    for key, families in found.items():
        draft.put(key, COUNT, len(families), frame.mask(families))
    draft.note = "Een gezin telt bij elke dienst die in de periode betrokken was."
    return draft


def _referred(frame: Frame) -> Iterator[Draft]:
    outcomes: defaultdict[str, list[int]] = defaultdict(list)
    domains: defaultdict[str, list[int]] = defaultdict(list)
    days: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, family in frame.each(frame.chosen):
        for out in family.referred_out:
            if not frame.since <= out.asked_on < frame.until:
                continue
            outcomes[out.outcome.value].append(index)
            domains[UNKNOWN if out.domain is None else out.domain.value].append(index)
            is_waiting = out.answered_on is None
            end = out.answered_on or frame.last_day
            days["waiting" if is_waiting else "answered"].append((max(0, (end - out.asked_on).days), index))
    column = count_column("Doorverwijzingen")
    draft = Draft(
        keys.REFERRED_OUT,
        "Doorverwijzingen naar diensten",
        Counted.REFERRALS,
        labels_of(ReferralOutcome, total()),
        column,
    )
    for key, indexes in outcomes.items():
        draft.put(key, COUNT, len(indexes), frame.mask(indexes))
    yield draft
    rows = (Label("answered", "Tot het antwoord"), Label("waiting", "Wacht nog, tot de laatste dag"))
    lengths = (Label("mean", "Gemiddeld"), Label("longest", "Langst"), Label("n", "Doorverwijzingen"))
    waiting = Draft(keys.WAITING_OUT, "Wachttijd bij diensten in dagen", Counted.DAYS, rows, lengths)
    for row in rows:
        listed = days[row.key]
        put_days(waiting, row.key, [number for number, _ in listed], frame.mask(i for _, i in listed))
    yield waiting
    per_domain = Draft(
        keys.REFERRED_DOMAINS,
        "Doorverwijzingen per levensdomein",
        Counted.REFERRALS,
        labels_of(LifeDomain, Label(UNKNOWN, "Niet ingevuld"), total()),
        column,
    )
    for key, indexes in domains.items():
        per_domain.put(key, COUNT, len(indexes), frame.mask(indexes))
    yield per_domain
