"""What went wrong after all, told in Chinese with what was written and what to do; a trace only if asked for."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.cli.terminal import fail, say
from generator.problems import Problem, reason


def not_written(problems: Iterable[Problem]) -> int:
    """Tell the problems for which files were not written; the exit code."""
    problems = list(problems)
    left = any(problem.code == "file-written" for problem in problems)
    return fail(problems, "别的文件没有写出。" if left else "没有写出文件。")


@contextmanager
def once_written(paths: Iterable[Path]) -> Iterator[None]:
    """What goes wrong within does not undo the files. Where nobody can be shown that they are written, they are still;
    any other failure carries their names to whoever tells of it.
    """
    try:
        yield
    except OSError as failure:
        # A reader that has seen enough is none.
        if failure.errno != errno.EPIPE:
            say_somewhere(f"注意：{_unheard(failure)}。文件已经写好：{_named(paths)}。")
    except Exception as failure:
        failure.add_note(_named(paths))
        raise


def _named(paths: Iterable[Path]) -> str:
    return "、".join(map(str, paths))


def say_somewhere(line: str) -> None:
    """A line to stderr, or to stdout where that is broken; where both are, to nobody."""
    for err in (True, False):
        with suppress(OSError):
            say(line, err=err)
            return


def tell_of(failure: Exception, trace: bool) -> int:
    """Tell what went wrong, what was written, and what to do; the exit code."""
    if trace:
        import traceback

        with suppress(OSError):
            traceback.print_exception(failure)
    written = "、".join(getattr(failure, "__notes__", ()))
    message, hint = _said(failure, trace)
    outcome = f"文件已经写好：{written}" if written else "没有写出文件"
    say_somewhere(f"错误：{message}。{outcome}。 → {hint}")
    return 1


def _said(failure: Exception, trace: bool) -> tuple[str, str]:
    """The message and its remedy."""
    if isinstance(failure, UnicodeEncodeError) and sys.getfilesystemencoding() != "utf-8":
        return "这里的 Python 不认中文文件名", "运行前设环境变量 PYTHONUTF8=1"
    if isinstance(failure, ImportError):
        return f"软件没有装好，缺 {failure.name or failure}", "请信息科的同事重新安装"
    if isinstance(failure, MemoryError):
        return "内存不够", "关掉别的程序，再运行一次"
    # Neither the current folder nor a stream has a name.
    if isinstance(failure, FileNotFoundError) and failure.filename is None:
        return "当前文件夹已经不在了", "换到别的文件夹，再运行一次"
    if isinstance(failure, OSError) and failure.filename is None:
        return _unheard(failure), "把结果转到文件时，检查那个磁盘"
    asked = "把上面显示的" if trace else "在 nigao 后面加 --debug 再运行一次，把显示的"
    return f"软件自己出了错（{type(failure).__name__}）", f"{asked}内容发给帮您安装的同事"


def _unheard(failure: OSError) -> str:
    return f"结果显示不出来：{reason(failure)}"
