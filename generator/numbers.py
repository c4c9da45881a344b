"""Numbers as people write them, and the one place where they are computed, rounded and put into words."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from typing import NamedTuple
from unicodedata import normalize

Number = Decimal | Fraction

MAX_DIGITS = 30
_MAX_COMPUTED = 100
_EXACT = Context(
    prec=_MAX_COMPUTED, Emin=-_MAX_COMPUTED, Emax=_MAX_COMPUTED, traps=[Inexact, InvalidOperation, Overflow]
)
_LIMIT = 10**_MAX_COMPUTED

_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_BEFORE = "大约|约|将近|接近|近|超过|超|逾|不足|不到|不少于|至少|上"
_NUMBER = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<sign>[+-])?(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<places>\.\d+)?"
    r"\s?(?P<some>[余多几])?(?P<power>[百千十]?[万亿]|万亿|[百千])?(?P<more>[余多])?\s?(?P<percent>%)?"
    r"(?P<after>以上|以下|左右|上下|余|多|\+)?",
    re.ASCII,
)
_WORDS = re.compile(rf"(?:好?几|数|{_BEFORE})([十百千]?[万亿]?)[余多]?|([十百千])[余多几]([万亿]?)|([万亿])[余多]")
_DIGITS = "零一二三四五六七八九"


class Quantity(NamedTuple):
    """A number that was read. A `vague` one (10余, 约200, 几十) has a rough value, not one to compute with."""

    value: Decimal
    vague: bool = False


def read(text: str) -> Quantity | None:
    """The number that `text` writes, a percent without its sign; None where it writes none.

    Full-width characters and thousands marks are read. Dates, times, ranges, codes with a leading zero (010) and
    anything of more than 30 digits are no numbers.
    """
    if len(text) > 4 * MAX_DIGITS:
        return None
    plain = normalize("NFKC", text).replace("−", "-").strip()
    found = _NUMBER.fullmatch(plain)
    return _quantity(found) if found else _in_words(plain)


def _quantity(found: re.Match[str]) -> Quantity | None:
    whole, places = found["whole"].replace(",", ""), found["places"] or ""
    power = sum(_POWERS[sign] for sign in found["power"] or "")
    digits = int(whole + places[1:])
    if len(whole + places) - 1 >= MAX_DIGITS + bool(places) or (whole.startswith("0") and whole != "0"):
        return None
    if found["percent"] and power:
        return None
    value = Decimal(digits).scaleb(power - len(places[1:]), _EXACT)
    if power and value == value.to_integral_value():
        value = value.quantize(Decimal(1), context=_EXACT)
    vague = any(found[part] for part in ("before", "some", "more", "after"))
    return Quantity(-value if found["sign"] == "-" and value else value, vague)


def _in_words(plain: str) -> Quantity | None:
    found = _WORDS.fullmatch(plain)
    powers = "".join(part or "" for part in found.groups()) if found else ""
    return Quantity(Decimal(10 ** sum(_POWERS[sign] for sign in powers)), vague=True) if powers else None


def add(a: Number, b: Number) -> Number:
    """The exact sum. This and the next three raise ArithmeticError beyond 100 digits."""
    return _computed(a, b, _EXACT.add, lambda x, y: x + y)


def subtract(a: Number, b: Number) -> Number:
    return _computed(a, b, _EXACT.subtract, lambda x, y: x - y)


def multiply(a: Number, b: Number) -> Number:
    return _computed(a, b, _EXACT.multiply, lambda x, y: x * y)


def divide(a: Number, b: Number) -> Fraction:
    """The exact quotient. Raises ZeroDivisionError, an ArithmeticError, where `b` is 0."""
    return _bounded(Fraction(a) / Fraction(b))


def _computed(
    a: Number,
    b: Number,
    decimals: Callable[[Decimal, Decimal], Decimal],
    fractions: Callable[[Fraction, Fraction], Fraction],
) -> Number:
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return decimals(a, b)
    return _bounded(fractions(Fraction(a), Fraction(b)))


def _bounded(number: Fraction) -> Fraction:
    if abs(number.numerator) > _LIMIT or number.denominator > _LIMIT:
        raise OverflowError("too many digits")
    return number


def rounded(number: Number, places: int = 0) -> Decimal:
    """`number` to `places` decimal places, a half going up in size (2.5 → 3, -2.5 → -3)."""
    size = abs(Fraction(number)) * 10**places
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Decimal((int(number < 0 and whole > 0), tuple(int(digit) for digit in str(whole)), -places))


def text(number: Number) -> str:
    """Digits of a number: a Decimal as it was computed, a quotient whole or to one place."""
    if isinstance(number, Fraction):
        number = rounded(number, 0 if number.denominator == 1 else 1)
    return format(number, "f")


def wan(number: Number) -> str:
    """12345 → 1.2万, to one place where it is not whole; as `text` under 10,000."""
    if abs(Fraction(number)) < 10_000:
        return text(number)
    size = rounded(Fraction(number) / 10_000, 1)
    whole = size == size.to_integral_value()
    return f"{text(rounded(size) if whole else size)}万"


def growth(now: Decimal, before: Decimal) -> str | None:
    """The change over `before`: 增长5.2%, 下降6.0%, 持平, or 基本持平; None where `before` is 0 or less."""
    if before <= 0:
        return None
    rate = (Fraction(now) - Fraction(before)) / Fraction(before) * 100
    return _change(rate, "增长", "%")


def points(now: Decimal, before: Decimal) -> str:
    """The change of a percent in points: 提高1.1个百分点, 下降…, 持平, or 基本持平."""
    return _change(Fraction(now) - Fraction(before), "提高", "个百分点")


def _change(change: Fraction, up: str, unit: str) -> str:
    size = rounded(abs(change), 1)
    if not size:
        return "基本持平" if change else "持平"
    return f"{up if change > 0 else '下降'}{text(size)}{unit}"


def chinese(number: int) -> str:
    """A whole number from 0 to 9999亿 in Chinese numerals: 十二, 一百零五, 二千. Raises ValueError outside."""
    if not 0 <= number < 10**12:
        raise ValueError(number)
    if number == 0:
        return _DIGITS[0]
    words = ""
    for unit, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        group = number // size % 10**4
        if group:
            zero = "零" if words and group < 1000 else ""
            words += zero + _group(group) + unit
        elif words and number % size and not words.endswith("零"):
            words += "零"
    words = words.replace("零零", "零")
    return words[1:] if words.startswith("一十") else words


def _group(group: int) -> str:
    words = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = group // size % 10
        if digit:
            words += _DIGITS[digit] + unit
        elif words and group % size and not words.endswith("零"):
            words += "零"
    return words
