"""Problems: one line for a reader, one shape for other programs."""

import errno

import pytest

from generator.problems import (
    Fix,
    Origin,
    Problem,
    Stop,
    advice,
    did_you_mean,
    error,
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
