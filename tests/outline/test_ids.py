"""Ids of the built-in outlines are public: hospitals' overlays rest on them. Add to this list, take nothing out."""

import pytest

from generator import Workspace
from generator.yaml_source import Mapping, Sequence, parse

THEMES = {
    "education": ["theory", "campaign", "training"],
    "politics": ["decision", "first-topic", "contact", "assessment"],
    "organisation": ["coverage", "activities", "members"],
    "conduct": ["warning", "inspection", "complaints", "burden"],
    "reform": ["projects", "access", "clinics", "assistance"],
    "publicity": ["ideology", "stories", "models"],
}
ENDS = {"shortcomings": ["issue"], "next-steps": ["step"]}


def paths(sections: dict[str, list[str]], below: str = "") -> list[str]:
    return [path for id, points in sections.items() for path in (below + id, *(f"{below}{id}/{p}" for p in points))]


PUBLIC = {
    "annual-summary": paths({**THEMES, **ENDS}),
    "annual-report": ["work-done", *paths(THEMES, "work-done/"), *paths(ENDS)],
}


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
