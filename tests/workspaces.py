"""Hospitals' folders made from texts, and what the public API and the command say of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import Stop, Workspace
from generator.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "county-hospital"
BUILT_IN = sorted(path.stem for path in (ROOT / "outlines").glob("*.yaml") if path.stem != "facts")
BASE = """
title: 总结
sections:
  - id: a
    heading: 甲
    points:
      - {id: x, heading: 子, text: 一句。}
      - {id: y, heading: 丑, text: 两句。}
  - {id: b, heading: 乙, lead: {template: b/lead}}
  - {id: c, heading: 丙, lead: 三句。}
"""
SMALL: Mapping[str, str | bytes] = {
    "hospital.yaml": "name: 青梧县人民医院\nparty_org: 党委\n",
    "outlines/base.yaml": BASE,
    "templates/base/b/lead.j2": "引语。",
}


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """`folder` with `files` by their paths in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def lines(workspace: Workspace, name: str) -> list[str]:
    """The paragraphs of a draft below its title."""
    return [block.text for block in workspace.draft(name, 2026).document.blocks if block.kind != "title"]


def ids(workspace: Workspace, name: str) -> list[str]:
    """The ids of a draft's headings and points."""
    blocks = workspace.draft(name, 2026).document.blocks
    return [block.id for block in blocks if block.kind in ("heading", "point")]


def told(act: Callable[[], object]) -> list[Problem]:
    """The problems that `act` stops with; a test fails if it does not stop."""
    with pytest.raises(Stop) as stop:
        act()
    return list(stop.value.problems)


@dataclass(frozen=True)
class Done:
    """What the command did."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """The lines that tell problems, without the closing line."""
        return self.err.splitlines()[:-1]
