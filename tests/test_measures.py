"""Length, and the share of sentences that say nothing of their own."""

import pytest

from generator import measures
from generator.document import Block, Cell, Document, Fact, Gap, Inline, Text

SESSIONS = Fact("12", ("activity.sessions",))
NAME = Fact("青梧县人民医院", ("hospital.name",))
LINE = Fact("会议精神", ("wording.guiding_line",))
YEAR = Fact("2026", ("year",))
MISSING = Gap(("activity.days",), "missing", "天数")


def document(*words: Inline) -> Document:
    return Document("x", 2026, (Block("title", "title", (Text("题目不算"),)), Block("p", "body", words)))


def test_length_counts_han_characters_and_no_gaps() -> None:
    assert measures.han(document(Text("开会"), SESSIONS, Text("次，A b。"), MISSING)) == 4 + 3


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ((Text("四字空话。"),), 1.0),
        ((Text("开会"), SESSIONS, Text("次。")), 0.0),
        ((Text("办了"), MISSING, Text("天。")), 0.0),
        ((NAME, Text("很好。")), 1.0),
        ((YEAR, Text("年很好。")), 1.0),
        ((Text("贯彻"), LINE, Text("。四字空话。")), 1.0),
        ((Text("四字空话。开会"), SESSIONS, Text("次。")), 4 / 7),
        ((), 0.0),
    ],
)
def test_generic_is_what_holds_no_fact_of_the_hospital_and_no_gap(words: tuple[Inline, ...], share: float) -> None:
    assert measures.generic_share(document(*words)) == pytest.approx(share)


def test_a_fact_of_the_hospital_may_have_a_key_that_begins_like_the_year() -> None:
    assert measures.generic_share(document(Fact("3", ("yearbook.count",)), Text("本。"))) == 0.0


def test_headings_of_points_are_not_counted() -> None:
    point = Block("p", "point", (Text("开会"), SESSIONS, Text("次。")), number="一是", heading=(Text("强化理论武装"),))
    assert measures.generic_share(Document("x", 2026, (point,))) == 0.0


def test_cells_are_part_of_the_length_and_no_sentences() -> None:
    cell = Block("a.table/0.1", "cell", (Text("责任科室。"),), cell=Cell("a", 0, 1))
    assert measures.han(Document("x", 2026, (cell,))) == 4
    assert measures.generic_share(Document("x", 2026, (cell,))) == 0.0
