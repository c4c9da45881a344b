"""From a key to its value: facts, the hospital's own data, wording and the year, all by one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.compose.values import Absent, Hole, Items, Known, Record, Refused, Value, trace
from generator.document import Gap
from generator.facts.dictionary import Dictionary, Entry
from generator.facts.tree import Facts, Given

PARTY_ORG = "hospital.party_org"
Terms = Mapping[str, Mapping[str, str | None]]


class Lookup:
    """The values of one draft. `terms` has a key's words by the kind of party organisation; None: it has none."""

    def __init__(self, dictionary: Dictionary, facts: Facts, terms: Terms, year: int) -> None:
        self.dictionary = dictionary
        self.facts = facts
        self.terms = terms
        self.year = year
        self.used: dict[str, None] = {}
        self._values: dict[str, Value] = {}

    def value(self, key: str) -> Value:
        """The value of an announced key, which is noted in `used`. Raises KeyError for any other."""
        value = self._value(key)
        self.used[key] = None
        return value

    def use(self, value: Value) -> Value:
        """`value`, a field taken from a record, noted in `used` as if it had been asked for by its key."""
        if isinstance(value, Known | Absent | Items):
            self.used.update(dict.fromkeys(value.keys))
        elif isinstance(value, Hole):
            self.used.update(dict.fromkeys(key for gap in value.gaps for key in gap.keys))
        return value

    def _value(self, key: str) -> Value:
        if key not in self._values:
            self._values[key] = self._read(key)
        return self._values[key]

    def years(self) -> dict[str, Value]:
        """`year` and `last_year` as values."""
        this, last = str(self.year), str(self.year - 1)
        return {"year": Known(this, ("year",), "as given"), "last_year": Known(last, ("year",), "year before")}

    def attribute(self, fact: Entry, name: str) -> Value:
        """`.last_year`, `.unit` or `.source` of a fact; a fact's own field otherwise refused."""
        if name == "last_year":
            key = f"{fact.key}.last_year"
            if self.dictionary.find(key) is None:
                raise Refused(f"“{fact.label}”没有上年值", "只有单个的事实有 .last_year")
            return self.value(key)
        if name == "unit":
            return fact.unit or ""
        if name == "source":
            value = self.value(fact.key)
            if not isinstance(value, Known | Items):
                return value
            # The source that was typed stands behind the place in the file.
            return Known("、".join(value.sources[1:] or value.sources), (fact.key,), "source", value.sources)
        raise Refused(f"事实没有 .{name}", "可用的是 .last_year、.unit、.source")

    def doubted(self, key: str) -> tuple[Gap, ...]:
        """The gap that has a known fact confirmed; () for what is no fact, such as the year."""
        fact, given = self.dictionary.find(key), self.facts.get(key)
        if fact is None:
            return ()
        if given is not None and given.value is not None:
            return unsure(fact, given.value).gaps
        return (Gap(self._first_cells(fact) if fact.type == "table" else (key,), "to_confirm", fact.label),)

    def _read(self, key: str) -> Value:
        fact = self.dictionary.find(key)
        if fact is None:
            raise KeyError(key)
        given = self.facts.get(key)
        if given is None and key in self.terms:
            return self._term(key, fact)
        if given is not None and given.state == "not_applicable":
            return Absent((key,), fact)
        if fact.type == "table":
            return self._table(fact, given)
        if given is None or given.value is None:
            return Hole((Gap((key,), "missing", fact.label),), fact)
        if given.state == "to_confirm":
            return unsure(fact, given.value)
        if isinstance(given.value, tuple):
            items = tuple(Known(item, (key,), "as given", given.sources) for item in given.value)
            return Items(items, (key,), given.sources)
        return Known(given.value, (key,), "as given", given.sources, fact)

    def _term(self, key: str, fact: Entry) -> Value:
        party_org = self.value(PARTY_ORG)
        if isinstance(party_org, Hole) and None in self.terms[key].values():
            (gap,) = party_org.gaps
            return Hole((replace(gap, needs=(key,)),), party_org.fact)
        if not isinstance(party_org, Known):
            return party_org
        words = self.terms[key].get(party_org.text)
        if words is None:
            return Hole((Gap((key,), "missing", fact.label),), fact)
        return Known(words, (key,), "term", party_org.sources, fact)

    def _table(self, table: Entry, given: Given | None) -> Items:
        """The records of a table; one that does not apply in any field is none, and whether a blank one will be one is
        not known. One cell of it closes that gap, so only one is asked for."""
        count = self.facts.count(table.key)
        numbers = range(1, (table.at_least if count is None else count) + 1)
        records = {number: self._record(table, number) for number in numbers}
        kept = {at: record for at, record in records.items() if not _is_none(record)}
        left_out = (at for at in records if at not in kept)
        self.used.update({f"{table.key}.{at}.{name}": None for at in left_out for name in table.fields})
        if blank := tuple(at for at, record in kept.items() if _is_blank(record)):
            cells = tuple(f"{table.key}.{at}.{_first_missing(kept[at])}" for at in blank)
            hole = Hole((Gap(cells, "missing", table.label),))
            return Items(tuple(kept.values()), (table.key,), hole=hole)
        places = dict.fromkeys(source for record in kept.values() for source in trace(record).sources[:1])
        return Items(tuple(kept.values()), (table.key,), tuple(places) or (given.sources if given else ()))

    def _first_cells(self, table: Entry) -> tuple[str, ...]:
        return tuple(f"{table.key}.{number}.{next(iter(table.fields))}" for number in range(1, table.at_least + 1))

    def _record(self, table: Entry, number: int) -> Record:
        return Record({name: self._value(f"{table.key}.{number}.{name}") for name in table.fields})


def _is_none(record: Record) -> bool:
    """Whether a record does not apply in any of its fields."""
    return bool(record.fields) and all(isinstance(value, Absent) for value in record.fields.values())


def _is_blank(record: Record) -> bool:
    """Whether a record has nothing in it, not even a value to confirm."""
    values = record.fields.values()
    return bool(values) and all(isinstance(value, Absent) or _is_missing(value) for value in values)


def _first_missing(record: Record) -> str:
    return next(name for name, value in record.fields.items() if _is_missing(value))


def _is_missing(value: Value) -> bool:
    return isinstance(value, Hole) and all(gap.state == "missing" for gap in value.gaps)


def unsure(fact: Entry, value: str | tuple[str, ...]) -> Hole:
    """The gap of a fact whose value is given, but has to be confirmed before it can be used."""
    shown = value if isinstance(value, str) else "、".join(value)
    return Hole((Gap((fact.key,), "to_confirm", f"{fact.label} {' '.join(shown.splitlines())}"),), fact)
