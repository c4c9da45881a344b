"""facts.assignments: --set and the API pass through the checks of every facts file."""

from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any

import pytest

from generator.facts.assignments import from_mapping, from_options
from generator.facts.dictionary import Dictionary


def test_options(dictionary: Dictionary) -> None:
    options = [
        "activity.theme_days=12",
        "activity.code=a=b",
        "cases.2.branch=外科",
        "activity.topics=甲、乙",
        "activity.start=",
    ]
    layer, problems = from_options(options, dictionary)
    assert [(problem.code, problem.severity) for problem in problems] == [("set-empty", "warning")]
    assert {key: given.value for key, given in layer.given.items()} == {
        "activity.theme_days": "12",
        "activity.code": "a=b",
        "cases.2.branch": "外科",
        "activity.topics": ("甲", "乙"),
    }
    assert layer.given["activity.code"].sources == ("--set",)


@pytest.mark.parametrize("typed", ["12:30", "010", "no", "1.10", "2026-03-05", "A&B <c>", "~", "null"])
def test_options_keep_characters(dictionary: Dictionary, typed: str) -> None:
    assert from_options([f"activity.code={typed}"], dictionary)[0].given["activity.code"].value == typed


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("activity.theme_days", "set-syntax"),
        ("=12", "set-syntax"),
        ("activity.theme_dayz=1", "fact-unknown"),
        ("activity.theme_days=很多", "fact-type"),
        ("cases=三个", "fact-type"),
        ("activity=3", "fact-type"),
    ],
)
def test_a_wrong_option_is_told(dictionary: Dictionary, option: str, code: str) -> None:
    _, (problem,) = from_options([option], dictionary)
    assert (problem.code, problem.severity, str(problem.origin)) == (code, "error", "--set")


def test_python_values(dictionary: Dictionary) -> None:
    facts = {
        "activity": {"theme_days": 12, "topics": ["甲", "乙"]},
        "activity.start": date(2026, 3, 5),
        "operations.satisfaction": 96.2,
        "operations.income": Decimal("1.10"),
        "activity.code": None,
        "cases": [{"branch": "内科", "people": 3}, {"branch": "外科"}],
    }
    layer, problems = from_mapping(facts, dictionary)
    assert problems == []
    assert {key: given.value for key, given in layer.given.items()} == {
        "activity.theme_days": "12",
        "activity.topics": ("甲", "乙"),
        "activity.start": "2026-03-05",
        "operations.satisfaction": "96.2",
        "operations.income": "1.10",
        "cases.1.branch": "内科",
        "cases.1.people": "3",
        "cases.2.branch": "外科",
    }
    assert layer.records == {"cases": 2}
    assert from_mapping({}, dictionary)[1] == []


class Count(IntEnum):
    FEW = 3


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (12.0, "12"),
        (0.5, "0.5"),
        (96.2, "96.2"),
        (1e22, "1" + "0" * 22),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        (-3.0, "-3"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.10"), "1.10"),
        (Count.FEW, "3"),
    ],
)
def test_numbers_are_written_as_people_write_them(dictionary: Dictionary, number: float | Decimal, said: str) -> None:
    layer, problems = from_mapping({"operations.income": number}, dictionary)
    assert (layer.given["operations.income"].value, problems) == (said, [])


@pytest.mark.parametrize(
    "value",
    [True, float("nan"), Decimal("Infinity"), Decimal("sNaN"), Decimal("1e999999"), object(), b"12", {1}],
)
def test_what_is_no_fact_is_told(dictionary: Dictionary, value: object) -> None:
    layer, (problem,) = from_mapping({"activity": {"theme_days": value}}, dictionary)
    assert (problem.code, layer.given) == ("fact-type", {})
    assert "activity.theme_days" in problem.message


def test_a_number_beyond_all_floats_is_told(dictionary: Dictionary) -> None:
    _, (problem,) = from_mapping({"activity.theme_days": 10**5000}, dictionary)
    assert problem.code == "fact-type"


@pytest.mark.parametrize("tiny", ["1e-999999999999", "-3e-400", "0e-999999999999"])
def test_a_number_with_places_beyond_all_floats_is_told(dictionary: Dictionary, tiny: str) -> None:
    layer, problems = from_mapping({"operations.income": Decimal(tiny)}, dictionary)
    assert ([problem.code for problem in problems], layer.given) == (["fact-type"], {})
    assert len(problems[0].message) < 200


def test_a_ring_of_lists_ends(dictionary: Dictionary) -> None:
    ring: list[object] = []
    ring.append(ring)
    _, (problem,) = from_mapping({"activity.topics": ring}, dictionary)
    assert problem.code == "fact-type"


@pytest.mark.parametrize("bad", ["\ud800", "\x00", "\x1b[31m", "\x08", "\x7f", "\x9b", "\ufdd0", "\ufffe", "\uffff"])
@pytest.mark.parametrize(
    "facts",
    [
        {"activity.code": "甲{}乙"},
        {"activity.topics": ["甲", "乙{}丙"]},
        {"activity.topics": "甲、{}乙"},
        {"cases": [{"branch": "{}"}]},
        {"cases.2.branch": "{}"},
        {"activity.code.last_year": "{}"},
        {"activity.theme_days": {"value": 3, "source": "表{}"}},
        {"activity.theme_days": {"value": 3, "note": "{}"}},
        {"activity.start": "{}"},
    ],
)
def test_what_cannot_be_shown_is_refused(dictionary: Dictionary, facts: dict[str, object], bad: str) -> None:
    layer, (problem,) = from_mapping(filled(facts, bad), dictionary)
    assert not any(bad in str(given) for given in layer.given.values())
    assert (problem.code, problem.severity, str(problem.origin)) == ("fact-character", "error", "facts=")
    assert f"U+{ord(bad[0]):04X}" in problem.message
    assert problem.hint


def filled(value: Any, bad: str) -> Any:
    if isinstance(value, dict):
        return {key: filled(item, bad) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, bad) for item in value]
    return value.replace("{}", bad) if isinstance(value, str) else value


@pytest.mark.parametrize("option", ["activity.code=\udce4", "activity.c\udce4=1", "\udce4", "activity.start=\udce4"])
def test_every_message_can_be_written(dictionary: Dictionary, option: str) -> None:
    _, (problem,) = from_options([option], dictionary)
    assert str(problem).encode()


def test_tabs_and_line_breaks_stay(dictionary: Dictionary) -> None:
    layer, problems = from_mapping({"activity.code": "甲\t乙\r\n丙\r丁\n"}, dictionary)
    assert (layer.given["activity.code"].value, problems) == ("甲\t乙\n丙\n丁", [])


def test_an_option_may_name_a_fact_by_its_label(dictionary: Dictionary) -> None:
    layer, problems = from_options(["主题党日场数=12", "上年主题党日场数=10"], dictionary)
    assert problems == []
    assert {key: given.value for key, given in layer.given.items()} == {
        "activity.theme_days": "12",
        "activity.theme_days.last_year": "10",
    }
