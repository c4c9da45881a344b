"""Words that speak of the document's own parts: how many sections and points there are is what is written."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import Stop
from generator.document import Document, Fact, Gap, Text, walk
from generator.facts.dictionary import Dictionary
from tests.compose.conftest import Desk

THREE = "[{id: a, heading: 甲, text: 一。}, {id: b, heading: 乙, text: 二。}, {id: c, heading: 丙, text: 三。}]"
COUNT = "讲{{ sections | length | numeral }}点。"
TEAM = "{id: t, repeat: cases, heading: '{{ item.team }}', text: '有{{ item.number }}例。'}"
CASES = {
    f"cases.{at}.{name}": value
    for at, team in ((1, "子"), (2, "丑"))
    for name, value in (("team", team), ("number", 5))
}


def line(desk: Desk, words: str, sections: str, facts: Mapping[str, object] | None = None) -> str:
    return desk.document(words, facts, sections=sections).blocks[1].text


def led(desk: Desk, lead: str, points: str, facts: Mapping[str, object] | None = None, enumerator: str = "一是") -> str:
    """The lead of a section with `points`."""
    sections = f"[{{id: a, heading: 甲, enumerator: '{enumerator}', lead: '{lead}', points: {points}}}]"
    return next(b.text for b in desk.document("", facts, sections=sections).blocks if b.id == "a.lead")


def test_sections_that_always_stand_are_counted_in_plain_words_without_any_fact(desk: Desk) -> None:
    (block, *_) = desk.document(COUNT, sections=THREE).blocks[1:]
    assert block.words == (Text("讲三点。"),)


@pytest.mark.parametrize(
    "key", ["title", "subtitle", "byline", "date", "recipient", "salutation", "closing", "signature"]
)
def test_all_words_beside_the_sections_may_count_them(desk: Desk, key: str) -> None:
    blocks = desk.document("始", sections=THREE, **{key: COUNT}).blocks
    assert "讲三点。" in [block.text for block in blocks]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("{{ sections | listed }}", "甲、乙和丙"),
        (
            "{% for s in sections %}{{ loop.index }}{{ s }}{% if not loop.last %}，{% endif %}{% endfor %}",
            "1甲，2乙，3丙",
        ),
        ("{{ sections | first }}到{{ sections | last }}", "甲到丙"),
        ("{{ sections[1] }}", "乙"),
        ("{% if sections | length > 2 %}多{% else %}少{% endif %}", "多"),
        ("{% if sections %}有{% endif %}", "有"),
    ],
)
def test_they_are_a_list_of_headings(desk: Desk, words: str, text: str) -> None:
    assert line(desk, words, THREE) == text


def test_only_numbered_headings_of_the_first_level_count(desk: Desk) -> None:
    sections = """
