"""The part of the tour about reading in what an office has already: its own columns, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.tour.hands import click

if TYPE_CHECKING:
    from pathlib import Path

    from gezinscoach_desktop.tour.guide import Guide
    from gezinscoach_desktop.views.exchange.import_page import ImportPage

_NARROW, _WIDE = (1024, 700), (1366, 768)
_FIRST = 273
_SHEET = """Overzicht gezinnen 2026;;;;;;
Gezinsnaam;Gemeente;Voornaam;Geb.datum;Geslacht;Gezinsvorm;Inkomen;income;debts
Vandenbroeck;Geel;Els;14/5/1991;v;eenoudergezin;leefloon;2;1
Vandenbroeck;Geel;Lars;1/9/2019;m;eenoudergezin;leefloon;;
Oualid;Mol;Samira;3/2/1988;v;gehuwd;loon;3;3
Oualid;Mol;Yusuf;30/2/2015;m;gehuwd;loon;;
Peters-Yilmaz;Balen;Anna;12/12/1990;v;kerngezin;loon;4;zwaar
Janssens;Retie;Wout;8/8/1979;m;kerngezin;ziekte;2;2
"""


def walk_importing(guide: Guide, directory: Path) -> None:
    """A sheet of an office's own, from its columns to its place in the list."""
    from gezinscoach_desktop.views.exchange.imports_view import SURE

    source = directory / "gezinnen-2026.csv"
    source.write_text(_SHEET, encoding="utf-8")
    with guide.numbered(_FIRST):
        page = _open(guide)
        page.look_at(source)
        guide.settle()
        guide.picture("inlezen-kolommen")
        page.columns.date_field.setText("1/10/2026")
        click(guide, page.columns.try_button)
        guide.picture("inlezen-onbekende-woorden")
        for unknown, field in page.check.words.fields:
            field.set_value("2" if unknown.word == "zwaar" else "couple")
        click(guide, page.check.words.again_button)
        guide.picture("inlezen-fouten")
        page.check.tab_bar.setCurrentIndex(3)
        guide.picture("inlezen-lijkt-op")
        page.check.tab_bar.setCurrentIndex(0)
        guide.resize(_NARROW)
        guide.picture("inlezen-zo-komt-het-binnen-1024")
        guide.resize(_WIDE)
        page.check.skip_field.click()
        click(guide, page.check.begin_button)
        guide.picture("inlezen-klaar")
        click(guide, page.result.undo_button)
        dialog = page.undo_dialog
        if dialog is None:
            raise TypeError("Nothing asked whether to undo.")
        guide.picture("inlezen-ongedaan-maken", dialog)
        dialog.typed_field.setText(SURE)
        click(guide, dialog.submit_button)
        guide.picture("eerder-ingelezen")
        page.imports.new_button.click()
    for file in directory.glob("gezinnen-2026*.csv"):
        file.unlink()


def look_at_importing(guide: Guide, directory: Path) -> None:
    """The columns at another size."""
    source = directory / "gezinnen-2026.csv"
    source.write_text(_SHEET, encoding="utf-8")
    with guide.numbered(_FIRST + 8):
        page = _open(guide)
        page.look_at(source)
        guide.settle()
        guide.picture("inlezen-kolommen")
        page.columns.date_field.setText("1/10/2026")
        click(guide, page.columns.try_button)
        guide.picture("inlezen-onbekende-woorden")
        page.imports.new_button.click()
    source.unlink()


def _open(guide: Guide) -> ImportPage:
    from gezinscoach_desktop.views.exchange.import_page import ImportPage
    from gezinscoach_desktop.views.family.places import import_window

    guide.frame.go(import_window())
    guide.settle()
    page = guide.page
    if not isinstance(page, ImportPage):
        raise TypeError("The page for reading in did not come.")
    return page
