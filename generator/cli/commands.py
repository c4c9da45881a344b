"""The commands: each reads its options, asks the pipeline, and prints."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.cli import completing
from generator.cli.words import Command, Group


class Year(click.ParamType[int]):
    """A year of four digits."""

    name = "年份"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from generator.facts.dates import year

        found = year(str(value))
        if found is None:
            self.fail(f"年份“{value}”写法不对，写四位数字，如 2026。", param, ctx)
        return found


class Named(click.ParamType[str]):
    """The path of a file or a folder; an empty one would be the current folder."""

    name = "路径"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail(f"{param.metavar if param else self.name}的名称是空的。", param, ctx)
        return str(value)


class Asked:
    """What is asked for before the command's name: whether a mistake of the program shows its trace."""

    trace = False


def _debug(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    ctx.ensure_object(Asked).trace = asked


def _version(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"nigao {version('nigao')}")
        except PackageNotFoundError:
            click.echo("nigao（源代码，没有安装）")
        ctx.exit()


_Decorated = Callable[..., int]


def _workspace_option(command: _Decorated) -> _Decorated:
    told = "医院的文件夹，里面有 hospital.yaml。"
    completed = completing.folders
    return click.option("-w", "workspace", type=Named(), metavar="文件夹", shell_complete=completed, help=told)(command)


def _year_option(command: _Decorated) -> _Decorated:
    told = "写哪一年；不写时依次看 hospital.yaml、事实文件、今年。"
    return click.option("--year", type=Year(), metavar="年份", help=told)(command)


def _force_option(command: _Decorated) -> _Decorated:
    return click.option("--force", is_flag=True, help="覆盖已有的文件。")(command)


@click.group(cls=Group, no_args_is_help=True)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="显示版本。")
@click.option("--debug", is_flag=True, expose_value=False, callback=_debug, help="软件自己出错时，显示出错的经过。")
def nigao() -> None:
    """拟稿：按提纲和事实起草党建文稿。

    事实写在表里，缺什么在稿子里标出来、在清单里列出来；不联网。
    """


def _out_option(told: str) -> Callable[[_Decorated], _Decorated]:
    """-o, with what a command says of it."""
    return click.option("-o", "out", type=Named(), metavar="文件", shell_complete=completing.files, help=told)


@nigao.command(cls=Command)
@click.argument("folder", type=Named(), metavar="文件夹", shell_complete=completing.folders)
@click.option("--name", metavar="医院全称", help="写进 hospital.yaml 的医院全称。")
def new(folder: str, name: str | None) -> int:
    """新建一个医院的文件夹，里面的文件逐行有说明。

    例：nigao new 我院 --name 某某县人民医院
    """
    from generator.cli.starting import start_in

    return start_in(Path(folder), name)


@nigao.command(cls=Command)
@click.argument("names", nargs=-1, required=True, metavar="提纲…", shell_complete=completing.outlines)
@_workspace_option
@click.option(
    "-f",
    "files",
    type=Named(),
    multiple=True,
    metavar="文件",
    shell_complete=completing.files,
    help="补充的事实（.yaml .xlsx .csv），可写多次，后面的优先。",
)
@_year_option
@click.option("--set", "assigned", multiple=True, metavar="键=值", help="直接给出一个事实，可写多次，比文件优先。")
@_out_option("写到哪里；后缀决定格式。写几份提纲时是文件夹。")
@click.option(
    "--to",
    "formats",
    metavar="格式,…",
    help="写成哪些格式：docx、html、md、txt、json、pdf，用逗号隔开；pdf 要有 LibreOffice。",
)
@click.option("--strict", is_flag=True, help="有待补、待核实的内容就不写。")
@_force_option
@click.option("--prefer", multiple=True, metavar="文件", help="同一年的几个文件说法不一时，以哪个文件为准。")
def draft(workspace: str | None, **options: Any) -> int:
    """起草文稿，写出文件和待补清单。

    例：nigao draft annual-summary -w 我院 --year 2026
    """
    from generator.cli.drafting import Options, draft_all

    return draft_all(_relative(workspace), Options(**options))


@nigao.command(cls=Command)
@click.argument("name", metavar="提纲", shell_complete=completing.outlines)
@_workspace_option
@_year_option
@_out_option("写到哪里，后缀是 .xlsx 或 .yaml；不写时是 提纲-年份-事实表.xlsx。")
@_force_option
def facts(name: str, workspace: str | None, year: int | None, out: str | None, force: bool) -> int:
    """写出事实表：一份提纲要用的全部事实，已有的填好。

    填完用 draft 的 -f 交回。例：nigao facts annual-summary -w 我院 -o 事实表.xlsx
    """
    from generator.cli.asking import write_form

    return write_form(_relative(workspace), name, year, out, force)


