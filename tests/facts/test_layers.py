"""facts.layers: a later layer wins and is told; last year lies beneath."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.facts.assignments import from_mapping
from generator.facts.dictionary import Dictionary
from generator.facts.layers import as_last_year, stack
from generator.facts.tree import Facts, Layer
from generator.facts.values_file import read
from generator.yaml_source import parse

LayerOf = Callable[..., Layer]
DAYS, RATE = "activity.theme_days", "operations.satisfaction"


def value(facts: Facts, key: str) -> object:
    found = facts.get(key)
    return found.value if found else None


def test_nothing_given_is_missing(dictionary: Dictionary) -> None:
    facts, problems = stack([], dictionary)
    assert (facts.get(DAYS), facts.count("cases"), problems) == (None, None, [])


def test_a_later_layer_wins_and_is_told_as_advice(dictionary: Dictionary, layer_of: LayerOf) -> None:
    facts, problems = stack([layer_of(f"{DAYS}: 12", "a"), layer_of(f"{DAYS}: 13", "b")], dictionary)
    assert value(facts, DAYS) == "13"
    (problem,) = problems
    assert (problem.code, problem.severity) == ("fact-overridden", "advice")
    assert "13（b:1）" in problem.message
    assert "12（a:1）" in problem.message


def test_the_same_number_written_otherwise_is_not_told(dictionary: Dictionary, layer_of: LayerOf) -> None:
    facts, problems = stack([layer_of(f"{DAYS}: 1.2万"), layer_of(f"{DAYS}: 12000")], dictionary)
    assert (value(facts, DAYS), problems) == ("12000", [])


def test_a_text_of_other_digits_is_another_text(dictionary: Dictionary, layer_of: LayerOf) -> None:
    _, problems = stack([layer_of("activity.code: 1.1"), layer_of("activity.code: 1.10")], dictionary)
    assert len(problems) == 1


def test_a_blank_later_value_changes_nothing(dictionary: Dictionary, layer_of: LayerOf) -> None:
    facts, problems = stack([layer_of(f"{DAYS}: 12"), layer_of(f"{DAYS}:")], dictionary)
    assert (value(facts, DAYS), problems) == ("12", [])


def test_a_later_layer_confirms(dictionary: Dictionary, layer_of: LayerOf) -> None:
    unsure, sure = layer_of(f"{RATE}: {{value: 88.4, state: 待核实}}"), layer_of(f"{RATE}: 88.4")
    facts, problems = stack([unsure, sure], dictionary)
    found = facts.get(RATE)
    assert found
    assert found.state == "known"
    assert problems == []


def test_last_year_lies_beneath_this_year(dictionary: Dictionary, layer_of: LayerOf) -> None:
    before = layer_of(
        f"{DAYS}: {{value: 9, last_year: 8, state: 待核实}}\n{RATE}: 95.1\ncases: [{{branch: 内科}}]", "2025.yaml"
    )
    now = layer_of(f"{DAYS}.last_year: 10\n{RATE}: 96.2", "2026.yaml")
    alone, _ = stack([as_last_year(before, dictionary)], dictionary)
    facts, problems = stack([as_last_year(before, dictionary), now], dictionary)
    unsure = alone.get(f"{DAYS}.last_year")
    assert unsure
    assert (unsure.state, unsure.value) == ("to_confirm", "9")
    assert alone.count("cases") is None
    assert value(facts, f"{DAYS}.last_year") == "10"
    assert value(facts, f"{RATE}.last_year") == "95.1"
    assert value(facts, RATE) == "96.2"
    assert [problem.code for problem in problems] == ["fact-overridden"]


def test_a_whole_table_replaces_a_table(dictionary: Dictionary, layer_of: LayerOf) -> None:
    first = layer_of("cases: [{branch: 内科, people: 3}, {branch: 外科}, {branch: 儿科}]")
    facts, problems = stack([first, layer_of("cases: [{branch: 药剂科}]", "b")], dictionary)
    assert facts.count("cases") == 1
    assert value(facts, "cases.1.branch") == "药剂科"
    assert facts.get("cases.1.people") is None
    assert facts.get("cases.2.branch") is None
    assert [problem.message for problem in problems] == [
        "“案例”（cases）用 1条记录（b:1），不用 3条记录（2026.yaml:1）"
    ]


def test_a_cell_changes_that_cell(dictionary: Dictionary, layer_of: LayerOf) -> None:
    first = layer_of("cases: [{branch: 内科, people: 3}, {branch: 外科}]")
    facts, problems = stack([first, layer_of("cases.2.branch: 儿科\ncases.3.branch: 药剂科")], dictionary)
    assert facts.count("cases") == 3
    assert [value(facts, f"cases.{number}.branch") for number in (1, 2, 3)] == ["内科", "儿科", "药剂科"]
    assert len(problems) == 1


def test_blank_cells_alone_do_not_lengthen_a_table(dictionary: Dictionary, layer_of: LayerOf) -> None:
    facts, _ = stack([layer_of("cases: [{branch: 内科}]"), layer_of("cases.3.branch:")], dictionary)
    assert facts.count("cases") == 1
    facts, _ = stack([layer_of("cases.1.branch: 内科\ncases.3.branch:")], dictionary)
    assert facts.count("cases") == 3


def test_a_table_that_does_not_apply(dictionary: Dictionary, layer_of: LayerOf) -> None:
    denied, given_ = layer_of("cases: {state: 不适用}"), layer_of("cases: [{branch: 内科}]")
    facts, problems = stack([given_, denied], dictionary)
    found = facts.get("cases")
    assert found
    assert found.state == "not_applicable"
    assert (facts.count("cases"), facts.get("cases.1.branch"), len(problems)) == (None, None, 1)
    facts, problems = stack([denied, given_], dictionary)
    assert (facts.get("cases"), facts.count("cases"), len(problems)) == (None, 1, 1)
    facts, _ = stack([denied, layer_of("cases.1.branch: 内科")], dictionary)
    assert (facts.get("cases"), facts.count("cases")) == (None, 1)


VALUES = st.dictionaries(
    st.sampled_from([DAYS, f"{DAYS}.last_year", "cases.1.people", "cases.3.people"]),
    st.one_of(st.none(), st.integers(0, 99)),
)


@settings(deadline=None)
@given(st.lists(VALUES, max_size=4))
def test_the_last_given_value_holds(dictionary: Dictionary, layers: list[dict[str, int | None]]) -> None:
    facts, problems = stack([from_mapping(layer, dictionary)[0] for layer in layers], dictionary)
    expected: dict[str, int] = {}
    for layer in layers:
        expected |= {key: number for key, number in layer.items() if number is not None}
    assert {found.key: found.value for found in facts} == {key: str(number) for key, number in expected.items()}
    assert {problem.severity for problem in problems} <= {"advice"}
    tops = [key for key in expected if key.startswith("cases.")]
    assert (facts.count("cases") is None) == (not tops)


TABLES = ("cases: {state: 不适用}", "cases: [{branch: 内科}, {people: 3}]", "cases: []", "cases.2.branch: 儿科")


@settings(deadline=None)
@given(st.lists(st.sampled_from([*TABLES, f"{DAYS}: 12", f"{DAYS}: 13"]), max_size=5), st.integers(0, 5))
def test_layers_over_what_was_stacked_say_what_all_at_once_say(
    dictionary: Dictionary, texts: list[str], at: int
) -> None:
    layers = [read(parse(text, "a"), "a", dictionary)[0] for text in texts]
    beneath = stack(layers[:at], dictionary)
    assert stack(layers[at:], dictionary, beneath) == stack(layers, dictionary)
    assert beneath == stack(layers[:at], dictionary)


def test_facts_over_a_layer_add_what_is_not_given(dictionary: Dictionary, layer_of: LayerOf) -> None:
    facts, _ = stack([layer_of(f"{DAYS}: 12\n{RATE}.last_year: 95")], dictionary)
    both = facts.over(layer_of(f"{DAYS}: 3\n{RATE}: 96\ncases: [{{branch: 内科}}]"))
    assert (value(both, DAYS), value(both, RATE), value(both, f"{RATE}.last_year")) == ("12", "96", "95")
    assert (both.count("cases"), value(both, "cases.1.branch")) == (1, "内科")
    assert (value(facts, RATE), facts.count("cases")) == (None, None)


def test_a_table_over_a_layer_stays_whole(dictionary: Dictionary, layer_of: LayerOf) -> None:
    beneath = layer_of("cases: [{branch: 内科, people: 3}, {branch: 外科}]")
    for text in ("cases: [{branch: 儿科}]", "cases: []", "cases: {state: 不适用}"):
        facts, _ = stack([layer_of(text)], dictionary)
        assert facts.over(beneath) == facts
    denied = layer_of("cases: {state: 不适用}")
    facts, _ = stack([beneath], dictionary)
    assert facts.over(denied) == facts


@settings(deadline=None)
@given(VALUES, VALUES)
def test_facts_over_a_layer_are_the_stack_of_both(
    dictionary: Dictionary, below: dict[str, int | None], above: dict[str, int | None]
) -> None:
    plain = {key: number for key, number in below.items() if not key.startswith("cases.")}
    layers = [from_mapping(plain, dictionary)[0], from_mapping(above, dictionary)[0]]
    assert stack(layers[1:], dictionary)[0].over(layers[0]) == stack(layers, dictionary)[0]
