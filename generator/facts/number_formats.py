"""The number formats of a workbook's cells: all of its styles that facts need. A damaged one counts as General."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from generator.facts import book_xml
from generator.facts.book_xml import Attributes

GENERAL = "General"
Counts = Literal["number", "moment", "duration"]
_NAMES = book_xml.names_of(("numFmt", "cellXfs", "xf"))
_NUMBER = re.compile("[0-9]{1,6}")
MAX_CODE = 255
_DATE, _TIME = "yyyy-mm-dd", "hh:mm"
# What Excel and WPS in Chinese leave out of a file because they know it by number.
_KNOWN = {
    **{str(number): _DATE for number in (14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58)},
    **{str(number): _TIME for number in (18, 19, 20, 21, *range(32, 36), 45, 47, 55, 56)},
    **dict.fromkeys(("3", "5", "6", "37", "38", "41", "42"), "#,##0"),
    **dict.fromkeys(("4", "7", "8", "39", "40", "43", "44"), "#,##0.00"),
    "1": "0",
    "2": "0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "22": f"{_DATE} {_TIME}",
    "46": "[h]:mm:ss",
    "48": "##0.0E+0",
    "49": "@",
}
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)


def read(part: bytes) -> list[str]:
    """The number formats of all cell formats, by their index. Raises as `book_xml.read`."""
    taker = _Styles()
    book_xml.read(part, taker)
    codes = {**_KNOWN, **taker.own}
    return [codes.get(number, GENERAL) for number in taker.cells]


@lru_cache(maxsize=1_000)
def signs(code: str) -> str:
    """The signs of a format's first section that shape the value, without quoted and escaped text, colours, places."""
    return _LITERAL.sub("", code.partition(";")[0]) if code != GENERAL else ""


@lru_cache(maxsize=1_000)
def counts(code: str) -> Counts:
    """What a number stands for that is shown by the format `code`."""
    if re.search(r"\[[hms]+\]", signs(code), re.IGNORECASE):
        return "duration"
    return "moment" if re.search("[dmyhs]", signs(code), re.IGNORECASE) else "number"


class _Styles:
    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self.cells: list[str] = []
        self.is_of_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        local, number = _NAMES.get(name), attributes.get("numFmtId", "")
        if local == "numFmt" and _NUMBER.fullmatch(number):
            code = attributes.get("formatCode", "")
            self.own[number] = code if 0 < len(code) <= MAX_CODE else GENERAL
        elif local == "cellXfs":
            self.is_of_cells = True
        elif local == "xf" and self.is_of_cells:
            self.cells.append(number)

    def end(self, name: str) -> None:
        if _NAMES.get(name) == "cellXfs":
            self.is_of_cells = False

    def text(self, text: str) -> None:
        """Styles have no text of their own."""
