"""All paragraphs that are read in a .docx: of the body with its tables and text boxes, of headers, footers, notes.

What was deleted or moved away under tracked changes is not read, nor the text of comments.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from generator.problems import Origin, Stop
from generator.word import foreign
from generator.word.marks import PREFIX, character, original
from generator.word.ooxml import BR, ID, MARK_END, MARK_START, NAME, TAB, P, R, T, W
from generator.word.opened import Opened

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOVED_AWAY = W + "moveFrom"
_TEXT_BOX = W + "txbxContent"
_CHARACTERS = (TAB, BR, W + "cr")
_PARAGRAPHS, _TEXTS = (P, _DRAWING + "p"), (T, _DRAWING + "t")
_READ = (*_PARAGRAPHS, *_TEXTS, *_CHARACTERS, R, MARK_START, MARK_END, _MOVED_AWAY, _TEXT_BOX, _FALLBACK)
_STORIES = {
    "hdr": "页眉",
    "ftr": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "document": "正文",
}
_MOST_NAMED = 8
_MOST_CARRIED = 100_000
Span = tuple[int, int]
_NOT_READ = (W + "comments", W + "glossaryDocument")


class Spans:
    """Spans of a paragraph, to be asked which others they meet."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them has a character of this span; of an empty one, whether it stands in one or beside it."""
        if start == end:
            before = bisect_right(self._starts, start)
            return before > 0 and self._reach[before - 1] >= start
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


class Run(NamedTuple):
    """A run and where its text stands in its paragraph."""

    element: etree._Element
    start: int
    end: int


@dataclass
class Paragraph:
    """A paragraph: `number` counts from 1 over the body, tables included; a text box has that of the paragraph it
    hangs on, and outside the body there is none. `marks` are the spans between our bookmarks, by name, that begin or go
    on here. `shown` is False in what only old readers see of a drawing.
    """

    element: etree._Element
    story: str
    number: int | None
    shown: bool
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[Run] = field(default_factory=list)
    marks: dict[str, Span] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def place(self) -> str:
        """Where it stands, as a reader would find it: 第3段, 页眉."""
        if self.number is None:
            return self.story
        return f"第{self.number}段" + ("的文本框" if self.story == "文本框" else "")


def paragraphs(opened: Opened, place: Origin) -> list[Paragraph]:
    """All paragraphs, those of the body first, each part's in reading order.

    Raises Stop, at `place`, where marks go on over far more paragraphs than in any document.
    """
    names = sorted(opened.roots, key=lambda name: name != opened.main)
    readable = [opened.roots[name] for name in names if opened.roots[name].tag not in _NOT_READ]
    found: list[Paragraph] = []
    left = _MOST_CARRIED
    for root in readable:
        reading = _Reading(root, left)
        found += reading.paragraphs
        left = reading.left
        if left < 0:
            raise Stop([foreign.too_large(place)])
    return found


class _Reading:
    """One part being read: the paragraphs that are open, a text box within a paragraph being one within another.

    `left` is how many marks may still go on from one paragraph to another; reading ends where there are more.
    """

    def __init__(self, root: etree._Element, left: int) -> None:
        self.left = left
        self.paragraphs: list[Paragraph] = []
        self.open: list[Paragraph] = []
        self.marks: dict[str, str] = {}
        self.ended = {element.get(ID, "") for element in root.iter(MARK_END)}
        self.count = 0
        self.fallbacks = 0
        self.story = _STORIES.get(etree.QName(root).localname, "图示")
        walk = etree.iterwalk(root, events=("start", "end"), tag=_READ)
        for event, element in walk:
            if self.left < 0:
                break
            if event == "end":
                self._end(element)
            elif element.tag == _MOVED_AWAY:
                walk.skip_subtree()
            else:
                self._start(element)

    def _start(self, element: etree._Element) -> None:
        if element.tag == _FALLBACK:
            self.fallbacks += 1
        elif element.tag in _PARAGRAPHS:
            self._begin(element)
        elif element.tag == MARK_START:
            self._mark(element.get(ID, ""), element.get(NAME, ""))
        elif element.tag == MARK_END:
            self._close(self.marks.pop(element.get(ID, ""), ""))
        elif not self.open:
            return
        elif element.tag == R:
            at = self.open[-1].length
            self.open[-1].runs.append(Run(element, at, at))
        elif self.fallbacks and self.open[-1].shown:
            return
        elif element.tag in _TEXTS:
            self._add(element.text or "")
        elif element.tag in _CHARACTERS and (parent := element.getparent()) is not None and parent.tag == R:
            self._add(character(element))

    def _begin(self, element: etree._Element) -> None:
        host = self.open[-1] if self.open else None
        self.count += host is None
        number = self.count if self.story == "正文" else None
        story = "文本框" if host and self.story == "正文" else self.story
        self.open.append(Paragraph(element, story, number, self.fallbacks == 0))
        self.paragraphs.append(self.open[-1])
        self.left -= len(self.marks)
        if self.left >= 0:
            self.open[-1].marks |= dict.fromkeys(self.marks.values(), (0, 0))

    def _end(self, element: etree._Element) -> None:
        if element.tag == _FALLBACK:
            self.fallbacks -= 1
        elif element.tag in _PARAGRAPHS:
            for name in self.marks.values():
                self._close(name)
            self.open.pop()

    def _mark(self, number: str, name: str) -> None:
        """A mark begins. One without an end, as LibreOffice leaves them in empty cells, is no more than a place."""
        name = original(name)
        if name.startswith(PREFIX) and self.open:
            at = self.open[-1].length
            self.open[-1].marks[name] = (at, at)
            if number in self.ended:
                self.marks[number] = name

    def _close(self, name: str) -> None:
        """A mark ends where the paragraph has come to, for good or for this paragraph."""
        if self.open and name in self.open[-1].marks:
            self.open[-1].marks[name] = (self.open[-1].marks[name][0], self.open[-1].length)

    def _add(self, text: str) -> None:
        paragraph = self.open[-1]
        paragraph.pieces.append(text)
        paragraph.length += len(text)
        if paragraph.runs:
            paragraph.runs[-1] = paragraph.runs[-1]._replace(end=paragraph.length)


def places(found: Iterable[Paragraph]) -> str:
    """Where paragraphs stand, each place once: 第3段、第5段、页眉; many are not all named."""
    named = list(dict.fromkeys(paragraph.place for paragraph in found))
    return "、".join(named[:_MOST_NAMED]) + ("等" if len(named) > _MOST_NAMED else "")
