"""Zip packages, both ways: written the same for the same parts, read with bounds. The only `zipfile`.

Nothing is unpacked into a folder, so a part's name is a word to ask by and leads nowhere.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

MAX_PARTS = 2_000
MAX_UNPACKED = 100_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_IN_DIRECTORY = b"PK\x01\x02"
_ENCRYPTED = 0x1
# The two that packages may use. Of the others zipfile unpacks all that it is given before it counts.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
# A third of the time of zlib's usual 6 for a twentieth more bytes; Word itself compresses less.
_LEVEL = 3


class Unreadable(Exception):
    """The bytes are no sound zip package."""


class TooLarge(Unreadable):
    """The package unpacks to more than the bounds."""


class Encrypted(Unreadable):
    """A part that is asked for has a password."""


def pack(parts: Iterable[tuple[str, bytes]], after: bytes = b"") -> bytes:
    """A zip package of `parts` (name, content) in their order, with no clock in it.

    They follow what the package `after` holds, which is not compressed again.
    """
    buffer = io.BytesIO(after)
    with zipfile.ZipFile(buffer, "a") as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content, compresslevel=_LEVEL)
    return buffer.getvalue()


class Package:
    """A zip package in memory, of which only those parts are unpacked that are asked for.

    Raises Unreadable where the bytes are no package or two parts have one name, and TooLarge for too many parts.
    """

    def __init__(self, data: bytes, most: int) -> None:
        if data.count(_IN_DIRECTORY) > MAX_PARTS:
            raise TooLarge(f"more than {MAX_PARTS} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as failure:
            raise Unreadable(str(failure)) from None
        self.names = tuple(entry.filename.replace("\\", "/") for entry in entries)
        self._entries = dict(zip(map(str.lower, self.names), entries, strict=True))
        if len(self._entries) < len(entries):
            raise Unreadable("two parts of one name")
        self._left = most

    def read(self, name: str) -> bytes | None:
        """The content of a part, None where there is none; capitals do not count.

        Raises Unreadable where it is damaged, Encrypted, and TooLarge where all that was read is more than `most`
        bytes. No more than that is ever unpacked, whatever the package says of its sizes.
        """
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        if entry.flag_bits & _ENCRYPTED:
            raise Encrypted(name)
        if entry.compress_type not in _METHODS:
            raise Unreadable(f"compression {entry.compress_type}")
        try:
            with self._zip.open(entry) as part:
                # A read without a number would unpack all that the bytes give, and then cut it.
                content = part.read(self._left + 1)
        except _BROKEN as failure:
            raise Unreadable(str(failure)) from None
        self._left -= len(content)
        if self._left < 0:
            raise TooLarge(name)
        if len(content) != entry.file_size:
            raise Unreadable(f"{name} is not of the size that it says")
        return content


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a zip package by name, in their order. Raises Unreadable or TooLarge."""
    package = Package(data, MAX_UNPACKED)
    return {name: package.read(name) or b"" for name in package.names}
