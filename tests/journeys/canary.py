"""Looks for words that must not stand anywhere in the open: in every file of some folders, however it is packed."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def traces(words: Iterable[str], folders: Iterable[Path]) -> set[str]:
    """`file name: word` for every word found in the name or the contents of a file in these folders."""
    wanted = tuple(words)
    found = set()
    for path in (path for folder in folders for path in folder.rglob("*")):
        inside = _words_inside(path.read_bytes(), wanted) if path.is_file() else frozenset[str]()
        found |= {f"{path.name}: {word}" for word in inside | _words_in([path.name.encode()], wanted)}
    return found


_READ: dict[tuple[bytes, tuple[str, ...]], frozenset[str]] = {}


def _words_inside(content: bytes, words: tuple[str, ...]) -> frozenset[str]:
    """The same content is searched once, however often it is looked at."""
    known = (sha256(content).digest(), words)
    if known not in _READ:
        _READ[known] = _words_in(list(_unpacked(content)), words)
    return _READ[known]


def _words_in(contents: Sequence[bytes], words: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word
        for word in words
        if any(spelling in content for spelling in set(_spellings(word)) for content in contents)
    )


def _spellings(word: str) -> Iterator[bytes]:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    for form in {
        word,
        word.casefold(),
        word.upper(),
        plain,
        plain.casefold(),
        unicodedata.normalize("NFD", word),
    }:
        yield form.encode()
        yield form.encode("utf-16-le")
        yield form.encode("utf-16-be")
        yield form.encode("latin-1", "replace")
        if quote(form) != form:
            yield quote(form).encode()


def _unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes as they are, and what is packed in them: zip files, the streams of a PDF and its text."""
    yield content
    if content.startswith(b"%PDF"):
        for packed in _STREAM.findall(content):
            try:
                yield zlib.decompress(packed.strip())
            except zlib.error:
                continue
        yield _text_of_pdf(content).encode()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))


def _text_of_pdf(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
