"""What somebody types where it does not belong is not kept either: no password of a server ever stands on this PC."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.views.recent_offices import remember_office, without_password
from gezinscoach_desktop.views.setup.dialog import SetupDialog
from gezinscoach_desktop.views.setup.draft import SetupDraft, keep_draft, kept_draft, note_unfinished

SECRET = "geheim-van-de-server"
ADDRESSES = (
    f"postgresql://an:{SECRET}@db.aalst.be/gezinnen",
    f"postgresql://db.aalst.be/gezinnen?user=an&password={SECRET}",
    f"postgresql://db.aalst.be/gezinnen?sslpassword={SECRET}&login_prefix=oud",
    f"postgres://an:{SECRET}@een:5432,twee/gezinnen?PASSWORD={SECRET}",
    f"postgresql://an:{SECRET}@[::1/gezinnen",
)


def everything_in(settings: QSettings) -> str:
    settings.sync()
    with open(settings.fileName(), encoding="utf-8") as kept:  # noqa: PTH123 - as anybody could
        return kept.read()


def test_an_address_is_remembered_without_any_password(settings_store: QSettings) -> None:
    for address in ADDRESSES:
        remember_office(settings_store, address, "an")
        note_unfinished(settings_store, address)
        assert SECRET not in everything_in(settings_store), address
    assert "login_prefix=oud" in without_password(ADDRESSES[2]), "what opens the office again stays"


@pytest.mark.parametrize("field", ["host", "database", "place", "port", "ca_file"])
def test_what_is_typed_in_the_wrong_field_is_not_kept(settings_store: QSettings, field: str) -> None:
    for typed in (*ADDRESSES, f"an:{SECRET}@db.aalst.be", f"host=db password={SECRET}"):
        fields: dict[str, Any] = {"name": "OCMW Geel", field: typed}
        keep_draft(settings_store, SetupDraft(**fields))
        assert SECRET not in everything_in(settings_store), typed
        assert kept_draft(settings_store).name == "OCMW Geel"


def test_an_address_that_is_typed_sign_by_sign_leaves_no_password(
    dialog: SetupDialog, settings_store: QSettings
) -> None:
    """The first signs are taken for a whole address; what follows lands in the name of the server."""
    dialog.before.organisation.name_field.set_value("OCMW Aalst")
    dialog.go_on()
    dialog.before.place.kinds.set_value(OfficeKind.POSTGRESQL.value)
    dialog.before.place.where.choose_kind(OfficeKind.POSTGRESQL)
    host_field = dialog.before.place.where.server.fields.host_field
    for sign in ADDRESSES[0]:
        QTest.keyClicks(host_field, sign)
        dialog.before.keep(settings_store, step="place")
        assert SECRET[:6] not in everything_in(settings_store), host_field.value()
    assert SECRET in host_field.value()  # it did land there


def test_a_place_of_this_pc_is_kept_as_it_is(settings_store: QSettings) -> None:
    place = "C:\\Users\\an@aalst.be\\Documents\\Gezinscoach\\password=.gezinscoach"
    keep_draft(settings_store, SetupDraft(name="OCMW Geel", place=place, host="db1.aalst.be,[::1]"))
    kept = kept_draft(settings_store)
    assert (kept.place, kept.host) == (place, "db1.aalst.be,[::1]")
