"""What a running template has at hand: its names, its words so far, and the bounds of the whole draft."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.compose.lookup import Lookup
from generator.compose.values import Absent, Printed, Refused, Value

MAX_WORK = 2_000_000
LOOP_STEP = 10
MAX_WORDS = 2_000_000
MAX_CALLS = 40


@dataclass(slots=True)
class Run:
    """One draft being composed: every statement, loop step, call, value and printed character counts here.

    A step of a loop and a call cost 10, so that there are at most 200,000 of them; what a value costs is its weight.
    """

    lookup: Lookup
    work: int = 0
    written: int = 0
    calls: int = 0

    def step(self, work: int = LOOP_STEP) -> None:
        self.work += work
        if self.work > MAX_WORK:
            raise Refused(f"循环和调用超过{MAX_WORK // LOOP_STEP}步", "检查循环，把列表改短", "template-bounds")

    def write(self, inlines: tuple[Printed, ...]) -> None:
        lines = len(inlines)
        for inline in inlines:
            if not isinstance(inline, Absent):
                self.written += len(inline.text) or 1
                lines += LOOP_STEP * inline.text.count("\n")
        self.step(2 * lines)
        if self.written > MAX_WORDS:
            raise Refused("写出的文字超过200万字", "检查循环", "template-bounds")


@dataclass(slots=True)
class Frame:
    """A scope at work: `names` are what the template can see, `out` what it has printed."""

    run: Run
    names: dict[str, Value]
    out: list[Printed] = field(default_factory=list)

    def inner(self, **names: Value) -> Frame:
        """A scope within, that prints to the same place."""
        return Frame(self.run, self._with(names), self.out)

    def apart(self, **names: Value) -> Frame:
        """A scope within, whose words are kept apart."""
        return Frame(self.run, self._with(names))

    def _with(self, names: dict[str, Value]) -> dict[str, Value]:
        self.run.step(1 + len(self.names) // 16)
        return {**self.names, **names}

    def print(self, inlines: tuple[Printed, ...]) -> None:
        self.run.write(inlines)
        self.out.extend(inlines)
