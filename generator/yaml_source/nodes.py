"""What a YAML document is made of: scalars, sequences and mappings, each with its place. Nothing is interpreted.

Nobody changes a node. Its class is a plain one all the same: a frozen one takes thrice as long to make, and nodes are
made by the thousand.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Origin


@dataclass(slots=True, eq=False)
class Scalar:
    """One value, as typed; None for an empty one, `~` and `null`. `block`: written below its key, after | or >."""

    value: str | None
    origin: Origin
    block: bool = False
    size = 1

    @property
    def first_line(self) -> Origin:
        """Where the first line of the value itself stands."""
        return Origin(self.origin.file, (self.origin.line or 0) + 1) if self.block else self.origin


@dataclass(slots=True, eq=False)
class Sequence:
    """Items in the order of the file; `size` counts all nodes in it."""

    items: tuple[Node, ...]
    origin: Origin
    size: int = 1


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys in the order of the file; `key_origins` tells where each key itself stands."""

    items: dict[str, Node]
    key_origins: dict[str, Origin]
    origin: Origin
    size: int = 1

    def get(self, key: str) -> Node | None:
        return self.items.get(key)


Node = Scalar | Sequence | Mapping
