"""How wide words stand on the page, in Han characters, and what that makes of the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

_MOST_TIMES = 3
# Digits and letters are wider in some fonts than half a Han character.
_SPARE = 0.5
_SHORT = 4
# Compiled where it is asked for: most drafts have no table.
_TOGETHER = "[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日|[!-~％‰]+[一-鿿]?"


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


def unbroken(text: str) -> float:
    """Characters that the widest word in `text` takes which should stay on a line: a day, a number with its unit, words
    that are short altogether."""
    whole = chars(text)
    return whole if whole <= _SHORT else max(map(chars, re.findall(_TOGETHER, text)), default=1.0)


def shared(whole: int, wanted: Sequence[float], least: Sequence[float]) -> list[int]:
    """`whole` shared among columns that want `wanted` to stand on one line each and `least`, which is no more, to break
    no word; whole numbers that sum up to it.

    Where there is enough, the rest goes to all alike in proportion. Where there is not, columns that want less than an
    equal share get what they want, and the others share what is left in proportion, the widest at most three times as
    wide as the narrowest of them; but none gets less than its least, unless there is not even enough for that.
    """
    if sum(wanted) <= whole:
        given = _stretched(whole, wanted)
    elif sum(least) >= whole:
        given = _squeezed(whole, least)
    else:
        given = _kept(whole, wanted, least)
    ends = [round(end) for end in accumulate(given, initial=0.0)]
    return [end - start for start, end in pairwise([*ends[:-1], whole])]


def _stretched(whole: float, wanted: Sequence[float]) -> list[float]:
    return [whole * each / sum(wanted) for each in wanted]


def _kept(whole: int, wanted: Sequence[float], least: Sequence[float]) -> list[float]:
    """What columns get of too little: one that would get less than its least gets that, and the others the rest."""
    kept: dict[int, float] = {}
    while True:
        others = [at for at in range(len(wanted)) if at not in kept]
        given = dict(zip(others, _squeezed(whole - sum(kept.values()), [wanted[at] for at in others]), strict=True))
        short = [at for at in others if given[at] < least[at]]
        if not short:
            return [kept.get(at, given.get(at, 0.0)) for at in range(len(wanted))]
        kept |= {at: least[at] for at in short}


def _squeezed(whole: float, wanted: Sequence[float]) -> list[float]:
    if sum(wanted) <= whole:
        return _stretched(whole, wanted) if wanted else []
    left, narrow = whole, dict[int, float]()
    for at, each in sorted(enumerate(wanted), key=lambda pair: pair[1]):
        if each > left / (len(wanted) - len(narrow)):
            break
        narrow[at] = each
        left -= each
    wide = [each for at, each in enumerate(wanted) if at not in narrow]
    if not wide:
        return list(wanted)
    bounded = [0.0 if at in narrow else min(each, _MOST_TIMES * min(wide)) for at, each in enumerate(wanted)]
    return [narrow.get(at, left * each / sum(bounded)) for at, each in enumerate(bounded)]
