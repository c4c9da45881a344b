"""The outlines of the example hospitals differ from the built-in ones by what their files say, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import Workspace
from generator.yaml_source import Mapping, Node, Scalar, Sequence, parse, read
from tests.workspaces import BUILT_IN, ROOT

OVERLAYS = [
    path
    for path in sorted((ROOT / "examples").glob("*/outlines/*.yaml"))
    if path.stem in BUILT_IN and path.stem != "facts"
]
Values = dict[tuple[str, ...], str | None]


def values(node: Node | None, place: tuple[str, ...] = ()) -> Values:
    """Every scalar by its place; a section or point by its id, not by its number."""
    if isinstance(node, Mapping):
        return {key: text for name, below in node.items.items() for key, text in values(below, (*place, name)).items()}
    if isinstance(node, Sequence):
        found: Values = {}
        for number, item in enumerate(node.items):
            id = item.get("id") if isinstance(item, Mapping) else None
            found |= values(item, (*place, id.value or "" if isinstance(id, Scalar) else str(number)))
        return found
    return {place: node.value if node else None}


def said_by(path: Path) -> tuple[Values, list[tuple[str, ...]]]:
    """What an overlay's file gives by its place in the result, and the parts that it takes out."""
    given = values(read(path))
    removed = [place[:-1] for place in given if place[-1] == "remove"]
    mere = ("remove", "before", "after", "under", "extends")
    kept = {place: text for place, text in given.items() if place[-1] not in mere and place[:-1] not in removed}
    return kept, removed


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_an_overlay_changes_what_it_says_and_nothing_else(path: Path) -> None:
    builtin = values(parse(Workspace().outline_text(path.stem), path.stem))
    own = values(parse(Workspace(path.parents[1]).outline_text(path.stem), path.stem))
    given, removed = said_by(path)
    gone = [place for place in builtin if any(place[: len(part)] == part for part in removed)]
    assert removed == [] or gone
    assert own == {place: text for place, text in (builtin | given).items() if place not in gone}


def test_three_genres_are_customised() -> None:
    assert len({path.stem for path in OVERLAYS}) >= 3
