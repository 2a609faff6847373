"""Whether a server can hold an office, or holds one: looked at from outside, and from inside with a login."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Any, NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from gezinscoach_desktop.data.server.address import Address
from gezinscoach_desktop.data.server.engine import make_engine
from gezinscoach_desktop.data.server.probe import reach, targets
from gezinscoach_desktop.data.server.roles import Roles
from gezinscoach_desktop.data.server.setup import COMMAND, missing
from gezinscoach_desktop.data.server.setup_sql import IS_TELLING
from gezinscoach_desktop.domain.text import counted

OLDEST = 15
_SHOWN_MISSING = 3
_SCRAM = "scram-sha-256"
_PER_PROGRAM = 3
"""Connections of one program: two for work, one that listens."""

Report = Callable[[int, int], None]
"""How far it is: done, of how many."""


@dataclass(frozen=True, slots=True)
class ServerFindings:
    """What was found; every problem and warning is one Dutch sentence that says what to do."""

    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    has_office: bool = False

    @property
    def is_fit(self) -> bool:
        return not self.problems


@dataclass(slots=True)
class _Notes:
    """What was found so far."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    has_office: bool = False

    def found(self) -> ServerFindings:
        return ServerFindings(
            tuple(self.problems), tuple(self.warnings), tuple(self.facts), has_office=self.has_office
        )


def examine(address: Address, report: Report | None = None) -> ServerFindings:
    """Look at the server of `address`, with its login unless that is a person's; changes nothing, raises nothing expected."""
    report = report or (lambda _done, _of: None)
    notes, hosts = _Notes(), targets(address)
    for number, target in enumerate(hosts):
        answer = reach(address, target)
        notes.problems += [answer.problem] if answer.problem else []
        notes.warnings += [answer.warning] if answer.warning else []
        notes.facts += [answer.fact] if answer.fact else []
        report(number + 1, len(hosts) + 1)
    if len(notes.problems) == len(hosts):
        return notes.found()
    notes.warnings, notes.problems = (
        notes.problems + notes.warnings,
        [],
    )  # another server of the address is there
    _look_inside(address, notes)
    report(len(hosts) + 1, len(hosts) + 1)
    return notes.found()


def _look_inside(address: Address, notes: _Notes) -> None:
    engine = make_engine(address)
    try:
        with engine.connect() as connection:
            _look_around(connection, address, notes)
    except DBAPIError as error:
        _note_refusal(str(error.orig), address, notes)
    finally:
        engine.dispose()


# What libpq or the server say when they do not let somebody in, in the only language they have for it here.
_REFUSALS = (
    (
        "pg_hba.conf",
        "De server laat deze login vanaf deze pc niet toe; laat er een regel voor zetten in pg_hba.conf.",
    ),
    (
        "authentication method requirement",
        "De server vraagt het wachtwoord niet met SCRAM; laat scram-sha-256 zetten in pg_hba.conf.",
    ),
    ("read-only", "Geen van de servers in het adres laat schrijven toe; zet er de hoofdserver bij."),
    ("hot standby", "Geen van de servers in het adres laat schrijven toe; zet er de hoofdserver bij."),
    ("too many", "De server heeft geen plaats meer voor een verbinding; laat max_connections verhogen."),
    (
        "remaining connection slots",
        "De server heeft geen plaats meer voor een verbinding; laat max_connections verhogen.",
    ),
    ("starting up", "De server start net op; probeer het over een minuut opnieuw."),
    (
        "certificate",
        "De server bewijst niet wie hij is; kies het juiste CA-bestand en gebruik de naam van het certificaat.",
    ),
)
_WRONG_LOGIN = ("password authentication failed", "no password supplied", 'role "')


