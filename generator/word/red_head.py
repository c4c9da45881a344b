"""What stands above the title of a formal document: GB/T 9704-2012 7.2, and 10.1 for a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from generator.document import Block
from generator.layout import Layout, Role
from generator.word import grids, rules
from generator.word.ooxml import NOTHING, Xml, element
from generator.word.widths import chars

KINDS = ("copy_no", "secrecy", "urgency", "organ", "number", "signers")
Write = Callable[[Block, str, Xml, float | None], Xml]
"""Gives the paragraph of a block in its role, with properties of its own, and letters of another size in points."""

_ABOVE_MARK = KINDS[:3]
_SMALLEST = 22
# LibreOffice puts the base line of a line of exact height at four fifths of it; ink of a Han character goes from about
# 0.86 of its size above the base line to 0.12 below.
_BASE_LINE = 0.8
_ASCENT = 0.86
_DESCENT = 0.12
_BELOW = 100
_LABEL = 4


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
    rule = rules.below(formal.rule_gap - _BELOW, formal.rule, rules.RED)
    return Xml("".join([*written, rule]))


def _signed(numbers: list[Block], signers: list[Block], layout: Layout, write: Write) -> Xml:
    """The number to the left, a character in; the signers to the right, the last line beside it (7.2.5, 7.2.6)."""
    role = layout.roles["signers"]
    width = round(
        (max(_LABEL + chars(block.text.removeprefix(block.number)) for block in signers) + 1) * role.char_width
    )
    number = layout.roles["number"]
    lines = []
    for at, block in enumerate(signers):
        first, last = at == 0, at == len(signers) - 1
        above = _before(number.above) if first else _before(0)
        left = [write(each, "number", Xml(above + _left(number, 1)), None) for each in numbers] if last else []
        own = Xml(above + _left(role, 0 if first else _LABEL))
        lines.append((left or [rules.EMPTY], [write(block, "signers", own, None)]))
    whole = layout.page.text_width
    return grids.grid([whole - width, width], lines)


def _letter(of: dict[str, list[Block]], layout: Layout, write: Write) -> Xml:
    """The mark in a frame above the type area and a double rule under it, another at the foot of the page; the number
    to the right under the upper one (10.1)."""
    formal, page, role = layout.formal, layout.page, layout.roles["organ"]
    size = _size(of["organ"][0], layout)
    top = formal.mark_top - _rise(role, size)
    place = {"w:vAnchor": "page", "w:hAnchor": "page", "w:xAlign": "center", "w:y": str(top)}
    frame = element("w:framePr", {"w:w": str(formal.rule_width), "w:wrap": "notBeside", **place})
    mark = [write(block, "organ", frame, size) for block in of["organ"]]
    left = (page.width - formal.rule_width) // 2
    upper = formal.mark_top + round((_ASCENT + _DESCENT) * size * 20) + formal.rule_gap
    drawn = rules.double(left, upper, formal.rule_width, formal.rule, True)
    drawn = Xml(drawn + rules.double(left, page.height - formal.foot_rule, formal.rule_width, formal.rule, False))
    first = upper + formal.under_rule - _rise(layout.roles["number"], layout.roles["number"].face.size_pt)
    space = rules.empty(max(10, first - max(page.top, top + role.pitch)), drawn)
    lines = []
    for first_of, number in zip_longest([block for kind in _ABOVE_MARK for block in of[kind]], of["number"]):
        lines.append(
            (
                [write(first_of, first_of.kind, NOTHING, None) if first_of else rules.EMPTY],
                [write(number, "number", _TO_THE_RIGHT, None) if number else rules.EMPTY],
            )
        )
    half = page.text_width // 2
    return Xml("".join([*mark, space, grids.grid([page.text_width - half, half], lines) if lines else NOTHING]))


_TO_THE_RIGHT = Xml('<w:spacing w:before="0"/><w:jc w:val="right"/>')


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
