"""What is true this year, as drafting asks for it: one value a key, its state and where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from generator.facts.dictionary import cell
from generator.facts.values import Value
from generator.problems import Origin

GivenState = Literal["known", "to_confirm", "not_applicable"]


class Given(NamedTuple):
    """One given value: its characters, or the items of a list; None where it does not apply.

    `sources` are what a reader can trace: the place in a file (`facts/2026.yaml:3`, row 5 of a sheet as `a.xlsx:5`),
    then the source that was typed with it. `confirmed`: somebody wrote that the value was checked.
    """

    key: str
    state: GivenState
    value: Value | None = None
    sources: tuple[str, ...] = ()
    origin: Origin | None = None
    note: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """What one source says, by key. `whole` are the tables that it gives with all their records, `records` is the
    highest record that it names, blank ones too, of each table of which it gives anything.
    """

    name: str
    given: Mapping[str, Given] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    records: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one draft, flat by key; `records` holds the number of records by table. Not to be changed."""

    given: Mapping[str, Given]
    records: Mapping[str, int]

    def get(self, key: str) -> Given | None:
        """The value of a key (`X`, `X.last_year`, `T.2.F`, or a table that does not apply); None: missing."""
        return self.given.get(key)

    def count(self, table: str) -> int | None:
        """How many records a table has, blank ones among filled ones included; None: the table is missing."""
        return self.records.get(table)

    def over(self, layer: Layer) -> Facts:
        """These facts with those of `layer` beneath them: what is not given here. A table that has anything here stays
        as it is.
        """
        beneath = {key: given for key, given in layer.given.items() if not self._speaks_of(key)}
        records = {table: count for table, count in layer.records.items() if not self._speaks_of(table)}
        return Facts({**beneath, **self.given}, {**records, **self.records})

    def _speaks_of(self, key: str) -> bool:
        place = cell(key)
        table = place[0] if place else key
        return key in self.given or table in self.given or table in self.records

    def __iter__(self) -> Iterator[Given]:
        return iter(self.given.values())
