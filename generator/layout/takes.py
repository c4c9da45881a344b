"""What a key of a layout takes: how its value is read, and what a schema says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from generator import schema
from generator.layout.model import TWIPS_PER_MM, TWIPS_PER_PT
from generator.problems import did_you_mean

# Windows knows a font by at most this many characters.
_FONT = 31
_FORMAT = 40


class Convert(NamedTuple):
    """How a value is read, which raises ValueError with a hint, and what a schema says of it."""

    read: Callable[[str], Any]
    fragment: schema.Schema


def number(low: float, high: float, step: float = 0) -> Convert:
    """A number within bounds, in steps where there are any."""

    def convert(typed: str) -> float:
        hint = f"写 {low:g} 到 {high:g} 的数，不带单位" + (f"，每级 {step:g}" if step else "")
        try:
            number = float(typed)
        except ValueError:
            raise ValueError(hint) from None
        if not low <= number <= high or (step and number % step):
            raise ValueError(hint)
        return number

    return Convert(convert, schema.number(low, high, step))


def mm(low: float, high: float) -> Convert:
    """A length in mm, as twips."""
    typed = number(low, high)
    return Convert(lambda text: round(typed.read(text) * TWIPS_PER_MM), typed.fragment)


def pt(low: float, high: float) -> Convert:
    """A length in pt, as twips."""
    typed = number(low, high)
    return Convert(lambda text: round(typed.read(text) * TWIPS_PER_PT), typed.fragment)


def _rule(typed: str) -> int:
    """The thickness of a rule in mm, as eighths of a point; from 2 the thinnest that Word knows, 0 for no rule."""
    return int(_thickness.read(typed) * 72 / 25.4 * 8 + 0.5)


def _color(typed: str) -> str:
    if typed != "auto" and not re.fullmatch("[0-9A-Fa-f]{6}", typed):
        raise ValueError("写 auto（黑）或六位的颜色，如 FF0000")
    return typed if typed == "auto" else typed.upper()


def choice(*words: str) -> Convert:
    """One of `words`."""

    def convert(typed: str) -> str:
        if typed not in words:
            raise ValueError(did_you_mean(typed, words) or "可以写：" + "、".join(words))
        return typed

    return Convert(convert, schema.one_of(words))


def _truth(typed: str) -> bool:
    if typed not in ("true", "false"):
        raise ValueError("写 true 或 false")
    return typed == "true"


def _line(longest: int) -> Callable[[str], str]:
    """Words that a part of a .docx can hold and Word takes."""

    def convert(typed: str) -> str:
        if not typed.strip() or not typed.isprintable():
            raise ValueError("写看得见的字，不换行")
        if len(typed) > longest:
            raise ValueError(f"最多{longest}个字符")
        return typed

    return convert


def _page_format(typed: str) -> str:
    if typed.count("{n}") != 1:
        raise ValueError("要有一处 {n}，页码印在那里")
    return _line(_FORMAT)(typed)


text = Convert(_line(200), schema.SCALAR)
font = Convert(_line(_FONT), schema.SCALAR)
page_format = Convert(_page_format, schema.text(r"[^{]*\{n\}.*"))
color = Convert(_color, schema.text("auto|[0-9A-Fa-f]{6}"))
_thickness = number(0, 3)
rule = Convert(_rule, _thickness.fragment)
flag = Convert(_truth, schema.TRUTH)
