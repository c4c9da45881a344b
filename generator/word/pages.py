"""How many pages words will take, reckoned by characters: enough to know on which side of a sheet they end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from generator.layout import Layout, Role
from generator.word.widths import chars


class Extent(NamedTuple):
    """Where words end: the page, counted from 1, and how many of its lines are taken."""

    page: int
    lines: int
    lines_a_page: int


class Paragraph(NamedTuple):
    """A paragraph as it is reckoned: its words, its role, twips beside those of its role above it."""

    text: str
    role: Role
    above: int = 0
    new_page: bool = False


def extent(paragraphs: Iterable[Paragraph], layout: Layout, taken: int = 0) -> Extent:
    """The extent of `paragraphs` in `layout`, where `taken` twips of the first page are."""
    page, used = 1, float(taken)
    height = layout.page.text_height
    reckoned = [(each, _lines(each.text, each.role, layout)) for each in paragraphs]
    for at, (paragraph, lines) in enumerate(reckoned):
        role = paragraph.role
        apart = role.keep_next and used + _together(reckoned[at:]) > height
        if paragraph.new_page or (used and apart):
            page, used = page + 1, 0.0
        used += role.above + paragraph.above if used else paragraph.above
        for _ in range(lines):
            if used + role.pitch > height:
                page, used = page + 1, 0.0
            used += role.pitch
        used += role.below
    pitch = layout.page.line_pitch
    return Extent(page, ceil(min(used, height) / pitch), height // pitch)


def _together(reckoned: Sequence[tuple[Paragraph, int]]) -> float:
    """Twips of the first paragraph and of those that it keeps with it, down to the first line of the last."""
    whole = 0.0
    for paragraph, lines in reckoned:
        role = paragraph.role
        whole += role.above + paragraph.above + role.pitch * (lines if role.keep_next else 1)
        if not role.keep_next:
            break
        whole += role.below
    return whole


def _lines(text: str, role: Role, layout: Layout) -> int:
    across = layout.page.text_width / role.char_width
    return sum(_broken(line, across, role.indent_chars) for line in text.split("\n"))


def _broken(text: str, across: float, indent: float) -> int:
    """Into how many lines of `across` characters `text` breaks.

    A comma or full stop hangs over the end of its line; what may not stand at either end of one takes its neighbour
    along (GB/T 15834-2011 5.1).
    """
    lines, taken, kept = 1, indent, 0.0
    for piece in _PIECES.findall(text):
        width = chars(piece)
        if taken + width <= across + _SLACK:
            taken += width
        elif piece in _HANGING and taken:
            taken = across
        else:
            lines += 1
            taken = (kept if piece in _NEVER_FIRST else 0) + width
        kept = width
    return lines


_SLACK = 0.01
_HANGING = "，。、．"
_NEVER_FIRST = "；：？！）》〉”’】〕」』％%"
# What is never parted: a word or number of Latin letters and digits; an opening mark and what follows it.
_PIECES = re.compile(r"[（《〈“‘【〔「『]*(?:[A-Za-z0-9.%]+|.)")
