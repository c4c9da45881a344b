"""Numbers before headings and points, 一、（一）1.（1）一是 一要 第一， 首先，: written and recognised. No layout."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.numbers import chinese

PATTERNS = ("一、", "（一）", "1.", "（1）", "none")
ENUMERATORS = ("一是", "一要", "第一，", "首先，", "none")
MOST = 999
_DIGITS = "零一二三四五六七八九"
_SEQUENCE = ("首先，", "其次，", "再次，", "最后，")
_HAN = "([零一二三四五六七八九十百]{1,5})"
_RECOGNISED = tuple(
    (pattern, rf"\s*(?:{expression})\s*")
    for pattern, expression in (
        ("一、", rf"{_HAN}、"),
        ("（一）", rf"[（(]{_HAN}[）)]"),
        ("1.", r"([0-9]{1,3})[.．、](?![0-9])"),
        ("（1）", r"[（(]([0-9]{1,3})[）)]"),
        ("一是", rf"{_HAN}是"),
        ("一要", rf"{_HAN}要"),
        ("第一，", rf"第{_HAN}[，,]"),
        ("首先，", r"(首先|其次|再次|最后)[，,]"),
    )
)


class Ordinal(NamedTuple):
    """An ordinal found at the start of a paragraph: one of PATTERNS or ENUMERATORS, its number from 1, the number of
    characters it takes with the blanks around it."""

    pattern: str
    n: int
    length: int


def heading(pattern: str, n: int) -> str:
    """The `n`-th number, from 1, of headings numbered by `pattern`, one of PATTERNS; "" for none."""
    _check(pattern, PATTERNS, n)
    if pattern == "none":
        return ""
    return pattern.replace("一", chinese(n)).replace("1", str(n))


def point(enumerator: str, n: int, total: int) -> str:
    """The `n`-th of `total` enumerations by `enumerator`, one of ENUMERATORS; "" for none, and for one alone.

    首先， 其次， 再次， 最后， serve up to four points in this order; of more than four all are 第一， 第二， ….
    """
    _check(enumerator, ENUMERATORS, n)
    if enumerator == "none" or total == 1:
        return ""
    if enumerator == "首先，":
        return _SEQUENCE[n - 1] if max(n, total) <= len(_SEQUENCE) else f"第{chinese(n)}，"
    return enumerator.replace("一", chinese(n))


def recognise(text: str) -> Ordinal | None:
    """The ordinal that the paragraph `text` begins with, None if with none.

    Also read: half-width brackets and commas, `1．` and `1、`, blanks before and after. A point before a digit
    is a decimal: 1.5万 has no ordinal. 最后， counts as the fourth.
    """
    for pattern, expression in _RECOGNISED:
        if found := re.match(expression, text):
            n = _value(found[1])
            return Ordinal(pattern, n, found.end()) if n else None
    return None


def _check(word: str, allowed: tuple[str, ...], n: int) -> None:
    if word not in allowed or not 1 <= n <= MOST:
        raise ValueError(f"no ordinal {word!r} {n}")


def _value(written: str) -> int:
    """The number that `chinese`, digits or 首先 … 最后 write so; 0 if they never write it."""
    if written + "，" in _SEQUENCE:
        return _SEQUENCE.index(written + "，") + 1
    if written.isdecimal():
        return int(written)
    total = digit = 0
    for character in written:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    total += digit
    return total if 1 <= total <= MOST and chinese(total) == written else 0
