"""The schemas that editors use: valid, fed by the tables that check the files, and of one mind with them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator import Workspace
from generator.layout import as_schema as layout_schema
from generator.library.schemas import KINDS
from generator.outline import shape
from tests.conftest import Make
from tests.workspaces import EXAMPLE, ROOT, told

START = ROOT / "generator" / "data" / "start"
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/hospital.yaml"))


def shipped() -> Iterator[tuple[str, Path, Path]]:
    """The kind of a file, the file, and the hospital that it belongs to."""
    for folder in (ROOT, START, *EXAMPLES):
        hospital = EXAMPLE if folder in (ROOT, START) else folder
        for path in sorted(folder.glob("outlines/*.yaml")):
            if path.stem != "facts":
                yield "outline", path, hospital
        for path in sorted(folder.glob("layouts/*.yaml")):
            yield "layout", path, hospital
        for path in (*sorted(folder.glob("facts/20*.yaml")), *sorted(folder.glob("cards/*.yaml"))):
            yield "facts", path, hospital
        if folder in EXAMPLES:
            yield "hospital", folder / "hospital.yaml", hospital
    for path in sorted((ROOT / "generator" / "data" / "layouts").glob("*.yaml")):
        yield "layout", path, EXAMPLE


FILES = [pytest.param(*each, id=f"{each[0]} {each[1].relative_to(ROOT)}") for each in shipped()]


def validator(workspace: Workspace, kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(workspace.schema(kind))


def typed(text: str) -> Any:
    """A file as an editor reads it: numbers and truths typed, days as text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def faults(kind: str, content: Any, workspace: Workspace | None = None) -> list[str]:
    return [each.message for each in validator(workspace or Workspace(EXAMPLE), kind).iter_errors(content)]


@pytest.mark.parametrize("folder", [None, EXAMPLE])
@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_the_same_each_time(kind: str, folder: Path | None) -> None:
    made = Workspace(folder).schema(kind)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"].endswith("2020-12/schema")
    assert json.dumps(made) == json.dumps(Workspace(folder).schema(kind))


@pytest.mark.parametrize(("kind", "path", "hospital"), FILES)
def test_what_is_shipped_fits_and_with_an_unknown_key_it_does_not(kind: str, path: Path, hospital: Path) -> None:
    content = typed(path.read_text(encoding="utf-8"))
    workspace = Workspace(hospital)
    assert faults(kind, content, workspace) == []
    assert faults(kind, {**content, "没有的键": 1}, workspace)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("outline", {"sections": [{"heading": "没有 id"}]}),
        ("outline", {"sections": [{"id": "a", "hedaing": "错字"}]}),
        ("outline", {"sections": [{"id": "a b"}]}),
        ("outline", {"sections": [{"id": "a", "enumerator": "甲是"}]}),
        ("outline", {"sections": [{"id": "a", "points": [{"id": "b", "remove": False}]}]}),
        ("outline", {"length": {"target": "很长"}}),
        ("outline", {"opening": {"tempate": "a"}}),
        ("outline", {"numbering": ["甲、"]}),
        ("outline", {"extends": "con"}),
        ("outline", {"extends": "-x"}),
        ("outline", {"extends": "提" * 61}),
        ("outline", {"opening": {"template": "a/NUL"}}),
        ("outline", {"opening": {"template": "Com1.j2"}}),
        ("facts", {"activity": {"no_such": 1}}),
        ("facts", {"activity": 1}),
        ("facts", {"activity.theme_days": {"vlaue": 1}}),
        ("facts", {"activity.theme_days": {"value": 1, "state": "大概"}}),
        ("facts", {"activity.theme_days": [1]}),
        ("facts", {"issues": [{"isue": "错字"}]}),
        ("facts", {"issues.1.isue": "错字"}),
        ("facts", {"village.no_such": 1}),
        ("hospital", {"party_org": "党组"}),
        ("hospital", {"terms": {"no_such": "甲"}}),
        ("hospital", {"leaders": [{"nmae": "甲"}]}),
        ("hospital", {"year": 26}),
        ("layout", {"page": {"margins_mm": {"tpo": 37}}}),
        ("layout", {"roles": {"heading5": {}}}),
        ("layout", {"page_number": {"odd": "up"}}),
        ("layout", {"page": {"mirror": "是"}}),
    ],
)
def test_what_the_command_refuses_does_not_fit(kind: str, content: dict[str, Any]) -> None:
    assert faults(kind, content)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("outline", {"extends": "annual-summary", "closing": None, "sections": [{"id": "a", "remove": True}]}),
        ("outline", {"extends": "console", "opening": {"template": "con-a/nul1.j2"}, "sections": [{"id": "con"}]}),
        ("outline", {"title": 2026, "numbering": "none", "sections": [{"id": "甲", "numbered": False, "role": None}]}),
        ("facts", {"activity.theme_days": "10余", "activity": {"party_lectures": {"value": 3, "last_year": None}}}),
        ("facts", {"activity.theme_days.last_year": 3, "activity": {"theme_days.last_year": 3}}),
        ("facts", {"issues.1.issue": "甲", "issues.2": {"cause": {"value": "乙", "state": "待核实"}}}),
        ("facts", {"issues": {"1": {"issue": "甲"}}}),
        ("facts", {"issues": {"state": "不适用"}, "plan": None, "honours.detail": {"state": "不适用"}}),
        ("facts", {"issues": {"value": [{"issue": "甲"}, None], "source": "台账"}}),
        ("facts", {"hospital.name": "某医院", "wording": {"campaign": "某教育"}, "village.visits": 3}),
        ("hospital", {"brand": {"state": "不适用"}, "year": 2026, "terms": {"study_group": "中心组"}, "layout": None}),
        ("layout", {"extends": "gbt9704", "page": {"margins_mm": {"top": 30}}, "roles": {"title": {"size_pt": "26"}}}),
        ("layout", {"name": "只换名称"}),
    ],
)
def test_what_the_command_takes_fits(kind: str, content: dict[str, Any]) -> None:
    assert faults(kind, content) == []


