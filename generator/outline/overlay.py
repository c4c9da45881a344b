"""Overlays: one outline file laid over another, by key and by id, with the place of every value kept."""

from __future__ import annotations

from dataclasses import replace

from generator.outline.shape import PART_LISTS, PLACES, part_id
from generator.outline.takes import is_null
from generator.problems import Origin, Problem, did_you_mean, error, warning
from generator.yaml_source import Mapping, Node, Scalar, Sequence

_POSITION = (*PLACES, "remove")
MOST_LEVELS = 20
_CONTENT = ("lead", "text", "table", *PART_LISTS)


def laid_over(base: Mapping, change: Mapping, problems: list[Problem]) -> Mapping:
    """`base` with the differences of `change`: mappings merge key by key, `~` takes a key out, parts go by id."""
    items, origins = dict(base.items), dict(base.key_origins)
    for key, node in change.items.items():
        if is_null(node):
            items.pop(key, None)
            continue
        items[key] = _value(key, base.get(key), node, problems)
        origins[key] = change.key_origins[key]
    return Mapping(items, origins, change.origin)


def _value(key: str, base: Node | None, node: Node, problems: list[Problem]) -> Node:
    if key in PART_LISTS and isinstance(node, Sequence):
        return _Parts(key, base, problems).changed(node)
    if isinstance(node, Mapping):
        return laid_over(base if isinstance(base, Mapping) else _empty(node), node, problems)
    return node


class _Parts:
    """The parts of one list `key` while a change is laid over them. `gone` says what became of those that left."""

    def __init__(self, key: str, base: Node | None, problems: list[Problem]) -> None:
        self.key = key
        self.parts = {part_id(item): item for item in _mappings(base)}
        self.known = tuple(self.parts)
        self.gone: dict[str, str] = {}
        self.levels: dict[str, int] = {}
        self.problems = problems

    def changed(self, change: Sequence) -> Sequence:
        """The list after all changes, additions and removals, then the moves in the file's order."""
        items = _mappings(change)
        for item in items:
            self._change(part_id(item), item)
        for item in items:
            for place in PLACES:
                if place in item.items:
                    self._move(part_id(item), place, item)
        return Sequence(tuple(self.parts.values()), change.origin)

    def _change(self, name: str, item: Mapping) -> None:
        if "remove" not in item.items:
            self._warn_of_a_slip(name, item)
            self.parts[name] = laid_over(self.parts.get(name, _empty(item)), _without(item, _POSITION), self.problems)
        elif name in self.parts:
            del self.parts[name]
            self.gone[name] = "已被这份提纲删去"
        else:
            self._tell_unknown(name, "要删去的", item.key_origins["id"])

    def _warn_of_a_slip(self, name: str, item: Mapping) -> None:
        """A new part without content whose id is nearly that of one in the base is most likely a slip."""
        empty = name not in self.parts and not any(key in item.items for key in _CONTENT)
        if empty and (hint := did_you_mean(name, self.known, self.problems)):
            message = f"“{name}”是新的一项，却没有内容"
            self.problems.append(warning("outline-new-empty", message, item.key_origins["id"], hint))

    def _move(self, name: str, place: str, item: Mapping) -> None:
        node = item.items[place]
        target = (node.value or "") if isinstance(node, Scalar) else ""
        if name not in self.parts or not target:
            return
        if target == name:
            hint = f"{place} 后面写另一项的 id"
            self._tell(f"{place} 所指的就是“{name}”自己", item.key_origins[place], hint)
        elif target not in self.parts:
            self._tell_unknown(target, f"{place} 所指的", item.key_origins[place])
        elif place == "under" and self._below_levels(target, name) > MOST_LEVELS:
            self._tell(f"“{name}”移到“{target}”下面，超过{MOST_LEVELS}层", item.key_origins[place], "少移几层")
        elif place == "under":
            self.levels[target] = self._below_levels(target, name)
            self.gone[name] = f"已移到“{target}”下面"
            self.parts[target] = self._below(self.parts[target], self.parts.pop(name))
        else:
            self._beside(target, place, name)

    def _beside(self, target: str, place: str, name: str) -> None:
        moved = self.parts.pop(name)
        names = list(self.parts)
        names.insert(names.index(target) + (place == "after"), name)
        self.parts = {each: self.parts.get(each, moved) for each in names}

    def _below_levels(self, target: str, name: str) -> int:
        """How many levels `target` has once `name` is below it."""
        for each in (target, name):
            if each not in self.levels:
                self.levels[each] = _levels(self.parts[each])
        return max(self.levels[target], self.levels[name] + 1)

    def _below(self, parent: Mapping, moved: Mapping) -> Mapping:
        """`parent` with `moved` as the last part of its list."""
        inner = parent.get(self.key)
        items, name = _mappings(inner), part_id(moved)
        if name in map(part_id, items):
            message = f"“{part_id(parent)}”下已有“{name}”"
            self.problems.append(error("outline-equal-ids", message, moved.origin, "给其中一个换 id"))
        below = Sequence((*items, moved), inner.origin if inner else moved.origin)
        origins = {self.key: moved.origin, **parent.key_origins}
        return replace(parent, items={**parent.items, self.key: below}, key_origins=origins)

    def _tell_unknown(self, name: str, what: str, origin: Origin) -> None:
        if name in self.gone:
            self._tell(f"{what}“{name}”{self.gone[name]}", origin, "改用同级留下来的一项")
            return
        known = f"同级的有 {'、'.join(self.parts)}" if self.parts else "同级没有别的项"
        self._tell(f"{what}“{name}”不存在", origin, did_you_mean(name, self.parts, self.problems) or known)

    def _tell(self, message: str, origin: Origin, hint: str) -> None:
        self.problems.append(error("outline-unknown-target", message, origin, hint))


def _mappings(node: Node | None) -> list[Mapping]:
    items = node.items if isinstance(node, Sequence) else ()
    return [item for item in items if isinstance(item, Mapping)]


def _levels(part: Mapping) -> int:
    """How many levels of parts `part` is, itself one of them."""
    inner = [each for key in PART_LISTS for each in _mappings(part.get(key))]
    return 1 + max(map(_levels, inner), default=0)


def _empty(item: Mapping) -> Mapping:
    return Mapping({}, {}, item.origin)


def _without(item: Mapping, keys: tuple[str, ...]) -> Mapping:
    kept = {key: node for key, node in item.items.items() if key not in keys}
    return replace(item, items=kept)
