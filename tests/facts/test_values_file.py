"""facts.values_file: YAML facts keep their characters, and every mistake is told at its place."""

from collections.abc import Callable

import pytest

from generator.facts import values_file
from generator.facts.dictionary import Ask, Dictionary
from generator.facts.tree import Layer
from generator.problems import Problem
from generator.yaml_source import parse

LayerOf = Callable[..., Layer]
ProblemsOf = Callable[[str], list[Problem]]


@pytest.mark.parametrize("typed", ["12:30", "010", "no", "1.10", "2026-03-05", "A&B <c>", "1e3", "=1+1"])
def test_characters_are_kept(layer_of: LayerOf, typed: str) -> None:
    assert layer_of(f"activity.code: {typed}").given["activity.code"].value == typed


def test_nested_and_dotted_keys_mix(layer_of: LayerOf) -> None:
    layer = layer_of("activity: {theme_days: 12}\nactivity.code: A\noperations:\n  satisfaction.last_year: 95.1\n")
    assert {key: given.value for key, given in layer.given.items()} == {
        "activity.theme_days": "12",
        "activity.code": "A",
        "operations.satisfaction.last_year": "95.1",
    }


def test_a_value_knows_its_place_and_source(layer_of: LayerOf) -> None:
    given = layer_of("activity.theme_days:\n  value: 12\n  source: 台账.xlsx\n  note: 全年").given[
        "activity.theme_days"
    ]
    assert given.sources == ("2026.yaml:2", "台账.xlsx")
    assert str(given.origin) == "2026.yaml:2"
    assert given.note == "全年"


def test_the_long_form_gives_last_year_too(layer_of: LayerOf) -> None:
    given = layer_of("activity.theme_days: {value: 12, last_year: 10, unit: 场}").given
    assert given["activity.theme_days"].value == "12"
    assert given["activity.theme_days.last_year"].value == "10"


@pytest.mark.parametrize(
    ("typed", "state", "value"),
    [
        ("{state: 待核实, value: 88.4}", "to_confirm", "88.4"),
        ("{state: 已核实, value: 88.4}", "known", "88.4"),
        ("{state: 待补充, value: 88.4}", "known", "88.4"),
        ("{state: 不适用}", "not_applicable", None),
        ("{state: 不适用, value: 88.4}", "not_applicable", None),
        ("不适用", "not_applicable", None),
    ],
)
def test_states(layer_of: LayerOf, typed: str, state: str, value: str | None) -> None:
    given = layer_of(f"operations.satisfaction: {typed}").given["operations.satisfaction"]
    assert (given.state, given.value) == (state, value)


@pytest.mark.parametrize("typed", ["", "~", '""', "' '", "{state: 待补充}", "{state: 待核实}", "{value: }", "{}"])
def test_a_blank_value_is_missing(layer_of: LayerOf, typed: str) -> None:
    assert layer_of(f"operations.satisfaction: {typed}").given == {}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("96.2%", "96.2"),
        ("96.2％", "96.2"),
        ("96.2", "96.2"),
        ("９６．２％", "９６．２"),
        ("约96%", "约96"),
    ],
)
def test_a_percent_is_kept_without_its_sign(layer_of: LayerOf, typed: str, kept: str) -> None:
    assert layer_of(f"operations.satisfaction: {typed}").given["operations.satisfaction"].value == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12", "12"),
        ("12场", "12"),
        ("10余场", "10余"),
        ("１３０", "１３０"),
        ("1.2万", "1.2万"),
        ("约200", "约200"),
    ],
)
def test_whole_numbers_as_people_write_them(layer_of: LayerOf, typed: str, kept: str) -> None:
    assert layer_of(f"activity.theme_days: {typed}").given["activity.theme_days"].value == kept


def test_a_list_is_items_or_one_text(layer_of: LayerOf) -> None:
    for typed in ("[甲, 乙]", "甲、乙", "甲；乙", "\n  - 甲\n  - 乙"):
        assert layer_of(f"activity.topics: {typed}").given["activity.topics"].value == ("甲", "乙")
    assert layer_of("activity.topics: 甲、乙；丙").given["activity.topics"].value == ("甲、乙", "丙")
    assert layer_of("activity.topics: []").given["activity.topics"].value == ()


