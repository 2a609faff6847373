"""Makes the Windows icons from their drawings: `python -m installer.icon`.

The same drawing looks the same, but not to the last bit: of points that are half see-through Qt rounds some otherwise,
as it comes by them alone or with their neighbours. Icons are of their drawing when nothing differs by more than that.
"""

from __future__ import annotations

import struct
import sys

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installer.contents import icon
from installer.places import RESOURCES

NAMES = ("app", "office")
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
SMALL = 24
"""Up to this size the plainer drawing is used, which is laid out on whole pixels."""
_AS_PNG = 256
"""From this size on as PNG, which Windows reads since 2006; smaller ones as bitmap, which everything reads."""
_PNG_START = b"\x89PNG"
ROUNDING = 3
"""What a colour of a point, of 255, may differ by from how it is drawn now."""


def main() -> int:
    """Write the icons whose drawing changed."""
    for name in ensure():
        print(f"Drawn again: {icon(name)}")
    return 0


def ensure() -> list[str]:
    """See that the icons are those of the drawings; gives the ones that were not."""
    changed = []
    for name in NAMES:
        file = icon(name)
        if not file.exists() or not is_of_drawing(file.read_bytes(), name):
            file.write_bytes(drawn(name))
            changed.append(name)
    return changed


def is_of_drawing(content: bytes, name: str) -> bool:
    """True when an .ico file shows in every size what is drawn now."""
    try:
        found = _pictures_in(content)
    except (struct.error, ValueError, IndexError):
        return False
    return [picture.width() for picture in found] == list(SIZES) and all(
        _is_alike(picture, rendered(name, picture.width())) for picture in found
    )


def drawn(name: str) -> bytes:
    """The content of one .ico file."""
    pictures = [_picture(name, size) for size in SIZES]
    header = struct.pack("<HHH", 0, 1, len(SIZES))
    place = len(header) + 16 * len(SIZES)
    entries, contents = b"", b""
    for size, picture in zip(SIZES, pictures, strict=True):
        side = size % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place + len(contents))
        contents += picture
    return header + entries + contents


def rendered(name: str, size: int) -> QImage:
    """The drawing at this size, on nothing."""
    source = f"{name}-small" if size <= SMALL else name
    renderer = QSvgRenderer((RESOURCES / "icons" / f"{source}.svg").read_bytes())
    if not renderer.isValid():
        raise ValueError(f"{source}.svg is no drawing")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def _pictures_in(content: bytes) -> list[QImage]:
    _, _, count = struct.unpack_from("<HHH", content)
    places = [struct.unpack_from("<8xII", content, 6 + 16 * number) for number in range(count)]
    return [_unpacked(content[start : start + length]) for length, start in places]


def _unpacked(picture: bytes) -> QImage:
    if picture.startswith(_PNG_START):
        return QImage.fromData(picture).convertToFormat(QImage.Format.Format_ARGB32)
    head, side = struct.unpack_from("<Ii", picture)
    rows = [picture[head + row * side * 4 : head + (row + 1) * side * 4] for row in range(side)]
    if len(picture) != head + side * side * 4 + len(_mask(rows[0])) * side:
        raise ValueError("a bitmap of another size than it says")
    return QImage(b"".join(reversed(rows)), side, side, QImage.Format.Format_ARGB32).copy()


def _is_alike(one: QImage, other: QImage) -> bool:
    # Premultiplied: of a point that can hardly be seen, neither can the colour.
    pairs = zip(_seen(one), _seen(other), strict=True)
    return one.size() == other.size() and all(abs(a - b) <= ROUNDING for a, b in pairs)


def _seen(image: QImage) -> bytes:
    seen = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return bytes(seen.constBits())  # only while `seen` lives


def _picture(name: str, size: int) -> bytes:
    image = rendered(name, size)
    return _png(image) if size >= _AS_PNG else _bitmap(image)


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    return bytes(content.data())


def _bitmap(image: QImage) -> bytes:
    """A bitmap as icons hold it: twice as high as it looks, since a mask of what is see-through follows the colours."""
    size = image.width()
    pixels = bytes(image.constBits())
    rows = [pixels[row * size * 4 : (row + 1) * size * 4] for row in range(size)]
    colours = b"".join(reversed(rows))
    masks = b"".join(_mask(row) for row in reversed(rows))
    header = struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, len(colours) + len(masks), 0, 0, 0, 0)
    return header + colours + masks


def _mask(row: bytes) -> bytes:
    bits = "".join("1" if alpha == 0 else "0" for alpha in row[3::4])
    padded = bits.ljust((len(bits) + 31) // 32 * 32, "0")
    return int(padded, 2).to_bytes(len(padded) // 8, "big")


if __name__ == "__main__":
    sys.exit(main())
