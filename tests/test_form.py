"""The form of all facts: filled with what is known, given back unchanged it changes nothing."""

import io
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from generator import Draft, Stop, Workspace
from generator.writers.form import FORMATS
from tests.conftest import Make
from tests.workspaces import EXAMPLE, ROOT, told

DICTIONARY = """
my.count: {label: 次数, unit: 次, type: integer, owner: 党办, definition: 全年合计。}
my.rate: {label: 比率, unit: "%", type: percent}
my.income: {label: 收入, unit: 万元, type: number}
my.detail: {label: 实例, type: text}
my.day: {label: 日子, type: date}
my.names: {label: 名单, type: list}
my.flag: {label: 是否, type: text}
my.cases:
  label: 例子
  type: table
  at_least: 2
  fields:
    name: {label: 名称, type: text}
    people: {label: 人次, type: integer, unit: 人次}
    unused: {label: 别处用的, type: text}
"""
OUTLINE = """
title: 总结
signature: "{{ hospital.name }}"
sections:
  - id: a
    heading: 甲
    text: |
      {% if facts.my.flag == '是' %}办了{{ facts.my.count }}次，{{ facts.my.count | growth }}，来源{{ facts.my.count.source }}。{% endif %}
      比率{{ facts.my.rate }}%，上年{{ facts.my.rate.last_year }}%。收入{{ facts.my.income }}万元。
      {{ facts.my.detail }}。{{ facts.my.day | date }}启动。有{{ facts.my.names | listed }}。共{{ facts.my.cases | length }}例。
    points:
      - {id: x, repeat: my.cases, text: "{{ item.name }}，{{ item.people }}人次。"}
"""  # noqa: E501


