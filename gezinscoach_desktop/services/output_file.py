"""Files that users ask for: there whole or not at all, closed to other users of the PC."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from gezinscoach_desktop.data.disk import flush_folder
from gezinscoach_desktop.domain.errors import InvalidInput


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of `path` when the block ends well; otherwise nothing has changed.

    Raises InvalidInput (field path) when it cannot be written there.
    """
    beside = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        if path.is_dir():
            raise IsADirectoryError
        with _closed_to_others(beside) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        raise InvalidInput(_sentence(path), field="path") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`; raises InvalidInput (field path) when it cannot be written there."""
    with replacing(path) as stream:
        stream.write(content)


@contextmanager
def beside(source: Path, ending: str) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file next to `source`, named after it and numbered where the name is taken; removed when the block fails.

    Raises InvalidInput when the folder cannot be written to.
    """
    path, stream = _first_free(source, ending)
    try:
        with stream:
            yield path, stream
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _first_free(source: Path, ending: str) -> tuple[Path, BinaryIO]:
    number = 1
    while True:
        numbered = ending if number == 1 else f"{ending}-{number}"
        path = source.with_name(f"{source.stem}{numbered}{source.suffix or '.csv'}")
        try:
            return path, _closed_to_others(path)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise InvalidInput(_sentence(path), field="path") from error


def _closed_to_others(path: Path) -> BinaryIO:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(handle, "w+b")


def _sentence(path: Path) -> str:
    if path.is_dir():
        return f"“{path.name}” is een map; kies een bestandsnaam."
    if not path.parent.is_dir():
        return f"De map “{path.parent}” bestaat niet."
    return f"“{path.name}” kan niet geschreven worden in “{path.parent}”; kies een andere map of maak plaats vrij."


@contextmanager
def new_folder(path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder to fill, and the one it becomes when the block ends well; otherwise nothing is there.

    That is `path`, numbered where the name is taken. Raises InvalidInput (field path) when it cannot be written there.
    """
    target = _first_free_folder(path)
    beside = target.with_name(f".{target.name}.{uuid4().hex}.tmp")
    try:
        beside.mkdir(mode=0o700)
        yield beside, target
        for file in beside.iterdir():
            with file.open("rb") as stream:
                os.fsync(stream.fileno())
        beside.rename(target)
        flush_folder(target.parent)
    except OSError as error:
        raise InvalidInput(_sentence(target), field="path") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _first_free_folder(path: Path) -> Path:
    number, target = 1, path
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}-{number}")
    return target
