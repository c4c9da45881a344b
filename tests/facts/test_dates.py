"""facts.dates: dates as people write them."""

import pytest

from generator.facts import dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-03-05", (2026, 3, 5)),
        ("2026/3/5", (2026, 3, 5)),
        ("2026.3.5", (2026, 3, 5)),
        (" 2026年3月5日 ", (2026, 3, 5)),
        ("2026年3月5号", (2026, 3, 5)),
        ("２０２６年３月", (2026, 3, None)),
        ("2026-03", (2026, 3, None)),
        ("2024-02-29", (2024, 2, 29)),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("2026-03/05", None),
        ("2026年", None),
        ("26-03-05", None),
        ("3月5日", None),
        ("2026-03-05 12:30", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_written(text: str, found: tuple[int, int, int | None] | None) -> None:
    assert dates.read(text) == found


@pytest.mark.parametrize(
    ("text", "year"),
    [("2026", 2026), ("1949", 1949), ("2999", 2999), ("1948", None), ("3000", None), ("２０２６", None), ("26", None)],
)
def test_a_year_is_one_that_documents_report_on(text: str, year: int | None) -> None:
    assert dates.year(text) == year
