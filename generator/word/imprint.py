"""版记: copies, issuer and day at the foot of the last page, which is an even one (GB/T 9704-2012 7.4, 10.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import NamedTuple

from generator.document import Block
from generator.layout import Layout
from generator.word import rules
from generator.word.looks import hanging
from generator.word.ooxml import NOTHING, Xml, element
from generator.word.pages import Extent
from generator.word.widths import chars

KINDS = ("cc", "issuer", "print_date")
Write = Callable[[Sequence[Block], str, Xml], Xml]
"""Gives one paragraph of blocks that stand on one line, in a role, with properties of its own."""

_LABEL = 3
_SIDE = 1
# A line of doubt at either end of a page: nobody knows for sure how a word processor breaks the last line.
_DOUBT = 1
# Above the last line LibreOffice takes so much more of the page than it says; elsewhere the lines stand as much higher.
_SPARE = 130


class Imprint(NamedTuple):
    """The imprint as it is written. `apart`: it begins a section on the next even page; `after_blank`: a blank page
    comes before it then, and neither of them has a number (GB/T 33476.2-2016 7.3.1, GB/T 9704-2012 7.5)."""

    xml: Xml
    apart: bool = False
    after_blank: bool = False


def imprint(blocks: Sequence[Block], layout: Layout, extent: Extent | None, write: Write) -> Imprint:
    """The imprint of a document whose words take `extent`, None where that is not known; of a letter the copies alone,
    without rules."""
    of = {kind: [block for block in blocks if block.kind == kind] for kind in KINDS}
    issued = [] if layout.formal.is_letter else of["issuer"] + of["print_date"]
    if not of["cc"] and not issued:
        return Imprint(NOTHING)
    height = sum(_height(block, layout) for block in of["cc"]) + (layout.roles["issuer"].pitch if issued else 0)
    beside = layout.formal.is_letter or (extent is not None and _has_room(extent, height, layout))
    frames = (_frame(layout, height if issued else 0), _frame(layout, 0)) if beside else (NOTHING, NOTHING)
    lines = [write([block], "cc", Xml(frames[0] + _copies(layout))) for block in of["cc"]]
    lines += [write(issued, "issuer", Xml(frames[1] + _right(layout)))] if issued else []
    if layout.formal.is_letter:
        return Imprint(Xml("".join([*lines, rules.EMPTY])))
    drawn = _rules(height, len(lines), layout)
    if beside:
        return Imprint(Xml("".join([*lines, rules.empty(content=drawn)])))
    above = rules.empty(max(10, layout.page.text_height - height - _SPARE), drawn)
    return Imprint(Xml("".join([above, *lines])), apart=True, after_blank=bool(extent and extent.page % 2 == 0))


def _rules(height: int, count: int, layout: Layout) -> Xml:
    """The rules round `count` lines of `height` together, the last on the lower edge of the type area (7.4.1)."""
    page, formal = layout.page, layout.formal
    foot = page.height - page.bottom
    inner = foot - layout.roles["issuer"].pitch
    drawn = [(max(page.top, foot - height), formal.imprint_outer), (foot, formal.imprint_outer)]
    drawn += [(inner, formal.imprint_inner)] if count > 1 else []
    # The page is an even one.
    left = page.right if page.mirror else page.left
    return Xml("".join(rules.on_page(left, top, page.text_width, size) for top, size in sorted(drawn)))


def _has_room(extent: Extent, height: int, layout: Layout) -> bool:
    """Whether the words surely end on an even page with room for an imprint of `height` twips."""
    room = extent.lines_a_page - extent.lines - ceil(height / layout.page.line_pitch)
    return extent.page % 2 == 0 and room >= _DOUBT and extent.lines > _DOUBT


def _copies(layout: Layout) -> Xml:
    """A character free on both sides, further lines under what follows 抄送： (7.4.2)."""
    role = layout.roles["cc"]
    right = {"w:rightChars": str(_SIDE * 100), "w:right": str(round(_SIDE * role.char_width))}
    return element("w:ind", {**hanging(_LABEL + _SIDE, _LABEL, role), **right})


def _right(layout: Layout) -> Xml:
    """A tab that leaves a character free to the right of the day (7.4.3)."""
    place = layout.page.text_width - round(_SIDE * layout.roles["issuer"].char_width)
    return element("w:tabs", {}, element("w:tab", {"w:val": "right", "w:pos": str(place)}))


def _frame(layout: Layout, above: int) -> Xml:
    """Out of the flow, on the lower edge of the type area, or `above` twips over it.

    One for each paragraph: LibreOffice takes a second one that has a comment out of its frame.
    """
    page = layout.page
    place = {"w:y": str(page.height - page.bottom - above)} if above else {"w:yAlign": "bottom"}
    anchor = {"w:vAnchor": "page" if above else "margin", "w:hAnchor": "margin", "w:xAlign": "left"}
    return element("w:framePr", {"w:w": str(page.text_width), "w:wrap": "notBeside", **anchor, **place})


def _height(copies: Block, layout: Layout) -> int:
    """The height of the copies in twips."""
    role = layout.roles["cc"]
    across = layout.page.text_width / role.char_width - 2 * _SIDE - _LABEL
    return ceil(chars(copies.text) / max(across, 1)) * role.pitch
