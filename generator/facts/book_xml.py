"""The XML parts of a workbook, event by event. A document type is refused: nothing is expanded, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from generator import archive

MAX_TAGS = 1_000_000
MAX_BETWEEN = 1_000_000
SHEETS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_LONG = re.compile(rb"<[^<]{%d}" % MAX_BETWEEN)
Attributes = Mapping[str, str]


class Taker(Protocol):
    """What takes the events of one part: names as expat gives them, `NAMESPACE NAME`, those of `names_of` mostly."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def names_of(local: Iterable[str], spaces: Iterable[str] = SHEETS) -> dict[str, str]:
    """The names of elements as events call them, in any of `spaces`, with their local names."""
    return {f"{space} {name}": name for name in local for space in spaces}


def read(part: bytes, taker: Taker) -> None:
    """Give `taker` all events of a part. Raises archive.Unreadable for what is no sound XML, and archive.TooLarge."""
    if part.count(b"<") > MAX_TAGS or _LONG.search(part):
        raise archive.TooLarge(f"more than {MAX_TAGS} tags, or as much in one of them")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refused
    parser.StartElementHandler = taker.start
    parser.EndElementHandler = taker.end
    parser.CharacterDataHandler = taker.text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError) as failure:
        raise archive.Unreadable(str(failure)) from None


def _refused(*_: object) -> NoReturn:
    raise archive.Unreadable("a document type")
