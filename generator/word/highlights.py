"""Highlights of gaps: taken out where a gap stood; what people highlighted stays, and is found to be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
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
_MOST_COMPARED = 4_000_000


def take_out(paragraphs: Iterable[Paragraph], recipe: Recipe | None, colours: Sequence[str]) -> int:
    """Take out the highlights in `colours` where gaps stand or stood; the number of places."""
    blocks = _blocks(recipe)
    return sum(_cleared(paragraph, blocks, colours) for paragraph in paragraphs)


def left(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs that hold highlighted words."""
    return [
        paragraph
        for paragraph in paragraphs
        if paragraph.shown
        and any(_colour(run) and paragraph.text[run.start : run.end].strip() for run in paragraph.runs)
    ]


def _cleared(paragraph: Paragraph, blocks: dict[str, list[Mark]], colours: Sequence[str]) -> int:
    ours = [run for run in paragraph.runs if _colour(run) in colours]
    if not ours:
        return 0
    gaps = Spans([*_marked(paragraph), *_compared(paragraph, blocks)])
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


def _compared(paragraph: Paragraph, blocks: dict[str, list[Mark]]) -> Iterator[Span]:
    """Where the gaps of the paragraph's blocks were, whatever stands there now: a word processor forgets a mark whose
    whole text is typed over, and gives its highlight to what is typed.
    """
    for name in paragraph.marks:
        marks = blocks.get(name, [])
        if any(mark.kind == "gap" for mark in marks):
            generated = _with_holes(marks)
            if len(generated) * len(paragraph.text) <= _MOST_COMPARED:
                matcher = SequenceMatcher(None, generated, paragraph.text, autojunk=False)
                yield from (
                    (into, upto)
                    for tag, start, end, into, upto in matcher.get_opcodes()
                    if tag != "equal" and _HOLE in generated[start:end]
                )


def _with_holes(marks: Sequence[Mark]) -> str:
    """The generated text of a block, of which `marks` are the block's own, then those in it in reading order."""
    rest, text = marks[0].generated, ""
    for mark in marks[1:]:
        before, found, after = rest.partition(mark.generated)
        if found:
            text += before + (_HOLE if mark.kind == "gap" else found)
            rest = after
    return text + rest


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
