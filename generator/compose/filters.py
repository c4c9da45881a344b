"""The filters that templates may use: an allow-list; each gives a value that keeps the facts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from generator import numbers
from generator.compose import lists
from generator.compose.frame import Run
from generator.compose.operations import calculated, needing, number_of, through
from generator.compose.questions import Filter
from generator.compose.values import (
    MAX_TEXT,
    Absent,
    Count,
    Hole,
    Known,
    Refused,
    Rich,
    Value,
    made,
    text_of,
    together,
    too_long,
    unknown,
)
from generator.document import Fact, Text
from generator.facts import dates
from generator.facts.dictionary import Entry


def _growth(run: Run, value: Value) -> Value:
    """How a fact stands to last year's, as 增长5.2%; a percent fact's in points."""
    fact = value.fact if isinstance(value, Known | Hole | Absent) else None
    if fact is None:
        if isinstance(value, Hole):
            return through(value, lambda choice: _growth(run, choice))
        raise Refused("growth 只能用于一个事实", "写成 facts.组.名 | growth")
    before = run.lookup.attribute(fact, "last_year")
    if isinstance(gap := unknown(value, before), Absent):
        return gap
    then = _base(run, fact, before)
    if isinstance(value, Hole):
        return needing(value, then if isinstance(then, Hole) else None)
    now = number_of(value)
    if isinstance(now, Hole) or isinstance(then, Hole):
        return together((now, then))
    change = numbers.points if fact.type == "percent" else numbers.growth
    return made(change(Decimal(now), then) or "", "growth", value, before)  # type: ignore[arg-type]


def _base(run: Run, fact: Entry, before: Value) -> Decimal | Hole:
    """Last year's number; a Hole where there is none, or none that anything can be measured by."""
    if isinstance(before, Hole):
        return before
    then = number_of(before)
    if isinstance(then, Hole):
        return then
    unfit = fact.type != "percent" and then <= 0
    return Hole(run.lookup.doubted(f"{fact.key}.last_year")) if unfit else Decimal(then)  # type: ignore[arg-type]


def _of_text(how: str, change: Callable[[str], str], run: Run, value: Value) -> Value:
    """`change` on the words of `value`, inline by inline, so that each keeps its facts."""
    if isinstance(value, Rich):
        return Rich(tuple(_changed(inline, how, change) for inline in value.inlines))
    return unknown(value) or made(change(text_of(value)), how, value)


def _changed(inline: Any, how: str, change: Callable[[str], str]) -> Any:
    if isinstance(inline, Fact):
        return Fact(change(inline.text), inline.keys, how, inline.sources)
    return Text(change(inline.text)) if isinstance(inline, Text) else inline


def _of_whole(how: str, change: Callable[..., str], value: Value, *args: Value) -> Value:
    """`change` on the whole text of `value`, the result being one value."""
    if gap := unknown(value, *args):
        return gap
    return made(change(text_of(value), *(text_of(arg) for arg in args)), how, value, *args)


def _replaced(text: str, old: str, new: str) -> str:
    if (len(text) + 1) * (len(new) + 1) > MAX_TEXT:
        raise too_long()
    return text.replace(old, new)


def _default(run: Run, value: Value, default: Value = "") -> Value:
    """`default` for a value that is given and empty; a missing fact stays a gap."""
    if gap := unknown(value):
        return gap
    return default if value is None or text_of(value) == "" else value


def _wan(run: Run, value: Value) -> Value:
    return _numeral_words("in 万", numbers.wan, value)


def _numeral(run: Run, value: Value) -> Value:
    is_length = isinstance(value, Count) or (isinstance(value, Known) and value.how == "length")
    return _numeral_words("Chinese numeral", _how_many if is_length else _chinese, value)


def _how_many(number: numbers.Number) -> str:
    return "两" if number == 2 else _chinese(number)


def _chinese(number: numbers.Number) -> str:
    if number != int(number) or not 0 <= number < 10**12:
        raise Refused(f"{numbers.text(number)}不能写成中文数字", "中文数字只用于不太大的整数")
    return numbers.chinese(int(number))


def _numeral_words(how: str, change: Callable[[numbers.Number], str], value: Value) -> Value:
    if gap := unknown(value):
        return gap
    number = number_of(value)
    return number if isinstance(number, Hole) else made(change(number), how, value)


def _date(text: str) -> str:
    """2026-03-05, 2026/3/5 … as 2026年3月5日; what is no date as it is."""
    parts = dates.read(text)
    return "".join(f"{part}{mark}" for part, mark in zip(parts, "年月日", strict=True) if part) if parts else text


def _rounded(run: Run, value: Value, precision: Value = 0) -> Value:
    if gap := unknown(precision):
        return gap
    places = number_of(precision)
    if isinstance(places, Hole) or not 0 <= places <= 10:
        raise Refused("小数位数是0到10", "如 round(1)")
    return calculated("rounded", lambda number: numbers.rounded(number, int(places)), value)


def _size(number: numbers.Number) -> numbers.Number:
    return numbers.subtract(Decimal(0), number) if number < 0 else number


def _whole(run: Run, value: Value) -> Value:
    return calculated("whole", lambda number: Decimal(int(number)), value)


FILTERS: dict[str, Filter] = {
    "growth": _growth,
    "wan": _wan,
    "numeral": _numeral,
    "date": lambda run, value: _of_whole("date", _date, value),
    **lists.FILTERS,
    "round": _rounded,
    "int": _whole,
    "abs": lambda run, value: calculated("absolute", _size, value),
    "default": _default,
    "d": _default,
    "upper": partial(_of_text, "upper", str.upper),
    "lower": partial(_of_text, "lower", str.lower),
    "trim": lambda run, value, chars=None: _of_whole("trim", str.strip, value, *(() if chars is None else (chars,))),
    "string": lambda run, value: _of_whole("text", str, value),
    "replace": lambda run, value, old, new: _of_whole("replace", _replaced, value, old, new),
}
