"""JSON Schema (2020-12) of what users write, put together from fragments that stand beside the checks themselves.

An editor reads YAML typed: 12 is a number, true a truth. The fragments take both, as the checks take what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
NUMBER: Schema = {"type": ["string", "number"]}
TRUTH: Schema = {"enum": [True, False, "true", "false"]}
ANYTHING: Schema = {}


def text(pattern: str) -> Schema:
    """Characters that match `pattern` as a whole."""
    return {**SCALAR, "pattern": f"^(?:{pattern})$"}


def number(low: float, high: float, step: float = 0) -> Schema:
    """A number within bounds, in steps where there are any."""
    return {**NUMBER, "minimum": low, "maximum": high, **({"multipleOf": step} if step else {})}


def whole_number(low: int, high: int) -> Schema:
    """Digits alone, within bounds."""
    return {**number(low, high, 1), "pattern": "^[0-9]+$"}


def one_of(words: Iterable[str]) -> Schema:
    """One of `words`, or what an editor takes one of them for: it reads `1.` as a number."""
    words = tuple(words)
    read = [float(word) for word in words if word.removesuffix(".").isdecimal()]
    return {"enum": [*words, *(int(each) for each in read)]}


def keys(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """A mapping of these keys and no others."""
    needed = list(required)
    closed: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return {**closed, "required": needed} if needed else closed


def either(*fragments: Schema) -> Schema:
    return {"anyOf": list(fragments)}


def items(fragment: Schema) -> Schema:
    return {"type": "array", "items": fragment}


def defined(name: str) -> Schema:
    """What stands under `name` in the definitions of the whole schema."""
    return {"$ref": f"#/$defs/{name}"}


def or_empty(fragment: Schema) -> Schema:
    """The fragment, or nothing behind the colon."""
    if not fragment:
        return fragment
    if isinstance(types := fragment.get("type"), list | str) and "enum" not in fragment:
        return {**fragment, "type": [*([types] if isinstance(types, str) else types), "null"]}
    if "enum" in fragment:
        return {**fragment, "enum": [*fragment["enum"], None]}
    return either(*fragment.get("anyOf", [fragment]), {"type": "null"})


def whole(title: str, fragment: Schema, definitions: Mapping[str, Schema] | None = None) -> Schema:
    """The schema of a file."""
    return {"$schema": DRAFT, "title": title, **fragment, **({"$defs": dict(definitions)} if definitions else {})}


def described(fragment: Any, meanings: Mapping[str, str]) -> Any:
    """The fragment with the meaning of each key that has one, wherever in it the key stands."""
    if isinstance(fragment, list):
        return [described(each, meanings) for each in fragment]
    if not isinstance(fragment, dict):
        return fragment
    made = {word: described(below, meanings) for word, below in fragment.items()}
    if isinstance(properties := made.get("properties"), dict):
        made["properties"] = {key: _meant(below, meanings.get(key)) for key, below in properties.items()}
    return made


def _meant(fragment: Schema, meaning: str | None) -> Schema:
    return {"description": meaning, **fragment} if meaning and "$ref" not in fragment else fragment
