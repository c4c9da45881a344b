"""Nodes as YAML text again, on request with the file and line of every value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from generator import characters
from generator.problems import Origin
from generator.yaml_source import Mapping, Node, Scalar

_PLAIN = re.compile(r"-[0-9][0-9.]*|(?!null$)[A-Za-z0-9_一-鿿][A-Za-z0-9_\-/.，、；。（）“”《》—一-鿿]*")
_LITERAL = re.compile(r"(?![\s#%])(?:[ -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\uf900-\ufaff\uff01-\uffef]|(?<! )\n)+")

Line = tuple[str, Origin | None]


def text(node: Mapping, shown: Callable[[Origin], Origin] | None = None) -> str:
    """The mapping in the form that users write; with `shown` each value is followed by its place as that gives it."""
    lines = (f"{line}{_remark(shown(place))}" if shown and place else line for line, place in _mapping(node, 0))
    return "".join(f"{line}\n" for line in lines)


def _remark(place: Origin) -> str:
    return f"  # {characters.shown(str(place))}"


def _mapping(node: Mapping, depth: int) -> Iterator[Line]:
    for key, value in node.items.items():
        yield from _entry(f"{'  ' * depth}{_scalar(key)}:", value, depth)


def _entry(head: str, value: Node, depth: int) -> Iterator[Line]:
    if isinstance(value, Scalar):
        yield from _words(head, value, depth)
    elif not value.items:
        yield f"{head} {_empty(value)}", value.origin
    elif isinstance(value, Mapping):
        yield head, None
        yield from _mapping(value, depth + 1)
    else:
        yield head, None
        for item in value.items:
            yield from _item(item, depth + 1)


def _item(item: Node, depth: int) -> Iterator[Line]:
    dash = f"{'  ' * depth}-"
    if isinstance(item, Mapping) and item.items:
        for number, (line, place) in enumerate(_mapping(item, depth + 1)):
            yield (f"{dash} {line.strip()}" if number == 0 else line), place
    else:
        yield from _entry(dash, item, depth)


def _words(head: str, value: Scalar, depth: int) -> Iterator[Line]:
    held = value.value or ""
    first, *rest = held.removesuffix("\n").split("\n")
    if not (rest and _LITERAL.fullmatch(held) and not held.endswith(("\n\n", " "))):
        yield f"{head} {_scalar(value.value)}", value.origin
        return
    yield f"{head} {'|' if held.endswith(chr(10)) else '|-'}", value.origin
    for line in (first, *rest):
        yield f"{'  ' * (depth + 1)}{line}" if line else "", None


def _empty(value: Node) -> str:
    return "{}" if isinstance(value, Mapping) else "[]"


def _scalar(value: str | None) -> str:
    if value is None:
        return "~"
    if _PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False).replace("\xa0", r"\u00a0")
