"""A table as a whole: the content that one source gives of it, compared with another's and taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.facts.agreement import alike
from generator.facts.dictionary import Dictionary, cell
from generator.facts.tree import Given, Layer
from generator.problems import Origin


@dataclass(frozen=True, slots=True)
class Content:
    """The given cells of a table by key, or under its own key that it does not apply; `count` of its records."""

    table: str
    given: Mapping[str, Given]
    count: int

    @property
    def said(self) -> str:
        """The content as messages call it."""
        if self.table in self.given:
            return "不适用"
        return f"{self.count}条记录" if self.count else "空表"

    @property
    def origin(self) -> Origin | None:
        """Where it begins; None where nothing is given."""
        return next((given.origin for given in self.given.values()), None)


def content(table: str, layer: Layer) -> Content:
    """What a layer gives of a table."""
    begin = f"{table}."
    near = [key for key in layer.given if key.startswith(begin) or key == table]
    given = {key: layer.given[key] for key in near if key == table or _is_cell(key, table)}
    return Content(table, given, layer.records.get(table, 0))


def _is_cell(key: str, table: str) -> bool:
    place = cell(key)
    return bool(place and place[0] == table)


def differ(a: Content, b: Content, dictionary: Dictionary) -> bool:
    """Whether two contents say different things."""
    if a.count != b.count or a.given.keys() != b.given.keys():
        return True
    pairs = ((dictionary.find(key), a.given[key], b.given[key]) for key in a.given)
    return any(entry and not alike(entry, first, second) for entry, first, second in pairs)


def without(table: str, layer: Layer) -> Layer:
    """The layer with nothing of the table in it."""
    gone = content(table, layer).given
    given = {key: value for key, value in layer.given.items() if key not in gone}
    records = {known: count for known, count in layer.records.items() if known != table}
    return Layer(layer.name, given, layer.whole - {table}, records)


def unsure(table: str, layer: Layer) -> Layer:
    """The layer with all given cells of the table to be confirmed."""
    cells = ((key, given) for key, given in content(table, layer).given.items() if key != table)
    return replace(layer, given={**layer.given, **{key: given._replace(state="to_confirm") for key, given in cells}})
