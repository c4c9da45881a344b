"""Ids of the built-in outlines are public: public_ids.yaml freezes them."""

from pathlib import Path

import pytest
import yaml

from generator import Workspace
from generator.yaml_source import Mapping, Sequence, parse

FILE = Path(__file__).parent / "public_ids.yaml"
PUBLIC: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def found(parts: Mapping, within: str = "") -> list[str]:
    ids = []
    for key in ("points", "sections"):
        below = parts.get(key)
        for part in below.items if isinstance(below, Sequence) else ():
            assert isinstance(part, Mapping)
            path = f"{within}{getattr(part.items['id'], 'value', '')}"
            ids += [path, *found(part, f"{path}/")]
    return ids


def test_every_built_in_outline_is_frozen_here() -> None:
    assert {row.name for row in Workspace().outlines()} == PUBLIC.keys()


@pytest.mark.parametrize("name", PUBLIC)
def test_the_public_ids_are_there_in_their_order(name: str) -> None:
    outline = parse(Workspace().outline_text(name), name)
    assert isinstance(outline, Mapping)
    assert found(outline) == PUBLIC[name]
