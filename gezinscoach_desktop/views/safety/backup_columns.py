"""The columns of the list of backups."""

from __future__ import annotations

from gezinscoach_desktop.services.backup import Backup
from gezinscoach_desktop.views.safety import words
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Align, Column, Mark
from gezinscoach_desktop.views.theme import Tone, grid

_SHOWN = ("family", "snapshot")


def backup_columns() -> tuple[Column[Backup], ...]:
    """When, why and by whom, what is in it, how large, and whether it is good."""

    return (
        Column("Gemaakt", _made, sort_key=_made_key, width=grid(51), tooltip=_path, is_strong=True),
        Column("Waarom", _why, width=grid(38), detail=_by),
        Column("Inhoud", _contents),
        Column("Grootte", _size, sort_key=_size_key, align=Align.RIGHT, width=grid(22)),
        Column("Staat", _state, width=grid(48), tone=_tone, mark=_mark, tooltip=_problem, detail=_place),
    )


def _made(backup: Backup) -> str:
    return backup.path.name if backup.made_at is None else words.dated(backup.made_at)


def _made_key(backup: Backup) -> object:
    return backup.made_at


def _path(backup: Backup) -> str:
    return str(backup.path)


def _why(backup: Backup) -> str:
    return "" if backup.reason is None else backup.reason.label


def _by(backup: Backup) -> str:
    return f"door {backup.made_by}" if backup.made_by else ""


def _contents(backup: Backup) -> str:
    return words.contents({name: backup.counts[name] for name in _SHOWN if name in backup.counts})


def _size(backup: Backup) -> str:
    return words.size(backup.size)


def _size_key(backup: Backup) -> object:
    return backup.size


def _state(backup: Backup) -> str:
    if backup.problem is not None:
        return "Kan niet gelezen worden"
    return "Nagelezen" if backup.is_genuine else "Handtekening klopt niet"


def _problem(backup: Backup) -> str:
    return backup.problem or ""


def _place(backup: Backup) -> str:
    return "op de tweede plaats" if backup.is_second else ""


def _tone(backup: Backup) -> Tone:
    return Tone.TEXT if backup.is_genuine else Tone.ERROR


def _mark(backup: Backup) -> Mark:
    return Mark(Shape.DOT, "better") if backup.is_genuine else Mark(Shape.DOWN, "worse")
