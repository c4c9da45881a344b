"""Zip packages, both ways: written the same for the same parts, read with bounds. The only `zipfile`."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

MAX_PARTS = 2_000
MAX_UNPACKED = 100_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
# A third of the time of zlib's usual 6 for a twentieth more bytes; Word itself compresses less.
_LEVEL = 3


class Unreadable(Exception):
    """The bytes are no sound zip package."""


class TooLarge(Unreadable):
    """The package unpacks to more than the bounds."""


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


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a zip package by name, in their order. Raises Unreadable or TooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise TooLarge(f"more than {MAX_PARTS} parts or {MAX_UNPACKED} bytes")
            return {entry.filename: package.read(entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
        zlib.error,
    ) as failure:
        raise Unreadable(str(failure)) from None
