"""Gaps that are left in a .docx, wherever its words stand, and whoever typed them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator import gaps
from generator.problems import Origin, Problem
from generator.word.marks import GAP
from generator.word.stories import Paragraph

_WORDS = re.compile("待补充|待核实")
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
    """What reads as a gap, and what is left of one between its marks: its words, or one of its brackets."""
    found = list(gaps.spans(paragraph.text))
    yield from found
    for name, (start, end) in paragraph.marks.items():
        text = paragraph.text[start:end]
        is_rest = _WORDS.search(text) or text.count("【") != text.count("】")
        if name.startswith(GAP) and is_rest and not any(one < end and start < other for one, other in found):
            yield start, end


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
