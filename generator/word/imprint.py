"""版记: copies, issuer and day at the foot of the last page, which is an even one (GB/T 9704-2012 7.4, 10.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.document import Block
from generator.layout import Layout
from generator.word import grids
from generator.word.ooxml import NOTHING, Xml, element
from generator.word.pages import Extent
from generator.word.red_head import Write
from generator.word.widths import chars

KINDS = ("cc", "issuer", "print_date")
_LABEL = 3
# A line of doubt at either end of a page: nobody knows for sure how a word processor breaks the last line.
_DOUBT = 1


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
    formal = layout.formal
    lines: list[grids.Line] = [[[write(block, "cc", _hanging(layout), None)]] for block in of["cc"]]
    if not formal.is_letter and (of["issuer"] or of["print_date"]):
        left = [write(block, "issuer", NOTHING, None) for block in of["issuer"]] or [grids.EMPTY]
        lines.append([left, [write(block, "print_date", NOTHING, None) for block in of["print_date"]] or [grids.EMPTY]])
    if not lines:
        return Imprint(NOTHING)
    whole = layout.page.text_width
    role = layout.roles["print_date"]
    day = round((max((chars(block.text) for block in of["print_date"]), default=0) + 2) * role.char_width)
    borders = () if formal.is_letter else [_borders(at, len(lines), layout) for at in range(len(lines))]
    table = grids.grid([whole - day, day] if len(lines[-1]) > 1 else [whole], lines, _AT_THE_FOOT, borders)
    written = Xml(table + grids.EMPTY)
    if formal.is_letter:
        return Imprint(written)
    if extent is None:
        return Imprint(written, apart=True)
    room = extent.lines_a_page - extent.lines - sum(_lines(block, layout) for block in blocks) - _DOUBT
    beside = extent.page % 2 == 0 and room >= 0 and extent.lines > _DOUBT
    return Imprint(written, not beside, not beside and extent.page % 2 == 0)


_AT_THE_FOOT = element(
    "w:tblpPr",
    {"w:vertAnchor": "margin", "w:horzAnchor": "margin", "w:tblpXSpec": "left", "w:tblpYSpec": "bottom"},
)


def _borders(at: int, count: int, layout: Layout) -> Xml:
    """The rules of one line: the first and the last of the imprint are heavier than those between (7.4.1)."""
    outer, inner = layout.formal.imprint_outer, layout.formal.imprint_inner
    sides = (("w:top", outer if at == 0 else inner), ("w:bottom", outer if at == count - 1 else inner))
    return Xml("".join(element(side, {"w:val": "single", "w:sz": str(size), "w:space": "0"}) for side, size in sides))


def _hanging(layout: Layout) -> Xml:
    """The copies a character in on both sides, further lines under what follows 抄送： (7.4.2)."""
    width = layout.roles["cc"].char_width
    return element(
        "w:ind",
        {
            "w:leftChars": str((_LABEL + 1) * 100),
            "w:left": str(round((_LABEL + 1) * width)),
            "w:rightChars": "100",
            "w:right": str(round(width)),
            "w:hangingChars": str(_LABEL * 100),
            "w:hanging": str(round(_LABEL * width)),
        },
    )


def _lines(block: Block, layout: Layout) -> int:
    """How many lines of the body's pitch a line of the imprint takes at most."""
    across = layout.page.text_width / layout.roles["cc"].char_width - 2 - _LABEL
    return 1 if block.kind != "cc" else max(1, -int(-chars(block.text) // across))
