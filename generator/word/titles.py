"""The lines of a title: broken at sense groups, as few as can be, into a trapezoid or a diamond (GB/T 9704-2012 7.3.1).

It never changes a character, and breaks nothing that fits on a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from generator.characters import held
from generator.document import Inlines
from generator.word.widths import chars, fits

if TYPE_CHECKING:
    from generator.word.seams import Seam

_LONGEST = 200
_SHORT = 4.0
_ALIKE = 0.6
_APART = 6.0
_NO_WAY = 10**30


def breaks(inlines: Inlines, line: float, given: Sequence[int] = ()) -> tuple[int, ...]:
    """Where the lines of a title after the first begin, as places in its text.

    `line` is the width of a line in Han characters of the title's size. At the `given` places, in order, a line begins
    in any case. What is longer than any title, or holds line breaks itself, is left to the word processor.
    """
    text = "".join(inline.text for inline in inlines)
    bounds = [0, *given, len(text)]
    fit = all(fits(text[start:end], line) for start, end in pairwise(bounds))
    if fit or len(text) > _LONGEST or "\n" in text or held(text) != text:
        return tuple(given)
    # Most titles fit on a line.
    from generator.word.seams import seams

    joints = seams(inlines, line)
    found: list[int] = []
    for start, end in pairwise(bounds):
        within = _Lines(text[start:end], joints[start:end], line).breaks() if start < end else []
        found += [*([start] if start else []), *(start + at for at in within)]
    return tuple(found)


def broken(texts: Sequence[str], places: Sequence[int]) -> list[str]:
    """The texts of a title, one after the other, with a line feed before each of the `places` in all of them."""
    cuts = {*places}
    ends = accumulate(map(len, texts))
    return [
        "".join(f"\n{char}" if at in cuts else char for at, char in enumerate(text, end - len(text)))
        for text, end in zip(texts, ends, strict=True)
    ]


class _State(NamedTuple):
    """The last line, and whether one before was shorter than its own predecessor: after that none should grow again."""

    start: int
    end: int
    falling: bool


class _Lines:
    """The lines of one text: of all that do the least harm in the fewest lines, those that look best."""

    def __init__(self, text: str, seams: Sequence[Seam], line: float) -> None:
        self.text = text
        self.seams = seams
        self.farthest = [self._farthest(start, line) for start in range(len(text))]
        self.widths: dict[tuple[int, int], float] = {}

    def _farthest(self, start: int, line: float) -> int:
        """Where a line that starts here ends at the latest; a single character must fit."""
        ends = range(start + 1, min(len(self.text), start + 2 * ceil(line) + 1) + 1)
        return ends[max(0, bisect_right(ends, False, key=lambda end: not fits(self.text[start:end], line)) - 1)]

    def breaks(self) -> list[int]:
        """Where the lines after the first begin."""
        best: dict[_State, tuple[float, _State | None]] = {}
        ending: dict[int, list[_State]] = {}
        for span in self._admissible():
            for before in ending.get(span[0], []) if span[0] else [None]:
                state, look = self._next(before, span)
                whole = look + (best[before][0] if before else 0)
                if state not in best:
                    ending.setdefault(state.end, []).append(state)
                if state not in best or whole < best[state][0]:
                    best[state] = whole, before
        last: _State | None = min(ending[len(self.text)], key=lambda state: best[state][0])
        starts = []
        while last:
            starts.append(last.start)
            last = best[last][1]
        return starts[-2::-1]

    def _admissible(self) -> list[tuple[int, int]]:
        """The lines in any arrangement that does the least harm in the fewest lines, by where they end."""
        length = len(self.text)
        none = (0, 0)
        to_here = [none] + [(_NO_WAY, 0)] * length
        for start in range(length):
            harm, lines = to_here[start]
            for end in range(start + 1, self.farthest[start] + 1):
                to_here[end] = min(to_here[end], (harm + self._harm(end), lines + 1))
        from_here = [(_NO_WAY, 0)] * length + [none]
        found = []
        for start in range(length - 1, -1, -1):
            harm, lines = to_here[start]
            for end in range(start + 1, self.farthest[start] + 1):
                later = from_here[end][0] + self._harm(end), from_here[end][1] + 1
                from_here[start] = min(from_here[start], later)
                if (harm + later[0], lines + later[1]) == to_here[length]:
                    found.append((start, end))
        return sorted(found, key=lambda span: span[1])

    def _harm(self, end: int) -> int:
        return self.seams[end].harm if end < len(self.text) else 0

    def _width(self, start: int, end: int) -> float:
        if (start, end) not in self.widths:
            self.widths[start, end] = chars(self.text[start:end])
        return self.widths[start, end]

    def _next(self, before: _State | None, span: tuple[int, int]) -> tuple[_State, float]:
        """The state after one more line, and what that line costs in looks."""
        width = self._width(*span)
        look = 8 * (_SHORT - width) if width < _SHORT else 0.0
        if before is None:
            return _State(*span, False), look
        step = width - self._width(before.start, before.end)
        look += self.seams[span[0]].cost + self._step(step) + (30 if before.falling and step > _ALIKE else 0)
        return _State(*span, before.falling or step < -_ALIKE), look

    @staticmethod
    def _step(step: float) -> float:
        """What two lines cost that are alike, as in a rectangle, or far apart."""
        return 3.0 if abs(step) <= _ALIKE else 1.5 * max(0.0, abs(step) - _APART)
