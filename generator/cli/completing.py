"""What the shell is told on Tab: outlines, layouts, kinds, files and folders; in silence where nothing can be told."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from generator.library import Listed
    from generator.pipeline import Workspace


def outlines(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The outlines of the hospital's folder that begin so, each with what it is for; none is offered twice."""
    given = ctx.params.get(param.name or "")
    taken = given if isinstance(given, tuple) else ()
    return _fitting(ctx, lambda workspace: workspace.outlines(), begun, taken)


def layouts(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The layouts of the hospital's folder that begin so, each with its full name."""
    return _fitting(ctx, lambda workspace: workspace.layouts(), begun)


def _fitting(
    ctx: click.Context, listed: Callable[[Workspace], list[Listed]], begun: str, taken: tuple[str, ...] = ()
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from generator.characters import shown
    from generator.pipeline import Workspace

    folder = ctx.params.get("workspace") or (os.curdir if os.path.isfile("hospital.yaml") else None)
    try:
        rows = listed(Workspace(folder))
    except Exception:
        return []
    fitting = [row for row in rows if row.name.startswith(begun) and row.name not in taken]
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