@pytest.mark.parametrize("typed", ["2026-03-05", "2026/3/5", "2026年3月5日", "2026年3月", "２０２６年３月"])
def test_dates(layer_of: LayerOf, typed: str) -> None:
    assert layer_of(f"activity.start: {typed}").given["activity.start"].value == typed


def test_a_table_is_a_list_of_records(layer_of: LayerOf) -> None:
    layer = layer_of("cases:\n  - {branch: 内科, people: 30}\n  - branch: {value: 外科, source: 简报}\n  -\n")
    assert layer.whole == {"cases"}
    assert layer.records == {"cases": 3}
    assert {key: given.value for key, given in layer.given.items()} == {
        "cases.1.branch": "内科",
        "cases.1.people": "30",
        "cases.2.branch": "外科",
    }
    assert layer.given["cases.2.branch"].sources == ("2026.yaml:3", "简报")


def test_single_cells_of_a_table(layer_of: LayerOf) -> None:
    for text in ("cases.2.branch: 外科", "cases: {2: {branch: 外科}}", "cases.2: {branch: 外科}"):
        layer = layer_of(text)
        assert (set(layer.given), layer.whole, layer.records) == ({"cases.2.branch"}, set(), {"cases": 2})


def test_a_table_of_blanks_is_missing_and_an_empty_one_is_not(layer_of: LayerOf) -> None:
    for text in ("cases:", "cases:\n  - branch:\n  -", "cases.1.branch:\ncases.3.branch:"):
        assert layer_of(text).records == {}
    assert layer_of("cases: []").records == {"cases": 0}


def test_a_state_of_a_whole_table(layer_of: LayerOf) -> None:
    assert layer_of("cases: {state: 不适用}").given["cases"].state == "not_applicable"
    layer = layer_of("cases: {state: 待核实, source: 简报, value: [{branch: 内科}]}")
    assert layer.given["cases.1.branch"].state == "to_confirm"
    assert layer.given["cases.1.branch"].sources[1:] == ("简报",)


@pytest.mark.parametrize(
    ("text", "code", "line", "hint"),
    [
        ("activity:\n  theme_dayz: 1", "fact-unknown", 2, "是不是“activity.theme_days”？"),
        ("cases:\n  - brnch: 内科", "fact-unknown", 2, "是不是“branch”？"),
        ("activity.theme_days: {value: 1, sorce: a}", "facts-unknown-key", 1, "是不是“source”？"),
        ("activity.theme_days: {valu: {x: 1}}", "facts-unknown-key", 1, "是不是“value”？"),
        ("activity.theme_days: 很多", "fact-type", 1, "如 12"),
        ("activity.theme_days: 1.5", "fact-type", 1, "number"),
        ("activity.theme_days: 96%", "fact-type", 1, "去掉百分号"),
        ("activity.theme_days: 12:30", "fact-type", 1, "如 12"),
        ("activity.theme_days: [1, 2]", "fact-type", 1, "只写一个值"),
        ("activity.theme_days: {value: {x: 1}}", "fact-type", 1, "只写"),
        ("activity.theme_days: {value: 1, last_year: 很多}", "fact-type", 1, "如 12"),
        ("activity.theme_days: {value: 1, state: 待核}", "fact-state", 1, "待核实"),
        ("activity.start: 2026-02-30", "fact-type", 1, "2026-03-05"),
        ("activity.start: 年底", "fact-type", 1, "2026-03-05"),
        ("activity.topics: [[甲]]", "fact-type", 1, "不再分层"),
        ("activity: 12", "fact-type", 1, "下一层"),
        ("cases: 三个", "fact-type", 1, "cases.1.branch"),
        ("cases: [内科]", "fact-type", 1, "- branch: …"),
        ("- 12", "facts-shape", 1, "activity.theme_days: 12"),
        ("十二", "facts-shape", 1, "activity.theme_days: 12"),
    ],
)
def test_a_mistake_has_a_place_and_a_remedy(
    problems_of: ProblemsOf, text: str, code: str, line: int, hint: str
) -> None:
    (problem,) = problems_of(text)
    assert (problem.code, problem.severity) == (code, "error")
    assert problem.origin
    assert (problem.origin.file, problem.origin.line) == ("2026.yaml", line)
    assert problem.hint
    assert hint in problem.hint


