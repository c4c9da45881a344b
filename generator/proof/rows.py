"""Glyphs into rows: what stands on one baseline, and what a row says of itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from generator.proof.sheets import MM_PER_PT, Box, Glyph

_SAME_LINE_MM = 0.6
_BLANK_EM = 0.15
_APART_EM = 2.5
_DARK = 96


class Row(NamedTuple):
    """Glyphs on one baseline from left to right; `tabled` where they stand between the rules of a table."""

    glyphs: tuple[Glyph, ...]
    tabled: bool = False

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def size_pt(self) -> float:
        """The size of most of its Han characters, or of all its characters where it has none."""
        sizes = Counter(glyph.size_pt for glyph in self.glyphs if is_han(glyph.char))
        return (sizes or Counter(glyph.size_pt for glyph in self.glyphs)).most_common(1)[0][0]

    @property
    def text(self) -> str:
        """Its characters without blanks."""
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def spaced(self) -> str:
        """Its characters, a blank where they stand apart."""
        text = self.glyphs[0].char
        for before, glyph in zip(self.glyphs, self.glyphs[1:], strict=False):
            apart = glyph.left - before.right > _BLANK_EM * glyph.size_pt * MM_PER_PT
            text += f" {glyph.char}" if apart else glyph.char
        return text

    @property
    def ink(self) -> Box:
        return ink_of(self.glyphs)

    @property
    def coloured(self) -> tuple[Glyph, ...]:
        """Its glyphs that are neither black nor nearly so."""
        return tuple(glyph for glyph in self.glyphs if max(glyph.colour) > _DARK)

    @property
    def is_red(self) -> bool:
        """Whether it is printed in the red of a red head."""
        return all(red > 2 * max(green, blue) and red > _DARK for red, green, blue in (g.colour for g in self.glyphs))

    def clusters(self) -> Iterator[Row]:
        """The row's pieces that stand far apart, as a page number beside a footer's words."""
        piece = [self.glyphs[0]]
        for glyph in self.glyphs[1:]:
            if glyph.left - piece[-1].right > _APART_EM * glyph.size_pt * MM_PER_PT:
                yield Row(tuple(piece), self.tabled)
                piece = []
            piece.append(glyph)
        yield Row(tuple(piece), self.tabled)


def rows(glyphs: Iterable[Glyph], ruled: Iterable[tuple[float, float]] = ()) -> list[Row]:
    """The rows from the top of the page to its foot."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if not lines or glyph.baseline - lines[-1][0].baseline > _SAME_LINE_MM:
            lines.append([])
        lines[-1].append(glyph)
    bands = _merged(ruled)

    def row(line: list[Glyph]) -> Row:
        ordered = tuple(sorted(line, key=lambda glyph: glyph.left))
        return Row(ordered, _is_within(bands, ordered[0].baseline))

    return [row(line) for line in lines]


def _merged(ruled: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The heights that rules take up together, from the top, none touching the next: a page may have thousands."""
    bands: list[tuple[float, float]] = []
    for top, bottom in sorted(ruled):
        if bands and top <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], bottom))
        else:
            bands.append((top, bottom))
    return bands


def _is_within(bands: Sequence[tuple[float, float]], height: float) -> bool:
    at = bisect_right(bands, height, key=itemgetter(0))
    return at > 0 and height <= bands[at - 1][1]


def ink_of(glyphs: Iterable[Glyph]) -> Box:
    """The box of all that is printed of `glyphs`."""
    boxes = [glyph.ink for glyph in glyphs]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def is_full_width(glyph: Glyph) -> bool:
    """Whether it takes the place of a Han character, as Chinese punctuation does where it is not squeezed."""
    return is_han(glyph.char) or (
        (glyph.char in "“”‘’…—·〔〕" or "\u3000" <= glyph.char <= "\u303f" or "\uff00" <= glyph.char <= "\uff5e")
        and glyph.right - glyph.left > 0.9 * glyph.size_pt * MM_PER_PT
    )
