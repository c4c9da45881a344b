"""What the standard of official documents demands of a page, clause by clause. Nothing is measured here.

The record is data/provisions.yaml. A layout's numbers and a printed page are held against the same entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from generator import places, yaml_source
from generator.yaml_source import Node, Scalar, Sequence

STANDARD = "GB/T 9704-2012"
STRENGTHS = ("应当", "一般", "推荐", "可以", "惯例")
UNITS = {"mm": "毫米", "pt": "磅", "chars": "字", "lines": "行"}
SIZES: Mapping[float, str] = dict(
    zip(
        (42, 36, 26, 24, 22, 18, 16, 15, 14, 12, 10.5, 9),
        ("初号", "小初", "一号", "小一", "二号", "小二", "三号", "小三", "四号", "小四", "五号", "小五"),
        strict=True,
    )
)
_SHOWN = {
    "left": "居左",
    "center": "居中",
    "right": "居右",
    "both": "两端对齐",
    "true": "是",
    "false": "否",
    "000000": "黑色",
    "FF0000": "红色",
}


class Provision(NamedTuple):
    """One demand.

    `says` is the demand in Chinese, `clause` its place in `standard` ("" for what is customary), `strength` one of
    STRENGTHS, the strictest first. What it wants is a number (`value` in `unit`, one of UNITS, give or take
    `tolerance`), one of `words`, or a `face`; or none of these, where no single value can tell. `layout` is the path
    of the layout's key that it speaks of (`roles.title.font`), None where no key does. `format` is the format of
    the red head that it holds for (`document`, `letter`), None where it holds for any.
    """

    id: str
    says: str
    strength: str
    clause: str = ""
    standard: str = STANDARD
    unit: str | None = None
    value: float | None = None
    tolerance: float = 0
    words: tuple[str, ...] = ()
    face: str | None = None
    layout: str | None = None
    format: str | None = None

    @property
    def basis(self) -> str:
        """Standard and clause; 惯例 where no clause says it."""
        return f"{self.standard} {self.clause}" if self.clause else "惯例"

    def kept_by(self, measured: float | str) -> bool:
        """Whether a number in `unit`, a word, or the name of a font is what is wanted. Raises ValueError for a
        provision that no single value keeps.
        """
        if self.value is not None:
            # A hair more, so that 28 ± 1 takes what was computed as 29.000000000000004.
            return abs(float(measured) - self.value) <= self.tolerance + 1e-6
        if self.face is not None:
            return face_of(str(measured)) == self.face
        if not self.words:
            raise ValueError(self.id)
        return str(measured) in self.words

    def worded(self, measured: float | str) -> str:
        """A value as a clerk reads it: 37 毫米, 三号（16 磅）, 居中."""
        if self.unit is None or isinstance(measured, str):
            return _SHOWN.get(str(measured), str(measured)).replace("{n}", "1")
        shown = f"{round(measured, 2):g} {UNITS[self.unit]}"
        return f"{SIZES[measured]}（{shown}）" if self.unit == "pt" and measured in SIZES else shown

    @property
    def wanted(self) -> str:
        """What is wanted, as a clerk reads it; "" where no single value can tell."""
        if self.value is not None:
            return self.worded(self.value)
        return self.face or " 或 ".join(map(self.worded, self.words))


@cache
def by_id() -> Mapping[str, Provision]:
    """All provisions by their ids, in the order of the standard."""
    return MappingProxyType({name: _provision(name, below) for name, below in _record("provisions").items.items()})


def of(name: str) -> Provision:
    """The provision with the id `name`."""
    return by_id()[name]


def face_of(font: str) -> str | None:
    """The face (仿宋, 楷体 …) of a font by any of its names, as files and PDFs give them; None for another face."""
    name = _plain(font)
    return _faces().get(name) or _faces().get(name.removesuffix("regular"))


@cache
def _faces() -> Mapping[str, str]:
    faces = _record("faces").items
    return {_plain(name): face for face, names in faces.items() for name in _words(names)}


def _plain(font: str) -> str:
    """A font's name without the mark of a subset, case, blanks and dashes."""
    subset, plus, rest = font.partition("+")
    name = rest if plus and len(subset) == 6 and subset.isupper() else font
    return "".join(char for char in name.casefold() if char not in " -_")


@cache
def _record(key: str) -> yaml_source.Mapping:
    whole = yaml_source.read(places.data() / "provisions.yaml")
    assert isinstance(whole, yaml_source.Mapping)
    below = whole.items[key]
    assert isinstance(below, yaml_source.Mapping)
    return below


def _provision(name: str, node: Node) -> Provision:
    assert isinstance(node, yaml_source.Mapping), name
    words = {key: below.value or "" for key, below in node.items.items() if isinstance(below, Scalar)}
    unit = next((unit for unit in UNITS if unit in words), None)
    return Provision(
        name,
        words["says"],
        words["strength"],
        words.get("clause", ""),
        words.get("standard", STANDARD),
        unit,
        float(words[unit]) if unit else None,
        float(words.get("tolerance", 0)),
        _words(node.get("is")),
        words.get("face"),
        words.get("layout"),
        words.get("format"),
    )


def _words(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(item.value for item in items if isinstance(item, Scalar) and item.value)