def test_all_mistakes_are_told_at_once(problems_of: ProblemsOf) -> None:
    text = "activity.theme_dayz: 1\nactivity.theme_days: 很多\ncases:\n  - people: 几个\n  - brnch: 外科\n"
    assert [problem.origin and problem.origin.line for problem in problems_of(text)] == [1, 2, 4, 5]


def test_an_empty_file_is_advice(problems_of: ProblemsOf) -> None:
    assert [(problem.code, problem.severity) for problem in problems_of("")] == [("facts-empty", "advice")]


def test_another_unit_makes_a_fact_unsure(dictionary: Dictionary) -> None:
    layer, problems = values_file.read(parse("operations.income: {value: 5, unit: 元}", "f"), "f", dictionary)
    assert layer.given["operations.income"].state == "to_confirm"
    assert [(problem.code, problem.severity) for problem in problems] == [("fact-unit", "warning")]


def test_one_key_in_two_places_of_a_file_is_a_conflict(dictionary: Dictionary) -> None:
    text = "activity: {theme_days: 12}\nactivity.theme_days: 13"
    layer, problems = values_file.read(parse(text, "f"), "f", dictionary)
    assert layer.given["activity.theme_days"].state == "to_confirm"
    assert [problem.code for problem in problems] == ["fact-conflict"]


def test_keys_may_stand_under_a_prefix(dictionary: Dictionary) -> None:
    layer, problems = values_file.read(parse("code: A", "f"), "f", dictionary, prefix="activity.")
    assert (set(layer.given), problems) == ({"activity.code"}, [])


def test_the_form_is_read_back(dictionary: Dictionary) -> None:
    asks = [
        (
            Ask(
                "activity.theme_days", "主题党日场数", unit="场", owner="党办", definition="全年\n合计", last_year="10"
            ),
            "一",
        ),
        (Ask("activity.code", "编号", "to_confirm", value='"A" # \\ {x}: \u2028\xa0', source="- 表"), ""),
        (Ask("cases.1.branch", "第1个案例：支部"), ""),
    ]
    form = values_file.form(asks)
    layer, problems = values_file.read(parse(form, "f"), "f", dictionary)
    assert problems == []
    assert set(layer.given) == {"activity.code"}
    given = layer.given["activity.code"]
    assert (given.state, given.value) == ("to_confirm", '"A" # \\ {x}: \u2028\xa0'.strip())
    assert "# 主题党日场数 单位：场 负责科室：党办 上年：10 说明：全年 合计 位置：一" in form.decode().splitlines()


@pytest.mark.parametrize("key", ["activity.theme_days", "operations.satisfaction"])
def test_none_in_words_where_a_number_belongs_has_to_be_confirmed(dictionary: Dictionary, key: str) -> None:
    layer, problems = values_file.read(parse(f"{key}: 无", "2026.yaml"), "2026.yaml", dictionary)
    assert (layer.given[key].state, layer.given[key].value) == ("to_confirm", "无")
    assert [(problem.code, problem.severity) for problem in problems] == [("fact-none", "warning")]


def test_a_chinese_colon_alone_is_told(problems_of: ProblemsOf) -> None:
    (problem,) = problems_of("activity.theme_days：12")
    assert "冒号" in (problem.hint or "")


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("operations.satisfaction: 0.956", ["fact-odd"]),
        ("operations.satisfaction: 956", ["fact-odd"]),
        ("operations.satisfaction: 95.6", []),
        ("operations.satisfaction: 0", []),
        ("operations.satisfaction: 100", []),
        ("activity.theme_days: -5", ["fact-odd"]),
    ],
)
def test_a_number_that_is_likely_a_slip_is_told_and_kept(dictionary: Dictionary, fact: str, told: list[str]) -> None:
    layer, problems = values_file.read(parse(fact, "2026.yaml"), "2026.yaml", dictionary)
    key, value = fact.split(": ")
    assert (layer.given[key].value, layer.given[key].state) == (value, "known")
    assert [problem.code for problem in problems] == told
