"""States, characters, numbers and truths of facts, as words print them."""

import re

import pytest

from generator.document import Text


@pytest.mark.parametrize("text", ["12:30", "010", "no", "1.10", "2026-03-05", "A&B <c>", "１３０", "{{ 1 }}", "yes"])
def test_characters_are_kept_as_typed(text, desk):
    assert desk.text("{{ facts.work.note }}", {"work.note": text}) == text
    assert desk.text("{% set x %}{{ facts.work.note }}{% endset %}{{ x ~ '' }}", {"work.note": text}) == text


@pytest.mark.parametrize("text", ["0", "0.00", "０", "", "否", "无"])
def test_zero_the_empty_and_no_are_false(text, desk):
    words = "{{ '是' if facts.work.note else '非' }}"
    if text:
        assert desk.text(words, {"work.note": text}) == "非"
    assert desk.text(f"{{{{ '是' if '{text}' else '非' }}}}") == "非"


def test_a_list_that_says_none_is_empty(desk):
    words = "{{ '有' if facts.work.names else '没有' }}{{ facts.work.names | length }}"
    assert desk.text(words, {"work.names": "无"}) == "没有0"
    assert desk.text(words, {"work.names": []}) == "没有0"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ 10 / 4 }}", "2.5"),
        ("{{ 10 / 5 }}", "2"),
        ("{{ 1 / 8 }}", "0.1"),
        ("{{ 1 / 4 }}", "0.3"),
        ("{{ -1 / 4 }}", "-0.3"),
        ("{{ 1 / 3 * 3 }}", "1"),
        ("{{ 0.1 + 0.2 }}", "0.3"),
        ("{{ [0.1, 0.2, 0.3] | sum }}", "0.6"),
        ("{{ [1 / 3, 2 / 3] | sum }}", "1"),
        ("{{ -7 // 2 }}{{ -7 % 3 }}", "-42"),
        ("{{ 123456789012345678901234567890 + 1 }}", "123456789012345678901234567891"),
        ("{{ -123456789012345678901234567890123 }}", "-123456789012345678901234567890123"),
        ("{{ (-123456789012345678901234567890123) | abs }}", "123456789012345678901234567890123"),
        ("{{ 2.5 | round }}{{ 1.25 | round(1) }}", "31.3"),
        ("{{ 12345 | wan }}{{ 20000 | wan }}", "1.2万2万"),
        ("{{ 21 | numeral }}", "二十一"),
        ("第{{ 2 | numeral }}，{{ ['甲', '乙'] | length | numeral }}项", "第二，两项"),
        ("{{ '2026-03-05' | date }}{{ '2026-03' | date }}{{ '03-05' | date }}", "2026年3月5日2026年3月03-05"),
        ("{{ '2026/3/5' | date }}", "2026年3月5日"),
        ("{{ 1.0 in [1] }}{{ '1' in ['1'] }}", "是是"),
    ],
)
def test_numbers_are_exact_and_quotients_have_one_place_half_up(words, said, desk):
    assert desk.text(words) == said


@pytest.mark.parametrize("value", ["10余", "约200", "几十"])
def test_a_vague_value_prints_but_is_never_computed_with(value, desk):
    assert desk.text("{{ facts.work.a }}", {"work.a": value}) == value
    for words in ("{{ facts.work.a + 1 }}", "{% if facts.work.a > 3 %}x{% endif %}", "{{ 8 / facts.work.a }}"):
        assert desk.text(words, {"work.a": value}) == f"【待核实：甲数 {value}】"


def test_a_fact_to_be_confirmed_is_a_gap_with_its_value(desk):
    facts = {
        "work.a": {"value": "88", "state": "待核实", "source": "台账"},
        "work.note": {"value": "一\n二", "state": "待核实"},
    }
    assert desk.text("{{ facts.work.a }}{{ facts.work.a + 1 }}", facts) == "【待核实：甲数 88】" * 2
    ask = desk.document("{{ facts.work.a }}", facts).gaps[0]
    assert (ask.label, ask.state, ask.value, ask.source) == ("甲数", "to_confirm", "88", "台账")
    assert desk.text("{{ facts.work.note }}", facts) == "【待核实：说明 一 二】"


