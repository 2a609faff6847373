"""Access: who was referred, by whom, what was decided and how long that took. Coordinators only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from gezinscoach_desktop.domain.family import FoundVia
from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, count_column, total
from gezinscoach_desktop.domain.figures.facts import ReferralFact, mask_of
from gezinscoach_desktop.domain.figures.frame import Frame
from gezinscoach_desktop.domain.figures.keys import COUNT, UNKNOWN
from gezinscoach_desktop.domain.figures.shape import Counted, Label
from gezinscoach_desktop.domain.trajectory import Decision

OPEN = "open"
_DECISIONS = (
    *(Label(decision.value, decision.label) for decision in Decision),
    Label(OPEN, "Nog niet beslist"),
    total(),
)
_LENGTHS = (Label("mean", "Gemiddeld"), Label("longest", "Langst"), Label("n", "Aanmeldingen"))
_NARROWED = "Alleen aanmeldingen van gezinnen die aan de filters voldoen."


class Referrals:
    """The referrals of the period; a mask is of families and of who is no family (yet), each once."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        wanted = frame.filter
        self.found: Sequence[ReferralFact] = tuple(
            referral
            for referral in frame.around.referrals
            if frame.since <= referral.received_on < frame.until
            and (not wanted.municipalities or referral.municipality in wanted.municipalities)
            and (not frame.is_narrowed or referral.family_id in frame.with_coach_ids)
        )
        self._roots = {root: place for place, root in enumerate(self.roots)}

    @property
    def roots(self) -> list[object]:
        """Who they are about, in the order of the masks."""
        return list(dict.fromkeys(referral.root for referral in self.frame.around.referrals))

    def mask(self, referrals: Sequence[ReferralFact]) -> int:
        return mask_of((self._roots[referral.root] for referral in referrals), len(self._roots))


def drafts(frame: Frame) -> Iterator[Draft]:
    """The tables of access; none for who may not see referrals."""
    if not frame.around.is_whole:
        return
    referrals = Referrals(frame)
    for draft in (
        _months(referrals),
        _by(referrals, keys.SOURCE, "Aanmeldingen volgens herkomst", _sources(), lambda r: r.channel.value),
        _by(
            referrals,
            keys.REFERRED_FROM,
            "Aanmeldingen per gemeente",
            _places(referrals),
            lambda referral: referral.municipality or UNKNOWN,
        ),
        _waiting(referrals),
    ):
        draft.is_about_referrals = True
        draft.n = len(referrals.found)
        if frame.is_narrowed:
            draft.note = f"{draft.note} {_NARROWED}".strip()
        yield draft


def _months(referrals: Referrals) -> Draft:
    months = referrals.frame.months
    rows = (*(label for label, _, _ in months), total())
    draft = Draft(
        keys.MONTHS, "Aanmeldingen per maand", Counted.REFERRALS, rows, count_column("Aanmeldingen")
    )
    for label, first, end in months:
        found = [referral for referral in referrals.found if first <= referral.received_on < end]
        draft.put(label.key, COUNT, len(found), referrals.mask(found))
    return draft


def _sources() -> tuple[Label, ...]:
    return (*(Label(way.value, way.label) for way in FoundVia), total())


def _places(referrals: Referrals) -> tuple[Label, ...]:
    names = sorted({referral.municipality for referral in referrals.found if referral.municipality})
    return (*(Label(name, name) for name in names), Label(UNKNOWN, "Gemeente onbekend"), total())


def _by(
    referrals: Referrals,
    key: str,
    title: str,
    rows: Sequence[Label],
    row_of: Callable[[ReferralFact], str],
) -> Draft:
    draft = Draft(key, title, Counted.REFERRALS, rows, _DECISIONS)
    found: defaultdict[tuple[str, str], list[ReferralFact]] = defaultdict(list)
    for referral in referrals.found:
        column = OPEN if referral.decision is None else referral.decision.value
        found[row_of(referral), column].append(referral)
    for (row, column), listed in found.items():
        draft.put(row, column, len(listed), referrals.mask(listed))
    draft.note = "Wat er tot nu toe beslist is."
    return draft


def _waiting(referrals: Referrals) -> Draft:
    rows = (
        Label("decision", "Van aanmelding tot beslissing"),
        Label("start", "Van aanmelding tot eerste contact"),
        Label("on_list", "Nog op de wachtlijst, tot de laatste dag"),
    )
    draft = Draft(keys.WAITING, "Wachttijd in dagen", Counted.DAYS, rows, _LENGTHS)
    last_day = referrals.frame.last_day
    days: dict[str, list[tuple[int, ReferralFact]]] = {row.key: [] for row in rows}
    for referral in referrals.found:
        is_waiting = referral.decision in (None, Decision.WAITING)
        if referral.decided_on is not None and not is_waiting:
            days["decision"].append(((referral.decided_on - referral.received_on).days, referral))
        if referral.first_contact_on is not None:
            days["start"].append(((referral.first_contact_on - referral.received_on).days, referral))
        if is_waiting:
            days["on_list"].append(((last_day - referral.received_on).days, referral))
    for row, listed in days.items():
        put_days(draft, row, [max(0, number) for number, _ in listed], referrals.mask([r for _, r in listed]))
    draft.note = "Gemiddelden in hele dagen."
    return draft


def put_days(draft: Draft, row: str, days: Sequence[int], mask: int) -> None:
    """Mean in whole days, longest, and over how many; nothing when there are none."""
    draft.put(row, "mean", round_half_up(sum(days), len(days)) if days else None, mask)
    draft.put(row, "longest", max(days, default=None), mask)
    draft.put(row, "n", len(days), mask)


def round_half_up(whole: int, parts: int) -> int:
    """A mean rounded as people do."""
    return (2 * whole + parts) // (2 * parts)
