"""Facts that are given without a file: `--set KEY=VALUE`, and a mapping of Python values from the API."""

from __future__ import annotations

import math
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from datetime import date
from decimal import Decimal

from generator.characters import taken
from generator.facts.dictionary import Dictionary
from generator.facts.reading import Reading
from generator.facts.tree import Layer
from generator.facts.values_file import read_into
from generator.problems import Origin, Problem
from generator.yaml_source import Mapping, Node, Scalar, Sequence

MAX_DEPTH = 10
_MAX_PLACES = 324


def from_options(options: Iterable[str], dictionary: Dictionary, shown: str = "--set") -> tuple[Layer, list[Problem]]:
    """The layer of `KEY=VALUE` texts, a label (项目) being as good as its key; an empty VALUE is told, and is none."""
    reading, origin = Reading(shown, dictionary), Origin(shown)
    for option in map(taken, options):
        key, sign, value = option.partition("=")
        if not sign or not key.strip():
            reading.tell("set-syntax", f"“{option}”写法不对", origin, "写成 键=值，如 activity.theme_days=12")
            continue
        if not value.strip():
            hint = "写上值；这一项不适用就写 键=不适用"
            reading.warn("set-empty", f"“{option}”没有给值，这一项照旧", origin, hint)
            continue
        name = key.strip()
        known = name if dictionary.find(name) else dictionary.key_of(name) or name
        read_into(reading, _mapping({known: Scalar(value, origin)}, origin))
    return reading.layer(), reading.problems


def from_mapping(
    facts: AnyMapping[str, object], dictionary: Dictionary, shown: str = "facts="
) -> tuple[Layer, list[Problem]]:
    """The layer of Python values: str, int, Decimal, float (12.0 is 12), date, list, nested dicts; None is missing."""
    reading = Reading(shown, dictionary)
    try:
        node = _node(facts, Origin(shown), 0)
    except TypeError as failure:
        reading.tell("fact-type", str(failure), Origin(shown), "只用文字、数、日期、列表和字典；是或否写成文字“是”“否”")
        return reading.layer(), reading.problems
    if facts:
        read_into(reading, node)
    return reading.layer(), reading.problems


def _mapping(items: dict[str, Node], origin: Origin) -> Mapping:
    return Mapping(items, dict.fromkeys(items, origin), origin)


def _node(value: object, origin: Origin, depth: int, key: str = "") -> Node:
    if depth > MAX_DEPTH:
        raise TypeError(f"“{key}”嵌套超过{MAX_DEPTH}层")
    if isinstance(value, AnyMapping):
        named = ((taken(str(name)), item) for name, item in value.items())
        below = {name: _node(item, origin, depth + 1, f"{key}.{name}".strip(".")) for name, item in named}
        return _mapping(below, origin)
    if isinstance(value, list | tuple):
        return Sequence(tuple(_node(item, origin, depth + 1, key) for item in value), origin)
    return Scalar(_text(value, key), origin)


def _text(value: object, key: str) -> str | None:
    if value is None or isinstance(value, str):
        return value and taken(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        raise TypeError(f"“{key}”的值不能是 {type(value).__name__}")
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not _is_finite(value):
        raise TypeError(f"“{key}”的值不是一个有限的数")
    return _digits(value)


def _is_finite(value: int | float | Decimal) -> bool:
    """Whether a number is one that a document can write: no infinity, no NaN, nothing beyond a float, tiny or not."""
    if isinstance(value, Decimal) and int(value.as_tuple().exponent if value.is_finite() else 0) < -_MAX_PLACES:
        return False
    try:
        return math.isfinite(value)
    except (OverflowError, ValueError):
        return False


def _digits(value: int | float | Decimal) -> str:
    """A number without an exponent, a float without the .0 that Python adds, a Decimal with all its places."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return format((Decimal(repr(float(value))) + 0).normalize(), "f")
    return str(int(value))
