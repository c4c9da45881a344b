"""The words of the product itself: outlines and templates as their writers left them, held to genres/voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from generator import Workspace, places, prose
from generator.document import Fact, Gap, Inline, Inlines, Text, walk
from generator.yaml_source import Mapping, Node, Scalar, Sequence, parse, read
from tests.genres import GENRES, empty, filled

JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
WORDS = (
    "title", "subtitle", "byline", "date", "recipient", "salutation", "opening", "closing", "signature", "heading",
    "lead", "text", "organ", "number", "notes", "cc", "issuer", "present", "absent", "observers",
)  # fmt: skip
PARTY = "党委|党总支|党支部|支部|党小组|纪委|纪检委员|中心组|民主生活会|组织生活会|支委|总支"
# The half year ends on the same day every year.
HALF = "6月底|6月30日"
PLACES = "[省市县区镇乡]"
DIRECTIONS = (
    "增长|下降|提升|提高|突破|跃升|攀升|再创|新高|显著|明显|大幅|喜人|圆满|有效|成效|强劲|持续向好|进一步|不断|全面加强"
)
ASSERTED = re.compile("了|已经|完成(?!时限)|办结|做到了|取得")
GENERIC = Path(__file__).parent / "goldens" / "generic-sentences.txt"


def templates() -> Iterator[tuple[str, str]]:
    root = places.builtin_templates()
    for path in sorted(root.rglob("*.j2")):
        yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def outline_words(node: Node, key: str = "") -> Iterator[str]:
    if isinstance(node, Mapping):
        for name, below in node.items.items():
            yield from outline_words(below, name)
    elif isinstance(node, Sequence):
        for below in node.items:
            yield from outline_words(below, key)
    elif key in WORDS and node.value:
        yield node.value


def outlines() -> Iterator[tuple[str, str]]:
    for name in GENRES:
        for words in outline_words(parse(Workspace().outline_text(name), name)):
            yield name, words


def typed() -> Iterator[tuple[str, str]]:
    """All words that were typed, with their place; what Jinja fills in is a blank."""
    for place, text in [*outlines(), *templates()]:
        yield place, JINJA.sub("\ufffc", text)


def expressions() -> list[str]:
    entries = read(places.data() / "wording" / "current.yaml")
    assert isinstance(entries, Sequence)
    words = [entry.items["text"] for entry in entries.items if isinstance(entry, Mapping)]
    return [re.sub("[“”]", "", word.value or "").removesuffix("时期") for word in words if isinstance(word, Scalar)]


def found(pattern: str) -> list[tuple[str, str]]:
    return [(place, match[0]) for place, text in typed() for match in re.finditer(pattern, text)]


def test_words_that_follow_the_party_organisation_are_never_typed() -> None:
    assert found(PARTY) == []


def test_campaigns_meetings_and_plans_are_never_typed() -> None:
    assert found("|".join(map(re.escape, expressions()))) == []
    assert found("[一二三四五六七八九十]+大|[一二三四五六七八九]中全会|主题教育|十[一二三四五六七八九]五") == []


def test_years_numbers_and_places_are_never_typed() -> None:
    assert [place for place, text in typed() if re.search("[0-9０-９]", re.sub(HALF, "", text))] == []
    assert found(f"[\u4e00-\u9fff]{PLACES}(?:人民|中心|中医|妇幼)") == []


def test_no_word_says_which_way_a_number_went() -> None:
    assert found(DIRECTIONS) == []


def headings(parts: Node | None) -> Iterator[tuple[str, list[str]]]:
    """For each group of siblings its literal headings: `sections` those with a number, `points` all."""
    for part in parts.items if isinstance(parts, Sequence) else ():
        if isinstance(part, Mapping):
            for key in ("sections", "points"):
                yield from _group(key, part.get(key))
                yield from headings(part.get(key))


def _group(key: str, parts: Node | None) -> Iterator[tuple[str, list[str]]]:
    items = [part for part in (parts.items if isinstance(parts, Sequence) else ()) if isinstance(part, Mapping)]
    numbered = [part for part in items if getattr(part.get("numbered"), "value", None) != "false"]
    words = [getattr(part.get("heading"), "value", None) for part in numbered]
    if literal := [word for word in words if word and "{" not in word]:
        yield key, literal


def groups(name: str) -> list[tuple[str, list[str]]]:
    outline = parse(Workspace().outline_text(name), name)
    assert isinstance(outline, Mapping)
    return [*_group("sections", outline.get("sections")), *headings(outline.get("sections"))]


@pytest.mark.parametrize("name", GENRES)
def test_headings_of_sections_are_equal_in_shape(name: str) -> None:
    for key, words in groups(name):
        halves = [[prose.han(half) for half in re.split("[，、]", word)] for word in words]
        assert len({len(sizes) for sizes in halves}) == 1, words
        left, *rights = zip(*halves, strict=True)
        if key == "sections":
            assert len(set(left)) == 1 or (not rights and max(left) - min(left) <= 2), words
        assert [sizes for sizes in rights if max(sizes) - min(sizes) > 2] == [], words


@pytest.mark.parametrize("name", GENRES)
def test_headings_of_points_are_equal_in_length(name: str) -> None:
    for key, words in groups(name):
        assert key == "sections" or len({prose.han(word) for word in words}) == 1, words


@pytest.mark.parametrize("name", GENRES)
def test_headings_of_siblings_begin_with_words_of_their_own(name: str) -> None:
    for _, words in groups(name):
        begins = [half[:2] for word in words if "，" in word for half in word.split("，")]
        frame = [begin for begin in begins if begins.count(begin) == len(words)]
        assert [begin for begin in set(begins) - set(frame) if begins.count(begin) > 1] == [], words


def sentences(inlines: Inlines) -> Iterator[list[Inline]]:
    """The sentences of one paragraph, as the inlines that stand in them; facts and gaps end none."""
    sentence: list[Inline] = []
    for inline in inlines:
        bounds = prose.sentences(inline.text) if isinstance(inline, Text) else [(0, 0)]
        for start, end in bounds:
            sentence.append(Text(inline.text[start:end]) if isinstance(inline, Text) else inline)
            if inline.text[start:end].endswith(("。", "！", "？")):
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def generic(name: str) -> list[str]:
    """What the draft without facts says although it knows nothing."""
    return [
        "".join(inline.text for inline in sentence)
        for block in empty(name).document.blocks
        for sentence in sentences(block.inlines)
        if not any(isinstance(inline, Gap) for inline in sentence)
    ]


@pytest.mark.parametrize("name", GENRES)
def test_a_draft_without_facts_asserts_nothing(name: str) -> None:
    assert [words for words in generic(name) if ASSERTED.search(words)] == []


def test_what_drafts_say_without_facts_is_kept_to_be_read(rewrite: bool) -> None:
    said = "".join(f"# {name}\n" + "".join(f"{words}\n" for words in generic(name)) + "\n" for name in sorted(GENRES))
    if rewrite:
        GENERIC.write_text(said, encoding="utf-8", newline="\n")
    assert GENERIC.read_text(encoding="utf-8") == said, "read the difference, then pytest --rewrite"


@pytest.mark.parametrize("name", GENRES)
def test_no_two_sentences_in_a_row_rest_on_nothing(name: str) -> None:
    for block in filled(name).document.blocks:
        if block.kind in ("body", "point"):
            bare = [all(isinstance(inline, Text) for inline in sentence) for sentence in sentences(block.words)]
            assert (True, True) not in list(pairwise(bare)), block.text


def test_every_fact_of_a_draft_has_a_key_that_somebody_can_be_asked_for() -> None:
    for name in GENRES:
        facts = [inline for _, inline in walk(filled(name).document) if isinstance(inline, Fact)]
        assert [inline.text for inline in facts if not inline.keys] == []
