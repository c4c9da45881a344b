"""Word comments on gaps: what is asked, once for each key, at its first place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.characters import held
from generator.document import Gap
from generator.facts.dictionary import Ask
from generator.word import ooxml
from generator.word.ooxml import NAMESPACE, Xml, element, run

AUTHOR = "拟稿"
_REFERENCE = "CommentReference"
_ADD, _CONFIRM = "请补充：", "请核实："


class Comment(NamedTuple):
    number: int
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
    pieces = [(_ADD if ask.state == "missing" else _CONFIRM) + ask.label]
    if ask.definition:
        pieces.append(ask.definition.rstrip("。；"))
    named = (("单位", ask.unit), ("负责科室", ask.owner), ("现填", ask.value), ("上年", ask.last_year))
    pieces += [f"{name}：{value}" for name, value in named if value]
    return held("；".join(pieces))


def is_ours(author: str, paragraphs: Sequence[str]) -> bool:
    """Whether a comment is one that asks for a fact, and nobody wrote into it."""
    return author == AUTHOR and len(paragraphs) == 1 and paragraphs[0].startswith((_ADD, _CONFIRM))


def start(number: int) -> Xml:
    return Xml(f'<w:commentRangeStart w:id="{number}"/>')


def end(number: int) -> Xml:
    return Xml(f'<w:commentRangeEnd w:id="{number}"/>{_reference(Xml(f"""<w:commentReference w:id="{number}"/>"""))}')


def part(comments: Iterable[Comment]) -> bytes:
    """The comments part, without dates, which would differ from run to run."""
    return ooxml.part(element("w:comments", {"xmlns:w": NAMESPACE}, *map(_comment, comments)))


def _comment(comment: Comment) -> Xml:
    style = Xml('<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>')
    paragraph = element("w:p", {}, style, _reference(Xml("<w:annotationRef/>")), run(comment.text))
    about = {"w:id": str(comment.number), "w:author": AUTHOR, "w:initials": AUTHOR}
    return element("w:comment", about, paragraph)


def _reference(inside: Xml) -> Xml:
    return Xml(f'<w:r><w:rPr><w:rStyle w:val="{_REFERENCE}"/></w:rPr>{inside}</w:r>')