def test_the_facts_of_a_hospital_are_in_its_own_schema_alone() -> None:
    content = {"village": {"visits": 12}}
    assert faults("facts", content) == []
    assert faults("facts", content, Workspace())


def test_a_fact_says_what_is_asked() -> None:
    fact = Workspace().schema("facts")["$defs"]["plan.tasks"]
    assert fact["title"] == "党建要点任务数"
    assert fact["description"].startswith("党建要点任务数；单位：项；负责科室：党办；年度党建工作要点")


def keys(fragment: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(fragment, dict):
        yield from fragment.get("properties", {}).items()
        fragment = list(fragment.values())
    if isinstance(fragment, list):
        for below in fragment:
            yield from keys(below)


@pytest.mark.parametrize("kind", ["outline", "layout", "hospital"])
def test_every_key_is_explained_in_chinese(kind: str) -> None:
    silent = [key for key, fragment in keys(Workspace().schema(kind)) if not fragment.get("description", "").strip()]
    assert silent == []


def test_every_key_of_an_outline_and_a_layout_is_in_its_schema() -> None:
    outline = shape.as_schema()
    assert outline["properties"].keys() == shape._OUTLINE.keys()
    assert outline["$defs"]["part"]["properties"].keys() == shape._PART.keys()
    assert len(list(keys(layout_schema()))) > 100


def test_a_schema_says_something_of_every_key() -> None:
    outline = shape.as_schema()
    of_keys = {**outline["properties"], **outline["$defs"]["part"]["properties"]}
    assert all(of_keys.values())


def test_another_kind_is_refused() -> None:
    (problem,) = told(lambda: Workspace().schema("outlines"))
    assert (problem.code, problem.hint) == ("schema-unknown", "是不是“outline”？")


def test_a_broken_dictionary_is_told(make: Make) -> None:
    workspace = make(files={"outlines/facts.yaml": "own.a: {label: 甲, type: 数}\n"})
    assert [problem.code for problem in told(lambda: workspace.schema("facts"))] == ["dictionary-type"]


def test_a_fact_named_like_a_key_does_not_take_over_its_meaning(make: Make) -> None:
    own = "own.value: {label: 甲, type: text}\nown.note: {label: 乙, type: text}\n"
    told = json.dumps(make(files={"outlines/facts.yaml": own}).schema("facts")["properties"]["own"], ensure_ascii=False)
    assert "今年的值" not in told
    assert "备注" not in told
