"""The tests that templates may ask (`is given`, `is even` …): an allow-list; each answer keeps the facts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.compose.frame import Run
from generator.compose.operations import binary, compared
from generator.compose.values import Absent, Items, Value, unknown

Filter = Callable[..., Value]


def _given(run: Run, value: Value) -> Value:
    """Whether there is a value to print, be it one to confirm; never a gap."""
    return _state(value) == "given"


def _missing(run: Run, value: Value) -> Value:
    return _state(value) == "missing"


def _state(value: Value) -> str:
    if isinstance(value, Items) and value.is_counted:
        return "given"
    open_question = unknown(value)
    if isinstance(open_question, Absent):
        return "not applicable"
    gaps = open_question.gaps if open_question else ()
    return "missing" if any(gap.state == "missing" for gap in gaps) else "given"


def _remainder(wanted: int, run: Run, value: Value, by: Value = 2) -> Value:
    return compared(run, "eq", binary(run, "remainder", value, by), wanted)


def _comparison(how: str, run: Run, value: Value, other: Value) -> Value:
    return compared(run, how, value, other)


TESTS: dict[str, Filter] = {
    "given": _given,
    "missing": _missing,
    "odd": lambda run, value: _remainder(1, run, value),
    "even": lambda run, value: _remainder(0, run, value),
    "divisibleby": lambda run, value, by: _remainder(0, run, value, by),
    **{name: partial(_comparison, how) for name, how in (("eq", "eq"), ("ne", "ne"), ("lt", "lt"), ("le", "lteq"))},
    **{name: partial(_comparison, how) for name, how in (("gt", "gt"), ("ge", "gteq"), ("in", "in"))},
}
