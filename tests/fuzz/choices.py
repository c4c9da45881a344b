"""Random choices that a fuzzer steers, and the words to choose from."""

from __future__ import annotations

import ast
import random
from pathlib import Path
from typing import Any


def tokens(name: str) -> tuple[str, ...]:
    """The words of tokens/NAME.txt, each of which is a Python text on a line of its own."""
    lines = (Path(__file__).parent / "tokens" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(ast.literal_eval(line) for line in lines)


WORDS = (*tokens("words"), "9" * 5000, "a" * 300, "甲" * 2000)
KEYS = tokens("keys")


class Choices(random.Random):
    """A source of random choices that takes its first bits from `data`, and all others from a stream of its own."""

    def __new__(cls, data: bytes) -> Choices:
        return super().__new__(cls)

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0
        super().__init__(data)

    def seed(self, a: Any = None, version: int = 2) -> None:
        super().seed(a, version)

    def getrandbits(self, k: int, /) -> int:
        size = (k + 7) // 8
        if self.at + size > len(self.data):
            return super().getrandbits(k)
        taken = self.data[self.at : self.at + size]
        self.at += size
        return int.from_bytes(taken, "little") & ((1 << k) - 1)

    def random(self) -> float:
        return self.getrandbits(24) / (1 << 24)

    def chance(self, percent: int) -> bool:
        return self.randrange(100) < percent

    def word(self) -> str:
        """Something to write where a word stands: a hostile one, a few, or one of any characters."""
        kind = self.randrange(10)
        if kind < 7:
            return self.choice(WORDS)
        if kind < 9:
            return "".join(self.choice(WORDS) for _ in range(self.randint(2, 4)))
        return "".join(
            chr(self.choice((self.randrange(0x80), self.randrange(0x110000)))) for _ in range(self.randint(1, 6))
        )
