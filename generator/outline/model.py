"""An outline as composing needs it: every overlay applied, every key read."""

from __future__ import annotations

from typing import NamedTuple

from generator.problems import Origin
from generator.yaml_source import Node, Scalar


class Words(NamedTuple):
    """Words of an outline: `text` as written there, or the path of a `template` without .j2."""

    text: str | None
    template: str | None
    origin: Origin


class Setting(NamedTuple):
    """The name of a thing that is chosen in a file, and where it is."""

    name: str
    origin: Origin


def setting(node: Node | None) -> Setting | None:
    """The name that a scalar holds; None for an empty one, or for anything else."""
    return Setting(node.value, node.origin) if isinstance(node, Scalar) and node.value else None


class Column(NamedTuple):
    """A column of a table: the words over it, and those of its cell in the row of each record."""

    heading: Words
    text: Words


class Table(NamedTuple):
    """A table in a part: a row for each record of the table fact `of`. `landscape`: on a page that lies across."""

    of: Setting
    columns: tuple[Column, ...]
    origin: Origin
    caption: Words | None = None
    landscape: bool = False


class Part(NamedTuple):
    """A section or a point. None: not given, so that the parent's or the role's default holds."""

    id: str
    origin: Origin
    role: str | None = None
    heading: Words | None = None
    numbered: bool = True
    lead: Words | None = None
    text: Words | None = None
    table: Table | None = None
    enumerator: str | None = None
    repeat: Setting | None = None
    priority: int | None = None
    points: tuple[Part, ...] = ()
    sections: tuple[Part, ...] = ()


class Attachment(NamedTuple):
    """An attachment whose content is `outline`; None: its words, if any, are in the frame."""

    outline: Setting | None
    origin: Origin


class Length(NamedTuple):
    """How long the document should be, in Han characters; a speech's slot, `minutes` that are a number or give one,
    and its `rate` in Han characters a minute."""

    target: int | None = None
    max: int | None = None
    minutes: Words | None = None
    rate: int | None = None

    @property
    def is_of_speech(self) -> bool:
        return bool(self.minutes or self.rate)


class Outline(NamedTuple):
    """A resolved outline. `frame` holds the words beside the sections by their path (title, red_head.organ …).

    `layout` None: no file of it says one. `lineage` are the names along `extends`, its own first, `shipped` those whose
    built-in outline is part of it.
    """

    name: str
    origin: Origin
    frame: dict[str, Words]
    sections: tuple[Part, ...]
    numbering: tuple[str, ...]
    layout: Setting | None
    length: Length
    summary_for: str | None
    lineage: tuple[str, ...]
    shipped: frozenset[str]
    sealed: bool = False
    attachments: tuple[Attachment, ...] = ()

    def several(self, key: str) -> tuple[str, ...]:
        """The paths in the frame of a key that takes a list of words: `imprint.cc`, `imprint.cc.2` …"""
        return tuple(path for path in self.frame if path == key or path.startswith(f"{key}."))
