"""Rules across the page, and empty lines."""

from __future__ import annotations

from generator.word.ooxml import NOTHING, Xml, element

RED, BLACK = "FF0000", "000000"
HEIGHT = 20
"""Twips that a rule takes below others."""

_EIGHTHS = 8
# ECMA-376 17.3.4: eighths of a point that a border has at least.
_THINNEST = 2
_TWIPS = 20
_THIN = 1 / 3


def empty(height: int = 10, content: Xml = NOTHING, section: str = "") -> Xml:
    """A line of `height` twips; `content` are rules that hold on to it, `section` the properties of one that ends."""
    return Xml(
        '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:line="{height}" w:lineRule="exact"/>{section}</w:pPr>{content}</w:p>'
    )


EMPTY = empty()
"""Word wants a paragraph in every cell, behind the last table, and for a frame to hold on to."""


def below(above: int, eighths: int, color: str) -> Xml:
    """A rule as wide as the words, `eighths` of a point thick and `above` twips below what stands before it; of no
    thickness, the space alone."""
    sides = {"w:val": "single", "w:sz": str(max(eighths, _THINNEST)), "w:space": "0", "w:color": color}
    border = element("w:pBdr", {}, element("w:top", sides)) if eighths else NOTHING
    return Xml(
        f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{border}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{max(0, above)}" w:line="{HEIGHT}" w:lineRule="exact"/></w:pPr></w:p>'
    )


def on_page(left: int, top: int, width: int, eighths: float, color: str = BLACK) -> Xml:
    """A rule that stands on the page, wherever the words go: from its top left, in twips; nothing of no thickness."""
    if not eighths:
        return NOTHING
    place = "position:absolute;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
    line = element(
        "v:line",
        {
            "style": place,
            "from": f"{left / _TWIPS:g}pt,{top / _TWIPS:g}pt",
            "to": f"{(left + width) / _TWIPS:g}pt,{top / _TWIPS:g}pt",
            "strokecolor": f"#{color}",
            "strokeweight": f"{eighths / _EIGHTHS:g}pt",
        },
    )
    return Xml(f"<w:r><w:pict>{line}</w:pict></w:r>")


def double_height(eighths: int) -> int:
    """The height in twips of a double rule whose thick line is so thick."""
    return round((2 + _THIN) * eighths * _TWIPS / _EIGHTHS)


def double(left: int, top: int, width: int, eighths: int, thick_first: bool) -> Xml:
    """A red double rule on the page, one thick and one thin line (GB/T 9704-2012 10.1); `top` is that of the upper."""
    thin = eighths * _THIN
    first, second = (eighths, thin) if thick_first else (thin, eighths)
    apart = round((first / 2 + eighths + second / 2) * _TWIPS / _EIGHTHS)
    upper = top + round(first / 2 * _TWIPS / _EIGHTHS)
    rules = on_page(left, upper, width, first, RED) + on_page(left, upper + apart, width, second, RED)
    return Xml(rules)
