"""What sheets of glyphs measure, all of it together. Pure; nothing is judged here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.proof import head_and_foot, page_numbers
from generator.proof.page_numbers import PageNumber
from generator.proof.rows import Row, ink_of, rows
from generator.proof.running_text import RunningText, Title
from generator.proof.sheets import Sheet, Sides


class Leaf(NamedTuple):
    """A page: its rows without its number, and how many lines of the text's pitch they take up."""

    sheet: Sheet
    rows: tuple[Row, ...]
    number: PageNumber | None
    lines: int | None
    full: bool


class Measured(NamedTuple):
    """A document as it is printed.

    `paper` is width and height of its portrait pages in mm. `inferred` are the margins that the text keeps, `ink` the
    white round everything printed but the page numbers, both as distances from the edges of the paper in mm. `lines`
    are those of full pages, `chars` those of full lines, None where there are none; `counts` of each full line. What
    is measured of the text is None where there is too little of it.
    `advance_mm` is the way from a character to the next, `pitch_pt` from a line to the next. `fonts` are the names in
    the file, the most used first; `coloured` are words that are not black.
    """

    paper: tuple[float, float]
    inferred: Sides
    ink: Sides
    lines: int | None
    chars: int | None
    counts: tuple[int, ...]
    body_pt: float | None
    body_font: str | None
    pitch_pt: float | None
    advance_mm: float | None
    title: Title | None
    numbers: tuple[PageNumber, ...]
    fonts: tuple[str, ...]
    coloured: tuple[str, ...]
    leaves: tuple[Leaf, ...]

    @property
    def has_text(self) -> bool:
        return any(leaf.rows for leaf in self.leaves)


def measure(sheets: Sequence[Sheet]) -> Measured:
    """The measures of a document of at least one sheet."""
    pages = [rows(sheet.glyphs, sheet.ruled) for sheet in sheets]
    found = page_numbers.find(list(zip(sheets, pages, strict=True)))
    bodies = [[row for row in page if at is None or row is not at[1]] for page, at in zip(pages, found, strict=True)]
    bodies = head_and_foot.set_apart(sheets, bodies)
    text = RunningText(sheets, bodies)
    leaves = tuple(
        Leaf(sheet, tuple(body), at[0] if at else None, text.lines(number), text.is_full(number))
        for number, (sheet, body, at) in enumerate(zip(sheets, bodies, found, strict=True))
    )
    upright = [leaf for leaf in leaves if not leaf.sheet.landscape] or list(leaves)
    counts = tuple(text.counts())
    return Measured(
        Counter((round(leaf.sheet.width, 1), round(leaf.sheet.height, 1)) for leaf in upright).most_common(1)[0][0],
        text.margins(),
        _ink(upright),
        max((leaf.lines for leaf in leaves if leaf.full and leaf.lines), default=None),
        _capacity(counts),
        counts,
        text.size_pt,
        text.font,
        text.pitch_pt,
        text.advance_mm,
        text.title(),
        tuple(leaf.number for leaf in leaves if leaf.number),
        _fonts(sheets),
        tuple(_coloured(leaves)),
        leaves,
    )


def _capacity(counts: Sequence[int]) -> int | None:
    """The most characters that lines hold, a chance one in ten aside: shorter ones spare their punctuation a break."""
    return max((count for count, times in Counter(counts).items() if times * 10 >= len(counts)), default=None)


def _ink(leaves: Iterable[Leaf]) -> Sides:
    boxes = [(leaf.sheet, ink_of(glyph for row in leaf.rows for glyph in row.glyphs)) for leaf in leaves if leaf.rows]
    if not boxes:
        return Sides(None, None, None, None)
    return Sides(
        min(box.top for _, box in boxes),
        min(sheet.width - box.right for sheet, box in boxes),
        min(sheet.height - box.bottom for sheet, box in boxes),
        min(box.left for _, box in boxes),
    )


def _fonts(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    used = Counter(glyph.font for sheet in sheets for glyph in sheet.glyphs if glyph.font)
    return tuple(name for name, _ in used.most_common())


def _coloured(leaves: Sequence[Leaf]) -> Iterator[str]:
    """Words that are not black; a first page may have its red head."""
    for number, leaf in enumerate(leaves):
        for row in leaf.rows:
            if row.coloured and not (number == 0 and row.is_red):
                yield "".join(glyph.char for glyph in row.coloured)
