"""The keys of a layout file and what each takes: one line a key, one line a role. Nothing is read here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator import schema
from generator.layout.takes import Convert, choice, color, flag, font, mm, number, page_format, pt, rule, text

HIGHLIGHTS = (
    *("yellow", "green", "magenta", "blue", "red", "darkBlue", "darkCyan", "darkGreen", "darkMagenta"),
    *("darkRed", "darkYellow", "darkGray", "lightGray", "black", "white", "cyan"),
)
EXTENDS = "extends"


class Table(NamedTuple):
    """The keys of a mapping and what each takes; a role, which states differences only, is not `complete`."""

    keys: Mapping[str, Table | Convert]
    complete: bool = True


_PITCH = pt(5, 200)
_COUNT = number(0, 20)
_SIDE = choice("left", "right", "center")
_FACE: dict[str, Table | Convert] = {
    "font": font,
    "latin_font": font,
    "size_pt": number(5, 72, 0.5),
    "bold": flag,
    "char_spacing_pt": pt(-5, 20),
    "color": color,
}
_ROLE: dict[str, Table | Convert] = {
    **_FACE,
    "align": choice("left", "right", "center", "both"),
    "indent_chars": _COUNT,
    "right_chars": _COUNT,
    "pitch_pt": _PITCH,
    "lines_above": _COUNT,
    "lines_below": _COUNT,
    "snap_to_grid": flag,
    "keep_next": flag,
}
_DIFFERENCE = Table(_ROLE, complete=False)
_LETTERS = Table(_FACE, complete=False)
FACES = ("point_heading", "signer_name", "attendance_label")
"""The looks of words within a paragraph of another."""

ROLES: dict[str, Table | Convert] = {
    "body": Table(_ROLE),
    **dict.fromkeys(("title", "subtitle", "byline", "date", "recipient", "salutation"), _DIFFERENCE),
    **dict.fromkeys(("heading1", "heading2", "heading3", "heading4"), _DIFFERENCE),
    **dict.fromkeys(FACES, _LETTERS),
    **dict.fromkeys(("caption", "cell", "header_cell"), _DIFFERENCE),
    "signature": _DIFFERENCE,
    "signed_date": Table({**_ROLE, "offset_chars": _COUNT, "sealed_right_chars": _COUNT}, complete=False),
    **dict.fromkeys(("copy_no", "secrecy", "urgency", "organ", "number", "signers"), _DIFFERENCE),
    **dict.fromkeys(("attendance", "attachment_note", "notes", "attachment", "attachment_title"), _DIFFERENCE),
    **dict.fromkeys(("cc", "issuer", "print_date"), _DIFFERENCE),
}
"""Every role; what one does not state is as in `body`. A new one needs its place in the built-in gbt9704.yaml, its name
in keys.yaml, and its style in word/styles.py."""

_PAGE: dict[str, Table | Convert] = {
    "paper_mm": Table(dict.fromkeys(("width", "height"), mm(50, 550))),
    "margins_mm": Table(dict.fromkeys(("top", "bottom", "left", "right"), mm(0, 300))),
    "mirror": flag,
    "line_pitch_pt": _PITCH,
    "footer_mm": mm(0, 300),
}
_PAGE_NUMBER: dict[str, Table | Convert] = {
    "format": page_format,
    "font": font,
    "size_pt": number(5, 72, 0.5),
    "pitch_pt": _PITCH,
    "odd": _SIDE,
    "even": _SIDE,
    "indent_chars": _COUNT,
}
_RED_HEAD: dict[str, Table | Convert] = {
    "format": choice("document", "letter"),
    "mark_top_mm": mm(0, 300),
    "rule_gap_mm": mm(0, 50),
    "rule_width_mm": mm(10, 500),
    "rule_mm": rule,
    "under_rule_mm": mm(0, 50),
    "foot_rule_mm": mm(0, 100),
}
_IMPRINT: dict[str, Table | Convert] = {"outer_rule_mm": rule, "inner_rule_mm": rule}
LAYOUT = Table(
    {
        "name": text,
        "page": Table(_PAGE),
        "page_number": Table(_PAGE_NUMBER),
        "highlight": Table(dict.fromkeys(("missing", "to_confirm"), choice(*HIGHLIGHTS))),
        "roles": Table(ROLES),
        "red_head": Table(_RED_HEAD),
        "imprint": Table(_IMPRINT),
    }
)
"""A layout with nothing left to be said."""

FILE = Table({EXTENDS: text, **LAYOUT.keys}, complete=False)
"""A layout file, which states differences."""


def as_schema() -> schema.Schema:
    """What a layout file may say, as JSON Schema."""
    return schema.whole("版式", _schema_of(FILE))


def _schema_of(wanted: Table | Convert) -> schema.Schema:
    if isinstance(wanted, Convert):
        return wanted.fragment
    return schema.keys({key: _schema_of(kind) for key, kind in wanted.keys.items()})
