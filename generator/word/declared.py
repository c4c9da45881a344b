"""What a .docx says of its pages and fonts, in its own names: margins by section, the fonts that styles and runs ask
for. Where LibreOffice prints a stand-in, this still tells the font that Word and WPS will use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from generator.word.ooxml import parse

_TWIPS_PER_MM = 1440 / 25.4
_UNITS_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "pi": 25.4 / 6}
_DEEP = 30
_SCRIPTS = ("eastAsia", "ascii")

Fonts = Mapping[str, str]


class Section(NamedTuple):
    """Paper and margins of a section in mm (the gutter counted in), and how many paragraphs stand in it."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    paragraphs: int


class Worded(NamedTuple):
    """A paragraph: its words without blanks, and how many characters ask for which font, Chinese ones and Latin ones;
    `tabled` where it stands in a table.
    """

    text: str
    chinese: Mapping[str, int]
    latin: Mapping[str, int]
    tabled: bool


class Declared(NamedTuple):
    """`mirrored`: the binding edge of even pages is on their right (`left` is then the inner margin)."""

    sections: tuple[Section, ...]
    mirrored: bool
    paragraphs: tuple[Worded, ...]


def declared(parts: Mapping[str, bytes]) -> Declared:
    """What the parts of a .docx say; a part that is missing or cannot be read says nothing."""
    body = _root(parts, "word/document.xml")
    settings = _root(parts, "word/settings.xml")
    looks = _Looks(_root(parts, "word/styles.xml"), _theme(_root(parts, "word/theme/theme1.xml")))
    mirrored = _is_on(settings, "mirrorMargins")
    paragraphs = tuple(looks.paragraph(node) for node in body.iter("{*}p")) if body is not None else ()
    return Declared(tuple(_sections(body)) if body is not None else (), mirrored, paragraphs)


def _root(parts: Mapping[str, bytes], name: str) -> etree._Element | None:
    try:
        return parse(parts[name])
    except (KeyError, etree.XMLSyntaxError):
        return None


def _is_on(root: etree._Element | None, name: str) -> bool:
    found = None if root is None else root.find(f"{{*}}{name}")
    return found is not None and _attributes(found).get("val", "1") not in ("0", "false", "off")


def _attributes(node: etree._Element) -> dict[str, str]:
    return {etree.QName(name).localname: str(value) for name, value in node.attrib.items()}


def _sections(root: etree._Element) -> Iterator[Section]:
    count = 0
    for node in root.iter("{*}p", "{*}sectPr"):
        if etree.QName(node).localname == "p":
            count += 1
        elif (above := node.getparent()) is not None and etree.QName(above).localname in ("pPr", "body"):
            yield _section(node, count)
            count = 0


def _section(node: etree._Element, paragraphs: int) -> Section:
    size, margins = (node.find(f"{{*}}{name}") for name in ("pgSz", "pgMar"))
    paper = _attributes(size) if size is not None else {}
    sides = _attributes(margins) if margins is not None else {}
    # Word's own defaults where the file says nothing
    width, height = _mm(paper.get("w"), 12240), _mm(paper.get("h"), 15840)
    # A negative margin is an exact one.
    top, right, bottom, left = (abs(_mm(sides.get(side), 1440)) for side in ("top", "right", "bottom", "left"))
    return Section(width, height, top, right, bottom, left + _mm(sides.get("gutter"), 0), paragraphs)


def _mm(typed: str | None, default: int) -> float:
    """A length in mm: twips, or a number with its unit; `default` twips where it is none, or beyond any page."""
    found = re.fullmatch(r"(-?\d{1,9}(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?", (typed or "").strip())
    if found is None:
        return default / _TWIPS_PER_MM
    return float(found[1]) * (_UNITS_MM[found[2]] if found[2] else 1 / _TWIPS_PER_MM)


def _theme(root: etree._Element | None) -> Fonts:
    """The fonts that a theme stands for, by the names of styles: minorEastAsia, majorHAnsi …"""
    fonts: dict[str, str] = {}
    for size in ("minor", "major"):
        scheme = None if root is None else root.find(f".//{{*}}{size}Font")
        if scheme is None:
            continue
        nodes = list(scheme.iterchildren("*"))
        faces = {etree.QName(node).localname: node.get("typeface", "") for node in nodes if not node.get("script")}
        chinese = next((node.get("typeface", "") for node in nodes if node.get("script") == "Hans"), "")
        fonts[f"{size}EastAsia"] = faces.get("ea") or chinese
        fonts[f"{size}HAnsi"] = fonts[f"{size}Ascii"] = faces.get("latin", "")
    return fonts


class _Looks:
    """Which font a run asks for: its own, its style's, its paragraph's style's, the file's usual one."""

    def __init__(self, root: etree._Element | None, theme: Fonts) -> None:
        self.theme = theme
        self.own: dict[str, Fonts] = {}
        self.based: dict[str, str] = {}
        self.default = ""
        self.usual: Fonts = {}
        if root is None:
            return
        self.usual = self._asked(root.find("{*}docDefaults/{*}rPrDefault/{*}rPr"))
        for style in root.iterfind("{*}style"):
            about = _attributes(style)
            name = about.get("styleId", "")
            self.own[name] = self._asked(style.find("{*}rPr"))
            if (based := style.find("{*}basedOn")) is not None:
                self.based[name] = _attributes(based).get("val", "")
            if about.get("type") == "paragraph" and about.get("default") in ("1", "true"):
                self.default = name

    def _asked(self, look: etree._Element | None) -> Fonts:
        found = None if look is None else look.find("{*}rFonts")
        if found is None:
            return {}
        given = _attributes(found)
        asked = {}
        for script in _SCRIPTS:
            themed = self.theme.get(given.get(f"{script}Theme", ""))
            if name := themed or given.get(script):
                asked[script] = name
        return asked

    def _of(self, style: str, depth: int = 0) -> Fonts:
        if style not in self.own or depth > _DEEP:
            return {}
        return {**self._of(self.based.get(style, ""), depth + 1), **self.own[style]}

    def paragraph(self, node: etree._Element) -> Worded:
        style = node.find("{*}pPr/{*}pStyle")
        named = _attributes(style).get("val", "") if style is not None else self.default
        below = {**self.usual, **self._of(named)}
        text, chinese, latin = "", Counter[str](), Counter[str]()
        for run in node.iter("{*}r"):
            words = "".join("".join(piece.text or "" for piece in run.iterfind("{*}t")).split())
            if words:
                text += words
                asked = self._run(run, below)
                ascii = sum(char.isascii() for char in words)
                chinese.update({asked.get("eastAsia", ""): len(words) - ascii})
                latin.update({asked.get("ascii", ""): ascii})
        tabled = any(etree.QName(above).localname == "tbl" for above in node.iterancestors())
        return Worded(text, _named(chinese), _named(latin), tabled)

    def _run(self, run: etree._Element, below: Fonts) -> Fonts:
        style = run.find("{*}rPr/{*}rStyle")
        styled = self._of(_attributes(style).get("val", "")) if style is not None else {}
        return {**below, **styled, **self._asked(run.find("{*}rPr"))}


def _named(fonts: Counter[str]) -> Counter[str]:
    return Counter({name: count for name, count in fonts.items() if name and count})
