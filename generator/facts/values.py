"""One value against its entry: what is kept of it, what is refused and how to mend it, when two are the same."""

from __future__ import annotations

import re

from generator import numbers
from generator.facts import dates
from generator.facts.dictionary import Entry, Type

Value = str | tuple[str, ...]

NUMERIC: tuple[Type, ...] = ("integer", "number", "percent")
NONE_WORDS = ("无", "没有")
MAX_CELL = 32_767
_NAMES = {"integer": "整数", "number": "数", "percent": "百分数"}


class Unfit(Exception):
    """A value that its entry does not take: what is wrong, and the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


def checked(entry: Entry, text: str) -> Value:
    """What is kept of `text` for `entry`: the characters typed, a percent without its sign, a number without its
    unit, a list in its parts. Raises Unfit; `text` is not blank.
    """
    text = text.strip()
    if entry.type == "list":
        return parts(text)
    if entry.type == "date" and dates.read(text) is None:
        raise Unfit(f"{named(entry)}的“{_shown(text)}”不是日期", "写成 2026-03-05、2026年3月5日或2026年3月")
    if entry.type == "table":
        raise Unfit(
            f"{named(entry)}是一张表，不是一个值", f"一条记录一组，或者写 {entry.key}.1.{_first_field(entry)} 这样的键"
        )
    return _number(entry, text) if entry.type in NUMERIC else text


def _number(entry: Entry, text: str) -> str:
    if text in NONE_WORDS:
        return text
    bare = text.removesuffix(entry.unit).rstrip() if entry.unit and entry.unit not in ("%", "％") else text
    if entry.type == "percent":
        bare = re.sub(r"\s*[%％]", "", text)
    found = numbers.read(bare)
    if found is None or (entry.type != "percent" and re.search("[%％]", bare)):
        hint = "写一个阿拉伯数字，如 12、1.2万、10余；暂时没有就留空"
        if found and re.search("[%％]", bare):
            hint = "去掉百分号；这一项确是百分数，就把字典里的 type 改成 percent"
        raise Unfit(f"{named(entry)}的“{_shown(text)}”不是{_NAMES[entry.type]}", hint)
    if entry.type == "integer" and found.value != found.value.to_integral_value():
        raise Unfit(
            f"{named(entry)}的“{_shown(text)}”不是整数", "写不带小数的数；确有小数就把字典里的 type 改成 number"
        )
    return bare


def parts(text: str) -> tuple[str, ...]:
    """The items of a list that stands in one text, parted by ； or line breaks where there are any, else by 、."""
    split = re.split("[；\n]", text) if re.search("[；\n]", text) else text.split("、")
    return tuple(item.strip() for item in split if item.strip())


def joined(value: Value | None) -> str:
    """A value in one text, a list so that `parts` reads it back; None: an empty text."""
    if value is None or isinstance(value, str):
        return value or ""
    if any("、" in item for item in value):
        return "；".join(value) + ("；" if len(value) == 1 else "")
    return "、".join(value)


def in_one_text(entry: Entry, value: Value | None) -> str | None:
    """The text that `checked` takes back as `value`, in a cell of a sheet as in YAML; None where there is none."""
    text = joined(value)
    if not text or len(text) > MAX_CELL:
        return None
    try:
        return text if checked(entry, text) == value else None
    except Unfit:
        return None


def same(entry: Entry, a: Value | None, b: Value | None) -> bool:
    """Whether two values of one fact agree: exact numbers as numbers (1.2万 and 12000), all else as written."""
    if a == b or not isinstance(a, str) or not isinstance(b, str):
        return a == b
    if entry.type == "date":
        return dates.read(a) == dates.read(b)
    first, second = numbers.read(a), numbers.read(b)
    if entry.type not in NUMERIC or first is None or second is None or first.vague or second.vague:
        return False
    return first.value == second.value


def named(entry: Entry) -> str:
    """The entry as messages call it."""
    return f"“{entry.label}”（{entry.key}）"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:30]}…"


def _first_field(entry: Entry) -> str:
    return next(iter(entry.fields), "…")
