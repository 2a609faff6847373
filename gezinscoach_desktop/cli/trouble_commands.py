"""What the command for a report does: no office is opened for it."""

from __future__ import annotations

import argparse

from gezinscoach_desktop.cli import OK
from gezinscoach_desktop.cli.output import say


def trouble_report(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.trouble_report import check_place, make_report, save_report

    report = make_report(options.doing)
    path = save_report(report, check_place(options.out))
    for each in report.files:
        say(f"{each.name}: {each.title}")
    say(f"Bewaard in {path}. Er staan geen gezinnen, namen of plaatsen in.")
    return OK
