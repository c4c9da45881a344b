"""facts.rows: the columns of a facts sheet, whatever file they stand in."""

import pytest

from generator.facts import rows
from generator.facts.dictionary import Dictionary
from generator.problems import Stop


def test_rows_are_numbered_by_their_file_and_may_be_short(dictionary: Dictionary) -> None:
    given: list[rows.Row] = [(3, ["项 目", "备注", "数值"]), (7, ["编号", None, " A "]), (9, ["编号"])]
    layer, problems = rows.read(given, "a.csv", dictionary)
    assert (layer.given["activity.code"].value, layer.given["activity.code"].sources) == ("A", ("a.csv:7",))
    assert problems == []


def test_a_value_that_cannot_be_read_leaves_its_row_out(dictionary: Dictionary) -> None:
    layer, (problem,) = rows.read([(1, ["键", "数值"]), (2, ["activity.code", None])], "a.xlsx", dictionary)
    assert (layer.given, problem.code, str(problem.origin)) == ({}, "sheet-formula", "a.xlsx:2")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["数值", "数值", "项目"], ["有两列“数值”"]),
        (["项目"], ["第1行没有要用的列名"]),
        (["项目", "项目"], ["有两列“项目”", "第1行没有要用的列名"]),
        ([], ["第1行没有要用的列名"]),
    ],
)
def test_all_that_is_wrong_with_a_header_is_told(
    dictionary: Dictionary, header: list[str | None], said: list[str]
) -> None:
    with pytest.raises(Stop) as stopped:
        rows.read([(1, header)], "a.csv", dictionary)
    assert [problem.message for problem in stopped.value.problems] == said


def test_no_rows_are_a_file_without_a_header(dictionary: Dictionary) -> None:
    with pytest.raises(Stop):
        rows.read([], "a.csv", dictionary)


def test_a_row_whose_key_and_label_are_of_two_facts_is_left_out(dictionary: Dictionary) -> None:
    given: list[rows.Row] = [
        (1, ["键", "项目", "数值"]),
        (2, ["activity.code", "主题党日场数", "12"]),
        (3, ["activity.theme_days", "主题党日（本院叫法）", "13"]),
    ]
    layer, (problem,) = rows.read(given, "a.csv", dictionary)
    assert (problem.code, problem.severity, str(problem.origin)) == ("sheet-mixed-up", "warning", "a.csv:2")
    assert {key: given.value for key, given in layer.given.items()} == {"activity.theme_days": "13"}
