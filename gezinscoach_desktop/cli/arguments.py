"""The commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from gezinscoach_desktop import __version__
from gezinscoach_desktop.cli.account_arguments import add_account_commands
from gezinscoach_desktop.cli.dutch import DutchFormatter, DutchParser
from gezinscoach_desktop.cli.handbook_arguments import add_handbook_command
from gezinscoach_desktop.cli.place import opened_path, place
from gezinscoach_desktop.cli.server_arguments import add_server_commands
from gezinscoach_desktop.cli.trust_arguments import add_trust_commands
from gezinscoach_desktop.cli.update_arguments import add_update_commands
from gezinscoach_desktop.domain.paper import PaperKind

PROGRAM = "gezinscoach-desktop"
NEW_WINDOW = "--new-window"
_OUTRO = """\
Zonder opdracht opent het venster; met alleen een snelkoppeling, een bestand of een map opent het dat kantoor.
Is het programma al open, dan komt dat venster naar voren.

Kantoor, gebruiker en wachtwoord komen uit GEZINSCOACH_OFFICE (bestand of postgresql://…),
GEZINSCOACH_USER en GEZINSCOACH_PASSWORD, of worden gevraagd.

Geeft 0 als het gelukt is, 1 met één regel uitleg als het niet gaat, 2 bij verkeerd gebruik."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The chosen command with its options; `run` is what carries it out. Raises SystemExit like argparse.

    One file or folder alone, as a double-click gives it, opens the window there.
    """
    is_new = NEW_WINDOW in arguments
    opened = opened_path([each for each in arguments if each != NEW_WINDOW])
    if opened is not None:
        return argparse.Namespace(run=_command("window_at"), path=opened, new_window=is_new)
    return _parser().parse_args(arguments)


def _command(name: str, module: str = "commands") -> Callable[[argparse.Namespace], int]:
    """A function of `module`, imported only when it is carried out: `--version` and `--help` must not wait for it."""

    def run(options: argparse.Namespace) -> int:
        function: Callable[[argparse.Namespace], int] = getattr(
            import_module(f"gezinscoach_desktop.cli.{module}"), name
        )
        return function(options)

    return run


class _Outro(DutchFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of the closing words."""


def _parser() -> DutchParser:
    parser = DutchParser(
        prog=PROGRAM,
        formatter_class=_Outro,
        description="Registreren, opvolgen en rapporteren voor gezinscoaches.",
        epilog=_OUTRO,
    )
    parser.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help="toon de versie"
    )
    parser.set_defaults(run=_command("window"))
    parser.add_argument(
        NEW_WINDOW, action="store_true", help="open nog een venster, ook als het programma al open is"
    )
    parser.add_argument(
        "--self-test",
        dest="run",
        action="store_const",
        const=_command("run", "self_test"),
        help="kijk na of dit programma hier alles kan wat het moet kunnen",
    )
    parser.add_argument(
        "--first-window",
        dest="run",
        action="store_const",
        const=_command("first_window", "self_test"),
        help=argparse.SUPPRESS,  # benchmarks/frozen_start.py
    )
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", parser_class=DutchParser)

    def add(name: str, function: str, explanation: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=explanation, description=explanation)
        command.set_defaults(run=_command(function))
        return command

    new = add("new-office", "new_office", "maak een leeg kantoor; de gebruiker krijgt er elke rol")
    new.add_argument("place", type=place, metavar="PATH_OR_URL", help="bestand, of postgresql://… ")
    new.add_argument("--name", required=True, metavar="NAME", help="naam van de organisatie")

    bring_in = add("import", "import_file", "lees registraties in uit een bestand (CSV)")
    bring_in.add_argument("file", metavar="FILE", type=Path, help="het bestand")
    bring_in.add_argument(
        "--skip-bad", action="store_true", help="sla foute rijen over; ze komen in een bestand ernaast"
    )

    index = add("index", "index", "de kansarmoede-index van elk gezin")
    index.add_argument(
        "--date",
        metavar="D",
        type=_date,
        help="op deze datum (anders op de laatste momentopname van elk gezin)",
    )
    _add_profile_and_json(index)

    cohort = add(
        "cohort", "cohort", "de index bij de nulmeting naast die na een aantal maanden, voor alle gezinnen"
    )
    cohort.add_argument(
        "--months", metavar="N", type=_months, default=6, help="aantal maanden (gewoonlijk 6)"
    )
    _add_profile_and_json(cohort)

    figures = add("figures", "figures", "de cijfers van een jaar, per gemeente en in totaal")
    figures.add_argument("--year", metavar="J", type=_year, help="welk jaar (anders dit jaar)")
    figures.add_argument("--json", action="store_true", help="als JSON (UTF-8)")

    dossier = add("dossier", "dossier", "maak een dossier als PDF")
    dossier.add_argument("family", metavar="FAMILY", help="de code van het gezin")
    dossier.add_argument(
        "--kind",
        choices=tuple(kind.value for kind in PaperKind),
        default=PaperKind.PROGRESS.value,
        help=", ".join(f"{kind.value}: {kind.word}" for kind in PaperKind),
    )
    dossier.add_argument("--out", required=True, metavar="F.pdf", type=Path, help="waar het komt te staan")
    dossier.add_argument(
        "--short", action="store_true", help="kort: alleen wat veranderde (anders het volledige verslag)"
    )
    dossier.add_argument("--without-names", action="store_true", help="zonder namen van het gezin")
    dossier.add_argument("--without-notes", action="store_true", help="zonder toelichtingen")
    dossier.add_argument(
        "--without-health-and-justice", action="store_true", help="zonder gezondheid en justitie"
    )
    dossier.add_argument("--plain", action="store_true", help="in gewone taal, voor het gezin zelf")

    export = add("export", "export", "schrijf alle registraties naar een bestand (CSV)")
    export.add_argument("--out", required=True, metavar="F.csv", type=Path, help="waar het komt te staan")
    export.add_argument(
        "--pseudonymised",
        action="store_true",
        help="met vervangen codes, zonder toelichtingen, geboortedata per kwartaal",
    )
    export.add_argument(
        "--with-notes", action="store_true", help="met toelichtingen, ook bij vervangen codes"
    )

    verify = add("verify", "verify", "kijk na of het kantoor in orde is; 1 als er iets mis is")
    verify.add_argument(
        "--deep", action="store_true", help="lees ook elke bladzijde van de databank en elke reservekopie"
    )

    def add_from(module: str) -> Callable[[str, str, str], argparse.ArgumentParser]:
        def add_one(name: str, function: str, explanation: str) -> argparse.ArgumentParser:
            command = add(name, function, explanation)
            command.set_defaults(run=_command(function, module))
            return command

        return add_one

    add_trust_commands(add_from("trust_commands"))
    report = add_from("trouble_commands")("trouble-report", "trouble_report", "maak een foutverslag (zip)")
    report.add_argument("--out", required=True, metavar="F.zip", type=Path, help="waar het komt te staan")
    report.add_argument("--doing", metavar="TEXT", default="", help="wat je deed; komt mee in het verslag")
    add_account_commands(add_from("account_commands"))
    add_server_commands(add_from("server_commands"))
    add_update_commands(add_from("update_commands"))
    add_handbook_command(add_from("handbook_commands"))

    add("demo", "demo", "open het oefenkantoor; zonder scherm: maak de rondleiding in build/tour")
    tour = add("tour", "tour", "maak een foto van elk scherm, en de PDF's")
    tour.add_argument("directory", metavar="DIR", type=Path, help="de map waarin ze komen")
    tour.add_argument("--part", help=argparse.SUPPRESS)  # one walk of it, in a process of its own
    return parser


def _add_profile_and_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--profile", metavar="P", help="ander profiel van de index")
    command.add_argument("--json", action="store_true", help="als JSON (UTF-8)")


def _date(text: str) -> date:
    from gezinscoach_desktop.domain.dates import parse_date
    from gezinscoach_desktop.domain.errors import InvalidInput

    try:
        return parse_date(text, today=datetime.now().astimezone().date())
    except InvalidInput as wrong:
        raise argparse.ArgumentTypeError(wrong.message) from None


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) != 4:
        raise argparse.ArgumentTypeError(f"“{text}” is geen jaar: verwacht vier cijfers, zoals 2026")
    return int(text)


def _months(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 240:
        raise argparse.ArgumentTypeError(f"“{text}” past hier niet; verwacht een geheel getal van 1 tot 240")
    return int(text)
