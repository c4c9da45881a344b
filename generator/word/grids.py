"""Tables without looks of their own, by which words stand beside one another on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.word.ooxml import Xml, element

_NO_MARGINS = Xml(
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
_LAYOUT = Xml('<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>')


def grid(widths: Sequence[int], lines: Iterable[Sequence[Iterable[Xml]]]) -> Xml:
    """`lines` of cells, each its paragraphs, which stand on the foot of the cell; `widths` of the columns in twips."""
    whole = element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"})
    columns = element("w:tblGrid", {}, *[element("w:gridCol", {"w:w": str(width)}) for width in widths])
    rows = [_row(widths, line) for line in lines]
    return element("w:tbl", {}, element("w:tblPr", {}, whole, _LAYOUT, _NO_MARGINS), columns, *rows)


def _row(widths: Sequence[int], line: Sequence[Iterable[Xml]]) -> Xml:
    cells = []
    for width, paragraphs in zip(widths, line, strict=True):
        size = element("w:tcW", {"w:w": str(width), "w:type": "dxa"})
        cells.append(element("w:tc", {}, element("w:tcPr", {}, size, Xml('<w:vAlign w:val="bottom"/>')), *paragraphs))
    return element("w:tr", {}, Xml("<w:trPr><w:cantSplit/></w:trPr>"), *cells)
