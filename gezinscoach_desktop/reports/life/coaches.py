"""Who coaches the family, and who signs for them: whoever happens to print a paper is not its coach."""

from __future__ import annotations

from collections.abc import Sequence

from gezinscoach_desktop.domain.record import AssignmentRecord
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.reports.life.redaction import Seen

UNNAMED = "je gezinscoach"


def coaches(seen: Seen) -> str:
    """Who supports the family on the day the paper is made, the responsible coach first; empty when nobody ever did."""
    return ", ".join(
        f"{each.coach} (tweede coach)" if each.kind is AssignmentKind.SECOND else each.coach
        for each in _beside(seen)
    )


def signing_coach(seen: Seen) -> str:
    """Whoever makes the paper when that is one of the family's coaches, otherwise the responsible one."""
    names = [each.coach for each in _beside(seen)]
    if seen.content.author in names:
        return seen.content.author
    return names[0] if names else ""


def signature_of_coach(seen: Seen) -> str:
    """What stands above the place to sign; a name nobody knows is written by hand."""
    name = signing_coach(seen)
    return f"Gezinscoach: {name}" if name else "Gezinscoach"


def _beside(seen: Seen) -> Sequence[AssignmentRecord]:
    """Who supports them now; before the first day who will, and after the last one who did until then."""
    today = seen.content.made_on
    known = [each for each in seen.life.assignments if each.coach and each.until != each.since]
    found = [each for each in known if each.runs_on(today)]
    found = found or [each for each in known if each.since > today]
    if not found and known:
        last = max(each.until or today for each in known)
        found = [each for each in known if each.until == last]
    return sorted(found, key=lambda each: each.kind is AssignmentKind.SECOND)
