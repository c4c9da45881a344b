"""What a page is held against: the standard's provisions, or the same provisions with a layout's numbers in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator import provisions
from generator.layout import TWIPS_PER_MM, TWIPS_PER_PT, Layout, PageNumber
from generator.provisions import Provision

SIDES = ("top", "right", "bottom", "left")
_A4 = (210.0, 297.0)
# What fills 225 mm with 22 lines (5.2.3), and GB/T 33476.2-2016 6.2, which moves both margins by half a gap of a line
# so that the ink fills them. Either school is right; 29.6 pt is the pitch of the second.
_SCHOOLS = {"top": (37.0, 34.58), "right": (26.0,), "bottom": (35.0, 32.58), "left": (28.0,)}
_PITCHES = (28.95, 29.6)
_PITCH_TOLERANCE = 0.3
_CLAUSES = {"top": "page.top", "right": "type_area.right", "bottom": "type_area.bottom", "left": "page.left"}
# How far the upper edge of a dash and of a digit is above their line, in parts of their size, and how far the foot of
# an exact pitch is below it, in parts of that.
_DASH_ABOVE, _DIGIT_ABOVE = 0.29, 0.74
_BELOW_LINE = 0.2


class Demands(NamedTuple):
    """`rules` are provisions by id, with the numbers wanted here. `margins` are the widths in mm, by side, each of
    which is right; `pitches` those of lines in pt; `number_rise` the way from the foot of the paper to the dash of the
    page number.
    """

    rules: Mapping[str, Provision]
    margins: Mapping[str, tuple[float, ...]]
    pitches: tuple[float, ...]
    number_rise: float

    def rule(self, name: str) -> Provision:
        return self.rules[name]

    def margin_rule(self, side: str) -> Provision:
        return self.rules[_CLAUSES[side]]

    def is_pitch(self, pitch_pt: float) -> bool:
        return any(abs(pitch_pt - wanted) <= _PITCH_TOLERANCE for wanted in self.pitches)


def standard() -> Demands:
    """The demands of GB/T 9704-2012."""
    rules = provisions.by_id()
    return Demands(rules, _SCHOOLS, _PITCHES, _A4[1] - (rules["page_number.top"].value or 0))


def of_layout(name: str, layout: Layout) -> Demands:
    """The demands of a layout; where its number is not the standard's, the basis is the layout."""
    page, number = layout.page, layout.page_number
    body, title = layout.roles["body"], layout.roles["title"]
    margins = {side: getattr(page, side) / TWIPS_PER_MM for side in SIDES}
    lines = page.text_height // page.line_pitch
    chars = page.text_width // body.char_width
    rise = page.footer / TWIPS_PER_MM + _rise_in_line(number)
    wanted: dict[str, float | str] = {
        "page.width": page.width / TWIPS_PER_MM,
        "page.height": page.height / TWIPS_PER_MM,
        "page.top": margins["top"],
        "page.left": margins["left"],
        "type_area.right": _A4[0] - margins["right"],
        "type_area.bottom": _A4[1] - margins["bottom"],
        "page.lines": lines,
        "page.chars": chars,
        "body.font": body.face.font,
        "body.size": body.face.size_pt,
        "title.font": title.face.font,
        "title.size": title.face.size_pt,
        "page_number.size": number.size_pt,
        "page_number.format": number.format,
        "page_number.top": _A4[1] - rise,
        "page_number.odd": number.odd,
        "page_number.even": number.even,
        "page_number.indent": number.indent_chars,
    }
    rules = {**provisions.by_id()}
    for rule, value in wanted.items():
        rules[rule] = _with(rules[rule], value, name)
    kept = {side: (width,) for side, width in margins.items()}
    return Demands(rules, kept, (page.line_pitch / TWIPS_PER_PT,), rise)


def _rise_in_line(number: PageNumber) -> float:
    """How far the upper edge of the first character of a page number is above the foot of its line, in mm."""
    above = _DIGIT_ABOVE if number.format.lstrip().startswith("{") else _DASH_ABOVE
    return (_BELOW_LINE * number.pitch + above * number.size_pt * TWIPS_PER_PT) / TWIPS_PER_MM


def _with(rule: Provision, value: float | str, layout: str) -> Provision:
    """The provision as it is where the value keeps it, else with the value and the layout as its basis."""
    if rule.kept_by(value):
        return rule
    own = rule._replace(standard="版式", clause=layout)
    if rule.value is not None:
        return own._replace(value=float(value))
    if rule.face is not None:
        return own._replace(face=provisions.face_of(str(value)) or str(value))
    return own._replace(words=(str(value),))
