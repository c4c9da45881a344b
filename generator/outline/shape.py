"""What an outline file may say: its keys, and what each one takes. Every mistake of one file is found here."""

from __future__ import annotations

from dataclasses import replace

from generator import schema
from generator.ordinals import ENUMERATORS, MOST
from generator.outline import formal, table, takes
from generator.outline.takes import Check
from generator.problems import Origin, Problem, error
from generator.yaml_source import Mapping, Node, Scalar, Sequence

WORDS_KEYS = (
    "title", "subtitle", "byline", "date", "recipient", "salutation", "opening", "closing", "signature", "notes",
)  # fmt: skip
PART_LISTS = ("sections", "points")
PLACES = ("before", "after", "under")
MAX_SIZE = 20_000


def check(root: Node, problems: list[Problem]) -> Mapping | None:
    """The outline of one file without what is wrong in it, which is told; None where there is no outline at all."""
    if takes.is_null(root):
        hint = "至少写 title 和 sections，或用 extends 写明基于哪个提纲"
        problems.append(error("outline-empty", "提纲是空的", Origin(root.origin.file), hint))
        return None
    if not isinstance(root, Mapping):
        problems.append(error("outline-type", "提纲应当由“键: 值”组成", root.origin, "从 title: 写起"))
        return None
    if root.size > MAX_SIZE:
        hint = "分成几份提纲；一条一条的内容写成事实里的表"
        problems.append(error("outline-too-large", "提纲太长", root.origin, hint))
        return None
    return takes.keys(root, _OUTLINE, "提纲", problems)


_LENGTH: dict[str, Check] = {
    "target": takes.whole,
    "max": takes.whole,
    "minutes": takes.minutes,
    "rate": takes.rate,
}


@takes.saying(takes.schema_of_keys(_LENGTH))
def _length(key: str, node: Node, problems: list[Problem]) -> Node | None:
    if not isinstance(node, Mapping):
        return takes.wrong(key, node, " {target: 字数, max: 字数} 或 {minutes: 分钟数, rate: 每分钟字数}", problems)
    return takes.keys(node, _LENGTH, f"“{key}”", problems)


@takes.saying(schema.items(schema.defined("part")))
def _parts(key: str, node: Node, problems: list[Problem]) -> Node | None:
    if not isinstance(node, Sequence):
        return takes.wrong(key, node, "列表，每项以“- id: 名称”开头", problems)
    if len(node.items) > MOST:
        message, hint = f"“{key}”有{len(node.items)}项，太多了", f"同一级不超过{MOST}项，分几节写"
        problems.append(error("outline-too-large", message, node.origin, hint))
        return None
    good: list[Mapping] = []
    seen: dict[str, Origin] = {}
    for item in node.items:
        if not isinstance(item, Mapping):
            takes.wrong(key, item, "“- id: 名称”开头的一项", problems)
        elif part := _part(item, problems):
            name, place = part_id(part), part.key_origins["id"]
            if name in seen:
                hint = f"第{seen[name].line}行已有，换一个 id"
                problems.append(error("outline-equal-ids", f"id“{name}”写了两次", place, hint))
            seen.setdefault(name, place)
            good.append(part)
    return replace(node, items=tuple(good))


def _part(item: Mapping, problems: list[Problem]) -> Mapping | None:
    """A section or point without what is wrong in it; None where nothing can be said of it."""
    part = takes.keys(item, _PART, "这一项", problems)
    if takes.is_null(item.items.get("id", Scalar(None, item.origin))):
        problems.append(error("outline-no-id", "这一项没有 id", item.origin, "加上 id，如 id: education"))
        return None
    if "remove" in item.items and len(item.items) > 2:
        hint = "remove 只和 id 一起写；要改就删去 remove"
        problems.append(error("outline-remove", "删去的一项不能再写别的键", item.key_origins["remove"], hint))
        return None
    dropped = _misplaced(item, problems)
    if "repeat" in item.items and "repeat" not in part.items:
        dropped = tuple(key for key in part.items if key not in ("id", *PLACES))
    kept = {key: value for key, value in part.items.items() if key not in dropped}
    return replace(part, items=kept) if "id" in kept else None


def _misplaced(item: Mapping, problems: list[Problem]) -> tuple[str, ...]:
    """The keys that give the item a second place, and for that none."""
    places = tuple(key for key in PLACES if key in item.items)
    if len(places) < 2:
        return ()
    hint = "before、after、under 只写一个"
    problems.append(error("outline-places", "一项只能有一个去处", item.key_origins[places[1]], hint))
    return places


def part_id(part: Mapping) -> str:
    """The id of a section or point that was checked."""
    node = part.get("id")
    return (node.value or "") if isinstance(node, Scalar) else ""


_PART: dict[str, Check] = {
    "id": takes.identity,
    "role": takes.text,
    "heading": takes.words,
    "numbered": takes.truth,
    "lead": takes.words,
    "text": takes.words,
    "points": _parts,
    "sections": _parts,
    "enumerator": takes.one_of(tuple(ENUMERATORS)),
    "repeat": takes.fact_key,
    "table": table.check,
    "priority": takes.whole,
    "remove": takes.only_true,
    **dict.fromkeys(PLACES, takes.identity),
}
_OUTLINE: dict[str, Check] = {
    "extends": takes.outline_name,
    **dict.fromkeys(WORDS_KEYS, takes.words),
    "summary_for": takes.text,
    "layout": takes.identity,
    "length": _length,
    "numbering": takes.numbering,
    "sealed": takes.truth,
    **formal.CHECKS,
    "sections": _parts,
}


def as_schema() -> schema.Schema:
    """What an outline file may say, as JSON Schema."""
    return schema.whole("提纲", takes.schema_of_keys(_OUTLINE), {"part": takes.schema_of_keys(_PART, ["id"])})
