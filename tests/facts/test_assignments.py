"""facts.assignments: --set and the API pass through the checks of every facts file."""

from datetime import date
from decimal import Decimal

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
    assert problems == []
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


@pytest.mark.parametrize("value", [True, float("nan"), Decimal("Infinity"), object(), b"12", {1}])
def test_what_is_no_fact_is_told(dictionary: Dictionary, value: object) -> None:
    layer, (problem,) = from_mapping({"activity": {"theme_days": value}}, dictionary)
    assert (problem.code, layer.given) == ("fact-type", {})
    assert "activity.theme_days" in problem.message


def test_a_ring_of_lists_ends(dictionary: Dictionary) -> None:
    ring: list[object] = []
    ring.append(ring)
    _, (problem,) = from_mapping({"activity.topics": ring}, dictionary)
    assert problem.code == "fact-type"