def rows(draft: Draft) -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(draft.form())).active
    assert sheet
    header, *found = (["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
    return [dict(zip(header, row, strict=True)) for row in found]


def keys_in(draft: Draft, format: str) -> list[str]:
    if format == "xlsx":
        return [row["键"] for row in rows(draft)]
    return re.findall(r"(?m)^([a-z][\w.]*):", draft.form("yaml").decode())


@pytest.fixture
def own(make: Make) -> Workspace:
    return make({"own": OUTLINE}, {"outlines/facts.yaml": DICTIONARY})


def messages(draft: Draft) -> list[str]:
    """The messages of a draft, but not that there are no facts of its year: a form gives them."""
    return list(dict.fromkeys(problem.message for problem in draft.problems if problem.code != "facts-no-year"))


def gives_the_same(workspace: Workspace, name: str, first: Draft, folder: Path, **given: object) -> None:
    for format in FORMATS:
        path = folder / f"事实表.{format}"
        path.write_bytes(first.form(format))
        second = workspace.draft(name, first.document.year, files=[path], **given)  # type: ignore[arg-type]
        assert second.to_bytes("txt") == first.to_bytes("txt")
        assert messages(second) == messages(first)
        assert [ask.key for ask in second.gaps] == [ask.key for ask in first.gaps]
        assert keys_in(second, format) == keys_in(first, format)


EXAMPLES = [
    pytest.param(folder, listed.name, year, id=f"{folder.name} {listed.name} {year}")
    for folder in sorted(path.parent for path in (ROOT / "examples").glob("*/hospital.yaml"))
    for listed in Workspace(folder).outlines()
    for year in (2025, 2026, 2027)
]


@pytest.mark.parametrize(("folder", "name", "year"), EXAMPLES)
def test_the_examples_form_given_back_changes_nothing(folder: Path, name: str, year: int, tmp_path: Path) -> None:
    workspace = Workspace(folder)
    gives_the_same(workspace, name, workspace.draft(name, year), tmp_path)


@pytest.mark.parametrize("name", [listed.name for listed in Workspace().outlines()])
@pytest.mark.parametrize("format", FORMATS)
def test_without_facts_it_asks_for_what_the_to_fill_list_asks(name: str, format: str) -> None:
    draft = Workspace().draft(name, 2026)
    assert keys_in(draft, format) == [ask.key for ask in draft.gaps]


@pytest.mark.parametrize("name", [listed.name for listed in Workspace(EXAMPLE).outlines()])
@pytest.mark.parametrize("format", FORMATS)
def test_it_alone_can_stand_for_the_years_files(name: str, format: str, tmp_path: Path) -> None:
    full = Workspace(EXAMPLE).draft(name, 2026)
    shutil.copytree(EXAMPLE, tmp_path / "医院", ignore=shutil.ignore_patterns("20*"))
    (tmp_path / f"表.{format}").write_bytes(full.form(format))
    again = Workspace(tmp_path / "医院").draft(name, 2026, files=[tmp_path / f"表.{format}"])
    assert again.to_bytes("txt") == full.to_bytes("txt")


def test_known_facts_are_filled_in_with_all_that_is_known_of_them(own: Workspace) -> None:
    facts = {
        "my.flag": "是",
        "my.count": {"value": "1.2万", "last_year": "9000", "source": "台账"},
        "my.rate": {"value": "95.0", "state": "待核实"},
        "my.detail": {"state": "不适用"},
        "my.names": ["甲", "乙"],
        "my.cases": [{"name": "子", "people": 3}],
    }
    found = {row["键"]: row for row in rows(own.draft("own", 2026, facts=facts))}
    assert list(found) == [
        "my.flag",
        "my.count",
        "my.rate",
        "my.rate.last_year",
        "my.income",
        "my.detail",
        "my.day",
        "my.names",
        "my.cases.1.name",
        "my.cases.1.people",
    ]
    count = found["my.count"]
    assert (count["项目"], count["数值"], count["单位"], count["上年"]) == ("次数", "1.2万", "次", "9000")
    assert (count["负责科室"], count["来源"], count["状态"]) == ("党办", "台账", "")
    assert (count["说明"], count["位置"]) == ("全年合计。", "一、甲")
    assert (found["my.rate"]["数值"], found["my.rate"]["状态"]) == ("95.0", "待核实")
    assert (found["my.detail"]["数值"], found["my.detail"]["状态"]) == ("", "不适用")
    assert (found["my.names"]["数值"], found["my.income"]["状态"]) == ("甲、乙", "待补充")
    assert (found["my.cases.1.name"]["数值"], found["my.cases.1.people"]["数值"]) == ("子", "3")


def test_a_table_of_which_only_the_number_of_records_is_used_has_all_its_fields(make: Make) -> None:
    outline = "title: 总结\nsections: [{id: a, text: '共{{ facts.my.cases | length }}例。'}]"
    workspace = make({"own": outline}, {"outlines/facts.yaml": DICTIONARY})
    draft = workspace.draft("own", 2026, facts={"my.cases": [{"name": "子", "people": 3}]})
    assert keys_in(draft, "xlsx") == ["my.cases.1.name", "my.cases.1.people", "my.cases.1.unused"]


@pytest.mark.parametrize("items", [["甲；乙", "丙"], ["很长" * 20_000], ["上\n下"]])
def test_a_value_that_no_cell_can_give_back_is_left_out_and_said_so(
    own: Workspace, folder: Path, items: list[str]
) -> None:
    facts = {"my.names": items}
    draft = own.draft("own", 2026, facts=facts)
    (row,) = (row for row in rows(draft) if row["键"] == "my.names")
    assert (row["数值"], row["状态"]) == ("", "")
    assert "不改就留空" in row["说明"]
    (folder / "表.xlsx").write_bytes(draft.form())
    again = own.draft("own", 2026, facts, files=[folder / "表.xlsx"])
    assert again.to_bytes("txt") == draft.to_bytes("txt")


def test_another_format_is_refused(own: Workspace) -> None:
    (problem,) = told(lambda: own.draft("own", 2026).form("docx"))
    assert (problem.code, problem.hint) == ("format-unknown", "可用的是 xlsx、yaml")


NUMBER = st.one_of(
    st.integers(0, 10**6).map(str),
    st.decimals(0, 100, places=2).map(str),
    st.sampled_from(["10余", "1.2万", "无", "1,200", "0", "24.0", "12万元"]),
)
RATES = st.sampled_from(["95.0", "3", "88.4％", "无", "0", "0.5"])
WORDS = st.text(st.sampled_from("甲乙、；，a1 =+-@#:{}\"'\\%_x\t\n"), min_size=1, max_size=10)
DAYS = st.sampled_from(["2026-03-05", "2026年3月5日", "2026年3月", "2026/3/5"])


def stated(
    values: st.SearchStrategy[object], earlier: st.SearchStrategy[object] | None = None
) -> st.SearchStrategy[object]:
    state = st.sampled_from(["待核实", "已核实", "待补充"])
    long = {"value": values, "state": state, "source": WORDS} | ({"last_year": earlier} if earlier is not None else {})
    return st.one_of(
        values,
        st.just({"state": "不适用"}),
        st.fixed_dictionaries({}, optional=long).filter(lambda made: "value" in made),
    )


INTEGERS = st.one_of(st.integers(0, 10**6).map(str), st.sampled_from(["10余", "1.2万", "无", "12"]))
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "my.flag": st.sampled_from(["是", "否"]),
        "my.count": stated(INTEGERS, INTEGERS),
        "my.rate": stated(RATES, RATES),
        "my.income": stated(NUMBER, NUMBER),
        "my.detail": stated(WORDS, WORDS),
        "my.day": stated(DAYS, DAYS),
        "my.names": stated(st.lists(WORDS, max_size=3), WORDS),
        "my.cases": st.one_of(
            st.just({"state": "不适用"}),
            st.lists(
                st.fixed_dictionaries(
                    {}, optional={"name": stated(WORDS), "people": stated(INTEGERS), "unused": WORDS}
                ),
                max_size=3,
            ),
        ),
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(facts=FACTS)
def test_whatever_is_given_the_form_given_back_changes_nothing(own: Workspace, folder: Path, facts: dict) -> None:
    given_file = folder / "已有.yaml"
    given_file.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    try:
        first = own.draft("own", 2026, files=[given_file])
    except Stop:
        reject()
    for format in FORMATS:
        form = folder / f"表.{format}"
        form.write_bytes(first.form(format))
        second = own.draft("own", 2026, files=[given_file, form])
        assert second.to_bytes("txt") == first.to_bytes("txt")
        assert messages(second) == messages(first)


@pytest.mark.parametrize("before", ["90", "{state: 不适用}", "{state: 待核实, value: 90}"])
def test_what_two_files_say_differently_stays_to_be_confirmed(make: Make, folder: Path, before: str) -> None:
    files = {
        "outlines/facts.yaml": DICTIONARY,
        "facts/2026.yaml": "my.rate: {value: 95, source: 甲表}\nmy.flag: 是\nmy.count: {value: 3, source: 甲表}\n",
        "facts/2026-另.yaml": "my.rate: {value: 96, source: 乙表}\nmy.count: {value: 3, source: 乙表}\n",
        "facts/2025.yaml": f"my.count: 2\nmy.rate: {before}\nmy.names: [甲, 乙]\n",
    }
    workspace = make({"own": OUTLINE}, files)
    first = workspace.draft("own", 2026)
    assert ("【待核实：比率 96】" in first.to_bytes("txt").decode()) == ("不适用" not in before)
    assert "来源乙表、facts/2026.yaml:3、甲表。" in first.to_bytes("txt").decode()
    gives_the_same(workspace, "own", first, folder)
