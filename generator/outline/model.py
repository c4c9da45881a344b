"""An outline as composing needs it: every overlay applied, every key read."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Origin


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an outline: `text` as written there, or the path of a `template` without .j2."""

    text: str | None
    template: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Setting:
    """The name of a thing that is chosen in a file, and where it is."""

    name: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the words over it, and those of its cell in the row of each record."""

    heading: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a part: a row for each record of the table fact `of`."""

    of: Setting
    columns: tuple[Column, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Part:
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


@dataclass(frozen=True, slots=True)
class Length:
    """How long the document should be, in Han characters; a speech's slot, `minutes` that are a number or give one,
    and its `rate` in Han characters a minute."""

    target: int | None = None
    max: int | None = None
    minutes: Words | None = None
    rate: int | None = None

    @property
    def is_of_speech(self) -> bool:
        return bool(self.minutes or self.rate)


@dataclass(frozen=True, slots=True)
class Outline:
    """A resolved outline. `frame` holds the words beside the sections, by key (title, opening …).

    `layout` None: no file of it says one.
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
    unsupported: tuple[tuple[str, Origin], ...] = ()
