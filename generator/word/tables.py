"""Tables of the body: as wide as the text, columns by what stands in them, the header again on every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from generator.document import Block, Row, Table
from generator.layout import Layout
from generator.word import widths
from generator.word.ooxml import JC, P_PR, P_STYLE, SPACING, VAL, P, W

TABLE_STYLE = "TableGrid"
_MARGIN = 85
# Fonts differ by a hair, and a line that just fits in one breaks in another.
_SPARE = 0.5
_SHORT = 6
_WIDTH, _TYPE = W + "w", W + "type"
Write = Callable[[etree._Element, Block, str], etree._Element]


class _Column(NamedTuple):
    """Its width in twips; one of short words, such as numbers and days, has them in the middle."""

    width: int
    short: bool


def add(body: etree._Element, table: Table, layout: Layout, write: Write) -> None:
    """`table` at the end of `body`.

    `write` puts the paragraph of a block, in its role, into a cell and gives its properties back.
    """
    columns = _columns(table, layout)
    element = etree.SubElement(body, W + "tbl")
    _properties(element, sum(column.width for column in columns))
    grid = etree.SubElement(element, W + "tblGrid")
    for column in columns:
        etree.SubElement(grid, W + "gridCol", {_WIDTH: str(column.width)})
    for number, row in enumerate(table.rows):
        _row(element, row, columns, number == 0, write)


def close(body: etree._Element) -> None:
    """A line of no height: Word wants a paragraph behind the last table, and joins tables that meet."""
    look = etree.SubElement(etree.SubElement(body, P), P_PR)
    etree.SubElement(look, P_STYLE, {VAL: "Normal"})
    etree.SubElement(look, W + "snapToGrid", {VAL: "0"})
    etree.SubElement(look, SPACING, {W + "line": "20", W + "lineRule": "exact"})


def _columns(table: Table, layout: Layout) -> list[_Column]:
    """The columns as wide as the text together, each by the longest line in it."""
    wanted: defaultdict[int, float] = defaultdict(float)
    longest: defaultdict[int, float] = defaultdict(float)
    for number, row in enumerate(table.rows):
        char = layout.roles["cell" if number else "header_cell"].char_width
        for at, cell in enumerate(row):
            chars = max(widths.chars(line) for block in cell for line in block.text.split("\n"))
            wanted[at] = max(wanted[at], (max(chars, 1) + _SPARE) * char + 2 * _MARGIN)
            longest[at] = max(longest[at], chars if number else 0)
    page = layout.page
    shared = widths.shared(page.width - page.left - page.right, list(wanted.values()))
    return [_Column(width, longest[at] <= _SHORT) for at, width in enumerate(shared)]


def _properties(table: etree._Element, width: int) -> None:
    look = etree.SubElement(table, W + "tblPr")
    etree.SubElement(look, W + "tblStyle", {VAL: TABLE_STYLE})
    etree.SubElement(look, W + "tblW", {_WIDTH: str(width), _TYPE: "dxa"})
    etree.SubElement(look, JC, {VAL: "center"})
    etree.SubElement(look, W + "tblLayout", {_TYPE: "fixed"})


def _row(table: etree._Element, row: Row, columns: list[_Column], header: bool, write: Write) -> None:
    element = etree.SubElement(table, W + "tr")
    look = etree.SubElement(element, W + "trPr")
    etree.SubElement(look, W + "cantSplit")
    if header:
        etree.SubElement(look, W + "tblHeader")
    for cell, column in zip(row, columns, strict=False):
        inside = etree.SubElement(element, W + "tc")
        properties = etree.SubElement(inside, W + "tcPr")
        etree.SubElement(properties, W + "tcW", {_WIDTH: str(column.width), _TYPE: "dxa"})
        for block in cell:
            own = write(inside, block, "header_cell" if header else "cell")
            if column.short and not header:
                etree.SubElement(own, JC, {VAL: "center"})
