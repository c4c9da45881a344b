"""One layout file laid over another, key by key, with the place of every value kept."""

from __future__ import annotations

from generator.yaml_source import Mapping, Node


def laid_over(base: Mapping, change: Mapping) -> Mapping:
    """`base` with the differences of `change`; the order of keys is the base's."""
    items = {**base.items, **{key: _value(base.get(key), node) for key, node in change.items.items()}}
    return Mapping(items, {**base.key_origins, **change.key_origins}, change.origin)


def _value(base: Node | None, node: Node) -> Node:
    return laid_over(base, node) if isinstance(base, Mapping) and isinstance(node, Mapping) else node
