"""Running Chinese text: where sentences end, how many Han characters it has, what stands in quotes. No judgement."""

from __future__ import annotations

import re
from collections import Counter

_PAIRS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "「": "」", "『": "』"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_QUOTES = "“‘《〈「『"
_WHOLE = "“‘（「『"
_END = re.compile(r"[。！？…]+")
_CLOSERS = re.compile(rf"[{re.escape(''.join(_OPENERS))}]*")
_GOES_ON = re.compile(r"[，、；：的]")
# Compared one by one: a pattern of these ranges takes longer to compile than all counting of a draft.
_RARE_HAN = (("㐀", "䶿"), ("豈", "\ufaff"), ("\U00020000", "\U000323af"))
_BLANK = re.compile(r"\s*")


def han(text: str) -> int:
    """The number of Han characters in `text`: no punctuation, digits or letters."""
    common = [char for char in text if "一" <= char <= "鿿" or (char >= "㐀" and _is_rare(char))]
    return len(common) + text.count("〇")


def _is_rare(char: str) -> bool:
    return any(first <= char <= last for first, last in _RARE_HAN)


def quoted(text: str) -> list[tuple[int, int]]:
    """The outermost spans `start, end` of `text` in quotes and 《》, marks included; unpaired marks make none."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_pairs(text).items()):
        if text[start] in _QUOTES and (not spans or start >= spans[-1][1]):
            spans.append((start, end + 1))
    return spans


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans `start, end` of the sentences of `text`, tiling it; none for an empty text.

    A sentence ends after 。！？…, with what closes behind them, and at a line break; blanks that follow belong to it.
    Within a pair of quotes or brackets none ends, except that a quote which is itself the sentence, at its start or
    after a colon, ends it with its own end mark (GB/T 15834 B.2.1).
    """
    spans: list[tuple[int, int]] = []
    pairs = _pairs(text)
    start = at = _after_blanks(text, 0)
    spans_from = 0
    while at < len(text):
        at, ended = _step(text, at, start, pairs)
        if ended:
            start = at = _after_blanks(text, at)
            spans.append((spans_from, at))
            spans_from = at
    if spans_from < len(text):
        spans.append((spans_from, len(text)))
    return spans


def _step(text: str, at: int, start: int, pairs: dict[int, int]) -> tuple[int, bool]:
    """The place behind the character, the pair or the end mark at `at`, and whether the sentence from `start` ends."""
    if at in pairs:
        closing = pairs[at]
        whole = text[at] in _WHOLE and (at == start or text[at - 1] in "：:") and _END.match(text, closing - 1)
        return closing + 1, bool(whole) and not _GOES_ON.match(text, closing + 1)
    if mark := _END.match(text, at):
        after = _CLOSERS.match(text, mark.end())
        end = after.end() if after else mark.end()
        return end, not _GOES_ON.match(text, end)
    return at + 1, text[at] == "\n"


def _after_blanks(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _pairs(text: str) -> dict[int, int]:
    """The place of each opening mark that is paired within its line, with the place of its closing mark."""
    pairs: dict[int, int] = {}
    open_marks: list[int] = []
    count = Counter[str]()
    for at, character in enumerate(text):
        if character == "\n":
            open_marks.clear()
            count.clear()
        elif character in _PAIRS:
            open_marks.append(at)
            count[character] += 1
        elif count[opener := _OPENERS.get(character, "")]:
            pairs[_popped(text, opener, open_marks, count)] = at
    return pairs


def _popped(text: str, opener: str, open_marks: list[int], count: Counter[str]) -> int:
    """The place of the last `opener` among the open marks, taken from them with all marks behind it."""
    while True:
        mark = open_marks.pop()
        count[text[mark]] -= 1
        if text[mark] == opener:
            return mark
