"""What operators do with values: the result knows all facts of the operands; one gap among them makes it a gap."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator import numbers
from generator.compose.frame import LOOP_STEP, Run
from generator.compose.lookup import Lookup, unsure
from generator.compose.values import (
    MAX_TEXT,
    Absent,
    Hole,
    Items,
    Known,
    Record,
    Refused,
    Rich,
    Value,
    count,
    exact,
    made,
    needed,
    printed,
    resting,
    text_of,
    together,
    too_long,
    trace,
    truth,
    unknown,
    weight,
    words,
)
from generator.problems import Stop

_NUMERIC = ("integer", "number", "percent")


def number_of(value: Value) -> numbers.Number | Hole:
    """The number in `value`; a Hole where a fact is too vague to compute with. Raises Refused for what is no number."""
    if isinstance(value, bool) or value is None:
        raise Refused("这里要一个数", "用数或数字类的事实")
    if isinstance(value, int | Decimal | Fraction):
        return exact(value)
    if isinstance(value, Known) and (number := _held(value)) is not None:
        return number
    shown = text_of(value) if isinstance(value, str | Known | Rich) else "列表"
    raise Refused(f"“{shown[:20]}”不是数，不能计算", "连接文字用 ~；个数用 | length")


def _held(known: Known) -> numbers.Number | Hole | None:
    """The number that a known value holds, its gap where it is vague; None where it is no number."""
    if isinstance(known.value, Decimal | Fraction):
        return known.value
    quantity = numbers.read(known.value) if isinstance(known.value, str) else None
    if quantity and not quantity.vague:
        return quantity.value
    if known.fact and (quantity or known.fact.type in _NUMERIC):
        return unsure(known.fact, known.text)
    return None


def calculated(how: str, calculate: Callable[..., numbers.Number], *operands: Value) -> Value:
    """The number that `calculate` makes of the numbers in `operands`."""
    if gap := unknown(*operands):
        return gap
    values = [number_of(operand) for operand in operands]
    if gap := together(values):
        return gap
    try:
        return made(calculate(*values), how, *operands)
    except (ArithmeticError, ValueError):
        raise Refused("算出的数太长，或者除数是0", "检查算式和事实的值") from None


_ARITHMETIC: dict[str, Callable[[numbers.Number, numbers.Number], numbers.Number]] = {
    "sum": numbers.add,
    "difference": numbers.subtract,
    "product": numbers.multiply,
    "quotient": numbers.divide,
    "whole quotient": lambda left, right: Decimal(numbers.divide(left, right).__floor__()),
    "remainder": lambda left, right: numbers.subtract(
        left, numbers.multiply(right, Decimal(numbers.divide(left, right).__floor__()))
    ),
}
_DIVISIONS = ("quotient", "whole quotient", "remainder")


def binary(run: Run, how: str, left: Value, right: Value) -> Value:
    """`left` and `right` under + - * / // %, `how` being what it makes (sum …); divided by facts that make 0: a gap."""
    if how == "sum" and isinstance(left, Items) and isinstance(right, Items):
        return _appended(left, right)
    if how in _DIVISIONS and not unknown(right) and number_of(right) == 0:
        return unknown(left, _undivided(run.lookup, right))
    return calculated(how, _ARITHMETIC[how], left, right)


def _appended(left: Items, right: Items) -> Items:
    keys = tuple(dict.fromkeys(left.keys + right.keys))
    sources = tuple(dict.fromkeys(left.sources + right.sources))
    items = tuple(item for side in (left, right) if side.hole or count(side) != 0 for item in side.items)
    return Items(items, keys, sources, together((left.hole, right.hole)))


def _undivided(lookup: Lookup, divisor: Value) -> Hole:
    """The gaps of a quotient whose divisor is 0: every fact of the divisor is to be confirmed."""
    gaps = tuple(gap for key in trace(divisor).keys for gap in lookup.doubted(key))
    if not gaps:
        raise Refused("除数是0", "检查算式")
    return Hole(gaps)


def total(values: Iterable[Value]) -> Value:
    """The exact sum of `values`, 0 for none."""
    zero: numbers.Number = Decimal(0)
    return calculated("sum", lambda *all: functools.reduce(numbers.add, all, zero), *values)


def negative(value: Value) -> Value:
    return calculated("negative", lambda number: numbers.subtract(Decimal(0), number), value)


def concatenated(*values: Value) -> Value:
    """The words of all values, one after another; each keeps its facts and gaps."""
    inlines = tuple(inline for value in values for inline in printed(value))
    if sum(len(inline.text) for inline in inlines if not isinstance(inline, Absent)) > MAX_TEXT:
        raise too_long()
    return words(inlines)


