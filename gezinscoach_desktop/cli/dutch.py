"""argparse in Dutch: its headings, its help option and the sentences of its errors."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

# argparse says these in English, in every version since 3.11; a sentence we do not know stays as it is.
_SENTENCES = (
    (r"the following arguments are required: (.*)", r"dit ontbreekt: \1"),
    (r"unrecognized arguments: (.*)", r"onbekend: \1"),
    (r"argument (.*?): expected one argument", r"\1 vraagt een waarde"),
    (r"argument (.*?): expected .*", r"\1 vraagt een waarde"),
    (r"argument (.*?): ignored explicit argument .*", r"\1 krijgt geen waarde"),
    (
        r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)",
        r"\1: \2 bestaat niet; kies uit \3",
    ),
    (r"argument (.*?): invalid .*? value: (.*)", r"\1: \2 past hier niet"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 gaat niet samen met \2"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 is niet duidelijk; bedoel je \2"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


def in_dutch(message: str) -> str:
    """One of argparse's sentences in Dutch."""
    for pattern, dutch in _SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(dutch)
    return message


class DutchFormatter(argparse.HelpFormatter):
    """Help with a Dutch heading for the usage line."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{"max_help_position": 30, **options})

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class DutchParser(argparse.ArgumentParser):
    """A parser that speaks Dutch, also in the help of its commands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"formatter_class": DutchFormatter, "allow_abbrev": False, **options, "add_help": False}
        )
        self._positionals.title = "wat je opgeeft"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {in_dutch(message)} (zie {self.prog} --help)\n")
