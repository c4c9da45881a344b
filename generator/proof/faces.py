"""Which face (仿宋, 楷体 …) a font has by its name, where a file or a PDF says one that can be told."""

from __future__ import annotations

import re

from generator import provisions

# Parts of names, as 方正仿宋 and FZFSK are; the first that is found counts.
_PARTS = (
    ("小标宋", ("标宋", "xiaobiao", "fzxbs")),
    ("仿宋", ("仿宋", "fang", "fzfs")),
    ("楷体", ("楷", "kai", "fzkt")),
    ("黑体", ("黑", "hei", "fzht", "sanscjk", "hansans")),
    ("宋体", ("宋", "song", "simsun", "fzss", "serifcjk", "hanserif")),
)
_NAMELESS = re.compile(r"(?:cid\w*?|tt|ft|font|f|t|c)?[+_]?[a-z]{0,2}\d+\w{0,4}", re.IGNORECASE)


def of(font: str) -> str | None:
    """The face of a font; None for a font of another kind."""
    if known := provisions.face_of(font):
        return known
    plain = re.sub(r"[\s_-]", "", font).casefold()
    if "bold" in plain and ("serifcjk" in plain or "hanserif" in plain):
        return "小标宋"  # the free stand-in for it
    return next((face for face, parts in _PARTS if any(part in plain for part in parts)), None)


def is_nameless(font: str) -> bool:
    """Whether the name is one that a printer driver made up (F1, CIDFont+F2, TT3A1t00), which tells nothing."""
    return not font or bool(_NAMELESS.fullmatch(font))


def differs(font: str, wanted: str) -> bool:
    """Whether a font is not of the wanted face; never where its name tells nothing."""
    return not is_nameless(font) and font != wanted and of(font) != wanted
