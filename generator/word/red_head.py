"""What stands above the title of a formal document: GB/T 9704-2012 7.2, and 10.1 for a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from generator.document import Block
from generator.layout import Layout, Role
from generator.word import grids
from generator.word.ooxml import NOTHING, Xml, element
from generator.word.widths import chars

KINDS = ("copy_no", "secrecy", "urgency", "organ", "number", "signers")
Write = Callable[[Block, str, Xml, float | None], Xml]
"""Gives the paragraph of a block in its role, with properties of its own, and letters of another size in points."""

RED = "FF0000"
_ABOVE_MARK = KINDS[:3]
_SMALLEST = 22
# LibreOffice puts the base line of a line of exact height at four fifths of it; ink of a Han character goes from about
# 0.86 of its size above the base line to 0.12 below.
_BASE_LINE = 0.8
_ASCENT = 0.86
_BELOW = 100
_LABEL = 4
_FRAME_SPARE = 20


def red_head(blocks: Sequence[Block], layout: Layout, write: Write) -> Xml:
    """The paragraphs from 份号 to the red rule; nothing where there is no mark of the organ."""
    of = {kind: [block for block in blocks if block.kind == kind] for kind in KINDS}
    if not of["organ"]:
        return NOTHING
    return _letter(of, layout, write) if layout.formal.is_letter else _document(of, layout, write)


def _document(of: dict[str, list[Block]], layout: Layout, write: Write) -> Xml:
    above = [block for kind in _ABOVE_MARK for block in of[kind]]
    formal, page, role = layout.formal, layout.page, layout.roles["organ"]
    size = _size(of["organ"][0], layout)
    free = formal.mark_top - page.top - sum(layout.roles[block.kind].pitch for block in above) - _rise(role, size)
    written = [write(block, block.kind, NOTHING, None) for block in above]
    written += [write(block, "organ", _before(free), size) for block in of["organ"]]
    if of["signers"]:
        written.append(_signed(of["number"], of["signers"], layout, write))
    else:
        written += [write(block, "number", NOTHING, None) for block in of["number"]]
    rule = _rule(formal.rule_gap - _BELOW, formal.rule_style, formal.rule_eighths, 0, 0)
    return Xml("".join([*written, rule]))


def _signed(numbers: list[Block], signers: list[Block], layout: Layout, write: Write) -> Xml:
    """The number to the left, a character in; the signers to the right, the last line of them beside it (7.2.5, 7.2.6)."""
    role = layout.roles["signers"]
    width = round((max(_LABEL + chars(block.text.removeprefix(block.number)) for block in signers) + 1) * role.char_width)
    number = layout.roles["number"]
    lines = []
    for at, block in enumerate(signers):
        first, last = at == 0, at == len(signers) - 1
        above = _before(number.above) if first else _before(0)
        left = [write(each, "number", Xml(above + _left(number, 1)), None) for each in numbers] if last else []
        own = Xml(above + _left(role, 0 if first else _LABEL))
        lines.append((left or [grids.EMPTY], [write(block, "signers", own, None)]))
    whole = layout.page.text_width
    return grids.grid([whole - width, width], lines)


def _letter(of: dict[str, list[Block]], layout: Layout, write: Write) -> Xml:
    """The mark and the double rule in a frame above the type area, the number to the right under it (10.1)."""
    formal, page, role = layout.formal, layout.page, layout.roles["organ"]
    size = _size(of["organ"][0], layout)
    left = (page.width - formal.rule_width) // 2
    frame = element(
        "w:framePr",
        {
            "w:w": str(formal.rule_width),
            "w:wrap": "notBeside",
            "w:vAnchor": "page",
            "w:hAnchor": "page",
            "w:x": str(left),
            "w:y": str(formal.mark_top - _rise(role, size)),
        },
    )
    gap = formal.rule_gap - round(0.05 * size * 20)
    mark = [write(block, "organ", frame, size) for block in of["organ"]]
    rule = _rule(gap, "thickThinSmallGap", formal.rule_eighths, 0, 0, frame)
    beside = zip_longest([block for kind in _ABOVE_MARK for block in of[kind]], of["number"])
    below = _before(formal.under_rule - _rise(layout.roles["number"], layout.roles["number"].face.size_pt))
    lines = []
    for at, (first, number) in enumerate(beside):
        own = below if at == 0 else NOTHING
        right = Xml(own + '<w:jc w:val="right"/>')
        lines.append(
            (
                [write(first, first.kind, own, None) if first else grids.EMPTY],
                [write(number, "number", right, None) if number else grids.EMPTY],
            )
        )
    half = page.text_width // 2
    return Xml("".join([*mark, rule, grids.grid([page.text_width - half, half], lines) if lines else NOTHING]))


def _size(organ: Block, layout: Layout) -> float:
    """The size in points that lets the mark stand on one line, at most that of its role."""
    role = layout.roles["organ"]
    most = layout.page.text_width / 20 / max(chars(organ.text), 1)
    return min(role.face.size_pt, max(_SMALLEST, int(most * 2) / 2))


def _rise(role: Role, size: float) -> int:
    """From the top of a line to the ink of its characters, in twips."""
    return round(_BASE_LINE * role.pitch - _ASCENT * size * 20)


def _before(twips: int) -> Xml:
    return element("w:spacing", {"w:before": str(max(0, twips))})


def _left(role: Role, count: int) -> Xml:
    """Indented by `count` characters."""
    return element("w:ind", {"w:leftChars": str(count * 100), "w:left": str(round(count * role.char_width))})


def _rule(above: int, style: str, eighths: int, left: int, right: int, frame: Xml = NOTHING) -> Xml:
    """A red rule across the type area, `above` twips below what stands before it."""
    border = element("w:top", {"w:val": style, "w:sz": str(eighths), "w:space": "0", "w:color": RED})
    return Xml(
        f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{frame}<w:pBdr>{border}</w:pBdr><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{max(0, above)}" w:line="20" w:lineRule="exact"/>'
        f'<w:ind w:left="{left}" w:right="{right}"/></w:pPr></w:p>'
    )
