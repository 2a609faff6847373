"""What each command does: open the office, ask a service, print what it says."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from gezinscoach_desktop.cli import OK, USER_ERROR, credentials
from gezinscoach_desktop.cli.office import opened_office, opened_whole, progress
from gezinscoach_desktop.cli.output import can_show, say, say_json, say_wrong
from gezinscoach_desktop.domain.text import counted

SHOWN_ERRORS = 200


def window(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.one_window import come_in

    front = come_in(is_new=options.new_window)
    if front is None:
        return OK
    from gezinscoach_desktop import app

    return app.run(front=front)


def window_at(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.one_window import come_in

    front = come_in(options.path, is_new=options.new_window)
    if front is None:
        return OK
    from gezinscoach_desktop import app

    return app.run(partial(app.Program.open_path, path=options.path), front)


def demo(options: argparse.Namespace) -> int:  # noqa: ARG001
    from gezinscoach_desktop import app
    from gezinscoach_desktop.cli.screen import has_screen

    if has_screen():
        return app.run_demo()
    say("Er is hier geen scherm. De rondleiding door het oefenkantoor wordt gemaakt in plaats van getoond…")
    return _make_tour(Path("build", "tour"))


def tour(options: argparse.Namespace) -> int:
    if options.part is not None:
        from gezinscoach_desktop.tour.__main__ import walk

        walk(options.part, options.directory)
        return OK
    return _make_tour(options.directory)


def _make_tour(directory: Path) -> int:
    from gezinscoach_desktop import app

    app.run_tour(directory)
    made = sorted(path for path in directory.iterdir() if path.suffix in (".png", ".pdf"))
    pictures = [path for path in made if path.suffix == ".png"]
    papers = [path for path in made if path.suffix == ".pdf"]
    say(
        f"{counted(len(pictures), 'foto', 'foto’s')} en {counted(len(papers), 'PDF', 'PDF’s')}"
        f" staan in {directory.resolve()}:"
    )
    for path in made:
        say(f"  {path.name}")
    return OK


def new_office(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.office import new_office as make_office

    user_name = credentials.user_name()
    password = credentials.new_password()
    server_user, server_password = credentials.server_login(options.place)
    make_office(
        options.place,
        name=options.name,
        user_name=user_name,
        password=password,
        server_user=server_user,
        server_password=server_password,
    )
    say(f"Kantoor “{options.name}” is gemaakt. {user_name} is de eerste gebruiker en heeft elke rol.")
    return OK


def import_file(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.exchange import import_file as bring_in
    from gezinscoach_desktop.services.exchange import preview_import

    with opened_office() as desk:
        with progress("Nakijken") as counter:
            preview = preview_import(desk, options.file, report=counter)
        if preview.ignored_columns:
            say(
                f"Deze kolommen kent het programma niet en slaat het over: {', '.join(preview.ignored_columns)}."
            )
        if preview.error_count:
            _list([error.sentence for error in preview.errors], preview.error_count)
            if not options.skip_bad:
                say_wrong(
                    f"{options.file.name}: {counted(preview.error_count, 'fout', 'fouten')} gevonden, er is niets"
                    " ingelezen; verbeter het bestand of kies --skip-bad."
                )
                return USER_ERROR
        with progress("Inlezen") as counter:
            result = bring_in(desk, preview, skip_bad=options.skip_bad, report=counter)
    if result.scores or result.families or result.persons:
        say(
            "Ingelezen: "
            f"{counted(result.families, 'nieuw gezin', 'nieuwe gezinnen')}, "
            f"{counted(result.persons, 'nieuw gezinslid', 'nieuwe gezinsleden')}, "
            f"{counted(result.snapshots, 'momentopname', 'momentopnamen')}, "
            f"{counted(result.scores, 'score', 'scores')}."
        )
    else:
        say("Niets nieuws: alles uit dit bestand was al bekend.")
    if result.bad_rows_path is not None:
        say(
            f"{counted(result.skipped, 'foute rij', 'foute rijen')} overgeslagen; zie {result.bad_rows_path}."
        )
    return OK


def _list(sentences: Sequence[str], count: int) -> None:
    for sentence in sentences[:SHOWN_ERRORS]:
        say(" ".join(sentence.split()))
    if count > min(len(sentences), SHOWN_ERRORS):
        say(f"… en nog {count - min(len(sentences), SHOWN_ERRORS)}.")


def index(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.cli.tables import index_table
    from gezinscoach_desktop.services.evolution import office_index
    from gezinscoach_desktop.services.index_profile import read_profile

    with opened_office() as desk:
        families = office_index(desk, on=options.date, profile_id=options.profile)
        profile = read_profile(desk, options.profile)
    if options.json:
        say_json(
            [
                {
                    "family": family.code,
                    "date": family.result.date.isoformat(),
                    "domains": {result.domain.key: result.state.value for result in family.result.domains},
                    "weak": family.result.weak,
                    "unknown": family.result.unknown,
                    "deprived": family.result.is_deprived,
                }
                for family in families
            ]
        )
        return OK
    say(f"Kansarmoede-index · profiel {profile.title}\n")
    say(index_table(families))
    return OK


def cohort(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.cli.tables import PLAIN_SIGNS, SIGNS, cohort_table
    from gezinscoach_desktop.domain.evolution import Category
    from gezinscoach_desktop.services.evolution import cohort as count_cohort

    with opened_office() as desk:
        found, profile = count_cohort(desk, months=options.months, profile_id=options.profile)
    if options.json:
        say_json(
            {
                "families": found.families,
                "measured": found.measured,
                "excluded": {"no_follow_up": found.no_follow_up, "undetermined": found.undetermined},
                "matrix": [list(row) for row in found.matrix],
                "categories": {category.value: found.categories.get(category, 0) for category in Category},
            }
        )
        return OK
    signs = SIGNS if can_show("".join(SIGNS.values())) else PLAIN_SIGNS
    say(cohort_table(found, profile, months=options.months, signs=signs))
    return OK


def figures(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from gezinscoach_desktop.cli.tables import yearly_table
    from gezinscoach_desktop.services.yearly import yearly_figures

    with opened_office() as desk:
        found = yearly_figures(desk, options.year or desk.today().year)
    if options.json:
        say_json(
            {
                "year": found.year,
                "total": asdict(found.total),
                "municipalities": [
                    {"municipality": place} | asdict(counts) for place, counts in found.municipalities
                ],
            }
        )
        return OK
    say(f"Jaarcijfers {found.year}\n")
    say(yearly_table(found))
    return OK


def dossier(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.domain.errors import NotFound
    from gezinscoach_desktop.domain.paper import PaperKind
    from gezinscoach_desktop.reports.content import Extent, PaperOptions
    from gezinscoach_desktop.services.dossier import paper
    from gezinscoach_desktop.services.family import list_families
    from gezinscoach_desktop.services.output_file import write_file

    kind = PaperKind(options.kind)
    with opened_office() as desk:
        wanted = options.family.strip().casefold()
        found = next((row for row in list_families(desk) if row.code.casefold() == wanted), None)
        if found is None:
            raise NotFound(f"Er is geen gezin met de code {options.family} dat je mag zien.")
        wishes = PaperOptions(
            with_names=not options.without_names,
            with_notes=False if options.without_notes else None,
            without_health_and_justice=options.without_health_and_justice,
            extent=Extent.SHORT if options.short else Extent.FULL,
            is_plain=options.plain,
        )
        content = paper(desk, found.id, kind, wishes)
    write_file(options.out, content)
    say(f"{kind.article.capitalize()} {kind.word} staat in {options.out}.")
    return OK


def export(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.exchange import export_file

    with opened_office() as desk, progress("Schrijven") as counter:
        rows = export_file(
            desk,
            options.out,
            pseudonymised=options.pseudonymised,
            with_notes=options.with_notes or None,
            report=counter,
        )
    say(f"{counted(rows, 'score', 'scores')} geschreven naar {options.out}.")
    if options.pseudonymised:
        say("De codes zijn vervangen; wie het bestand krijgt, kan een gezin soms nog herkennen aan de rest.")
    return OK


_COUNTED = {
    "families": ("gezin", "gezinnen"),
    "members": ("gezinslid", "gezinsleden"),
    "snapshots": ("momentopname", "momentopnamen"),
    "scores": ("score", "scores"),
    "contacts": ("contactmoment", "contactmomenten"),
    "documents": ("document", "documenten"),
    "audit_entries": ("regel in het logboek", "regels in het logboek"),
}


def verify(options: argparse.Namespace) -> int:
    from gezinscoach_desktop.services.check import verify as verify_office

    with opened_whole() as desk, progress("Nakijken") as counter:
        found = verify_office(desk, deep=options.deep, report=lambda done, total, _: counter(done, total))
    if found.counts:
        say(", ".join(counted(number, *_COUNTED[name]) for name, number in found.counts.items()) + ".")
    for finding in found.findings:
        say(f"{finding.where}: {finding.what}")
    if found.is_good:
        say("Alles is nagekeken en in orde." if options.deep else "Het kantoor is in orde.")
        return OK
    say_wrong(f"{counted(len(found.findings), 'ding is', 'dingen zijn')} niet in orde; zie hierboven.")
    return USER_ERROR
