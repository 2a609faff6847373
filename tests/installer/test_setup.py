"""What the setup does to a computer, judged by its files and its registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.make import Recipe
from tests.installer.conftest import NEW_FILES, OLD_FILES, Setups
from tests.installer.windows_pc import WindowsPc, files_in

pytestmark = pytest.mark.slow

UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Gezinscoach"
CLASSES = r"Software\Classes"
OURS = {"Gezinscoach.exe", "gezinscoach-desktop.exe", "kantoor.ico", "verwijderlijst.txt", "Verwijderen.exe"}
OLD = OURS | set(OLD_FILES)
NEW = OURS | set(NEW_FILES)


def place_of(pc: WindowsPc) -> Path:
    """Where the program stands when nobody says otherwise."""
    return pc.local / "Programs" / "Gezinscoach"


def to(folder: str) -> list[str]:
    """/D= as Windows has it on a command line: without quotes, to the end."""
    return f"/D={folder}".split(" ")


def is_old(place: Path) -> bool:
    """True when the former version stands there, whole."""
    return files_in(place) >= OLD and all(
        (place / name).read_text() == text for name, text in OLD_FILES.items()
    )


def menu_of(profile: Path) -> Path:
    """The entry in the start menu."""
    return profile / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Gezinscoach.lnk"


def test_a_silent_installation_needs_no_administrator_and_tells_windows_everything(
    pc: WindowsPc, setups: Setups
) -> None:
    assert pc.run(setups.new, "/S") == 0

    place = place_of(pc)
    assert files_in(place) == NEW
    assert all((place / name).read_text() == text for name, text in NEW_FILES.items())
    assert not (place / ".nieuw").exists()
    assert not (place / ".oud").exists()
    where = rf"C:\users\{pc.user.name}\AppData\Local\Programs\Gezinscoach"
    entry = pc.values(rf"HKCU\{UNINSTALL}")
    assert entry == {
        "DisplayName": "Gezinscoach",
        "DisplayVersion": "2.0.0",
        "Publisher": "Gezinscoach Desktop contributors",
        "DisplayIcon": rf"{where}\Gezinscoach.exe,0",
        "InstallLocation": where,
        "UninstallString": rf'"{where}\Verwijderen.exe"',
        "QuietUninstallString": rf'"{where}\Verwijderen.exe" /S',
        "EstimatedSize": entry["EstimatedSize"],
        "NoModify": 1,
        "NoRepair": 1,
    }
    installed = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    own = sum(
        (place / name).stat().st_size for name in ("kantoor.ico", "verwijderlijst.txt", "Verwijderen.exe")
    )
    assert entry["EstimatedSize"] == -(-(installed - own) // 1024)
    assert pc.values(rf"HKLM\{UNINSTALL}") == {}
    assert pc.values(rf"HKCU\{CLASSES}\.gezinscoach")[""] == "Gezinscoach.Office"
    opened_by = pc.values(rf"HKCU\{CLASSES}\Gezinscoach.Office\shell\open\command")
    assert opened_by == {"": rf'"{where}\Gezinscoach.exe" "%1"'}
    assert pc.values(rf"HKCU\{CLASSES}\Gezinscoach.Office\DefaultIcon") == {"": rf"{where}\kantoor.ico"}
    assert b"Gezinscoach.exe" in menu_of(pc.user / "AppData" / "Roaming").read_bytes()
    assert not (pc.user / "Desktop" / "Gezinscoach.lnk").exists()


def test_a_path_with_spaces_and_accents_and_an_entry_on_the_desktop_when_asked(
    pc: WindowsPc, setups: Setups
) -> None:
    assert pc.run(setups.new, "/S", "/DESKTOP", *to(r"C:\Programma's van Zoë\Gezin één ï")) == 0

    place = pc.disk / "Programma's van Zoë" / "Gezin één ï"
    assert files_in(place) == NEW
    assert pc.values(rf"HKCU\{UNINSTALL}")["InstallLocation"] == r"C:\Programma's van Zoë\Gezin één ï"
    assert (pc.user / "Desktop" / "Gezinscoach.lnk").exists()

    pc.remove(place)
    assert not place.exists()
    assert not (pc.user / "Desktop" / "Gezinscoach.lnk").exists()


def test_for_everybody_it_stands_in_program_files_and_goes_from_there(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S", "/AllUsers") == 0

    place = pc.disk / "Program Files" / "Gezinscoach"
    assert files_in(place) == OLD
    assert pc.values(rf"HKLM\{UNINSTALL}")["DisplayVersion"] == "1.0.0"
    assert pc.values(rf"HKCU\{UNINSTALL}") == {}
    assert pc.values(rf"HKLM\{CLASSES}\.gezinscoach")[""] == "Gezinscoach.Office"
    assert menu_of(pc.disk / "ProgramData").exists()

    assert pc.run(setups.new, "/S") == 0, "an update keeps to where the program stands"
    assert files_in(place) == NEW
    assert not place_of(pc).exists()

    pc.remove(place)
    assert not place.exists()
    assert pc.values(rf"HKLM\{UNINSTALL}") == {}
    assert pc.values(rf"HKLM\{CLASSES}\.gezinscoach") == {}
    assert not menu_of(pc.disk / "ProgramData").exists()


def test_an_update_takes_the_old_files_away_and_leaves_what_is_of_the_user(
    pc: WindowsPc, setups: Setups
) -> None:
    assert pc.run(setups.old, "/S") == 0
    place, home = place_of(pc), pc.local / "gezinscoach-desktop"
    kept = {"mijn brief.txt", "_internal/van mij.txt", "_internal/gone/away/ook van mij.txt"}
    for name in kept:
        (place / name).write_text("mine")
    home.mkdir()
    (home / "instellingen.ini").write_text("[x]")

    assert pc.run(setups.new, "/S") == 0

    assert files_in(place) == NEW | kept
    assert all((place / name).read_text() == text for name, text in NEW_FILES.items())
    assert all((place / name).read_text() == "mine" for name in kept)
    assert (home / "instellingen.ini").read_text() == "[x]"
    assert pc.values(rf"HKCU\{UNINSTALL}")["DisplayVersion"] == "2.0.0"


def test_installed_elsewhere_the_former_place_is_left(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S", *to(r"C:\Eerst hier")) == 0
    (pc.disk / "Eerst hier" / "van mij.txt").write_text("mine")

    assert pc.run(setups.new, "/S", *to(r"C:\Dan daar")) == 0

    assert files_in(pc.disk / "Dan daar") == NEW
    assert files_in(pc.disk / "Eerst hier") == {"van mij.txt"}


def test_a_computer_that_went_out_halfway_is_put_right_by_the_next_setup(
    pc: WindowsPc, setups: Setups
) -> None:
    assert pc.run(setups.old, "/S") == 0
    place = place_of(pc)
    (place / ".oud").mkdir()
    (place / ".nieuw").mkdir()
    (place / "verwijderlijst.txt").rename(place / ".oud" / "verwijderlijst.txt")
    (place / "_internal").rename(place / ".oud" / "_internal")
    (place / "_internal").mkdir()
    (place / "_internal" / "half.dll").write_text("half of the new one")
    (place / ".oud" / "_internal" / "van mij.txt").write_text("mine")

    assert pc.run(setups.new, "/S") == 0

    assert files_in(place) == NEW | {"_internal/van mij.txt"}


def test_removing_the_program_keeps_what_is_of_the_user(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.new, "/S") == 0
    place, home = place_of(pc), pc.local / "gezinscoach-desktop"
    (place / "_internal" / "van mij.txt").write_text("mine")
    home.mkdir()
    (home / "instellingen.ini").write_text("[x]")

    pc.remove(place)

    assert files_in(place) == {"_internal/van mij.txt"}
    assert (home / "instellingen.ini").exists()
    assert pc.values(rf"HKCU\{UNINSTALL}") == {}
    assert pc.values(rf"HKCU\{CLASSES}\.gezinscoach") == {}
    assert pc.values(rf"HKCU\{CLASSES}\Gezinscoach.Office") == {}
    assert not menu_of(pc.user / "AppData" / "Roaming").exists()


def test_removing_what_is_kept_here_never_takes_an_office_or_a_backup(
    pc: WindowsPc, setups: Setups, tmp_path: Path
) -> None:
    assert pc.run(setups.new, "/S") == 0
    home, share = pc.local / "gezinscoach-desktop", tmp_path / "gedeelde map"
    share.mkdir()
    (share / "commit").write_text("everybody's")
    kept = {"backups/x/kopie.zip", "eigen.gezinscoach", "map/eigen.gezinscoach-wal"}
    gone = {"instellingen.ini", "drafts/a/b/x.draft", "oefenkantoor/oefenkantoor.gezinscoach", "replicas/x/1"}
    for name in kept | gone:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x")
    office = pc.user / "Documents" / "Ons kantoor.gezinscoach"
    office.write_text("office")
    pc.run(
        "cmd",
        "/c",
        "mklink",
        "/d",
        rf"C:\users\{pc.user.name}\AppData\Local\gezinscoach-desktop\link",
        str(share),
    )

    pc.remove(place_of(pc), "/REMOVEDATA")

    assert files_in(home) == kept
    assert office.read_text() == "office"
    assert (share / "commit").exists()
    assert not place_of(pc).exists()


def test_a_file_type_that_another_program_took_over_is_left_to_it(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.new, "/S") == 0
    pc.set_value(rf"HKCU\{CLASSES}\.gezinscoach", "", "Ander.Programma")

    pc.remove(place_of(pc))

    assert pc.values(rf"HKCU\{CLASSES}\.gezinscoach") == {"": "Ander.Programma"}
    assert pc.values(rf"HKCU\{CLASSES}\Gezinscoach.Office") == {}


def test_a_program_that_is_open_is_closed_by_its_windows(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S") == 0
    running = pc.start(place_of(pc) / "Gezinscoach.exe")
    pc.until(lambda: pc.told == ["1.0.0 started"])

    assert pc.run(setups.new, "/S") == 0

    pc.ended(running)
    assert pc.told == ["1.0.0 started", "1.0.0 closed"]
    assert files_in(place_of(pc)) == NEW


def test_a_program_that_does_not_close_is_never_forced(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S") == 0
    running = pc.start(place_of(pc) / "Gezinscoach.exe", "/STUBBORN")
    pc.until(lambda: pc.told == ["1.0.0 started"])
    impatient = setups.of("impatient.exe", Recipe(version="2.0.0", close_seconds=2, update_seconds=1))

    code, said = failed_update(pc, setups, impatient)
    assert (code, pc.told) == (3, ["1.0.0 started"]), "an update waits, since the program ends by itself"
    assert "kon niet gesloten worden" in said
    assert pc.run(impatient, "/S") == 3
    pc.until(lambda: pc.told[:2] == ["1.0.0 started", "1.0.0 stays"])

    assert running.poll() is None
    assert is_old(place_of(pc))
    assert files_in(place_of(pc)) == OLD


def test_a_program_elsewhere_on_the_computer_is_left_alone(
    pc: WindowsPc, setups: Setups, tmp_path: Path
) -> None:
    assert pc.run(setups.old, "/S") == 0
    (tmp_path / "stick").mkdir()
    other = tmp_path / "stick" / "Gezinscoach.exe"
    other.write_bytes((place_of(pc) / "Gezinscoach.exe").read_bytes())
    running = pc.start(other)
    pc.until(lambda: pc.told == ["1.0.0 started"])

    assert pc.run(setups.new, "/S") == 0

    assert running.poll() is None
    assert pc.told == ["1.0.0 started"]
    assert files_in(place_of(pc)) == NEW


def test_a_file_in_use_leaves_the_old_version_whole(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S") == 0
    place = place_of(pc)
    (place / "van mij.txt").write_text("mine")
    before = pc.values(rf"HKCU\{UNINSTALL}")
    other = pc.disk / "other.exe"
    other.write_bytes((place / "Gezinscoach.exe").read_bytes())
    held = rf"C:\users\{pc.user.name}\AppData\Local\Programs\Gezinscoach\old-notes.txt"
    running = pc.start(other, f"/HOLD={held}")
    pc.until(lambda: pc.told == ["1.0.0 started"])

    assert pc.run(setups.of("gives-up.exe", Recipe(version="2.0.0", swap_tries=2)), "/S") == 2

    assert running.poll() is None
    assert is_old(place)
    assert files_in(place) == OLD | {"van mij.txt"}
    assert pc.values(rf"HKCU\{UNINSTALL}") == before


def test_a_full_disk_leaves_the_old_version_whole(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S") == 0
    smaller_than_a_program = 20_000

    assert pc.run(setups.new, "/S", limit=smaller_than_a_program) != 0

    assert is_old(place_of(pc))
    assert files_in(place_of(pc)) == OLD
    assert pc.values(rf"HKCU\{UNINSTALL}")["DisplayVersion"] == "1.0.0"


def test_a_place_that_cannot_be_written_to_is_refused_before_anything(pc: WindowsPc, setups: Setups) -> None:
    (pc.disk / "vol").write_text("a file where the folder should come")

    assert pc.run(setups.new, "/S", *to(r"C:\vol\Gezinscoach")) == 7
    assert "achter /D=" in next(pc.user.rglob("Gezinscoach-setup.txt")).read_text("utf-16")
    assert pc.run(setups.new, "/S", r"/D=C:\tussen aanhalingstekens") == 7

    assert pc.values(rf"HKCU\{UNINSTALL}") == {}
    assert not place_of(pc).exists()


def test_too_little_room_is_said_before_anything(pc: WindowsPc, setups: Setups) -> None:
    huge = setups.of("huge.exe", Recipe(version="3.0.0", needed_mb=2_000_000_000))

    assert pc.run(huge, "/S") == 6

    assert not place_of(pc).exists()
    assert pc.values(rf"HKCU\{UNINSTALL}") == {}


def test_two_setups_do_not_work_at_once(pc: WindowsPc, setups: Setups) -> None:
    other = pc.disk / "other.exe"
    other.write_bytes((setups.folder / "1" / "Gezinscoach.exe").read_bytes())
    pc.start(other, "/SETUP")
    pc.until(lambda: pc.told == ["1.0.0 started"])

    assert pc.run(setups.new, "/S") == 8

    assert not place_of(pc).exists()


def test_a_windows_that_is_too_old_is_told_so(pc: WindowsPc, setups: Setups) -> None:
    pc.set_value(r"HKCU\Software\Wine", "Version", "win81")

    assert pc.run(setups.new, "/S") == 4

    assert not place_of(pc).exists()
    assert "Windows 10" in next(pc.user.rglob("Gezinscoach-setup.txt")).read_text("utf-16")


def test_an_update_from_the_program_waits_for_it_and_starts_it_again(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S", *to(r"C:\Eigen plaats")) == 0
    running = pc.start(pc.disk / "Eigen plaats" / "Gezinscoach.exe", r"/UNTIL=C:\einde.txt")
    pc.until(lambda: pc.told == ["1.0.0 started"])
    update = pc.start(setups.new, "/S", "/UPDATE")
    assert update.poll() is None
    (pc.disk / "einde.txt").touch()

    assert pc.ended(update) == 0

    pc.ended(running)
    pc.until(lambda: len(pc.told) == 3)
    assert pc.told == ["1.0.0 started", "1.0.0 ended", "2.0.0 started"]
    assert files_in(pc.disk / "Eigen plaats") == NEW


def failed_update(pc: WindowsPc, setups: Setups, setup: Path) -> tuple[int, str]:
    """What an update answers that the program itself started and that fails, and what its message says."""
    message = pc.disk / "message.txt"
    message.unlink(missing_ok=True)
    update = pc.start(setup, "/S", "/UPDATE")
    assert pc.run(setups.clicker) == 0
    return pc.ended(update), message.read_text("utf-16-le")


def test_an_update_that_fails_says_so_and_the_program_comes_back(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S") == 0
    place = place_of(pc)
    other = pc.disk / "other.exe"
    other.write_bytes((place / "Gezinscoach.exe").read_bytes())
    held = rf"C:\users\{pc.user.name}\AppData\Local\Programs\Gezinscoach\old-notes.txt"
    pc.start(other, f"/HOLD={held}")
    pc.until(lambda: pc.told == ["1.0.0 started"])

    gives_up = setups.of("gives-up-updating.exe", Recipe(version="2.0.0", swap_tries=2))
    code, said = failed_update(pc, setups, gives_up)

    assert code == 2
    assert "De bijwerking van Gezinscoach is niet gelukt. Je werkt verder met versie 1.0.0" in said
    assert "old-notes.txt” is in gebruik" in said
    pc.until(lambda: pc.told == ["1.0.0 started", "1.0.0 started"])
    assert is_old(place)
    assert files_in(place) == OLD


def test_a_program_that_is_still_ending_comes_back_only_after_that(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S") == 0
    running = pc.start(place_of(pc) / "Gezinscoach.exe", r"/UNTIL=C:\einde.txt")
    pc.until(lambda: pc.told == ["1.0.0 started"])
    huge = setups.of("huge-update.exe", Recipe(version="3.0.0", needed_mb=2_000_000_000))
    update = pc.start(huge, "/S", "/UPDATE")
    assert pc.run(setups.clicker) == 0
    assert pc.told == ["1.0.0 started"]
    (pc.disk / "einde.txt").touch()

    assert pc.ended(update) == 6

    pc.ended(running)
    pc.until(lambda: len(pc.told) == 3)
    assert pc.told == ["1.0.0 started", "1.0.0 ended", "1.0.0 started"]
    assert is_old(place_of(pc))


def test_an_update_beside_another_setup_leaves_the_program_closed(pc: WindowsPc, setups: Setups) -> None:
    assert pc.run(setups.old, "/S") == 0
    other = pc.disk / "other.exe"
    other.write_bytes((place_of(pc) / "Gezinscoach.exe").read_bytes())
    pc.start(other, "/SETUP")
    pc.until(lambda: pc.told == ["1.0.0 started"])

    code, said = failed_update(pc, setups, setups.new)

    assert code == 8
    assert "Start het programma straks zelf opnieuw; wat je bewaarde, is er nog." in said
    assert "wordt al geïnstalleerd" in said
    assert pc.told == ["1.0.0 started"], "the other setup changes its files"


def clicks(pc: WindowsPc, setups: Setups, setup: Path) -> list[str]:
    """What stands on the buttons that somebody presses who agrees with everything, in order."""
    pages = pc.disk / "pages.txt"
    pages.unlink(missing_ok=True)
    shown = pc.start(setup)
    assert pc.run(setups.clicker) == 0
    assert pc.ended(shown) == 0
    return pages.read_text("utf-16-le").replace("&", "").split("\n")[:-1]


def test_four_clicks_install_and_two_update(pc: WindowsPc, setups: Setups) -> None:
    assert clicks(pc, setups, setups.old) == ["Volgende", "Volgende", "Installeren", "Sluiten"]
    assert files_in(place_of(pc)) == OLD
    pc.until(lambda: pc.told == ["1.0.0 started"])  # the last page starts the program, unless told not to
    pc.stop_programs()

    assert clicks(pc, setups, setups.new) == ["Bijwerken", "Sluiten"]
    assert files_in(place_of(pc)) == NEW