def test_a_sentence_that_does_not_apply_is_left_out_and_told(desk):
    document = desk.document("开展{{ facts.work.a }}次。全年平稳。", {"work.a": "不适用"})
    assert document.blocks[1].text == "全年平稳。"
    assert [(problem.severity, problem.code) for problem in document.problems] == [("advice", "sentence-left-out")]
    assert desk.text("{{ facts.work.a + facts.work.b }}次，好。其次。", {"work.a": "不适用"}) == "其次。"
    assert desk.text("{{ facts.work.names | join }}。其次。", {"work.names": "不适用"}) == "其次。"
    assert desk.text("{% for c in facts.cases %}{{ c.team }}{% endfor %}。其次。", {"cases": "不适用"}) == "其次。"


def test_a_point_without_words_goes_with_its_heading_and_enumerators_close_up(desk):
    sections = """
    - id: s
      heading: 工作
      points:
        - {id: p, heading: 一, text: 好。}
        - {id: q, heading: 二, text: "{{ facts.work.a }}次。"}
        - {id: n, heading: 注, text: 旁注。, numbered: false}
        - {id: r, heading: 三, text: 好。}
    """
    document = desk.document("好。", {"work.a": "不适用"}, sections=sections)
    assert [block.text for block in document.blocks if block.kind == "point"] == [
        "一是一。好。",
        "注。旁注。",
        "二是三。好。",
    ]
    assert {problem.code for problem in document.problems} == {"sentence-left-out", "part-left-out"}


@pytest.mark.parametrize(
    ("words", "frame"),
    [
        ("好。", {"title": "{{ facts.work.a }}总结"}),
        ("好。", {"sections": '[{id: s, heading: "{{ facts.work.a }}", text: 好。}]'}),
        ("{% if facts.work.a %}x{% endif %}", {}),
        ("{{ 'x' if facts.work.a > 3 else 'y' }}", {}),
        ("{{ 'x' if not facts.work.a }}", {}),
        ("{{ facts.work.b and facts.work.a and 1 }}", {}),
    ],
)
def test_what_does_not_apply_is_an_error_in_title_heading_and_condition(words, frame, desk):
    problems = desk.problems(words, {"work.a": "不适用"}, **frame)
    assert [problem.code for problem in problems] == ["fact-not-applicable"]
    assert problems[0].origin is not None


def test_names_of_bodies_follow_the_kind_of_party_organisation(desk):
    words = "{{ hospital.study_group }}"
    assert desk.text(words, {"hospital.party_org": "党委"}) == "中心组"
    assert desk.text(words, {"hospital.party_org": "党支部"}) == "支部集体学习"
    assert desk.text(words, {"hospital.party_org": "党委", "hospital.study_group": "学习组"}) == "学习组"
    assert desk.text(words) == "【待补充：党组织类别】"
    assert desk.asked(words) == ["hospital.party_org"]
    assert desk.text("{{ hospital.governance }}", {"hospital.party_org": "党总支"}) == "【待补充：医院领导体制】"


def test_wording_that_nobody_confirmed_is_a_gap(desk):
    assert desk.asked("{{ wording.campaign }}") == ["wording.campaign"]


def test_every_digit_outside_facts_and_gaps_was_written_in_the_template(desk):
    words = (
        "第1季度{{ facts.work.a }}次，{{ facts.work.b / 3 }}，{{ facts.work.names | length }}，"
        "{% for x in facts.work.names %}{{ loop.index }}{{ x }}{% endfor %}，{{ year }}，{{ facts.cases | length }}"
    )
    facts = {"work.a": 7, "work.b": 8, "work.names": ["甲", "乙"], "cases": [{"number": 1}]}
    written = "".join(inline.text for inline in desk.inlines(words, facts) if isinstance(inline, Text))
    assert re.findall(r"\d", written) == ["1"]
