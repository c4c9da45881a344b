"""Word comments on gaps: what is asked, once for each key, at its first place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from generator.characters import held
from generator.document import Gap
from generator.facts.dictionary import Ask
from generator.word.ooxml import ID, P_PR, P_STYLE, R_PR, R_STYLE, VAL, P, R, W, add_run, serialized

AUTHOR = "拟稿"
_REFERENCE = "CommentReference"


class Comment(NamedTuple):
    number: str
    text: str


class Asking:
    """What has still to be asked while a document is written."""

    def __init__(self, asks: Iterable[Ask]) -> None:
        self._asks = {ask.key: ask for ask in asks}
        self._asked: set[str] = set()

    def texts(self, gap: Gap) -> list[str]:
        """One comment for each key of `gap` that has not been asked before."""
        due = [key for key in dict.fromkeys(gap.keys) if key not in self._asked]
        self._asked.update(due)
        return [question(self._asks.get(key) or Ask(key, gap.label, gap.state)) for key in due]


def question(ask: Ask) -> str:
    """请补充：what is asked, with all that helps to answer and is known."""
    pieces = [("请补充：" if ask.state == "missing" else "请核实：") + ask.label]
    if ask.definition:
        pieces.append(ask.definition.rstrip("。；"))
    named = (("单位", ask.unit), ("负责科室", ask.owner), ("现填", ask.value), ("上年", ask.last_year))
    pieces += [f"{name}：{value}" for name, value in named if value]
    return held("；".join(pieces))


def start(parent: etree._Element, number: str) -> None:
    etree.SubElement(parent, W + "commentRangeStart", {ID: number})


def end(parent: etree._Element, number: str) -> None:
    etree.SubElement(parent, W + "commentRangeEnd", {ID: number})
    run = _reference(parent)
    etree.SubElement(run, W + "commentReference", {ID: number})


def part(comments: Iterable[Comment]) -> bytes:
    """The comments part, without dates, which would differ from run to run."""
    root = etree.Element(W + "comments", nsmap={"w": W[1:-1]})
    for comment in comments:
        about = {ID: comment.number, W + "author": AUTHOR, W + "initials": AUTHOR}
        paragraph = etree.SubElement(etree.SubElement(root, W + "comment", about), P)
        etree.SubElement(etree.SubElement(paragraph, P_PR), P_STYLE, {VAL: "CommentText"})
        etree.SubElement(_reference(paragraph), W + "annotationRef")
        add_run(paragraph, comment.text)
    return serialized(root)


def _reference(parent: etree._Element) -> etree._Element:
    run = etree.SubElement(parent, R)
    etree.SubElement(etree.SubElement(run, R_PR), R_STYLE, {VAL: _REFERENCE})
    return run
