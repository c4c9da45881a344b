"""The .docx package: our own clean base, prepared once for a layout, and one document written on it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import docx
from lxml import etree

from generator import archive, places
from generator.document import Document
from generator.layout import Layout
from generator.word import body, comments, recipe, rules, styles
from generator.word.ooxml import BODY, W, parse, serialized
from generator.word.recipe import Recipe

_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_COMMENTS = "word/comments.xml"
_RECIPE = "customXml/item1.xml"
_WRITTEN = (_DOCUMENT, _COMMENTS, _RECIPE)


_MARK = "words"


class Section(NamedTuple):
    """The properties of a section: those of the words, of a section on the next even page, and of one there that has
    no page number on its first page."""

    usual: str
    even: str
    unnumbered: str


@dataclass(frozen=True, slots=True)
class Base:
    """The base with a layout in it: what stands before and after the words and the last section in the document part,
    and all parts that no document changes, packed once: with the comments announced, and without."""

    layout: Layout
    before: str = field(repr=False)
    section: Section = field(repr=False)
    after: str = field(repr=False)
    commented: bytes = field(repr=False)
    plain: bytes = field(repr=False)


def prepare(layout: Layout) -> Base:
    """The base for all documents of `layout`."""
    opened = docx.Document(io.BytesIO(_packed(places.data() / "base")))
    styles.apply(opened, layout)
    saved = io.BytesIO()
    opened.save(saved)
    parts = archive.unpack(saved.getvalue())
    before, usual, after = _cut(parts[_DOCUMENT], *([_FIRST_APART] if layout.formal.is_letter else []))
    section = Section(usual, *(_cut(parts[_DOCUMENT], *added)[1] for added in ((_EVEN,), (_EVEN, _FIRST_APART))))
    frame = {name: content for name, content in parts.items() if name not in _WRITTEN}
    commented, plain = archive.pack(frame.items()), archive.pack(_without_comments(frame).items())
    return Base(layout, before, section, after, commented, plain)


def write(document: Document, base: Base) -> bytes:
    """`document` as a .docx; the same bytes for the same document and base."""
    written = body.write(document, base.layout)
    parts = [
        (_DOCUMENT, f"{base.before}{_sections(written, base.section)}{base.after}".encode()),
        (_RECIPE, recipe.part(Recipe(document.outline, document.year, written.marks, _colours(base.layout)))),
    ]
    if written.comments:
        parts.append((_COMMENTS, comments.part(written.comments)))
    return archive.pack(parts, after=base.commented if written.comments else base.plain)


def _colours(layout: Layout) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layout.highlight.values()))


def _sections(written: body.Written, section: Section) -> str:
    """The words with the properties of their section behind them; an imprint apart is a section of its own."""
    foot = written.foot
    if not foot.apart:
        return f"{written.body}{foot.xml}{section.usual}"
    last = section.unnumbered if foot.after_blank else section.even
    return f"{written.body}{rules.empty(section=section.usual)}{foot.xml}{last}"


_Added = tuple[str, str, dict[str, str]]
_EVEN: _Added = ("pgSz", "type", {"val": "evenPage"})
_FIRST_APART: _Added = ("docGrid", "titlePg", {})


def _cut(document: bytes, *added: _Added) -> tuple[str, str, str]:
    """The document part before its last section, that section with elements `added` before others, and what follows."""
    root = parse(document)
    section = root[0][-1]
    assert root[0].tag == BODY
    for following, name, attributes in added:
        element = etree.Element(W + name, {W + key: value for key, value in attributes.items()})
        place = section.find(W + following)
        assert place is not None
        place.addprevious(element)
    section.addprevious(etree.Comment(_MARK))
    section.addnext(etree.Comment(_MARK))
    before, cut, after = serialized(root).decode().split(f"<!--{_MARK}-->")
    return before, cut, after


def _packed(folder: Path) -> bytes:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return archive.pack((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)


def _without_comments(parts: dict[str, bytes]) -> dict[str, bytes]:
    types = _dropped(parts[_TYPES], "PartName", f"/{_COMMENTS}")
    return {**parts, _TYPES: types, _RELATIONS: _dropped(parts[_RELATIONS], "Target", "comments.xml")}


def _dropped(content: bytes, attribute: str, value: str) -> bytes:
    root = parse(content)
    for element in root:
        if element.get(attribute) == value:
            root.remove(element)
    return serialized(root)
