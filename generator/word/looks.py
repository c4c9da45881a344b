"""How each paragraph between red head and imprint looks: its role, and what its place asks for beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.document import Block
from generator.layout import Layout, Role
from generator.word import signature
from generator.word.ooxml import NOTHING, Xml, element
from generator.word.widths import chars

_HEAD = ("title", "subtitle", "byline", "date")
_HANGING = ("attachment_note", "attendance")
_NOTE = "附件："
_MOST_LEVELS = 4
_NEW_PAGE = Xml("<w:pageBreakBefore/>")


class Look(NamedTuple):
    """The role of a block outside tables, and how it looks other than its role; `above` in twips."""

    role: str
    own: Xml
    above: int = 0
    new_page: bool = False


def looks(blocks: list[Block], layout: Layout, sealed: bool, under_rule: bool) -> Iterator[Look]:
    """The look of each block outside tables; `under_rule`: the first stands under that of a red head."""
    roles = _roles(blocks)
    indents = signature.right_indents(blocks, roles, layout, sealed)
    for index, (role, before, after) in enumerate(zip(roles, ["", *roles], [*roles[1:], ""], strict=False)):
        above = _lines_above(role, before, under_rule) * layout.page.line_pitch
        space = {"w:before": str(layout.roles[role].above + above)} if above else {}
        if role in _HEAD and after in _HEAD:
            space["w:after"] = "0"
        indent = indents.get(index) or (_hanging(blocks[index], layout) if role in _HANGING else None)
        new_page = role == "attachment"
        own = [
            _NEW_PAGE if new_page else NOTHING,
            element("w:spacing", space) if space else NOTHING,
            element("w:ind", indent) if indent else NOTHING,
        ]
        yield Look(role, Xml("".join(own)), above, new_page)


def _lines_above(role: str, before: str, under_rule: bool) -> int:
    """Empty lines that a block has above it where it stands: GB/T 9704-2012 7.3.1, 7.3.4, 10.3."""
    if role == "title" and under_rule and not before:
        return 2
    return int(role in _HANGING and role != before)


def _hanging(block: Block, layout: Layout) -> dict[str, str]:
    """Two characters in, further lines under what follows the label; a second note without one under the first's."""
    role = layout.roles[block.kind]
    label = chars(block.number)
    unlabelled = block.kind == "attachment_note" and not block.number.startswith(_NOTE)
    first = role.indent_chars + (chars(_NOTE) if unlabelled else 0)
    return hanging(first + label, label, role)


def hanging(left: float, label: float, role: Role) -> dict[str, str]:
    """Attributes of `w:ind`: further lines `left` characters in, the first one its `label` before them."""
    return {
        "w:leftChars": str(round(left * 100)),
        "w:left": str(round(left * role.char_width)),
        "w:hangingChars": str(round(label * 100)),
        "w:hanging": str(round(label * role.char_width)),
    }


def _roles(blocks: list[Block]) -> list[str]:
    """The role of each block; a date after the signature is another one than a date under the title."""
    signed = False
    roles = []
    for block in blocks:
        signed = signed or block.kind == "signature"
        roles.append(_role(block, signed))
    return roles


def _role(block: Block, signed: bool) -> str:
    if block.kind == "heading":
        return f"heading{min(max(block.level, 1), _MOST_LEVELS)}"
    if block.kind == "date" and signed:
        return "signed_date"
    return "body" if block.kind == "point" else block.kind