- {id: p, heading: 前言, numbered: false, text: 零。}
- {id: q, text: 无题。}
- {id: a, heading: 甲, sections: [{id: x, heading: 子, text: 一。}, {id: y, heading: 丑, text: 一。}]}
"""
    assert line(desk, COUNT, sections) == "讲一点。"


def test_a_part_that_does_not_apply_is_not_counted(desk: Desk) -> None:
    sections = "[{id: a, heading: 甲, text: '做{{ facts.work.a }}次。'}, {id: b, heading: 乙, text: 二。}]"
    assert line(desk, COUNT, sections, {"work.a": {"state": "不适用"}}) == "讲一点。"
    assert line(desk, COUNT, sections) == "讲两点。"


def test_a_repeated_section_counts_for_every_record_and_rests_on_its_table(desk: Desk) -> None:
    document = desk.document(
        "讲{{ sections | length }}点。", CASES, sections=f"[{TEAM}, {{id: b, heading: 乙, text: 二。}}]"
    )
    count = document.blocks[1].words[1]
    assert isinstance(count, Fact)
    assert (count.text, count.keys, count.how) == ("3", ("cases",), "length")


def test_how_many_there_are_is_open_while_their_table_is_missing_and_filling_in_leaves_no_gap(desk: Desk) -> None:
    sections = f"[{TEAM}, {{id: b, heading: 乙, text: 二。}}]"
    before = desk.document(COUNT, sections=sections)
    assert before.blocks[1].text == "讲【待补充：案例】点。"
    assert {ask.key for ask in before.gaps} == set(CASES)
    after = desk.document(COUNT, CASES, sections=sections)
    assert (after.blocks[1].text, after.gaps) == ("讲三点。", ())


def test_a_gap_in_a_heading_does_not_make_the_count_open(desk: Desk) -> None:
    sections = "[{id: a, heading: '{{ facts.work.note }}', text: 一。}]"
    assert line(desk, COUNT + "{{ sections | listed }}", sections) == "讲一点。【待补充：说明】"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "讲【待补充：甲数】点：【待补充：甲数】和乙。"), (0, "讲一点：乙。"), (3, "讲两点：甲和乙。")],
)
def test_a_section_that_a_missing_fact_may_take_away_leaves_the_count_open(
    desk: Desk, value: int | None, text: str
) -> None:
    sections = (
        "[{id: a, heading: 甲, text: '{% if facts.work.a %}办了。{% endif %}'}, {id: b, heading: 乙, text: 二。}]"
    )
    facts = {} if value is None else {"work.a": value}
    assert line(desk, COUNT.replace("。", "：{{ sections | listed }}。"), sections, facts) == text


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("[{id: x, heading: 子, text: 一。}, {id: y, heading: 丑, text: 二。}]", "有两个方面：子和丑"),
        ("[{id: x, text: 做好甲。再说。}, {id: y, heading: 丑, text: 二。}]", "有两个方面：做好甲和丑"),
        ("[{id: x, heading: 子, text: 一。}, {id: y, heading: 丑, text: 二。, numbered: false}]", "有一个方面：子"),
        ("[{id: x, heading: 子, text: 一。}, {id: y, heading: 丑, text: 二。, enumerator: none}]", "有一个方面：子"),
        ("[{id: x, text: '有{{ facts.work.other }}。'}, {id: y, heading: 丑, text: 二。}]", "有一个方面：丑"),
        (
            "[{id: x, repeat: cases, heading: '{{ item.team }}', text: 一。}]",
            "有【待补充：案例】个方面：【待补充：第1个案例：科室】和【待补充：第2个案例：科室】",
        ),
    ],
)  # fmt: skip
def test_a_lead_counts_and_lists_the_points_that_an_enumerator_counts(desk: Desk, points: str, text: str) -> None:
    facts = {"work.other": {"state": "不适用"}}
    assert led(desk, "有{{ points | length | numeral }}个方面：{{ points | listed }}", points, facts) == text


def test_a_section_may_say_for_all_its_points_that_none_is_counted(desk: Desk) -> None:
    points = "[{id: x, heading: 子, text: 一。}]"
    assert led(desk, "共{{ points | length }}", points, enumerator="none") == "共0"


@pytest.mark.parametrize(
    ("sections", "name"),
    [
        ("[{id: a, heading: 甲, lead: '{{ sections | length }}', text: 一。}]", "sections"),
        ("[{id: a, heading: 甲, text: '{% if false %}{{ sections }}{% endif %}一。'}]", "sections"),
        ("[{id: a, heading: 甲, text: '{{ points | length }}', points: [{id: x, text: 一。}]}]", "points"),
        ("[{id: a, heading: '{{ points | length }}', points: [{id: x, text: 一。}]}]", "points"),
    ],
)  # fmt: skip
def test_elsewhere_the_names_are_errors_with_place_and_remedy(desk: Desk, sections: str, name: str) -> None:
    (problem,) = desk.problems("", sections=sections)
    assert (problem.code, problem.origin and problem.origin.file) == ("template-unknown-name", "sections.yaml")
    assert problem.message == f"没有“{name}”这个名字"
    assert problem.hint
    assert problem.hint.startswith(f"{name} 只用在")


def test_points_are_unknown_beside_the_sections(desk: Desk) -> None:
    assert [problem.hint for problem in desk.problems("{{ points | length }}")] == [
        "points 只用在带 points 的部分的 lead 里"
    ]


def test_an_included_template_sees_them_too(desk: Desk) -> None:
    desk.files["count"] = COUNT
    assert line(desk, "{% include 'count' %}", THREE) == "讲三点。"


def test_what_is_told_and_asked_keeps_the_order_of_reading(desk: Desk) -> None:
    sections = """
- id: a
  heading: 甲
  lead: 共{{ points | length }}项。引{{ facts.work.b }}。略{{ facts.work.note }}。
  points: [{id: x, heading: 子, text: "点{{ facts.work.c }}。略{{ facts.work.other }}。"}]
