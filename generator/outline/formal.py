"""What stands round the body of a formal document: red head, attendance, attachments, imprint (GB/T 9704-2012 7)."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import replace

from generator import schema
from generator.outline import takes
from generator.outline.model import Attachment, setting
from generator.outline.takes import Check
from generator.problems import Problem, error
from generator.yaml_source import Mapping, Node, Sequence

MOST = 20
_ATTACHMENT = "{title: 名称, text: 内容} 或 {outline: 提纲名称}"


@takes.saying(schema.either(takes.schema_of(takes.words), schema.items(takes.schema_of(takes.words))))
def _several(key: str, node: Node, problems: list[Problem]) -> Node | None:
    """Words, or a list of them."""
    if not isinstance(node, Sequence):
        return takes.words(key, node, problems)
    if len(node.items) > MOST:
        return takes.wrong(key, node, f"不超过{MOST}项的列表", problems)
    kept = [checked for item in node.items if (checked := takes.words(key, item, problems))]
    return replace(node, items=tuple(kept))


def _group(keys: AnyMapping[str, Check], form: str) -> Check:
    """The check of a mapping of words."""

    @takes.saying(takes.schema_of_keys(keys))
    def check(key: str, node: Node, problems: list[Problem]) -> Node | None:
        if not isinstance(node, Mapping):
            return takes.wrong(key, node, f" {form}", problems)
        return takes.keys(node, keys, f"“{key}”", problems)

    return check


_RED_HEAD = {**dict.fromkeys(("organ", "number", "copy_no", "secrecy", "urgency"), takes.words), "signers": _several}
_ATTENDANCE = dict.fromkeys(("present", "absent", "observers"), takes.words)
_IMPRINT = {"cc": _several, "issuer": takes.words, "date": takes.words}
_ATTACHMENT_KEYS: dict[str, Check] = {"title": takes.words, "text": takes.words, "outline": takes.identity}


@takes.saying(schema.items(takes.schema_of_keys(_ATTACHMENT_KEYS)))
def _attachments(key: str, node: Node, problems: list[Problem]) -> Node | None:
    if not isinstance(node, Sequence) or len(node.items) > MOST:
        return takes.wrong(key, node, f"列表，不超过{MOST}项，每项是 {_ATTACHMENT}", problems)
    return replace(node, items=tuple(_attachment(item, problems) for item in node.items))


def _attachment(item: Node, problems: list[Problem]) -> Node:
    if not isinstance(item, Mapping):
        takes.wrong("attachments", item, f" {_ATTACHMENT}", problems)
        return item
    given = {key for key, value in item.items.items() if not takes.is_null(value)}
    if given <= _ATTACHMENT_KEYS.keys() and not given & {"title", "outline"}:
        problems.append(error("outline-incomplete", "这个附件没有名称", item.origin, f"写成 {_ATTACHMENT}"))
    if {"text", "outline"} <= given:
        hint = "留下一个：text 是直接写的内容，outline 是另一份提纲"
        problems.append(error("outline-places", "附件的内容写了两处", item.key_origins["outline"], hint))
    return takes.keys(item, _ATTACHMENT_KEYS, "附件", problems)


CHECKS: dict[str, Check] = {
    "red_head": _group(_RED_HEAD, "{organ: 发文机关标志, number: 发文字号}"),
    "attendance": _group(_ATTENDANCE, "{present: 出席, absent: 请假, observers: 列席}"),
    "attachments": _attachments,
    "imprint": _group(_IMPRINT, "{cc: 抄送机关, issuer: 印发机关, date: 印发日期}"),
}
_GROUPS = ("red_head", "attendance", "imprint")


def lacking(node: Mapping) -> Iterator[Problem]:
    """What the resolved parts lack: a red head its organ, an imprint that names its issuer the date, or the other way
    round. A letter's imprint has neither."""
    red_head, imprint = node.get("red_head"), node.get("imprint")
    if isinstance(red_head, Mapping) and "organ" not in red_head.items:
        yield error("outline-incomplete", "red_head 没有 organ", red_head.origin, "加上 organ: 发文机关标志")
    if isinstance(imprint, Mapping):
        for key, other, hint in (("date", "issuer", "印发日期"), ("issuer", "date", "印发机关")):
            if other in imprint.items and key not in imprint.items:
                message = f"imprint 有 {other}，没有 {key}"
                yield error("outline-incomplete", message, imprint.key_origins[other], f"加上 {key}: {hint}")


def frame(node: Mapping) -> Iterator[tuple[str, Node]]:
    """The words in these parts by their path: `red_head.organ`, `imprint.cc.2`, `attachments/1.title`."""
    for group in _GROUPS:
        if isinstance(below := node.get(group), Mapping):
            for key, value in below.items.items():
                yield from _numbered(f"{group}.{key}", value)
    for number, attachment in enumerate(_listed(node), start=1):
        for key in ("title", "text"):
            if words := attachment.get(key):
                yield f"attachments/{number}.{key}", words


def _numbered(path: str, node: Node) -> Iterator[tuple[str, Node]]:
    """The words at `path`; of a list its items, the first at `path` itself, the second at `path.2`."""
    items = node.items if isinstance(node, Sequence) else (node,)
    for number, item in enumerate(items, start=1):
        yield (path if number == 1 else f"{path}.{number}"), item


def attachments(node: Mapping) -> tuple[Attachment, ...]:
    """The attachments in their order."""
    return tuple(Attachment(setting(item.get("outline")), item.origin) for item in _listed(node))


def _listed(node: Mapping) -> list[Mapping]:
    listed = node.get("attachments")
    return [item for item in listed.items if isinstance(item, Mapping)] if isinstance(listed, Sequence) else []
