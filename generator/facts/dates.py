"""Dates as people write them, kept as typed; read only to check them and to take them apart."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

_DATE = re.compile(
    r"(\d{4})\s*(?:年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?"
    r"|(?P<mark>[-/.])(?P<month2>\d{1,2})(?:(?P=mark)(?P<day2>\d{1,2}))?)",
    re.ASCII,
)


def read(text: str) -> tuple[int, int, int | None] | None:
    """Year, month and day of 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日 or 2026年3月 (day None); None if no date."""
    found = _DATE.fullmatch(normalize("NFKC", text).strip())
    if not found:
        return None
    year, month = int(found[1]), int(found["month"] or found["month2"])
    day = found["day"] or found["day2"]
    try:
        date(year, month, int(day or 1))
    except ValueError:
        return None
    return year, month, int(day) if day else None


def year(text: str) -> int | None:
    """A year that documents report on, 1949 to 2999, of four digits; None for anything else."""
    return int(text) if re.fullmatch("(19|2[0-9])[0-9]{2}", text, re.ASCII) and int(text) >= 1949 else None
