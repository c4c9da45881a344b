"""The .docx package: our own clean base, prepared once for a layout, and one document written on it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import docx

from generator import archive, places
from generator.document import Document
from generator.layout import Layout
from generator.word import across, body, comments, recipe, rules, sections, styles
from generator.word.ooxml import parse, serialized
from generator.word.recipe import Recipe
from generator.word.sections import Sections

_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_COMMENTS = "word/comments.xml"
_RECIPE = "customXml/item1.xml"
_WRITTEN = (_DOCUMENT, _COMMENTS, _RECIPE)


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts that no document changes, packed once for each set of them: with the comments announced or not, with
    the feet of pages across or not."""

    parts: Mapping[str, bytes]
    layout: Layout
    made: dict[tuple[bool, bool], bytes] = field(default_factory=dict, compare=False)

    def packed(self, commented: bool, turned: bool) -> bytes:
        if (commented, turned) not in self.made:
            parts = {**self.parts}
            if not commented:
                parts[_TYPES] = _dropped(parts[_TYPES], "PartName", f"/{_COMMENTS}")
                parts[_RELATIONS] = _dropped(parts[_RELATIONS], "Target", "comments.xml")
            if turned:
                parts[_TYPES], parts[_RELATIONS] = across.announced(parts[_TYPES], parts[_RELATIONS])
                parts |= across.parts(parts, self.layout)
            self.made[commented, turned] = archive.pack(parts.items())
        return self.made[commented, turned]


@dataclass(frozen=True, slots=True)
class Base:
    """The base with a layout in it: what stands before and after the words and the last section in the document part,
    the sections that there may be, and all parts that no document changes."""

    layout: Layout
    before: str = field(repr=False)
    sections: Sections = field(repr=False)
    after: str = field(repr=False)
    frame: Frame = field(repr=False)


def prepare(layout: Layout) -> Base:
    """The base for all documents of `layout`."""
    opened = docx.Document(io.BytesIO(_packed(places.data() / "base")))
    styles.apply(opened, layout)
    saved = io.BytesIO()
    opened.save(saved)
    parts = archive.unpack(saved.getvalue())
    before, made, after = sections.cut(parts[_DOCUMENT], layout)
    frame = {name: content for name, content in parts.items() if name not in _WRITTEN}
    return Base(layout, before, made, after, Frame(frame, layout))


def write(document: Document, base: Base) -> bytes:
    """`document` as a .docx; the same bytes for the same document and base."""
    written = body.write(document, base.layout, base.sections)
    parts = [
        (_DOCUMENT, f"{base.before}{_with_foot(written, base.sections)}{base.after}".encode()),
        (_RECIPE, recipe.part(Recipe(document.outline, document.year, written.marks, _colours(base.layout)))),
    ]
    if written.comments:
        parts.append((_COMMENTS, comments.part(written.comments)))
    return archive.pack(parts, after=base.frame.packed(bool(written.comments), written.turned))


def _colours(layout: Layout) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layout.highlight.values()))


def _with_foot(written: body.Written, made: Sections) -> str:
    """The words and the imprint with the properties of their sections; an imprint apart is a section of its own, as is
    one behind a page across."""
    foot, section = written.foot, written.section
    if foot.apart:
        last = made.unnumbered if foot.after_blank else made.even
    elif foot.xml and section == made.across:
        last = made.further
    else:
        return f"{written.body}{foot.xml}{section}"
    return f"{written.body}{rules.empty(section=section)}{foot.xml}{last}"


def _packed(folder: Path) -> bytes:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return archive.pack((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)


def _dropped(content: bytes, attribute: str, value: str) -> bytes:
    root = parse(content)
    for element in root:
        if element.get(attribute) == value:
            root.remove(element)
    return serialized(root)
