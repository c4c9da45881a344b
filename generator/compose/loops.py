"""One `for` at work: what a missing list, or a filter that cannot be decided, leaves open stays a gap."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from generator.compose.frame import LOOP_STEP, Frame
from generator.compose.operations import needing, supposed
from generator.compose.scope import LOOP_FIELDS
from generator.compose.values import Absent, Hole, Items, Known, Record, Refused, Rich, Value, unknown


class Loop(NamedTuple):
    """`for target in … if test`: body for each item, otherwise where there is none."""

    target: str
    test: Callable[[Frame], bool | Hole] | None
    body: Callable[[Frame], None]
    otherwise: Callable[[Frame], None]

    def run(self, frame: Frame, values: Value) -> None:
        if isinstance(values, Absent):
            frame.print((values,))
            return
        if isinstance(values, Hole):
            inside = tuple(item for choice in values.choices if isinstance(choice, Items) for item in choice.items)
            self._leave_open(frame, values, *(inside or (values,)))
            return
        if not isinstance(values, Items):
            if gap := unknown(values):
                return self.run(frame, gap)
            raise Refused("for 要一个列表", "只有列表和表格类的事实、方括号里的列表可以循环")
        if self.test is None:
            self._over(frame, values, [(item, True) for item in values.items])
        else:
            self._over(frame, values, self._tested(frame, values))

    def _tested(self, frame: Frame, values: Items) -> list[tuple[Value, bool | Hole]]:
        assert self.test is not None
        tested = []
        for item in values.items:
            frame.run.step()
            tested.append((item, self.test(frame.apart(**{self.target: item}))))
        return [(item, decided) for item, decided in tested if decided is not False]

    def _over(self, frame: Frame, values: Items, chosen: list[tuple[Value, bool | Hole]]) -> None:
        if not chosen:
            self.otherwise(frame)
            return
        holes = [decided for _, decided in chosen if isinstance(decided, Hole)]
        count = holes[0] if holes else values.hole
        step = 3 * LOOP_STEP if values.keys else LOOP_STEP
        for at, (item, decided) in enumerate(chosen):
            frame.run.step(step)
            if isinstance(decided, Hole):
                self._leave_open(frame, decided, item)
            else:
                loop = Record(_position(values, at, len(chosen), count, bool(holes)))
                self.body(frame.inner(**{self.target: item, "loop": loop}))

    def _leave_open(self, frame: Frame, hole: Hole, *items: Value) -> None:
        """Print the gap once, with what the test and the body for each of `items`, and the `else`, would need."""
        open_loop = Record(dict.fromkeys(LOOP_FIELDS, hole))
        found = [asked_by(frame.apart(), self.otherwise)]
        for item in items:
            frame.run.step()
            apart = frame.apart(**{self.target: item, "loop": open_loop})
            found += [asked_by(apart, self.test)] if self.test else []
            found.append(asked_by(apart, self.body))
        frame.print(needing(hole, *found).gaps)


def asked_by(frame: Frame, run: Callable[[Frame], Value]) -> Value:
    """What a test finds open, or a body would print: for its gaps alone, as it may never run."""
    answer = supposed(lambda: run(frame))
    return Items((answer, Rich(tuple(frame.out)))) if isinstance(answer, Hole) else Rich(tuple(frame.out))


def position(values: Items, at: int) -> dict[str, Value]:
    """The fields of `loop` at the item `at`, from 0, of all of `values`."""
    return _position(values, at, len(values.items), values.hole, False)


def _position(values: Items, at: int, total: int, count: Hole | None, uneven: bool) -> dict[str, Value]:
    """The fields of `loop`; `count` is set where the number of items is open, `uneven` where the place is, too."""

    def number(value: int) -> Value:
        return Known(Decimal(value), values.keys, "place in list", values.sources) if values.keys else value

    start: dict[str, Value] = {"index": number(at + 1), "index0": number(at), "first": at == 0}
    end: dict[str, Value] = {
        "length": number(total),
        "revindex": number(total - at),
        "revindex0": number(total - at - 1),
        "last": at == total - 1,
    }
    if count is not None:
        end = dict.fromkeys(end, count)
    if count is not None and uneven:
        start = dict.fromkeys(start, count)
    return start | end
