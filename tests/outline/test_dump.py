"""The resolved outline as text: it reads back to the same outline, and says where every value stands."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import Workspace, characters, yaml_source
from generator.problems import Origin
from generator.yaml_source import Mapping, Node, Scalar, Sequence, dump
from tests.conftest import Make
from tests.workspaces import EXAMPLE, put

HERE = Origin("outlines/own.yaml", 7)
BUILT_IN = ("annual-summary", "annual-report")


def plain(node: Node) -> Any:
    """Values and order alone, without places."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return [(key, plain(value)) for key, value in node.items.items()]
    return ("list", [plain(item) for item in node.items])


def mapping(items: dict[str, Node]) -> Mapping:
    return Mapping(items, dict.fromkeys(items, HERE), HERE)


def without_places(text: str) -> str:
    return re.sub(r"  # [^\n]*:\d+$", "", text, flags=re.M)


typed = st.one_of(
    st.none(),
    st.text(min_size=1),
    st.text(alphabet="党委 \n\t-:#'\"{}%|>~,.&*!@`[]\\\xa0\u3000a1，。", min_size=1),
    st.sampled_from(
        ["null", "~", "true", "010", "1.10", "no", "12:30", "- a", "a: b", "a #b", "一\n二", "一\n\n二\n", "x "]
    ),
)
scalars = typed.filter(lambda value: value is None or _can_be_read(value)).map(lambda value: Scalar(value, HERE))
nodes = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: Sequence(tuple(items), HERE)),
        st.dictionaries(st.text(alphabet="abc党_-. :#", min_size=1, max_size=6), inner, max_size=3).map(mapping),
    ),
    max_leaves=8,
)


def _can_be_read(value: str) -> bool:
    return characters.taken(value) == value and not characters.strange(value)


@given(st.dictionaries(st.text(alphabet="abc党_-", min_size=1, max_size=6), nodes, min_size=1, max_size=4))
def test_what_is_dumped_reads_back_the_same(items: dict[str, Node]) -> None:
    outline = mapping(items)
    for shown in (None, lambda origin: origin):
        assert plain(yaml_source.parse(dump.text(outline, shown), "dump")) == plain(outline)


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("of", [None, EXAMPLE])
def test_a_dump_given_as_own_outline_drafts_the_same(make: Make, name: str, of: Path | None) -> None:
    dumped = Workspace(of).outline_text(name)
    workspace = make({name: dumped})
    assert workspace.outline_text(name) == dumped


def test_a_dump_drafts_the_same_document(make: Make) -> None:
    dumped = Workspace().outline_text("annual-report")
    shortened = make({"annual-report": "extends: annual-summary\n"})
    assert shortened.outline_text("annual-report") != dumped
    again = make({"annual-report": dumped, "annual-summary": "extends: annual-report\n"})
    assert again.outline_text("annual-summary") == dumped


def test_every_value_is_followed_by_its_place(make: Make) -> None:
    workspace = make(
        {"own": "extends: base\nsections:\n  - id: c\n    lead: |\n      一行。\n\n      两行。\n    before: a\n"}
    )
    text = workspace.outline_text("own", origins=True)
    assert text.splitlines()[:6] == [
        "title: 总结  # 我院/outlines/base.yaml:2",
        "sections:",
        "  - id: c  # 我院/outlines/own.yaml:3",
        "    heading: 丙  # 我院/outlines/base.yaml:10",
        "    lead: |  # 我院/outlines/own.yaml:4",
        "      一行。",
    ]
    assert without_places(text) == workspace.outline_text("own")


def test_built_in_values_are_called_built_in() -> None:
    lines = Workspace().outline_text("annual-report", origins=True).splitlines()
    assert "layout: gbt9704  # 内置/outlines/annual-summary.yaml:2" in lines
    assert all(re.search(r":$|:\d+$", line) for line in lines)


def test_origins_of_the_example_name_its_files_as_seen_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)
    text = Workspace(".").outline_text("annual-summary", origins=True)
    assert "heading: 推进改革创新，方便县域百姓就医  # outlines/annual-summary.yaml:6" in text


def test_a_broken_outline_is_not_dumped(make: Make, folder: Path) -> None:
    make()
    put(folder, {"我院/outlines/base.yaml": "titel: x\n"})
    with pytest.raises(Exception, match="是不是“title”"):
        Workspace("我院").outline_text("base")