"""
    absent = {"state": "不适用"}
    facts = {"work.note": absent, "work.other": absent, "work.day": absent}
    words = COUNT + "始{{ facts.work.a }}。略{{ facts.work.day }}。"
    document = desk.document(words, facts, sections=sections, closing="终{{ facts.work.rate }}。")
    assert [ask.key for ask in document.gaps] == ["work.a", "work.b", "work.c", "work.rate"]
    told = [re.findall("日期|说明|备注", problem.message) for problem in document.problems]
    assert told == [["日期"], ["说明"], ["备注"]]


WORDS = (
    "text: 总有。",
    "text: '{{ facts.work.a }}次。'",
    "text: '{% if facts.work.a %}有。{% endif %}'",
    "text: '{% if facts.work.a > 3 %}多{{ facts.work.b }}。{% else %}{{ facts.work.note }}{% endif %}'",
    "text: '{% if facts.work.a %}有。{% endif %}{% if facts.work.b %}有。{% endif %}'",
    "repeat: cases, text: '{{ item.number }}例。'",
    "repeat: cases, text: '{% if item.number %}{{ item.team }}有。{% endif %}'",
    "points: [{id: x, repeat: cases, text: '{{ item.number }}例。'}]",
    "points: [{id: x, text: '{% if facts.work.b %}有。{% endif %}'}, {id: y, heading: 丑, text: '{{ facts.work.a }}'}]",
)


def counts(document: Document) -> tuple[str, int]:
    """What the opening says of how many sections there are, and how many there are."""
    return document.blocks[1].text, sum(block.kind == "heading" for block in document.blocks)


@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    known=st.dictionaries(st.sampled_from(["work.a", "work.b", *CASES]), st.sampled_from(["0", "5"])),
    answers=st.randoms(use_true_random=False),
)
def test_a_count_is_right_or_a_gap_and_one_round_of_filling_in_makes_it_right(
    dictionary: Dictionary, words: list[str], known: dict[str, str], answers
) -> None:
    desk = Desk(dictionary)
    sections = "[" + ", ".join(f"{{id: s{at}, heading: 甲, {each}}}" for at, each in enumerate(words)) + "]"
    before = desk.document("{{ sections | length }}", known, sections=sections)
    text, number = counts(before)
    is_open = any(isinstance(inline, Gap) for inline in before.blocks[1].inlines)
    assert is_open or text == str(number)
    filled = {ask.key: answers.choice(["0", "5"]) for ask in before.gaps}
    after = desk.document("{{ sections | length }}", {**known, **filled}, sections=sections)
    assert [inline for _, inline in walk(after) if isinstance(inline, Gap)] == []
    assert counts(after)[0] == str(counts(after)[1])
    assert is_open or counts(after)[0] == text


def test_a_sentence_that_counts_points_of_a_table_that_does_not_apply_is_left_out(desk: Desk) -> None:
    words = "有{{ points | length | numeral }}个。另说一句。"
    assert led(desk, words, f"[{TEAM}]", {"cases": {"state": "不适用"}}) == "另说一句。"


def test_records_that_are_left_out_are_told_once(desk: Desk) -> None:
    absent = {f"cases.{at}.team": {"state": "不适用"} for at in (1, 2, 3)} | {
        f"cases.{at}.number": 1 for at in (1, 2, 3)
    }
    point = "{id: t, repeat: cases, text: '{{ item.team }}有{{ item.number }}例。'}"
    sections = f"[{{id: a, heading: 甲, lead: 一句。, points: [{point}]}}]"
    told = [problem.message for problem in desk.document("", absent, sections=sections).problems]
    assert [message for message in told if "没有内容" in message] == ["“a/t.1”等3项没有内容，连同标题没有写"]


@pytest.mark.parametrize(
    "shape",
    [
        "{id: a, repeat: casez, text: 一句。}",
        "{id: a, heading: 甲, lead: '有{{ points | length }}个。', points: [{id: p, repeat: casez, text: 一句。}]}",
    ],
)
def test_a_table_that_is_none_is_told_where_it_is_named(desk: Desk, shape: str) -> None:
    with pytest.raises(Stop) as stopped:
        desk.document("", sections=f"[{shape}]")
    assert {problem.code for problem in stopped.value.problems} == {"fact-unknown"}


def test_records_within_records_are_bounded(desk: Desk) -> None:
    facts = {f"cases.{at}.number": 1 for at in range(1, 900)}
    within = "{id: t, repeat: cases, text: 一句。, points: [{id: p, repeat: cases, text: 又一句。}]}"
    with pytest.raises(Stop) as stopped:
        desk.document("", facts, sections=f"[{{id: a, heading: 甲, points: [{within}]}}]")
    assert {problem.code for problem in stopped.value.problems} == {"template-bounds"}
