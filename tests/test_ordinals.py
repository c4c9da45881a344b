import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ordinals import ENUMERATORS, MOST, PATTERNS, heading, point, recognise

NUMBERED = [pattern for pattern in PATTERNS if pattern != "none"]
ENUMERATED = [enumerator for enumerator in ENUMERATORS if enumerator != "none"]
WORDS = st.text(st.characters(categories=["Lo"]), min_size=1).filter(
    lambda text: text[0] not in "零一二三四五六七八九十百"
)


@pytest.mark.parametrize(
    ("pattern", "n", "written"),
    [
        ("一、", 1, "一、"),
        ("一、", 10, "十、"),
        ("一、", 11, "十一、"),
        ("（一）", 20, "（二十）"),
        ("（一）", 99, "（九十九）"),
        ("一、", 101, "一百零一、"),
        ("一、", 111, "一百一十一、"),
        ("1.", 12, "12."),
        ("（1）", 3, "（3）"),
        ("none", 3, ""),
    ],
)
def test_headings_are_numbered_as_official_documents_do(pattern: str, n: int, written: str) -> None:
    assert heading(pattern, n) == written


@pytest.mark.parametrize(
    ("enumerator", "total", "written"),
    [
        ("一是", 3, ["一是", "二是", "三是"]),
        ("一要", 2, ["一要", "二要"]),
        ("第一，", 2, ["第一，", "第二，"]),
        ("首先，", 2, ["首先，", "其次，"]),
        ("首先，", 4, ["首先，", "其次，", "再次，", "最后，"]),
        ("首先，", 5, ["第一，", "第二，", "第三，", "第四，", "第五，"]),
        ("none", 2, ["", ""]),
    ],
)
def test_points_are_enumerated_with_their_total_in_view(enumerator: str, total: int, written: list[str]) -> None:
    assert [point(enumerator, n, total) for n in range(1, total + 1)] == written


@given(st.sampled_from(NUMBERED), st.integers(1, MOST), WORDS)
def test_a_written_heading_number_is_read_back(pattern: str, n: int, words: str) -> None:
    number = heading(pattern, n)
    assert recognise(number + words) == (pattern, n, len(number))


def test_one_point_alone_is_not_enumerated() -> None:
    assert [point(enumerator, 1, 1) for enumerator in ENUMERATED] == [""] * len(ENUMERATED)


@given(st.sampled_from(ENUMERATED), st.integers(1, 30), st.integers(0, 30), WORDS)
def test_a_written_enumerator_is_read_back(enumerator: str, n: int, more: int, words: str) -> None:
    written = point(enumerator, n, max(n + more, 2))
    found = recognise(written + words)
    assert found is not None
    assert found[1:] == (n, len(written))
    assert found.pattern == ("第一，" if written.startswith("第") else enumerator)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11. 范围", ("1.", 11, 4)),
        ("1．范围", ("1.", 1, 2)),
        ("2、范围", ("1.", 2, 2)),
        ("（十二）范围", ("（一）", 12, 4)),
        ("(十二)范围", ("（一）", 12, 4)),
        ("(3)范围", ("（1）", 3, 3)),
        ("十一、范围", ("一、", 11, 3)),
        ("　　三是抓好落实", ("一是", 3, 4)),
        ("第二,加强领导", ("第一，", 2, 3)),
        ("最后，加强领导", ("首先，", 4, 3)),
    ],
)
def test_the_forms_that_people_type_are_recognised(text: str, expected: tuple[str, int, int]) -> None:
    assert recognise(text) == expected


@pytest.mark.parametrize(
    "text", ["", "1.5万人次", "2026年", "第一产业", "一一、", "十十是", "（2026）1号", "零、", "是一、", "0.范围"]
)
def test_what_only_looks_like_an_ordinal_is_none(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(("word", "n"), [("一，", 1), ("一、", 0), ("一、", MOST + 1), ("一是", 1)])
def test_unknown_patterns_and_numbers_are_refused(word: str, n: int) -> None:
    with pytest.raises(ValueError, match="no ordinal"):
        heading(word, n)


@given(st.text())
def test_recognising_never_fails_and_stays_within_the_text(text: str) -> None:
    found = recognise(text)
    assert found is None or (1 <= found.n <= MOST and 0 < found.length <= len(text))
