"""`nigao new`: a folder to start from, written whole or not at all."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from generator import names
from generator.cli.interruptions import give_way
from generator.cli.mishaps import not_written, once_written
from generator.cli.terminal import say, typed
from generator.library import start
from generator.problems import Origin, Problem, Stop, error, reason, stop_on_errors
from generator.saving import Wanted, save
from generator.temporaries import is_temporary


def start_in(folder: Path, name: str | None) -> int:
    """Write the files of a new workspace into `folder`, and say what to type next."""
    year = date.today().year
    try:
        if not os.path.isdir(folder):
            stop_on_errors(filter(None, [names.unfit_path(folder)]))
        _check_free(folder)
        wanted = [Wanted(folder / path, content) for path, content in start.files(year, name).items()]
        written = save(wanted, between=give_way)
    except Stop as stop:
        # Another run that wants the same folder may have been quicker.
        quicker = any(problem.code == "file-exists" for problem in stop.problems)
        return not_written([_taken(folder)] if quicker else stop.problems)
    with once_written(file.path for file in written):
        for file in written:
            say(f"写好：{file.path}")
        say("接下来，先看一份满是缺口的稿子，再写出要填的事实表：")
        say(f"  nigao draft annual-summary -w {typed(folder)}")
        say(f"  nigao facts annual-summary -w {typed(folder)} -o {typed(folder / f'facts/{year}-事实表.xlsx')}")
    return 0


def _check_free(folder: Path) -> None:
    """Raise Stop where there is a file already; what a killed run left is none."""
    place = Origin(str(folder))
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise Stop([error("folder-is-file", "这个名称是一个文件", place, "换一个文件夹名")])
    try:
        for _, _, files in os.walk(folder, onerror=_raise):
            if not all(map(is_temporary, files)):
                raise Stop([_taken(folder)])
    except FileNotFoundError:
        pass
    except OSError as failure:
        raise Stop([error("folder-unreadable", f"文件夹打不开：{reason(failure)}", place, "换一个文件夹")]) from None


def _taken(folder: Path) -> Problem:
    return error("folder-not-empty", "文件夹里已有文件，没有动", Origin(str(folder)), "换一个新的文件夹名")


def _raise(failure: OSError) -> None:
    raise failure
