"""What stands round the body of a formal document, as blocks: red head, attendance, attachments, imprint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.compose import blocks
from generator.compose.composer import Composer
from generator.document import Block, Inlines, Kind, Text
from generator.outline.model import Outline
from generator.problems import Origin, Problem, advice

_ABOVE_MARK: tuple[Kind, ...] = ("copy_no", "secrecy", "urgency")
_ATTENDANCE = {"present": "出席：", "absent": "请假：", "observers": "列席："}
# GB/T 9704-2012 7.2.6: two signers a line.
_SIGNERS_A_LINE = 2
_ATTACHED = ("title", "opening", "closing")
_BETWEEN_SIGNERS = Text("\u3000")


class Enclosed(NamedTuple):
    """One attachment: its title as the note under the body has it, its pages, and what came up with them.

    It has no pages where it has neither words nor an outline: it is enclosed otherwise.
    """

    id: str
    title: Inlines
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()


def red_head(composer: Composer) -> Iterator[Block]:
    """份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 (GB/T 9704-2012 7.2)."""
    for kind in _ABOVE_MARK:
        yield from blocks.body(f"red_head.{kind}", composer.body(f"red_head.{kind}"), kind=kind)
    for kind in ("organ", "number"):
        if words := composer.line(f"red_head.{kind}"):
            yield Block(f"red_head.{kind}", kind, words)
    signers = composer.several("red_head.signers")
    lines = [
        _joined(signers[at : at + _SIGNERS_A_LINE], _BETWEEN_SIGNERS) for at in range(0, len(signers), _SIGNERS_A_LINE)
    ]
    yield from blocks.body("red_head.signers", lines, kind="signers", label="签发人：")


def attendance(composer: Composer) -> Iterator[Block]:
    """出席, 请假, 列席 of minutes (10.3)."""
    for key, label in _ATTENDANCE.items():
        yield from blocks.body(f"attendance.{key}", composer.body(f"attendance.{key}"), kind="attendance", label=label)


def attachments(composer: Composer, attached: Mapping[str, Callable[[], Composer]]) -> list[Enclosed]:
    """The attachments of an outline; `attached` gives what fills in those that are outlines themselves, by name."""
    enclosed = []
    listed = composer.outline.attachments
    for number, attachment in enumerate(listed, start=1):
        path = f"attachments/{number}"
        label = f"附件{number}" if len(listed) > 1 else "附件"
        filler = attached.get(attachment.outline.name) if attachment.outline else None
        title = composer.lines(f"{path}.title")
        if filler:
            inner = filler()
            inner.check()
            inner.fill(f"{path}/")
            title = title or inner.title()
            written = tuple(_pages(path, label, title, _whole(path, inner)))
            told = (*_unwritten(inner.outline, attachment.origin), *inner.problems)
            enclosed.append(Enclosed(path, _in_one(title), written, told))
        else:
            text = blocks.body(f"{path}.text", composer.body(f"{path}.text"))
            enclosed.append(Enclosed(path, _in_one(title), tuple(_pages(path, label, title, text))))
    return enclosed


def _whole(path: str, composer: Composer) -> Iterator[Block]:
    """The body of an outline that is an attachment."""
    yield from blocks.body(f"{path}.opening", composer.body("opening"))
    yield from blocks.sections(composer.sections(), composer.outline.numbering)
    yield from blocks.body(f"{path}.closing", composer.body("closing"))


def _unwritten(outline: Outline, place: Origin) -> Iterator[Problem]:
    """What an outline has round its body does not go with it into an attachment, which is told."""
    keys = dict.fromkeys(re.split("[./]", path)[0] for path in outline.frame)
    if left := [key for key in keys if key not in _ATTACHED]:
        message = f"附件里的“{outline.name}”只写题目、开头、各部分和结尾，没有写 {'、'.join(left)}"
        yield advice("attachment-in-part", message, place, "要写的话，写在这份提纲里")


def _pages(path: str, label: str, title: list[Inlines], body: Iterable[Block]) -> Iterator[Block]:
    if written := list(body):
        yield Block(f"{path}.label", "attachment", number=label)
        yield from blocks.title(title, path, "attachment_title")
        yield from written


def _in_one(lines: list[Inlines]) -> Inlines:
    return tuple(inline for line in lines for inline in line)


def notes_of(enclosed: list[Enclosed]) -> Iterator[Block]:
    """附件说明 (7.3.4): a line for each attachment, numbered where there are several."""
    several = len(enclosed) > 1
    for number, each in enumerate(enclosed, start=1):
        label = "附件：" if number == 1 else ""
        yield Block(f"{each.id}.note", "attachment_note", each.title, number=f"{label}{number}." if several else label)


def imprint(composer: Composer) -> Iterator[Block]:
    """抄送机关, 印发机关, 印发日期 (7.4)."""
    if cc := composer.several("imprint.cc"):
        words = _joined(cc, Text("，"))
        stop = () if words[-1].text.endswith("。") else (Text("。"),)
        yield Block("imprint.cc", "cc", (*words, *stop), number="抄送：")
    if issuer := composer.line("imprint.issuer"):
        yield Block("imprint.issuer", "issuer", issuer)
    if day := composer.line("imprint.date"):
        issued = () if day[-1].text.endswith("印发") else (Text("印发"),)
        yield Block("imprint.date", "print_date", (*day, *issued))


def _joined(several: list[Inlines], between: Text) -> Inlines:
    joined: list[Inlines] = []
    for number, words in enumerate(several):
        joined.append((between, *words) if number else words)
    return tuple(inline for words in joined for inline in words)
