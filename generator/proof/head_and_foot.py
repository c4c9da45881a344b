"""Rows of a red head and of an imprint, which are no running text and no title (GB/T 9704-2012 7.2, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.proof.rows import Row
from generator.proof.sheets import Sheet

_NUMBER = re.compile(r"〔\d{4}〕.*号|签发人[:：]")
_IMPRINT = re.compile(r"抄送[:：]|.*\d{4}年\d{1,2}月\d{1,2}日印发$")


def set_apart(sheets: Sequence[Sheet], bodies: Sequence[list[Row]]) -> list[list[Row]]:
    """The rows of all pages, those of a red head on the first and of an imprint on the last marked as a table's are:
    they keep to no line and no size of the text.
    """
    parted = [list(body) for body in bodies]
    last = max((number for number, body in enumerate(bodies) if body), default=0)
    for page, kept in (
        (0, range(_head(sheets[0], bodies[0]))),
        (last, range(_imprint(bodies[last]), len(bodies[last]))),
    ):
        for at in kept:
            parted[page][at] = parted[page][at]._replace(tabled=True)
    return parted


def _head(sheet: Sheet, body: Sequence[Row]) -> int:
    """How many rows the red head takes up: those above its rule, or, where none is found, to the line of the number;
    none without a mark in red.
    """
    mark = max((at for at, row in enumerate(body) if row.is_red and row.baseline < sheet.height / 2), default=None)
    if mark is None:
        return 0
    below = [rule for rule in sheet.red_rules if body[mark].baseline < rule < sheet.height / 2]
    end = sum(row.baseline < min(below) for row in body) if below else mark + 1
    while end < len(body) and _NUMBER.search(body[end].text):
        end += 1
    return end


def _imprint(body: Sequence[Row]) -> int:
    """Where the imprint begins among the rows of the last page."""
    return next((at for at, row in enumerate(body) if _IMPRINT.match(row.text)), len(body))
