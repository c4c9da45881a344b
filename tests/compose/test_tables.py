"""Tables as facts: how many records there are is a fact, too, and never made up."""

import pytest

from tests.conftest import Make

FACTS = """
cases: {label: 案例, type: table, at_least: 3, fields: {name: {label: 名, type: text}, n: {label: 数, type: integer}}}
"""
OWN = """
title: t
opening: 共{{ facts.cases | length }}个。
sections:
  - {id: a, heading: 甲, points: [{id: p, repeat: cases, text: "{{ item.name }}有{{ item.n }}件。"}]}
"""
CELLS = ("cases.3.name", "cases.3.n")


def drafted(make: Make, cases: str) -> tuple[list[str], list[str]]:
    """The paragraphs below the title, and the keys asked for."""
    files = {"outlines/facts.yaml": FACTS, "facts/2026.yaml": cases}
    draft = make({"own": OWN}, files).draft("own", 2026)
    return [block.text for block in draft.document.blocks[1:]], [ask.key for ask in draft.gaps]


def test_a_given_table_is_counted(make: Make) -> None:
    lines, asked = drafted(make, "cases: [{name: 子, n: 1}, {name: 丑, n: 2}]\n")
    assert (lines, asked) == (["共2个。", "一、甲", "一是子有1件。", "二是丑有2件。"], [])


def test_a_record_with_a_blank_field_counts(make: Make) -> None:
    lines, asked = drafted(make, "cases: [{name: 子, n: 1}, {name: 丑}]\n")
    assert (lines[0], asked) == ("共2个。", ["cases.2.n"])


def test_records_that_do_not_apply_are_none(make: Make) -> None:
    absent = "".join(f"{key}: {{state: 不适用}}\n" for key in CELLS)
    lines, asked = drafted(make, f"cases.1: {{name: 子, n: 1}}\ncases.2: {{name: 丑, n: 2}}\n{absent}")
    assert (lines, asked) == (["共2个。", "一、甲", "一是子有1件。", "二是丑有2件。"], [])


def test_how_many_there_are_is_open_while_a_whole_record_is_blank(make: Make) -> None:
    lines, asked = drafted(make, "cases: [{name: 子, n: 1}, {name: ''}]\n")
    assert lines[0] == "共【待补充：案例】个。"
    assert lines[2:] == ["一是子有1件。", "二是【待补充：第2个案例：名】有【待补充：第2个案例：数】件。"]
    assert asked == ["cases.2.name", "cases.2.n"]


def test_a_table_without_records_is_none(make: Make) -> None:
    assert drafted(make, "cases: []\n") == (["共0个。"], [])


def test_a_count_is_traced_to_the_records(make: Make) -> None:
    files = {"outlines/facts.yaml": FACTS, "facts/2026.yaml": "cases: [{name: 子, n: 1}]\n"}
    draft = make({"own": OWN}, files).draft("own", 2026)
    assert draft.document.blocks[1].inlines[1].sources == ("facts/2026.yaml:1",)  # type: ignore[union-attr]


@pytest.mark.parametrize(("before", "label"), [("0", "上年主题党日场数 0"), ("10余", "上年主题党日场数 10余")])
def test_growth_over_nothing_to_measure_by_is_a_gap_with_a_way_out(make: Make, before: str, label: str) -> None:
    own = "title: t\nsections: [{id: a, text: '同比{{ facts.activity.theme_days | growth }}。'}]\n"
    files = {"facts/2026.yaml": "activity.theme_days: 5\n", "facts/2025.yaml": f"activity.theme_days: {before}\n"}
    workspace = make({"own": own}, files)
    draft = workspace.draft("own", 2026)
    assert draft.document.blocks[-1].text == f"同比【待核实：{label}】。"
    (ask,) = draft.gaps
    assert ask.definition
    assert "不适用" in ask.definition
    done = workspace.draft("own", 2026, assigned=["activity.theme_days.last_year=不适用"])
    assert (done.gaps, [block.kind for block in done.document.blocks]) == ((), ["title"])


def test_what_growth_cannot_use_is_asked_for_in_the_first_round(make: Make) -> None:
    own = "title: t\nsections: [{id: a, text: '同比{{ facts.activity.theme_days | growth }}。'}]\n"
    draft = make({"own": own}, {"facts/2025.yaml": "activity.theme_days: 0\n"}).draft("own", 2026)
    assert [ask.key for ask in draft.gaps] == ["activity.theme_days", "activity.theme_days.last_year"]
