"""Bundles of signals: made, changed, raised, and told to the council; for coordinators only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2
import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed, NotFound
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.signal import HowOften, SignalInput
from gezinscoach_desktop.domain.signal_bundle import BundleState, SignalBundleInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.signal import remove_signal, tell_signal
from gezinscoach_desktop.services.signal_bundle import (
    add_bundle,
    bring_back_bundle,
    change_bundle,
    council_note,
    list_bundles,
    read_bundle,
    remove_bundle,
    save_council_note,
)
from tests.data.office_factory import add_colleague
from tests.factories import CONSENT
from tests.offices import ON_FILE

HOUSING = LifeDomain.HOUSING


def told(desk: Desk, what: str, family_id: UUID | None = None, **more: object) -> UUID:
    day = more.pop("on", date(2026, 3, 2))
    assert isinstance(day, date)
    details = SignalInput(HOUSING, what, day, service="Woonmaatschappij", how_often=HowOften.OFTEN)
    done = tell_signal(desk, replace(details, **more), family_id)  # type: ignore[arg-type]
    assert done.id is not None
    return done.id


def bundled(desk: Desk, *signals: UUID, title: str = "Wachten op een woning", **more: object) -> UUID:
    done = add_bundle(desk, SignalBundleInput(title, HOUSING, signals, **more))  # type: ignore[arg-type]
    assert done.id is not None
    return done.id


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def test_signals_are_bundled_and_what_is_not_yet_is_proposed(desk: Desk) -> None:
    family = add_family(desk, FamilyInput(name="Kowalska"), (), CONSENT).id
    assert family is not None
    first, second = (
        told(desk, "Vijf jaar wachten", family, on=date(2026, 5, 4)),
        told(desk, "Zes jaar wachten"),
    )
    [proposal] = list_bundles(desk).proposals
    assert (proposal.title, set(proposal.signals)) == ("Huisvesting: Woonmaatschappij", {first, second})
    bundle = bundled(desk, first, second, service="Woonmaatschappij")
    found = list_bundles(desk)
    assert (found.proposals, found.loose) == ((), 0)
    facts = found.lines[0].facts
    assert (facts.signals, facts.families, facts.first) == (2, 1, date(2026, 3, 2))
    page = read_bundle(desk, bundle)
    assert [line.record.details.what for line in page.signals] == ["Vijf jaar wachten", "Zes jaar wachten"]
    assert "Kowalska" in page.names
    loose = told(desk, "Nog een")
    assert [line.record.id for line in read_bundle(desk, bundle).others] == [loose]


@ON_FILE
def test_a_signal_that_was_taken_away_counts_no_longer(desk: Desk) -> None:
    first, second = told(desk, "Een"), told(desk, "Twee")
    bundle = bundled(desk, first, second)
    remove_signal(desk, first, 1)
    assert list_bundles(desk).lines[0].facts.signals == 1
    assert [line.record.id for line in read_bundle(desk, bundle).signals] == [second]


def test_changed_taken_away_and_brought_back(desk: Desk) -> None:
    bundle = bundled(desk, told(desk, "Een"))
    details = read_bundle(desk, bundle).line.record.details
    change_bundle(desk, bundle, 1, replace(details, state=BundleState.RAISED, raised_on=date(2026, 6, 1)))
    with pytest.raises(ChangedMeanwhile):
        change_bundle(desk, bundle, 1, details)
    assert read_bundle(desk, bundle).line.record.details.state is BundleState.RAISED
    remove_bundle(desk, bundle, 2)
    assert list_bundles(desk).lines == ()
    with pytest.raises(NotFound):
        read_bundle(desk, bundle)
    bring_back_bundle(desk, bundle, 3)
    assert len(list_bundles(desk).lines) == 1


def test_what_is_no_signal_is_not_bundled_and_a_bundle_has_a_title(desk: Desk) -> None:
    with pytest.raises(NotFound):
        bundled(desk, uuid4())
    with pytest.raises(InvalidInput):
        bundled(desk, title=" ")
    assert list_bundles(desk).lines == ()


@ON_FILE
def test_the_note_tells_the_council_what_fails_and_nothing_that_few_meet(desk: Desk, tmp_path: Path) -> None:
    signals = [told(desk, f"Signaal {number}") for number in range(6)]
    many = bundled(
        desk,
        *signals,
        what="Gezinnen wachten jaren op een sociale woning.",
        example="Een moeder met drie kinderen slaapt op één kamer.",
        asked="Een crisiswoning per gemeente.",
        raised_with="het woonoverleg",
        raised_on=date(2026, 6, 1),
        answer="Er komt er een.",
        state=BundleState.ANSWERED,
    )
    few = bundled(desk, signals[0], title="Te dure opvang")
    note = council_note(desk, (many, few))
    text = text_of(note.pdf)
    assert note.pages <= 2
    assert not note.is_too_long
    for expected in (
        "Gezinnen wachten jaren op een sociale woning.",
        "“Een moeder met drie kinderen slaapt op één kamer.”",
        "Een crisiswoning per gemeente.",
        "Aangekaart bij het woonoverleg op 01/06/2026.",
        "Antwoord: Er komt er een.",
        "6 signalen",
        "vaak: 6",
        "minder dan 5 signalen",
    ):
        assert expected in text, expected
    assert "niet genoteerd" in text
    assert "geen" not in text
    assert "Vertrouwelijk" not in text, "a council's paper is public"
    assert save_council_note(desk, (few,), tmp_path / "nota.pdf").pages == 1
    assert (tmp_path / "nota.pdf").read_bytes().startswith(b"%PDF")
    noted = [entry.details for entry in desk.office.read(audit.entries) if entry.action == "print"]
    assert noted == [{"paper": "council_note", "bundles": 2}, {"paper": "council_note", "bundles": 1}]
    with pytest.raises(InvalidInput, match="minstens één bundel"):
        council_note(desk, ())


@ON_FILE
def test_a_note_that_no_council_reads_says_so(desk: Desk) -> None:
    long = bundled(desk, told(desk, "Een"), what="Dit verhaal gaat door. " * 600)
    assert council_note(desk, (long,)).is_too_long


@ON_FILE
@pytest.mark.parametrize("role", [OfficeRole.COACH, OfficeRole.ADMINISTRATOR])
def test_nobody_but_a_coordinator_sees_bundles(desk: Desk, role: OfficeRole) -> None:
    bundle = bundled(desk, told(desk, "Een"))
    bo = add_colleague(desk, "Bo", role)
    for forbidden in (
        lambda: list_bundles(bo),
        lambda: read_bundle(bo, bundle),
        lambda: bundled(bo),
        lambda: remove_bundle(bo, bundle, 1),
        lambda: council_note(bo, (bundle,)),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
