"""From printed words to paragraphs: split at line breaks, trimmed, without the sentences that do not apply."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import dropwhile, pairwise
from typing import NamedTuple

from generator import prose
from generator.compose.values import Absent, Printed
from generator.document import Fact, Inline, Inlines, Text

_BLANKS = " \t\r\u00a0\u3000"
_ABSENT = "\ufffc"


class Dropped(NamedTuple):
    """A sentence that was left out, because the facts `keys` do not apply."""

    text: str
    keys: tuple[str, ...]


def paragraphs(printed: Iterable[Printed]) -> tuple[list[Inlines], list[Dropped]]:
    """The paragraphs of printed words, blank ones gone; and the sentences left out of them."""
    kept: list[Inlines] = []
    dropped: list[Dropped] = []
    for line in _lines(printed):
        inlines, left_out = _applying(_trimmed(line))
        dropped.extend(left_out)
        if inlines:
            kept.append(inlines)
    return kept, dropped


def first_sentence(words: Inlines) -> Inlines:
    """The first sentence of a paragraph without its full stop."""
    first = _sentences(list(words))[:1]
    inlines = [inline for sentence in first for inline in sentence if not isinstance(inline, Absent)]
    if inlines and isinstance(last := inlines[-1], Text):
        inlines[-1] = Text(last.text.rstrip(_BLANKS).removesuffix("。"))
    return tuple(inlines)


def _lines(printed: Iterable[Printed]) -> Iterator[list[Printed]]:
    line: list[Printed] = []
    for inline in printed:
        if isinstance(inline, Text | Fact) and "\n" in inline.text:
            first, *rest = inline.text.split("\n")
            line.append(replace(inline, text=first))
            for text in rest:
                yield line
                line = [replace(inline, text=text)]
        else:
            line.append(inline)
    yield line


def _trimmed(line: list[Printed]) -> list[Printed]:
    """A paragraph without outer blanks and empty pieces; neighbouring texts are one."""
    merged = _merged(line)
    _stop_once(merged)
    merged = list(dropwhile(_is_blank, merged))
    _strip_end(merged, 0)
    _strip_end(merged, -1)
    return [inline for inline in merged if not isinstance(inline, Text) or inline.text]


def _merged(line: list[Printed]) -> list[Printed]:
    merged: list[Printed] = []
    texts: list[str] = []
    for inline in line:
        if isinstance(inline, Text):
            texts.append(inline.text)
            continue
        if texts:
            merged.append(Text("".join(texts)))
            texts.clear()
        merged.append(inline)
    return [*merged, Text("".join(texts))] if texts else merged


def _is_blank(inline: Printed) -> bool:
    return isinstance(inline, Text | Fact) and not inline.text.strip(_BLANKS)


def _stop_once(line: list[Printed]) -> None:
    """Take a full stop off words that follow a fact which was typed with its own."""
    for at, (before, after) in enumerate(pairwise(line), start=1):
        if isinstance(before, Fact) and before.text.endswith(("。", "！", "？")) and isinstance(after, Text):
            line[at] = Text(after.text.removeprefix("。"))


def _strip_end(line: list[Printed], at: int) -> None:
    """Take blanks off one end: 0 the beginning, -1 the end; a fact of blanks alone is no word."""
    while line and isinstance(inline := line[at], Text | Fact):
        text = inline.text.lstrip(_BLANKS) if at == 0 else inline.text.rstrip(_BLANKS)
        if text:
            if text != inline.text:
                line[at] = replace(inline, text=text)
            return
        line.pop(at)


def _applying(line: list[Printed]) -> tuple[Inlines, list[Dropped]]:
    """The line without each sentence that holds something not applicable."""
    present = tuple([inline for inline in line if not isinstance(inline, Absent)])
    if len(present) == len(line):
        return present, []
    kept: list[Printed] = []
    dropped: list[Dropped] = []
    for sentence in _sentences(line):
        keys = tuple(dict.fromkeys(key for inline in sentence if isinstance(inline, Absent) for key in inline.keys))
        if keys:
            dropped.append(Dropped("".join(_shown(inline, "…") for inline in sentence).strip(_BLANKS), keys))
        else:
            kept.extend(sentence)
    return tuple(inline for inline in _trimmed(kept) if not isinstance(inline, Absent)), dropped


def _sentences(line: list[Printed]) -> list[list[Printed]]:
    """The line cut after its sentences; a cut within a fact or a gap is none."""
    ends = [end for _, end in prose.sentences("".join(_shown(inline, _ABSENT) for inline in line))]
    sentences: list[list[Printed]] = [[]]
    at = 0
    for inline in line:
        length = len(_shown(inline, _ABSENT))
        cuts = [end - at for end in ends[bisect_right(ends, at) : bisect_right(ends, at + length)]]
        pieces = _cut(inline, cuts) if isinstance(inline, Text) else [inline]
        for number, piece in enumerate(pieces):
            if number:
                sentences.append([])
            sentences[-1].append(piece)
        if cuts and cuts[-1] == length:
            sentences.append([])
        at += length
    return [sentence for sentence in sentences if sentence]


def _cut(text: Text, cuts: list[int]) -> list[Printed]:
    bounds = [0, *(cut for cut in cuts if cut < len(text.text)), len(text.text)]
    return [Text(text.text[start:end]) for start, end in pairwise(bounds)]


def _shown(inline: Inline | Absent, absent: str) -> str:
    return absent if isinstance(inline, Absent) else inline.text
