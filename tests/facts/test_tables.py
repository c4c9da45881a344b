"""facts.tables: what one source gives of a table, compared and taken out."""

from collections.abc import Callable

from generator.facts import tables
from generator.facts.dictionary import Dictionary
from generator.facts.tree import Layer

LayerOf = Callable[..., Layer]


def test_the_content_of_a_table_is_its_own_cells(layer_of: LayerOf) -> None:
    layer = layer_of("activity.code: A\ncases: [{branch: 内科}, {people: 3}]")
    content = tables.content("cases", layer)
    assert set(content.given) == {"cases.1.branch", "cases.2.people"}
    assert (content.said, str(content.origin)) == ("2条记录", "2026.yaml:2")
    assert (tables.content("case", layer).given, tables.content("case", layer).origin) == ({}, None)
    assert tables.content("cases", layer_of("cases: {state: 不适用}")).said == "不适用"


def test_contents_differ_by_value_cell_or_count(dictionary: Dictionary, layer_of: LayerOf) -> None:
    def differ(first: str, second: str) -> bool:
        return tables.differ(
            tables.content("cases", layer_of(first)), tables.content("cases", layer_of(second)), dictionary
        )

    assert not differ("cases: [{people: 1.2万}]", "cases: [{people: 12000}]")
    assert differ("cases: [{people: 1}]", "cases: [{people: 2}]")
    assert differ("cases: [{people: 1}]", "cases: [{branch: 内科}]")
    assert differ("cases: [{people: 1}]", "cases: [{people: 1}, {people: }]")
    assert differ("cases: {state: 不适用}", "cases: []")


def test_a_layer_without_its_table_keeps_the_rest(layer_of: LayerOf) -> None:
    left = tables.without("cases", layer_of("activity.code: A\ncases: [{branch: 内科}]"))
    assert (set(left.given), left.whole, left.records) == ({"activity.code"}, frozenset(), {})


def test_an_unsure_table_has_all_its_cells_to_confirm(layer_of: LayerOf) -> None:
    layer = tables.unsure("cases", layer_of("activity.code: A\ncases: [{branch: 内科, people: 3}]"))
    states = {key: given.state for key, given in layer.given.items()}
    assert states == {"activity.code": "known", "cases.1.branch": "to_confirm", "cases.1.people": "to_confirm"}
