"""Spans of a paragraph: which others they meet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.word.stories import Span, Spans

PLACES = st.integers(0, 12)
SPANS = st.tuples(PLACES, PLACES).map(lambda ends: (min(ends), max(ends)))


@given(st.lists(SPANS, max_size=6), SPANS)
def test_spans_meet_where_they_share_a_character_or_an_empty_one_stands_in_or_beside(
    spans: list[Span], asked: Span
) -> None:
    start, end = asked
    shared = any(one < end and start < other for one, other in spans)
    beside = start == end and any(one <= start <= other for one, other in spans)
    assert Spans(spans).meet(start, end) == (shared or beside)
