"""Tables of the body: as wide as the type area, columns by what stands in them, the header again on every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from generator.document import Block, Row, Table
from generator.layout import Layout
from generator.word import widths
from generator.word.ooxml import NOTHING, Xml, element

TABLE_STYLE = "TableGrid"
_MARGIN = 85
# Fonts differ by a hair, and a line that just fits in one breaks in another.
_SPARE = 0.5
_SHORT = 6
_DAY = 9
Write = Callable[[Block, str, Xml], Xml]

CENTERED = Xml('<w:jc w:val="center"/>')


class _Column(NamedTuple):
    """Its width in twips; one of short words, such as numbers and days, has them in the middle."""

    width: int
    short: bool


def table(table: Table, layout: Layout, write: Write) -> Xml:
    """`table`; `write` gives the paragraph of a block, in its role and with properties of its own."""
    columns = _columns(table, layout)
    grid = [element("w:gridCol", {"w:w": str(column.width)}) for column in columns]
    rows = [_row(row, columns, number == 0, write) for number, row in enumerate(table.rows)]
    width = sum(column.width for column in columns)
    return element("w:tbl", {}, _properties(width), element("w:tblGrid", {}, *grid), *rows)


def _columns(table: Table, layout: Layout) -> list[_Column]:
    """The columns as wide as the text together, each by the longest line in it."""
    wanted: defaultdict[int, float] = defaultdict(float)
    least: defaultdict[int, float] = defaultdict(float)
    longest: defaultdict[int, float] = defaultdict(float)
    for number, row in enumerate(table.rows):
        char = layout.roles["cell" if number else "header_cell"].char_width
        for at, cell in enumerate(row):
            lines = [line for block in cell for line in block.text.split("\n")]
            chars = max(map(widths.chars, lines))
            wanted[at] = max(wanted[at], _width(chars, char))
            least[at] = max(least[at], _width(max(map(widths.unbroken, lines)), char))
            longest[at] = max(longest[at], chars if number else 0)
    whole = layout.page.text_height if table.landscape else layout.page.text_width
    shared = widths.shared(whole, list(wanted.values()), list(least.values()))
    return [_Column(width, longest[at] <= (_DAY if width >= wanted[at] else _SHORT)) for at, width in enumerate(shared)]


def _width(chars: float, char: float) -> float:
    return (max(chars, 1) + _SPARE) * char + 2 * _MARGIN


def _properties(width: int) -> Xml:
    return element(
        "w:tblPr",
        {},
        element("w:tblStyle", {"w:val": TABLE_STYLE}),
        element("w:tblW", {"w:w": str(width), "w:type": "dxa"}),
        CENTERED,
        element("w:tblLayout", {"w:type": "fixed"}),
    )


def _row(row: Row, columns: list[_Column], header: bool, write: Write) -> Xml:
    look = Xml("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if header else "<w:trPr><w:cantSplit/></w:trPr>")
    role = "header_cell" if header else "cell"
    cells = []
    for cell, column in zip(row, columns, strict=False):
        own = CENTERED if column.short and not header else NOTHING
        width = element("w:tcPr", {}, element("w:tcW", {"w:w": str(column.width), "w:type": "dxa"}))
        cells.append(element("w:tc", {}, width, *[write(block, role, own) for block in cell]))
    return element("w:tr", {}, look, *cells)
