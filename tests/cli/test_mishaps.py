"""Mistakes of the program's own: never a trace unless it is asked for, and what was written is told truly."""

import sys
from pathlib import Path

import pytest

from generator.cli import drafting
from generator.draft import Draft
from generator.pipeline import Workspace
from tests.cli.test_consoles import run
from tests.conftest import Nigao
from tests.workspaces import EXAMPLE

ASK = " → 在 nigao 后面加 --debug 再运行一次，把显示的内容发给帮您安装的同事\n"


def failing(failure: Exception) -> object:
    def fail(*_: object, **__: object) -> None:
        raise failure

    return fail


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["draft", "annual-summary"], "draft"),
        (["facts", "annual-summary"], "draft"),
        (["list"], "outlines"),
        (["outline", "annual-summary"], "outline_text"),
        (["schema", "facts"], "schema"),
        (["new", "我院"], None),
    ],
)
def test_it_is_told_in_one_chinese_line(
    nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], place: str | None
) -> None:
    if place:
        monkeypatch.setattr(Workspace, place, failing(KeyError("x\ny")))
    else:
        monkeypatch.setattr("generator.library.start.files", failing(KeyError("x\ny")))
    done = nigao(*arguments)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"错误：软件自己出了错（KeyError）。没有写出文件。{ASK}"
    assert list(folder.iterdir()) == []


def test_debug_shows_the_trace(nigao: Nigao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Draft, "to_bytes", failing(ZeroDivisionError("x")))
    done = nigao("--debug", "draft", "annual-summary")
    assert done.code == 1
    assert done.err.startswith("Traceback (most recent call last):\n")
    assert "ZeroDivisionError: x\n" in done.err
    assert done.err.endswith("。没有写出文件。 → 把上面显示的内容发给帮您安装的同事\n")


def test_debug_changes_nothing_where_nothing_goes_wrong(nigao: Nigao) -> None:
    arguments = ["draft", "annual-summary", "-w", str(EXAMPLE), "--force", "-o", "稿.txt"]
    assert nigao("--debug", *arguments) == nigao(*arguments)
    assert "Traceback" not in nigao("--debug", "draft", "annual-sumary").err


@pytest.mark.parametrize("place", ["_report", "tell"])
def test_files_that_are_there_are_named(
    nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(drafting, place, failing(RuntimeError()))
    done = nigao("draft", "annual-summary", "-w", str(EXAMPLE), "-o", "稿.txt")
    assert (done.code, done.err) == (1, f"错误：软件自己出了错（RuntimeError）。文件已经写好：稿.txt。{ASK}")
    assert (folder / "稿.txt").is_file()


def test_a_library_that_is_missing_is_named(nigao: Nigao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "generator.cli.showing", raising=False)
    monkeypatch.setitem(sys.modules, "generator.pipeline", None)
    done = nigao("list")
    assert (done.code, "软件没有装好" in done.err, "请信息科的同事重新安装" in done.err) == (1, True, True)


def test_too_little_memory_is_told(nigao: Nigao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Draft, "to_bytes", failing(MemoryError()))
    assert nigao("draft", "annual-summary").err.startswith("错误：内存不够。没有写出文件。 → 关掉别的程序")


@pytest.mark.skipif(sys.platform == "win32", reason="there, names of files are Unicode whatever the locale")
def test_a_system_without_chinese_names_is_told(folder: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"}
    done = run(folder, "draft", "annual-summary", "-o", "draft.docx", **environment)
    assert (done.returncode, list(folder.iterdir())) == (1, [])
    assert done.stderr.decode().startswith("错误：这里的 Python 不认中文文件名。没有写出文件。 → 运行前设环境变量")
