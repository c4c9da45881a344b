"""What the commands show of outlines and layouts: lists, whole files with all differences applied, deviations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from generator.cli.terminal import columns, fail, say, typed
from generator.library import Listed
from generator.pipeline import Workspace
from generator.problems import Stop


def list_outlines(folder: Path | None) -> int:
    """The outlines at hand, a line each."""
    return _shown(lambda: _listed(folder, Workspace(folder).outlines(), "outline"), "没有列出。")


def list_layouts(folder: Path | None) -> int:
    """The layouts at hand, a line each."""
    return _shown(lambda: _listed(folder, Workspace(folder).layouts(), "layout"), "没有列出。")


def show_outline(folder: Path | None, name: str, origins: bool) -> int:
    """An outline whole, as YAML."""
    return _shown(lambda: Workspace(folder).outline_text(name, origins), "没有显示。")


def show_layout(folder: Path | None, name: str, origins: bool) -> int:
    """A layout whole, as YAML."""
    return _shown(lambda: Workspace(folder).layout_text(name, origins), "没有显示。")


def show_deviations(folder: Path | None, name: str) -> int:
    """Where a layout is not as the standard wants it, a line each, the strictest first."""
    return _shown(lambda: _deviations(Workspace(folder), name), "没有显示。")


def _shown(text: Callable[[], str], closing: str) -> int:
    try:
        if lines := text().splitlines():
            say(*lines)
    except Stop as stop:
        return fail(stop.problems, closing)
    return 0


def _listed(folder: Path | None, rows: Iterable[Listed], command: str) -> str:
    given = f" -w {typed(folder)}" if folder and folder != Path() else ""
    return _lines(
        (row.name, row.place, f"有错误，用 nigao {command} {row.name}{given} 查看" if row.broken else row.summary)
        for row in rows
    )


def _deviations(workspace: Workspace, name: str) -> str:
    rows = [
        (wanted.strength, wanted.says, f"这里：{here}", f"标准：{wanted.wanted}", wanted.basis)
        for wanted, here in workspace.deviations(name)
    ]
    return _lines(rows) if rows else "版式管得到的地方，与 GB/T 9704-2012 没有不同。\n"


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"{line}\n" for line in columns(rows))