def compared(run: Run, how: str, left: Value, right: Value) -> Value:
    """Whether `left` stands to `right` as `how` (eq ne lt lteq gt gteq in notin) says; a gap where that is open."""
    run.step(2 * LOOP_STEP)
    if how in ("in", "notin"):
        return _contained(run, how, left, right)
    if gap := unknown(left, right):
        return gap
    pair = _comparable(left, right, ordered=how not in ("eq", "ne"))
    if isinstance(pair, Hole):
        return pair
    return made(_COMPARISONS[how](*pair), "comparison", left, right)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}


def _comparable(left: Value, right: Value, ordered: bool) -> tuple[object, object] | Hole:
    """Two numbers where one side is a number, else two texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left), truth(right)
    if ordered or _is_number(left) or _is_number(right):
        try:
            pair = number_of(left), number_of(right)
        except Refused:
            if ordered:
                raise
            return text_of(left), text_of(right)
        return together(pair) or (Fraction(pair[0]), Fraction(pair[1]))  # type: ignore[arg-type]
    if left is None or right is None:
        return left, right
    return text_of(left), text_of(right)


def _is_number(value: Value) -> bool:
    held = value.value if isinstance(value, Known) else value
    if isinstance(held, str):
        return isinstance(value, Known) and numbers.read(held) is not None
    return isinstance(held, int | Decimal | Fraction) and not isinstance(held, bool)


def _contained(run: Run, how: str, left: Value, right: Value) -> Value:
    if gap := unknown(left, right):
        return gap
    if not isinstance(right, Items):
        return made((text_of(left) in text_of(right)) == (how == "in"), "comparison", left, right)
    run.step(len(right.items) * (LOOP_STEP + weight(left)))
    pairs = [_comparable(left, item, ordered=False) for item in right.items]
    found = any(not isinstance(pair, Hole) and pair[0] == pair[1] for pair in pairs)
    doubt = None if found else together(pairs)
    return doubt or made(found == (how == "in"), "comparison", left, right)


def negated(value: Value) -> Value:
    decided = truth(value)
    return decided if isinstance(decided, Hole) else made(not decided, "comparison", value)


def either(how: str, left: Value, right: Callable[[], Value]) -> Value:
    """`left and right` or `left or right`: the right side is looked at only where the left one leaves it open."""
    decided = truth(left)
    if isinstance(decided, Hole):
        other = supposed(right)
        rest = truth(other)
        hole = Hole(decided.gaps + (rest.gaps if isinstance(rest, Hole) else ()))
        printable = [value for value in ((left, other) if how == "or" else (other,)) if not _has_records(value)]
        return replace(needing(hole, *printable), choices=(left, other))
    return left if decided == (how == "or") else resting(right(), left)


def _has_records(value: Value) -> bool:
    """Whether `value` is a table: what is printed of it are some of its fields, which ask for themselves."""
    return isinstance(value, Items) and any(isinstance(item, Record) for item in value.items)


def chosen(condition: Value, then: Callable[[], Value], otherwise: Callable[[], Value]) -> Value:
    """`then if condition else otherwise`; undecided, its gap, which needs what both sides would need."""
    decided = truth(condition)
    if isinstance(decided, Hole):
        return needing(decided, supposed(then), supposed(otherwise))
    return resting((then if decided else otherwise)(), condition)


def needing(hole: Hole, *others: Value) -> Hole:
    """`hole`, which may turn out to be one of `others`, and whose last gap asks for the facts that they miss, too."""
    asked = dict.fromkeys(key for gap in hole.gaps for key in gap.keys)
    keys = dict.fromkeys(key for key in hole.gaps[-1].needs + needed(*others) if key not in asked)
    choices = tuple(other for other in others if other is not None)
    return Hole((*hole.gaps[:-1], replace(hole.gaps[-1], needs=tuple(keys))), hole.fact, choices)


def supposed(run: Callable[[], Value]) -> Value:
    """The value of what may never run: None where it cannot be had. What it costs counts."""
    try:
        return run()
    except Refused as refused:
        if refused.code == "template-bounds":
            raise
    except Stop as stop:
        if any(problem.code == "template-bounds" for problem in stop.problems):
            raise
    return None


def through(value: Hole, operation: Callable[[Value], Value]) -> Hole:
    """What `operation` makes of a value that is open: its gap, which needs what the operation needs of each choice."""
    found = [supposed(lambda choice=choice: operation(choice)) for choice in value.choices]  # type: ignore[misc]
    return needing(value, *found) if found else value
