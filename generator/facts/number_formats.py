"""The number formats of a workbook's cells: all of its styles that facts need. A damaged one counts as General."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NUMBER = re.compile("[0-9]{1,6}")
_PLAIN = f"""<styleSheet xmlns="{_SPACE[1:-1]}"><numFmts/>
<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>
<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs/>
<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_KNOWN = frozenset(map(str, (*range(23), *range(37, 50))))
_DATE, _TIME = "yyyy-mm-dd", "hh:mm"
# What Excel and WPS in Chinese leave out of a file because they know it by number; openpyxl does not know these.
_CHINESE = {
    **{str(number): _DATE for number in (*range(27, 32), 36, *range(50, 55), 57, 58)},
    **{str(number): _TIME for number in (*range(32, 36), 55, 56)},
}


def alone(styles: bytes) -> bytes:
    """A stylesheet of the same cell formats by number, with nothing but their number formats. Raises SyntaxError.

    Openpyxl prints, warns and gives up on damage in fonts, colours and named styles, which say nothing of a value.
    """
    old, new = ElementTree.fromstring(styles), ElementTree.fromstring(_PLAIN)
    codes = {**_CHINESE, **dict(_own(old))}
    items = {"numFmts": map(_code, codes.items()), "cellXfs": _cells(old, codes)}
    for name, made in items.items():
        for kept in new.iterfind(_SPACE + name):
            kept.extend(made)
    plain: bytes = ElementTree.tostring(new, "utf-8")
    return plain


def _own(old: Element) -> Iterator[tuple[str, str]]:
    for found in old.iterfind(f"{_SPACE}numFmts/{_SPACE}numFmt"):
        number, code = found.get("numFmtId", ""), found.get("formatCode")
        if code is not None and _NUMBER.fullmatch(number):
            yield number, code


def _code(code: tuple[str, str]) -> Element:
    return Element(f"{_SPACE}numFmt", {"numFmtId": code[0], "formatCode": code[1]})


def _cells(old: Element, codes: Mapping[str, str]) -> Iterator[Element]:
    for found in old.iterfind(f"{_SPACE}cellXfs/{_SPACE}xf"):
        number = found.get("numFmtId", "")
        kept = number if number in codes or number in _KNOWN else "0"
        yield Element(f"{_SPACE}xf", {"numFmtId": kept, "fontId": "0", "fillId": "0", "borderId": "0"})