@nigao.command(cls=Command)
@click.argument("source", metavar="文件", shell_complete=completing.files)
@_out_option("写到哪里，后缀是 .docx；不写时写在原文件旁边，名称后面加“-定稿”。")
@_force_option
def final(source: str, out: str | None, force: bool) -> int:
    """写出定稿：去掉拟稿的批注、底色和标记，有缺口就不写。

    例：nigao final 二稿.docx -o 定稿.docx
    """
    from generator.cli.finishing import write_final

    return write_final(source, out, force)


@nigao.command(cls=Command)
@click.argument("file", metavar="文件", shell_complete=completing.files)
@click.option(
    "--layout",
    metavar="版式",
    shell_complete=completing.layouts,
    help="照哪一个版式量，如 speech-large；不写时照国家标准（GB/T 9704-2012）。",
)
@_workspace_option
@click.option("--format", "form", metavar="text|json", default="text", help="显示成表格（text）还是 JSON。")
def proof(file: str, layout: str | None, workspace: str | None, form: str) -> int:
    """量一份 .docx 或 .pdf 的版面，逐条说出哪里不合规定。

    .docx 要有 LibreOffice 才能量；没有的，在 WPS 里“输出为PDF”再量。例：nigao proof 通知.pdf
    """
    from generator.cli.proofing import prove

    if form not in ("text", "json"):
        raise click.BadParameter(f"没有“{form}”这种显示方式，可用的是 text、json。")
    return prove(_relative(workspace), file, layout, form)


@nigao.command("list", cls=Command)
@_workspace_option
def outlines(workspace: str | None) -> int:
    """列出可用的提纲：名称、来自哪里、用来写什么。"""
    from generator.cli.showing import list_outlines

    return list_outlines(_relative(workspace))


@nigao.command(cls=Command)
@click.argument("name", metavar="提纲", shell_complete=completing.outlines)
@_workspace_option
@click.option("--origin", is_flag=True, help="在每个值后面标出它来自哪个文件哪一行。")
def outline(name: str, workspace: str | None, origin: bool) -> int:
    """显示一份提纲：所有改动合并以后的样子。"""
    from generator.cli.showing import show_outline

    return show_outline(_relative(workspace), name, origin)


@nigao.command(cls=Command)
@click.argument("name", metavar="[版式]", required=False, shell_complete=completing.layouts)
@_workspace_option
@click.option("--diff", "differing", is_flag=True, help="只列出与公文格式的国家标准（GB/T 9704-2012）不同的地方。")
@click.option("--origin", is_flag=True, help="在每个值后面标出它来自哪个文件哪一行。")
def layout(name: str | None, workspace: str | None, differing: bool, origin: bool) -> int:
    """显示一个版式：所有改动合并以后的样子；不写版式时，列出可用的版式。

    例：nigao layout gbt9704 --diff
    """
    from generator.cli.showing import list_layouts, show_deviations, show_layout

    if name is None and (differing or origin):
        raise click.UsageError("还要写明哪一个版式，如 gbt9704。")
    if differing and origin:
        raise click.UsageError("--diff 和 --origin 不能一起用。")
    folder = _relative(workspace)
    if name is None:
        return list_layouts(folder)
    return show_deviations(folder, name) if differing else show_layout(folder, name, origin)


@nigao.command(cls=Command)
@click.argument("kind", metavar="outline|facts|hospital|layout", shell_complete=completing.kinds)
@_workspace_option
def schema(kind: str, workspace: str | None) -> int:
    """显示一种文件的格式说明（JSON Schema），供编辑器检查和补全。

    例：nigao schema facts -w 我院 > 事实.schema.json
    """
    from generator.cli.terminal import fail, say_json
    from generator.library.schemas import KINDS
    from generator.pipeline import Workspace
    from generator.problems import Stop, did_you_mean

    if kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or f"可用的是 {'、'.join(KINDS)}。"
        raise click.BadParameter(f"没有“{kind}”这种文件。{hint}")
    try:
        made = Workspace(_relative(workspace)).schema(kind)
    except Stop as stop:
        return fail(stop.problems, "没有显示。")
    say_json(made)
    return 0


def _relative(folder: str | None) -> Path | None:
    """The folder as seen from the current one, so that problems name files as the user would."""
    if folder is None:
        return Path() if os.path.isfile("hospital.yaml") else None
    try:
        return Path(os.path.relpath(folder))
    except ValueError:
        return Path(folder)
