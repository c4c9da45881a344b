"""The words of WordprocessingML, and what XML can hold: names, elements as they are written, safe parsing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, NewType

from lxml import etree

from generator.characters import held

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Names of elements that are read
BODY = W + "body"
P, P_PR, R, R_PR, R_FONTS = W + "p", W + "pPr", W + "r", W + "rPr", W + "rFonts"
T, TAB, BR = W + "t", W + "tab", W + "br"
MARK_START, MARK_END = W + "bookmarkStart", W + "bookmarkEnd"
ID, NAME, HINT = W + "id", W + "name", W + "hint"

Xml = NewType("Xml", str)
"""Whole elements as text. Only the functions here make it: they close what they open and escape what they are given."""

NOTHING = Xml("")


class Letters(NamedTuple):
    """How characters differ from those of their paragraph: a character style, a size in points, a highlight."""

    style: str | None = None
    size: float | None = None
    highlight: str | None = None


PLAIN = Letters()
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BREAKS = re.compile("([\t\n])")
_AMBIGUOUS = re.compile("[\u00a1-\u2dff\ue000-\uf8ff]")
_MARKUP = re.compile('[&<>"\t\n]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}


def parse(data: bytes) -> etree._Element:
    """The root of an XML part; no entities, no network. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def part(root: Xml) -> bytes:
    """A part of a package, of its root element."""
    return f"{_DECLARATION}{root}".encode()


def element(tag: str, attributes: Mapping[str, str], *inside: Xml) -> Xml:
    """An element by its prefixed name, such as `w:tc`, with its attributes and what stands inside."""
    given = "".join([f' {name}="{escaped(value)}"' for name, value in attributes.items()])
    return Xml(f"<{tag}{given}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{given}/>")


def escaped(text: str) -> Xml:
    """`text` within an element or an attribute, what XML cannot hold replaced."""
    return Xml(_MARKUP.sub(_escape, text) if _MARKUP.search(text := held(text)) else text)


def run(text: str, letters: Letters = PLAIN) -> Xml:
    """A run of `text` that XML can hold, nothing for an empty one.

    “ ” — … and their like stand in Latin and in Chinese fonts; the hint gives them to the Chinese one.
    """
    if not text:
        return NOTHING
    look = f'<w:rStyle w:val="{letters.style}"/>' if letters.style else ""
    if _AMBIGUOUS.search(text):
        look += '<w:rFonts w:hint="eastAsia"/>'
    if letters.size:
        look += f'<w:sz w:val="{letters.size * 2:.0f}"/><w:szCs w:val="{letters.size * 2:.0f}"/>'
    if letters.highlight:
        look += f'<w:highlight w:val="{letters.highlight}"/>'
    words = _text(text) if text.isprintable() else "".join(map(_piece, _BREAKS.split(text)))
    return Xml(f"<w:r><w:rPr>{look}</w:rPr>{words}</w:r>" if look else f"<w:r>{words}</w:r>")


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]


def _piece(text: str) -> str:
    return {"\t": "<w:tab/>", "\n": "<w:br/>", "": ""}.get(text) or (_text(text) if text else "")


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f"<w:t{space}>{escaped(text)}</w:t>"
