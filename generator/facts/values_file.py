"""Facts in YAML: read into a layer, and the form that asks for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from generator.characters import held, shown
from generator.facts.dictionary import MAX_RECORDS, Ask, Dictionary, Entry
from generator.facts.reading import Reading, Typed
from generator.facts.tree import Layer
from generator.facts.values import named
from generator.problems import Origin, Problem, advice, did_you_mean
from generator.yaml_source import Mapping, Node, Scalar, Sequence

_STATES = {"to_confirm": "待核实", "not_applicable": "不适用"}
EMPTY = "facts-empty"
LONG_FORM = ("value", "last_year", "source", "note", "unit", "state")


def read(node: Node, name: str, dictionary: Dictionary, prefix: str = "") -> tuple[Layer, list[Problem]]:
    """The facts of one YAML document (nested, dotted, or both), its keys standing under `prefix` (`hospital.`)."""
    reading = Reading(name, dictionary)
    read_into(reading, node, prefix)
    return reading.layer(), reading.problems


def read_into(reading: Reading, node: Node, prefix: str = "") -> None:
    """Take all facts of `node` into `reading`, where the facts of other documents may already be."""
    if isinstance(node, Mapping):
        _group(reading, node, prefix)
    elif isinstance(node, Scalar) and node.value is None:
        reading.problems.append(advice(EMPTY, "文件里没有事实", node.origin, "写成 activity.theme_days: 12"))
    else:
        is_wide = isinstance(node, Scalar) and "：" in (node.value or "")
        hint = "冒号改成英文的“: ”，后面空一格" if is_wide else "写成 activity.theme_days: 12"
        reading.tell("facts-shape", "事实应当一行一个键", node.origin, hint)


def _group(reading: Reading, group: Mapping, prefix: str) -> None:
    dictionary = reading.dictionary
    for word, node in group.items.items():
        key, origin = f"{prefix}{word}", group.key_origins[word]
        if entry := dictionary.find(key):
            _fact(reading, entry, node, origin)
        elif _is_prefix(dictionary, key):
            _members(reading, key, node, origin)
        else:
            hint = reading.suggest(key) or "先在 outlines/facts.yaml 里登记这个键，或者删去这一行"
            reading.tell("fact-unknown", f"字典里没有事实“{key}”", origin, hint)


def _is_prefix(dictionary: Dictionary, key: str) -> bool:
    table, _, number = key.rpartition(".")
    entry = dictionary.entries.get(table)
    record = bool(entry and entry.type == "table" and re.fullmatch("[1-9][0-9]{0,3}", number))
    return record or key in dictionary.groups


def _members(reading: Reading, key: str, node: Node, origin: Origin) -> None:
    if isinstance(node, Mapping):
        _group(reading, node, f"{key}.")
    elif not (isinstance(node, Scalar) and node.value is None):
        reading.tell("fact-type", f"“{key}”是一组事实，不是一个值", origin, f"在下一层写 {key} 的各项，一行一个")


def _fact(reading: Reading, entry: Entry, node: Node, origin: Origin) -> None:
    if isinstance(node, Mapping):
        if entry.type == "table" and _by_number(node):
            _group(reading, node, f"{entry.key}.")
        else:
            _long_form(reading, entry, node, origin)
    elif isinstance(node, Scalar):
        reading.take(entry, Typed(node.value), node.origin)
    elif entry.type == "table":
        _table(reading, entry, node)
    else:
        reading.take(entry, Typed(_items(reading, entry, node)), origin)


def _by_number(node: Mapping) -> bool:
    return all(re.fullmatch("[1-9][0-9]{0,3}", word) for word in node.items)


def _items(reading: Reading, entry: Entry, node: Sequence) -> tuple[str, ...] | None:
    """The items of a list; None, and told, where they cannot be one."""
    if entry.type != "list":
        reading.tell("fact-type", f"{named(entry)}只有一个值，不是列表", node.origin, "去掉 - 或方括号，只写一个值")
        return None
    bad = next((item for item in node.items if not isinstance(item, Scalar)), None)
    if bad:
        reading.tell("fact-type", f"{named(entry)}的每一项应当是一个词或一句话", bad.origin, "一项一行，不再分层")
        return None
    items = (item.value for item in node.items if isinstance(item, Scalar))
    found = tuple(item.strip() for item in items if item and item.strip())
    return found if found or not node.items else None


def _long_form(reading: Reading, entry: Entry, node: Mapping, origin: Origin) -> None:
    has_last_year = reading.dictionary.find(f"{entry.key}.last_year") is not None
    known = [word for word in LONG_FORM if word != "last_year" or has_last_year]
    for word in node.items:
        if word not in known:
            hint = did_you_mean(word, known, reading.problems) or f"这里可以写 {'、'.join(known)}"
            reading.tell("facts-unknown-key", f"{named(entry)}里不认识“{word}”", node.key_origins[word], hint)
    words = {word: _word(reading, entry, node, word) for word in known if word != "value"}
    value = node.get("value")
    if entry.type == "table" and isinstance(value, Sequence):
        _table(reading, entry, value, Typed(state=words["state"], source=words["source"], note=words["note"]))
        return
    typed = _items(reading, entry, value) if isinstance(value, Sequence) else _word(reading, entry, node, "value")
    place = value.origin if value else origin
    reading.take(entry, Typed(typed, **words), place)


def _word(reading: Reading, entry: Entry, node: Mapping, word: str) -> str | None:
    found = node.get(word)
    if found is None or isinstance(found, Scalar):
        return found.value if found else None
    reading.tell("fact-type", f"{named(entry)}的 {word} 应当是一个值", found.origin, "只写一个词、一个数或一句话")
    return None


def _table(reading: Reading, entry: Entry, node: Sequence, common: Typed | None = None) -> None:
    if len(node.items) > MAX_RECORDS:
        hint = "只留要写进文稿的；要总数就登记成一项数字"
        reading.tell("fact-type", f"{named(entry)}超过{MAX_RECORDS}条记录", node.origin, hint)
        return
    filled = not node.items
    for number, record in enumerate(node.items, 1):
        if isinstance(record, Mapping):
            _record(reading, entry, number, record, common)
            filled |= any(not _is_blank(cell) for cell in record.items.values())
        elif not (isinstance(record, Scalar) and record.value is None):
            hint = f"每条写成 - {next(iter(entry.fields))}: …，一行一个字段"
            reading.tell("fact-type", f"{named(entry)}的第{number}条应当分字段写", record.origin, hint)
    if filled:
        reading.take_whole(entry.key, len(node.items))


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not (node.value or "").strip()


def _record(reading: Reading, table: Entry, number: int, record: Mapping, common: Typed | None) -> None:
    for name, node in record.items.items():
        entry = reading.dictionary.find(f"{table.key}.{number}.{name}")
        origin = record.key_origins[name]
        if entry is None:
            hint = did_you_mean(name, table.fields, reading.problems) or f"字段有 {'、'.join(table.fields)}"
            reading.tell("fact-unknown", f"{named(table)}没有字段“{name}”", origin, hint)
        elif common and isinstance(node, Scalar):
            reading.take(entry, Typed(node.value, common.state, None, common.source, common.note), node.origin)
        else:
            _fact(reading, entry, node, origin)


def form(asks: Iterable[tuple[Ask, str]]) -> bytes:
    """A YAML file that asks for facts, one key a line with what helps to answer above it; `read` takes it back.

    Each ask comes with its places in words, empty where there are none.
    """
    lines = ["# 在冒号和空格后填写；不适用的写 {state: 不适用}，没有的留空"]
    for ask, places in asks:
        lines += ["", f"# {_explained(ask, places)}", _line(ask)]
    return ("\n".join(lines) + "\n").encode()


def _explained(ask: Ask, places: str) -> str:
    about = (
        ("单位", ask.unit),
        ("负责科室", ask.owner),
        ("上年", ask.last_year),
        ("说明", ask.definition),
        ("位置", places),
    )
    return " ".join(shown("  ".join([ask.label, *(f"{what}：{told}" for what, told in about if told)])).split())


def _line(ask: Ask) -> str:
    last_year = ask.last_year if ask.value else None
    parts = {"value": ask.value, "last_year": last_year, "source": ask.source, "state": _STATES.get(ask.given_state)}
    given = [f"{word}: {quoted(told)}" for word, told in parts.items() if told]
    return f"{ask.key}:" + (f" {{{', '.join(given)}}}" if given else "")


def quoted(text: str) -> str:
    """`text`, as it was taken in, as a YAML scalar in quotes, which is read back as it is."""
    return json.dumps(held(text), ensure_ascii=False)
