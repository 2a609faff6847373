"""Takes out of what is kept of a family what the reader may not see: once, before any section sees a thing.

Every text of every record is named in one of the tables below; a test fails for one that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionInput
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.consent import ConsentInput
from gezinscoach_desktop.domain.contact import ContactInput
from gezinscoach_desktop.domain.directory import ContactPersonInput, ServiceInput
from gezinscoach_desktop.domain.document import DocumentInput
from gezinscoach_desktop.domain.expense import ExpenseInput
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.household import Person, age_label
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.letting_go import OwnViewInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import BondInput, ServiceReferralInput, TieInput, TieKind
from gezinscoach_desktop.domain.record import AssignmentRecord, FamilyInput, MemberInput, MemberRecord
from gezinscoach_desktop.domain.request import GoalInput, RequestInput
from gezinscoach_desktop.domain.right import RightInput, RightStepInput
from gezinscoach_desktop.domain.signal import SignalInput
from gezinscoach_desktop.domain.story import StoryInput
from gezinscoach_desktop.domain.trajectory import PhaseStart
from gezinscoach_desktop.reports.content import FamilyContent, FamilyLife, LeftOut, PaperOptions
from gezinscoach_desktop.reports.fonts import has_unknown_signs
from gezinscoach_desktop.reports.life.domains import visible_life_domains
from gezinscoach_desktop.reports.life.left_out import UNPRINTABLE, chosen_away
from gezinscoach_desktop.reports.life.mask import masked, names_in, role_only
from gezinscoach_desktop.reports.progress.people import labels_of
from gezinscoach_desktop.reports.progress.visibility import visible_items

T = TypeVar("T")

NAMES: Mapping[type, frozenset[str]] = {
    FamilyInput: frozenset({"name", "address", "neighbourhood", "phone", "email"}),
    MemberInput: frozenset({"given_name", "family_name", "lives_with", "school", "phone", "email"}),
    ContactInput: frozenset({"others"}),
    TieInput: frozenset({"name", "reach"}),
    BondInput: frozenset({"other_name"}),
    ConsentInput: frozenset({"given_by", "partner"}),
    DocumentInput: frozenset({"title", "sha256"}),
}
"""Who somebody is and how to find them: goes without names."""
TEXTS: Mapping[type, frozenset[str]] = {
    FamilyInput: frozenset({"remarks", "reach_note"}),
    ContactInput: frozenset({"note"}),
    AppointmentInput: frozenset({"what"}),
    RequestInput: frozenset({"text", "outcome"}),
    GoalInput: frozenset({"note"}),
    ActionInput: frozenset({"what", "result"}),
    RightStepInput: frozenset({"not_taken_up", "note"}),
    TieInput: frozenset({"note"}),
    ServiceReferralInput: frozenset({"note"}),
    ConsentInput: frozenset({"who", "purpose", "content", "withdrawn_why"}),
    DocumentInput: frozenset({"note"}),
    ExpenseInput: frozenset({"what"}),
    SignalInput: frozenset({"what", "example"}),
    StoryInput: frozenset({"title", "text", "public_text"}),
    OwnViewInput: frozenset({"text", "about"}),
    IntakeInput: frozenset({
        "story", "strengths", "absent_parent", "services", "safety", "expectations", "pace", "boundaries", "matters",
        "avoid", "family_view", "ahead", "next_step",
    }),
    PhaseStart: frozenset({"reason"}),
    AssignmentRecord: frozenset({"reason"}),
}  # fmt: skip
"""What somebody typed: goes without notes, and hides known names while it may stay without names."""
PLACES: Mapping[type, frozenset[str]] = {
    FamilyInput: frozenset({"municipality"}),
    SignalInput: frozenset({"service"}),
    AssignmentRecord: frozenset({"coach"}),
    ServiceInput: frozenset({
        "name", "organisation", "what", "municipality", "address", "phone", "email", "website", "waiting",
    }),
    ContactPersonInput: frozenset({"name", "role", "phone", "email"}),
}  # fmt: skip
"""What tells where this happens, and with whom: goes on a case print only."""
RELATIONS: Mapping[type, frozenset[str]] = {
    MemberInput: frozenset({"relation"}),
    TieInput: frozenset({"relation"}),
}
"""Says what somebody is, now and then with a name behind it: without names only what comes before that."""
OPEN: Mapping[type, frozenset[str]] = {
    FamilyInput: frozenset({"code", "languages"}),
    GoalInput: frozenset({"item"}),
    RightInput: frozenset({"name", "description", "granted_by"}),
}
"""Tells nothing about who it is."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A family as the reader may see it. `labels` are what members are called, by id."""

    title: str
    code: str
    content: FamilyContent
    """Without members, snapshots and life."""
    options: PaperOptions
    life: FamilyLife
    labels: Mapping[UUID, str]
    ages: Mapping[UUID, str]
    """How old members are on the day it is made, as the reader may know it."""
    left_out: tuple[LeftOut, ...]


