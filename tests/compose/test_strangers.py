"""What a stranger's outline, or a very long table, must not do."""

import pytest

from tests.conftest import Make
from tests.workspaces import told

FACTS = """
t.n: {label: 甲数, type: integer}
t.l: {label: 甲单, type: list}
t.o: {label: 乙单, type: list}
t.t: {label: 文, type: text}
people: {label: 案例, type: table, fields: {name: {label: 名, type: text}}}
"""


def own(words: str, heading: str = "节") -> str:
    lines = "\n".join(f"      {line}" for line in words.splitlines())
    return f"title: t\nsections:\n  - id: a\n    heading: {heading}\n    text: |\n{lines}\n"


def text(make: Make, words: str, facts: str = "") -> str:
    files = {"outlines/facts.yaml": FACTS, **({"facts/2026.yaml": facts} if facts else {})}
    return make({"own": own(words)}, files).draft("own", 2026).document.blocks[-1].text


def test_choices_within_choices_are_bounded(make: Make) -> None:
    doubling = "{% set x = (x if facts.t.n else x) %}\n" * 30
    workspace = make(
        {"own": own("{% set x = [1, 2] %}\n" + doubling + "{{ x | first }}")}, {"outlines/facts.yaml": FACTS}
    )
    assert {problem.code for problem in told(lambda: workspace.draft("own", 2026))} == {"template-bounds"}


@pytest.mark.parametrize("place", ["points", "sections"])
def test_a_thousand_records_are_told(make: Make, place: str) -> None:
    part = "{id: p, repeat: people, heading: '{{ item.name }}', text: 一句。}"
    outline = f"title: t\nsections: [{{id: a, heading: 节, {place}: [{part}]}}]\n"
    people = "people:\n" + "".join(f"- name: 第{number}个\n" for number in range(1_000))
    workspace = make({"own": outline}, {"outlines/facts.yaml": FACTS, "facts/2026.yaml": people})
    assert [problem.code for problem in told(lambda: workspace.draft("own", 2026))] == ["template-bounds"]


def test_a_number_of_thousands_of_digits_is_told(make: Make) -> None:
    workspace = make({"own": own("{{ " + "9" * 4295 + " | round(10) }}")})
    (problem,) = told(lambda: workspace.draft("own", 2026))
    assert problem.origin


@pytest.mark.parametrize(
    ("facts", "printed"),
    [("t: {l: 无, o: 无}", "0。"), ("t: {l: 无, o: [甲, 乙]}", "2甲和乙。"), ("t: {l: [甲], o: [乙]}", "2甲和乙。")],
)
def test_a_list_that_is_none_adds_nothing(make: Make, facts: str, printed: str) -> None:
    assert (
        text(make, "{{ (facts.t.l + facts.t.o) | length }}{{ (facts.t.l + facts.t.o) | listed }}。", facts) == printed
    )


@pytest.mark.parametrize(
    "words",
    [
        "{% if facts.t.n > 0 and (facts.t.n | growth) != '持平' %}甲{% endif %}。",
        "{{ (facts.t.n if facts.t.n > 3 else 0) + facts.t.n }}。",
    ],
)
def test_one_gap_of_one_expression_is_printed_once(make: Make, words: str) -> None:
    assert text(make, words) == "【待补充：甲数】。"


def test_an_empty_heading_is_told(make: Make) -> None:
    files = {"outlines/facts.yaml": FACTS, "facts/2026.yaml": "t.n: 0\n"}
    workspace = make({"own": own("一句。", heading='"{% if facts.t.n %}有{% endif %}"')}, files)
    (problem,) = workspace.draft("own", 2026).problems
    assert (problem.code, problem.severity) == ("heading-empty", "warning")


def test_a_point_heading_that_ends_with_a_full_stop_gets_no_other(make: Make) -> None:
    outline = "title: t\nsections: [{id: a, points: [{id: p, heading: '{{ facts.t.t }}', text: 一句。}]}]\n"
    files = {"outlines/facts.yaml": FACTS, "facts/2026.yaml": "t.t: 强化。\n"}
    assert make({"own": outline}, files).draft("own", 2026).document.blocks[-1].text == "强化。一句。"


@pytest.mark.parametrize(("count", "said"), [("10余", "【待核实：甲数 10余】。"), ("10", "是。"), ("11", "否。")])
def test_whether_a_vague_number_is_in_a_list_is_open(make: Make, count: str, said: str) -> None:
    assert text(make, "{{ 10 in [facts.t.n] }}。", f"t.n: {count}\n") == said


def test_the_source_of_a_fact_is_the_one_that_was_typed_with_it(make: Make) -> None:
    facts = "t.n: {value: 3, source: 台账.xlsx}\nt.t: 好\n"
    assert text(make, "据{{ facts.t.n.source }}和{{ facts.t.t.source }}。", facts) == "据台账.xlsx和facts/2026.yaml:2。"
    assert text(make, "据{{ hospital.study_group.source }}。") == "据hospital.yaml:2。"


def test_the_mistakes_of_one_template_are_told_up_to_a_bound(make: Make) -> None:
    workspace = make({"own": own("\n".join(f"{{{{ qq{number} }}}}" for number in range(2_000)))})
    assert len(told(lambda: workspace.draft("own", 2026))) == 200


def test_two_braces_with_a_blank_between_them_are_told(make: Make) -> None:
    workspace = make({"own": own("办{ { facts.t.n }}场。")}, {"outlines/facts.yaml": FACTS})
    assert [problem.code for problem in told(lambda: workspace.draft("own", 2026))] == ["template-braces"]


@pytest.mark.parametrize("end", ["！", "？", "。"])
def test_a_fact_that_ends_its_sentence_gets_no_full_stop(make: Make, end: str) -> None:
    assert text(make, "{{ facts.t.t }}。再说。", f"t.t: 病区换了灯{end}\n") == f"病区换了灯{end}再说。"


def test_a_sentence_of_one_fact_that_does_not_apply_is_told_without_quoting_nothing(make: Make) -> None:
    files = {"outlines/facts.yaml": FACTS, "facts/2026.yaml": "t.t: {state: 不适用}\n"}
    (problem,) = make({"own": own("{{ facts.t.t }}。另一句。")}, files).draft("own", 2026).problems
    assert problem.message == "有一句没有写，因为“文”不适用"
