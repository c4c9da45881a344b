"""numbers: what people write is read, and what is computed is worded in one way."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import numbers


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", "12"),
        (" 12 ", "12"),
        ("0", "0"),
        ("-0", "0"),
        ("-3.5", "-3.5"),
        ("−3", "-3"),
        ("1.10", "1.10"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("2万亿", "2000000000000"),
        ("3千", "3000"),
        ("１３０", "130"),
        ("96.2%", "96.2"),
        ("96.2 %", "96.2"),
        ("1.2 万", "12000"),
        ("96.2％", "96.2"),
        ("1,234", "1234"),
        ("１，２３４", "1234"),
        ("12,345,678.9", "12345678.9"),
    ],
)
def test_exact_numbers_are_read(written: str, value: str) -> None:
    found = numbers.read(written)
    assert found == numbers.Quantity(Decimal(value), vague=False)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10余", 10),
        ("10多", 10),
        ("10几", 10),
        ("约200", 200),
        ("大约200", 200),
        ("近200", 200),
        ("200以上", 200),
        ("200左右", 200),
        ("100+", 100),
        ("10余万", 100_000),
        ("1万多", 10_000),
        ("1.2万余", 12_000),
        ("超过96%", 96),
        ("96%以上", 96),
        ("几十", 10),
        ("几百", 100),
        ("上千", 1000),
        ("近万", 10_000),
        ("数十万", 100_000),
        ("十几", 10),
        ("十余万", 100_000),
        ("万余", 10_000),
    ],
)
def test_vague_numbers_are_read_as_vague(written: str, value: int) -> None:
    found = numbers.read(written)
    assert found == numbers.Quantity(Decimal(value), vague=True)


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "无",
        "很多",
        "12:30",
        "010",
        "00",
        "2026-03-05",
        "2026/3/5",
        "2026年",
        "3月5日",
        "1,23",
        "12,34,567",
        "10-20",
        "1e5",
        "nan",
        "Infinity",
        "1.2.3",
        "5.",
        ".5",
        "万",
        "约",
        "余",
        "几",
        "十二",
        "12次",
        "1/3",
        "--3",
        "1" * 31,
        "1." + "1" * 30,
        "9" * 100_000,
        "%",
        "٣",
        "1 2",
    ],
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert numbers.read(written) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    assert numbers.read(numbers.text(value)) == numbers.Quantity(value)


@given(st.text(max_size=40))
def test_reading_never_raises(text: str) -> None:
    numbers.read(text)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("105.2", "100", "增长5.2%"),
        ("94", "100", "下降6.0%"),
        ("100", "100", "持平"),
        ("10000.1", "10000", "基本持平"),
        ("9999.9", "10000", "基本持平"),
        ("100.05", "100", "增长0.1%"),
        ("1", "3", "下降66.7%"),
        ("0", "8", "下降100.0%"),
        ("5", "0", None),
        ("5", "-2", None),
    ],
)
def test_growth_over_last_year(now: str, before: str, words: str | None) -> None:
    assert numbers.growth(Decimal(now), Decimal(before)) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("96.2", "95.1", "提高1.1个百分点"),
        ("95.1", "96.2", "下降1.1个百分点"),
        ("96.2", "96.20", "持平"),
        ("96.24", "96.2", "基本持平"),
        ("3", "0", "提高3.0个百分点"),
    ],
)
def test_percents_change_in_points(now: str, before: str, words: str) -> None:
    assert numbers.points(Decimal(now), Decimal(before)) == words


def test_halves_go_up_in_size() -> None:
    assert [str(numbers.rounded(Decimal(text))) for text in ("2.5", "3.5", "-2.5", "0.4", "-0.4")] == [
        "3",
        "4",
        "-3",
        "0",
        "0",
    ]
    assert str(numbers.rounded(Fraction(1, 8), 2)) == "0.13"
    assert str(numbers.rounded(Decimal("1"), 2)) == "1.00"


def test_texts_of_computed_numbers() -> None:
    assert numbers.text(Decimal("1.10")) == "1.10"
    assert numbers.text(Decimal("1E+3")) == "1000"
    assert numbers.text(numbers.divide(Decimal(12), Decimal(4))) == "3"
    assert numbers.text(numbers.divide(Decimal(10), Decimal(4))) == "2.5"
    assert numbers.text(numbers.divide(Decimal(1), Decimal(3))) == "0.3"
    assert numbers.text(numbers.divide(Decimal(-1), Decimal(6))) == "-0.2"


def test_computing_is_exact_and_bounded() -> None:
    big = Decimal("9" * 30)
    assert numbers.multiply(big, big) == Decimal(int("9" * 30) ** 2)
    assert numbers.add(Decimal("0.1"), Decimal("0.2")) == Decimal("0.3")
    assert numbers.subtract(Decimal(1), Fraction(1, 3)) == Fraction(2, 3)
    huge = numbers.multiply(big, big)
    with pytest.raises(ArithmeticError):
        numbers.multiply(huge, huge)
    with pytest.raises(ArithmeticError):
        numbers.divide(Decimal(1), Decimal(0))
    small = numbers.divide(Decimal(1), Decimal("9" * 30))
    with pytest.raises(ArithmeticError):
        numbers.multiply(numbers.multiply(numbers.multiply(small, small), small), small)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (Decimal(12345), "1.2万"),
        (Decimal(9999), "9999"),
        (Decimal("9999.50"), "9999.50"),
        (Decimal(10000), "1万"),
        (Decimal(-25000), "-2.5万"),
        (Decimal(123456789), "12345.7万"),
        (Fraction(100001, 10), "1万"),
    ],
)
def test_ten_thousands(number: numbers.Number, words: str) -> None:
    assert numbers.wan(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (3, "三"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1005, "一千零五"),
        (1010, "一千零一十"),
        (2000, "二千"),
        (10_000, "一万"),
        (10_005, "一万零五"),
        (10_500, "一万零五百"),
        (100_000, "十万"),
        (100_015, "十万零一十五"),
        (120_000, "十二万"),
        (1_000_010, "一百万零一十"),
        (20_001_000, "二千万一千"),
        (100_000_000, "一亿"),
        (100_000_001, "一亿零一"),
        (100_010_000, "一亿零一万"),
        (110_000_000, "一亿一千万"),
        (1_000_000_000, "十亿"),
        (999_999_999_999, "九千九百九十九亿九千九百九十九万九千九百九十九"),
    ],
)
def test_chinese_numerals(number: int, words: str) -> None:
    assert numbers.chinese(number) == words


def value_of(words: str) -> int:
    total = part = digit = 0
    for sign in words.removeprefix("零") if words != "零" else "":
        if sign in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(sign)
        elif sign in "十百千":
            part += (digit or 1) * 10 ** ("十百千".index(sign) + 1)
            digit = 0
        else:
            total += (part + digit) * (10_000 if sign == "万" else 100_000_000)
            part = digit = 0
    return total + part + digit


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_are_read_back(number: int) -> None:
    words = numbers.chinese(number)
    assert value_of(words) == number
    assert "零零" not in words
    assert number == 0 or not words.endswith("零")


@pytest.mark.parametrize("number", [-1, 10**12])
def test_chinese_numerals_outside_their_range(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        numbers.chinese(number)
