"""The .docx package: our own clean base, prepared once for a layout, and one document written on it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import docx

from generator import archive, places
from generator.characters import held
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


@dataclass(frozen=True, slots=True)
class Base:
    """The base with a layout in it: all parts of a package but the words, with and without comments."""

    layout: Layout
    document: bytes = field(repr=False)
    commented: tuple[tuple[str, bytes], ...] = field(repr=False)
    plain: tuple[tuple[str, bytes], ...] = field(repr=False)


def prepare(layout: Layout) -> Base:
    """The base for all documents of `layout`."""
    opened = docx.Document(io.BytesIO(_packed(places.data() / "base")))
    styles.apply(opened, layout)
    saved = io.BytesIO()
    opened.save(saved)
    parts = archive.unpack(saved.getvalue())
    return Base(layout, parts[_DOCUMENT], tuple(parts.items()), _without_comments(parts))


def write(document: Document, base: Base) -> bytes:
    """`document` as a .docx; the same bytes for the same document and base."""
    root = parse(base.document)
    page = root[0]
    assert page.tag == BODY
    section = page[-1]
    written = body.fill(page, document, base.layout)
    page.append(section)
    made = {
        _DOCUMENT: serialized(root),
        _RECIPE: recipe.part(Recipe(held(document.outline), document.year, written.marks)),
    }
    if written.comments:
        made[_COMMENTS] = comments.part(written.comments)
    frame = base.commented if written.comments else base.plain
    return archive.pack((name, made.get(name, content)) for name, content in frame)


def _packed(folder: Path) -> bytes:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return archive.pack((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)


def _without_comments(parts: dict[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    left = {name: content for name, content in parts.items() if name != _COMMENTS}
    left[_TYPES] = _dropped(left[_TYPES], "PartName", f"/{_COMMENTS}")
    left[_RELATIONS] = _dropped(left[_RELATIONS], "Target", "comments.xml")
    return tuple(left.items())


def _dropped(content: bytes, attribute: str, value: str) -> bytes:
    root = parse(content)
    for element in root:
        if element.get(attribute) == value:
            root.remove(element)
    return serialized(root)
