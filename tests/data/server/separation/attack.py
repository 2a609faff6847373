"""An attack: a script for psql and who tries it, what it may change, and without which protection it must succeed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from tests.data.server.separation import day
from tests.data.server.separation.world import HOMES, RECOVERY, World, account_id, secrets_for

State = Counter[tuple[str, str]]

NO_POLICIES = """DO $$ DECLARE t text; BEGIN FOR t IN SELECT oid::regclass FROM pg_class WHERE relrowsecurity LOOP
EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY', t); END LOOP; END $$;"""
EVERYTHING_GRANTED = (
    NO_POLICIES
    + """GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC; GRANT ALL ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC;
GRANT ALL ON SCHEMA public TO PUBLIC; DO $$ BEGIN EXECUTE format('GRANT ALL ON DATABASE %I TO PUBLIC', current_database());
END $$; ALTER TABLE score DISABLE TRIGGER ALL; ALTER TABLE snapshot DISABLE TRIGGER ALL;
ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only; ALTER TABLE operation DISABLE TRIGGER USER;
ALTER TABLE family DISABLE TRIGGER family_code;"""
)
SUPERUSER = 'ALTER ROLE "{login}" SUPERUSER'


_KINDS = {
    "family": "fa00",
    "member": "e700",
    "stay": "57a0",
    "assignment": "a551",
    "phase": "fa5e",
    "snapshot": "54a0",
    **{table: day.kind(table) for table in day.OF_A_FAMILY if table != day.CONTENT.name},
}


@dataclass(frozen=True)
class Attack:
    """`script` for psql; `{prefix}` and `{login}` stand for names of roles, `{their_family}` and the like for ids.

    Ids are written with _ for -, so that a message that quotes the script gives nothing away.
    """

    name: str
    script: str
    by: tuple[str, ...] = ("coach",)
    without: str = NO_POLICIES
    """What a superuser takes away, after which the first attacker must succeed: the control."""
    may_change: str = ""
    """A pattern of lines (`table row`) that may come or go."""
    hides: tuple[str, ...] = ()
    """What may not be told either, besides the canaries of hidden families."""
    is_steady: bool = True
    """Whether the answer has to be the same in the twin of the office."""

    @property
    def id(self) -> str:
        return re.sub(r"\W+", "-", self.name).strip("-")


def words_of(world: World, name: str) -> Mapping[str, str]:
    own = HOMES.get(name, HOMES["coach"])
    homes = {"our": own, "their": HOMES["colleague"], "waiting": HOMES["waiting"], "shared": HOMES["shared"]}
    ids = {
        f"{whose}_{kind}": _hidden(home.id(start))
        for whose, home in homes.items()
        for kind, start in _KINDS.items()
    }
    return {
        "prefix": world.prefix,
        "login": world.login(name),
        "colleague": _hidden(account_id("colleague")),
        "coach": _hidden(account_id("coach")),
        **ids,
    }


def _hidden(value: UUID) -> str:
    return f"replace('{str(value).replace('-', '_')}', '_', '-')::uuid"


def filled(text: str, world: World, name: str) -> str:
    for word, value in words_of(world, name).items():
        text = text.replace(f"{{{word}}}", value)
    return text


@dataclass
class Field:
    """The office and its twin, in which nothing an attacker did may be left behind."""

    world: World
    here: str = ""
    twin: str = ""
    _before: State = field(default_factory=Counter)

    def fresh(self) -> None:
        for database in (self.here, self.twin):
            if database:
                self.world.drop(database)
        self.here, self.twin = self.world.copy(), self.world.copy(is_twin=True)
        self._before = self.world.state(self.here)

    def findings(self, attack: Attack, name: str) -> list[str]:
        """What an attack as `name` told or changed; empty is good."""
        if not self.here:
            self.fresh()
        script = filled(attack.script, self.world, name)
        told = self.world.psql(name, self.here, script)
        after = self.world.state(self.here)
        found = leaked(told, name, attack) + changed(self._before, after, attack, name)
        if attack.is_steady:
            other = self.world.psql(name, self.twin, script)
            found += leaked(other, name, attack)
            if other != told:
                found.append(f"the answer depends on what is hidden:\n{difference(told, other)}")
        if after != self._before or attack.may_change:
            self.world.repair()
            self.fresh()
        return found


def is_successful_without(world: World, attack: Attack, name: str) -> bool:
    """Whether the attack succeeds once its protection is taken away, in copies of its own."""
    without = filled(attack.without, world, name)
    script = filled(attack.script, world, name)
    # Most controls show it here already, and a twin is half of the work.
    with _weakened(world, without) as (here,):
        before = world.state(here)
        told = world.psql(name, here, script)
        if leaked(told, name, attack) or changed(before, world.state(here), attack, name):
            return True
    if not attack.is_steady:
        return False
    with _weakened(world, without, has_twin=True) as (here, twin):  # both there before either is asked
        return world.psql(name, here, script) != world.psql(name, twin, script)


@contextmanager
def _weakened(world: World, without: str, *, has_twin: bool = False) -> Iterator[tuple[str, ...]]:
    databases = tuple(
        world.copy(is_twin=is_twin, without=without) for is_twin in (False, True)[: 1 + has_twin]
    )
    try:
        yield databases
    finally:
        world.repair()
        for database in databases:
            world.drop(database)


def leaked(told: str, name: str, attack: Attack) -> list[str]:
    return [f"tells {secret}" for secret in (*secrets_for(name), *attack.hides) if secret in told]


def changed(before: State, after: State, attack: Attack, name: str) -> list[str]:
    """What came or went besides what may: new entries of the trail that name the attacker, and what the attack says."""
    gone, come = before - after, after - before
    me = "" if name == RECOVERY else str(account_id(name))
    come = Counter(
        {
            line: n
            for line, n in come.items()
            if not (line[0] == "audit_entry" and me and f",{me}," in line[1])
        }
    )
    lines = [f"gone: {kind} {line}" for kind, line in gone] + [f"come: {kind} {line}" for kind, line in come]
    if attack.may_change:
        lines = [line for line in lines if not re.search(attack.may_change, line, re.DOTALL)]
    return lines


def difference(one: str, other: str) -> str:
    first, second = Counter(one.splitlines()), Counter(other.splitlines())
    return "\n".join([f"- {line}" for line in first - second] + [f"+ {line}" for line in second - first])
