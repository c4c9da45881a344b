"""`nigao facts`: where the form goes, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import click

from generator import names
from generator.cli.drafting import reported_year
from generator.cli.interruptions import give_way
from generator.cli.mishaps import not_written, once_written
from generator.cli.terminal import named_file, say, tell, typed
from generator.draft import Draft
from generator.pipeline import Workspace
from generator.problems import Stop, stop_on_errors
from generator.saving import Wanted, Written, save
from generator.writers.form import FORMATS


def write_form(folder: Path | None, name: str, asked_year: int | None, out: str | None, force: bool) -> int:
    """Write the form of one outline, or tell everything that is wrong and write nothing."""
    named = _named(out)
    try:
        workspace = Workspace(folder)
        year, why = reported_year(workspace, asked_year)
        draft = workspace.draft(name, year)
        path = named or Path(out or "") / f"{name}-{year}-事实表.xlsx"
        stop_on_errors(filter(None, [names.unfit_path(path)]))
        form = draft.form(path.suffix.removeprefix(".").lower())
        (written,) = save([Wanted(path, form)], force, give_way)
    except Stop as stop:
        return not_written(stop.problems)
    of_year = f" --year {year}" if asked_year is not None else ""
    with once_written([written.path]):
        tell(draft.problems)
        _report(draft, written, f"{year}（{why}）")
        say(f"填好后：nigao draft {name}{_given(folder, written.path, year)}{of_year}")
    return 0


def _named(out: str | None) -> Path | None:
    """The file that -o names; None where it names a folder, or is not given."""
    path = named_file(out)
    if path and path.suffix.removeprefix(".").lower() not in FORMATS:
        hint = f"后缀可用 .{'、.'.join(FORMATS)}；要写进文件夹就在末尾加 /"
        raise click.BadParameter(f"事实表不能写成“{path.name}”，{hint}。")
    return path


def _report(draft: Draft, written: Written, year: str) -> None:
    taken = f"（{written.instead_of.name} 正打开着，或者不能改，另写了这一份）" if written.instead_of else ""
    gaps = f"待补、待核实{len(draft.gaps)}项" if draft.gaps else "没有缺口"
    say(f"年份：{year}")
    say(f"写好：{written.path}{taken}")
    say(f"{draft.document.outline}：{gaps}")


def _given(folder: Path | None, form: Path, year: int) -> str:
    """The options that give a filled form back; one among the year's facts of the workspace is read anyway."""
    if folder is None:
        return f" -f {typed(form)}"
    is_read = form.resolve().parent == (folder / "facts").resolve() and form.name.startswith(f"{year}-")
    return f" -w {typed(folder)}" + ("" if is_read else f" -f {typed(form)}")
