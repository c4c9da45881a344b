"""Sound texts, trees, bytes and packages, bent: changed at a few places, as slips, damage and malice change them."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import yaml

from generator import archive
from tests.fuzz.choices import KEYS, Choices


def bent_lines(choose: Choices, text: str, splices: Sequence[str] = ()) -> str:
    """A text with a few of its lines gone, doubled, swapped, indented anew, cut, or with words spliced in."""
    lines = text.split("\n")
    for _ in range(choose.choice((1, 1, 2, 4))):
        at = choose.randrange(len(lines))
        kind = choose.randrange(9)
        if kind == 0 and len(lines) > 1:
            del lines[at : at + choose.randint(1, 3)]
            lines = lines or [""]
        elif kind == 1:
            lines[at:at] = lines[at : at + choose.randint(1, 4)]
        elif kind == 2:
            other = choose.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == 3:
            lines[at] = " " * choose.randint(0, 8) + lines[at].lstrip(" ")
        elif kind == 4:
            head, colon, _ = lines[at].partition(": ")
            lines[at] = f"{head}{colon or ': '}{choose.word()}"
        elif kind == 5:
            place = choose.randint(0, len(lines[at]))
            word = choose.choice(splices) if splices and choose.chance(70) else choose.word()
            lines[at] = lines[at][:place] + word + lines[at][place:]
        elif kind == 6:
            start = choose.randint(0, len(lines[at]))
            lines[at] = lines[at][:start] + lines[at][start + choose.randint(1, 6) :]
        elif kind == 7:
            head, colon, rest = lines[at].partition(":")
            indent = head[: len(head) - len(head.lstrip(" -"))]
            lines[at] = f"{indent}{choose.choice(KEYS)}{colon}{rest}"
        else:
            lines.insert(at, choose.word())
    return "\n".join(lines)


def bent_tree(choose: Choices, text: str) -> str:
    """YAML whose nodes were dropped, doubled, renamed, moved or made something else; still YAML, if it was."""
    try:
        root = yaml.load(text, yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeEncodeError):
        return bent_lines(choose, text)
    for _ in range(choose.choice((1, 1, 2, 4))):
        root = _bent(choose, root)
    return str(yaml.dump(root, allow_unicode=True, sort_keys=False, width=10_000))


def _nodes(root: Any) -> list[tuple[Any, Any]]:
    """Every place in a tree: the collection, and the key or index in it."""
    found: list[tuple[Any, Any]] = []
    waiting = [root]
    while waiting and len(found) < 5000:
        node = waiting.pop()
        if isinstance(node, dict | list):
            below = list(node.items() if isinstance(node, dict) else enumerate(node))
            found += [(node, key) for key, _ in below]
            waiting += [child for _, child in below]
    return found


def _bent(choose: Choices, root: Any) -> Any:
    places = _nodes(root)
    if not places or choose.chance(2):
        return choose.choice([None, [], {}, "甲", ["甲"], [root], {"a": root}])
    parent, key = choose.choice(places)
    value, kind = parent[key], choose.randrange(8)
    if kind == 0:
        del parent[key]
    elif kind == 1:
        _put(choose, parent, value)
    elif kind == 2:
        other, name = choose.choice(places)
        parent[key] = copy.deepcopy(other[name])
    elif kind == 3:
        parent[key] = choose.choice([[value], {choose.choice(KEYS): value}, [], {}, None, [value, value]])
    elif kind == 4 and isinstance(parent, dict):
        del parent[key]
        parent[choose.choice([*KEYS, choose.word()])] = value
    elif kind == 5 and isinstance(value, str) and value:
        place = choose.randint(0, len(value))
        parent[key] = value[:place] + choose.word() + value[place:]
    elif kind == 6 and isinstance(parent, dict):
        parent[choose.choice(KEYS)] = choose.choice(
            [choose.word(), [choose.word()], {choose.choice(KEYS): choose.word()}]
        )
    else:
        parent[key] = choose.word()
    return root


def _put(choose: Choices, parent: Any, value: Any) -> None:
    if isinstance(parent, list):
        parent.insert(choose.randint(0, len(parent)), value)
    else:
        parent[choose.choice(KEYS)] = value


def bent_bytes(choose: Choices, data: bytes) -> bytes:
    """Bytes with a few of them changed, gone, doubled, or spliced in."""
    changed = bytearray(data)
    for _ in range(choose.randint(1, 6)):
        at = choose.randrange(len(changed) + 1)
        kind = choose.randrange(5)
        if kind == 0 and at < len(changed):
            changed[at] ^= 1 << choose.randrange(8)
        elif kind == 1:
            del changed[at : at + choose.randint(1, 40)]
        elif kind == 2:
            changed[at:at] = changed[at : at + choose.randint(1, 40)]
        elif kind == 3:
            changed[at : at + choose.randint(0, 4)] = choose.word().encode("utf-8", "surrogatepass")[:200]
        else:
            changed[at : at + 4] = choose.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f", b"\x80\0\0\0"])
    return bytes(changed)


def bent_package(choose: Choices, data: bytes, tokens: tuple[str, ...]) -> bytes:
    """A zip package with parts bent, gone, renamed, doubled, or packed in another way; or with its bytes bent."""
    if choose.chance(15):
        return bent_bytes(choose, data)
    parts = archive.unpack(data)
    names = list(parts)
    for _ in range(choose.randint(1, 4)):
        name, kind = choose.choice(names), choose.randrange(12)
        if name not in parts:
            continue
        if kind == 0:
            del parts[name]
        elif kind == 1:
            parts[choose.choice([choose.word(), choose.choice(names), name.upper(), f"/{name}"])] = parts.pop(name)
        elif kind == 2:
            parts[name] = bent_bytes(choose, parts[name])
        elif kind == 3:
            parts[name] = choose.choice(list(parts.values()))
        else:
            text = parts[name].decode("utf-8", "replace").replace("><", ">\n<")
            parts[name] = bent_lines(choose, text, tokens).encode("utf-8", "surrogatepass")
    return _packed(choose, parts)


def _packed(choose: Choices, parts: dict[str, bytes]) -> bytes:
    ways = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2)
    way = ways[0] if choose.chance(80) else choose.choice(ways)
    saved = io.BytesIO()
    try:
        with zipfile.ZipFile(saved, "w", way) as package:
            for name, part in parts.items():
                package.writestr(zipfile.ZipInfo(name or "x"), part, way)
    except (ValueError, UnicodeEncodeError):
        return saved.getvalue()
    return bent_bytes(choose, saved.getvalue()) if choose.chance(20) else saved.getvalue()
