"""What a cell of a worksheet says, as its reader sees it: numbers without .0, percents, dates, times."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from generator import numbers
from generator.facts import number_formats

_COMPUTED_PLACES = 6
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{0,3}[1-9])?")


def text(value: object, number_format: str = "General") -> str:
    """The text of a cell's value: 12, 96.2 (a percent cell of 0.962), 2026-03-05, 12:30, 是; empty for None."""
    if value is None or isinstance(value, str):
        return unescaped(value or "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value.date()} {_time(value.time())}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _time(value)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return _number(value, number_format) if isinstance(value, int | float) else str(value)


def unescaped(text: str) -> str:
    """The text of a cell as people see it: in its file _x000D_ stands for a carriage return (ECMA-376, 22.9.2.19)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def escaped(text: str) -> str:
    """`text` as the file of a sheet writes it, so that no piece of it is taken for an escape."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def _time(value: time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _number(value: int | float, number_format: str) -> str:
    """A number to the 15 digits that Excel keeps; a computed one, with many places, to those that its cell shows."""
    shown = number_formats.signs(number_format)
    percent = "%" in shown
    number = Decimal(format(value, ".15g")) * (100 if percent else 1)
    plain = number.normalize()
    exponent = plain.as_tuple().exponent
    has_places = re.search("[0#]", shown) and not re.search("[/Ee]", shown)
    if isinstance(exponent, int) and -exponent > _COMPUTED_PLACES and has_places:
        places = re.search(r"\.([0#?]+)", shown)
        plain = numbers.rounded(number, len(places[1]) if places else 0)
    return numbers.text(plain) if plain else "0"


def number(text: str | None) -> int | float | None:
    """The number to write for a text that says a plain one and would be read back the same; None for another."""
    if not text or not _PLAIN.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)
