"""The line that counts documents: on a terminal alone, where there are many, and gone at the end."""

import re
from pathlib import Path

import pytest

from generator.cli.terminal import counting
from tests.conftest import Nigao

MANY = ["draft", "annual-summary", "brief", "speech", "study", "--year", "2026", "--to", "txt,md"]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("_pytest.capture.CaptureIO.isatty", lambda _: True)


def test_a_count_goes_by_where_many_documents_are_written(nigao: Nigao, terminal: None) -> None:
    done = nigao(*MANY)
    assert done.code == 0
    steps = re.findall(r"\r(\S+) (\d)/(\d)", done.err)
    assert steps == [
        *(("正在起草", str(count), "4") for count in range(1, 5)),
        *(("正在写成文件", str(count), "8") for count in range(1, 9)),
    ]
    assert done.err.rpartition("8/8")[2] == f"\r{' ' * len('______________88')}\r"


def test_nothing_is_counted_into_a_file_or_another_program(nigao: Nigao, folder: Path) -> None:
    done = nigao(*MANY)
    assert (done.code, done.err) == (0, "")


def test_few_documents_are_not_counted(nigao: Nigao, terminal: None) -> None:
    assert nigao("draft", "annual-summary", "brief", "--year", "2026").err == ""


def test_the_line_is_gone_when_something_goes_wrong(terminal: None, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        with counting("正在起草", 9) as step:
            step()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert capsys.readouterr().err.endswith(" \r")


def test_a_program_without_streams_counts_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    with counting("正在起草", 9) as step:
        step()
