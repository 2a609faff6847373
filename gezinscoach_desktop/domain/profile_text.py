"""An index profile as text: the TOML in which it is kept, and its rules as a person reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gezinscoach_desktop.domain.index import Criterion, IndexDomain, Pick, Profile
from gezinscoach_desktop.domain.instrument import Instrument, Subject
from gezinscoach_desktop.domain.text import counted


def write_profile(profile: Profile, *, head: str = "") -> str:
    """The TOML that `index.parse_profile` reads as the same profile; `head` stands above it as a comment."""
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    if lines:
        lines.append("")
    lines += [
        f"id = {_quoted(profile.id)}",
        f"version = {profile.version}",
        f"name = {_quoted(profile.name)}",
        f"deprived_from = {profile.deprived_from}",
        f"severe_from = {profile.severe_from}",
        f"core_needed = {profile.core_needed}",
        f"supporting_needed = {profile.supporting_needed}",
    ]
    for domain in profile.domains:
        lines += ["", *_domain_lines(domain)]
    return "\n".join(lines) + "\n"


def _domain_lines(domain: IndexDomain) -> Iterator[str]:
    yield "[[domain]]"
    yield f"key = {_quoted(domain.key)}"
    yield f"name = {_quoted(domain.name)}"
    if domain.needs_child:
        yield 'applies_to_households_with = "child"'
    for name, criteria in (("core", domain.core), ("supporting", domain.supporting)):
        yield f"{name} = ["
        for each in criteria:
            yield f'  {{ item = {_quoted(each.item)}, weak_to = {each.weak_to}, pick = "{each.pick.value}" }},'
        yield "]"


def _quoted(text: str) -> str:
    """A basic string: what JSON escapes TOML reads too; it wants one sign more escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """One line of a profile as a person reads it."""

    item: str
    is_core: bool
    name: str
    weak_to: int
    level_text: str
    """What the level at the cut says in the instrument itself."""
    who: str


@dataclass(frozen=True, slots=True)
class DomainWords:
    """One domain of a profile as a person reads it."""

    name: str
    rule: str
    criteria: tuple[CriterionWords, ...]


def in_words(profile: Profile, instrument: Instrument) -> tuple[DomainWords, ...]:
    """The rules of a profile, domain by domain."""
    return tuple(
        DomainWords(
            domain.name,
            _rule(profile, domain),
            tuple(
                CriterionWords(
                    each.item,
                    is_core,
                    instrument.items[each.item].name,
                    each.weak_to,
                    instrument.items[each.item].levels[each.weak_to - 1],
                    _who(each),
                )
                for is_core, criteria in ((True, domain.core), (False, domain.supporting))
                for each in criteria
            ),
        )
        for domain in profile.domains
    )


def _rule(profile: Profile, domain: IndexDomain) -> str:
    core = counted(profile.core_needed, "zwak kernitem", "zwakke kernitems")
    text = f"Zwak vanaf {core}"
    if domain.supporting:
        several = counted(
            profile.supporting_needed, "zwak steunend item", "verschillende zwakke steunende items"
        )
        text += f", of vanaf {several}"
    return f"{text}. Alleen bij gezinnen met een kind." if domain.needs_child else f"{text}."


def _who(criterion: Criterion) -> str:
    if criterion.subject is Subject.HOUSEHOLD:
        return "het huishouden"
    people = "volwassene" if criterion.subject is Subject.ADULT else "kind"
    return (
        f"{'het sterkste' if people == 'kind' else 'de sterkste'} {people}"
        if criterion.pick is Pick.BEST
        else (f"{'het kwetsbaarste' if people == 'kind' else 'de kwetsbaarste'} {people}")
    )


def differences(before: Profile, after: Profile, instrument: Instrument) -> tuple[str, ...]:
    """What changed from one profile to another, a sentence each; nothing when both count the same."""
    return (*_numbers(before, after), *_domains(before, after, instrument))


def _numbers(before: Profile, after: Profile) -> Iterator[str]:
    for old, new, what in (
        (before.deprived_from, after.deprived_from, "Kansarm vanaf {} zwakke domeinen in plaats van {}."),
        (before.severe_from, after.severe_from, "Zwaar kansarm vanaf {} zwakke domeinen in plaats van {}."),
        (
            before.core_needed,
            after.core_needed,
            "Zwakke kernitems die een domein zwak maken: {} in plaats van {}.",
        ),
        (
            before.supporting_needed,
            after.supporting_needed,
            "Zwakke steunende items die een domein zwak maken: {} in plaats van {}.",
        ),
    ):
        if old != new:
            yield what.format(new, old)


def _domains(before: Profile, after: Profile, instrument: Instrument) -> Iterator[str]:
    then, now = ({domain.key: domain for domain in profile.domains} for profile in (before, after))
    for key in (*then, *(key for key in now if key not in then)):
        old, new = then.get(key), now.get(key)
        if old is None or new is None:
            yield f"Domein “{(old or new or after.domains[0]).name}” {'is nieuw' if old is None else 'valt weg'}."
            continue
        if old.needs_child != new.needs_child:
            yield f"{new.name}: {'alleen' if new.needs_child else 'niet langer alleen'} bij gezinnen met een kind."
        for word, was, became in (
            ("kernitem", old.core, new.core),
            ("steunend item", old.supporting, new.supporting),
        ):
            yield from (f"{new.name}, {word} {text}" for text in _criteria(was, became, instrument))


def _criteria(
    before: Iterable[Criterion], after: Iterable[Criterion], instrument: Instrument
) -> Iterator[str]:
    then, now = ({each.item: each for each in criteria} for criteria in (before, after))
    for item in (*then, *(item for item in now if item not in then)):
        name = f"“{instrument.items[item].name}”"
        old, new = then.get(item), now.get(item)
        if old is None or new is None:
            yield f"{name}: {'nieuw' if old is None else 'valt weg'}."
            continue
        if old.weak_to != new.weak_to:
            yield f"{name}: zwak tot en met niveau {new.weak_to} in plaats van {old.weak_to}."
        if old.pick is not new.pick and new.subject is not Subject.HOUSEHOLD:
            yield f"{name}: {_who(new)} telt, in plaats van {_who(old)}."
