"""The .docx package: our own clean base, prepared once for a layout, and one document written on it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import docx
from lxml import etree

from generator import archive, places
from generator.document import Document
from generator.layout import Layout
from generator.word import body, comments, recipe, styles
from generator.word.ooxml import BODY, parse, serialized
from generator.word.recipe import Recipe

_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_COMMENTS = "word/comments.xml"
_RECIPE = "customXml/item1.xml"
_WRITTEN = (_DOCUMENT, _COMMENTS, _RECIPE)


_WORDS = "words"


@dataclass(frozen=True, slots=True)
class Base:
    """The base with a layout in it: what stands before and after the words in the document part, and all parts that no
    document changes, packed once: with the comments announced, and without."""

    layout: Layout
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)
    commented: bytes = field(repr=False)
    plain: bytes = field(repr=False)


def prepare(layout: Layout) -> Base:
    """The base for all documents of `layout`."""
    opened = docx.Document(io.BytesIO(_packed(places.data() / "base")))
    styles.apply(opened, layout)
    saved = io.BytesIO()
    opened.save(saved)
    parts = archive.unpack(saved.getvalue())
    before, after = _cut(parts[_DOCUMENT])
    frame = {name: content for name, content in parts.items() if name not in _WRITTEN}
    return Base(layout, before, after, archive.pack(frame.items()), archive.pack(_without_comments(frame).items()))


def write(document: Document, base: Base) -> bytes:
    """`document` as a .docx; the same bytes for the same document and base."""
    written = body.write(document, base.layout)
    parts = [
        (_DOCUMENT, base.before + written.body.encode() + base.after),
        (_RECIPE, recipe.part(Recipe(document.outline, document.year, written.marks, _colours(base.layout)))),
    ]
    if written.comments:
        parts.append((_COMMENTS, comments.part(written.comments)))
    return archive.pack(parts, after=base.commented if written.comments else base.plain)


def _colours(layout: Layout) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layout.highlight.values()))


def _cut(document: bytes) -> tuple[bytes, bytes]:
    """The document part before and after its words, which stand before the properties of the section."""
    root = parse(document)
    page = root[0]
    assert page.tag == BODY
    page[-1].addprevious(etree.Comment(_WORDS))
    before, after = serialized(root).split(f"<!--{_WORDS}-->".encode())
    return before, after


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
