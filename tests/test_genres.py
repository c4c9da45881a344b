"""Every built-in genre in five variants: filled, empty, falling, for a party branch, two years earlier."""

from __future__ import annotations

import re

import pytest

from generator import Draft
from generator.document import Block, Fact, Gap, Text, walk
from tests.genres import GENRES, VARIANTS, earlier, empty, falling, filled, party_branch

# The half year ends on the same day every year.
HALF = "6月底|6月30日"
BODIES = re.compile("党委|党总支|纪委|中心组")


def texts(draft: Draft) -> list[str]:
    return [inline.text for _, inline in walk(draft.document) if isinstance(inline, Text)]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", GENRES)
def test_every_variant_is_a_whole_document(name: str, variant: str) -> None:
    draft = VARIANTS[variant](name)
    assert [problem for problem in draft.problems if problem.severity != "advice"] == []
    assert all(block.text or block.cell for block in draft.document.blocks)
    assert {block.id for block in headed(filled(name))} <= {block.id for block in headed(draft)} | OWN


# What the example's own outlines add to the built-in ones.
OWN = {"reform/village"}


def headed(draft: Draft) -> list[Block]:
    return [block for block in draft.document.blocks if block.kind == "heading" and "." not in block.id]


@pytest.mark.parametrize("name", GENRES)
def test_the_example_leaves_no_gap_and_has_its_length(name: str) -> None:
    draft, genre = filled(name), GENRES[name]
    assert [ask.key for ask in draft.gaps] == []
    least, most = genre.length
    assert least <= draft.length <= most


@pytest.mark.parametrize("variant", ["filled", "falling", "party-branch", "earlier"])
@pytest.mark.parametrize("name", GENRES)
def test_little_of_it_rests_on_no_fact(name: str, variant: str) -> None:
    assert VARIANTS[variant](name).generic_share <= GENRES[name].generic / 100


@pytest.mark.parametrize("name", GENRES)
def test_every_number_comes_from_a_fact_or_counts_parts(name: str) -> None:
    said = [re.sub(HALF, "", text) for text in texts(filled(name)) + texts(empty(name))]
    assert [text for text in said if re.search(r"\d", text)] == []


@pytest.mark.parametrize("name", GENRES)
def test_falling_numbers_change_numbers_alone(name: str) -> None:
    """So that no word praises what a number does not: the words are the same whichever way the numbers go."""
    assert texts(falling(name)) == texts(filled(name))
    grown = [inline.text for _, inline in walk(falling(name).document) if isinstance(inline, Fact)]
    assert [text for text in grown if re.match("增长|提高", text)] == []


@pytest.mark.parametrize("name", GENRES)
def test_a_party_branch_is_called_one(name: str) -> None:
    draft = party_branch(name)
    said = [*texts(draft), *(inline.text for _, inline in walk(draft.document) if is_term(inline))]
    assert [text for text in said if BODIES.search(text)] == []


def is_term(inline: object) -> bool:
    return isinstance(inline, Fact) and inline.how == "term"


@pytest.mark.parametrize("name", GENRES)
def test_two_years_earlier_official_wording_is_that_years(name: str) -> None:
    then, now = wording(earlier(name)), wording(filled(name))
    assert then.keys() == now.keys()
    assert [key for key in ("wording.campaign", "wording.guiding_line") if key in then and then[key] == now[key]] == []


def wording(draft: Draft) -> dict[str, str]:
    return {
        key: inline.text
        for _, inline in walk(draft.document)
        if isinstance(inline, Fact)
        for key in inline.keys
        if key.startswith("wording.")
    }


@pytest.mark.parametrize("name", GENRES)
def test_every_point_of_an_empty_draft_asks_for_a_fact(name: str) -> None:
    points: dict[str, list[Block]] = {}
    for block in empty(name).document.blocks:
        if block.kind == "point":
            points[block.id] = [block]
        elif block.kind == "body" and (owner := points.get(re.sub(r"[.]\d+$", "", block.id))):
            owner.append(block)
    assert [id for id, blocks in points.items() if not any(asks(block) for block in blocks)] == []


def asks(block: Block) -> bool:
    gaps = (inline for inline in block.words if isinstance(inline, Gap))
    return any(not key.startswith(("hospital.", "wording.")) for gap in gaps for key in gap.keys)
