"""What stands above the title of a formal document: GB/T 9704-2012 7.2, and 10.1 for a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from math import ceil
from typing import NamedTuple

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
_LEADING = 1.15
_BELOW = 80
_LABEL = 4


class RedHead(NamedTuple):
    """The paragraphs from 份号 to the red rule, and how many twips of the first page's text they take."""

    xml: Xml
    height: int = 0


def red_head(blocks: Sequence[Block], layout: Layout, write: Write) -> RedHead:
    """The red head of a document; without a mark of the organ its lines one under the other, and no rule. The height of
    a letter's is not told.
    """
    of = {kind: [block for block in blocks if block.kind == kind] for kind in KINDS}
    if not of["organ"]:
        lines = [write(block, block.kind, NOTHING, None) for block in blocks]
        return RedHead(Xml("".join(lines)), sum(layout.roles[block.kind].pitch for block in blocks))
    return RedHead(_letter(of, layout, write)) if layout.formal.is_letter else _document(of, layout, write)


def _document(of: dict[str, list[Block]], layout: Layout, write: Write) -> RedHead:
    above = [block for kind in _ABOVE_MARK for block in of[kind]]
    formal, page = layout.formal, layout.page
    size = _size(of["organ"][0], layout)
    pitch = _pitch(size)
    before = sum(layout.roles[block.kind].pitch for block in above)
    free = max(0, formal.mark_top - page.top - before - _rise(pitch, size))
    written = [write(block, block.kind, NOTHING, None) for block in above]
    written += [write(block, "organ", _mark(free, pitch), size) for block in of["organ"]]
    if of["signers"]:
        written.append(_signed(of["number"], of["signers"], layout, write))
    else:
        written += [write(block, "number", NOTHING, None) for block in of["number"]]
    gap, number = formal.rule_gap - _BELOW, layout.roles["number"]
    written.append(rules.below(gap, formal.rule, rules.RED))
    numbered = number.above + number.pitch * max(_signing_lines(of["signers"], layout), bool(of["number"]))
    mark = pitch + _further(of["organ"][0], size, page.text_width)
    return RedHead(Xml("".join(written)), before + free + mark + numbered + gap + rules.HEIGHT)


def _signed(numbers: list[Block], signers: list[Block], layout: Layout, write: Write) -> Xml:
    """The number to the left, a character in; the signers to the right, the last line beside it (7.2.5, 7.2.6)."""
    role = layout.roles["signers"]
    width = _signing_width(signers, layout)
    number = layout.roles["number"]
    lines = []
    for at, block in enumerate(signers):
        first, last = at == 0, at == len(signers) - 1
        above = _before(number.above) if first else _before(0)
        own = Xml(above + _left(number, 1) + '<w:jc w:val="left"/>')
        left = [write(each, "number", own, None) for each in numbers] if last else []
        own = Xml(above + _left(role, 0 if first else _LABEL))
        lines.append((left or [rules.EMPTY], [write(block, "signers", own, None)]))
    whole = layout.page.text_width
    return grids.grid([whole - width, width], lines)


def _signing_width(signers: list[Block], layout: Layout) -> int:
    """Twips for the longest line of signers and a character free to its right; half of the line at most."""
    longest = max(_LABEL + chars(block.text.removeprefix(block.number)) for block in signers)
    return min(round((longest + 1) * layout.roles["signers"].char_width), layout.page.text_width // 2)


def _signing_lines(signers: list[Block], layout: Layout) -> int:
    if not signers:
        return 0
    across = _signing_width(signers, layout) / layout.roles["signers"].char_width - 1
    return sum(max(1, ceil(chars(block.text) / max(across, 1))) for block in signers)


def _letter(of: dict[str, list[Block]], layout: Layout, write: Write) -> Xml:
    """The mark in a frame above the type area and a double rule under it, another at the foot of the page; the number
    to the right under the upper one (10.1)."""
    formal, page = layout.formal, layout.page
    size = _size(of["organ"][0], layout)
    pitch = _pitch(size)
    top = formal.mark_top - _rise(pitch, size)
    place = {"w:vAnchor": "page", "w:hAnchor": "page", "w:xAlign": "center", "w:y": str(top)}
    frame = element("w:framePr", {"w:w": str(formal.rule_width), "w:wrap": "notBeside", **place})
    mark = [write(block, "organ", Xml(frame + _mark(0, pitch)), size) for block in of["organ"]]
    left = (page.width - formal.rule_width) // 2
    further = _further(of["organ"][0], size, formal.rule_width)
    upper = formal.mark_top + further + round((_ASCENT + _DESCENT) * size * 20) + formal.rule_gap
    drawn = rules.double(left, upper, formal.rule_width, formal.rule, True)
    drawn = Xml(drawn + rules.double(left, page.height - formal.foot_rule, formal.rule_width, formal.rule, False))
    number = layout.roles["number"]
    first = upper + rules.double_height(formal.rule) + formal.under_rule - _rise(number.pitch, number.face.size_pt)
    space = rules.empty(max(10, first - max(page.top, top + pitch + further)), drawn)
    lines = []
    for left_one, right_one in zip_longest([block for kind in _ABOVE_MARK for block in of[kind]], of["number"]):
        lines.append(
            (
                [write(left_one, left_one.kind, NOTHING, None) if left_one else rules.EMPTY],
                [write(right_one, "number", _TO_THE_RIGHT, None) if right_one else rules.EMPTY],
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


def _pitch(size: float) -> int:
    """The height of the mark's line in twips: hardly more than it needs, for each word processor shares out the rest
    in its own way."""
    return round(_LEADING * size * 20)


def _further(organ: Block, size: float, width: int) -> int:
    """What a mark too long for one line of `width` takes below its first, in twips."""
    return max(0, ceil(chars(organ.text) * size * 20 / width) - 1) * _pitch(size)


def _mark(above: int, pitch: int) -> Xml:
    spacing = {"w:before": str(above), "w:line": str(pitch), "w:lineRule": "exact"}
    return element("w:spacing", spacing)


def _rise(pitch: int, size: float) -> int:
    """From the top of a line to the ink of its characters, in twips."""
    return round(_BASE_LINE * pitch - _ASCENT * size * 20)


def _before(twips: int) -> Xml:
    return element("w:spacing", {"w:before": str(max(0, twips))})


def _left(role: Role, count: int) -> Xml:
    """Indented by `count` characters."""
    return element("w:ind", {"w:leftChars": str(count * 100), "w:left": str(round(count * role.char_width))})
