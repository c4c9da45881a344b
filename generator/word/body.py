"""The body of a document: its blocks as paragraphs, those in tables too, with marks round blocks, facts and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from generator.characters import held
from generator.document import Block, Document, Fact, Gap, Inline, Inlines, Table, Text, pieces
from generator.layout import Layout
from generator.word import comments, imprint, marks, pages, red_head, rules, tables, titles
from generator.word.comments import Asking, Comment
from generator.word.imprint import Imprint
from generator.word.looks import Look
from generator.word.looks import looks as looked
from generator.word.marks import Mark, Names
from generator.word.ooxml import NOTHING, Letters, Xml, run
from generator.word.pages import Extent, Paragraph
from generator.word.sections import Sections
from generator.word.styles import HEADS, STYLES, WORDS

_TAB = "<w:r><w:tab/></w:r>"
_KEEP_NEXT = Xml("<w:keepNext/>")
_TITLES = ("title", "attachment_title")
Lines = Mapping[Block, tuple[int, ...]]
"""Where the lines of each title begin after the first."""


class Written(NamedTuple):
    """The words of a document as elements of its body, up to the properties of its last `section`, and what came up.

    `turned`: a table lies across somewhere; `foot` is the section of its imprint where that has one of its own.
    """

    body: Xml
    section: str
    turned: bool
    foot: Imprint
    marks: tuple[Mark, ...]
    comments: tuple[Comment, ...]


def write(document: Document, layout: Layout, sections: Sections) -> Written:
    """The paragraphs of `document`: red head, words, imprint."""
    lines = {block: _breaks(block, layout) for block in document.blocks if block.kind in _TITLES}
    writing = _Writing(document, layout, lines)
    above, words, below = _parted(document.blocks)
    head = red_head.red_head(above, layout, writing.paragraph)
    looks = list(looked([block for block in words if not block.cell], layout, document.sealed, bool(head.xml)))
    flow = list(pieces(words))
    lying = _lying(flow)
    last = sections.usual if not any(lying) else sections.across if lying[-1] else sections.further
    begun = rules.empty(section=sections.usual) if head.xml and lying[:1] == [True] else NOTHING
    body = [head.xml, begun, *_written(flow, lying, looks, layout, writing, sections)]
    extent = _extent(words, looks, layout, lines, head.height) if below else None
    foot = imprint.imprint(below, layout, extent, writing.line)
    return Written(Xml("".join(body)), last, any(lying), foot, tuple(writing.marks), tuple(writing.comments))


def _parted(blocks: Sequence[Block]) -> tuple[list[Block], list[Block], list[Block]]:
    """The blocks of the red head, those of the words, those of the imprint."""
    above = [block for block in blocks if block.kind in red_head.KINDS]
    below = [block for block in blocks if block.kind in imprint.KINDS]
    return above, [block for block in blocks if block.kind not in (*red_head.KINDS, *imprint.KINDS)], below


def _lying(flow: list[Block | Table]) -> list[bool]:
    """Whether each piece stands on a page across: such a table, its caption and the headings right over it."""
    lying: list[bool] = []
    for piece in reversed(flow):
        is_over = isinstance(piece, Block) and piece.kind in ("caption", "heading")
        lying.append(piece.landscape if isinstance(piece, Table) else is_over and lying[-1:] == [True])
    return lying[::-1]


def _written(
    flow: list[Block | Table],
    lying: list[bool],
    looks: list[Look],
    layout: Layout,
    writing: _Writing,
    sections: Sections,
) -> Iterator[Xml]:
    """The words; a table is closed where no paragraph follows it or a section ends."""
    rest, upright = iter(looks), sections.further if lying[:1] == [True] else sections.usual
    for at, (piece, following) in enumerate(zip_longest(flow, flow[1:])):
        section = ""
        if lying[at] != lying[at : at + 2][-1]:
            section, upright = (sections.across, upright) if lying[at] else (upright, sections.further)
        if isinstance(piece, Table):
            yield tables.table(piece, layout, writing.paragraph)
            if section or not isinstance(following, Block):
                yield rules.empty(20, section=section)
        else:
            look = next(rest)
            keep_next = _KEEP_NEXT if _is_held(piece, following) else NOTHING
            yield writing.paragraph(piece, look.role, Xml(keep_next + look.own + section))


def _is_held(piece: Block, following: Block | Table | None) -> bool:
    """Whether a paragraph stays on the page of what follows: over a table, and a heading over its caption."""
    if isinstance(following, Block):
        return following.kind == "caption" and piece.kind == "heading"
    return following is not None


def _breaks(title: Block, layout: Layout) -> tuple[int, ...]:
    return titles.breaks(title.inlines, layout.page.text_width / layout.roles[title.kind].char_width, title.breaks)


def _extent(words: list[Block], looks: list[Look], layout: Layout, lines: Lines, head: int) -> Extent | None:
    """How far the words go below a head so high; None where tables leave that open."""
    if any(block.cell for block in words):
        return None
    paragraphs = (
        Paragraph(_text(block, lines), layout.roles[look.role], look.above, look.new_page)
        for block, look in zip(words, looks, strict=True)
    )
    return pages.extent(paragraphs, layout, head)


def _text(block: Block, lines: Lines) -> str:
    return titles.broken([block.text], lines.get(block, ()))[0]


def _merged(inlines: Inlines) -> Inlines:
    """Neighbouring words in one run."""
    merged: list[Text | Fact | Gap] = []
    for plain, group in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
        if plain:
            merged.append(Text("".join(inline.text for inline in group)))
        else:
            merged.extend(group)
    return tuple(merged)


def _paragraph(role: str, own: str, content: str) -> Xml:
    return Xml(f'<w:p><w:pPr><w:pStyle w:val="{STYLES[role]}"/>{own}</w:pPr>{content}</w:p>')


class _Writing:
    """One document being written; numbers of bookmarks and comments come from one count."""

    def __init__(self, document: Document, layout: Layout, lines: Lines) -> None:
        self.highlight = layout.highlight
        self.lines = lines
        self.asking = Asking(document.gaps)
        self.names = Names()
        self.marks: list[Mark] = []
        self.comments: list[Comment] = []
        self.count = 0

    def paragraph(self, block: Block, role: str, own: Xml = NOTHING, size: float | None = None) -> Xml:
        """The paragraph of `block` in its role; `own` are properties that its style does not have, `size` is that of
        its letters in points."""
        return _paragraph(role, own, self.content(block, size))

    def line(self, blocks: Sequence[Block], role: str, own: Xml) -> Xml:
        """One paragraph of several blocks, parted by tabs."""
        return _paragraph(role, own, _TAB.join(map(self.content, blocks)))

    def content(self, block: Block, size: float | None = None) -> Xml:
        """The runs of `block` between its marks."""
        head, words = _merged(block.head), _merged(block.words)
        texts = [held(inline.text) for inline in head + words]
        name = self.names.next("block", block.id)
        lines = self.lines[block] if block.kind in _TITLES else ()
        self.marks.append(Mark(name, "block", block.id, "".join(texts), broken=bool(lines)))
        number = self.number()
        lead, rest = Letters(HEADS.get(block.kind), size), Letters(WORDS.get(block.kind), size)
        inlines = [*((inline, lead) for inline in head), *((inline, rest) for inline in words)] or [(Text(""), rest)]
        texts = titles.broken(texts, lines) if lines else texts or [""]
        shown = [(inline, text, letters) for (inline, letters), text in zip(inlines, texts, strict=True)]
        written = [self.inline(block, *each) for each in shown[:-1]]
        last = self.last(block, *shown[-1], marks.end(number))
        return Xml("".join([marks.start(number, name), *written, last]))

    def last(self, block: Block, inline: Inline, shown: str, letters: Letters, end: Xml) -> Xml:
        """The last inline, with the end of the block's mark before its last character.

        At the end of a paragraph, after a hanging full stop, LibreOffice would give the mark a blank line of its own.
        """
        if isinstance(inline, Text) and shown:
            return Xml(run(shown[:-1], letters) + end + run(shown[-1], letters))
        return Xml(end + self.inline(block, inline, shown, letters))

    def inline(self, block: Block, inline: Inline, shown: str, letters: Letters) -> Xml:
        """An inline as it is `shown`: its own text, with the breaks of the lines of a title."""
        if isinstance(inline, Text):
            return run(shown, letters)
        if isinstance(inline, Fact):
            return self.marked(self.fact(block, inline), shown, letters)
        return self.gap(block, inline, shown, letters)

    def fact(self, block: Block, fact: Fact) -> Mark:
        name = self.names.next("fact", block.id, fact.keys)
        return Mark(name, "fact", block.id, held(fact.text), fact.keys, fact.how, fact.sources)

    def gap(self, block: Block, gap: Gap, shown: str, letters: Letters) -> Xml:
        asked = [Comment(self.number(), text) for text in self.asking.texts(gap)]
        self.comments += asked
        name = self.names.next("gap", block.id, gap.keys)
        mark = Mark(name, "gap", block.id, held(gap.text), gap.keys, state=gap.state)
        starts = [comments.start(comment.number) for comment in asked]
        ends = [comments.end(comment.number) for comment in asked]
        marked = self.marked(mark, shown, letters._replace(highlight=self.highlight[gap.state]))
        return Xml("".join([*starts, marked, *ends]))

    def marked(self, mark: Mark, shown: str, letters: Letters) -> Xml:
        begins_line = shown.startswith("\n") and not mark.generated.startswith("\n")
        before, shown = (run("\n", letters), shown[1:]) if begins_line else (NOTHING, shown)
        self.marks.append(mark._replace(broken=len(shown) > len(mark.generated)))
        number = self.number()
        return Xml(before + marks.start(number, mark.name) + run(shown, letters) + marks.end(number))

    def number(self) -> int:
        self.count += 1
        return self.count
