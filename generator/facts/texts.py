"""The texts of a workbook: those that its cells share, and the characters that it writes as `_x000D_`."""

from __future__ import annotations

import re

from generator.facts import book_xml
from generator.facts.book_xml import Attributes

_NAMES = book_xml.names_of(("si", "t", "rPh"))
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def plain(text: str) -> str:
    """A text without its escapes: `_x000D_` is a line end, `_x005F_` an underline."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """`text` so that `plain` gives it back."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def shared(part: bytes) -> list[str]:
    """The texts of a part of shared strings, in their order, without pinyin. Raises as `book_xml.read`."""
    taker = _Shared()
    book_xml.read(part, taker)
    return taker.texts


class _Shared:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.is_read = False
        self.aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        local = _NAMES.get(name)
        if local == "si":
            self.pieces = []
        elif local == "t":
            self.is_read = not self.aside
        elif local == "rPh":
            self.aside += 1

    def end(self, name: str) -> None:
        local = _NAMES.get(name)
        if local == "si":
            self.texts.append(plain("".join(self.pieces)))
        elif local == "t":
            self.is_read = False
        elif local == "rPh":
            self.aside -= 1

    def text(self, text: str) -> None:
        if self.is_read:
            self.pieces.append(text)
