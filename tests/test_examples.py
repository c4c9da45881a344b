"""The example hospital: its drafts as they are kept, and what must hold of them. `pytest --rewrite` keeps new ones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path

import openpyxl
import pytest
import yaml

from generator import Draft
from generator.document import Fact, Gap, Text, walk
from tests.genres import GENRES, empty, filled, workspace
from tests.workspaces import EXAMPLE

GOLDENS = Path(__file__).parent / "goldens"
KEPT = {
    **{f"county-{name}": partial(filled, name) for name in GENRES},
    **{f"no-facts-{name}": partial(empty, name) for name in GENRES},
    "county-annual-summary-2025": lambda: workspace().draft("annual-summary", 2025),
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NUMBERING = re.compile(r"[一二三四五六七八九十]+[、是]|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+，")


def listed(draft: Draft) -> str:
    """The to-fill list as lines of cells."""
    sheet = openpyxl.load_workbook(io.BytesIO(draft.to_fill())).active
    assert sheet
    rows = sheet.iter_rows(values_only=True)
    return "".join("\t".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def files(draft: Draft) -> dict[str, str]:
    made = {"txt": draft.to_bytes("txt").decode()}
    if draft.document.outline == "annual-summary":
        made["json"] = draft.to_bytes("json").decode()
    return {**made, "待补清单.tsv": listed(draft)} if draft.gaps else made


@pytest.mark.parametrize("name", KEPT)
def test_drafts_are_as_they_are_kept(name: str, rewrite: bool) -> None:
    made = {f"{name}.{ending}": text for ending, text in files(KEPT[name]()).items()}
    if rewrite:
        GOLDENS.mkdir(exist_ok=True)
        for old in GOLDENS.glob(f"{name}.*"):
            old.unlink()
        for file, text in made.items():
            (GOLDENS / file).write_text(text, encoding="utf-8", newline="\n")
    kept = {path.name: path.read_text(encoding="utf-8") for path in GOLDENS.glob(f"{name}.*")}
    assert kept.keys() == made.keys()
    for file, text in made.items():
        assert text.splitlines() == kept[file].splitlines(), f"{file}: read the difference, then pytest --rewrite"


def test_nothing_is_kept_that_is_not_drafted() -> None:
    assert {path.name.split(".")[0] for path in GOLDENS.iterdir()} - {"generic-sentences"} == KEPT.keys()


@pytest.fixture(scope="module", params=[name for name in KEPT if name.startswith("county-annual")])
def full(request: pytest.FixtureRequest) -> Draft:
    return KEPT[request.param]()


def test_it_has_no_gap_and_nothing_to_tell(full: Draft) -> None:
    assert [inline.text for _, inline in walk(full.document) if isinstance(inline, Gap)] == []
    assert (full.gaps, full.problems) == ((), ())


def test_it_is_about_three_thousand_characters_long(full: Draft) -> None:
    assert 2_700 <= full.length <= 3_300


def test_less_than_a_tenth_of_it_is_generic(full: Draft) -> None:
    assert full.generic_share < 0.1


def test_every_number_comes_from_a_fact(full: Draft) -> None:
    texts = [inline.text for _, inline in walk(full.document) if isinstance(inline, Text)]
    assert [text for text in texts if re.search(r"\d", text)] == []
    counted = [text for text in texts if re.search("(?<!头)[一二三四五六七八九十百千万两]+[个项次名场条篇件]", text)]
    assert [text for text in counted if not NUMBERING.match(text)] == []


def test_every_fact_has_a_source_in_the_hospitals_own_files(full: Draft) -> None:
    places = re.compile(r"(hospital|facts/202[456])\.yaml:\d+|提法 .+")
    for _, inline in walk(full.document):
        if isinstance(inline, Fact) and inline.keys != ("year",) and inline.how != "length":
            assert any(places.fullmatch(source) for source in inline.sources), inline


def values(year: int) -> dict[str, str]:
    """The facts of one year's file, read without nigao: dotted key → value as typed."""

    def flat(node: object, prefix: str) -> Iterator[tuple[str, str]]:
        if not isinstance(node, dict):
            yield prefix, str(node)
        elif "value" in node:
            yield prefix, str(node["value"])
            if "last_year" in node:
                yield f"{prefix}.last_year", str(node["last_year"])
        else:
            for key, below in node.items():
                yield from flat(below, f"{prefix}.{key}".lstrip("."))

    text = (EXAMPLE / "facts" / f"{year}.yaml").read_text(encoding="utf-8")
    return dict(flat(yaml.load(text, yaml.BaseLoader), ""))


def grown(now: str, before: str, percent: bool) -> str:
    """Growth in words, worked out anew: half up, one place."""
    difference = Decimal(now) - Decimal(before)
    change = difference if percent else difference * 100 / Decimal(before)
    shown = abs(change).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if shown == 0:
        return "基本持平" if difference else "持平"
    up, down, unit = ("提高", "下降", "个百分点") if percent else ("增长", "下降", "%")
    return f"{up if difference > 0 else down}{shown}{unit}"


PERCENT = ("rate", "share", "pct", "satisfaction", "approval", "weight")


def test_growth_is_what_the_two_files_say(full: Draft) -> None:
    year = full.document.year or 0
    now, before = values(year), values(year - 1) if year == 2026 else {}
    found = [inline for _, inline in walk(full.document) if isinstance(inline, Fact) and inline.how == "growth"]
    assert found
    for inline in found:
        key = next(key for key in inline.keys if not key.endswith(".last_year"))
        last = before.get(key) or now[f"{key}.last_year"]
        assert inline.text == grown(now[key], last, key.endswith(PERCENT)), key


def test_values_of_last_year_are_those_of_the_year_before(full: Draft) -> None:
    year = full.document.year or 0
    now, before = values(year), values(year - 1) if year == 2026 else {}
    found = [
        (inline.keys[0], inline.text)
        for _, inline in walk(full.document)
        if isinstance(inline, Fact) and inline.how == "as given" and inline.keys[0].endswith(".last_year")
    ]
    assert found
    for key, text in found:
        assert text == (before.get(key.removesuffix(".last_year")) or now[key])


def test_every_printed_number_is_one_that_was_typed(full: Draft) -> None:
    year = full.document.year or 0
    typed = " ".join([*values(year).values(), *(values(year - 1).values() if year == 2026 else ())])
    typed += (EXAMPLE / "facts" / f"{year}.yaml").read_text(encoding="utf-8") + f" {year} {year - 1}"
    known = set(NUMBER.findall(typed))
    for _, inline in walk(full.document):
        if isinstance(inline, Fact) and inline.how == "as given":
            assert set(NUMBER.findall(inline.text)) <= known, inline


def test_shortcomings_and_next_steps_are_one_to_one(full: Draft) -> None:
    ids = [block.id for block in full.document.blocks]
    issues = [id.rpartition("/")[2].removeprefix("issue") for id in ids if re.search(r"/issue[.]\d+$", id)]
    steps = [id.rpartition("/")[2].removeprefix("step") for id in ids if re.search(r"/step[.]\d+$", id)]
    assert issues == steps == [".1", ".2", ".3"]
