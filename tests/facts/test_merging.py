"""facts.merging: the files of one year have one rank; where they differ, nothing wins by its place."""

from collections.abc import Callable

import pytest

from generator.facts.dictionary import Dictionary
from generator.facts.merging import is_named, merged
from generator.facts.tree import Layer

LayerOf = Callable[..., Layer]
DAYS = "activity.theme_days"


def test_files_of_one_year_that_agree_are_joined(dictionary: Dictionary, layer_of: LayerOf) -> None:
    layer, problems = merged([layer_of(f"{DAYS}: 1.2万", "a"), layer_of(f"{DAYS}: 12000", "b")], dictionary)
    assert (layer.given[DAYS].value, layer.given[DAYS].state) == ("1.2万", "known")
    assert layer.given[DAYS].sources == ("a:1", "b:1")
    assert problems == []


def test_files_of_one_year_that_differ_are_a_conflict(dictionary: Dictionary, layer_of: LayerOf) -> None:
    files = [layer_of(f"{DAYS}: 12", "facts/2026.yaml"), layer_of(f"\n{DAYS}: 13", "facts/2026-a.yaml")]
    layer, (problem,) = merged(files, dictionary)
    assert (layer.given[DAYS].value, layer.given[DAYS].state) == ("12", "to_confirm")
    assert (problem.code, problem.severity) == ("fact-conflict", "warning")
    assert "12（facts/2026.yaml:1）、13（facts/2026-a.yaml:2）" in problem.message
    assert problem.hint
    assert "--prefer" in problem.hint


def test_a_preferred_file_settles_a_conflict(dictionary: Dictionary, layer_of: LayerOf) -> None:
    files = [layer_of(f"{DAYS}: 12", "facts/2026.yaml"), layer_of(f"{DAYS}: 13", "facts/2026-a.yaml")]
    for name in ("2026-a.yaml", "facts/2026-a.yaml", "facts\\2026-a.yaml"):
        layer, problems = merged(files, dictionary, [name])
        assert (layer.given[DAYS].value, layer.given[DAYS].state, problems) == ("13", "known", [])
    assert merged(files, dictionary, ["a.yaml"])[1]


def test_a_name_whose_letters_a_mac_took_apart_is_the_same_name() -> None:
    assert is_named("facts/2026-Café.yaml".replace("é", "e\u0301"), ["2026-Café.yaml"])


def test_whole_tables_that_differ_are_one_conflict(dictionary: Dictionary, layer_of: LayerOf) -> None:
    files = [
        layer_of("cases: [{branch: 内科}, {branch: 外科}]", "a"),
        layer_of("cases: [{branch: 内科}]", "b"),
        layer_of("cases.2.people: 3", "c"),
    ]
    layer, problems = merged(files, dictionary)
    assert [problem.code for problem in problems] == ["fact-conflict"]
    assert layer.given["cases.1.branch"].state == "to_confirm"
    assert layer.given["cases.2.people"].value == "3"
    layer, problems = merged(files, dictionary, ["b"])
    assert problems == []
    assert "cases.2.branch" not in layer.given
    assert layer.given["cases.1.branch"].state == "known"


def test_equal_tables_are_no_conflict(dictionary: Dictionary, layer_of: LayerOf) -> None:
    text = "cases: [{branch: 内科}]"
    layer, problems = merged([layer_of(text, "a"), layer_of(text, "b")], dictionary)
    assert (problems, layer.records, layer.whole) == ([], {"cases": 1}, {"cases"})


def test_one_file_denies_what_another_gives(dictionary: Dictionary, layer_of: LayerOf) -> None:
    denied = layer_of("cases: {state: 不适用}", "a")
    for text in ("cases: [{branch: 内科}]", "cases.1.branch: 内科"):
        layer, problems = merged([denied, layer_of(text, "b")], dictionary)
        assert [problem.code for problem in problems] == ["fact-conflict"]
        assert "cases" not in layer.given
        assert layer.given["cases.1.branch"].state == "to_confirm"
    layer, problems = merged(
        [denied, layer_of(f"{DAYS}: {{state: 不适用}}", "b"), layer_of(f"{DAYS}: 3", "c")], dictionary
    )
    assert (layer.given[DAYS].state, layer.given[DAYS].value) == ("to_confirm", "3")


def test_no_files_make_an_empty_layer(dictionary: Dictionary) -> None:
    assert merged([], dictionary) == (Layer(""), [])


def test_the_longest_table_counts(dictionary: Dictionary, layer_of: LayerOf) -> None:
    layer, problems = merged([layer_of("cases.1.branch: 内科", "a"), layer_of("cases.3.branch: 外科", "b")], dictionary)
    assert (layer.records, layer.name, problems) == ({"cases": 3}, "a、b", [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [("2026-a.yaml", True), ("facts/2026-a.yaml", True), ("facts\\2026-a.yaml", True), ("a.yaml", False), ("", False)],
)
def test_a_file_is_named_by_its_path_or_its_last_part(name: str, expected: bool) -> None:
    assert is_named("facts/2026-a.yaml", [name]) is expected


def test_a_value_that_one_file_confirms_needs_no_more_confirming(dictionary: Dictionary, layer_of: LayerOf) -> None:
    doubted = layer_of(f"{DAYS}: {{value: 12, state: 待核实}}", "a")
    for text, state in (("{value: 12, state: 已核实}", "known"), ("12", "to_confirm")):
        for files in ([doubted, layer_of(f"{DAYS}: {text}", "b")], [layer_of(f"{DAYS}: {text}", "b"), doubted]):
            layer, problems = merged(files, dictionary)
            assert (layer.given[DAYS].state, problems) == (state, [])


def test_a_confirmed_value_does_not_settle_a_conflict(dictionary: Dictionary, layer_of: LayerOf) -> None:
    files = [layer_of(f"{DAYS}: 12", "a"), layer_of(f"{DAYS}: {{value: 13, state: 已核实}}", "b")]
    assert merged(files, dictionary)[0].given[DAYS].state == "to_confirm"
