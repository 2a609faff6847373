"""How large a bundle is, by part: unpacked, and packed the way the setup and the zip do it."""

from __future__ import annotations

import argparse
import lzma
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gezinscoach_desktop.services.licences import Part
from installer import contents
from installer.places import BUNDLE

_OTHER, _ICU = "rest", "Qt: ICU (Linux only)"
_DICTIONARY = 64 * 1024 * 1024
_GROUPS = (
    (_ICU, r"(^|/)libicu"),
    ("Qt", r"PySide6|shiboken6|libQt6"),
    ("own modules and those of packages", r"programma\.pyz$|base_library\.zip$"),
    ("own resources", r"gezinscoach_desktop/resources/(?!licences/)"),
    ("licences", r"resources/licences/|\.dist-info/"),
    ("PostgreSQL: psycopg, libpq, OpenSSL", r"psycopg"),
    ("SQLCipher with OpenSSL", r"sqlcipher3"),
    ("cryptography with OpenSSL", r"cryptography/|_cffi_backend|argon2"),
    ("PDF: PDFium", r"pypdfium2"),
    ("PDF: pillow", r"PIL/|pillow\.libs"),
    ("documents: lxml, python-docx", r"lxml|docx/"),
    (
        "Python",
        r"python3|lib-dynload|\.pyd$|_internal/(lib)?(crypto|ssl|ffi|z|lzma|bz2|expat)[-.]|libcrypto|libffi|libz\.",
    ),
    ("Microsoft runtime", r"vcruntime|msvcp"),
    ("Linux: X11, Wayland, glib and others", r"\.so"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of one group of files."""

    unpacked: int = 0
    packed: int = 0


def by_group(bundle: Path) -> Mapping[str, Size]:
    """The size of each group; packed file by file and quickly, as a zip does it."""
    found: dict[str, Size] = defaultdict(Size)
    for place in contents.places(bundle):
        content = (bundle / place).read_bytes()
        group = _group(place)
        before = found[group]
        found[group] = Size(before.unpacked + len(content), before.packed + len(zlib.compress(content, 1)))
    return dict(found)


def packed(bundle: Path, places: Iterable[str]) -> int:
    """Bytes of these as one stream of LZMA with the dictionary of setup.nsi."""
    packer = lzma.LZMACompressor(filters=[{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": _DICTIONARY}])
    total = sum(len(packer.compress((bundle / place).read_bytes())) for place in places)
    return total + len(packer.flush())


def table(bundle: Path, parts: Iterable[Part], *, with_setup: bool = False) -> str:
    """For people: a line per group, the sums, and how many licences are inside.

    `with_setup` takes minutes more, and tells what each group is in a setup of its own and all of them are in one; that is
    less than their sum, since OpenSSL stands in four of them.
    """
    groups = by_group(bundle)
    places = contents.places(bundle)
    lines = [_line("", "unpacked", "zipped", "alone" if with_setup else "")]
    for name, one in sorted(groups.items(), key=lambda item: -item[1].unpacked):
        members = [place for place in places if _group(place) == name]
        lines.append(_sizes(name, one, packed(bundle, members) if with_setup else None))
    whole = Size(sum(one.unpacked for one in groups.values()), sum(one.packed for one in groups.values()))
    lines.append(_sizes("together", whole, packed(bundle, places) if with_setup else None))
    icu = groups.get(_ICU)
    if icu is not None:
        rest = Size(whole.unpacked - icu.unpacked, whole.packed - icu.packed)
        lines.append(_sizes("without ICU, which Windows has itself", rest, None))
    lines.append(f"{len(places)} files, {sum(1 for _ in parts)} parts with a licence")
    return "\n".join(lines)


def _group(place: str) -> str:
    return next((name for name, pattern in _GROUPS if re.search(pattern, place)), _OTHER)


def _sizes(name: str, size: Size, in_setup: int | None) -> str:
    return _line(name, _mb(size.unpacked), _mb(size.packed), "" if in_setup is None else _mb(in_setup))


def _line(name: str, *columns: str) -> str:
    return f"{name:<42}{''.join(f'{column:>10}' for column in columns)}".rstrip()


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m installer.size", description=__doc__)
    parser.add_argument(
        "bundle", nargs="?", type=Path, default=BUNDLE, help="the folder (default: %(default)s)"
    )
    parser.add_argument(
        "--setup", action="store_true", help="also as the setup packs it: each part alone, and all"
    )
    options = parser.parse_args(arguments)
    from installer.check_bundle import parts

    print(table(options.bundle, parts(options.bundle), with_setup=options.setup))
    return 0


if __name__ == "__main__":
    sys.exit(main())
