"""Speeches: how long they last against their slot, as the public API and the command tell it."""

from fractions import Fraction

import pytest

from tests.conftest import Make, Nigao
from tests.workspaces import SMALL, put, told

FACTS = """
meeting.minutes: {label: 会议安排的讲话时间, type: integer, unit: 分钟}
work.note: {label: 说明, type: text}
"""
SAYING = "字" * 200


def speech(length: str, opening: str = "", text: str = "") -> str:
    return f"""
title: 题目不念
byline: 署名不念
length: {length}
salutation: 同志们：
opening: {opening or SAYING}。
sections:
  - {{id: a, heading: 提高认识，统一思想, lead: {SAYING}。, points: [{{id: x, heading: 要点, text: {SAYING}。}}]}}
  - {{id: b, heading: 抓好落实, text: '{text or SAYING}。'}}
closing: {SAYING}。
signature: 落款不念
"""


def drafted(make: Make, outline: str, facts: str = "work.note: 甲\n"):
    return make({"own": outline}, {"outlines/facts.yaml": FACTS, "facts/2026.yaml": facts}).draft("own", 2026)


def test_each_section_is_timed_with_what_stands_before_and_behind_them(make: Make) -> None:
    draft = drafted(make, speech("{rate: 100}"))
    assert [(each.heading, each.han, each.minutes) for each in draft.stretches] == [
        ("开头", 203, Fraction(203, 100)),
        ("一、提高认识，统一思想", 411, Fraction(411, 100)),
        ("二、抓好落实", 205, Fraction(205, 100)),
        ("结尾", 200, 2),
    ]  # fmt: skip
    assert draft.problems == ()


def test_two_hundred_characters_a_minute_are_taken_for_granted(make: Make) -> None:
    assert [each.minutes for each in drafted(make, speech("{minutes: 5}")).stretches][-1] == 1


def test_what_is_no_speech_is_not_timed(make: Make) -> None:
    assert drafted(make, speech("{target: 1000}")).stretches == ()


@pytest.mark.parametrize("minutes", ["5", "'{{ facts.meeting.minutes }}'"])
def test_the_command_tells_the_minutes_against_the_slot(folder, nigao: Nigao, minutes: str) -> None:
    outline = speech(f"{{minutes: {minutes}}}")
    put(folder / "我院", {**SMALL, "outlines/facts.yaml": FACTS, "outlines/own.yaml": outline})
    done = nigao("draft", "own", "-w", "我院", "--year", "2026", "--set", "meeting.minutes=5", "-o", "稿.txt")
    line = "  按每分钟200字约5.1分钟（安排5分钟）：开头1.0，一、提高认识2.1，二、抓好落实1.0，结尾1"
    assert (done.out.splitlines()[-1], done.err) == (line, "")


def test_the_command_says_that_gaps_take_no_time_yet(folder, nigao: Nigao) -> None:
    outline = speech("{minutes: 30}", text="{{ facts.work.note }}")
    put(folder / "我院", {**SMALL, "outlines/facts.yaml": FACTS, "outlines/own.yaml": outline})
    done = nigao("draft", "own", "-w", "我院", "--year", "2026", "-o", "稿.txt")
    assert "约4.1分钟（安排30分钟，缺口没有计入）：" in done.out.splitlines()[-1]
    assert done.err == ""


@pytest.mark.parametrize(
    ("minutes", "code", "hint"),
    [
        (4, "speech-too-long", "删去约219字，可减少要点或改短模板，或把 length.minutes 改长"),
        (5, None, None),
        (6, "speech-too-short", "增加约181字，或把 length.minutes 改短"),
    ],
)
def test_a_slot_missed_by_more_than_a_tenth_is_told(
    make: Make, minutes: int, code: str | None, hint: str | None
) -> None:
    problems = drafted(make, speech(f"{{minutes: {minutes}}}")).problems
    assert [(each.severity, each.code, each.hint) for each in problems] == ([("warning", code, hint)] if code else [])


def test_missing_minutes_are_asked_for_without_a_place_and_change_no_word(make: Make) -> None:
    outline = speech("{minutes: '{{ facts.meeting.minutes }}'}")
    before = drafted(make, outline)
    assert [(ask.key, ask.state, ask.places) for ask in before.gaps] == [("meeting.minutes", "missing", ())]
    assert (before.document.slot and before.document.slot.minutes, before.problems) == (None, ())
    after = drafted(make, outline, "meeting.minutes: 5\n")
    assert (after.gaps, after.problems, after.document.blocks) == ((), (), before.document.blocks)
    assert after.document.slot
    assert after.document.slot.minutes == 5


@pytest.mark.parametrize("value", ["半小时", "12.5", "10余", "0"])
def test_minutes_that_are_no_whole_number_are_told_with_their_place(make: Make, value: str) -> None:
    draft = drafted(make, speech("{minutes: '{{ facts.work.note }}'}"), f"work.note: '{value}'\n")
    (problem,) = draft.problems
    assert (problem.code, problem.severity) == ("length-minutes", "warning")
    assert problem.origin
    assert problem.origin.line == 4
    assert problem.hint


def test_minutes_that_do_not_apply_are_no_slot(make: Make) -> None:
    outline = speech("{minutes: '{{ facts.meeting.minutes }}'}")
    draft = drafted(make, outline, "meeting.minutes: {state: 不适用}\n")
    assert (draft.gaps, draft.problems) == ((), ())


@pytest.mark.parametrize(
    ("length", "code"),
    [
        ("{rate: 99}", "outline-type"),
        ("{rate: 401}", "outline-type"),
        ("{rate: 快}", "outline-type"),
        ("{minutes: 0}", "outline-type"),
        ("{minutes: 半小时}", "outline-type"),
        ("{minutes: {template: a}}", "outline-type"),
        ("{minutes: '{{ facts.meeting.minute }}'}", "fact-unknown"),
        ("{minutes: '{{ sections | length }}'}", "template-unknown-name"),
    ],
)
def test_mistakes_in_a_slot_are_errors_with_their_place(make: Make, length: str, code: str) -> None:
    (problem,) = told(lambda: drafted(make, speech(length)))
    assert problem.code == code
    assert problem.origin
    assert problem.origin.line == 4
    assert problem.hint


@pytest.mark.parametrize("rate", [100, 240, 400])
def test_a_rate_from_100_to_400_is_kept(make: Make, rate: int) -> None:
    slot = drafted(make, speech(f"{{rate: {rate}}}")).document.slot
    assert slot
    assert (slot.rate, slot.minutes) == (rate, None)
