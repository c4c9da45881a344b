"""What a facts file may say, as JSON Schema: the keys of a dictionary, nested or dotted, each with its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import schema
from generator.facts.dictionary import LAST_YEAR, Dictionary, Entry
from generator.facts.reading import STATES
from generator.facts.values import NUMERIC
from generator.facts.values_file import LONG_FORM

_NUMBER = "[1-9][0-9]{0,3}"


def facts(dictionary: Dictionary) -> schema.Schema:
    """The schema of a facts file."""
    return schema.whole("事实", group(dictionary, ""), definitions(dictionary))


def group(dictionary: Dictionary, prefix: str) -> schema.Schema:
    """The mapping that may stand under `prefix` (`activity.`; empty: the whole file), each key in all its spellings."""
    under = [key.removeprefix(prefix) for key in dictionary.entries if key.startswith(prefix)]
    properties: dict[str, schema.Schema] = {}
    for word in dict.fromkeys(key.partition(".")[0] for key in under):
        if f"{prefix}{word}" in dictionary.groups:
            properties[word] = schema.or_empty(group(dictionary, f"{prefix}{word}."))
    for key in under:
        properties[key] = schema.defined(f"{prefix}{key}")
        if dictionary.find(f"{prefix}{key}{LAST_YEAR}"):
            properties[f"{key}{LAST_YEAR}"] = schema.defined(f"{prefix}{key}{LAST_YEAR}")
    cells = dict(_cells(dictionary, prefix, under))
    return {**schema.keys(properties), **({"patternProperties": cells} if cells else {})}


def _cells(dictionary: Dictionary, prefix: str, under: Iterable[str]) -> Iterator[tuple[str, schema.Schema]]:
    """`issues.2` and `issues.2.cause` where the table is not nested."""
    for key in under:
        for name, field in dictionary.entries[f"{prefix}{key}"].fields.items():
            yield rf"^{_dotted(key)}\.{_NUMBER}\.{name}$", fact(field)
        if dictionary.entries[f"{prefix}{key}"].type == "table":
            yield rf"^{_dotted(key)}\.{_NUMBER}$", schema.or_empty(_record(dictionary.entries[f"{prefix}{key}"]))


def _dotted(key: str) -> str:
    return key.replace(".", r"\.")


def definitions(dictionary: Dictionary, prefix: str = "") -> dict[str, schema.Schema]:
    """The definitions that `group` points to: each fact, and its value of last year."""
    found: dict[str, schema.Schema] = {}
    for key in dictionary.entries:
        if key.startswith(prefix):
            found[key] = fact(dictionary.entries[key], has_last_year=True)
            if last_year := dictionary.find(f"{key}{LAST_YEAR}"):
                found[last_year.key] = fact(last_year)
    return found


def fact(entry: Entry, has_last_year: bool = False, words: Iterable[str] = ()) -> schema.Schema:
    """What may stand behind the key of a fact: a value (one of `words` where there are any), or the long form with its
    source and state.
    """
    value = schema.or_empty(schema.one_of(words) if words else _value(entry))
    known = [word for word in LONG_FORM if word != "last_year" or (has_last_year and entry.type != "table")]
    long: dict[str, schema.Schema] = {word: schema.or_empty(schema.SCALAR) for word in known}
    long |= {"value": value, "state": schema.or_empty(schema.one_of(STATES))}
    by_number = [_by_number(entry)] if entry.type == "table" else []
    shapes = schema.either(*value.get("anyOf", [value]), schema.keys(long), *by_number)
    return {"title": entry.label, "description": _meaning(entry), **shapes}


def _value(entry: Entry) -> schema.Schema:
    if entry.type == "table":
        return schema.either({"const": "不适用"}, schema.items(schema.or_empty(_record(entry))))
    if entry.type == "list":
        return schema.either(schema.SCALAR, schema.items(schema.or_empty(schema.SCALAR)))
    return schema.NUMBER if entry.type in NUMERIC else schema.SCALAR


def _record(entry: Entry) -> schema.Schema:
    return schema.keys({name: fact(field) for name, field in entry.fields.items()})


def _by_number(entry: Entry) -> schema.Schema:
    record = schema.or_empty(_record(entry))
    return {"type": "object", "patternProperties": {f"^{_NUMBER}$": record}, "additionalProperties": False}


def _meaning(entry: Entry) -> str:
    told = (
        entry.label,
        entry.unit and f"单位：{entry.unit}",
        entry.owner and f"负责科室：{entry.owner}",
        entry.definition,
    )
    return "；".join(word for word in told if word)
