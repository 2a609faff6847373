"""What can be wrong with an office, and what can be done about it, in the order of least loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.permission import Action, OfficeRole, Reach, reach
from gezinscoach_desktop.domain.text import counted


class RemedyKind(StrEnum):
    """A way to make an office whole again."""

    KEYS = "keys"
    """Put back the key file out of a backup."""
    REPLICA = "replica"
    """Fetch this PC's copy anew from the shared folder."""
    REWRITE = "rewrite"
    """A new database out of everything that can still be read."""
    BACKUP = "backup"
    """Back to the newest good backup."""


NOUNS: Mapping[str, tuple[str, str]] = {
    "account": ("account", "accounts"),
    "absence": ("afwezigheid", "afwezigheden"),
    "action": ("actie", "acties"),
    "appointment": ("afspraak", "afspraken"),
    "assignment": ("toewijzing", "toewijzingen"),
    "audit_anchor": ("handtekening onder het logboek", "handtekeningen onder het logboek"),
    "audit_entry": ("regel in het logboek", "regels in het logboek"),
    "bond": ("band tussen mensen", "banden tussen mensen"),
    "budget": ("budget", "budgetten"),
    "consent": ("toestemming", "toestemmingen"),
    "contact": ("contactmoment", "contactmomenten"),
    "contact_person": ("contactpersoon", "contactpersonen"),
    "document": ("document", "documenten"),
    "document_content": ("inhoud van een document", "inhouden van documenten"),
    "expense": ("onkost", "onkosten"),
    "family": ("gezin", "gezinnen"),
    "goal": ("doel", "doelen"),
    "intake": ("kennismaking", "kennismakingen"),
    "member": ("gezinslid", "gezinsleden"),
    "office_right": ("recht", "rechten"),
    "operation": ("bewaarde bewerking", "bewaarde bewerkingen"),
    "phase": ("fase", "fasen"),
    "referral": ("aanmelding", "aanmeldingen"),
    "request": ("vraag", "vragen"),
    "right_step": ("stap bij een recht", "stappen bij rechten"),
    "score": ("score", "scores"),
    "service": ("dienst", "diensten"),
    "service_referral": ("doorverwijzing", "doorverwijzingen"),
    "signal": ("signaal", "signalen"),
    "snapshot": ("momentopname", "momentopnamen"),
    "stay": ("verblijf in een gezin", "verblijven in een gezin"),
    "story": ("verhaal", "verhalen"),
    "tie": ("band met een dienst", "banden met diensten"),
}
_OTHER = ("ander gegeven", "andere gegevens")


@dataclass(frozen=True, slots=True)
class Loss:
    """What became of the rows of one kind."""

    kind: str
    """The name of the table."""
    lost: int = 0
    is_counted: bool = True
    """False: `lost` is an estimate, or the least there is."""
    filled: int = 0
    """As they were in the backup."""
    loose: int = 0
    """Gone with what they belonged to."""

    @property
    def sentence(self) -> str:
        """`15 toestemmingen zijn verloren.`"""
        gone = self.lost + self.loose
        parts = []
        if gone:
            about = "" if self.is_counted else "ongeveer "
            parts.append(f"{about}{self._many(gone)} verloren")
        elif not self.is_counted:
            parts.append(f"misschien enkele {self._nouns[1]} verloren")
        if self.filled:
            parts.append(f"{self._many(self.filled)} uit de reservekopie")
        return ", ".join(parts)

    @property
    def _nouns(self) -> tuple[str, str]:
        return NOUNS.get(self.kind, _OTHER)

    def _many(self, number: int) -> str:
        return counted(number, *self._nouns)


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing that can be done: what it would change, and what would be lost."""

    kind: RemedyKind
    title: str
    changes: str
    losses: tuple[str, ...] = ()
    """One line each; none: nothing is lost."""
    is_advised: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong with an office, what is whole, and what can be done."""

    place: str
    problems: tuple[str, ...]
    whole: tuple[str, ...]
    remedies: tuple[Remedy, ...] = ()
    advice: str = ""
    """What else somebody should do or know."""

    @property
    def is_good(self) -> bool:
        return not self.problems

    @property
    def advised(self) -> Remedy | None:
        return next((remedy for remedy in self.remedies if remedy.is_advised), None)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done, and where everything of before is."""

    place: str
    user_name: str
    sentences: tuple[str, ...]
    kept: str
    """Where the copy of before stands; empty where none was needed."""
    losses: tuple[str, ...] = ()
    """One line each, as with the remedy: what is not there as it was."""


def guards_gone(number: int) -> str:
    """What keeps the append-only tables as they are was taken away, in words."""
    return f"{counted(number, 'beveiliging is', 'beveiligingen zijn')} weggehaald van wat niet gewijzigd mag worden."


def require_repairer(roles: frozenset[OfficeRole]) -> None:
    """Raises NotAllowed unless one of these may restore backups: repairing can undo as much."""
    if reach(roles, Action.RESTORE) is Reach.NONE:
        raise NotAllowed("Herstellen kan wie reservekopieën mag terugzetten: een beheerder.")
