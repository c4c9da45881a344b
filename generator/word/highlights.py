"""Highlights of gaps: taken out where a gap stood; what people highlighted stays, and is found to be told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from lxml import etree

from generator.word.marks import BLOCK, GAP, Mark
from generator.word.ooxml import P_PR, R_PR, W
from generator.word.recipe import Recipe
from generator.word.stories import Paragraph, Run, Span, Spans

_HIGHLIGHT = W + "highlight"
_VALUE = W + "val"
# Stands for a gap where texts are compared, so that no label is taken for words around it.
_HOLE = "\x1e"
_MOST_COMPARED = 20_000_000


def take_out(paragraphs: Iterable[Paragraph], recipe: Recipe | None, colours: Sequence[str]) -> int:
    """Take out the highlights in `colours` where gaps stand or stood; the number of places."""
    generated = _Generated(recipe)
    return sum(_cleared(paragraph, generated, colours) for paragraph in paragraphs)


def left(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs that hold highlighted words."""
    return [
        paragraph
        for paragraph in paragraphs
        if paragraph.shown
        and any(_colour(run) and paragraph.text[run.start : run.end].strip() for run in paragraph.runs)
    ]


def _cleared(paragraph: Paragraph, generated: _Generated, colours: Sequence[str]) -> int:
    ours = [run for run in paragraph.runs if _colour(run) in colours]
    if not ours:
        return 0
    gaps = Spans([*_marked(paragraph), *generated.filled(paragraph)])
    found = {run for run in ours if gaps.meet(run.start, run.end)}
    for run in found:
        _without(run.element.find(R_PR), colours)
    if any(run.end == len(paragraph.text) for run in found):
        look = paragraph.element.find(f"{P_PR}/{R_PR}")
        _without(look, colours)
    shown = [(run in found, run) for run in paragraph.runs if run.start < run.end]
    return sum(is_found for is_found, _ in groupby(shown, key=lambda pair: pair[0]))


def _marked(paragraph: Paragraph) -> Iterator[Span]:
    """Where gaps still have their marks."""
    yield from (span for name, span in paragraph.marks.items() if name.startswith(GAP))


class _Generated:
    """Blocks that had gaps, as generated; `left` is how much may still be compared in this document."""

    def __init__(self, recipe: Recipe | None) -> None:
        blocks = _blocks(recipe).items()
        self.texts = {name: _with_holes(marks) for name, marks in blocks if any(mark.kind == "gap" for mark in marks)}
        self.left = _MOST_COMPARED

    def filled(self, paragraph: Paragraph) -> Iterator[Span]:
        """Where the gaps of the paragraph's blocks were, whatever stands there now: a word processor forgets a mark
        whose whole text is typed over, and gives its highlight to what is typed.
        """
        for name in paragraph.marks:
            if name in self.texts and self._may_compare(len(self.texts[name]) + len(paragraph.text)):
                start, generated, text = _differing(self.texts[name], paragraph.text)
                if self._may_compare(len(generated) * len(text)):
                    yield from ((start + into, start + upto) for into, upto in _filled(generated, text))

    def _may_compare(self, cost: int) -> bool:
        if cost > self.left:
            return False
        self.left -= cost
        return True


def _differing(generated: str, text: str) -> tuple[int, str, str]:
    """Both without what they begin and end with alike, and how long that beginning is."""
    shorter = min(len(generated), len(text))
    start = _most(shorter, lambda count: text.startswith(generated[:count]))
    alike = _most(shorter - start, lambda count: text.endswith(generated[len(generated) - count :]))
    return start, generated[start : len(generated) - alike], text[start : len(text) - alike]


def _filled(generated: str, text: str) -> Iterator[Span]:
    """What stands in `text` for the holes: from the words before each, as far as they are there, to those after it."""
    before, *pieces = re.split(f"{_HOLE}+", generated)
    start = _behind(before, text, 0)
    for number, piece in enumerate(pieces, 1):
        end = _before(piece, text, start)
        if end is not None:
            yield start, end
            start = _behind(piece, text, end)
        elif number == len(pieces):
            yield start, len(text)


def _before(piece: str, text: str, at: int) -> int | None:
    """Where the longest beginning of `piece` that stands in `text` begins, not before `at`."""
    length = _most(len(piece), lambda count: text.find(piece[:count], at) >= 0)
    return text.find(piece[:length], at) if length else None


def _behind(piece: str, text: str, at: int) -> int:
    """Where the longest end of `piece` that stands in `text` ends, not before `at`."""
    length = _most(len(piece), lambda count: text.find(piece[len(piece) - count :], at) >= 0)
    return text.find(piece[len(piece) - length :], at) + length if length else at


def _most(length: int, stands: Callable[[int], bool]) -> int:
    """The greatest count up to `length` that stands, where each below it stands too."""
    return bisect_left(range(1, length + 1), True, key=lambda count: not stands(count))


def _with_holes(marks: Sequence[Mark]) -> str:
    """The generated text of a block, of which `marks` are the block's own, then those in it in reading order; one that
    is not there ends it, since somebody changed the recipe.
    """
    text, at, pieces = marks[0].generated, 0, []
    for mark in marks[1:]:
        found = text.find(mark.generated, at)
        if found < 0:
            break
        pieces += [text[at:found], _HOLE if mark.kind == "gap" else mark.generated]
        at = found + len(mark.generated)
    return "".join([*pieces, text[at:]])


def _blocks(recipe: Recipe | None) -> dict[str, list[Mark]]:
    """The marks of each block by the name of the block's own, which is the first of them."""
    blocks: dict[str, list[Mark]] = {}
    last: list[Mark] = []
    for mark in recipe.marks if recipe else ():
        if mark.name.startswith(BLOCK):
            last = blocks.setdefault(mark.name, [])
        last.append(mark)
    return blocks


def _colour(run: Run) -> str | None:
    found = run.element.find(f"{R_PR}/{_HIGHLIGHT}")
    return None if found is None or found.get(_VALUE) == "none" else found.get(_VALUE)


def _without(look: etree._Element | None, colours: Sequence[str]) -> None:
    found = None if look is None else look.find(_HIGHLIGHT)
    if look is None or found is None or found.get(_VALUE) not in colours:
        return
    look.remove(found)
    parent = look.getparent()
    if not len(look) and parent is not None:
        parent.remove(look)
