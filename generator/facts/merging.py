"""Sources of equal rank, such as the files of one year, made one layer: no value wins by its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePath
from unicodedata import normalize

from generator.facts import tables
from generator.facts.agreement import CONFLICT_HINT, agreed
from generator.facts.dictionary import Dictionary, cell
from generator.facts.tree import Given, Layer
from generator.facts.values import named
from generator.problems import Problem, warning


def merged(files: Sequence[Layer], dictionary: Dictionary, prefer: Collection[str] = ()) -> tuple[Layer, list[Problem]]:
    """One layer of all `files`. Where they differ the fact is to be confirmed, with a warning, unless `prefer` names
    one of them (by path, or by its last part): then that file's value holds.
    """
    parts, problems = list(files), list[Problem]()
    for table in dict.fromkeys(table for layer in files for table in sorted(layer.whole)):
        parts, found = _one_whole(table, parts, dictionary, prefer)
        problems += found
    preferred = [layer for layer in parts if is_named(layer.name, prefer)]
    given: dict[str, Given] = {}
    for key in dict.fromkeys(key for layer in parts for key in layer.given):
        holding = [layer for layer in parts if key in layer.given]
        trusted = [layer for layer in preferred if key in layer.given]
        if entry := dictionary.find(key):
            given[key], problem = agreed(entry, [layer.given[key] for layer in trusted or holding])
            problems += [problem] if problem else []
    name = "、".join(layer.name for layer in files)
    whole = frozenset(table for layer in parts for table in layer.whole)
    return Layer(name, given, whole, _records(parts)), problems


def is_named(file: str, names: Collection[str]) -> bool:
    """Whether a file is one of `names`, each a path or the last part of one; a Mac may have taken its letters apart."""
    path, *wanted = (PurePath(normalize("NFC", name.replace("\\", "/"))) for name in (file, *names))
    return any(path == name or path.name == str(name) for name in wanted)


def _records(parts: Sequence[Layer]) -> dict[str, int]:
    records: dict[str, int] = {}
    for layer in parts:
        for table, count in layer.records.items():
            records[table] = max(count, records.get(table, 0))
    return records


def _one_whole(
    table: str, parts: list[Layer], dictionary: Dictionary, prefer: Collection[str]
) -> tuple[list[Layer], list[Problem]]:
    """The parts with the whole table left in one of them, its cells to be confirmed where others differ."""
    holding = [layer for layer in parts if table in layer.whole or _denies(table, layer, parts)]
    if len(holding) < 2:
        return parts, []
    chosen = next((layer for layer in holding if is_named(layer.name, prefer)), None)
    kept = chosen or max(holding, key=lambda layer: table not in layer.given)
    contents = [tables.content(table, layer) for layer in holding]
    problems = []
    result = kept
    if not chosen and any(tables.differ(contents[0], other, dictionary) for other in contents[1:]):
        told = "、".join(f"{content.said}（{content.origin}）" for content in contents)
        message = f"{named(dictionary.entries[table])}有不同的内容：{told}"
        problems.append(warning("fact-conflict", message, contents[-1].origin, CONFLICT_HINT))
        result = tables.unsure(table, kept)
    others = [tables.without(table, layer) if layer in holding else layer for layer in parts]
    return [result if layer is kept else other for layer, other in zip(parts, others, strict=True)], problems


def _denies(table: str, layer: Layer, parts: Sequence[Layer]) -> bool:
    """Whether `layer` gives cells of a table that another part says does not apply."""
    is_denied = any(table in other.given for other in parts)
    return is_denied and any((place := cell(key)) and place[0] == table for key in layer.given)
