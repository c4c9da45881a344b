"""What is found where: the hospital's folder over the built-in ones, and nothing outside them."""

from pathlib import Path

import pytest

from generator import Workspace
from generator.document import Fact
from generator.problems import Origin
from tests.conftest import Make
from tests.workspaces import BUILT_IN, SMALL, lines, put, told


def test_without_a_folder_there_are_the_built_in_outlines() -> None:
    assert [(row.name, row.place) for row in Workspace().outlines()] == [(name, "内置") for name in BUILT_IN]
    assert all(row.summary for row in Workspace().outlines())


def test_own_outlines_come_after_the_built_in_ones(make: Make) -> None:
    workspace = make({"annual-summary": "extends: annual-summary\nsummary_for: 我院用\n", "bad": "x: 1\n"})
    rows = {row.name: row for row in workspace.outlines()}
    assert list(rows) == [*BUILT_IN, "bad", "base"]
    assert [rows[name].place for name in ("annual-report", "annual-summary", "bad")] == ["内置", "本院改写", "本院"]
    assert [rows[name].summary for name in ("annual-summary", "bad")] == ["我院用", ""]
    assert [name for name, row in rows.items() if row.broken] == ["bad"]


def test_hidden_and_other_files_are_no_outlines(make: Make) -> None:
    workspace = make(files={"outlines/.x.yaml": "", "outlines/说明.txt": "", "outlines/base.yaml.bak": ""})
    assert [row.name for row in workspace.outlines()] == [*BUILT_IN, "base"]


def test_a_file_instead_of_a_folder_is_no_hindrance(folder: Path) -> None:
    put(folder / "我院", {"hospital.yaml": "name: 某院\n", "outlines": "", "facts": "", "templates": ""})
    workspace = Workspace("我院")
    assert len(workspace.outlines()) == len(BUILT_IN)
    assert workspace.draft("annual-summary", 2026).gaps


def test_a_link_out_of_the_folder_is_not_followed(make: Make, folder: Path) -> None:
    put(folder, {"secret.j2": "机密"})
    make({"own": "title: t\nsections: [{id: a, text: {template: out}}]\n"}, {"templates/own/x.j2": "x"})
    (folder / "我院" / "templates" / "own" / "out.j2").symlink_to(folder / "secret.j2")
    problems = told(lambda: Workspace("我院").draft("own", 2026))
    assert {problem.code for problem in problems} == {"file-outside"}
    assert "机密" not in "".join(str(problem) for problem in problems)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "C:/x", "a/../../x", "a\\b", ""])
def test_a_template_path_stays_in_the_template_folders(make: Make, path: str) -> None:
    workspace = make({"own": f"title: t\nsections: [{{id: a, text: {{template: '{path}'}}}}]\n"})
    assert told(lambda: workspace.draft("own", 2026))[0].code == "outline-type"


@pytest.mark.parametrize("name", ["../base", "a/b", "facts", "", "x y", "base.yaml"])
def test_an_outline_is_asked_for_by_its_name_alone(make: Make, name: str) -> None:
    workspace = make()
    assert told(lambda: workspace.draft(name, 2026))[0].code == "outline-missing"


def test_own_facts_are_announced_beside_the_built_in_ones(make: Make) -> None:
    workspace = make(
        {"own": "title: t\nsections: [{id: a, text: '{{ facts.own.new }}{{ facts.clean.inspections }}'}]\n"},
        {
            "outlines/facts.yaml": "own.new: {label: 新, type: integer}\n",
            "facts/2026.yaml": "own: {new: 7}\nclean: {inspections: 8}\n",
        },
    )
    assert workspace.draft("own", 2026).document.blocks[-1].text == "78"


def test_own_wording_overrides_by_id(make: Make) -> None:
    own = "- {id: fyp-15, text: 本地的说法, kind: plan, from: '2026-01-01'}\n"
    workspace = make({"own": "title: t\nsections: [{id: a, text: '{{ wording.plan }}'}]\n"}, {"wording.yaml": own})
    assert workspace.draft("own", 2026).document.blocks[-1].text == "本地的说法"


def test_the_workspace_may_be_a_path_or_a_word(folder: Path) -> None:
    put(folder / "我院", SMALL)
    assert len(Workspace(Path("我院")).outlines()) == len(Workspace("我院").outlines()) == len(BUILT_IN) + 1


class TestLayout:
    """Which layout a document gets: its own outline's, hospital.yaml's, the built-in outline's."""

    def test_a_layout_that_hospital_yaml_misspells_is_told_there(self, make: Make) -> None:
        workspace = make(files={"hospital.yaml": "name: 某院\nlayout: gbt9705\n"})
        (problem,) = told(lambda: workspace.draft("annual-summary", 2026))
        assert str(problem.origin).replace("\\", "/") == "我院/hospital.yaml:2"
        assert problem.hint == "是不是“gbt9704”？"

    def test_the_own_outlines_layout_goes_before_hospital_yamls(self, make: Make) -> None:
        own = "title: t\nlayout: gbt9704\nsections: [{id: a, text: 一句。}]\n"
        workspace = make({"own": own}, {"hospital.yaml": "layout: nowhere\n"})
        assert workspace.draft("own", 2026).to_bytes("docx")


def test_a_preferred_file_that_is_not_there_is_told(make: Make) -> None:
    workspace = make(files={"facts/2026.yaml": "activity.theme_days: 1\n"})
    (problem,) = told(lambda: workspace.draft("base", 2026, prefer=["2026-二.xlsx"]))
    assert (problem.code, problem.hint) == ("facts-not-preferred", "这两年的事实文件是 facts/2026.yaml")


def test_a_given_file_is_traced_by_its_name_and_told_by_its_path(make: Make, folder: Path) -> None:
    workspace = make({"own": "title: t\nsections: [{id: a, text: '{{ facts.activity.theme_days }}'}]\n"})
    sound, faulty = folder / "补充.yaml", folder / "错的.yaml"
    sound.write_text("activity.theme_days: 12\n", encoding="utf-8")
    faulty.write_text("activity.theme_days: 很多\n", encoding="utf-8")
    (block,) = workspace.draft("own", 2026, files=[sound]).document.blocks[1:]
    assert block.inlines == (Fact("12", ("activity.theme_days",), "as given", ("补充.yaml:1",)),)
    (problem,) = told(lambda: workspace.draft("own", 2026, files=[faulty]))
    assert problem.origin == Origin(str(faulty), 1)


def test_words_that_genres_share_are_replaced_for_one_genre_or_for_all(make: Make) -> None:
    one = make({}, {"templates/annual-summary/opening.j2": "本院开头。"})
    assert lines(one, "annual-summary")[0] == "本院开头。"
    assert "本院开头。" not in lines(one, "annual-report")
    every = make({}, {"templates/common/yearly-opening.j2": "共用开头。"})
    assert lines(every, "annual-report")[1].startswith("共用开头。现将")
