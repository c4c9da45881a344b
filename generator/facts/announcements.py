"""The files that announce facts (`outlines/facts.yaml` and its like), read into one dictionary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from types import MappingProxyType
from typing import cast, get_args

from generator import gaps
from generator.facts.dictionary import LAST_YEAR, Dictionary, Entry, Type
from generator.facts.entries import Entries, Shipped, Unread, groups
from generator.problems import Origin, Problem, advice, did_you_mean, error, stop_on_errors
from generator.yaml_source import Mapping, Node, Scalar

MAX_OWN = 5_000
MAX_FIELDS = 100
MAX_LABEL = 200
TYPES: tuple[str, ...] = get_args(Type)
RESERVED = ("last_year", "unit", "source")
_FIELD_KEYS = ("label", "type", "unit", "owner", "definition", "sum", "derive")
_KEYS = (*_FIELD_KEYS, "fields", "at_least")
_SEGMENT = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_BOOLEANS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def load(sources: Iterable[Node | Shipped], own: Node | None = None) -> tuple[Dictionary, list[Problem]]:
    """One dictionary of all `sources` of the product and the hospital's `own`, the entry of a later one replacing an
    earlier one of the same key, whole. Where the hospital's cannot stand beside the product's, they give way.

    The dictionary holds every key that was announced, faulty entries too, so that one mistake is told once. What is
    Shipped is taken to be right, and composed entry by entry; asking for a faulty one raises Stop.
    """
    reading = _Announcements()
    for source in sources:
        reading.source(source)
    if own is not None:
        reading.shipped = False
        reading.source(own)
    return reading.dictionary(), reading.problems


class _Announcements:
    """Entries in the order of their files, and everything that is wrong with them."""

    def __init__(self) -> None:
        self.entries = Entries()
        self.shipped = True
        self.problems: list[Problem] = []

    def source(self, source: Node | Shipped) -> None:
        if isinstance(source, Shipped):
            for key, label, compose in source.pieces():
                self.entries.put(key, Unread(label, partial(_composed, key, compose)), shipped=True)
            return
        if isinstance(source, Scalar) and source.value is None:
            return
        if not isinstance(source, Mapping):
            self._tell("shape", "事实字典应当是一行一个键", source.origin, "写成 键: {label: …, type: …}")
            return
        if not self.shipped and len(source.items) > MAX_OWN:
            self._tell("shape", f"登记的事实超过{MAX_OWN}项", source.origin, "只留提纲要用的；一项一项列出来的改成表")
            return
        for key, node in source.items.items():
            origin = source.key_origins[key]
            if self._key_is_good(key, origin):
                self.entries.put(key, self._entry(key, node, origin, _KEYS), self.shipped)

    def _key_is_good(self, key: str, origin: Origin) -> bool:
        segments = key.split(".")
        for segment in segments:
            if not _SEGMENT.fullmatch(segment):
                self._tell("key", f"键“{key}”写法不对", origin, "用英文字母开头，只用字母、数字、下划线，各段用 . 隔开")
                return False
            if segment in RESERVED:
                self._tell("key", f"键“{key}”里的 {segment} 另有用处", origin, "换一个词")
                return False
        return True

    def _entry(self, key: str, node: Node, origin: Origin, known: tuple[str, ...]) -> Entry:
        if not isinstance(node, Mapping):
            self._tell("shape", f"“{key}”后面应当写名称和类型", origin, "写成 {label: 名称, type: integer}")
            return Entry(key, key, "text", origin=origin)
        self._unknown_keys(key, node, known)
        kind = self._type(key, node, known)
        return Entry(
            key=key,
            label=self._label(key, node),
            type=kind,
            unit=self._word(node, "unit"),
            owner=self._word(node, "owner"),
            definition=self._word(node, "definition"),
            sum=self._boolean(node, "sum"),
            derive=self._word(node, "derive"),
            fields=MappingProxyType(self._fields(key, node, kind)) if known is _KEYS else MappingProxyType({}),
            at_least=self._at_least(key, node, kind) if known is _KEYS else 1,
            origin=origin,
        )

    def _unknown_keys(self, key: str, node: Mapping, known: tuple[str, ...]) -> None:
        for name in node.items:
            if name not in known:
                dotted = isinstance(node.items[name], Mapping) and not node.get("label")
                hint = f"写成一行：{key}.{name}: …" if dotted else did_you_mean(name, known, self.problems)
                hint = hint or f"可以写 {'、'.join(known)}"
                self._tell("unknown-key", f"“{key}”里不认识“{name}”", node.key_origins[name], hint)

    def _type(self, key: str, node: Mapping, known: tuple[str, ...]) -> Type:
        types = TYPES if known is _KEYS else TYPES[:-1]
        word = self._word(node, "type")
        if word in types:
            return cast(Type, word)
        place = node.items["type"].origin if "type" in node.items else node.origin
        message = f"“{key}”的 type 不能是“{word}”" if word else f"“{key}”没有写 type"
        hint = (did_you_mean(word, types, self.problems) if word else None) or f"写 {'、'.join(types)} 之一"
        self._tell("type", message, place, hint)
        return "table" if "fields" in node.items and known is _KEYS else "text"

    def _label(self, key: str, node: Mapping) -> str:
        word = self._word(node, "label")
        if word and "\n" not in word and len(word) <= MAX_LABEL and not gaps.like(word):
            return word.strip()
        wrong = "写成了缺口的样子" if word and gaps.like(word) else f"应当是一行，不超过{MAX_LABEL}字"
        message = f"“{key}”的 label {wrong}" if word else f"“{key}”没有写 label"
        place = node.items["label"].origin if "label" in node.items else node.origin
        self._tell("label", message, place, "写这项事实的中文名称，如 label: 主题党日场数")
        return key

    def _word(self, node: Mapping, name: str) -> str | None:
        found = node.get(name)
        if found is None or isinstance(found, Scalar):
            return found.value if found else None
        self._tell("shape", f"{name} 后面应当是一个词或一句话", found.origin, "把列表或下一层改成一行文字")
        return None

    def _boolean(self, node: Mapping, name: str) -> bool:
        word = self._word(node, name)
        if word is not None and word not in _BOOLEANS:
            self._tell("shape", f"{name} 不能是“{word}”", node.items[name].origin, "写 true 或 false")
        return _BOOLEANS.get(word or "false", False)

    def _at_least(self, key: str, node: Mapping, kind: Type) -> int:
        word = self._word(node, "at_least")
        if word is None:
            return 1
        if kind != "table":
            self._tell("shape", f"“{key}”不是表，不用写 at_least", node.items["at_least"].origin, "删去这一项")
        elif re.fullmatch(r"[1-9][0-9]?", word):
            return int(word)
        else:
            self._tell("shape", f"at_least 不能是“{word}”", node.items["at_least"].origin, "写1到99的整数")
        return 1

    def _fields(self, key: str, node: Mapping, kind: Type) -> dict[str, Entry]:
        fields = node.get("fields")
        if kind != "table":
            if fields is not None:
                hint = "删去 fields，或者改成 type: table"
                self._tell("fields", f"“{key}”不是表，不能有 fields", node.key_origins["fields"], hint)
            return {}
        if not isinstance(fields, Mapping) or not fields.items:
            hint = "写成 fields: {branch: {label: 支部, type: text}}"
            self._tell("fields", f"表“{key}”没有写 fields", fields.origin if fields else node.origin, hint)
            return {}
        if len(fields.items) > MAX_FIELDS:
            self._tell("fields", f"表“{key}”的 fields 超过{MAX_FIELDS}个", fields.origin, "分成几张表")
            return {}
        return self._field_entries(key, fields)

    def _field_entries(self, key: str, fields: Mapping) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        labels: dict[str, Entry] = {}
        for name, node in fields.items.items():
            origin = fields.key_origins[name]
            if "." in name:
                self._tell("key", f"{key} 的 fields 里“{name}”不能有 .", origin, "用一个英文词")
            elif self._key_is_good(name, origin):
                entries[name] = entry = self._entry(name, node, origin, _FIELD_KEYS)
                if (first := labels.setdefault(entry.label, entry)) is not entry:
                    self._tell_equal_labels(first, entry)
        return entries

    def dictionary(self) -> Dictionary:
        given_way = self.entries.give_way()
        members = {group: key for key in reversed(list(self.entries)) for group in groups(key)}
        labels: dict[str, str] = {}
        for key in self.entries:
            if key in members:
                origin = self.entries[key].origin
                self._tell("key", f"“{key}”既是事实，又是“{members[key]}”的前缀", origin, "给其中一个换名")
            first = labels.setdefault(self.entries.label(key), key)
            if first != key and self.entries.is_shipped(first) == self.entries.is_shipped(key):
                self._tell_equal_labels(self.entries[first], self.entries[key])
            elif first != key:
                shipped, own = (first, key) if self.entries.is_shipped(first) else (key, first)
                labels[self.entries.label(own)] = own
                self._advise_label(own, shipped)
        dictionary = Dictionary(self.entries, frozenset(members), MappingProxyType(labels), MappingProxyType(given_way))
        self._composed_labels(dictionary)
        return dictionary

    def _tell_equal_labels(self, first: Entry, entry: Entry) -> None:
        hint = f"{first.origin} 的“{first.key}”已用这个名称，换一个"
        self._tell("label", f"名称“{entry.label}”重复", entry.origin, hint)

    def _composed_labels(self, dictionary: Dictionary) -> None:
        for label, key in dictionary.labels.items():
            if other := dictionary.key_made_up(label):
                what = "上年的值" if other.endswith(LAST_YEAR) else "一条记录"
                hint = f"“{label}”已是 {other} 的名称（{what}），换一个"
                self._tell("label", f"名称“{label}”重复", dictionary.entries[key].origin, hint)

    def _advise_label(self, own: str, shipped: str) -> None:
        hint = f"内置的“{shipped}”也叫这个名称；表里没有键的一行算作“{own}”，最好换一个名称"
        message = f"名称“{self.entries.label(own)}”重复"
        self.problems.append(advice("dictionary-label-taken", message, self.entries[own].origin, hint))

    def _tell(self, code: str, message: str, origin: Origin | None, hint: str | None) -> None:
        self.problems.append(error(f"dictionary-{code}", message, origin, hint))


def _composed(key: str, compose: Callable[[], Node]) -> Entry:
    reading = _Announcements()
    reading.source(compose())
    stop_on_errors(reading.problems)
    return reading.entries[key]
