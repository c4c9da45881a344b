"""Which characters a text may hold: decided here, once, for all that comes in and all that goes out.

Every printable character is kept as it is, private use, emoji and all planes of Han included; so are tab and line feed.
Dropped is what nobody types and nobody sees: the marks that turn the direction of a line, so that it reads other than
it is, and blanks without a width, which come along with pasted text. What no document can hold is refused: other
control characters, halves of surrogate pairs, noncharacters.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u206f\ufeff]")
# All that Unicode calls an end of line (5.8, table 5-1); \v is what Word puts for one within a paragraph.
_LINE_END = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"


class Strange(NamedTuple):
    """A character that no document can hold: where it stands in its text, and what it is called (U+001B)."""

    at: int
    name: str


def strange(text: str) -> Strange | None:
    """The first character of `text` that no document can hold; None if there is none."""
    found = _STRANGE.search(text)
    return Strange(found.start(), f"U+{ord(found[0]):04X}") if found else None


def seen(text: str) -> str:
    """`text` without what is dropped."""
    return _UNSEEN.sub("", text)


def taken(text: str) -> str:
    """A value as it is taken in: without what is dropped, every end of a line a line feed."""
    return text if text.isprintable() else re.sub(_LINE_END, "\n", seen(text))


def held(text: str) -> str:
    """`text` as every file can hold it: U+FFFD for what is strange, every end of a line a line feed."""
    return text if text.isprintable() else _STRANGE.sub("\ufffd", re.sub(_LINE_END, "\n", text))


def shown(text: str) -> str:
    """`text` on one line that no terminal obeys and that reads as it is: ? for what is strange or dropped."""
    if text.isprintable():
        return text
    return _UNSEEN.sub("?", _STRANGE.sub("?", re.sub(f"{_LINE_END}|[\t\n]", " ", text)))
