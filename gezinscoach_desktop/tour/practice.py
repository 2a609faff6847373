"""The part of the tour about the main job: families, a snapshot, the report, and the same screens in other looks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.bulk import look_at_bulk, walk_bulk
from gezinscoach_desktop.tour.contact import look_at_contacts, walk_contacts
from gezinscoach_desktop.tour.dossier import look_at_dossier, walk_dossier
from gezinscoach_desktop.tour.export import look_at_export, walk_export
from gezinscoach_desktop.tour.figures import look_at_figures, walk_figures
from gezinscoach_desktop.tour.guide import Guide, TourStuck
from gezinscoach_desktop.tour.helping import help_itself
from gezinscoach_desktop.tour.importing import look_at_importing, walk_importing
from gezinscoach_desktop.tour.letting_go import look_at_letting_go, walk_letting_go
from gezinscoach_desktop.tour.licences import walk_licences
from gezinscoach_desktop.tour.more import look_at_more, walk_more
from gezinscoach_desktop.tour.network import walk_network
from gezinscoach_desktop.tour.paper import look_at_papers, walk_papers
from gezinscoach_desktop.tour.plan import look_at_plan, walk_plan
from gezinscoach_desktop.tour.policy import walk_policy
from gezinscoach_desktop.tour.profile import walk_profiles
from gezinscoach_desktop.tour.referral import look_at_referrals, walk_referrals
from gezinscoach_desktop.tour.right import walk_rights
from gezinscoach_desktop.tour.safety import keep_safe, look_at_safety, work_together
from gezinscoach_desktop.tour.team import look_at_team, walk_team
from gezinscoach_desktop.tour.update import look_at_updates
from gezinscoach_desktop.tour.yearly import look_at_yearly, walk_yearly

if TYPE_CHECKING:
    from gezinscoach_desktop.views.dialogs import ScriptedDialogs

_WIDE = (1366, 768)
_NARROW = (1024, 700)
_GUEST = "Peeters – Yilmaz"
"""The family of the practice office that the tour visits."""
_TABS_FOR_LATER = 4
"""Contacts, plan, rights and network have pictures of their own."""


def walk_practice(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    """The main job, in the practice office."""
    _unlock(guide)
    _look_around(guide)
    _visit_family(guide)
    walk_contacts(guide, _GUEST)
    walk_plan(guide, _GUEST)
    walk_dossier(guide, _GUEST)
    walk_more(guide, _GUEST)
    walk_rights(guide, _GUEST)
    walk_network(guide, _GUEST)
    _register(guide)
    _print_report(guide, dialogs, directory)
    walk_papers(guide, _GUEST, directory)
    walk_bulk(guide, _GUEST, dialogs, directory)
    walk_referrals(guide)
    walk_letting_go(guide, _GUEST)
    walk_team(guide)
    walk_profiles(guide)
    walk_licences(guide)
    walk_policy(guide, directory)
    walk_figures(guide, _GUEST)
    walk_yearly(guide, dialogs, directory)
    _bring_in(guide, directory)
    walk_importing(guide, directory)
    walk_export(guide, dialogs, directory)
    keep_safe(guide)
    work_together(guide, guide.family(_GUEST))
    help_itself(guide)
    look_at_updates(guide)
    _other_looks(guide)


def walk_practice_large(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:  # noqa: ARG001 - as every walk
    """The same screens at 150 %."""
    from gezinscoach_desktop.views.family.places import family_list, family_page, snapshot_form

    guide.mark("-150", after=60)
    guide.program.practise()
    guide.settle()
    guide.resize(_NARROW)
    family = guide.family(_GUEST)
    guide.picture("start")
    guide.frame.go(family_list())
    guide.picture("gezinnen")
    guide.frame.go(family_page(family))
    guide.picture("gezin")
    guide.frame.go(family_page(family, "evolution"))
    guide.picture("evolutie")
    guide.frame.go(snapshot_form(family))
    guide.picture("momentopname")
    look_at_contacts(guide, _GUEST)
    look_at_plan(guide, _GUEST)
    look_at_dossier(guide, _GUEST)
    look_at_more(guide, _GUEST)
    look_at_papers(guide, _GUEST)
    look_at_referrals(guide)
    look_at_yearly(guide)
    look_at_bulk(guide, _GUEST)
    look_at_importing(guide, directory)
    look_at_export(guide)
    look_at_letting_go(guide, _GUEST)
    look_at_team(guide)
    look_at_safety(guide)
    look_at_figures(guide)


def _unlock(guide: Guide) -> None:
    """The opening screen, and in with the name and password of the practice office."""
    from gezinscoach_desktop.services.practice import PASSWORD, USER_NAME, practice_file

    guide.program.show_opening()
    opening = guide.program.opening
    if opening is None:
        raise TourStuck("The opening window did not come.")
    guide.picture("openen", opening)
    opening.practise()
    guide.settle()
    if not practice_file().exists():
        raise TourStuck("The practice office was not built.")
    guide.program.leave()
    opening = guide.program.opening
    if opening is None:
        raise TourStuck("The opening window did not come back.")
    opening.offer_place(str(practice_file()), USER_NAME)
    opening.sign_in.password_field.setFocus()
    guide.type("verkeerd wachtwoord")
    guide.press("Return")
    guide.picture("verkeerd-wachtwoord", opening)
    opening.sign_in.password_field.clear()
    opening.sign_in.password_field.setFocus()
    guide.type(PASSWORD)
    guide.press("Return")
    guide.resize(_WIDE)
    guide.frame.message_bar.dismiss()  # about the wrong password: the handbook shows Start as on any day
    guide.settle()
    guide.picture("start")


def _look_around(guide: Guide) -> None:
    """The list of families, found by keys."""
    guide.press("Ctrl+2")
    guide.picture("gezinnen")
    guide.press("Ctrl+F")
    guide.type("yilmaz")
    guide.picture("gezinnen-zoeken")


def _visit_family(guide: Guide) -> None:
    """From the search result into the family, tab by tab."""
    guide.press("Down")
    guide.press("Return")
    guide.picture("gezin-overzicht")
    for _ in range(_TABS_FOR_LATER):
        guide.press("Ctrl+PgDown")
    for tab in ("momentopnamen", "evolutie", "gezinsleden", "kansarmoede-index"):
        guide.press("Ctrl+PgDown")
        guide.picture(f"gezin-{tab}")


def _register(guide: Guide) -> None:
    """A snapshot with two changes and a note, by keys; once with the digits of a Belgian keyboard."""
    from gezinscoach_desktop.views.family.places import family_page

    guide.frame.go(family_page(guide.family(_GUEST)))
    guide.press("Ctrl+M")
    guide.picture("momentopname-leeg")
    guide.press("Down")
    guide.press("4")
    guide.press("T")
    guide.type("De huur wordt sinds september op tijd betaald.")
    guide.press("Escape")
    guide.picture("momentopname-eerste-wijziging")
    guide.press("Down")
    guide.press("Down")
    guide.press("Down")
    guide.type('"')
    guide.picture("momentopname-twee-wijzigingen")
    guide.resize(_NARROW)
    guide.press("PgDown")
    guide.picture("momentopname-volwassene-1024")
    guide.resize(_WIDE)
    guide.press("Ctrl+Return")
    guide.picture("momentopname-afgerond")


def _print_report(guide: Guide, dialogs: ScriptedDialogs, directory: Path) -> None:
    """The progress report: preview, saved as PDF, and once more without names."""
    from gezinscoach_desktop.reports.content import PaperOptions
    from gezinscoach_desktop.services.dossier import progress_report

    guide.press("Ctrl+P")
    guide.picture("evolutieverslag-voorbeeld")
    dialogs.will_answer(directory / "evolutieverslag-kort.pdf")
    guide.press("Ctrl+S")
    guide.frame.toast.panel.dismiss()
    desk, family = guide.program.desk, guide.page.family_id
    if desk is None or family is None:
        raise TourStuck("The preview is not about a family.")
    for name, options in (
        ("evolutieverslag", PaperOptions()),
        ("evolutieverslag-zonder-namen", PaperOptions(with_names=False)),
    ):
        made: list[bytes] = []
        guide.program.tasks.query(progress_report, desk, family, options, then=made.append)
        guide.settle()
        (directory / f"{name}.pdf").write_bytes(made[0])


def _bring_in(guide: Guide, directory: Path) -> None:
    """The preview of an import: a file with good and bad rows."""
    from gezinscoach_desktop.views.family.places import export_window, import_window, new_family

    guide.frame.go(new_family())
    guide.type("Peters-Yilmaz")
    guide.picture("nieuw-gezin")
    for keys in ("Ctrl+A", "Delete"):  # no draft of it for the pictures that follow
        guide.press(keys)
    guide.frame.go(import_window())
    guide.picture("inlezen")
    source = directory / "voorbeeld.csv"
    source.write_text(_EXAMPLE_FILE, encoding="utf-8")
    guide.page.look_at(source)  # type: ignore[attr-defined]
    guide.picture("inlezen-nakijken")
    source.unlink()
    guide.frame.go(export_window())
    guide.picture("exporteren")


_EXAMPLE_FILE = """family;municipality;person;role;birth_date;joined;left;date;item;level;note
V-001;Geel;;;;;;2026-03-02;income;2;Leefloon aangevraagd.
V-001;Geel;;;;;;2026-03-02;debts;1;
V-001;Geel;V1;adult;1991-05-14;;;2026-03-02;dutch;3;
V-001;Geel;K1;child;2019-09-01;;;2026-03-02;learning;6;
V-002;Geel;;;;;;1823-03-02;income;3;
V-002;Geel;;;;;;2026-04-20;incom;3;
V-002;Geel;;;;;;2026-04-20;residence;4;
"""


def _other_looks(guide: Guide) -> None:
    """Settings, help, and the same screens in the dark and small."""
    from gezinscoach_desktop.views.family.places import family_list, family_page, snapshot_form
    from gezinscoach_desktop.views.theme import Appearance, theme

    family = guide.family(_GUEST)
    guide.press("F1")
    guide.picture("hulp")
    guide.frame.rail.chosen.emit("settings")
    guide.picture("instellingen")
    guide.resize(_NARROW)
    guide.mark("-1024")
    for name, place in (
        ("gezinnen", family_list()),
        ("gezin", family_page(family, "overview")),
        ("evolutie", family_page(family, "evolution")),
    ):
        guide.frame.go(place)
        guide.picture(name)
    guide.resize(_WIDE)
    guide.mark("-donker")
    theme().use_appearance(Appearance.DARK)
    for name, place in (
        ("gezinnen", family_list()),
        ("gezin", family_page(family, "overview")),
        ("evolutie", family_page(family, "evolution")),
        ("momentopname", snapshot_form(family)),
    ):
        guide.frame.go(place)
        guide.picture(name)
