"""Characters that mean harm, wherever text comes in: refused with their place, dropped, or whole in every output."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import Draft, Stop, Workspace, archive
from generator.characters import taken
from generator.problems import Problem
from generator.word import recipe
from generator.yaml_source import parse
from tests.outputs import rows, said
from tests.workspaces import put, told

HOSPITAL = "name: 青梧县人民医院\nparty_org: 党委\n"
ANNOUNCED = """\
own.note: {label: 事例, type: text}
own.names: {label: 名单, type: list}
own.cases: {label: 例子, type: table, fields: {text: {label: 经过, type: text}}}
"""
DICTIONARY = f"{ANNOUNCED}own.gap: {{label: 缺的, type: integer, unit: 次, owner: 党办, definition: 全年}}\n"
OUTLINE = """\
title: "{{ hospital.name }}总结"
sections:
  - id: a
    heading: 甲节
    text: |
      由{{ hospital.study_group }}和{{ wording.campaign }}说起，{{ facts.own.note }}完。
      有{{ facts.own.names | listed }}完，缺{{ facts.own.gap }}{{ facts.own.gap.unit }}。
    table: {of: own.cases, columns: [{heading: 列, text: "由{{ item.text }}完"}]}
    points:
      - {id: b, repeat: hospital.leaders, heading: "由{{ item.name }}完", text: {template: b}}
  - {id: c, heading: 丙节, text: "由{{ facts.own.note.source }}完。"}
