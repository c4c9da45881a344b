"""What is known about names before a template runs: so that every wrong name is told, also in branches never taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.compose.values import short
from generator.facts.dictionary import Dictionary, Entry

LOOP_FIELDS = ("index", "index0", "first", "last", "length", "revindex", "revindex0")
ATTRIBUTES = ("last_year", "unit", "source")


@dataclass(frozen=True, slots=True)
class Group:
    """A step on the way to a fact: `facts`, `facts.activity`, `hospital`."""

    prefix: str


@dataclass(frozen=True, slots=True)
class FactOf:
    """A fact, or a field of a record (then `cell`)."""

    entry: Entry
    cell: bool = False


@dataclass(frozen=True, slots=True)
class RecordOf:
    """A record of a table."""

    table: Entry


@dataclass(frozen=True, slots=True)
class Fields:
    """A thing with a closed set of names: `loop`, an imported template."""

    what: str
    names: frozenset[str]


Static = Group | FactOf | RecordOf | Fields | None
Scope = Mapping[str, Static]

LOOP = Fields("loop", frozenset(LOOP_FIELDS))
SECTIONS, POINTS = "sections", "points"
LISTS = {
    SECTIONS: "sections 只用在各部分以外的文字里（title、subtitle、salutation、opening、closing 等）",
    POINTS: "points 只用在带 points 的部分的 lead 里",
}


def globals_of(item: Entry | None = None, parts: str | None = None) -> dict[str, Static]:
    """The names that every template has; `item` where its words are repeated for each record of that table, `parts`
    the one of LISTS that they may speak of."""
    names: dict[str, Static] = {"facts": Group(""), "hospital": Group("hospital"), "wording": Group("wording")}
    names.update({"year": None, "last_year": None, "range": None})
    if item is not None:
        names.update({"item": RecordOf(item), "loop": LOOP})
    if parts is not None:
        names[parts] = None
    return names


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that does not exist: what it was looked for in, and what may have been meant."""

    message: str
    hint: str | None


def member(static: Static, name: str, dictionary: Dictionary) -> Static | Unknown:
    """What `.name` of `static` is; None where that shows only when the template runs."""
    if isinstance(static, Group):
        return _in_group(static, name, dictionary)
    if isinstance(static, FactOf):
        below = f"{static.entry.key}.{name}"
        if below in dictionary.given_way:
            return Unknown(f"没有登记的事实“facts.{below}”", dictionary.suggest(below))
        return _of_fact(static, name)
    if isinstance(static, RecordOf):
        fields = static.table.fields
        if name in fields:
            return FactOf(fields[name], cell=True)
        return Unknown(f"“{static.table.label}”没有字段“{short(name)}”", f"字段是 {'、'.join(fields)}")
    if isinstance(static, Fields) and name not in static.names:
        return Unknown(f"{static.what} 没有“{short(name)}”", f"可用的是 {'、'.join(sorted(static.names))}")
    return None


def _in_group(group: Group, name: str, dictionary: Dictionary) -> Static | Unknown:
    key = f"{group.prefix}.{name}" if group.prefix else name
    if key in dictionary.entries:
        return FactOf(dictionary.entries[key])
    if key in dictionary.groups:
        return Group(key)
    shown = key if key.startswith(("hospital.", "wording.")) else f"facts.{key}"
    return Unknown(f"没有登记的事实“{short(shown)}”", dictionary.suggest(key) or "先在 outlines/facts.yaml 里登记")


def _of_fact(fact: FactOf, name: str) -> Static | Unknown:
    if fact.entry.type == "table":
        return Unknown(f"“{fact.entry.label}”是表格，没有“.{short(name)}”", "用 {% for 记录 in 表格 %} 逐条取用")
    if name not in ATTRIBUTES:
        return Unknown(f"“{fact.entry.label}”没有“.{short(name)}”", f"可用的是 .{'、.'.join(ATTRIBUTES)}")
    if name == "last_year" and (fact.cell or fact.entry.type == "list"):
        return Unknown(f"“{fact.entry.label}”没有上年值", "只有单个的事实有 .last_year")
    return None
