"""Zip packages: the same for the same parts, and bounded when read."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import archive

NAMES = st.text("abc甲/._", min_size=1, max_size=12)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=8))
def test_what_is_packed_is_unpacked(parts: dict[str, bytes]) -> None:
    packed = archive.pack(parts.items())
    assert archive.unpack(packed) == parts
    assert archive.pack(parts.items()) == packed


def test_no_clock_is_in_a_package() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.pack([("a", b"x")]))) as package:
        assert package.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, "不是压缩包".encode()])
def test_what_is_no_package_is_unreadable(data: bytes) -> None:
    with pytest.raises(archive.Unreadable):
        archive.unpack(data)


@given(st.data())
def test_a_damaged_package_is_unreadable_or_read(data: st.DataObject) -> None:
    packed = bytearray(archive.pack([("a", b"some words" * 20), ("b", b"more")]))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] = data.draw(st.integers(0, 255))
    with suppress(archive.Unreadable):
        archive.unpack(bytes(packed))


def test_a_bomb_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000)
    with pytest.raises(archive.TooLarge):
        archive.unpack(archive.pack([("a", b"0" * 1_001)]))
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    with pytest.raises(archive.TooLarge):
        archive.unpack(archive.pack([(str(number), b"") for number in range(4)]))
