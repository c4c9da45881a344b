"""Comments of a .docx with what belongs to them: ours are taken out, people's stay, and a thread that people answered
in is theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from generator.word.comments import AUTHOR, is_ours
from generator.word.ooxml import ID, R_PR, P, R, T, W
from generator.word.opened import Opened

_COMMENTS, _COMMENT, _AUTHOR = W + "comments", W + "comment", W + "author"
_REFERENCE = W + "commentReference"
_ANCHORS = (W + "commentRangeStart", W + "commentRangeEnd", _REFERENCE)
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_CEX = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"


class Comment(NamedTuple):
    """A comment: its number, who wrote it, whether it is a question of ours, what later parts call its paragraphs."""

    element: etree._Element
    number: str
    author: str
    ours: bool
    paragraphs: frozenset[str]


class Left(NamedTuple):
    """A comment that stays, and where it is anchored; `answered` marks a question of ours that people answered."""

    author: str
    anchor: etree._Element | None
    answered: bool


def take_out(opened: Opened) -> tuple[int, list[Left]]:
    """Take out our comments with their anchors and what else tells of them; how many, and the comments that stay."""
    found = [_read(element) for _, root in opened.named(_COMMENTS) for element in root.iter(_COMMENT)]
    answered = _answered(opened, found)
    gone = [comment for comment in found if comment.ours and comment not in answered]
    _remove(opened, gone)
    anchors = {element.get(ID, ""): element for root in opened.roots.values() for element in root.iter(_REFERENCE)}
    stay = [comment for comment in found if comment not in gone]
    return len(gone), [Left(each.author, anchors.get(each.number), each in answered) for each in stay]


def _read(element: etree._Element) -> Comment:
    paragraphs = list(element.iter(P))
    texts = ["".join(text.text or "" for text in paragraph.iter(T)) for paragraph in paragraphs]
    author = element.get(_AUTHOR, "")
    names = frozenset(name for paragraph in paragraphs if (name := paragraph.get(_W14 + "paraId")))
    return Comment(element, element.get(ID, ""), author, is_ours(author, texts), names)


def _answered(opened: Opened, found: Iterable[Comment]) -> list[Comment]:
    """Our comments in whose threads others wrote."""
    comments = {name: comment for comment in found for name in comment.paragraphs}
    parents = {
        comments[name].number: comments[parent]
        for _, root in opened.named(_W15 + "commentsEx")
        for each in root.iterchildren("*")
        if (name := each.get(_W15 + "paraId")) in comments and (parent := each.get(_W15 + "paraIdParent")) in comments
    }
    theirs = {parents[comment.number].number for comment in found if not comment.ours and comment.number in parents}
    return [comment for comment in found if comment.ours and comment.number in theirs]


def _remove(opened: Opened, gone: Collection[Comment]) -> None:
    if not gone:
        return
    numbers = {comment.number for comment in gone}
    for root in list(opened.roots.values()):
        for element in [each for each in root.iter(_ANCHORS) if each.get(ID) in numbers]:
            _cut(element)
    for comment in gone:
        _cut(comment.element)
    _forget(opened, {name for comment in gone for name in comment.paragraphs})
    opened.drop(_empty(opened, _COMMENTS))


def _cut(element: etree._Element) -> None:
    """Take out an element; a run that held nothing else goes with it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == R and all(each.tag == R_PR for each in parent.iterchildren("*")):
        _cut(parent)


def _forget(opened: Opened, paragraphs: Collection[str]) -> None:
    """What later versions of Word keep of comments beside them, and of their authors."""
    durable = set()
    for each in _entries(opened, _CID + "commentsIds"):
        if each.get(_CID + "paraId") in paragraphs:
            durable.add(each.get(_CID + "durableId"))
            _cut(each)
    for each in _entries(opened, _W15 + "commentsEx"):
        if each.get(_W15 + "paraId") in paragraphs:
            _cut(each)
    for each in _entries(opened, _CEX + "commentsExtensible"):
        if each.get(_CEX + "durableId") in durable:
            _cut(each)
    if not any(each.get(_AUTHOR) == AUTHOR for root in opened.roots.values() for each in root.iter(W + "*")):
        for each in _entries(opened, _W15 + "people"):
            if each.get(_W15 + "author") == AUTHOR:
                _cut(each)
    opened.drop(_empty(opened, _CID + "commentsIds", _W15 + "commentsEx", _CEX + "commentsExtensible", _W15 + "people"))


def _empty(opened: Opened, *tags: str) -> list[str]:
    return [name for tag in tags for name, root in opened.named(tag) if root.find("*") is None]


def _entries(opened: Opened, tag: str) -> Iterator[etree._Element]:
    for _, root in opened.named(tag):
        yield from list(root.iterchildren("*"))
