"""Tables without looks of their own, by which words stand beside one another on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.word.ooxml import NOTHING, Xml, element

def empty(section: str = "") -> Xml:
    """A line of no height, with the properties of the section that ends with it."""
    return Xml(
        '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:line="10" w:lineRule="exact"/>{section}</w:pPr></w:p>'
    )


EMPTY = empty()
"""Word wants a paragraph in every cell, and behind the last table."""

_NO_MARGINS = Xml(
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
Line = Sequence[Iterable[Xml]]


def grid(widths: Sequence[int], lines: Iterable[Line], floating: Xml = NOTHING, borders: Sequence[Xml] = ()) -> Xml:
    """`lines` of cells, each its paragraphs, standing on the foot of its cell; one cell alone goes over all columns.

    `widths` in twips. `floating` is where the table stands that is not in the flow, `borders` those of each line.
    """
    properties = element(
        "w:tblPr",
        {},
        floating,
        element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
        Xml('<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'),
        _NO_MARGINS,
    )
    columns = element("w:tblGrid", {}, *[element("w:gridCol", {"w:w": str(width)}) for width in widths])
    rows = [_row(widths, line, borders[at] if borders else NOTHING) for at, line in enumerate(lines)]
    return element("w:tbl", {}, properties, columns, *rows)


def _row(widths: Sequence[int], line: Line, borders: Xml) -> Xml:
    shared = [sum(widths)] if len(line) == 1 else widths
    span = element("w:gridSpan", {"w:val": str(len(widths))}) if len(line) < len(widths) else NOTHING
    cells = []
    for width, paragraphs in zip(shared, line, strict=True):
        own = element("w:tcBorders", {}, borders) if borders else NOTHING
        look = element(
            "w:tcPr",
            {},
            element("w:tcW", {"w:w": str(width), "w:type": "dxa"}),
            span,
            own,
            Xml('<w:vAlign w:val="bottom"/>'),
        )
        cells.append(element("w:tc", {}, look, *paragraphs))
    return element("w:tr", {}, Xml("<w:trPr><w:cantSplit/></w:trPr>"), *cells)
