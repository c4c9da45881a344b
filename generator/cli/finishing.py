"""`nigao final`: where the final version goes, and what is said about it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.cli.interruptions import give_way
from generator.cli.mishaps import not_written, once_written
from generator.cli.terminal import say, tell
from generator.finishing import Final, final
from generator.problems import Stop

_SUFFIX = ".docx"


def write_final(source: str, out: str | None, force: bool) -> int:
    """Write the final version of one file, or tell everything that is left to do and write nothing."""
    named = _named(out)
    try:
        made = final(source)
        wanted = named or Path(out or made.path.parent) / made.path.name
        path = made.save(wanted, force, give_way)
    except Stop as stop:
        return not_written(stop.problems)
    with once_written([path]):
        tell(made.problems)
        taken = f"（{wanted.name} 正打开着，另写了这一份）" if path != wanted else ""
        say(f"写好：{path}{taken}")
        if said := _taken(made):
            say(f"去掉：{said}")
    return 0


def _named(out: str | None) -> Path | None:
    """The file that -o names; None where it names a folder, or is not given."""
    if out is None or os.path.isdir(out) or out.endswith(("/", "\\")):
        return None
    path = Path(out)
    if path.suffix.lower() != _SUFFIX:
        raise click.BadParameter(f"定稿不能写成“{path.name}”，后缀是 {_SUFFIX}；要写进文件夹就在末尾加 /。")
    return path


def _taken(made: Final) -> str:
    counted = (
        ("批注{}条", made.taken.comments),
        ("底色{}处", made.taken.highlights),
        ("标记{}个", made.taken.marks),
        ("属性{}项", made.taken.properties),
        ("底稿记录", made.taken.recipe),
    )
    return "、".join(words.format(count) for words, count in counted if count)
