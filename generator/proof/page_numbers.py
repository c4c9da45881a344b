"""Page numbers among the rows of a page: found by where they stand and what they count, never by a file's fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.proof.rows import Row
from generator.proof.sheets import Sheet

_DASH = "-—–―－─‐‑‒−~～·•"
_NUMBER = re.compile(rf"[{_DASH}第]*(\d{{1,4}})[{_DASH}页]*(?:[共/／]\d{{1,4}}页?)?")
_ZONE_MM = 50


class PageNumber(NamedTuple):
    """A printed page number: `page` counts sheets from 1, `text` as it stands there, `left`, `right` the place of its
    first and last character and `top` the upper edge of its first one's ink (the dash) in mm from the top left corner
    of the paper; `size_pt` that of its digits, `dash_pt` that of what stands round them, None where nothing does.
    """

    page: int
    text: str
    left: float
    right: float
    top: float
    size_pt: float
    dash_pt: float | None
    width: float

    @property
    def side(self) -> str:
        """left, center or right: where the paper's thirds have it."""
        middle = (self.left + self.right) / 2
        return (
            "center"
            if abs(middle - self.width / 2) < self.width / 10
            else "left"
            if middle < self.width / 2
            else "right"
        )


def find(pages: Sequence[tuple[Sheet, Sequence[Row]]]) -> list[tuple[PageNumber, Row] | None]:
    """The number of each page with the row that it stands in, None for a page without one.

    A row in the head or the foot of its page is one where it counts as most of its kind do; so a lone year is none.
    """
    found = [_candidate(sheet, rows) for sheet, rows in pages]
    counted = Counter(int(_digits(row.text)) - page for page, at in enumerate(found, 1) if at for row in [at[1]])
    if not counted:
        return [None] * len(found)
    offset, times = counted.most_common(1)[0]
    shown: list[tuple[PageNumber, Row] | None] = []
    for page, at in enumerate(found, 1):
        if at and int(_digits(at[1].text)) - page == offset and (times > 1 or _is_marked(at[1].text) or offset == 0):
            shown.append((_number(page, at[1], pages[page - 1][0]), at[0]))
        else:
            shown.append(None)
    return shown


def _candidate(sheet: Sheet, rows: Sequence[Row]) -> tuple[Row, Row] | None:
    """The row and the piece of it that reads as a page number; the foot of the page comes first."""
    outer = [row for row in (*rows[-1:], *rows[:1]) if not row.tabled]
    for row in outer:
        if row.baseline > sheet.height - _ZONE_MM or row.baseline < _ZONE_MM:
            for piece in row.clusters():
                if _NUMBER.fullmatch(piece.text):
                    return row, piece
    return None


def _digits(text: str) -> str:
    found = _NUMBER.fullmatch(text)
    return found[1] if found else ""


def _is_marked(text: str) -> bool:
    return not text.isdecimal()


def _number(page: int, piece: Row, sheet: Sheet) -> PageNumber:
    digits = [glyph.size_pt for glyph in piece.glyphs if glyph.char.isdecimal()]
    dashes = [glyph.size_pt for glyph in piece.glyphs if not glyph.char.isdecimal()]
    return PageNumber(
        page,
        piece.spaced,
        piece.left,
        piece.right,
        piece.glyphs[0].ink.top,
        Counter(digits).most_common(1)[0][0],
        Counter(dashes).most_common(1)[0][0] if dashes else None,
        sheet.width,
    )
