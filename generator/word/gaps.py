"""Gaps that are left in a .docx, wherever its words stand, and whoever typed them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator import gaps
from generator.problems import Origin, Problem
from generator.word.marks import GAP
from generator.word.stories import Paragraph, Spans

_WORDS = re.compile("待补充|待核实")
_WORD = 3
_MOST_SHOWN = 40


def left(paragraphs: Iterable[Paragraph], keys: Mapping[str, str], place: Origin) -> list[Problem]:
    """An error for each gap, at its place; `keys` are the facts that close gaps, by the text of the gap."""
    return [
        _problem(paragraph, span, keys, place)
        for paragraph in paragraphs
        if paragraph.shown
        for span in sorted(_spans(paragraph))
    ]


def _spans(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """What reads as a gap, and what is left of one between its marks: its words, or one of its brackets.

    Of marks within marks the inner one is told.
    """
    found = list(gaps.spans(paragraph.text))
    yield from found
    whole, told = Spans(found), 0
    words, opening, closing = (_starts(pattern, paragraph.text) for pattern in (_WORDS, "【", "】"))
    marked = [span for name, span in paragraph.marks.items() if name.startswith(GAP)]
    for start, end in sorted(marked, key=lambda span: (span[1], -span[0])):
        is_word = _count(words, start, end - _WORD + 1) > 0
        is_rest = is_word or _count(opening, start, end) != _count(closing, start, end)
        if is_rest and start >= told and not whole.meet(start, end):
            told = end
            yield start, end


def _starts(pattern: str | re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in re.finditer(pattern, text)]


def _count(places: Sequence[int], start: int, end: int) -> int:
    return max(0, bisect_left(places, end) - bisect_left(places, start))


def _problem(paragraph: Paragraph, span: tuple[int, int], keys: Mapping[str, str], place: Origin) -> Problem:
    start, end = span
    text = paragraph.text[start:end]
    excerpt = text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
    key = keys.get(text)
    again = f"；或用 --set {key}=… 给出，重新起草" if key else ""
    return Problem(
        "gap-left",
        "error",
        f"{paragraph.place}还有缺口{excerpt}",
        place,
        f"在文件里改成实际的内容{again}",
        excerpt,
        paragraph=paragraph.number,
        start=start,
        end=end,
    )
