"""Announced facts by key, and the product's own file of them, of which an entry is composed when it is asked for.

A draft needs a tenth of that file, and all of it would take as long to compose as the draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generator import yaml_source
from generator.facts.dictionary import Entry
from generator.yaml_source import Node

_BEGIN = re.compile(r"(?m)^([A-Za-z][\w.]*):\n  label: (.+)$")
_ANCHOR = re.compile(r"(?m): &(\w+)$")
_ALIAS = re.compile(r"(?m): \*(\w+)$")


class Unread(NamedTuple):
    """An entry that nobody asked for yet; `read` composes it."""

    label: str
    read: Callable[[], Entry]


def groups(key: str) -> set[str]:
    """The groups that a key stands in: `activity` of `activity.theme_days`."""
    return {key[:at] for at, sign in enumerate(key) if sign == "."}


class Entries(Mapping[str, Entry]):
    """Entries in the order of their files; one of a later file takes the place of an earlier one of its key."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry | Unread] = {}
        self._shipped: set[str] = set()

    def put(self, key: str, entry: Entry | Unread, shipped: bool) -> None:
        self._entries[key] = entry
        if shipped:
            self._shipped.add(key)
        else:
            self._shipped.discard(key)

    def is_shipped(self, key: str) -> bool:
        """Whether the entry of `key` is the product's own."""
        return key in self._shipped

    def give_way(self) -> dict[str, str]:
        """Take out the shipped keys that cannot stand beside a hospital's, one being the group of the other (`cases`
        of `cases.access`), as an upgrade may bring them; each comes with the hospital's key."""
        given_way: dict[str, str] = {}
        for key in list(self._entries):
            for group in groups(key) & self._entries.keys():
                if self.is_shipped(key) != self.is_shipped(group):
                    shipped, own = (key, group) if self.is_shipped(key) else (group, key)
                    self._entries.pop(shipped, None)
                    given_way[shipped] = own
        return given_way

    def label(self, key: str) -> str:
        """The label of a key, without composing its entry."""
        return self._entries[key].label

    def __getitem__(self, key: str) -> Entry:
        entry = self._entries[key]
        if isinstance(entry, Unread):
            self._entries[key] = entry = entry.read()
        return entry

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class Shipped(NamedTuple):
    """The product's own file `name`: each key stands alone on its line, its label, plain, on the next.

    An entry may take something from one earlier entry by an alias at the end of a line.
    """

    text: str
    name: str

    def pieces(self) -> Iterator[tuple[str, str, Callable[[], Node]]]:
        """Key and label of each entry in order, and what composes a mapping with that key."""
        begins = list(_BEGIN.finditer(self.text))
        ends = [found.start() for found in begins[1:]] + [len(self.text)]
        line, last, anchored = 1, 0, dict[str, str]()
        for found, end in zip(begins, ends, strict=True):
            line, last = line + self.text.count("\n", last, found.start()), found.start()
            piece = self.text[last:end]
            anchored.update(dict.fromkeys(_ANCHOR.findall(piece), piece))
            alias = _ALIAS.search(piece)
            before = anchored[alias[1]] if alias else ""
            yield found[1], found[2], partial(yaml_source.parse, before + piece, self.name, line - before.count("\n"))
