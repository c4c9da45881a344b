"""Layers of facts: last year's beneath this year's, a later one over an earlier one."""

from __future__ import annotations

from collections.abc import Iterable

from generator.facts import tables
from generator.facts.agreement import alike, said
from generator.facts.dictionary import LAST_YEAR, Dictionary, cell
from generator.facts.tree import Facts, Given, Layer
from generator.facts.values import named
from generator.problems import Origin, Problem, advice


def as_last_year(layer: Layer, dictionary: Dictionary) -> Layer:
    """The layer of the year before as this year's `KEY.last_year`; states stay, tables and older years go."""
    given = {
        f"{key}{LAST_YEAR}": value._replace(key=f"{key}{LAST_YEAR}")
        for key, value in layer.given.items()
        if not key.endswith(LAST_YEAR) and not cell(key) and dictionary.find(f"{key}{LAST_YEAR}")
    }
    return Layer(layer.name, given)


Stacked = tuple[Facts, list[Problem]]


def stack(layers: Iterable[Layer], dictionary: Dictionary, beneath: Stacked | None = None) -> Stacked:
    """The facts of all layers, a later one winning, with advice where it says something else than an earlier one.

    `beneath` is what lower layers were stacked to; it stays as it is.
    """
    stacked = _Stack(dictionary, beneath or (Facts({}, {}), []))
    for layer in layers:
        stacked.put(layer)
    return Facts(stacked.given, stacked.records), stacked.problems


class _Stack:
    def __init__(self, dictionary: Dictionary, beneath: Stacked) -> None:
        facts, problems = beneath
        self.dictionary = dictionary
        self.given: dict[str, Given] = {**facts.given}
        self.records: dict[str, int] = {**facts.records}
        self.problems = [*problems]

    def put(self, layer: Layer) -> None:
        for table in sorted(layer.whole):
            self._replace_table(table, layer)
        for key, given in layer.given.items():
            self._put_value(key, given)
        for table, count in layer.records.items():
            self.records[table] = max(count, self.records.get(table, 0))

    def _replace_table(self, table: str, layer: Layer) -> None:
        old = tables.content(table, Layer("", self.given, records=self.records))
        new = tables.content(table, layer)
        if old.given and tables.differ(old, new, self.dictionary):
            entry = self.dictionary.entries[table]
            place = new.origin or Origin(layer.name)
            message = f"{named(entry)}用 {new.said}（{place}），不用 {old.said}（{old.origin}）"
            self.problems.append(advice("fact-overridden", message, place))
        self.given = {key: given for key, given in self.given.items() if key not in old.given}
        self.records.pop(table, None)

    def _put_value(self, key: str, given: Given) -> None:
        entry, old = self.dictionary.find(key), self.given.get(key)
        if entry and old and not alike(entry, old, given):
            message = f"{named(entry)}用 {said(given)}（{given.origin}），不用 {said(old)}（{old.origin}）"
            self.problems.append(advice("fact-overridden", message, given.origin))
        if place := cell(key):
            self.given.pop(place[0], None)
        self.given[key] = given
