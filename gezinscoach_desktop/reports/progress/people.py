"""What members are called in the report, by name or by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.household import Living, Role, age_label
from gezinscoach_desktop.reports.content import FamilyContent, ReportMember
from gezinscoach_desktop.reports.fonts import one_line
from gezinscoach_desktop.reports.progress.facts import MemberLine


def labels_of(content: FamilyContent, *, with_names: bool) -> Mapping[UUID, str]:
    """`Sofie Peeters`, or `Volwassene 1` without names and for whoever has none."""
    counts: Counter[Role] = Counter()
    labels = {}
    for member in content.members:
        role = member.person.role
        counts[role] += 1
        name = one_line(member.name) if with_names else ""
        labels[member.person.id] = name or f"{role.label} {counts[role]}"
    return labels


def member_lines(content: FamilyContent, *, with_names: bool) -> tuple[MemberLine, ...]:
    """Everybody who belonged to the household in the period."""
    labels = labels_of(content, with_names=with_names)
    return tuple(
        MemberLine(
            labels[member.person.id],
            member.person.role.label,
            age_label(member.person.birth_date, content.made_on),
            _remark(member, content, with_dates=with_names),
        )
        for member in content.members
    )


def _remark(member: ReportMember, content: FamilyContent, *, with_dates: bool) -> str:
    """Where the member lives when that is not simply here, and since or until when they belong to the household.

    The day on which a baby joined is its birthday, so without names no day is told.
    """
    remarks = [] if member.living is Living.HERE else [member.living.label]
    current = [stay for stay in member.person.stays if stay.covers(content.period_to)]
    if current:
        joined, left = current[0].joined, current[0].left
        if joined is not None and joined > content.period_from:
            remarks.append(f"sinds {format_date(joined)}" if with_dates else "kwam erbij in deze periode")
        if left is not None:
            remarks.append(f"tot {format_date(left)}" if with_dates else "vertrekt")
    else:
        coming = [
            stay.joined for stay in member.person.stays if stay.joined and stay.joined > content.period_to
        ]
        gone = [stay.left for stay in member.person.stays if stay.left and stay.left <= content.period_to]
        if gone:
            remarks.append(f"tot {format_date(max(gone))}" if with_dates else "vertrokken")
        elif coming:
            remarks.append(f"vanaf {format_date(min(coming))}" if with_dates else "komt er nog bij")
    return ", ".join(remarks)
