"""The words of a title: known words, names of bodies, numbers, and what stands in quotes or brackets.

No library that parts Chinese into words: the one under a free licence takes a second to load and 19 MB, and knows no
hospital. What is in no list is no word here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from generator import places, yaml_source
from generator.document import Fact, Gap, Inline
from generator.word.widths import chars, fits
from generator.yaml_source import Mapping, Scalar

MARK, NAME, WORD, BOUND, UNKNOWN = 10**12, 10**9, 10**6, 10**3, 1
"""The harm of a break within a number or at a mark, within a name, within a word, before or after a word that asks for
none there, between two unknown characters. Each outweighs whatever may come up of the next in a title."""
_LONGEST_NAME = 14

BLANKS, STOPS = " \u3000", "，；：。？！"
CLOSING, OPENING = "”’》〉）】〕」』，。、；：？！…—·％%", "“‘《〈（【〔「『"
QUOTED = re.compile("《[^《》]*》|“[^“”]*”|（[^（）]*）|〔[^〔〕]*〕|【[^【】]*】")
_LATIN = "[0-9０-９A-Za-zＡ-Ｚａ-ｚ]"
_DIGIT, _HAN_DIGIT = "[0-9０-９]", "[〇零一二两三四五六七八九十百千]"
_YEAR = rf"(?:{_DIGIT}{{4}}(?:[—–－~～至-]{_DIGIT}{{4}})?|[〇一二三四五六七八九]{{4}})"
_DAY = rf"{_DIGIT}{{1,2}}月(?:{_DIGIT}{{1,2}}日)?"
_COUNTED = "(?:周年|[年月日时分岁届期次个名人位项条章批轮所家院科张床例台件份元万亿场天周号楼级类大])"
_NUMBER = re.compile(
    rf"{_YEAR}(?:学年度?|年(?:度|[上下]半年|第?[一二三四]季度|{_DAY})?)|{_DAY}|第?[一二三四]季度|[上下]半年"
    rf"|{_HAN_DIGIT}+届(?:{_HAN_DIGIT}+[中次]全[会体])?"
    rf"|第?(?:{_HAN_DIGIT}{{2,}}{_COUNTED}?|{_HAN_DIGIT}{_COUNTED})|第{_HAN_DIGIT}"
    rf"|第?[0-9０-９A-Za-zＡ-Ｚａ-ｚ.,:/+~～–—－%％‰-]*[0-9０-９A-Za-zＡ-Ｚａ-ｚ%％‰]{_COUNTED}?"
)


class Words(NamedTuple):
    """Words by what they are in a title; the file of them says what that does. `known` are all, the longest of
    `longest` characters."""

    known: frozenset[str]
    longest: int
    never_first: frozenset[str]
    never_last: frozenset[str]
    beginnings: frozenset[str]
    heads: frozenset[str]
    attributes: frozenset[str]
    days: frozenset[str]
    bodies: frozenset[str]
    parts_of_names: frozenset[str]


class Token(NamedTuple):
    """What is read as one: a word, a name, a number. `harm` is that of a break within; 0 for an unknown character."""

    text: str
    harm: int


def tokens(inlines: Sequence[Inline], line: float) -> list[Token]:
    """All of a title that stands on lines of `line` characters, in order.

    A name, a gap or what stands in quotes or brackets is one token where a line can hold it; where not, its words are.
    """
    text = "".join(inline.text for inline in inlines)
    return list(_named(_tokens(text, _pieces(inlines, text, line))))


def _pieces(inlines: Iterable[Inline], text: str, line: float) -> list[tuple[int, int, int]]:
    """What must stay whole beside words: start, end and harm, in order, none over another."""
    found = [(*match.span(), MARK) for match in _NUMBER.finditer(text) if re.search(_LATIN, match[0])]
    found += [(*match.span(), NAME) for match in QUOTED.finditer(text) if fits(match[0], line)]
    at = 0
    for inline in inlines:
        end = at + len(inline.text)
        if inline.text and _is_name(inline) and fits(inline.text, line):
            found.append((at, end, NAME))
        at = end
    return _merged(sorted(found))


def _is_name(inline: Inline) -> bool:
    """A gap, what the hospital and its bodies are called, and any short fact; a long one is a phrase."""
    if isinstance(inline, Fact):
        return all(key.startswith("hospital.") for key in inline.keys) or chars(inline.text) <= _LONGEST_NAME
    return isinstance(inline, Gap)


def _merged(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    merged: list[tuple[int, int, int]] = []
    for start, end, harm in spans:
        if merged and start < merged[-1][1]:
            first, last, most = merged.pop()
            merged.append((first, max(last, end), max(most, harm) if last < end else most))
        else:
            merged.append((start, end, harm))
    return merged


def _tokens(text: str, pieces: list[tuple[int, int, int]]) -> Iterator[Token]:
    at = 0
    for start, end, harm in pieces:
        yield from _split(text[at:start])
        yield Token(text[start:end], harm)
        at = end
    yield from _split(text[at:])


def _split(text: str) -> list[Token]:
    """`text` in known words and numbers in Han characters, so that as few characters as can be are in none, then in as
    few of them as can be."""
    known, longest, *_ = words()
    numbers = {match.span(): MARK for match in _NUMBER.finditer(text)}
    ends = {end: start for start, end in numbers}
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(text) + 1):
        starts = [start for start in range(max(0, end - longest), end) if text[start:end] in known]
        found = [
            (best[start][0], best[start][1] + 1, start) for start in [*starts, *([ends[end]] if end in ends else [])]
        ]
        best.append(min([(best[-1][0] + 1, best[-1][1] + 1, end - 1), *found]))
    tokens = []
    end = len(text)
    while end:
        start = best[end][2]
        word = text[start:end]
        tokens.append(Token(word, numbers.get((start, end), WORD if word in known else 0)))
        end = start
    return tokens[::-1]


def _named(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, those of a hospital's or a board's name joined: unknown characters before the word for what it is."""
    waiting: list[Token] = []
    for token in tokens:
        if token.text in words().bodies:
            yield Token("".join(each.text for each in waiting) + token.text, NAME)
            waiting.clear()
        elif _in_name(token) and sum(len(each.text) for each in waiting) < _LONGEST_NAME:
            waiting.append(token)
        else:
            yield from waiting
            waiting.clear()
            if _in_name(token):
                waiting.append(token)
            else:
                yield token
    yield from waiting


def _in_name(token: Token) -> bool:
    if token.harm:
        return token.text in words().parts_of_names or token.text.startswith("第")
    known = words()
    return token.text not in known.never_first | known.never_last and token.text not in CLOSING + OPENING + BLANKS


@cache
def words() -> Words:
    """The words that titles are made of, read where a title is too long for a line."""
    node = yaml_source.read(places.data() / "title_words.yaml")
    assert isinstance(node, Mapping)
    kinds = {
        key: frozenset((below.value or "").split()) for key, below in node.items.items() if isinstance(below, Scalar)
    }
    # Characters alone are no words: they may be a part of one that is not listed.
    known = frozenset(word for words in kinds.values() for word in words if len(word) > 1)
    return Words(known, max(map(len, known)), **{key: words for key, words in kinds.items() if key != "words"})
