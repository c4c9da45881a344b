"""From filled parts to blocks: numbered, levelled, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from generator import ordinals
from generator.compose.filled import Filled
from generator.document import Block, Cell, Inlines, Kind
from generator.outline.model import Part


def body(
    path: str, lines: list[Inlines], level: int = 0, role: str | None = None, kind: Kind = "body", label: str = ""
) -> Iterator[Block]:
    """Paragraphs of one part: `path`, `path.2` …; a `label` stands before the first."""
    for number, words in enumerate(lines, start=1):
        first = number == 1
        yield Block(path if first else f"{path}.{number}", kind, words, level, role, label if first else "")


def title(lines: list[Inlines], path: str = "title", kind: Kind = "title") -> Iterator[Block]:
    """A title in one block, its lines as they were typed known by where they begin."""
    if lines:
        lengths = [sum(len(inline.text) for inline in words) for words in lines[:-1]]
        words = tuple(inline for words in lines for inline in words)
        yield Block(path, kind, words, breaks=tuple(accumulate(lengths)))


def line(path: Kind, words: Inlines) -> Iterator[Block]:
    """One line beside the sections, if it has words."""
    if words:
        yield Block(path, path, words)


def sections(
    parts: list[Filled], numbering: tuple[str, ...], level: int = 1, role: str | None = None
) -> Iterator[Block]:
    """Sections of one level, headed and numbered by `numbering` at that level, with all that stands in them."""
    pattern = numbering[level - 1] if level <= len(numbering) else "none"
    number = 0
    for filled in parts:
        part, own = filled.part, filled.part.role or role
        if filled.heading:
            number += part.numbered
            label = ordinals.heading(pattern, number) if part.numbered else ""
            yield Block(filled.path, "heading", (), level, own, label, filled.heading)
        yield from body(f"{filled.path}.lead", filled.lead, level, own)
        yield from body(f"{filled.path}.text", filled.text, level, own)
        yield from _table(filled, level, own)
        yield from _points(filled, level, own)
        yield from sections(filled.sections, numbering, level + 1, own)


def captioned(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, their captions numbered: 表1, 表2 … in the whole document."""
    count = 0
    for block in blocks:
        if block.kind == "caption":
            count += 1
            yield replace(block, number=f"表{count}\u3000")
        else:
            yield block


def _points(parent: Filled, level: int, role: str | None) -> Iterator[Block]:
    """The points of a section; those with one enumerator count together."""
    chosen = [_enumerator(point.part, parent.part, role) if point.part.numbered else None for point in parent.points]
    for at, (point, enumerator) in enumerate(zip(parent.points, chosen, strict=True)):
        own = point.part.role or role
        number = chosen[: at + 1].count(enumerator)
        label = ordinals.point(enumerator, number, chosen.count(enumerator)) if enumerator else ""
        first, *rest = [*point.lead, *point.text] or [()]
        yield Block(point.path, "point", first, level, own, label, point.heading)
        yield from (
            Block(f"{point.path}.{count}", "body", words, level, own) for count, words in enumerate(rest, start=2)
        )
        yield from _table(point, level, own)
        yield from _points(point, level, own)


def _table(filled: Filled, level: int, role: str | None) -> Iterator[Block]:
    """The caption of a part's table, `PART.caption`, and its cells: `PART.table/ROW.COLUMN`, the header being row 0; an
    empty cell is an empty block."""
    if filled.caption:
        yield Block(f"{filled.path}.caption", "caption", filled.caption, level, role)
    across = bool(filled.part.table and filled.part.table.landscape)
    for row, cells in enumerate(filled.table):
        for column, lines in enumerate(cells, start=1):
            path, cell = f"{filled.path}.table/{row}.{column}", Cell(filled.path, row, column, across)
            for number, words in enumerate(lines or [()], start=1):
                yield Block(path if number == 1 else f"{path}.{number}", "cell", words, level, role, cell=cell)


def _enumerator(point: Part, parent: Part, role: str | None) -> str:
    by_role = "一要" if (point.role or role) == "requirement" else "一是"
    return point.enumerator or parent.enumerator or by_role
