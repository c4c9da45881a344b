"""facts.agreement: values of one fact that say the same are one, others a conflict."""

import pytest

from generator.facts.agreement import agreed, alike, said
from generator.facts.dictionary import Dictionary, Entry
from generator.facts.tree import Given, GivenState
from generator.facts.values import Value
from generator.problems import Origin


def given(value: Value | None, state: GivenState = "known", file: str = "a") -> Given:
    return Given("activity.theme_days", state, value, (file,), Origin(file))


@pytest.fixture
def entry(dictionary: Dictionary) -> Entry:
    return dictionary.entries["activity.theme_days"]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (given("12000"), given("1.2万"), True),
        (given("12"), given("12", "to_confirm"), True),
        (given("12"), given("13"), False),
        (given("10余"), given("10余"), True),
        (given("10余"), given("10"), False),
        (given(None, "not_applicable"), given(None, "not_applicable"), True),
        (given(None, "not_applicable"), given("12"), False),
    ],
)
def test_values_are_alike_where_they_say_the_same(entry: Entry, a: Given, b: Given, expected: bool) -> None:
    assert alike(entry, a, b) is expected
    assert alike(entry, b, a) is expected


def test_dates_are_alike_however_written(dictionary: Dictionary) -> None:
    assert alike(dictionary.entries["activity.start"], given("2026-03-05"), given("2026年3月5日"))


def test_equal_values_keep_all_their_sources_once(entry: Entry) -> None:
    found, problem = agreed(entry, [given("12"), given("12", file="b"), given("12")])
    assert (found.value, found.state, found.sources, problem) == ("12", "known", ("a", "b"), None)


def test_one_unsure_source_makes_the_value_unsure(entry: Entry) -> None:
    found, problem = agreed(entry, [given("12"), given("12", "to_confirm")])
    assert (found.state, problem) == ("to_confirm", None)


def test_a_conflict_names_each_value_with_its_place(entry: Entry) -> None:
    found, problem = agreed(entry, [given(None, "not_applicable"), given("12", file="b")])
    assert (found.value, found.state, found.sources) == ("12", "to_confirm", ("a", "b"))
    assert problem
    assert (problem.code, problem.severity) == ("fact-conflict", "warning")
    assert "不适用（a）、12（b）" in problem.message


def test_a_long_value_is_said_on_one_short_line() -> None:
    assert said(given("一\n二")) == "一 二"
    assert said(given("长" * 41)) == "长" * 40 + "…"
    assert said(given(("甲", "乙"))) == "甲、乙"
