"""What an outline asks for, held against what was written and what its layout has a place for. It shortens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator import measures, numbers
from generator.document import Block, Document
from generator.layout import Layout
from generator.outline.model import Outline
from generator.problems import Problem, warning

_LEEWAY = Fraction(1, 10)


def missed(outline: Outline, document: Document) -> Iterator[Problem]:
    """A warning for each limit that `document` does not keep."""
    yield from _characters(outline, document)
    yield from _minutes(outline, document)


def unplaced(outline: Outline, document: Document, layout: Layout) -> Iterator[Problem]:
    """A warning for each part of `document` that has no place in `layout`."""
    kinds = layout.formal.without
    for path in dict.fromkeys(block.id.partition(".")[0] for block in document.blocks if block.kind in kinds):
        named = "、".join(_NAMES[kind] for kind in kinds if any(_is(block, path, kind) for block in document.blocks))
        hint = f"删去 {path} 里的这几项，或者换成公文的版式，如 gbt9704"
        yield warning("layout-without-place", f"信函格式不写{named}，没有排进 .docx", outline.origin, hint)


def _is(block: Block, path: str, kind: str) -> bool:
    return block.kind == kind and block.id.startswith(f"{path}.")


_NAMES = {"signers": "签发人", "issuer": "印发机关", "print_date": "印发日期"}


def _characters(outline: Outline, document: Document) -> Iterator[Problem]:
    length, most = measures.han(document), outline.length.max
    if most is not None and length > most:
        hint = f"控制在{most}字以内，可减少要点或改短模板"
        yield warning("document-too-long", f"全文{length}字，超过提纲规定的{most}字", outline.origin, hint)


def _minutes(outline: Outline, document: Document) -> Iterator[Problem]:
    """Whether a speech fits its slot by a tenth; not before its gaps are filled."""
    slot, words = document.slot, outline.length.minutes
    if slot is None or slot.minutes is None or words is None or document.gaps:
        return
    written = sum(stretch.han for stretch in measures.stretches(document, slot.rate))
    excess = written - slot.minutes * slot.rate
    if abs(excess) <= slot.minutes * slot.rate * _LEEWAY:
        return
    takes = f"按每分钟{slot.rate}字要讲{numbers.text(Fraction(written, slot.rate))}分钟"
    if excess > 0:
        hint = f"删去约{excess}字，可减少要点或改短模板，或把 length.minutes 改长"
        yield warning("speech-too-long", f"{takes}，超过安排的{slot.minutes}分钟", words.origin, hint)
    else:
        hint = f"增加约{-excess}字，或把 length.minutes 改短"
        yield warning("speech-too-short", f"{takes}，不到安排的{slot.minutes}分钟", words.origin, hint)
