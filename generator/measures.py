"""What can be counted of a document: its length, how long it is spoken, how much of it says nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from generator import prose
from generator.document import Block, Document, Fact, Gap, Inline, Inlines

_SPOKEN = ("body", "point")
_READ_OUT = ("salutation", "heading", *_SPOKEN)
_NOT_OWN = ("hospital.", "wording.")


def han(document: Document) -> int:
    """Han characters of the whole document, gaps not counted."""
    return sum(map(_han, document.blocks))


def _han(block: Block) -> int:
    return prose.han("".join(inline.text for inline in block.inlines if not isinstance(inline, Gap)))


class Stretch(NamedTuple):
    """A stretch of a speech: its heading with its number, or 开头 or 结尾; its Han characters and minutes, exact."""

    heading: str
    han: int
    minutes: Fraction


def stretches(document: Document, rate: int) -> tuple[Stretch, ...]:
    """What is read out at `rate` Han characters a minute, in its order: 开头, each section of the first level, 结尾.

    Title, byline, date and signature are not read out, nor are tables; gaps take no time.
    """
    counted: dict[tuple[int, str], int] = {}
    at = (0, "开头")
    for number, block in enumerate(document.blocks, start=1):
        if block.kind not in _READ_OUT:
            continue
        if block.kind == "heading" and block.level == 1:
            at = (number, block.text)
        elif block.level == 0 and at[0]:
            at = (len(document.blocks) + 1, "结尾")
        counted[at] = counted.get(at, 0) + _han(block)
    return tuple(Stretch(heading, han, Fraction(han, rate)) for (_, heading), han in counted.items())


def generic_share(document: Document) -> float:
    """The share, 0 to 1 by Han characters, of sentences of the body that hold no fact of the hospital and no gap.

    The hospital's name, the year and official wording are no facts of its own; a sentence of official wording alone
    is counted on neither side.
    """
    generic = total = 0
    for sentence in _sentences(document):
        facts = {key for inline in sentence if isinstance(inline, Fact) for key in inline.keys}
        own = any(key != "year" and not key.startswith(_NOT_OWN) for key in facts)
        gap = any(isinstance(inline, Gap) for inline in sentence)
        if not own and not gap and any(key.startswith("wording.") for key in facts):
            continue
        size = sum(prose.han(inline.text) for inline in sentence)
        total += size
        generic += 0 if own or gap else size
    return generic / total if total else 0.0


def _sentences(document: Document) -> Iterator[Inlines]:
    """The sentences of body paragraphs and of points without their headings, each as the inlines that touch it."""
    for block in document.blocks:
        if block.kind in _SPOKEN and block.words:
            yield from _of_words(block.words)


def _of_words(words: Inlines) -> Iterator[Inlines]:
    bounds = prose.sentences("".join(inline.text for inline in words))
    for start, end in bounds:
        touching, at = [], 0
        for inline in words:
            if at < end and at + len(inline.text) > start:
                touching.append(_clipped(inline, start - at, end - at))
            at += len(inline.text)
        yield tuple(touching)


def _clipped(inline: Inline, start: int, end: int) -> Inline:
    if isinstance(inline, Gap):
        return inline
    return replace(inline, text=inline.text[max(0, start) : end])
