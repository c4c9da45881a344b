"""The key `table` of a part: which records its rows are, what stands in each column, over it, and how it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator import schema
from generator.outline import takes
from generator.outline.takes import Check
from generator.problems import Problem, error
from generator.yaml_source import Mapping, Node, Sequence

MOST_COLUMNS = 20
_COLUMN = "{heading: 列名, text: 单元格的文字}"


_COLUMN_KEYS: dict[str, Check] = {"heading": takes.words, "text": takes.words}


@takes.saying(schema.items(takes.schema_of_keys(_COLUMN_KEYS)))
def _columns(key: str, node: Node, problems: list[Problem]) -> Node | None:
    if not isinstance(node, Sequence) or not node.items:
        return takes.wrong(key, node, f"列表，至少一列，每列是 {_COLUMN}", problems)
    if len(node.items) > MOST_COLUMNS:
        hint = f"分成几张表，每张不超过{MOST_COLUMNS}列"
        problems.append(error("outline-type", f"表格有{len(node.items)}列，太多了", node.origin, hint))
        return None
    return replace(node, items=tuple(_column(item, problems) for item in node.items))


def _column(item: Node, problems: list[Problem]) -> Node:
    if not isinstance(item, Mapping):
        takes.wrong("columns", item, f" {_COLUMN}", problems)
        return item
    missing = [key for key in _COLUMN_KEYS if key not in item.items or takes.is_null(item.items[key])]
    if missing and item.items.keys() <= _COLUMN_KEYS.keys():
        hint = f'每列写 {_COLUMN}；留给人填的一列写 text: ""'
        problems.append(error("outline-incomplete", f"这一列没有 {'、'.join(missing)}", item.origin, hint))
    return takes.keys(item, _COLUMN_KEYS, "表格的一列", problems)


_KEYS: dict[str, Check] = {
    "of": takes.fact_key,
    "caption": takes.words,
    "columns": _columns,
    "landscape": takes.truth,
}


@takes.saying(takes.schema_of_keys(_KEYS))
def check(key: str, node: Node, problems: list[Problem]) -> Node | None:
    """The table without what is wrong in it, which is told. An overlay may give `of` or `columns` alone."""
    if not isinstance(node, Mapping):
        return takes.wrong(key, node, f" {{of: 表格类事实的键, columns: [{_COLUMN}, …]}}", problems)
    return takes.keys(node, _KEYS, f"“{key}”", problems)


def lacking(node: Mapping) -> Iterator[Problem]:
    """What a resolved table lacks: its fact and its columns it must have."""
    hints = {"of": "加上 of: 表格类事实的键，如 of: issues", "columns": f"加上 columns，每列是 {_COLUMN}"}
    for key, hint in hints.items():
        if key not in node.items:
            yield error("outline-incomplete", f"table 没有 {key}", node.origin, hint)
