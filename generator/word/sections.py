"""The properties of sections: how the pages of the words, of tables that lie across and of an imprint apart are."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from generator.layout import Layout, Page
from generator.word import across
from generator.word.ooxml import BODY, W, parse, serialized

_MARK = "words"
_Added = tuple[str, str, dict[str, str]]
_EVEN: _Added = ("pgSz", "type", {"val": "evenPage"})
_FIRST_APART: _Added = ("docGrid", "titlePg", {})


class Sections(NamedTuple):
    """The properties of a section: those of the words, of words that go on behind a table across, of that table, of an
    imprint on the next even page, and of one there that has no page number on its first page."""

    usual: str
    further: str
    across: str
    even: str
    unnumbered: str


def cut(document: bytes, layout: Layout) -> tuple[str, Sections, str]:
    """The document part before its last section, all sections that there may be, and what follows."""
    before, further, after = _cut(document)
    usual = _cut(document, _FIRST_APART)[1] if layout.formal.is_letter else further
    even, unnumbered = (_cut(document, *added)[1] for added in ((_EVEN,), (_EVEN, _FIRST_APART)))
    return before, Sections(usual, further, _cut(_turned(document, layout.page))[1], even, unnumbered), after


def _turned(document: bytes, page: Page) -> bytes:
    """The document part with its section across, the head at the left edge of the paper (GB/T 9704-2012 clause 8).

    That is the binding edge of odd pages and the cut edge of even ones. With mirrored margins, no word processor
    mirrors upper and lower ones: on even pages the table stands as far from there as inner and outer margins differ.
    """
    root = parse(document)
    section = root[0][-1]
    for reference in section.findall(W + "footerReference"):
        reference.set(across.R_ID, across.FOOTERS[reference.get(W + "type", "")].relation)
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert size is not None and margins is not None
    for name, twips in (("w", page.height), ("h", page.width)):
        size.set(W + name, str(twips))
    size.set(W + "orient", "landscape")
    for name, twips in (("top", page.left), ("right", page.top), ("bottom", page.right), ("left", page.bottom)):
        margins.set(W + name, str(twips))
    return serialized(root)


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
