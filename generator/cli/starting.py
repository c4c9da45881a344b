"""`nigao new`: a folder to start from, written whole or not at all."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from generator.cli.mishaps import once_written
from generator.cli.terminal import fail, say, typed
from generator.library import start
from generator.problems import Origin, Stop, error, reason
from generator.saving import Wanted, save


def start_in(folder: Path, name: str | None) -> int:
    """Write the files of a new workspace into `folder`, and say what to type next."""
    year = date.today().year
    try:
        _check_free(folder)
        written = save([Wanted(folder / path, content) for path, content in start.files(year, name).items()])
    except Stop as stop:
        return fail(stop.problems, "没有写出文件。")
    with once_written(file.path for file in written):
        for file in written:
            say(f"写好：{file.path}")
        say("接下来，先看一份满是缺口的稿子，再写出要填的事实表：")
        say(f"  nigao draft annual-summary -w {typed(folder)}")
        say(f"  nigao facts annual-summary -w {typed(folder)} -o {typed(folder / f'facts/{year}-事实表.xlsx')}")
    return 0


def _check_free(folder: Path) -> None:
    """Raise Stop where there is something already."""
    place = Origin(str(folder))
    try:
        taken = os.path.lexists(folder) and bool(os.listdir(folder))
    except NotADirectoryError:
        raise Stop([error("folder-is-file", "这个名称是一个文件", place, "换一个文件夹名")]) from None
    except OSError as failure:
        raise Stop([error("folder-unreadable", f"文件夹打不开：{reason(failure)}", place, "换一个文件夹")]) from None
    if taken:
        raise Stop([error("folder-not-empty", "文件夹里已有文件，没有动", place, "换一个新的文件夹名")])
