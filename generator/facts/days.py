"""The days and times that a workbook counts as numbers, and writes in ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_FIRST, _FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Excel has a 29 February 1900.
_LEAP_DAY = 60
_TENTH = timedelta(milliseconds=100)


def moment(count: float, from_1904: bool = False) -> datetime | time | None:
    """The day, with its time, that a count of days says, to the tenth of a second; below one day its time.

    None for what no calendar of Excel holds: below 0, or after the year 9999.
    """
    if not 0 <= count < 3_000_000 or (int(count) == _LEAP_DAY and not from_1904):
        return None
    first = _FIRST_1904 if from_1904 else _FIRST + timedelta(days=count < _LEAP_DAY)
    try:
        found = first + round(timedelta(days=count) / _TENTH) * _TENTH
    except OverflowError:
        return None
    return found.time() if count < 1 and found.date() == first.date() else found


def duration(count: float) -> timedelta | None:
    """So many days as hours and minutes; None for more than Excel counts."""
    return timedelta(days=count) if abs(count) < 3_000_000 else None


def written(text: str) -> date | time | None:
    """A date, a time, or a date with a time in ISO 8601; None for anything else."""
    plain = re.sub(r"(\.[0-9]+)?Z?$", "", text.strip())
    for kind in (date, time, datetime):
        try:
            found: date | time = kind.fromisoformat(plain)
            return found
        except ValueError:
            continue
    return None