def seen_by(content: FamilyContent, options: PaperOptions) -> Seen:
    """What is left of everything that is kept, for this reader."""
    return _Redactor(content, options).seen()


class _Redactor:
    """Holds what every step has to know."""

    def __init__(self, content: FamilyContent, options: PaperOptions) -> None:
        self.content, self.options = content, options
        self.domains = visible_life_domains(content.instrument, options)
        self.items = visible_items(content.instrument, options)
        self.is_chosen = options.domains is not None
        self.names = () if options.with_names else names_in(content)
        self.dropped = 0
        self.homeless = 0
        self.is_unprintable = False

    def seen(self) -> Seen:
        content, options = self.content, self.options
        life = self._life(content.life)
        bare = replace(content, name="", members=(), snapshots=(), life=FamilyLife())
        if options.is_anonymous:
            bare = replace(bare, municipality="")
        return Seen(
            title=family_title(content.name if options.with_names else "", content.code),
            code=content.code,
            content=bare,
            options=options,
            life=life,
            labels=labels_of(content, with_names=options.with_names),
            ages={member.person.id: self._age(member.person) for member in content.members},
            left_out=(
                *chosen_away(content, options, dropped=self.dropped, homeless=self.homeless),
                *([UNPRINTABLE] if self.is_unprintable else []),
            ),
        )

    def _life(self, life: FamilyLife) -> FamilyLife:
        rights = life.rights
        return FamilyLife(
            details=self._hidden(life.details),
            members=tuple(self._member(member) for member in life.members),
            phases=tuple(self._hidden(phase) for phase in life.phases),
            assignments=tuple(self._hidden(each) for each in life.assignments),
            intake=self._intake(life.intake),
            contacts=self._kept(life.contacts, lambda each: each.domains, drops=False),
            appointments=self._kept(life.appointments, None, drops=False),
            requests=self._kept(life.requests, lambda each: _one(each.domain)),
            goals=tuple(
                self._hidden_of(goal) for goal in life.goals if goal.details.item in self.items
            ),
            actions=self._kept(life.actions, lambda each: _one(each.domain)),
            rights=rights,
            right_steps=self._kept(
                life.right_steps,
                lambda each: rights[each.right_id].domains if each.right_id in rights else (),
            ),
            services={id_: self._hidden(service) for id_, service in life.services.items()},
            contact_persons=self._kept(life.contact_persons, None, drops=False),
            ties=self._kept(life.ties, lambda each: each.domains or (LifeDomain.SOCIAL_NETWORK,)),
            bonds=self._kept(life.bonds, None, drops=False),
            referrals=self._kept(life.referrals, lambda each: _one(each.domain)),
            consents=self._kept(life.consents, None, drops=False),
            documents=self._kept(life.documents, None, drops=False),
            expenses=self._kept(life.expenses, None, drops=False),
            signals=self._kept(life.signals, lambda each: (each.theme,)),
            stories=() if self.is_chosen else self._kept(life.stories, None),
            own_views=() if self.is_chosen else self._kept(life.own_views, None),
        )  # fmt: skip

    def _kept(
        self,
        records: Sequence[Kept[T]],
        domains_of: Callable[[T], Iterable[LifeDomain]] | None,
        *,
        drops: bool = True,
    ) -> tuple[Kept[T], ...]:
        """Records of which a domain may be seen; their texts only when all of them may."""
        if domains_of is None:
            return tuple(self._hidden_of(record) for record in records)
        left: list[Kept[T]] = []
        for record in records:
            domains = tuple(domains_of(record.details))
            visible = [domain for domain in domains if domain in self.domains]
            if drops and not visible and (domains or self.is_chosen):
                self.dropped += bool(domains)
                self.homeless += not domains
                continue
            is_whole = len(visible) == len(domains) and (bool(domains) or not self.is_chosen)
            left.append(self._hidden_of(record, with_texts=is_whole))
        return tuple(left)

    def _hidden_of(self, record: Kept[T], *, with_texts: bool = True) -> Kept[T]:
        details: Any = self._hidden(record.details, with_texts=with_texts)
        if hasattr(details, "domains"):
            details = replace(
                details, domains=tuple(each for each in details.domains if each in self.domains)
            )
        return replace(record, details=details, created_by=None, changed_by=None)

    def _hidden(self, details: T, *, with_texts: bool = True) -> T:
        """The same without names, texts and places as far as the reader may not see them."""
        kind = type(details)
        gone: dict[str, Any] = {}
        if not self.options.with_names:
            gone |= dict.fromkeys(NAMES.get(kind, ()), "")
            gone |= {
                name: role_only(self._masked(getattr(details, name))) for name in RELATIONS.get(kind, ())
            }
            if isinstance(details, TieInput) and details.kind is TieKind.SERVICE:
                gone["name"] = details.name
        for name in TEXTS.get(kind, ()):
            text = getattr(details, name)
            if not text:
                continue
            shown = self.options.shows_notes and with_texts
            gone[name] = self._masked(text) if shown else type(text)()
        if self.options.is_anonymous:
            gone |= dict.fromkeys((*PLACES.get(kind, ()), *RELATIONS.get(kind, ())), "")
            if isinstance(details, TieInput):
                gone["name"] = ""
        left: T = replace(details, **gone) if gone else details  # type: ignore[type-var]
        self._note_signs(left)
        return left

    def _note_signs(self, details: Any) -> None:
        """Whether there is a sign that the paper cannot show."""
        if not self.is_unprintable:
            texts = (getattr(details, field.name) for field in fields(details))
            self.is_unprintable = any(isinstance(text, str) and has_unknown_signs(text) for text in texts)

    def _age(self, person: Person) -> str:
        """On a case print not in which month a baby is expected."""
        today = self.content.made_on
        if self.options.is_anonymous and person.birth_date is not None and person.birth_date > today:
            return "ongeboren"
        return age_label(person.birth_date, today)

    def _masked(self, text: str) -> str:
        return text if self.options.with_names else masked(text, self.names)

    def _member(self, member: MemberRecord) -> MemberRecord:
        details = self._hidden(member.details)
        if self.options.is_anonymous:
            details = replace(details, birth_date=None)
        return replace(member, details=details, changed_by=None)

    def _intake(self, intake: IntakeInput) -> IntakeInput:
        """Texts about anything go as soon as domains were chosen; those about one go with it."""
        hidden = self._hidden(intake)
        if self.is_chosen:
            gone: dict[str, Any] = dict.fromkeys(TEXTS[IntakeInput] - {"safety", "next_step"}, "")
            hidden = replace(hidden, **gone)
        if LifeDomain.SAFETY not in self.domains:
            hidden = replace(hidden, safety="")
        needs = {
            key: self._masked(text)
            for key, text in intake.needs.items()
            if self.options.shows_notes and key in self.domains
        }
        return replace(hidden, needs=needs)


def _one(domain: LifeDomain | None) -> tuple[LifeDomain, ...]:
    return () if domain is None else (domain,)
