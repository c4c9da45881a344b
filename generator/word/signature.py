"""Where a signature and the date under it stand: GB/T 9704-2012 7.3.5.1 with a seal, 7.3.5.2 without."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.document import Block
from generator.layout import Layout
from generator.word.widths import chars


def right_indents(
    blocks: Sequence[Block], roles: Sequence[str], layout: Layout, sealed: bool = False
) -> dict[int, dict[str, str]]:
    """Attributes of `w:ind` by the index of the block, for each one-line signature with its date right under it."""
    indents: dict[int, dict[str, str]] = {}
    line = layout.page.text_width / layout.roles["signature"].char_width
    for index, pair in enumerate(pairwise(roles)):
        if pair == ("signature", "signed_date"):
            signature, date = (chars(blocks[index + offset].text) for offset in (0, 1))
            free = _under_a_seal(signature, date, layout) if sealed else _right_chars(signature, date, layout)
            if free[0] + signature > line:
                continue
            for offset, (role, right) in enumerate(zip(pair, free, strict=True)):
                width = layout.roles[role].char_width
                indents[index + offset] = {
                    "w:rightChars": str(round(right * 100)),
                    "w:right": str(round(right * width)),
                }
    return indents


def _under_a_seal(signature: float, date: float, layout: Layout) -> tuple[float, float]:
    """What stays free to the right of each: the signature centred over the date, which leaves room for the seal.

    Over a signature that would pass the type area both move left.
    """
    date_right = layout.formal.sealed_right
    signature_right = date_right + (date - signature) / 2
    moved = max(0.0, -signature_right)
    return signature_right + moved, date_right + moved


def _right_chars(signature: float, date: float, layout: Layout) -> tuple[float, float]:
    """What stays free to the right of each, all in characters: the date begins `date_offset` after the signature.

    A date too long for that keeps its own indent, and the signature moves left.
    """
    signature_right, date_right = layout.roles["signature"].right_chars, layout.roles["signed_date"].right_chars
    begins_later = signature - date - layout.date_offset
    if signature_right + begins_later >= date_right:
        return signature_right, signature_right + begins_later
    return date_right - begins_later, date_right
