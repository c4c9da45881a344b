from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose import han, quoted, sentences

TEXTS = st.text(st.sampled_from("甲乙的，。！？…：“”‘’《》（）()【】\n 　a1"), max_size=60) | st.text()


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@given(TEXTS)
def test_sentences_tile_the_text(text: str) -> None:
    spans = sentences(text)
    assert "".join(split(text)) == text
    assert all(start < end for start, end in spans)
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]


@given(TEXTS)
def test_quoted_spans_are_in_order_apart_and_marked_on_both_sides(text: str) -> None:
    spans = quoted(text)
    assert all(text[start] in "“‘《〈「『" and text[end - 1] in "”’》〉」』" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "pieces",
    [
        ["学习12次。", "比上年多2次。"],
        ["好！！", "真的？！", "等等……", "完"],
        ["做到“应保尽保。”要实。", "乙。"],
        ["会议强调：“要抓好落实。”", "会后开展自查。"],
        ["“要抓好落实。”", "大家说。"],
        ["“要抓好落实！”，大家说。"],
        ["《怎么办？》是一本书。"],
        ["全市（含两县。）共五区。"],
        ["见附件。", "（共两页。）", "乙"],
        ["他说“没有完。", "乙。"],
        ["甲。”", "乙。"],
        ["甲。\n", "乙\n\n", "丙"],
        ["甲。　", "乙。 "],
        ["水、电……，都要查。"],
        ["【待补充：场数】场。", "乙。"],
        ["比率为96.2%。", "乙。"],
        ["  \n"],
        [],
    ],
)
def test_a_sentence_ends_at_its_own_end_mark_only(pieces: list[str]) -> None:
    assert split("".join(pieces)) == pieces


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("党建2026", 2), ("“十五五”，规划。", 5), ("二〇二六年", 5), ("㐀𠀀豈", 3), ("カナabc　", 0)],
)
def test_han_counts_characters_without_marks_and_digits(text: str, count: int) -> None:
    assert han(text) == count


def test_quoted_gives_the_outermost_pairs_only() -> None:
    text = "印发《关于〈办法〉的通知》，落实“‘双减’要求”和“未完"
    assert [text[start:end] for start, end in quoted(text)] == ["《关于〈办法〉的通知》", "“‘双减’要求”"]


@pytest.mark.parametrize(("openers", "closers"), [("“", "）"), ("“（", "”"), ("“甲", "。”"), ("（", "。）“")])
def test_unpaired_marks_cost_no_more_than_their_number(openers: str, closers: str) -> None:
    text = openers * 50_000 + closers * 50_000
    start = process_time()
    quoted(text)
    sentences(text)
    assert process_time() - start < 2