def _note_refusal(said: str, address: Address, notes: _Notes) -> None:
    said, database = said.lower(), address.url.database
    if f'database "{database}" does not exist'.lower() in said:
        notes.problems.append(
            f"De databank {database} bestaat niet op de server; laat wie de server beheert "
            f"“{COMMAND} --database {database}” uitvoeren."
        )
    elif "permission denied for database" in said:
        notes.problems.append(
            f"Deze login mag de databank {database} niet openen; neem {address.roles.migrator}."
        )
    elif any(each in said for each in _WRONG_LOGIN):
        if address.is_personal:
            notes.facts.append("De server vraagt een login; daarmee is meer na te kijken.")
        else:
            notes.problems.append(
                "De login of het wachtwoord klopt niet; vraag het na bij wie de server beheert."
            )
    else:
        known = (sentence for sign, sentence in _REFUSALS if sign in said)
        notes.problems.append(
            next(known, "Aanmelden op de server lukt niet; vraag wie hem beheert om in zijn log te kijken.")
        )


class _Inside(NamedTuple):
    """What a server tells of itself; the names are those of its settings."""

    server_version_num: int
    server_version: str
    ssl: str
    password_encryption: str
    server_encoding: str
    listen_addresses: str
    max_connections: int
    tls: str | None
    """The version of TLS of this connection."""
    is_standby: bool
    has_tables: bool
    has_office: bool
    makes_anything: bool
    """The login may set the server up: a superuser, or one who makes roles and databases."""
    is_owner: bool


_INSIDE = """
SELECT current_setting('server_version_num')::integer, current_setting('server_version'), current_setting('ssl'),
  current_setting('password_encryption'), current_setting('server_encoding'), current_setting('listen_addresses'),
  current_setting('max_connections')::integer, (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl),
  pg_is_in_recovery(),
  EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public'),
  EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = 'office')
    AND EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = 'alembic_version'),
  (SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = session_user),
  EXISTS (SELECT FROM pg_roles r WHERE rolname = :owner AND pg_has_role(session_user, r.oid, 'USAGE'))
"""


def _look_around(connection: Connection, address: Address, notes: _Notes) -> None:
    connection.execute(
        text("RESET ROLE")
    )  # the owner, as which the program works, may see less than the login
    inside = _Inside(*connection.execute(text(_INSIDE), {"owner": address.roles.owner}).one())
    _judge_server(inside, notes)
    _judge_contents(inside, notes)
    _judge_roles(missing(connection, address.roles), inside, address.roles, notes)
    if connection.execute(text(IS_TELLING)).scalar():
        notes.warnings.append(
            "Wie hier een login heeft, kan met psql nagaan of een naam voorkomt bij andere gezinnen; "
            f"laat een superuser van de server “{COMMAND}” uitvoeren."
        )
    for sentence, is_serious in _hba_problems(connection, str(address.url.database)):
        (notes.problems if is_serious else notes.warnings).append(sentence)


