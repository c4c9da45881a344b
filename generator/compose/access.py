"""What `.name`, `[ ]` and `( )` reach: facts, fields, items, macros; nothing of Python."""

from __future__ import annotations

from generator.compose.frame import MAX_CALLS, Frame
from generator.compose.operations import number_of, through
from generator.compose.values import (
    Absent,
    Callee,
    Hole,
    Items,
    Known,
    Module,
    Record,
    Refused,
    Value,
    exact,
    short,
    trace,
    unknown,
)


def fact(frame: Frame, key: str) -> Value:
    return frame.run.lookup.value(key)


def attribute(frame: Frame, owner: Value, name: str) -> Value:
    if isinstance(owner, Record) and name in owner.fields:
        return frame.run.lookup.use(owner.fields[name])
    if isinstance(owner, Module) and name in owner.names:
        return owner.names[name]
    if isinstance(owner, Known | Hole | Absent) and owner.fact:
        return frame.run.lookup.attribute(owner.fact, name)
    if isinstance(owner, Hole):
        return through(owner, lambda choice: attribute(frame, choice, name))
    if isinstance(owner, Absent):
        return owner
    raise Refused(f"这里没有“.{short(name)}”", "字段名见事实字典")


def item(owner: Value, index: Value) -> Value:
    if isinstance(owner, Absent) or (gap := unknown(index)) is None:
        gap = owner if isinstance(owner, Hole | Absent) else None
    elif isinstance(owner, Hole):
        gap = unknown(owner, gap)
    if gap:
        return gap
    at = number_of(index)
    if not isinstance(owner, Items) or isinstance(at, Hole) or at != int(at):
        raise Refused("只有列表能用 [ ] 取一项", "[ ] 里写整数，从0数起")
    if owner.hole and not 0 <= at < len(owner.items):
        return Hole(owner.hole.gaps, choices=owner.items[-1:])
    if not -len(owner.items) <= at < len(owner.items):
        raise Refused(f"列表没有第{short(str(int(at) + 1))}项", "从0数起，先看 length")
    return owner.items[int(at)]


def called(frame: Frame, callee: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """The value of a call. A macro of an undecided branch gives that branch's gap."""
    if isinstance(callee, Hole):
        return through(callee, lambda choice: called(frame, choice, args, kwargs))
    if isinstance(callee, Absent):
        return callee
    if not isinstance(callee, Callee):
        raise Refused("这里不能调用", "只能调用 macro 定义的宏和 range")
    frame.run.step()
    if frame.run.calls >= MAX_CALLS:
        raise Refused("宏的调用套得太深", "宏不能调用自己", "template-bounds")
    frame.run.calls += 1
    try:
        return callee.call(args, kwargs)
    finally:
        frame.run.calls -= 1


def _range(args: list[Value], kwargs: dict[str, Value]) -> Value:
    if gap := unknown(*args):
        return gap
    bounds = [number_of(arg) for arg in args]
    if kwargs or not 1 <= len(bounds) <= 3:
        raise Refused("range 要一到三个整数", "如 range(1, 5)")
    if gaps := [bound for bound in bounds if isinstance(bound, Hole)]:
        return gaps[0]
    whole = [int(bound) for bound in bounds if not isinstance(bound, Hole) and bound == int(bound)]
    if len(whole) < len(bounds) or (len(whole) == 3 and whole[2] == 0):
        raise Refused("range 要一到三个整数", "第三个是间隔，不能是0")
    if max(map(abs, whole)) > _MAX_BOUND or len(range(*whole)) > _MAX_RANGE:
        raise Refused(f"range 最多{_MAX_RANGE}项", "把列表改短", "template-bounds")
    rests = trace(*args)
    if not rests.keys:
        return Items(tuple(range(*whole)))
    return Items(tuple(Known(exact(number), rests.keys, "range", rests.sources) for number in range(*whole)))


_MAX_RANGE = 1_000
_MAX_BOUND = 10**12
RANGE = Callee("range", _range)
