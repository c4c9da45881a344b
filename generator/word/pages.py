"""How many pages words will take, reckoned by characters: enough to know on which side of a sheet they end."""

from __future__ import annotations

from collections.abc import Iterable
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


def extent(paragraphs: Iterable[Paragraph], layout: Layout) -> Extent:
    """The extent of `paragraphs` in `layout`."""
    page, used = 1, 0.0
    height = layout.page.text_height
    for paragraph in paragraphs:
        role = paragraph.role
        if paragraph.new_page:
            page, used = page + 1, 0.0
        used += role.above + paragraph.above if used else paragraph.above
        for _ in range(_lines(paragraph.text, role, layout)):
            if used + role.pitch > height:
                page, used = page + 1, 0.0
            used += role.pitch
        used += role.below
    pitch = layout.page.line_pitch
    return Extent(page, ceil(min(used, height) / pitch), height // pitch)


def _lines(text: str, role: Role, layout: Layout) -> int:
    across = layout.page.text_width / role.char_width
    return sum(max(1, ceil((role.indent_chars + chars(line) - 1) / across)) for line in text.split("\n"))
