"""The running text among the rows of all pages: size and pitch, column, full lines and pages, title.

A full line is one that its paragraph goes on from, a full page one that the text goes on from for want of room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple, TypeVar

from generator.proof.rows import Row, is_full_width, is_han
from generator.proof.sheets import MM_PER_PT, Sheet, Sides

T = TypeVar("T")
_ABOVE_BASELINE = 0.8  # of an exact pitch: so Word and LibreOffice set it
_CENTRED_MM = 8
# How wide, in parts of the paper, a line of running text is, and how many of them, or lines of any width, tell a text
# from a title with a sentence.
_WIDE, _ENOUGH_WIDE, _ENOUGH = 0.6, 3, 8


class Title(NamedTuple):
    """The title: its words without blanks, their size in pt, and the font of most of them."""

    text: str
    size_pt: float
    font: str


class RunningText:
    """The running text of a document; None for what it is too little to tell.

    `size_pt` and `font` are those of most Han characters, `pitch_pt` the way from a line to the next, `advance_mm` that
    from a character to the next in full lines.
    """

    def __init__(self, sheets: Sequence[Sheet], bodies: Sequence[Sequence[Row]]) -> None:
        self._sheets, self._bodies = sheets, bodies
        self._upright = [number for number, sheet in enumerate(sheets) if not sheet.landscape]
        plain = [row for number in self._upright for row in bodies[number] if not row.tabled and not row.is_red]
        han = [glyph for row in plain for glyph in row.glyphs if is_han(glyph.char)]
        self._size = _most(glyph.size_pt for glyph in han)
        enough = self._is_enough()
        self.size_pt = self._size if enough else None
        self.font = _most(glyph.font for glyph in han if glyph.size_pt == self.size_pt)
        self._em = (self._size or 0) * MM_PER_PT
        self.pitch_pt = self._usual_pitch() if enough else None
        self._pitch = (self.pitch_pt or 0) * MM_PER_PT
        self._columns = {parity: self._column(parity) for parity in (0, 1)}
        self._running = list(self._full_lines()) if enough else []
        self.advance_mm = self._usual_advance()
        self._top = min((bodies[number][0].baseline for number in self._upright if bodies[number]), default=0.0)
        self._feet = [bodies[number][-1].baseline for number in self._upright if bodies[number]]
        self._foot = max(self._feet, default=0.0)

    def _is_text(self, row: Row) -> bool:
        return not row.tabled and row.size_pt == self._size

    def _is_enough(self) -> bool:
        text = [(row, self._sheets[at].width) for at in self._upright for row in self._bodies[at] if self._is_text(row)]
        return len(text) >= _ENOUGH or sum(row.right - row.left > _WIDE * width for row, width in text) >= _ENOUGH_WIDE

    def _usual_pitch(self) -> float | None:
        steps = [
            (after.baseline - before.baseline) / MM_PER_PT
            for number in self._upright
            for before, after in pairwise(self._bodies[number])
            if self._is_text(before) and self._is_text(after)
        ]
        usual = _most(round(step * 2) / 2 for step in steps if 0.9 <= step / (self._size or 1) <= 3.5)
        return round(fmean(step for step in steps if abs(step - usual) <= 0.5), 2) if usual else None

    def _column(self, parity: int) -> tuple[float, float] | None:
        """Where lines begin on odd (0) or even (1) pages, the leftmost place at which several do, and where the longest
        ends.
        """
        rows = [
            row
            for number in self._upright
            if number % 2 == parity
            for row in self._bodies[number]
            if self._is_text(row)
        ]
        lefts = sorted(row.left for row in rows)
        shared = (left for left, after in pairwise(lefts) if after - left < self._em / 4)
        return (next(shared, lefts[0]), max(row.right for row in rows)) if rows else None

    def _full_lines(self) -> Iterator[tuple[Row, int]]:
        """Lines that their paragraph goes on from, each with its page."""
        rows = [(row, number) for number in self._upright for row in self._bodies[number]]
        for (row, page), (after, page_after) in pairwise(rows):
            here, there = self._columns[page % 2], self._columns[page_after % 2]
            if here and there and self._is_text(row) and self._is_text(after):
                near = page_after == page and after.baseline - row.baseline < 1.5 * self._pitch
                wide = row.right - row.left > _WIDE * self._sheets[page].width
                reaches = wide and row.right > here[1] - 2.6 * self._em
                if (near or page_after == page + 1) and reaches and abs(after.left - there[0]) < self._em / 2:
                    yield row, page

    def _usual_advance(self) -> float | None:
        steps = [
            after.left - before.left
            for row, _ in self._running
            for before, after in pairwise(row.glyphs)
            if is_han(before.char) and is_han(after.char) and before.size_pt == self._size
        ]
        return median(steps) if steps else None

    def _right(self, parity: int) -> float | None:
        """Where full lines end; one with a hanging full stop is none of the usual ones."""
        rights = [row.right for row, page in self._running if page % 2 == parity]
        usual = _most(round(right) for right in rights)
        return median(right for right in rights if abs(right - usual) <= 1) if usual else None

    def counts(self) -> Iterator[int]:
        """How many characters stand on each full line of nothing but Chinese, an indent counted in and a hanging full
        stop not; a line with squeezed punctuation is left out.
        """
        advance = self.advance_mm or self._em
        rights = {parity: self._right(parity) for parity in (0, 1)}
        for row, page in self._running:
            column, right = self._columns[page % 2], rights[page % 2]
            squeezed = any(after.left - before.left < 0.8 * advance for before, after in pairwise(row.glyphs))
            if column and right is not None and all(map(is_full_width, row.glyphs)) and not squeezed:
                hanging = row.right > right + advance / 2
                yield len(row.glyphs) - hanging + round((row.left - column[0]) / advance)

    def lines(self, page: int) -> int | None:
        """How many lines of the text's pitch a page has from its first row to its last, blank ones included; None where
        its rows keep to no pitch, as round a table.
        """
        body = self._bodies[page]
        if not self._pitch or not body or self._sheets[page].landscape:
            return None
        steps = [(row.baseline - body[0].baseline) / self._pitch for row in body]
        on_grid = all(abs(step - round(step)) < 0.25 for step in steps)
        return round(steps[-1]) + 1 if on_grid else None

    def is_full(self, page: int) -> bool:
        """Whether the text goes on on the next page for want of room on this one, which begins at its top."""
        if self._sheets[page].landscape or page + 1 >= len(self._bodies) or not self._pitch:
            return False
        body, after = self._bodies[page], self._bodies[page + 1]
        if not body or not after or not self._is_text(after[0]) or after[0].text.startswith("附件"):
            return False
        begins, ends = body[0].baseline - self._top, self._foot - body[-1].baseline
        runs_on = any(row is body[-1] for row, at in self._running if at == page)
        low = runs_on or sum(abs(foot - body[-1].baseline) < self._pitch / 2 for foot in self._feet) > 1
        return begins < self._pitch / 2 and ends < 1.2 * self._pitch and low

    def margins(self) -> Sides:
        """The margins that full pages and lines keep."""
        full = [number for number in self._upright if self.is_full(number)]
        if not self._running:
            return Sides(None, None, None, None)
        width, height = self._sheets[self._upright[0]][:2]
        top = bottom = None
        if full:
            top = min(self._bodies[number][0].baseline for number in full) - _ABOVE_BASELINE * self._pitch
            last = max(self._bodies[number][-1].baseline for number in full)
            bottom = height - last - (1 - _ABOVE_BASELINE) * self._pitch
        column, right = self._columns[0], self._right(0)
        return Sides(top, None if right is None else width - right, bottom, column[0] if column else None)

    def title(self) -> Title | None:
        """The first black words on the first page in a larger size than the text, in the middle of the paper."""
        found: list[Row] = []
        for row in self._bodies[0]:
            larger = row.size_pt > (self._size or 0) + 1 and not row.tabled and not row.is_red
            middle = abs(row.centre - self._sheets[0].width / 2) < _CENTRED_MM
            if larger and middle and (not found or row.size_pt == found[0].size_pt):
                found.append(row)
            elif found:
                break
        if not found or not self._size:
            return None
        font = _most(glyph.font for row in found for glyph in row.glyphs) or ""
        return Title("".join(row.text for row in found), found[0].size_pt, font)


def _most(values: Iterable[T]) -> T | None:
    return max((counted := Counter(values)), key=counted.__getitem__, default=None)
