"""Problems: one line for a reader, one shape for other programs."""

import errno

import pytest

from generator.problems import (
    MANY,
    MAX_MESSAGE,
    Fix,
    Origin,
    Problem,
    Stop,
    advice,
    did_you_mean,
    error,
    few,
    reason,
    stop_on_errors,
    warning,
)


def test_a_problem_reads_as_place_message_and_remedy() -> None:
    assert str(error("x", "缩进不对", Origin("a.yaml", 3), "左边对齐")) == "a.yaml:3: 缩进不对（左边对齐）"
    assert str(error("x", "缩进不对", Origin("a.yaml"))) == "a.yaml: 缩进不对"
    assert str(error("x", "缩进不对")) == "缩进不对"


def test_json_has_the_keys_of_the_contract_in_their_order() -> None:
    keys = "code, severity, message, file, line, paragraph, start, end, excerpt, hint, basis, fix"
    assert ", ".join(Problem("x", "error", "y").as_json()) == keys


def test_json_cuts_excerpts_and_spells_fixes() -> None:
    shown = Problem("x", "warning", "y", excerpt="长" * 50, fix=Fix(1, 2, "改")).as_json()
    assert (len(shown["excerpt"]), shown["fix"]) == (40, {"start": 1, "end": 2, "text": "改"})


def test_errors_stop_and_take_warnings_along() -> None:
    told = [warning("a", "甲"), error("b", "乙"), advice("c", "丙")]
    with pytest.raises(Stop, match="甲\n乙\n丙") as stop:
        stop_on_errors(told)
    assert list(stop.value.problems) == told
    stop_on_errors([told[0], told[2]])


def test_a_near_word_is_suggested_and_a_far_one_not() -> None:
    assert did_you_mean("tekst", ["text", "lead"]) == "是不是“text”？"
    assert did_you_mean("xyz", ["text", "lead"]) is None


def test_reasons_of_the_system_are_said_in_chinese() -> None:
    assert reason(OSError(errno.ENOSPC, "No space left on device")) == "磁盘满了"
    assert reason(OSError(9999, "odd")) == "odd"
    assert reason(OSError()) == "OSError"


def test_after_many_problems_nothing_is_suggested() -> None:
    assert did_you_mean("tekst", ["text", "lead"], told=[None] * (MANY - 1)) == "是不是“text”？"
    assert did_you_mean("tekst", ["text", "lead"], told=[None] * MANY) is None


def test_a_message_is_one_line_and_short_whatever_it_quotes() -> None:
    assert error("x", "没有“甲\n\x1b乙\u202e”", hint="写\r\n丙") == Problem("x", "error", "没有“甲 ?乙?”", hint="写 丙")
    assert warning("x", f"没有“{'长' * 1000}”这个键").message == f"没有“{'长' * 60}…”这个键"
    assert len(advice("x", "长" * 1000).message) == len(error("x", "y", hint="长" * 1000).hint or "") == MAX_MESSAGE


def test_of_many_problems_of_one_kind_in_one_file_the_first_stay() -> None:
    many = [error("x", "甲", Origin("a.yaml", line)) for line in range(1, MANY + 10)]
    others = [
        error("y", "乙", Origin("a.yaml", 1)),
        error("x", "甲", Origin("b.yaml", 1)),
        warning("x", "丙"),
        error("x", "甲"),
    ]
    *kept, rest = few([*many, *many, *others])
    assert kept == [*many[:MANY], *others]
    assert (rest.severity, rest.origin, rest.message) == ("error", Origin("a.yaml"), "同样的问题还有，没有一一列出")
    assert few([*kept, rest]) == [*kept, rest]
    assert Stop([*many, *others]).problems == (*kept, rest)
