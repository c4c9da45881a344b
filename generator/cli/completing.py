"""What the shell is told on Tab: outlines, kinds, files and folders; in silence where nothing can be told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def outlines(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The outlines of the hospital's folder that begin so, each with what it is for; none is offered twice."""
    from click.shell_completion import CompletionItem

    from generator.characters import shown
    from generator.pipeline import Workspace

    given = ctx.params.get(param.name or "")
    taken = given if isinstance(given, tuple) else ()
    folder = ctx.params.get("workspace") or (os.curdir if os.path.isfile("hospital.yaml") else None)
    try:
        listed = Workspace(folder).outlines()
    except Exception:
        return []
    fitting = [row for row in listed if row.name.startswith(begun) and row.name not in taken]
    return [CompletionItem(row.name, help=shown(row.summary)) for row in fitting if shown(row.name) == row.name]


def kinds(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The kinds of files that have a schema."""
    from click.shell_completion import CompletionItem

    from generator.library.schemas import KINDS

    return [CompletionItem(kind) for kind in KINDS if kind.startswith(begun)]


def files(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The shell's own files."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def folders(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The shell's own folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="dir")]
