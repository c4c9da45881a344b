"""The feet of pages that lie across: the page number where upright pages have it on the paper (GB/T 9704-2012 8).

The paper is turned a quarter to the right to be read, so its page number runs downwards, at the left edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from generator.layout import Layout
from generator.word.ooxml import NAMESPACE, P, Xml, element, parse, part

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = f"{_RELATIONS}/footer"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_NAMESPACES = {
    "xmlns:w": NAMESPACE,
    "xmlns:mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:wps": _SHAPE,
}
_EMU = 635

R_ID = f"{{{_RELATIONS}}}id"


class Footer(NamedTuple):
    """A footer across: its part, its relation, the part of the upright one, the number of its drawing, its own in a file."""

    path: str
    relation: str
    upright: str
    drawing: int


FOOTERS: Mapping[str, Footer] = {
    "default": Footer("word/footer3.xml", "rIdAcrossOdd", "word/footer1.xml", 1),
    "even": Footer("word/footer4.xml", "rIdAcrossEven", "word/footer2.xml", 2),
}
"""The footers by the type of their reference."""


def parts(upright: Mapping[str, bytes], layout: Layout) -> dict[str, bytes]:
    """The footers, each with the line that the upright one has."""
    page = layout.page
    starts = {"default": page.left, "even": page.right if page.mirror else page.left}
    return {footer.path: _footer(footer, upright, starts[kind], layout) for kind, footer in FOOTERS.items()}


def announced(types: bytes, relations: bytes) -> tuple[bytes, bytes]:
    """The parts that tell of types and relations, with the footers in them."""
    known, related = parse(types), parse(relations)
    for footer in FOOTERS.values():
        tag = etree.QName(known).namespace
        etree.SubElement(known, f"{{{tag}}}Override", {"PartName": f"/{footer.path}", "ContentType": _TYPE})
        tag = etree.QName(related).namespace
        target = footer.path.removeprefix("word/")
        etree.SubElement(related, f"{{{tag}}}Relationship", {"Id": footer.relation, "Type": _KIND, "Target": target})
    return _bytes(known), _bytes(related)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _footer(footer: Footer, upright: Mapping[str, bytes], top: int, layout: Layout) -> bytes:
    line = parse(upright[footer.upright]).find(P)
    assert line is not None
    words = Xml(etree.tostring(line, encoding="unicode"))
    place = layout.page.footer, top, layout.page_number.pitch, layout.page.text_width
    box = _box(footer.drawing, *place, words)
    style = Xml('<w:pPr><w:pStyle w:val="Footer"/></w:pPr>')
    return part(element("w:ftr", _NAMESPACES, element("w:p", {}, style, element("w:r", {}, box))))


def _box(drawing: int, left: int, top: int, width: int, height: int, words: Xml) -> Xml:
    """A box on the page in twips, its words running downwards."""
    size = {"cx": str(width * _EMU), "cy": str(height * _EMU)}
    shape = element(
        "wps:wsp",
        {},
        element("wps:cNvSpPr", {"txBox": "1"}),
        element(
            "wps:spPr",
            {},
            element("a:xfrm", {}, element("a:off", {"x": "0", "y": "0"}), element("a:ext", size)),
            element("a:prstGeom", {"prst": "rect"}, Xml("<a:avLst/>")),
            Xml("<a:noFill/><a:ln><a:noFill/></a:ln>"),
        ),
        element("wps:txbx", {}, element("w:txbxContent", {}, words)),
        element(
            "wps:bodyPr",
            {"rot": "0", "vert": "vert", "wrap": "square", "lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0"},
            Xml("<a:noAutofit/>"),
        ),
    )
    anchor = element(
        "wp:anchor",
        {
            **dict.fromkeys(("distT", "distB", "distL", "distR", "simplePos", "behindDoc"), "0"),
            "relativeHeight": "1",
            "locked": "0",
            "layoutInCell": "1",
            "allowOverlap": "1",
        },
        Xml('<wp:simplePos x="0" y="0"/>'),
        _place("wp:positionH", left),
        _place("wp:positionV", top),
        element("wp:extent", size),
        Xml('<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'),
        element("wp:docPr", {"id": str(drawing), "name": f"页码{drawing}"}),
        Xml("<wp:cNvGraphicFramePr/>"),
        element("a:graphic", {}, element("a:graphicData", {"uri": _SHAPE}, shape)),
    )
    choice = element("mc:Choice", {"Requires": "wps"}, element("w:drawing", {}, anchor))
    return element("mc:AlternateContent", {}, choice)


def _place(tag: str, twips: int) -> Xml:
    offset = element("wp:posOffset", {}, Xml(str(twips * _EMU)))
    return element(tag, {"relativeFrom": "page"}, offset)
