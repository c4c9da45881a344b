"""What a layout is once it is read: page, page number and the look of every role, in the units of a .docx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20


class Page(NamedTuple):
    """The sheet and its margins, the pitch of the line grid and the foot of the page number, in twips.

    With `mirror` the left margin is the inner one: on even pages it is on the right.
    """

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    line_pitch: int
    mirror: bool

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom


class PageNumber(NamedTuple):
    """`format` holds `{n}`; `odd` and `even` are sides of the page; `pitch` in twips (GB/T 9704-2012 7.5)."""

    format: str
    font: str
    size_pt: float
    pitch: int
    odd: str
    even: str
    indent_chars: float


class Face(NamedTuple):
    """The look of characters; `char_spacing` in twips, `color` RRGGBB or `auto`, which is black."""

    font: str
    latin_font: str
    size_pt: float
    bold: bool
    char_spacing: int
    color: str

    @property
    def char_width(self) -> float:
        """One Han character with its spacing, in twips (GB/T 9704-2012 3.1)."""
        return self.size_pt * TWIPS_PER_PT + self.char_spacing


class Role(NamedTuple):
    """The look of a paragraph: first-line and right indent in characters, exact line pitch and spaces in twips."""

    face: Face
    align: str
    indent_chars: float
    right_chars: float
    pitch: int
    above: int
    below: int
    snap_to_grid: bool
    keep_next: bool

    @property
    def char_width(self) -> float:
        """One Han character with its spacing, in twips (GB/T 9704-2012 3.1)."""
        return self.face.char_width


class Formal(NamedTuple):
    """Where the parts of a formal document stand: lengths in twips, thickness of rules in eighths of a point.

    `mark_top` is from the top of the page to the ink of the mark, `rule_gap` from what stands above the red rule to it
    (the number, in a letter the mark), `under_rule` from there to what stands below it in a letter, `foot_rule` from
    the foot of a letter's first page to the second one (GB/T 9704-2012 7.2.4, 7.2.7, 7.4.1, 10.1). `sealed_right` is
    how many characters a date under a seal leaves free (7.3.5.1).
    """

    is_letter: bool
    mark_top: int
    rule_gap: int
    rule_width: int
    rule: int
    under_rule: int
    foot_rule: int
    imprint_outer: int
    imprint_inner: int
    sealed_right: float

    @property
    def without(self) -> tuple[str, ...]:
        """The kinds of blocks that have no place: a letter names no signer, nor who printed it and when (10.1)."""
        return ("signers", "issuer", "print_date") if self.is_letter else ()


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """`highlight` is the colour of each state of a gap, `roles` the look of each kind of paragraph, `faces` that of
    words within one.

    `date_offset` is how many characters the date under a signature begins to the right of it (7.3.5.2). `name` is for
    people: a hospital's differences may keep it, so that two layouts of one name are two all the same.
    """

    name: str
    page: Page
    page_number: PageNumber
    highlight: Mapping[str, str]
    roles: Mapping[str, Role]
    faces: Mapping[str, Face]
    date_offset: float
    formal: Formal
