"""Text that looks like a gap of ours, wherever it is typed: never counted as one, never passed over in silence."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.text import WD_COLOR_INDEX

from generator import Draft, Workspace, final
from generator.document import Gap, walk
from generator.word import recipe
from tests.conftest import Make, Nigao
from tests.outputs import rows
from tests.workspaces import BUILT_IN, put, told

DICTIONARY = """\
own.note: {label: 事例, type: text}
own.count: {label: 次数, type: integer, unit: 次}
own.names: {label: 名单, type: list}
own.cases: {label: 例子, type: table, fields: {text: {label: 经过, type: text}}}
"""
OUTLINE = """\
title: 总结
sections:
  - id: a
    text: |
      事例{{ facts.own.note }}，次数{{ facts.own.count }}，名单{{ facts.own.names | listed }}。
      {% for case in facts.own.cases %}经过{{ case.text }}。{% endfor %}
"""
FACTS = "own: {note: 甲, count: 12, names: [甲, 乙], cases: [{text: 丙}]}\n"
WHOLE = "【待补充：主题党日场数】"
WITHIN = "开展活动【待补充：主题党日场数】次"


def drafted(make: Make, file: str = FACTS, outline: str = OUTLINE, **given: object) -> Draft:
    workspace = make({"own": outline}, {"outlines/facts.yaml": DICTIONARY, "facts/2026.yaml": file})
    return workspace.draft("own", 2026, **given)  # type: ignore[arg-type]


def look_alikes(draft: Draft) -> list[str]:
    """Where text is told that looks like a gap."""
    codes = ("fact-gap", "gap-look-alike")
    return [str(problem.origin) for problem in draft.problems if problem.code in codes]


def book(value: str) -> bytes:
    made = openpyxl.Workbook()
    assert made.active
    for row in (["键", "数值"], ["own.note", value]):
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "typed",
    [
        WHOLE,
        "【待核实：满意度 88.4】",
        "【待补充：甲】、【待补充：乙】",
        "【待补充:甲】。",
        " 【 待补充 ：甲】",
        "【待补充】",
        "【待核实数字】",
    ],
)
def test_a_fact_that_is_nothing_but_a_gap_is_missing(make: Make, typed: str) -> None:
    draft = drafted(make, f"own: {{note: '{typed}', count: 12, names: [甲], cases: [{{text: 丙}}]}}\n")
    assert [ask.key for ask in draft.gaps] == ["own.note"]
    assert draft.document.blocks[1].text.startswith("事例【待补充：事例】，")
    assert look_alikes(draft) == [str(Path("我院/facts/2026.yaml:1"))]
    assert all(problem.hint for problem in draft.problems)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"facts": {"own.note": WHOLE}}, "facts="),
        ({"assigned": [f"own.note={WHOLE}"]}, "--set"),
        ({"files": ["单.yaml"]}, "单.yaml:1"),
        ({"files": ["单.csv"]}, "单.csv:2"),
        ({"files": ["单.xlsx"]}, "单.xlsx:2"),
        ({"facts": {"own.count": WHOLE}}, "facts="),
        ({"facts": {"own.names": [WHOLE, WHOLE]}}, "facts="),
        ({"facts": {"own.cases.1.text": WHOLE}}, "facts="),
    ],
)
def test_it_puts_nothing_in_the_place_of_what_is_known(
    make: Make, folder: Path, given: dict[str, object], place: str
) -> None:
    put(folder, {"单.yaml": f"own.note: {WHOLE}\n", "单.csv": f"键,数值\nown.note,{WHOLE}\n", "单.xlsx": book(WHOLE)})
    draft = drafted(make, **given)
    assert (draft.gaps, look_alikes(draft)) == ((), [place])
    assert draft.to_bytes("txt") == drafted(make).to_bytes("txt")


@pytest.mark.parametrize(
    ("facts", "key", "printed"),
    [
        ({"own.note": WITHIN}, "own.note", f"【待核实：事例 {WITHIN}】"),
        ({"own.note": {"value": WITHIN, "state": "已核实"}}, "own.note", f"【待核实：事例 {WITHIN}】"),
        ({"own.names": ["甲", WITHIN]}, "own.names", f"【待核实：名单 甲、{WITHIN}】"),
        ({"own.names": ["甲", WHOLE]}, "own.names", f"【待核实：名单 甲、{WHOLE}】"),
        ({"own.cases.1.text": WITHIN}, "own.cases.1.text", f"【待核实：第1个例子：经过 {WITHIN}】"),
        ({"own.note": "甲【待补充】"}, "own.note", "【待核实：事例 甲【待补充】】"),
        ({"own.note": "【待补充：甲"}, "own.note", "【待核实：事例 【待补充：甲】"),
    ],
)
def test_a_fact_with_a_gap_in_it_has_to_be_confirmed(
    make: Make, facts: dict[str, object], key: str, printed: str
) -> None:

    draft = drafted(make, facts=facts)
    assert [(ask.key, ask.state) for ask in draft.gaps] == [(key, "to_confirm")]
    assert printed in draft.to_bytes("txt").decode()
    assert look_alikes(draft) == ["facts="]
    assert len([inline for _, inline in walk(draft.document) if isinstance(inline, Gap)]) == 1


def test_the_list_of_such_a_fact_given_back_says_the_same(make: Make, folder: Path) -> None:
    draft = drafted(make, facts={"own.note": WITHIN})
    (row,) = rows(draft.to_fill())
    assert (row["项目"], row["数值"], row["状态"]) == ("事例", WITHIN, "待核实")
    put(folder, {"单.xlsx": draft.to_fill()})
    again = drafted(make, files=["单.xlsx"])
    assert again.to_bytes("txt") == draft.to_bytes("txt")


def test_a_source_that_is_a_gap_is_none(make: Make) -> None:
    outline = "title: 题\nsections: [{id: a, text: '见{{ facts.own.note.source }}。'}]\n"
    draft = drafted(make, f"own.note: {{value: 甲, source: {WHOLE}}}\n", outline)
    assert draft.document.blocks[1].text == f"见{Path('facts/2026.yaml').as_posix()}:1。"
    assert look_alikes(draft) == [str(Path("我院/facts/2026.yaml:1"))]


def test_a_hospital_called_a_gap_has_no_name(make: Make) -> None:
    make({"own": "title: '{{ hospital.name }}总结'\nsections: [{id: a, text: 一。}]\n"})
    put(Path("我院"), {"hospital.yaml": "name: 【待补充：医院全称】\n"})
    draft = Workspace("我院").draft("own", 2026)
    assert [ask.key for ask in draft.gaps] == ["hospital.name"]
    assert look_alikes(draft) == [str(Path("我院/hospital.yaml:1"))]


WORDS: dict[str, Callable[[str], str]] = {
    "the title": lambda text: f"title: '{text}'\nsections: [{{id: a, text: 一。}}]\n",
    "a heading": lambda text: f"title: 题\nsections: [{{id: a, heading: '{text}', text: 一。}}]\n",
    "words": lambda text: f"title: 题\nsections: [{{id: a, text: '有{text}次。'}}]\n",
    "a lead": lambda text: f"title: 题\nsections: [{{id: a, heading: 甲, lead: '有{text}次。', text: 一。}}]\n",
    "a cell": lambda text: (
        f"title: 题\nsections: [{{id: a, table: {{of: own.cases, columns: [{{heading: 列, text: '{text}'}}]}}}}]\n"
    ),
    "the head of a column": lambda text: (
        f"title: 题\nsections: [{{id: a, table: {{of: own.cases, columns: [{{heading: '{text}', text: 一}}]}}}}]\n"
    ),
    "the signature": lambda text: f"title: 题\nsections: [{{id: a, text: 一。}}]\nsignature: '{text}'\n",
}


@pytest.mark.parametrize(
    "typed",
    [WHOLE, "【待补充】", '【待补{{ "充：甲】" }}', '{{ "【待核实" ~ "：甲】" }}', "【待补充：{{ facts.own.note }}】"],
)
@pytest.mark.parametrize("place", WORDS)
def test_words_that_look_like_a_gap_are_told_and_are_none(make: Make, place: str, typed: str) -> None:
    draft = drafted(make, outline=WORDS[place](typed))
    assert (draft.gaps, len(look_alikes(draft))) == ((), 1)
    assert look_alikes(draft)[0].startswith(str(Path("我院/outlines/own.yaml:")))
    assert "【待" in draft.to_bytes("txt").decode()
    data = draft.to_bytes("docx")
    written = recipe.read(data)
    assert written
    assert [mark for mark in written.marks if mark.kind == "gap"] == []
    runs = [run for paragraph in docx.Document(io.BytesIO(data)).paragraphs for run in paragraph.runs]
    assert WD_COLOR_INDEX.YELLOW not in [run.font.highlight_color for run in runs]
    assert "<mark" not in draft.to_bytes("html").decode()
    assert draft.to_bytes("md").decode().count("<strong>") == 0


def test_what_looks_like_a_gap_in_a_template_does_not_keep_a_strict_draft_back(
    nigao: Nigao, make: Make, folder: Path
) -> None:
    drafted(make, outline=WORDS["words"](WHOLE))
    done = nigao("draft", "own", "-w", "我院", "--year", "2026", "--strict", "-o", "稿.txt")
    assert done.code == 0
    assert f"我院/outlines/own.yaml:2: 注意：“{WHOLE}”是照写的文字，不是缺口，不列入待补清单。" in done.err
    assert not (folder / "稿-待补清单.xlsx").exists()


@pytest.mark.parametrize("typed", [WHOLE, "【待补充】", "【　待核实:甲", "【待补充，见附件】"])
def test_what_is_told_as_a_look_alike_keeps_the_final_version_back(make: Make, folder: Path, typed: str) -> None:
    draft = drafted(make, outline=WORDS["words"](typed))
    assert len(look_alikes(draft)) == 1
    problems = told(lambda: final(draft.save("稿.docx")))
    assert [problem.code for problem in problems] == ["gap-left"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("outlines/facts.yaml", f"own.x: {{label: {WHOLE}, type: text}}\n", "“own.x”的 label 写成了缺口的样子"),
        ("outlines/facts.yaml", f"own.x: {{label: 甲{WHOLE}, type: text}}\n", "“own.x”的 label 写成了缺口的样子"),
        ("wording.yaml", f"- {{id: x, text: {WHOLE}, kind: campaign}}\n", f"text 写的是缺口“{WHOLE}”"),
    ],
)
def test_a_label_and_an_expression_cannot_look_like_a_gap(make: Make, name: str, text: str, message: str) -> None:
    (problem,) = told(lambda: make(files={name: text}).draft("base", 2026))
    assert (problem.message, str(problem.origin)) == (message, str(Path(f"我院/{name}:1")))
    assert problem.hint


def test_other_brackets_in_a_label_are_a_label(make: Make, folder: Path) -> None:
    dictionary = "own.x: {label: 【重点】事例, type: text}\n"
    outline = "title: 题\nsections: [{id: a, text: '{{ facts.own.x }}。'}]\n"
    workspace = make({"own": outline}, {"outlines/facts.yaml": dictionary})
    put(folder, {"单.csv": "项目,数值\n【待补充：【重点】事例】,甲\n"})
    draft = workspace.draft("own", 2026, files=["单.csv"])
    assert (draft.document.blocks[1].text, draft.problems) == ("甲。", ())


def test_a_new_hospital_cannot_be_called_a_gap(nigao: Nigao, folder: Path) -> None:
    done = nigao("new", "我院", "--name", "【待补充：医院全称】")
    assert (done.code, list(folder.iterdir())) == (1, [])
    assert done.problems[0].endswith("写医院全称，如 某某县人民医院")


@pytest.mark.parametrize("name", BUILT_IN)
def test_our_own_gaps_are_not_told(name: str) -> None:
    draft = Workspace().draft(name, 2026)
    assert draft.gaps
    assert look_alikes(draft) == []