def _judge_server(inside: _Inside, notes: _Notes) -> None:
    version = inside.server_version.split()[0]
    notes.facts.append(f"PostgreSQL {version}" + (f", verbonden over {inside.tls}." if inside.tls else "."))
    if inside.server_version_num // 10_000 < OLDEST:
        notes.problems.append(f"Dit is PostgreSQL {version}; laat versie {OLDEST} of nieuwer installeren.")
    if inside.ssl != "on":
        if _listens_elsewhere(inside.listen_addresses):
            notes.problems.append(
                "TLS staat af op de server; laat in postgresql.conf ssl = on zetten, met een certificaat en een sleutel."
            )
        else:
            notes.warnings.append(
                "TLS staat af op de server; zolang hij alleen naar deze pc luistert mag dat, voor andere pc’s niet."
            )
    if inside.password_encryption != _SCRAM:
        notes.problems.append(
            f"De server bewaart nieuwe wachtwoorden als {inside.password_encryption}; "
            "laat in postgresql.conf password_encryption = 'scram-sha-256' zetten."
        )
    if inside.server_encoding != "UTF8":
        notes.problems.append(
            f"De databank bewaart tekst als {inside.server_encoding}; laat er een maken met ENCODING 'UTF8'."
        )
    if inside.is_standby:
        notes.warnings.append("Deze server is een standby: er kan alleen gelezen worden.")
    programs = counted(inside.max_connections // _PER_PROGRAM, "programma", "programma’s")
    notes.facts.append(
        f"Er is plaats voor ongeveer {programs} tegelijk ({inside.max_connections} verbindingen)."
    )


def _judge_contents(inside: _Inside, notes: _Notes) -> None:
    notes.has_office = inside.has_office
    if inside.has_office:
        notes.facts.append("In de databank staat een kantoor van Gezinscoach.")
    elif inside.has_tables:
        notes.problems.append("De databank bevat al iets anders dan een kantoor; kies een andere databank.")
    else:
        notes.facts.append("De databank is leeg: hier kan een kantoor komen.")


def _judge_roles(lacking: Sequence[str], inside: _Inside, roles: Roles, notes: _Notes) -> None:
    if not lacking:
        notes.facts.append("De rollen en rechten van het kantoor zijn volledig.")
        if not (inside.has_office or inside.is_owner or inside.makes_anything):
            notes.problems.append(f"Deze login mag hier geen kantoor maken; neem de login {roles.migrator}.")
        return
    shown = ", ".join(lacking[:_SHOWN_MISSING])
    more = len(lacking) - _SHOWN_MISSING
    told = shown + (f" en {more} meer" if more > 0 else "")
    if inside.makes_anything and not inside.has_office:
        notes.warnings.append(
            f"Op de server ontbreekt nog: {told}; dat komt in orde als je hier een kantoor maakt."
        )
    else:
        sentence = f"Op de server ontbreekt nog: {told}; laat wie hem beheert “{COMMAND}” uitvoeren."
        (notes.warnings if inside.has_office else notes.problems).append(sentence)


def _listens_elsewhere(listen_addresses: str) -> bool:
    return not all(map(_is_loopback, filter(None, (each.strip() for each in listen_addresses.split(",")))))


_MAY_SEE_RULES = """SELECT has_table_privilege('pg_catalog.pg_hba_file_rules', 'SELECT')
  AND has_function_privilege('pg_catalog.pg_hba_file_rules()', 'EXECUTE')"""
_RULES = "SELECT line_number, type, database, address, auth_method, error FROM pg_hba_file_rules ORDER BY line_number"


def _hba_problems(connection: Connection, database: str) -> Iterator[tuple[str, bool]]:
    """What pg_hba.conf lets in that it should not, and whether that is serious; nothing where the login may not see it."""
    if not connection.execute(text(_MAY_SEE_RULES)).scalar():
        return
    for line, kind, databases, where, method, error in connection.execute(text(_RULES)):
        if error is not None:
            yield f"Regel {line} van pg_hba.conf wordt niet begrepen; laat hem verbeteren.", True
        elif _concerns(databases, database) and method != "reject":
            yield from _rule_problems(
                line, kind, method, is_elsewhere=kind != "local" and not _is_loopback(where)
            )


def _rule_problems(line: int, kind: str, method: str, *, is_elsewhere: bool) -> Iterator[tuple[str, bool]]:
    rule = f"Regel {line} van pg_hba.conf"
    if method == "trust":
        yield f"{rule} laat zonder wachtwoord binnen (trust); laat er scram-sha-256 van maken.", is_elsewhere
    elif method in {"password", "md5"}:
        yield (
            f"{rule} beschermt het wachtwoord te weinig ({method}); laat er scram-sha-256 van maken.",
            is_elsewhere,
        )
    if is_elsewhere and kind in {"host", "hostnossl", "hostnogssenc"}:
        yield f"{rule} laat verbindingen zonder TLS toe; laat er hostssl van maken.", False


def _concerns(databases: Any, database: str) -> bool:
    return any(each in {"all", database} or each.startswith("/") for each in databases or ())


def _is_loopback(address: str | None) -> bool:
    if address in {"localhost", "samehost"}:
        return True
    try:
        return address is not None and ip_network(address, strict=False).is_loopback
    except ValueError:
        return False
