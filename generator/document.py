"""The document between composing, reading, checking and writing: what is said, never how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from generator import gaps
from generator.facts.dictionary import Ask
from generator.gaps import State
from generator.problems import Problem

Kind = Literal[
    "copy_no", "secrecy", "urgency", "organ", "number", "signers",
    "title", "subtitle", "byline", "date", "recipient", "salutation",
    "heading", "body", "point", "caption", "cell",
    "attendance", "attachment_note", "signature", "notes", "attachment", "attachment_title",
    "cc", "issuer", "print_date",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """Words that an outline or a template wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A printed value: `keys` it rests on, `how` it was made from them, `sources` they came from."""

    text: str
    keys: tuple[str, ...]
    how: str = "as given"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that is not there (missing) or not sure (to_confirm; `label` then ends with the unsure value).

    `keys` are the facts whose filling closes it, `needs` those that will be asked for once it is closed.
    """

    keys: tuple[str, ...]
    state: State
    label: str
    needs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The gap as it is printed, 【待补充：…】 or 【待核实：…】."""
        return gaps.printed(self.state, self.label)


Inline = Text | Fact | Gap
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table: `table` is the id of the part that the table belongs to, row 0 its header.

    The cells of one table follow one another in the document, row by row, all rows of one width; a cell of several
    paragraphs is several blocks. `landscape`: the outline wants the table on a page that lies across.
    """

    table: str
    row: int
    column: int
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `id` is its path in the outline; a second paragraph of one part is `opening.2`.

    A heading is `number` + `heading`; a point is `number` + `heading` + 。 + `words`, run in; all else is `words`, with
    a label (附件：, 抄送：, 出席：, 表1) as its `number`.
    `level` is the heading level from 1, for other blocks that of the section they stand in (0: none). `cell` is set
    for the kind "cell" alone. `breaks` are the places in its text before which the outline wants a new line, which
    only a title may have.
    """

    id: str
    kind: Kind
    words: Inlines = ()
    level: int = 0
    role: str | None = None
    number: str = ""
    heading: Inlines = ()
    cell: Cell | None = None
    breaks: tuple[int, ...] = ()

    @property
    def head(self) -> Inlines:
        """What stands before the words: number, heading and, in a point, the full stop."""
        number: Inlines = (Text(self.number),) if self.number else ()
        stopped = self.heading and self.heading[-1].text.endswith(("。", "！", "？"))
        stop: Inlines = (Text("。"),) if self.kind == "point" and self.heading and not stopped else ()
        return number + self.heading + stop

    @property
    def inlines(self) -> Inlines:
        """All readable text of the block in reading order."""
        return self.head + self.words

    @property
    def text(self) -> str:
        return "".join(inline.text for inline in self.inlines)


@dataclass(frozen=True, slots=True)
class Slot:
    """How long a speech may last: `rate` in Han characters a minute; `minutes` None where that is not known."""

    rate: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What one draft says: its blocks in reading order, what its gaps ask for, the problems told while it was made.

    `sealed`: a seal will stand on its signature. `slot` is set for a speech. `facts` are all that it rests on or asks
    for, known ones too; () for a document that was not composed.
    """

    outline: str
    year: int | None
    blocks: tuple[Block, ...]
    gaps: tuple[Ask, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    slot: Slot | None = None
    sealed: bool = False
    facts: Sequence[Ask] = field(default=(), compare=False, repr=False)


Row = tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows, the first its header, of cells, each of which is its paragraphs."""

    rows: tuple[Row, ...]

    @property
    def landscape(self) -> bool:
        cell = self.rows[0][0][0].cell
        return cell is not None and cell.landscape


def pieces(blocks: Iterable[Block]) -> Iterator[Block | Table]:
    """The blocks in reading order, the cells of each table gathered."""
    for table, run in groupby(blocks, key=lambda block: block.cell and block.cell.table):
        if table is None:
            yield from run
        else:
            rows = groupby(run, key=lambda block: block.cell and block.cell.row)
            yield Table(tuple(_cells(row) for _, row in rows))


def _cells(row: Iterable[Block]) -> Row:
    return tuple(tuple(cell) for _, cell in groupby(row, key=lambda block: block.cell))


def walk(document: Document) -> Iterator[tuple[Block, Inline]]:
    """Every inline of the document with its block, in reading order: the one way to all readable text."""
    for block in document.blocks:
        for inline in block.inlines:
            yield block, inline
