"""How wide words stand on the page, in Han characters, and what that makes of the columns of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

_MOST_TIMES = 3
# Digits and letters are wider in some fonts than half a Han character.
_SPARE = 0.5


def chars(text: str) -> float:
    """Characters that `text` takes: a Latin letter or digit is half of one, and stands a quarter off Han characters."""
    pieces = text.split(" ")
    return sum(map(_chars, pieces)) + 0.5 * (len(pieces) - 1)


def fits(text: str, line: float) -> bool:
    """Whether a line of `line` characters holds `text`."""
    return chars(text) + (_SPARE if any(map(_is_narrow, text)) else 0.0) <= line


def _chars(text: str) -> float:
    narrow = [_is_narrow(char) for char in text]
    return sum(0.5 if one else 1.0 for one in narrow) + sum(0.25 for one, other in pairwise(narrow) if one != other)


def _is_narrow(char: str) -> bool:
    return east_asian_width(char) not in "WFA"


def shared(whole: int, wanted: Sequence[float]) -> list[int]:
    """`whole` shared among columns that want `wanted` to stand on one line each; whole numbers that sum up to it.

    Where there is enough, the rest goes to all alike in proportion. Where there is not, columns that want less than an
    equal share get what they want, and the others share what is left in proportion, the widest at most three times as
    wide as the narrowest of them.
    """
    given = _stretched(whole, wanted) if sum(wanted) <= whole else _squeezed(whole, wanted)
    ends = [round(end) for end in accumulate(given, initial=0.0)]
    return [end - start for start, end in pairwise([*ends[:-1], whole])]


def _stretched(whole: int, wanted: Sequence[float]) -> list[float]:
    return [whole * each / sum(wanted) for each in wanted]


def _squeezed(whole: int, wanted: Sequence[float]) -> list[float]:
    left, narrow = float(whole), dict[int, float]()
    for at, each in sorted(enumerate(wanted), key=lambda pair: pair[1]):
        if each > left / (len(wanted) - len(narrow)):
            break
        narrow[at] = each
        left -= each
    least = min(each for at, each in enumerate(wanted) if at not in narrow)
    bounded = [0.0 if at in narrow else min(each, _MOST_TIMES * least) for at, each in enumerate(wanted)]
    return [narrow.get(at, left * each / sum(bounded)) for at, each in enumerate(bounded)]
