"""The body of a document: its blocks as paragraphs, those in tables too, with marks round blocks, facts and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import NamedTuple

from generator.document import Block, Document, Fact, Gap, Inline, Inlines, Table, Text, pieces
from generator.layout import Layout
from generator.word import comments, marks, signature, tables, titles
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
        self.title_line = layout.page.text_width / layout.roles["title"].char_width
        self.asking = Asking(document.gaps)
        self.names = Names()
        self.marks: list[Mark] = []
        self.comments: list[Comment] = []
        self.count = 0

    def paragraph(self, block: Block, role: str, own: Xml = NOTHING, keep_next: bool = False) -> Xml:
        """The paragraph of `block` in its role; `own` are properties that its style does not have."""
        head, words = _merged(block.head), _merged(block.words)
        texts = [legal(inline.text) for inline in head + words]
        name = self.names.next("block", block.id)
        self.marks.append(Mark(name, "block", block.id, "".join(texts)))
        number = self.number()
        if role == "title":
            texts = titles.broken(texts, titles.breaks(head + words, self.title_line, block.breaks))
        lead = POINT_HEADING if block.kind == "point" else None
        inlines = [*((inline, lead) for inline in head), *((inline, None) for inline in words)] or [(Text(""), None)]
        shown = [(inline, text, style) for (inline, style), text in zip(inlines, texts or [""], strict=True)]
        written = [self.inline(block, *each) for each in shown[:-1]]
        look = f'<w:pStyle w:val="{STYLES[role]}"/>{_KEEP_NEXT if keep_next else NOTHING}{own}'
        last = self.last(block, *shown[-1], marks.end(number))
        return Xml(f"<w:p><w:pPr>{look}</w:pPr>{marks.start(number, name)}{''.join(written)}{last}</w:p>")

    def last(self, block: Block, inline: Inline, shown: str, style: str | None, end: Xml) -> Xml:
        """The last inline, with the end of the block's mark before its last character.

        At the end of a paragraph, after a hanging full stop, LibreOffice would give the mark a blank line of its own.
        """
        if isinstance(inline, Text) and shown:
            return Xml(run(shown[:-1], style) + end + run(shown[-1], style))
        return Xml(end + self.inline(block, inline, shown, style))

    def inline(self, block: Block, inline: Inline, shown: str, style: str | None) -> Xml:
        """An inline as it is `shown`: its own text, with the breaks of the lines of a title."""
        if isinstance(inline, Text):
            return run(shown, style)
        if isinstance(inline, Fact):
            return self.marked(self.fact(block, inline), shown, style)
        return self.gap(block, inline, shown, style)

    def fact(self, block: Block, fact: Fact) -> Mark:
        name = self.names.next("fact", block.id, fact.keys)
        return Mark(name, "fact", block.id, legal(fact.text), fact.keys, fact.how, fact.sources)

    def gap(self, block: Block, gap: Gap, shown: str, style: str | None) -> Xml:
        asked = [Comment(self.number(), text) for text in self.asking.texts(gap)]
        self.comments += asked
        name = self.names.next("gap", block.id, gap.keys)
        mark = Mark(name, "gap", block.id, legal(gap.text), gap.keys, state=gap.state)
        starts = [comments.start(comment.number) for comment in asked]
        ends = [comments.end(comment.number) for comment in asked]
        return Xml("".join([*starts, self.marked(mark, shown, style, self.highlight[gap.state]), *ends]))

    def marked(self, mark: Mark, shown: str, style: str | None, highlight: str | None = None) -> Xml:
        self.marks.append(mark)
        number = self.number()
        text = shown if mark.generated[:1] == shown[:1] else shown.removeprefix("\n")
        before = run("\n", style) if text is not shown else NOTHING
        return Xml(before + marks.start(number, mark.name) + run(text, style, highlight) + marks.end(number))

    def number(self) -> int:
        self.count += 1
        return self.count
