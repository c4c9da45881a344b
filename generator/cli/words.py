"""click in Chinese: help pages and usage errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import click

from generator.characters import shown
from generator.cli.terminal import columns
from generator.problems import did_you_mean

_NO_OUTLINE = "还要写明提纲的名称，如 annual-summary；有哪些提纲，用 nigao list 查看。"
_MISSING = {
    "source": "还要写明哪个文件，如 二稿.docx。",
    "file": "还要写明要量的文件，如 通知.docx。",
    "folder": "还要写明新文件夹的名称，如 我院。",
    "kind": "还要写明哪一种文件：outline、facts、hospital 或 layout。",
}


class Formatter(click.HelpFormatter):
    """Help pages in columns of Chinese, with full-width colons, never wrapped."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{heading}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        for line in columns(rows):
            self.write(f"  {line}\n")

    def write_text(self, text: str) -> None:
        for line in text.splitlines():
            self.write(f"  {line}".rstrip() + "\n")


class Context(click.Context):
    formatter_class = Formatter


class Command(click.Command):
    """A command whose help page is Chinese."""

    context_class = Context

    def __init__(self, name: str | None, **kwargs: Any) -> None:
        super().__init__(name, options_metavar="[选项]", **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as wrong:
            wrong.ctx = wrong.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(f"用法：{ctx.command_path} {' '.join(self.collect_usage_pieces(ctx))}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("选项"):
            formatter.write_dl([record for record in records if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份说明。"
        return option


class Group(Command, click.Group):
    """The command with its subcommands."""

    command_class = Command

    def __init__(self, name: str | None, **kwargs: Any) -> None:
        super().__init__(name, subcommand_metavar="命令 [参数]…", **kwargs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        unknown = bool(args) and args[0] not in self.commands and not args[0].startswith("-")
        if unknown and not ctx.resilient_parsing:
            hint = did_you_mean(args[0], self.commands) or f"可用的命令是 {'、'.join(self.commands)}。"
            ctx.fail(f"没有 {args[0]} 这个命令。{hint}")
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_options(self, ctx, formatter)
        records = [(name, self.commands[name].get_short_help_str(60)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(records)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def usage_error(wrong: click.UsageError) -> str:
    """What was wrong with the command line, in Chinese."""
    return shown(_usage_error(wrong))


def _usage_error(wrong: click.UsageError) -> str:
    if isinstance(wrong, click.NoSuchOption):
        meant = "、".join(wrong.possibilities or ())
        return f"没有 {wrong.option_name} 这个选项。{f'是不是 {meant}？' if meant else ''}"
    if isinstance(wrong, click.MissingParameter):
        return _MISSING.get(wrong.param.name or "" if wrong.param else "", _NO_OUTLINE)
    if isinstance(wrong, click.BadOptionUsage):
        takes = "后面不跟值" if "does not take" in wrong.message else "后面要跟一个值"
        return f"选项 {wrong.option_name} {takes}。"
    if found := re.search(r"unexpected extra arguments? \((.+)\)", wrong.message):
        return f"多写了 {found[1]}。"
    return wrong.message
