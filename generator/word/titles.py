"""The lines of a title: broken at sense groups, as few as can be, into a trapezoid or a diamond (GB/T 9704-2012 7.3.1).

It never changes a character, and breaks nothing that fits on a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from generator.document import Inlines
from generator.word.widths import chars, fits

_LONGEST = 200
_SHORT = 4.0
_ALIKE = 0.6
_APART = 6.0


def breaks(inlines: Inlines, line: float, given: Sequence[int] = ()) -> tuple[int, ...]:
    """Where the lines of a title after the first begin, as places in its text.

    `line` is the width of a line in Han characters of the title's size. At the `given` places, in order, a line begins
    in any case. What is longer than any title is left to the word processor.
    """
    text = "".join(inline.text for inline in inlines)
    bounds = [0, *given, len(text)]
    if len(text) > _LONGEST or all(fits(text[start:end], line) for start, end in pairwise(bounds)):
        return tuple(given)
    # The known words are read where they are needed.
    from generator.word.seams import seams

    joints = seams(inlines, line)
    found: list[int] = []
    for start, end in pairwise(bounds):
        within = _Lines(text[start:end], [(seam.harm, seam.cost) for seam in joints[start:end]], line).breaks()
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


class _Price(NamedTuple):
    """What a set of lines costs; what stands first outweighs all behind it."""

    harm: int
    lines: int
    look: float

    def plus(self, harm: int, look: float) -> _Price:
        return _Price(self.harm + harm, self.lines + 1, self.look + look)


class _State(NamedTuple):
    """The last line, and whether one before was shorter than its own predecessor: after that none may grow again."""

    start: int
    end: int
    falling: bool


class _Lines:
    """The lines of one text, chosen from all that fit by the price of each with its neighbour."""

    def __init__(self, text: str, seams: Sequence[tuple[int, int]], line: float) -> None:
        self.text = text
        self.seams = seams
        self.line = line
        self.widths = {span: chars(text[slice(*span)]) for span in self._spans()}

    def _spans(self) -> list[tuple[int, int]]:
        """All lines that fit, and single characters, which must."""
        spans = []
        for start in range(len(self.text)):
            for end in range(start + 1, len(self.text) + 1):
                if end > start + 1 and not fits(self.text[start:end], self.line):
                    break
                spans.append((start, end))
        return spans

    def breaks(self) -> list[int]:
        """Where the lines after the first begin."""
        prices: dict[_State, tuple[_Price, _State | None]] = {}
        ending: dict[int, list[_State]] = {}
        for start, end in sorted(self.widths, key=lambda span: span[1]):
            for before in ending.get(start, []) if start else [None]:
                state, price = self._next(before, (start, end), prices[before][0] if before else _Price(0, 0, 0))
                if state not in prices:
                    ending.setdefault(end, []).append(state)
                if state not in prices or price < prices[state][0]:
                    prices[state] = price, before
        last: _State | None = min(ending[len(self.text)], key=lambda state: prices[state][0])
        starts = []
        while last:
            starts.append(last.start)
            last = prices[last][1]
        return starts[-2::-1]

    def _next(self, before: _State | None, span: tuple[int, int], price: _Price) -> tuple[_State, _Price]:
        """The state and the price after one more line."""
        width = self.widths[span]
        look = 8 * (_SHORT - width) if width < _SHORT else 0.0
        if before is None:
            return _State(*span, False), price.plus(0, look)
        harm, cost = self.seams[span[0]]
        step = width - self.widths[before.start, before.end]
        look += cost + self._step(step) + (30 if before.falling and step > _ALIKE else 0)
        return _State(*span, before.falling or step < -_ALIKE), price.plus(harm, look)

    @staticmethod
    def _step(step: float) -> float:
        """What two lines cost that are alike, as in a rectangle, or far apart."""
        return 5.0 if abs(step) <= _ALIKE else 1.5 * max(0.0, abs(step) - _APART)