"""
TEMPLATE = "由模板完。"
WORDING = "- {id: x, text: 学习教育, kind: campaign, from: 2026-12-01}\n"
LEADERS = "leaders: [{name: 张三}]\n"
FACTS = """\
{"own.note": {"value": "事例", "source": "台账"}, "own.names": ["甲", "乙"],
"own.cases": [{"text": "一"}, {"text": "二"}]}
"""
FILES: dict[str, str | bytes] = {
    "hospital.yaml": HOSPITAL + LEADERS,
    "outlines/facts.yaml": DICTIONARY,
    "outlines/own.yaml": OUTLINE,
    "templates/own/b.j2": TEMPLATE,
    "wording.yaml": WORDING,
    "facts/2026.yaml": FACTS,
}
Given = dict[str, Any]
"""Files by path (text or bytes), and what `draft` is called with: facts, assigned, files."""


def drafted(folder: Path, given: Given) -> Draft:
    files = {name: text for name, text in given.items() if "." in name}
    rest = {name: value for name, value in given.items() if "." not in name}
    put(folder / "我院", {**FILES, **files})
    return Workspace(folder / "我院").draft("own", 2026, **rest)


def quoted(text: str) -> str:
    """A scalar that has no character beyond ASCII in it: escapes bring in what an editor would not."""
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


def in_yaml(file: str, old: str) -> Callable[[str], Given]:
    """The door that replaces `old`, a plain scalar of one of FILES."""
    content = FILES[file]
    assert isinstance(content, str)
    assert content.count(old) == 1
    return lambda text: {file: content.replace(old, quoted(text))}


WITHOUT = {"facts/2026.yaml": ""}
"""What the door gives is then the only thing given: nothing is overridden, which would be told."""


def in_sheet(text: str) -> Given:
    """The door of a cell, as Excel writes what XML cannot hold."""
    book = openpyxl.Workbook()
    assert book.active
    for row in (["键", "数值"], ["own.note", "X"]):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    escaped = "".join(f"_x{ord(character):04X}_" if ord(character) < 0x10000 else character for character in text)
    parts = archive.unpack(made.getvalue()).items()
    return {
        **WITHOUT,
        "facts/2026-台账.xlsx": archive.pack(
            (name, part.replace(b">X<", f">{escaped}<".encode())) for name, part in parts
        ),
    }


def in_csv(text: str) -> Given:
    doubled = text.replace('"', '""')
    return {**WITHOUT, "facts/2026-台账.csv": f'键,数值\nown.note,"{doubled}"\n'.encode("utf-8", "surrogatepass")}


def in_template(text: str) -> Given:
    return {"templates/own/b.j2": f"由{text}完。".encode("utf-8", "surrogatepass")}


def in_quotes(text: str) -> Given:
    return {"templates/own/b.j2": f"由{{{{ {quoted(text)} }}}}完。"}


DOORS: dict[str, Callable[[str], Given]] = {
    "the hospital's name": in_yaml("hospital.yaml", "青梧县人民医院"),
    "a term": lambda text: {"hospital.yaml": f"{HOSPITAL}{LEADERS}terms: {{study_group: {quoted(text)}}}\n"},
    "a leader": in_yaml("hospital.yaml", "张三"),
    "a fact": in_yaml("facts/2026.yaml", '"事例"'),
    "a source": in_yaml("facts/2026.yaml", '"台账"'),
    "an item": in_yaml("facts/2026.yaml", '"甲"'),
    "a record": in_yaml("facts/2026.yaml", '"一"'),
    "a label": in_yaml("outlines/facts.yaml", "缺的"),
    "a unit": in_yaml("outlines/facts.yaml", "次"),
    "an owner": in_yaml("outlines/facts.yaml", "党办"),
    "a definition": in_yaml("outlines/facts.yaml", "全年"),
    "an official expression": in_yaml("wording.yaml", "学习教育"),
    "a heading": in_yaml("outlines/own.yaml", "甲节"),
    "a column": in_yaml("outlines/own.yaml", "列"),
    "--set": lambda text: {**WITHOUT, "assigned": [f"own.note={text}"]},
    "the API": lambda text: {**WITHOUT, "facts": {"own.note": text}},
    "an item of the API": lambda text: {**WITHOUT, "facts": {"own.names": [text, "乙"]}},
    "a record of the API": lambda text: {**WITHOUT, "facts": {"own": {"cases": [{"text": text}]}}},
    "a source of the API": lambda text: {**WITHOUT, "facts": {"own.note": {"value": "事例", "source": text}}},
    "an .xlsx": in_sheet,
    "a .csv": in_csv,
    "a template": in_template,
    "quotes in a template": in_quotes,
}
FACT_DOORS = ("a fact", "--set", "the API", "an .xlsx", "a .csv")
NAMES_OF_FACTS = ("a label", "a unit", "an owner", "a definition")
IN_TEMPLATES = ("a heading", "a column", "a template")
"""What stands here is a template itself."""


@pytest.mark.parametrize("bad", ["\0", "\x1b[2J\x1b]0;x\x07", "\x9b", "\ud800", "\ufffe"], ids=ascii)
@pytest.mark.parametrize("door", DOORS)
def test_what_no_document_can_hold_is_refused_at_its_place(folder: Path, door: str, bad: str) -> None:
    problems = told(lambda: drafted(folder, DOORS[door](f"甲{bad}乙")))
    assert all(problem.hint and problem.message.isprintable() for problem in problems)
    assert [problem for problem in problems if not _is_of_characters(problem, bad)] == []
    assert len({problem.origin for problem in problems}) == 1


def _is_of_characters(problem: Problem, bad: str) -> bool:
    if problem.code.endswith("-character"):
        return f"U+{ord(bad[0]):04X}" in problem.message and problem.origin is not None
    # Half a pair is no UTF-8, and no escape of YAML.
    return bad == "\ud800" and bool(re.search("UTF-8|编码认不出来|反斜杠", problem.message))


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b\u2066\u200e\ufeff"], ids=ascii)
@pytest.mark.parametrize("door", DOORS)
def test_what_nobody_sees_is_dropped(folder: Path, door: str, unseen: str) -> None:
    plain = drafted(folder, DOORS[door]("甲乙"))
    draft = drafted(folder, DOORS[door](f"{unseen}甲{unseen}乙{unseen}"))
    assert (draft.document, draft.problems) == (plain.document, plain.problems)


@pytest.mark.parametrize("end", ["\r\n", "\x0b", "\u2028"], ids=ascii)
@pytest.mark.parametrize("door", FACT_DOORS)
def test_every_end_of_a_line_begins_a_paragraph(folder: Path, door: str, end: str) -> None:
    text = said(drafted(folder, DOORS[door](f"甲{end}乙")))["txt"]
    assert re.search("，甲\n乙完。$", text, re.MULTILINE)


KEPT = {
    "a tab": "甲\t乙",
    "private use": "\ue000\uf8ff\U000f0000\U0010fffd",
    "beyond the first plane": "𠮷𪚥\U000323af",
    "a family": "👨\u200d👩\u200d👧\ufe0f",
    "a variant": "葛\U000e0100辻\u3099",
    "a pile": "e" + "\u0301" * 100,
    "letters of the other direction": "شىنجاڭ",
    "odd blanks": "甲\u00a0乙\u2003丙\u3000丁\u00ad戊",
    "a tag": "<b>甲</b>",
    "entities": "&amp;&#60;&lt;",
    "the end of a section of XML": "]]><![CDATA[",
    "an element of Word": "<w:p/></w:t>",
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "quotes": "\"'><a href='javascript:x'>`",
    "Markdown": "**甲** _乙_ `丙` [丁](javascript:x) ~~戊~~",
    "a heading of Markdown": "# 甲",
    "a bar": "甲|乙",
    "backslashes": "\\甲\\\\u0000\\n",
    "an expression": "{{ 7*7 }}{{ hospital.name }}",
    "a statement": "{% include 'b' %}{% for i in range(9) %}",
    "a remark": "{# 甲 #}",
    "braces": "}} {{ %} #}",
    "a bookmark": "_ng_g_12345678_1",
    "a formula": "=cmd|' /C calc'!A0",
    "a formula of another sign": "@SUM(1+1)",
    "an escape of a sheet": "_x0041__x000D_x0042__x005F_",
    "YAML": "- {a: b} # c: &d *e !f | > % @ ` '",
    "JSON": '{"a": null}',
    "no number": "1e999999 NaN 0x1F",
    "no date": "2026-13-45",
}
ALL_OF_THEM = "甲".join(KEPT.values())


@pytest.mark.parametrize("kind", KEPT)
def test_every_other_character_reaches_every_output(folder: Path, kind: str) -> None:
    draft = drafted(folder, DOORS["a fact"](KEPT[kind]))
    assert draft.problems == ()
    assert [format for format, text in said(draft).items() if f"，{KEPT[kind]}完。" not in text] == []
    assert given_back(folder, draft) == [[block.text for block in draft.document.blocks]] * 2


PRINTED = {
    "the hospital's name": "{}总结",
    "a term": "由{}和",
    "an official expression": "和{}说起",
    "an item": "有{}和乙完",
    "an item of the API": "有{}和乙完",
    "a unit": "】{}。",
    **dict.fromkeys(FACT_DOORS, "，{}完。"),
}


@pytest.mark.parametrize("door", [door for door in DOORS if door not in (*NAMES_OF_FACTS, *IN_TEMPLATES)])
def test_they_come_through_every_door(folder: Path, door: str) -> None:
    draft = drafted(folder, DOORS[door](ALL_OF_THEM))
    wanted = PRINTED.get(door, "由{}完").format(ALL_OF_THEM)
    assert draft.problems == ()
    assert [format for format, text in said(draft).items() if wanted not in text] == []
    marks = recipe.read(draft.to_bytes("docx"))
    assert marks
    assert [mark for mark in marks.marks if mark.now != mark.generated] == []


def given_back(folder: Path, draft: Draft) -> list[list[str]]:
    """The paragraphs of the same draft from each form of its facts in the place of them."""
    made = []
    for format in ("xlsx", "yaml"):
        put(folder, {f"表.{format}": draft.form(format), "我院/facts/2026.yaml": ""})
        again = Workspace(folder / "我院").draft("own", 2026, files=[folder / f"表.{format}"])
        made.append([block.text for block in again.document.blocks])
    return made


@pytest.mark.parametrize("kind", KEPT)
def test_what_the_dictionary_says_reaches_the_list_and_the_comment(folder: Path, kind: str) -> None:
    text = KEPT[kind]
    names = (
        f"label: {quoted(text)}, type: integer, unit: {quoted(text)}, owner: {quoted(text)}, definition: {quoted(text)}"
    )
    draft = drafted(folder, {"outlines/facts.yaml": f"{ANNOUNCED}own.gap: {{{names}}}\n"})
    for data in (draft.to_fill(), draft.form()):
        (row,) = [row for row in rows(data) if row["键"] == "own.gap"]
        assert [row[column] for column in ("键", "项目", "单位", "负责科室", "说明")] == ["own.gap", *[text] * 4]
    (comment,) = docx.Document(io.BytesIO(draft.to_bytes("docx"))).comments
    assert comment.text == f"请补充：{text}；{text}；单位：{text}；负责科室：{text}"
    assert [format for format, page in said(draft).items() if f"缺【待补充：{text}】{text}。" not in page] == []
    assert parse(draft.form("yaml"), "表.yaml")


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(put(tmp_path_factory.mktemp("我院"), {**FILES, **WITHOUT}))


TYPED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("甲a1 \t\n\r=+-@#*|<>&\"'{}%_x0041_【】：、；。，\\\u3000\xa0\u200b\u2028\x1b\ufffe"),
    ),
    max_size=30,
)


@given(TYPED)
@example("_x005F_x0041_x0042_")
@example("甲\n\n乙")
@example("'=1")
@example("不适用")
@example("【待补充：甲】")
def test_any_text_of_a_fact_is_refused_or_missing_or_reaches_every_output_whole(hospital: Workspace, text: str) -> None:
    try:
        draft = hospital.draft("own", 2026, facts={"own.note": text})
    except Stop as stop:
        (problem,) = stop.problems
        assert (problem.code, str(problem.origin)) == ("fact-character", "facts=")
        return
    asked = {ask.key: ask for ask in draft.document.facts}["own.note"]
    if asked.state != "known":
        assert not text.strip() or "不适用" in text or "【" in text
        return
    assert asked.value == taken(text).strip()
    lines = [stripped for line in asked.value.split("\n") if (stripped := line.strip(" \t\xa0\u3000"))]
    for format, page in said(draft).items():
        assert [line for line in lines if line not in page] == [], format


@given(TYPED)
@example("_x005F_x0041_x0042_")
@example(" ；甲、乙")
@settings(max_examples=50)
def test_what_was_taken_comes_back_from_every_form(hospital: Workspace, text: str) -> None:
    try:
        draft = hospital.draft("own", 2026, facts={"own.note": text, "own.names": [text, "乙"]})
    except Stop:
        return
    # An item with a semicolon has no place in one cell: the form leaves it out, and says so.
    facts = {ask.key: (ask.state, ask.value) for ask in draft.document.facts if ask.value is not None}
    for format in ("xlsx", "yaml"):
        with tempfile.TemporaryDirectory() as folder:
            form = Path(folder) / f"表.{format}"
            form.write_bytes(draft.form(format))
            again = hospital.draft("own", 2026, files=[form])
        assert {ask.key: (ask.state, ask.value) for ask in again.document.facts if ask.key in facts} == facts


LONG = "长" * 40_000


@pytest.mark.parametrize("key", ["value", "last_year"])
def test_what_is_too_long_for_a_cell_is_not_cut_when_the_list_comes_back(folder: Path, key: str) -> None:
    words = "{{ facts.own.note }}{{ facts.own.gap }}{{ facts.own.note.last_year }}"
    outline = f'title: 题\nsections: [{{id: a, text: "{words}"}}]\n'
    fact = {"own.note": {"value": "甲", "last_year": "乙", "state": "待核实", key: LONG}}
    files = {"outlines/own.yaml": outline, "facts/2026.yaml": json.dumps(fact, ensure_ascii=False)}
    draft = drafted(folder, dict(files))
    put(folder, {"单.xlsx": draft.to_fill()})
    again = Workspace(folder / "我院").draft("own", 2026, files=[folder / "单.xlsx"])
    assert [block.text for block in again.document.blocks] == [block.text for block in draft.document.blocks]
    assert LONG in again.document.blocks[-1].text
