"""facts.cells: numbers to cells and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts import cells


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("0", 0),
        ("-3", -3),
        ("1.5", 1.5),
        ("1.10", None),
        ("010", None),
        ("1.2万", None),
        ("+1", None),
        ("1e5", None),
        ("1234567890123", None),
        ("", None),
        (None, None),
    ],
)
def test_a_text_is_a_number_only_where_it_comes_back_the_same(text: str | None, number: float | None) -> None:
    assert cells.number(text) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=4))
def test_a_number_written_is_the_text_read(number: object) -> None:
    text = str(number)
    found = cells.number(text)
    assert found is None or cells.text(found) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        ("", "@", ""),
        (-0.0, "0", "0"),
        (0.5, '0"%"', "0.5"),
        (0.5, "0%", "50"),
        (1 / 3, "@", "0.333333333333333"),
        (1 / 3, "# ?/?", "0.333333333333333"),
        (1 / 3, '0.0"1/3"', "0.3"),
        (1.2345678e-5, "0.00E+00", "0.000012345678"),
        (0.5, "0.0_%", "0.5"),
    ],
)
def test_a_cell_says_what_is_seen(value: object, number_format: str, text: str) -> None:
    assert cells.text(value, number_format) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("甲_x000D_\n乙", "甲\r\n乙"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x0041_x0042_", "Ax0042_"),
        ("_x41_ _x0041 x0041_", "_x41_ _x0041 x0041_"),
    ],
)
def test_escapes_of_a_sheet_are_what_they_stand_for(cell: str, text: str) -> None:
    assert cells.text(cell) == text


@given(st.text("_x0041F甲\n"))
def test_what_is_escaped_reads_as_it_was(text: str) -> None:
    assert cells.text(cells.escaped(text)) == text
