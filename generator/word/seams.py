"""Where a title may be broken: its words, names and numbers, and how much a break before each character would hurt.

No library that parts Chinese into words: the one under a free licence costs a second and 19 MB to load, and knows no
hospital. What is in no list is no word here, and a break beside it is only taken where there is no better one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from generator import places
from generator.document import Fact, Gap, Inline
from generator.word.widths import chars, fits

# Each outweighs whatever may come up of the kind below it in a title.
_MARK, _NAME, _WORD, _BOUND, _UNKNOWN = 10**12, 10**9, 10**6, 10**3, 1
_LONGEST_NAME = 14

_BLANKS, _STOPS = " \u3000", "，；：。？！"
_CLOSING, _OPENING = "”’》〉）】〕」』，。、；：？！…—·％%", "“‘《〈（【〔「『"
_QUOTED = re.compile("《[^《》]*》|“[^“”]*”|（[^（）]*）|〔[^〔〕]*〕|【[^【】]*】")
_DIGIT, _HAN_DIGIT = "[0-9０-９]", "[〇零一二两三四五六七八九十百千]"
_YEAR = rf"(?:{_DIGIT}{{4}}(?:[—–－~～至-]{_DIGIT}{{4}})?|[〇一二三四五六七八九]{{4}})"
_DAY = rf"{_DIGIT}{{1,2}}月(?:{_DIGIT}{{1,2}}日)?"
_COUNTED = "(?:周年|[年月日时分岁届期次个名人位项条章批轮所家院科张床例台件份元万亿场天周号楼级类大])"
_NUMBER = re.compile(
    rf"{_YEAR}(?:学年度?|年(?:度|[上下]半年|第?[一二三四]季度|{_DAY})?)|{_DAY}|第?[一二三四]季度|[上下]半年"
    rf"|{_HAN_DIGIT}+届(?:{_HAN_DIGIT}+[中次]全[会体])?"
    rf"|第?(?:{_HAN_DIGIT}{{2,}}{_COUNTED}?|{_HAN_DIGIT}{_COUNTED})|第{_HAN_DIGIT}"
    rf"|第?[0-9０-９A-Za-zＡ-Ｚａ-ｚ.,:：/+~～–—－%％‰-]*[0-9０-９A-Za-zＡ-Ｚａ-ｚ%％‰]{_COUNTED}?"
)
_TIME = re.compile(r".*(?:年度?|季度|半年|月|日)")
_FEASTS = frozenset("元旦 春节 清明节 端午节 劳动节 五一 国庆 国庆节 中秋节 七一 护士节 医师节 妇女节 青年节 期间 时期".split())

_NEVER_FIRST = frozenset("的 地 得 之 等 上 中 下 内 时 后 前 者 们 和 与 及 以及 或 并".split())
_NEVER_LAST = frozenset(
    "关于 对 对于 在 向 为 以 将 把 从 由 到 于 给 被 因 按 按照 就 经 请 中共 暨 并 及 以及 或 各 全 本 该 不 第".split()
)
_HEADS = frozenset(
    "工作 情况 活动 会议 大会 建设 制度 机制 体系 任务 责任 问题 安排 方案 总结 报告 通知 意见 办法 细则 规定 要点 计划 讲话 发言 "
    "请示 批复 函 复函 纪要 决定 清单 台账 材料 名单 主持 主持词 管理 管理办法 教育 措施 实施方案 实施细则 党委 党总支 党支部 "
    "委员会 办公室 领导小组 书记 院长 案例 经验 做法 对策".split()
)
_BEGINNINGS = frozenset("在 对 向 为 以 将 把 从 由 暨".split())
_ATTRIBUTES = frozenset(
    "全国 全省 全市 全县 全区 全院 全体 我院 我县 本院 有关 若干 重大 重要 进一步 切实 持续 深入 全面 扎实 大力 积极 认真".split()
)
_PARTS_OF_NAMES = frozenset("中心 健康 卫生 妇幼 儿童 肿瘤 口腔".split())
_BODIES = frozenset(
    "医院 人民医院 中心医院 总医院 中医院 中医医院 中西医结合医院 妇幼保健院 保健院 卫生院 儿童医院 肿瘤医院 口腔医院 精神病医院 "
    "传染病医院 疾控中心 卫生健康局 卫生健康委 卫生健康委员会 卫健委 卫生局".split()
)


class Seam(NamedTuple):
    """A place between two characters. `harm` is what a break there would tear, which no look of the title is worth;
    `cost` says how well the places without harm part its senses: 0 is the best."""

    harm: int
    cost: int


class _Token(NamedTuple):
    """What is read as one: a word, a name, a number. `harm` is that of a break within; 0 for an unknown character."""

    text: str
    harm: int


def seams(inlines: Sequence[Inline], line: float) -> list[Seam]:
    """The seam before each character of a title that stands on lines of `line` characters; that before the first is 0.

    A name, a gap or what stands in quotes or brackets is one piece where a line can hold it; where not, its words are.
    """
    text = "".join(inline.text for inline in inlines)
    tokens = list(_named(_tokens(text, _pieces(inlines, text, line))))
    found: list[Seam] = []
    for at, token in enumerate(tokens):
        found.append(_between(tokens[max(0, at - 2) : at], token) if at else Seam(0, 0))
        found += [Seam(token.harm, 0)] * (len(token.text) - 1)
    ends = {0}
    at = 0
    for inline in inlines:
        at += len(inline.text)
        ends.add(at)
    known = [seam._replace(harm=0) if at in ends and seam.harm == _UNKNOWN else seam for at, seam in enumerate(found)]
    return _dearer(known, inlines, text, line)


def _dearer(found: list[Seam], inlines: Sequence[Inline], text: str, line: float) -> list[Seam]:
    """Seams within what is one thing, though too long for a line, cost more than those around it."""
    within = [0] * len(found)
    for start, end in [*_facts(inlines), *(match.span() for match in _QUOTED.finditer(text))]:
        for at in range(start + 1, end):
            within[at] += 4
    return [seam._replace(cost=seam.cost + more) for seam, more in zip(found, within, strict=True)]


def _facts(inlines: Iterable[Inline]) -> Iterator[tuple[int, int]]:
    at = 0
    for inline in inlines:
        if isinstance(inline, Fact):
            yield at, at + len(inline.text)
        at += len(inline.text)


def _pieces(inlines: Iterable[Inline], text: str, line: float) -> list[tuple[int, int, int]]:
    """What must stay whole beside words: start, end and harm, in order, none over another."""
    found = [(*match.span(), _MARK) for match in _NUMBER.finditer(text)]
    found += [(*match.span(), _NAME) for match in _QUOTED.finditer(text) if fits(match[0], line)]
    at = 0
    for inline in inlines:
        end = at + len(inline.text)
        if _is_name(inline) and fits(inline.text, line):
            found.append((at, end, _NAME))
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


def _tokens(text: str, pieces: list[tuple[int, int, int]]) -> Iterator[_Token]:
    at = 0
    for start, end, harm in pieces:
        yield from _words(text[at:start])
        yield _Token(text[start:end], harm)
        at = end
    yield from _words(text[at:])


def _words(text: str) -> list[_Token]:
    """`text` in known words, so that as few characters as can be are in none, then in as few words as can be."""
    known, longest = _known()
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(text) + 1):
        unknown, count, _ = best[-1]
        found = (unknown + 1, count + 1, end - 1)
        for start in range(max(0, end - longest), end):
            if text[start:end] in known:
                found = min(found, (best[start][0], best[start][1] + 1, start))
        best.append(found)
    tokens = []
    end = len(text)
    while end:
        start = best[end][2]
        word = text[start:end]
        tokens.append(_Token(word, _WORD if word in known else 0))
        end = start
    return tokens[::-1]


def _named(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """The tokens, those of a hospital's or a board's name joined: unknown characters before the word for what it is."""
    waiting: list[_Token] = []
    for token in tokens:
        if token.text in _BODIES:
            yield _Token("".join(each.text for each in waiting) + token.text, _NAME)
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


def _in_name(token: _Token) -> bool:
    if token.harm:
        return token.text in _PARTS_OF_NAMES or token.text.startswith("第")
    return token.text not in _NEVER_FIRST | _NEVER_LAST and token.text not in _CLOSING + _OPENING + _BLANKS


def _between(before: list[_Token], token: _Token) -> Seam:
    """The seam before a token; `before` are the last two that stand there."""
    last_token = before[-1]
    first, last = token.text[0], last_token.text[-1]
    if last in _BLANKS:
        return Seam(0, 0)
    if first in _CLOSING + _BLANKS or last in _OPENING:
        return Seam(_MARK, 0)
    if token.text in _NEVER_FIRST or last_token.text in _NEVER_LAST:
        return Seam(_BOUND, 0)
    if last in _STOPS or token.text == "关于":
        return Seam(0, 0)
    if not (token.harm or last_token.harm or token.text in _BEGINNINGS or last in "和与、" or first in _OPENING):
        return Seam(_UNKNOWN, 0)
    hanging = before[0].text == "关于" or last_token.text in _ATTRIBUTES
    return Seam(0, _cost(last_token, token) + (6 if hanging else 0))


def _cost(before: _Token, token: _Token) -> int:
    """How well two tokens hold together: 2 a new sense, 12 one that is not over."""
    first, last = token.text[0], before.text[-1]
    if first == "（":
        return 12
    if last in "的和与":
        return 9
    is_time = _TIME.fullmatch(before.text) or before.text in _FEASTS
    if token.text in _HEADS or (is_time and token.text in _FEASTS):
        return 8
    if token.text in _BEGINNINGS or _TIME.fullmatch(token.text) or last == "、":
        return 2
    if not (token.harm and before.harm):
        return 7
    return 3 if first in _OPENING or before.harm == _NAME or is_time else 4


@cache
def _known() -> tuple[frozenset[str], int]:
    """The words that are kept whole, and the length of the longest; read where a title is too long for a line."""
    lines = (places.data() / "title-words.txt").read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines for word in line.partition("#")[0].split()}
    words = frozenset(listed | _NEVER_FIRST | _NEVER_LAST | _HEADS | _BODIES)
    return words - _single(words), max(map(len, words))


def _single(words: Iterable[str]) -> set[str]:
    """Characters alone are no words: they may be a part of one that is not listed."""
    return {word for word in words if len(word) == 1}
