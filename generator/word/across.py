"""The feet of pages that lie across: the page number where upright pages have it on the paper (GB/T 9704-2012 8).

The paper is turned a quarter to the right to be read, so its page number runs downwards, at the left edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from generator.layout import Layout
from generator.word.ooxml import NAMESPACE, P, Xml, element, parse, part, serialized

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = f"{_RELATIONS}/footer"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"

R_ID = f"{{{_RELATIONS}}}id"


class Footer(NamedTuple):
    """A footer across: its part, its relation, the part of the upright one."""

    path: str
    relation: str
    upright: str


FOOTERS: Mapping[str, Footer] = {
    "default": Footer("word/footer3.xml", "rIdAcrossOdd", "word/footer1.xml"),
    "even": Footer("word/footer4.xml", "rIdAcrossEven", "word/footer2.xml"),
}
"""The footers by the type of their reference."""


def parts(upright: Mapping[str, bytes], layout: Layout) -> dict[str, bytes]:
    """The footers, each with the line that the upright one has."""
    page = layout.page
    starts = {"default": page.left, "even": page.right if page.mirror else page.left}
    return {footer.path: _footer(upright[footer.upright], starts[kind], layout) for kind, footer in FOOTERS.items()}


def announced(types: bytes, relations: bytes) -> tuple[bytes, bytes]:
    """The parts that tell of types and relations, with the footers in them."""
    known, related = parse(types), parse(relations)
    for footer in FOOTERS.values():
        tag = etree.QName(known).namespace
        etree.SubElement(known, f"{{{tag}}}Override", {"PartName": f"/{footer.path}", "ContentType": _TYPE})
        tag = etree.QName(related).namespace
        target = footer.path.removeprefix("word/")
        etree.SubElement(related, f"{{{tag}}}Relationship", {"Id": footer.relation, "Type": _KIND, "Target": target})
    return serialized(known), serialized(related)


def _footer(upright: bytes, top: int, layout: Layout) -> bytes:
    """A cell on the page, its line running downwards. A box that is drawn goes astray in LibreOffice 7.4 on the first
    pages of a document."""
    line = parse(upright).find(P)
    assert line is not None
    wide, high = str(layout.page_number.pitch), str(layout.page.text_width)
    place = {"w:vertAnchor": "page", "w:horzAnchor": "page", "w:tblpX": str(layout.page.footer), "w:tblpY": str(top)}
    look = element("w:tblPr", {}, element("w:tblpPr", place), _width("w:tblW", wide), _FIXED)
    grid = element("w:tblGrid", {}, element("w:gridCol", {"w:w": wide}))
    height = element("w:trPr", {}, element("w:trHeight", {"w:val": high, "w:hRule": "exact"}))
    cell = element("w:tcPr", {}, _width("w:tcW", wide), Xml('<w:textDirection w:val="tbRl"/>'))
    row = element("w:tr", {}, height, element("w:tc", {}, cell, Xml(etree.tostring(line, encoding="unicode"))))
    return part(element("w:ftr", {"xmlns:w": NAMESPACE}, element("w:tbl", {}, look, grid, row), _EMPTY))


def _width(tag: str, twips: str) -> Xml:
    return element(tag, {"w:w": twips, "w:type": "dxa"})


_FIXED = Xml(
    '<w:tblLayout w:type="fixed"/>'
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
_EMPTY = Xml('<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>')
