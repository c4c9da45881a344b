"""Marks: hidden bookmarks round blocks, facts and gaps, by which a draft is known again after it was edited."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from hashlib import sha256
from typing import Literal, NamedTuple

from lxml import etree

from generator.archive import TooLarge
from generator.word.ooxml import BR, ID, MARK_END, MARK_START, NAME, P_PR, TAB, P, R, T, W, Xml

Kind = Literal["block", "fact", "gap"]

MAX_SAID = 20_000_000
PREFIX = "_ng_"
_CODES: dict[Kind, str] = {"block": "b", "fact": "f", "gap": "g"}
BLOCK, GAP = (f"{PREFIX}{_CODES[kind]}_" for kind in ("block", "gap"))
# What no XML text can hold.
_PARAGRAPH = "\x1e"
_MOVED_AWAY = W + "moveFrom"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_READ = (P, T, TAB, BR, W + "cr", MARK_START, MARK_END, P_PR, _MOVED_AWAY, _FALLBACK)
_CHARACTERS = {TAB: "\t", BR: "\n", W + "cr": "\n"}
_TYPE = W + "type"
# What LibreOffice adds to the name of a bookmark that it saves in a frame, or in a copied paragraph.
_COPY = re.compile(r"_Copy_\d+$")


class Mark(NamedTuple):
    """One mark: what stands between its bookmarks and why.

    `block` is the id of the block it stands in, `generated` the text as generated, `how` and `sources` those of a
    fact, `state` that of a gap. `broken`: it was put on several lines, which is a matter of looks. `now` is the text
    between the bookmarks in a document that was read: None where the bookmark is gone, and in a document that is being
    written.
    """

    name: str
    kind: Kind
    block: str
    generated: str
    keys: tuple[str, ...] = ()
    how: str | None = None
    sources: tuple[str, ...] = ()
    state: str | None = None
    broken: bool = False
    now: str | None = None


class Names:
    """Names of bookmarks in one document: unique, under 40 of `[A-Za-z0-9_]`, and the same for the same document."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def next(self, kind: Kind, block: str, keys: tuple[str, ...] = ()) -> str:
        """`_ng_` + b, f or g + 8 hex digits of the SHA-256 of the block's id or `block:key,key` + occurrence."""
        identity = f"{block}:{','.join(keys)}" if keys else block
        digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        stem = f"{PREFIX}{_CODES[kind]}_{digest}"
        self._seen[stem] += 1
        return f"{stem}_{self._seen[stem]}"


def start(number: int, name: str) -> Xml:
    return Xml(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>')


def end(number: int) -> Xml:
    return Xml(f'<w:bookmarkEnd w:id="{number}"/>')


class Span(NamedTuple):
    """What stands between the bookmarks of a mark, and the character after them in the paragraph."""

    text: str
    after: str

    def now(self, generated: str) -> str:
        """The text of a mark that was `generated`.

        LibreOffice 7.4 saves the bookmark's end one character early after a comment in the same paragraph; what is
        on the page is the same, so such a mark has not been changed.
        """
        return generated if self.text + self.after == generated else self.text


def spans(root: etree._Element) -> dict[str, Span]:
    """The span of each mark under `root`, paragraphs parted by line feeds.

    Insertions count, deletions and what was moved away do not. Raises archive.TooLarge where all spans together say
    far more than any document does.
    """
    reading = _Reading()
    walk = etree.iterwalk(root, events=("start",), tag=_READ)
    for _, element in walk:
        if element.tag in (P_PR, _MOVED_AWAY, _FALLBACK):
            walk.skip_subtree()
        else:
            reading.take(element)
    return reading.spans()


def original(name: str) -> str:
    """The name that was given to a mark, whatever a word processor added to it."""
    return _COPY.sub("", name)


def character(element: etree._Element) -> str:
    """What a tab or a break in a run is read as; one that begins a page or a column is none of the words."""
    return "" if element.get(_TYPE) in ("page", "column") else _CHARACTERS[str(element.tag)]


class _Reading:
    """The text read so far, and from where to where in it each mark goes."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.paragraphs: list[int] = []
        self.length = 0
        self.starts: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.open: dict[str, str] = {}
        self.beside: list[int] = []

    def take(self, element: etree._Element) -> None:
        if element.tag == MARK_START:
            self._start(element.get(ID, ""), element.get(NAME, ""))
        elif element.tag == MARK_END:
            if name := self.open.pop(element.get(ID, ""), None):
                self.ends[name] = self.length
        elif element.tag == P:
            self.paragraphs.append(self.length)
            self._add(_PARAGRAPH)
        elif element.tag == T:
            self._add(element.text or "")
        elif (parent := element.getparent()) is not None and parent.tag == R:
            self._add(character(element))

    def spans(self) -> dict[str, Span]:
        text = "".join(self.pieces)
        places = {name: slice(self.starts[found], self._end(found)) for name, found in self._names().items()}
        if sum(len(range(*place.indices(self.length))) for place in places.values()) > MAX_SAID:
            raise TooLarge(f"more than {MAX_SAID} characters in all marks")
        return {name: self._span(text, place.start, place.stop) for name, place in places.items()}

    def _names(self) -> dict[str, str]:
        """What the mark of each name is called here: by its own name, else by that of its first copy."""
        return {original(name): name for name in reversed(self.starts)} | {name: name for name in self.starts}

    def _end(self, name: str) -> int | None:
        """Where a mark ends: that of a block at the end of the paragraph which its bookmark ends in, or at the tab
        before the next block on its line.

        Of an empty cell LibreOffice saves two starts and ends the second; such a block ends where it starts.
        """
        if not name.startswith(BLOCK):
            return self.ends.get(name)
        end = self.ends.get(name, self.starts[name])
        stops = bisect_left(self.paragraphs, end), bisect_right(self.beside, end)
        paragraph, beside = self.paragraphs[stops[0] : stops[0] + 1], self.beside[stops[1] : stops[1] + 1]
        return min([*paragraph, *beside], default=self.length)

    @staticmethod
    def _span(text: str, start: int, end: int | None) -> Span:
        after = text[end : end + 1] if end is not None else ""
        return Span(text[start:end].replace(_PARAGRAPH, "\n"), after.strip(_PARAGRAPH))

    def _start(self, number: str, name: str) -> None:
        if name.startswith(PREFIX) and name not in self.starts:
            self.starts[name] = self.length
            self.open[number] = name
            if name.startswith(BLOCK):
                self.beside.append(self.length - (self.pieces[-1:] == ["\t"]))

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
