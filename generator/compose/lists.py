"""The filters on lists. A list keeps its facts; what one asks of its records rests on the fields it asks for alone."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, Concatenate, ParamSpec

from generator import numbers
from generator.compose.frame import LOOP_STEP, Run
from generator.compose.operations import calculated, through, total
from generator.compose.questions import TESTS, Filter
from generator.compose.values import (
    MAX_TEXT,
    Absent,
    Count,
    Hole,
    Items,
    Known,
    Record,
    Refused,
    Value,
    count,
    joined,
    made,
    resting,
    short,
    text_of,
    together,
    too_long,
    truth,
    unknown,
    weight,
    words,
)

# What it costs to word an item, beside taking it up.
_WORDED = 3
SAME_RECORDS = ("sort", "reverse", "selectattr", "rejectattr")
Rest = ParamSpec("Rest")


def _of_items(change: Callable[Concatenate[Run, Items, Rest], Value]) -> Filter:
    """`change` as a filter: of an open value its gap, and refused for what is no list."""

    @functools.wraps(change)
    def filtered(run: Run, value: Value, *args: Rest.args, **kwargs: Rest.kwargs) -> Value:
        if isinstance(value, Hole):
            return through(value, lambda choice: filtered(run, choice, *args, **kwargs))
        if isinstance(value, Absent):
            return value
        if not isinstance(value, Items):
            raise Refused("这里要一个列表", "只有列表和表格类的事实、方括号里的列表可以这样用")
        return change(run, value, *args, **kwargs)

    return filtered


@_of_items
def _joined(run: Run, items: Items, between: Value = "", last: Value = None) -> Value:
    if gap := unknown(between, last):
        return gap
    run.step(_WORDED * len(items.items))
    inlines = joined(items.items, text_of(between), None if last is None else text_of(last))
    if sum(len(inline.text) for inline in inlines if not isinstance(inline, Absent)) > MAX_TEXT:
        raise too_long()
    return words(inlines)


def _length(run: Run, value: Value) -> Value:
    """How many items or characters; of a given table, or of parts, their number, whatever they lack."""
    if isinstance(value, Items) and value.hole:
        return value.hole
    if isinstance(value, Items) and value.is_counted:
        number = Count(count(value))
        return Known(Decimal(number), value.keys, "length", value.sources) if value.keys else number
    if gap := unknown(value):
        return gap
    return made(Count(len(value.items if isinstance(value, Items) else text_of(value))), "length", value)


def _end(position: int, run: Run, value: Value) -> Value:
    return _item_at(run, value, position)


@_of_items
def _item_at(run: Run, items: Items, position: int) -> Value:
    if not items.items:
        return Known("", items.keys, "choice", items.sources) if items.keys else None
    item = items.items[position]
    return Hole(items.hole.gaps, choices=(item,)) if position and items.hole else item


@_of_items
def _reversed(run: Run, items: Items) -> Value:
    return replace(items, items=items.items[::-1])


@_of_items
def _map(run: Run, items: Items, *, attribute: Value) -> Value:
    picked = _picked(run, items, attribute)
    return picked if isinstance(picked, Hole | Absent) else replace(items, items=picked)


def _picked(run: Run, items: Items, attribute: Value) -> tuple[Value, ...] | Hole | Absent:
    """The field `attribute` of every item, dotted names included; the items themselves where none is asked for."""
    if attribute is None:
        return items.items
    return unknown(attribute) or tuple(_field(run, item, text_of(attribute)) for item in items.items)


def _field(run: Run, value: Value, path: str) -> Value:
    for name in path.split("."):
        if not isinstance(value, Record) or name not in value.fields:
            raise Refused(f"记录里没有“{short(name)}”", "字段名见事实字典")
        value = run.lookup.use(value.fields[name])
    return value


def _known(run: Run, items: Items, attribute: Value, *more: Value) -> tuple[Value, ...] | Hole | Absent:
    """The fields `attribute` where all of them are known, and `more`; otherwise what keeps them from being told.

    Each counts as a step, for all that is made of them.
    """
    run.step(LOOP_STEP * len(items.items))
    picked = _picked(run, items, attribute)
    if isinstance(picked, Hole | Absent):
        return picked
    gap = unknown(*picked, *more)
    return Hole(gap.gaps, choices=(items,)) if isinstance(gap, Hole) else gap or picked


@_of_items
def _sorted(run: Run, items: Items, reverse: Value = False, attribute: Value = None) -> Value:
    picked = _known(run, items, attribute, reverse)
    if isinstance(picked, Hole | Absent):
        return picked
    keys = [_sort_key(field) for field in picked]
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=bool(truth(reverse)))
    return replace(items, items=tuple(items.items[at] for at in order))


def _sort_key(value: Value) -> tuple[int, Fraction, str]:
    held = value.value if isinstance(value, Known) else value
    if isinstance(held, int | Decimal | Fraction) and not isinstance(held, bool):
        return (0, Fraction(held), "")
    text = text_of(value)
    quantity = numbers.read(text)
    return (0, Fraction(quantity.value), text) if quantity else (1, Fraction(0), text)


@_of_items
def _unique(run: Run, items: Items) -> Value:
    picked = _known(run, items, None)
    if isinstance(picked, Hole | Absent):
        return picked
    seen: dict[str, Value] = {}
    for item in picked:
        seen.setdefault(text_of(item), item)
    return replace(items, items=tuple(seen.values()))


@_of_items
def _sum(run: Run, items: Items, attribute: Value = None, start: Value = 0) -> Value:
    picked = _known(run, items, attribute, start)
    if isinstance(picked, Hole | Absent):
        return picked
    return resting(total([start, *picked]), items)


def _extreme(which: Callable[..., Any], how: str, run: Run, value: Value, attribute: Value = None) -> Value:
    return _most(run, value, which, how, attribute)


@_of_items
def _most(run: Run, items: Items, which: Callable[..., Any], how: str, attribute: Value) -> Value:
    picked = _known(run, items, attribute)
    if isinstance(picked, Hole | Absent):
        return picked
    if not picked:
        raise Refused("空列表没有最大和最小", "先用 if 判断列表是否为空")
    return calculated(how, which, *picked) if len(picked) > 1 else calculated(how, lambda number: number, *picked)


def _selected(wanted: bool, run: Run, value: Value, attribute: Value, test: Value = None, *args: Value) -> Value:
    """The records whose field passes `test` (or is true): decided for all of them, or a gap."""
    return _passing(run, value, wanted, attribute, test, args)


@_of_items
def _passing(run: Run, items: Items, wanted: bool, attribute: Value, test: Value, args: tuple[Value, ...]) -> Value:
    picked = _picked(run, items, attribute)
    if isinstance(picked, Hole | Absent):
        return picked
    run.step(len(picked) * (LOOP_STEP + sum(map(weight, args))))
    ask: Filter = (lambda run, field: field) if test is None else TESTS[text_of(test)]
    answers = [truth(ask(run, field, *args)) for field in picked]
    if gap := together(answers):
        return Hole(gap.gaps, choices=(items,))
    kept = (item for item, answer in zip(items.items, answers, strict=True) if answer == wanted)
    return replace(items, items=tuple(kept))


FILTERS: dict[str, Filter] = {
    "listed": lambda run, value, last="和": _joined(run, value, "、", last),
    "join": lambda run, value, d="": _joined(run, value, d),
    "length": _length,
    "count": _length,
    "first": partial(_end, 0),
    "last": partial(_end, -1),
    "reverse": _reversed,
    "sort": _sorted,
    "unique": _unique,
    "map": _map,
    "selectattr": partial(_selected, True),
    "rejectattr": partial(_selected, False),
    "sum": _sum,
    "min": partial(_extreme, min, "least"),
    "max": partial(_extreme, max, "greatest"),
}
