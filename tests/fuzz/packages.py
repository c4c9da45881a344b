"""Our own .docx, damaged in its parts and bytes: read back as a recipe of sound marks, or refused."""

from __future__ import annotations

from functools import cache

from generator import Stop, Workspace, archive
from generator.word import recipe
from tests.fuzz import laws
from tests.fuzz.bending import bent_package
from tests.fuzz.choices import Choices, tokens
from tests.workspaces import EXAMPLE

TOKENS = (*tokens("docx"), 'year="' + "9" * 5000 + '"')


@cache
def _sound() -> tuple[bytes, ...]:
    workspace = Workspace(EXAMPLE)
    return tuple(
        workspace.draft(name, 2026).to_bytes("docx") for name in ("annual-summary", "brief", "experience-report")
    )


def run(data: bytes) -> None:
    choose = Choices(data)
    made = bent_package(choose, choose.choice(_sound()), TOKENS)
    with laws.bounded():
        try:
            read = recipe.read(made)
        except archive.Unreadable:
            return
        except Stop as stop:
            laws.told_well(stop.problems)
            return
    if read is None:
        return
    assert read.year is None or 1 <= read.year <= 9999, read.year
    for mark in read.marks:
        assert mark.kind in ("block", "fact", "gap"), mark
        assert (mark.state in ("missing", "to_confirm")) == (mark.kind == "gap"), mark
