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

_OTHER = "rest"
_GROUPS = (
    ("Qt: ICU (Linux only)", r"(^|/)libicu"),
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
    ("Microsoft runtime", r"vcruntime|msvcp|ucrtbase|api-ms-"),
    ("Linux: X11, Wayland, glib and others", r"\.so"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of one group of files."""

    unpacked: int = 0
    packed: int = 0


def by_group(bundle: Path) -> Mapping[str, Size]:
    """The size of each group; packed file by file and quickly, so that the parts can be compared."""
    found: dict[str, Size] = defaultdict(Size)
    for place in contents.places(bundle):
        content = (bundle / place).read_bytes()
        group = next((name for name, pattern in _GROUPS if re.search(pattern, place)), _OTHER)
        before = found[group]
        found[group] = Size(before.unpacked + len(content), before.packed + len(zlib.compress(content, 1)))
    return dict(found)


def packed(bundle: Path) -> int:
    """Bytes of everything as one stream of xz, which is what the setup does."""
    packer = lzma.LZMACompressor(preset=6)
    total = 0
    for place in contents.places(bundle):
        total += len(packer.compress((bundle / place).read_bytes()))
    return total + len(packer.flush())


def table(bundle: Path, parts: Iterable[Part], *, with_setup: bool = False) -> str:
    """For people: a line per group, the sums, and how many licences are inside; `with_setup` takes a minute more."""
    groups = by_group(bundle)
    lines = [f"{'':<42}{'unpacked':>10}{'zipped':>10}"]
    for name, one in sorted(groups.items(), key=lambda item: -item[1].unpacked):
        lines.append(f"{name:<42}{_mb(one.unpacked):>10}{_mb(one.packed):>10}")
    whole = Size(sum(one.unpacked for one in groups.values()), sum(one.packed for one in groups.values()))
    lines.append(f"{'together':<42}{_mb(whole.unpacked):>10}{_mb(whole.packed):>10}")
    icu = groups.get("Qt: ICU (Linux only)")
    if icu is not None:
        rest = whole.unpacked - icu.unpacked
        lines.append(
            f"{'without ICU, which Windows has itself':<42}{_mb(rest):>10}{_mb(whole.packed - icu.packed):>10}"
        )
    if with_setup:
        lines.append(f"{'as one stream of xz, like the setup':<42}{'':>10}{_mb(packed(bundle)):>10}")
    lines.append(f"{len(contents.places(bundle))} files, {sum(1 for _ in parts)} parts with a licence")
    return "\n".join(lines)


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m installer.size", description=__doc__)
    parser.add_argument(
        "bundle", nargs="?", type=Path, default=BUNDLE, help="the folder (default: %(default)s)"
    )
    parser.add_argument("--setup", action="store_true", help="also how large the setup becomes, about")
    options = parser.parse_args(arguments)
    from installer.check_bundle import parts

    print(table(options.bundle, parts(options.bundle), with_setup=options.setup))
    return 0


if __name__ == "__main__":
    sys.exit(main())
