"""The facts dictionary: what each fact is called, what it measures, who owns it; and what is asked of a user."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal
from unicodedata import normalize

from generator import gaps
from generator.problems import Origin, did_you_mean

LAST_YEAR = ".last_year"
MAX_RECORDS = 9_999
_CELL = re.compile(r"(.+)\.([1-9][0-9]{0,3})\.([A-Za-z][A-Za-z0-9_]*)")
_CELL_LABEL = re.compile(r"第([1-9][0-9]{0,3})个(.+)")

Type = Literal["integer", "number", "percent", "text", "date", "list", "table"]
AskState = Literal["missing", "to_confirm", "known", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One announced fact. `fields` are those of a table, by name; `at_least` records are asked for."""

    key: str
    label: str
    type: Type
    unit: str | None = None
    owner: str | None = None
    definition: str | None = None
    sum: bool = False
    derive: str | None = None
    fields: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    at_least: int = 1
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What a user is asked for so that gaps close: one key, with all that helps to answer.

    `places` are the ids of the blocks that show the gap, in reading order (none: a need of a part not yet printed).
    `value` is the unsure value of a fact to be confirmed, `last_year` last year's value as typed; None: not known.
    A form asks for known facts, too: `places` then show the fact, `state` and `value` are as given. `unfit`: the value
    itself is known, and what would be computed from it cannot be had.
    """

    key: str
    label: str
    state: AskState = "missing"
    unit: str | None = None
    owner: str | None = None
    definition: str | None = None
    value: str | None = None
    last_year: str | None = None
    source: str | None = None
    places: tuple[str, ...] = ()
    unfit: bool = False

    @property
    def given_state(self) -> AskState:
        """The state of the value itself, as a form that comes back says it."""
        return "known" if self.unfit else self.state

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All announced facts. A key names an entry, its value of last year (`KEY.last_year`), or a cell (`KEY.N.FIELD`).

    `groups` are the prefixes under which entries stand (`activity` of `activity.theme_days`). `given_way` are the
    product's keys that a hospital's own key leaves no room for.
    """

    entries: Mapping[str, Entry]
    groups: frozenset[str]
    labels: Mapping[str, str]
    given_way: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    _made_up: dict[str, Entry | None] = field(default_factory=dict, repr=False, compare=False)
    _plain: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find(self, key: str) -> Entry | None:
        """The entry of a key, made up with its own label for last year's value and for a cell; None if unannounced."""
        if entry := self.entries.get(key):
            return entry
        if key not in self._made_up:
            self._made_up[key] = self._make_up(key)
        return self._made_up[key]

    def _make_up(self, key: str) -> Entry | None:
        if place := cell(key):
            return self._cell(*place)
        entry = self.entries.get(key.removesuffix(LAST_YEAR)) if key.endswith(LAST_YEAR) else None
        if entry is None or entry.type == "table":
            return None
        return replace(entry, key=key, label=f"上年{entry.label}")

    def _cell(self, table: str, number: int, name: str) -> Entry | None:
        entry = self.entries.get(table)
        found = entry.fields.get(name) if entry else None
        if entry is None or found is None:
            return None
        label = f"第{number}个{entry.label}：{found.label}"
        return replace(found, key=f"{table}.{number}.{name}", label=label, owner=found.owner or entry.owner)

    def key_of(self, label: str) -> str | None:
        """The key whose gap is printed with `label`, which may stand in the gap's own brackets; None if there is none.

        Half-width brackets and letters are as good as full-width ones.
        """
        label = gaps.label(label).strip()
        return self._key_named(label) or self.key_made_up(label)

    def key_made_up(self, label: str) -> str | None:
        """The key whose own label is made up from that of a fact: last year's value, or a cell; None for another."""
        if found := _CELL_LABEL.fullmatch(label):
            return self._key_of_cell(found[1], found[2])
        key = self._key_named(label[2:]) if label.startswith("上年") else None
        return f"{key}{LAST_YEAR}" if key and self.entries[key].type != "table" else None

    def _key_named(self, label: str) -> str | None:
        if key := self.labels.get(label):
            return key
        if not self._plain:
            for known, key in self.labels.items():
                self._plain.setdefault(normalize("NFKC", known), key)
        return self._plain.get(normalize("NFKC", label))

    def _key_of_cell(self, number: str, rest: str) -> str | None:
        for colon in re.finditer("[：:]", rest):
            entry = self.entries.get(self.labels.get(rest[: colon.start()].strip(), ""))
            for name, field_entry in entry.fields.items() if entry else ():
                if entry and field_entry.label == rest[colon.end() :].strip():
                    return f"{entry.key}.{number}.{name}"
        return None

    def suggest(self, key: str) -> str | None:
        """是不是“…”？ for an unannounced key or 项目; None if none is near."""
        if own := self.given_way.get(key):
            return f"内置的这一项同本院的“{own}”不能并用，给“{own}”换名"
        if not key.isascii():
            return self.suggest_label(key)
        if (place := cell(key)) and place[0] in self.entries:
            table, number, _ = place
            return did_you_mean(key, [f"{table}.{number}.{known}" for known in self.entries[table].fields])
        ending = LAST_YEAR if key.endswith(LAST_YEAR) else ""
        stem = key.removesuffix(LAST_YEAR)
        same_end = [known for known in self.entries if known.endswith(f".{stem}")]
        near = did_you_mean(stem, self.entries) or (f"是不是“{same_end[0]}”？" if same_end else None)
        return near.replace("”", f"{ending}”") if near else None

    def suggest_label(self, label: str) -> str | None:
        """是不是“…”？ for a 项目 that no fact has; None if none is near."""
        return did_you_mean(label, self.labels)


def cell(key: str) -> tuple[str, int, str] | None:
    """Table, number of the record from 1, and field of a key such as `cases.2.result`; None for another key."""
    found = _CELL.fullmatch(key)
    return (found[1], int(found[2]), found[3]) if found else None
