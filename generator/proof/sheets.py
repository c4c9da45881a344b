"""What is printed: sheets of glyphs in millimetres from the top left corner of the paper. Nothing here knows a file."""

from __future__ import annotations

from typing import NamedTuple

MM_PER_PT = 25.4 / 72


def mm(length: float) -> str:
    """A length in mm as a clerk reads it: to a tenth, 28 for 28.0."""
    return f"{round(length, 1):g}"


class Box(NamedTuple):
    """A rectangle in mm from the top left corner of the paper."""

    left: float
    top: float
    right: float
    bottom: float


class Sides(NamedTuple):
    """Distances in mm from the edges of the paper, of the right-hand (odd) page; None where nothing tells."""

    top: float | None
    right: float | None
    bottom: float | None
    left: float | None


class Glyph(NamedTuple):
    """A character that is no blank. `left` and `right` are its place in the line, side bearings included, `ink` what is
    printed of it, `baseline` its line, in mm; `colour` is red, green, blue, 0 to 255.
    """

    char: str
    font: str
    size_pt: float
    left: float
    right: float
    baseline: float
    ink: Box
    colour: tuple[int, int, int] = (0, 0, 0)


class Sheet(NamedTuple):
    """A page: its paper in mm, its glyphs in the order of the file, the heights at which vertical rules stand, which
    part the columns of a table, and those of red rules across the page, as one under a red head.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    ruled: tuple[tuple[float, float], ...] = ()
    red_rules: tuple[float, ...] = ()

    @property
    def landscape(self) -> bool:
        return self.width > self.height
