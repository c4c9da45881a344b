"""The body of a document: its blocks as paragraphs, those in tables too, with marks round blocks, facts and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import NamedTuple

from lxml import etree

from generator.characters import held
from generator.document import Block, Document, Fact, Gap, Inline, Inlines, Table, Text, pieces
from generator.layout import Layout
from generator.word import comments, marks, signature, tables
from generator.word.comments import Asking, Comment
from generator.word.marks import Mark, Names
from generator.word.ooxml import IND, KEEP_NEXT, P_PR, P_STYLE, SPACING, VAL, P, W, add_run
from generator.word.styles import POINT_HEADING, STYLES

_HEAD = ("title", "subtitle", "byline", "date")
_MOST_LEVELS = 4


class Written(NamedTuple):
    """What came up while the body was written."""

    marks: tuple[Mark, ...]
    comments: tuple[Comment, ...]


def fill(body: etree._Element, document: Document, layout: Layout) -> Written:
    """The paragraphs of `document` at the end of `body`; within its head only the last one leaves a space below."""
    writing = _Writing(document, layout)
    looks = _looks([block for block in document.blocks if not block.cell], layout)
    found = list(pieces(document.blocks))
    for piece, following in zip_longest(found, found[1:]):
        if isinstance(piece, Table):
            tables.add(body, piece, layout, writing.paragraph)
            if not isinstance(following, Block):
                tables.close(body)
        else:
            role, own = next(looks)
            look = writing.paragraph(body, piece, role)
            if isinstance(following, Table):
                etree.SubElement(look, KEEP_NEXT)
            look.extend(own)
    return Written(tuple(writing.marks), tuple(writing.comments))


def _looks(blocks: list[Block], layout: Layout) -> Iterator[tuple[str, list[etree._Element]]]:
    """The role of each block outside tables, and how it looks other than its role."""
    roles = _roles(blocks)
    indents = signature.right_indents(blocks, roles, layout)
    for index, (role, next_role) in enumerate(zip(roles, [*roles[1:], ""], strict=True)):
        own = []
        if role in _HEAD and next_role in _HEAD:
            own.append(etree.Element(SPACING, {W + "after": "0"}))
        if index in indents:
            own.append(etree.Element(IND, indents[index]))
        yield role, own


def _roles(blocks: list[Block]) -> list[str]:
    """The role of each block; a date after the signature is another one than a date under the title."""
    signed = False
    roles = []
    for block in blocks:
        signed = signed or block.kind == "signature"
        roles.append(_role(block, signed))
    return roles


def _role(block: Block, signed: bool) -> str:
    if block.kind == "heading":
        return f"heading{min(max(block.level, 1), _MOST_LEVELS)}"
    if block.kind == "date" and signed:
        return "signed_date"
    return "body" if block.kind == "point" else block.kind


def _merged(inlines: Inlines) -> Inlines:
    """Neighbouring words in one run."""
    merged: list[Text | Fact | Gap] = []
    for plain, group in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
        if plain:
            merged.append(Text("".join(inline.text for inline in group)))
        else:
            merged.extend(group)
    return tuple(merged)


class _Writing:
    """One document being written; numbers of bookmarks and comments come from one count."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self.highlight = layout.highlight
        self.asking = Asking(document.gaps)
        self.names = Names()
        self.marks: list[Mark] = []
        self.comments: list[Comment] = []
        self.count = 0

    def paragraph(self, body: etree._Element, block: Block, role: str) -> etree._Element:
        """A paragraph at the end of `body`; its properties are given back."""
        paragraph = etree.SubElement(body, P)
        look = etree.SubElement(paragraph, P_PR)
        etree.SubElement(look, P_STYLE, {VAL: STYLES[role]})
        head, words = _merged(block.head), _merged(block.words)
        generated = "".join(held(inline.text) for inline in head + words)
        mark = Mark(self.names.next("block", block.id), "block", held(block.id), generated)
        self.marks.append(mark)
        number = self.number()
        marks.start(paragraph, number, mark.name)
        lead = POINT_HEADING if block.kind == "point" else None
        pieces = [*((inline, lead) for inline in head), *((inline, None) for inline in words)] or [(Text(""), None)]
        for inline, style in pieces[:-1]:
            self.inline(paragraph, block, inline, style)
        self.end(paragraph, block, *pieces[-1], number)
        return look

    def end(self, paragraph: etree._Element, block: Block, last: Inline, style: str | None, number: str) -> None:
        """The last inline, with the end of the block's mark before its last character.

        At the end of a paragraph, after a hanging full stop, LibreOffice would give the mark a blank line of its own.
        """
        tail = last
        if isinstance(last, Text) and (text := held(last.text)):
            add_run(paragraph, text[:-1], style)
            tail = Text(text[-1])
        marks.end(paragraph, number)
        self.inline(paragraph, block, tail, style)

    def inline(self, paragraph: etree._Element, block: Block, inline: Inline, style: str | None) -> None:
        if isinstance(inline, Text):
            add_run(paragraph, held(inline.text), style)
        elif isinstance(inline, Fact):
            self.marked(paragraph, self.mark(block, inline), style)
        else:
            self.gap(paragraph, block, inline, style)

    def gap(self, paragraph: etree._Element, block: Block, gap: Gap, style: str | None) -> None:
        asked = [Comment(self.number(), text) for text in self.asking.texts(gap)]
        for comment in asked:
            comments.start(paragraph, comment.number)
        self.marked(paragraph, self.mark(block, gap), style, self.highlight[gap.state])
        for comment in asked:
            comments.end(paragraph, comment.number)
        self.comments += asked

    def marked(self, paragraph: etree._Element, mark: Mark, style: str | None, highlight: str | None = None) -> None:
        self.marks.append(mark)
        number = self.number()
        marks.start(paragraph, number, mark.name)
        add_run(paragraph, mark.generated, style, highlight)
        marks.end(paragraph, number)

    def mark(self, block: Block, inline: Fact | Gap) -> Mark:
        kind: marks.Kind = "fact" if isinstance(inline, Fact) else "gap"
        name = self.names.next(kind, block.id, inline.keys)
        keys = tuple(map(held, inline.keys))
        if isinstance(inline, Gap):
            return Mark(name, kind, held(block.id), held(inline.text), keys, state=inline.state)
        sources = tuple(map(held, inline.sources))
        return Mark(name, kind, held(block.id), held(inline.text), keys, held(inline.how), sources)

    def number(self) -> str:
        self.count += 1
        return str(self.count)
