"""The body of a document: its blocks as paragraphs, those in tables too, with marks round blocks, facts and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import NamedTuple

from generator.document import Block, Document, Fact, Gap, Inline, Inlines, Table, Text, pieces
from generator.layout import Layout
from generator.word import comments, marks, signature, tables
from generator.word.comments import Asking, Comment
from generator.word.marks import Mark, Names
from generator.word.ooxml import NOTHING, Xml, element, legal, run
from generator.word.styles import POINT_HEADING, STYLES

_HEAD = ("title", "subtitle", "byline", "date")
_MOST_LEVELS = 4
_KEEP_NEXT = Xml("<w:keepNext/>")


class Written(NamedTuple):
    """The words of a document as elements of its body, and what came up while they were written."""

    body: Xml
    marks: tuple[Mark, ...]
    comments: tuple[Comment, ...]


def write(document: Document, layout: Layout) -> Written:
    """The paragraphs of `document`; within its head only the last one leaves a space below."""
    writing = _Writing(document, layout)
    looks = _looks([block for block in document.blocks if not block.cell], layout)
    found = list(pieces(document.blocks))
    body: list[Xml] = []
    for piece, following in zip_longest(found, found[1:]):
        if isinstance(piece, Table):
            body.append(tables.table(piece, layout, writing.paragraph))
            if not isinstance(following, Block):
                body.append(tables.CLOSE)
        else:
            role, own = next(looks)
            body.append(writing.paragraph(piece, role, own, isinstance(following, Table)))
    return Written(Xml("".join(body)), tuple(writing.marks), tuple(writing.comments))


def _looks(blocks: list[Block], layout: Layout) -> Iterator[tuple[str, Xml]]:
    """The role of each block outside tables, and how it looks other than its role."""
    roles = _roles(blocks)
    indents = signature.right_indents(blocks, roles, layout)
    for index, (role, next_role) in enumerate(zip(roles, [*roles[1:], ""], strict=True)):
        closed = role in _HEAD and next_role in _HEAD
        space = element("w:spacing", {"w:after": "0"}) if closed else NOTHING
        indent = element("w:ind", indents[index]) if index in indents else NOTHING
        yield role, Xml(space + indent)


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

    def paragraph(self, block: Block, role: str, own: Xml = NOTHING, keep_next: bool = False) -> Xml:
        """The paragraph of `block` in its role; `own` are properties that its style does not have."""
        head, words = _merged(block.head), _merged(block.words)
        generated = "".join([legal(inline.text) for inline in head + words])
        name = self.names.next("block", block.id)
        self.marks.append(Mark(name, "block", block.id, generated))
        number = self.number()
        lead = POINT_HEADING if block.kind == "point" else None
        inlines = [*((inline, lead) for inline in head), *((inline, None) for inline in words)] or [(Text(""), None)]
        written = [self.inline(block, inline, style) for inline, style in inlines[:-1]]
        look = f'<w:pStyle w:val="{STYLES[role]}"/>{_KEEP_NEXT if keep_next else NOTHING}{own}'
        last = self.last(block, *inlines[-1], marks.end(number))
        return Xml(f"<w:p><w:pPr>{look}</w:pPr>{marks.start(number, name)}{''.join(written)}{last}</w:p>")

    def last(self, block: Block, inline: Inline, style: str | None, end: Xml) -> Xml:
        """The last inline, with the end of the block's mark before its last character.

        At the end of a paragraph, after a hanging full stop, LibreOffice would give the mark a blank line of its own.
        """
        if isinstance(inline, Text) and (text := legal(inline.text)):
            return Xml(run(text[:-1], style) + end + run(text[-1], style))
        return Xml(end + self.inline(block, inline, style))

    def inline(self, block: Block, inline: Inline, style: str | None) -> Xml:
        if isinstance(inline, Text):
            return run(legal(inline.text), style)
        if isinstance(inline, Fact):
            return self.marked(self.fact(block, inline), style)
        return self.gap(block, inline, style)

    def fact(self, block: Block, fact: Fact) -> Mark:
        name = self.names.next("fact", block.id, fact.keys)
        return Mark(name, "fact", block.id, legal(fact.text), fact.keys, fact.how, fact.sources)

    def gap(self, block: Block, gap: Gap, style: str | None) -> Xml:
        asked = [Comment(self.number(), text) for text in self.asking.texts(gap)]
        self.comments += asked
        name = self.names.next("gap", block.id, gap.keys)
        mark = Mark(name, "gap", block.id, legal(gap.text), gap.keys, state=gap.state)
        starts = [comments.start(comment.number) for comment in asked]
        ends = [comments.end(comment.number) for comment in asked]
        return Xml("".join([*starts, self.marked(mark, style, self.highlight[gap.state]), *ends]))

    def marked(self, mark: Mark, style: str | None, highlight: str | None = None) -> Xml:
        self.marks.append(mark)
        number = self.number()
        return Xml(marks.start(number, mark.name) + run(mark.generated, style, highlight) + marks.end(number))

    def number(self) -> int:
        self.count += 1
        return self.count
