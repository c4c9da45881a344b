"""Glyphs gathered into rows: which of them stand between the rules of a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.proof.rows import rows
from generator.proof.sheets import Box, Glyph

Rules = list[tuple[float, float]]
HEIGHTS = st.integers(0, 40).map(float)
RULES = st.lists(st.tuples(HEIGHTS, HEIGHTS).map(lambda ends: (min(ends), max(ends))), max_size=8)


def tabled(rules: Rules, *heights: float) -> list[bool]:
    glyphs = [Glyph("字", "FangSong", 16, 0, 5, height, Box(0, height - 4, 5, height)) for height in heights]
    return [row.tabled for row in rows(glyphs, rules)]


@pytest.mark.parametrize(
    ("rules", "within"),
    [
        ([], []),
        ([(10, 20)], [10, 15, 20]),
        ([(10, 15), (15, 20)], [10, 15, 20]),
        ([(10, 30), (12, 14)], [10, 15, 20, 25, 30]),
        ([(20, 25), (5, 10)], [5, 10, 20, 25]),
    ],
    ids=["no rule", "one", "one below another", "one beside another", "two tables"],
)
def test_a_row_between_rules_is_in_a_table(rules: Rules, within: list[float]) -> None:
    heights = [5, 10, 15, 20, 25, 30]
    assert tabled(rules, *heights) == [height in within for height in heights]


@given(RULES)
def test_many_rules_say_what_each_of_them_says(rules: Rules) -> None:
    heights = [float(height) for height in range(41)]
    assert tabled(rules, *heights) == [any(top <= height <= bottom for top, bottom in rules) for height in heights]


def test_of_many_rules_each_is_looked_at_a_few_times_however_many_rows_there_are() -> None:
    """By its comparisons, since a clock would tell of the machine."""

    class Counted(float):
        asked = 0

        def __le__(self, other: float) -> bool:
            Counted.asked += 1
            return float(self) <= other

        def __ge__(self, other: float) -> bool:
            Counted.asked += 1
            return float(self) >= other

    rules = [(Counted(2 * number), Counted(2 * number + 0.5)) for number in range(1000)]
    tabled(list(rules), *(2 * number + 1.5 for number in range(1000)))
    assert Counted.asked < 10_000
