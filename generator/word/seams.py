"""Where a title may be broken: how much a break before each of its characters would hurt.

A break beside what is no known word is only taken where there is no better one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.document import Fact, Inline
from generator.word.title_words import (
    BLANKS,
    BOUND,
    CLOSING,
    MARK,
    NAME,
    OPENING,
    QUOTED,
    STOPS,
    UNKNOWN,
    Token,
    tokens,
    words,
)

_TIME = re.compile(r".*(?:年度?|季度|半年|月|日)")


class Seam(NamedTuple):
    """A place between two characters. `harm` is what a break there would tear, which no look of the title is worth;
    `cost` says how well the places without harm part its senses: 0 is the best."""

    harm: int
    cost: int


def seams(inlines: Sequence[Inline], line: float) -> list[Seam]:
    """The seam before each character of a title on lines of `line` characters; that before the first is 0."""
    found: list[Seam] = []
    read = tokens(inlines, line)
    for at, token in enumerate(read):
        found.append(_between(read[max(0, at - 2) : at], token) if at else Seam(0, 0))
        found += [Seam(token.harm, 0)] * (len(token.text) - 1)
    for start, end in _spans(inlines):
        for at in (start, end):
            if at < len(found) and found[at].harm == UNKNOWN:
                found[at] = Seam(0, found[at].cost)
    return _dearer(found, inlines)


def _dearer(found: list[Seam], inlines: Sequence[Inline]) -> list[Seam]:
    """Seams within what is one thing, though too long for a line, cost more than those around it."""
    within = [0] * len(found)
    text = "".join(inline.text for inline in inlines)
    facts = [span for span, inline in zip(_spans(inlines), inlines, strict=True) if isinstance(inline, Fact)]
    for start, end in [*facts, *(match.span() for match in QUOTED.finditer(text))]:
        for at in range(start + 1, end):
            within[at] += 4
    return [seam._replace(cost=seam.cost + more) for seam, more in zip(found, within, strict=True)]


def _spans(inlines: Iterable[Inline]) -> Iterator[tuple[int, int]]:
    """From where to where in the text each inline goes."""
    at = 0
    for inline in inlines:
        yield at, at + len(inline.text)
        at += len(inline.text)


def _between(before: list[Token], token: Token) -> Seam:
    """The seam before a token; `before` are the last two that stand there."""
    known, last_token = words(), before[-1]
    first, last = token.text[0], last_token.text[-1]
    if last in BLANKS:
        return Seam(0, 0)
    if first in CLOSING + BLANKS or last in OPENING:
        return Seam(MARK, 0)
    if token.text in known.never_first or last_token.text in known.never_last:
        return Seam(BOUND, 0)
    if last in STOPS or token.text == "关于":
        return Seam(0, 0)
    if not (token.harm or last_token.harm or token.text in known.beginnings or last in "和与、" or first in OPENING):
        return Seam(UNKNOWN, 0)
    counts = last_token.harm == MARK and not _TIME.fullmatch(last_token.text)
    hanging = counts or before[0].text == "关于" or last_token.text in known.attributes
    return Seam(0, _cost(last_token, token) + (6 if hanging else 0))


def _cost(before: Token, token: Token) -> int:
    """How well two tokens hold together: 2 a new sense, 12 one that is not over."""
    known, first, last = words(), token.text[0], before.text[-1]
    if first == "（":
        return 12
    if last in "的和与":
        return 9
    is_time = _TIME.fullmatch(before.text) or before.text in known.days
    if token.text in known.heads or (is_time and token.text in known.days):
        return 8
    if token.text in known.beginnings or _TIME.fullmatch(token.text) or last == "、":
        return 2
    if not (token.harm and before.harm):
        return 7
    return 3 if first in OPENING or before.harm == NAME or is_time else 4
