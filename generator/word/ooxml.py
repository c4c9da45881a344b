"""The words of WordprocessingML, and text in them: names of elements, runs, safe parsing."""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

BODY = W + "body"
P, P_PR, P_STYLE = W + "p", W + "pPr", W + "pStyle"
R, R_PR, R_STYLE, R_FONTS, HIGHLIGHT = W + "r", W + "rPr", W + "rStyle", W + "rFonts", W + "highlight"
T, TAB, BR = W + "t", W + "tab", W + "br"
IND, SPACING, KEEP_NEXT, JC = W + "ind", W + "spacing", W + "keepNext", W + "jc"
MARK_START, MARK_END = W + "bookmarkStart", W + "bookmarkEnd"
ID, NAME, VAL, HINT = W + "id", W + "name", W + "val", W + "hint"

_BREAKS = re.compile("[\t\n]")
_AMBIGUOUS = re.compile("[\u00a1-\u2dff\ue000-\uf8ff]")


def parse(data: bytes) -> etree._Element:
    """The root of an XML part; no entities, no network. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_run(parent: etree._Element, text: str, style: str | None = None, highlight: str | None = None) -> None:
    """A run of `text` that XML can hold, nothing for an empty one.

    “ ” — … and their like stand in Latin and in Chinese fonts; the hint gives them to the Chinese one.
    """
    if not text:
        return
    run = etree.SubElement(parent, R)
    ambiguous = _AMBIGUOUS.search(text)
    if style or highlight or ambiguous:
        look = etree.SubElement(run, R_PR)
        if style:
            etree.SubElement(look, R_STYLE, {VAL: style})
        if ambiguous:
            etree.SubElement(look, R_FONTS, {HINT: "eastAsia"})
        if highlight:
            etree.SubElement(look, HIGHLIGHT, {VAL: highlight})
    if _BREAKS.search(text):
        _add_broken(run, text)
    else:
        _add_text(run, text)


def _add_broken(run: etree._Element, text: str) -> None:
    for piece in re.split("([\t\n])", text):
        if piece == "\t":
            etree.SubElement(run, TAB)
        elif piece == "\n":
            etree.SubElement(run, BR)
        elif piece:
            _add_text(run, piece)


def _add_text(run: etree._Element, text: str) -> None:
    element = etree.SubElement(run, T)
    element.text = text
    if text[0].isspace() or text[-1].isspace():
        element.set(SPACE, "preserve")
