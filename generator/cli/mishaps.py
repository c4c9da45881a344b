"""Mistakes of the program's own: told in Chinese with what was written and what to do; a trace only if asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.cli.terminal import say


@contextmanager
def once_written(paths: Iterable[Path]) -> Iterator[None]:
    """What goes wrong within does not undo the files: the failure carries their names to whoever tells of it."""
    try:
        yield
    except Exception as failure:
        failure.add_note("、".join(map(str, paths)))
        raise


def tell_of(failure: Exception, trace: bool) -> int:
    """Tell what went wrong, what was written, and what to do; the exit code."""
    if trace:
        import traceback

        traceback.print_exception(failure)
    written = "、".join(getattr(failure, "__notes__", ()))
    message, hint = _said(failure, trace)
    outcome = f"文件已经写好：{written}" if written else "没有写出文件"
    say(f"错误：{message}。{outcome}。 → {hint}", err=True)
    return 1


def _said(failure: Exception, trace: bool) -> tuple[str, str]:
    """The message and its remedy."""
    if isinstance(failure, UnicodeEncodeError) and sys.getfilesystemencoding() != "utf-8":
        return "这里的 Python 不认中文文件名", "运行前设环境变量 PYTHONUTF8=1"
    if isinstance(failure, ImportError):
        return f"软件没有装好，缺 {failure.name or failure}", "请信息科的同事重新安装"
    if isinstance(failure, MemoryError):
        return "内存不够", "关掉别的程序，再运行一次"
    asked = "把上面显示的" if trace else "在 nigao 后面加 --debug 再运行一次，把显示的"
    return f"软件自己出了错（{type(failure).__name__}）", f"{asked}内容发给帮您安装的同事"
