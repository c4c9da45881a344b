"""YAML that means harm, in every file that a stranger may give: refused with place and remedy, or read as it stands."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import Stop, Workspace
from generator.layout import load
from generator.problems import MANY, MAX_MESSAGE
from generator.yaml_source import parse
from tests.conftest import Make, Nigao
from tests.workspaces import ROOT, Done, put, told

GOOD = {
    "hospital.yaml": "name: 青梧县人民医院\nparty_org: 党委\n",
    "outlines/own.yaml": 'title: "{{ hospital.name }}总结"\nsections:\n  - id: a\n    text: "{{ facts.own.note }}。"\n',
    "outlines/facts.yaml": "own.note: {label: 事例, type: text}\n",
    "wording.yaml": "- id: x\n  text: 学习教育\n  kind: campaign\n",
    "facts/2026.yaml": "own:\n  note: 甲\n",
    "更多.yaml": "own:\n  note: 乙\n",
}
GIVEN = "更多.yaml"
DEEP = 50_000


def drafted(nigao: Nigao, folder: Path, files: dict[str, str | bytes]) -> Done:
    """What `draft own` does with GOOD and `files` over it, the file 更多.yaml being given with -f."""
    files = {**GOOD, **files}
    put(folder, {name if name == GIVEN else f"我院/{name}": text for name, text in files.items()})
    return nigao("draft", "own", "-w", "我院", "--year", "2026", "-f", GIVEN, "-o", "稿.txt")


def refused(nigao: Nigao, folder: Path, files: dict[str, str | bytes]) -> list[str]:
    """The lines that tell why nothing was written; each has a remedy and a bounded length."""
    done = drafted(nigao, folder, files)
    assert (done.code, done.out, {path.name for path in folder.iterdir()}) == (1, "", {GIVEN, "我院"})
    assert "Traceback" not in done.err
    assert [line for line in done.problems if " → " not in line or len(line) > 2 * MAX_MESSAGE + 100] == []
    return done.problems


def bomb(link: Callable[[int], str]) -> str:
    return "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} {link(n - 1)}\n" for n in range(1, 12))


TAG = "不支持标签 "
NOT_UTF8 = "文件不是 UTF-8 编码"
STRANGE = "文件里有不能用的字符"
REFUSED: dict[str, tuple[str | bytes, int, str]] = {
    "a bomb of aliases": (bomb(lambda n: f"[{', '.join([f'*a{n}'] * 9)}]"), 6, "内容太多"),
    "a bomb of merges": (bomb(lambda n: f"{{<<: [{', '.join([f'*a{n}'] * 9)}]}}"), 6, "内容太多"),
    "an alias of itself": ("a: &a [*a]\n", 1, "*a 没有对应的 &a"),
    "a key that is its own value": ("&a {b: *a}\n", 1, "*a 没有对应的 &a"),
    "a Python object": ("a: !!python/object/apply:os.system [echo]\n", 1, f"{TAG}tag:yaml.org,2002:python"),
    "a Python name": ("a: !!python/name:os.system\n", 1, TAG),
    "a binary tag": ("a: !!binary aGk=\n", 1, TAG),
    "a set": ("a: !!set {x, y}\n", 1, TAG),
    "a tag of text": ("a: !!str 12\n", 1, TAG),
    "an own tag": ("a: !own b\n", 1, f"{TAG}!own"),
    "a tag that a directive declares": ("%TAG ! tag:x,2000:\n---\na: !b c\n", 3, TAG),
    "a long tag": (f"a: !{'b' * 50_000} c\n", 1, TAG),
    "open brackets": ("[" * DEEP, 1, "嵌套超过40层"),
    "closed brackets": ("[" * DEEP + "]" * DEEP, 1, "嵌套超过40层"),
    "open braces": ("{a: " * DEEP, 1, "嵌套超过40层"),
    "lists in lists": ("- " * DEEP, 1, "嵌套超过40层"),
    "keys in keys": ("? " * DEEP, 1, "嵌套超过40层"),
    "mappings in mappings": ("".join(f"{' ' * n}a:\n" for n in range(999)), 41, "嵌套超过40层"),
    "all bytes": (bytes(range(256)), 2, NOT_UTF8),
    "UTF-16 with its mark": ("a: 甲\n".encode("utf-16"), 1, NOT_UTF8),
    "UTF-16 without": ("a: b\n".encode("utf-16-le"), 1, f"{STRANGE}（U+0000）"),
    "GBK": ("a: 1\nb: 医院\n".encode("gbk"), 2, NOT_UTF8),
    "half a character": ("a: 医".encode()[:-1], 1, NOT_UTF8),
    "a NUL": ("a: 1\nb: c\0\n", 2, f"{STRANGE}（U+0000）"),
    "an escaped NUL": ('a: 1\nb: "c\\0"\n', 2, f"{STRANGE}（U+0000）"),
    "an escape sequence": ('a: 1\nb: "\\e[2J"\n', 2, f"{STRANGE}（U+001B）"),
    "an escape sequence in a key": ('a: 1\n"\\e[2J": b\n', 2, f"{STRANGE}（U+001B）"),
    "half a pair": ('a: "\\ud800"\n', 1, "双引号里的反斜杠写法不对"),
    "beyond Unicode": ('a: "\\U00110000"\n', 1, "双引号里的反斜杠写法不对"),
    "a line end that is no line end": ("a: 1\nb: 甲\u2028乙\n", 2, f"{STRANGE}（U+2028）"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "一个文件里只能有一份 YAML"),
    "a second document that is empty": ("---\na: 1\n---\n", 3, "一个文件里只能有一份 YAML"),
    "a key twice": ("a: 1\nb: 2\na: 3\n", 3, "“a”写了两次"),
    "two merge keys": ("x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x\n", 4, "“<<”写了两次"),
    "a list for a key": ("? [a, b]\n: c\n", 1, "键应当是一个词"),
    "a mapping for a key": ("{a: b}: c\n", 1, "键应当是一个词"),
    "nothing for a key": ("~: a\n", 1, "键应当是一个词"),
    "a key of half a million letters": (f"{'k' * 500_000}: 1\n", 1, "这里多了一个冒号，或者缩进不对"),
    "another version of YAML": ("%YAML 2.0\n---\na: 1\n", 1, "不支持以 % 开头的行"),
    "an unknown directive": ("%PYTHON os\n---\na: 1\n", 1, "不支持以 % 开头的行"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_plain_yaml_is_refused_in_every_file(nigao: Nigao, folder: Path, kind: str) -> None:
    text, line, message = REFUSED[kind]
    problems = refused(nigao, folder, dict.fromkeys(GOOD, text))
    places = [name if name == GIVEN else f"我院/{name}" for name in GOOD]
    assert sorted(problem.partition(" 错误：")[0] for problem in problems) == sorted(
        f"{place}:{line}:" for place in places
    )
    assert [problem for problem in problems if not problem.partition(" 错误：")[2].startswith(message)] == []


HUGE = 100_000_000


@pytest.mark.parametrize("name", [*GOOD, "templates/own/x.j2"])
def test_a_huge_file_is_refused_and_not_read(nigao: Nigao, folder: Path, name: str) -> None:
    path = put(folder, {GIVEN: ""}) / (name if name == GIVEN else f"我院/{name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    asks = {
        "outlines/own.yaml": GOOD["outlines/own.yaml"].replace('text: "{{ facts.own.note }}。"', "text: {template: x}")
    }
    files = {**GOOD, **(asks if name.startswith("templates") else {})}
    put(folder, {each if each == GIVEN else f"我院/{each}": text for each, text in files.items() if each != name})
    path.touch()
    os.truncate(path, HUGE)
    tracemalloc.start()
    done = nigao("draft", "own", "-w", "我院", "--year", "2026", "-f", GIVEN)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (problem,) = done.problems
    assert problem.startswith((f"我院/{name}: 错误：", f"{name}: 错误："))
    assert "超过" in problem
    assert peak < HUGE / 4


GOOD_DRAFT = "青梧县人民医院总结\n　　乙。\n"
READ: dict[str, Callable[[str], bytes]] = {
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "two of them": lambda text: b"\xef\xbb\xbf" * 2 + text.encode(),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "line ends of old Macs": lambda text: text.replace("\n", "\r").encode(),
    "line ends of all kinds": lambda text: text.replace("\n", "\r\n", 1).encode() + b"\r\n\r\r\n",
    "no line end at the end": lambda text: text.removesuffix("\n").encode(),
    "marks of a document": lambda text: f"---\n{text}...\n".encode(),
    "a directive": lambda text: f"%YAML 1.1\n---\n{text}".encode(),
    "a comment of a megabyte": lambda text: f"# {'长' * 300_000}\n{text}".encode(),
    "a megabyte of empty lines": lambda text: ("\n" * 1_000_000 + text).encode(),
    "blanks without a width": lambda text: text.replace(":", "\u200b:").encode(),
    "marks of direction": lambda text: text.replace(":", "\u202e:\u202c").replace("乙", "\u2067乙\u2069").encode(),
}


@pytest.mark.parametrize("kind", READ)
def test_what_changes_nothing_is_read_in_every_file(nigao: Nigao, folder: Path, kind: str) -> None:
    done = drafted(nigao, folder, {name: READ[kind](text) for name, text in GOOD.items()})
    assert (done.code, "错误" in done.err) == (0, False)
    assert (folder / "稿.txt").read_text(encoding="utf-8") == GOOD_DRAFT


def test_gbk_without_chinese_is_utf_8(nigao: Nigao, folder: Path) -> None:
    assert drafted(nigao, folder, {GIVEN: "own.note: b\n".encode("gbk")}).code == 0
    assert "　　b。" in (folder / "稿.txt").read_text(encoding="utf-8")


def test_aliases_are_what_they_stand_for(nigao: Nigao, folder: Path) -> None:
    files = {"outlines/own.yaml": "title: &t 题\nsections: [&s {id: a, heading: *t, points: [{id: b, text: *t}]}]\n"}
    assert drafted(nigao, folder, dict(files)).code == 0
    assert (folder / "稿.txt").read_text(encoding="utf-8") == "题\n　　一、题\n　　题\n"


TYPED = ["1e999999", "9" * 400, "0x1F", "0b1", "0o7", "1_000", ".inf", "-.inf", ".nan", "yes", "no", "on", "off", "y"]
TYPED += ["true", "False", "2026-13-45", "2026-03-05T25:61:61Z", "190:20:30", "=", "<<", "__class__", "12e", "+.e1"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_text_stays_what_was_typed(make: Make, typed: str) -> None:
    workspace = make({"own": GOOD["outlines/own.yaml"]}, {**GOOD, "facts/2026.yaml": f"own.note: {typed}\n"})
    assert f"　　{typed}。\n" in workspace.draft("own", 2026).to_bytes("txt").decode()


@pytest.mark.parametrize("typed", [*TYPED, "9" * 100_000, "1" + ",000" * 30_000, "9" * 40 + "万"])
@pytest.mark.parametrize("kind", ["integer", "number", "percent", "date"])
def test_what_is_no_number_and_no_date_is_refused_where_one_belongs(make: Make, kind: str, typed: str) -> None:
    dictionary = f"own.note: {{label: 事例, type: {kind}}}\n"
    workspace = make(files={**GOOD, "outlines/facts.yaml": dictionary, "facts/2026.yaml": f'own.note: "{typed}"\n'})
    (problem,) = told(lambda: workspace.draft("own", 2026))
    assert (problem.code, str(problem.origin)) == ("fact-type", str(Path("我院/facts/2026.yaml:1")))
    assert problem.hint
    assert len(problem.message) < 100


@pytest.mark.parametrize(
    "typed", ["1e999999", "9" * 100_000, "-1", "0x1F", "1_000", ".inf", ".nan", "２０２６", "{}", "[1]"]
)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hospital.yaml", "year: {}\n"),
        ("outlines/own.yaml", "title: 题\nlength: {{max: {}}}\nsections: [{{id: a, heading: 甲}}]\n"),
        ("outlines/own.yaml", "title: 题\nlength: {{minutes: {}}}\nsections: [{{id: a, heading: 甲}}]\n"),
        ("outlines/own.yaml", "title: 题\nsections: [{{id: a, heading: 甲, priority: {}}}]\n"),
        (
            "outlines/facts.yaml",
            "own.note: {{label: 事例, type: text}}\n"
            "own.t: {{label: 表, type: table, at_least: {}, fields: {{x: {{label: 项, type: text}}}}}}\n",
        ),
    ],
)
def test_what_is_no_whole_number_is_refused_where_one_belongs(make: Make, name: str, text: str, typed: str) -> None:
    (problem,) = told(lambda: make(files={**GOOD, name: text.format(typed)}).draft("own", 2026))
    assert problem.origin
    assert problem.origin.file == str(Path("我院") / name)
    assert len(problem.message) < 200


@pytest.mark.parametrize(
    "typed", ["1e999999", "9" * 100_000, ".inf", ".nan", "nan", "inf", "-1", "0x1F", '"\\U0001d7ce"']
)
def test_what_is_no_length_is_refused_in_a_layout(typed: str) -> None:
    good = (ROOT / "generator/data/layouts/gbt9704.yaml").read_text(encoding="utf-8")
    bad = good.replace("line_pitch_pt: ", f"line_pitch_pt: {typed} #", 1)
    assert bad != good
    (problem,) = told(lambda: load(parse(bad, "x.yaml")))
    assert problem.origin
    assert problem.hint
    assert len(problem.message) < 200


SHAPES = {
    "a list": "- a\n- b\n",
    "a word": "青梧\n",
    "a number": "12\n",
    "a text": '"a: b"\n',
    "a mapping": "b: {c: d}\n",
    "a mapping of lists": "b: [[c]]\n",
}


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("name", GOOD)
def test_another_shape_is_refused_in_every_file(nigao: Nigao, folder: Path, name: str, kind: str) -> None:
    problems = refused(nigao, folder, {name: SHAPES[kind]})
    assert {problem.partition(":")[0] for problem in problems} == {name if name == GIVEN else f"我院/{name}"}


KEYS = [
    "__class__",
    "__proto__",
    "a.b.c.d",
    ".",
    "..",
    "'a b'",
    "' '",
    "''",
    "12",
    "3.5",
    "true",
    "<<",
    "=",
    "k" * 1000,
]
KEYS += [
    "own.note.__class__",
    "own.note.1.x",
    "own.note.last_year.last_year",
    "own.__dict__",
    "hospital.name.",
    "𠮷",
    "😀",
]


@pytest.mark.parametrize("key", [*KEYS, f"? {'k' * 500_000}\n"], ids=lambda key: key[:30])
@pytest.mark.parametrize("name", [name for name in GOOD if name != "wording.yaml"])
def test_an_unknown_key_is_refused_in_every_file(nigao: Nigao, folder: Path, name: str, key: str) -> None:
    problems = refused(nigao, folder, {name: f"{GOOD[name]}{key}: x\n"})
    line = GOOD[name].count("\n") + 1
    assert {problem.partition(": ")[0] for problem in problems} == {
        f"{name if name == GIVEN else f'我院/{name}'}:{line}"
    }


MANY_MISTAKES = {
    "hospital.yaml": "".join(f"k{n}: x\n" for n in range(20_000)),
    "outlines/own.yaml": "title: 题\nsections: [{id: a, heading: 甲}]\n" + "".join(f"k{n}: x\n" for n in range(5_000)),
    "outlines/facts.yaml": "".join(f"k{n}: {{labl: 名, tpye: text}}\n" for n in range(4_000)),
    "wording.yaml": "".join(f"- {{idd: k{n}}}\n" for n in range(20_000)),
    "facts/2026.yaml": "".join(f"k{n}: x\n" for n in range(20_000)),
    "更多.yaml": "".join(f"own.k{n}: x\n" for n in range(20_000)),
}


@pytest.mark.parametrize("name", GOOD)
def test_of_many_mistakes_the_first_are_told(nigao: Nigao, folder: Path, name: str) -> None:
    problems = refused(nigao, folder, {name: MANY_MISTAKES[name]})
    rest = [problem for problem in problems if "同样的问题还有" in problem]
    assert rest
    assert MANY < len(problems) <= 4 * (MANY + 1)
    assert {problem.partition(":")[0] for problem in problems} == {name if name == GIVEN else f"我院/{name}"}


TOO_MANY = {
    "parts of one level": (
        "outlines/own.yaml",
        "title: 题\nsections:\n" + "".join(f"- {{id: a{n}, text: 一}}\n" for n in range(1_000)),
        "“sections”有1000项，太多了",
    ),
    "parts of all levels": (
        "outlines/own.yaml",
        "title: 题\nsections:\n" + f"- {{id: a, points: [{'{id: b}, ' * 900}]}}\n" * 9,
        "提纲太长",
    ),
    "facts": (
        "outlines/facts.yaml",
        "".join(f"own.k{n}: {{label: 上年{n}, type: text}}\n" for n in range(5_001)),
        "登记的事实超过5000项",
    ),
    "fields": (
        "outlines/facts.yaml",
        "own.t: {label: 表, type: table, fields: {"
        + ", ".join(f"f{n}: {{label: {n}, type: text}}" for n in range(101))
        + "}}\n",
        "表“own.t”的 fields 超过100个",
    ),
    "letters of a label": (
        "outlines/facts.yaml",
        f"own.note: {{label: {'长' * 201}, type: text}}\n",
        "“own.note”的 label 应当是一行，不超过200字",
    ),
    "records": (
        "facts/2026.yaml",
        "issues:\n" + "- {issue: 甲}\n" * 10_000,
        "“问题”（issues）超过9999条记录",
    ),
}


@pytest.mark.parametrize("kind", TOO_MANY)
def test_too_much_of_one_thing_is_refused(make: Make, kind: str) -> None:
    name, text, message = TOO_MANY[kind]
    problems = told(lambda: make(files={**GOOD, name: text}).draft("own", 2026))
    assert problems[0].message == message
    assert problems[0].hint
    assert problems[0].origin
    assert problems[0].origin.file == str(Path("我院") / name)


def test_five_thousand_facts_with_made_up_labels_are_read(make: Make) -> None:
    """Each is held against the labels of last year's values and of cells, which once took a minute."""
    lines = [
        f"own.k{n}: {{label: 上年{n}, type: text}}\nown.l{n}: {{label: 第{n + 1}个甲：乙, type: text}}\n"
        for n in range(2_000)
    ]
    workspace = make(files={**GOOD, "outlines/facts.yaml": GOOD["outlines/facts.yaml"] + "".join(lines)})
    assert workspace.draft("own", 2026).problems == ()


@pytest.mark.parametrize("label", ["上年事例", "第3个表：项", "第12个表:项"])
def test_a_label_that_another_fact_makes_up_is_refused(make: Make, label: str) -> None:
    table = "own.t: {label: 表, type: table, fields: {x: {label: 项, type: text}}}\n"
    text = f"{GOOD['outlines/facts.yaml']}{table}own.b: {{label: {label}, type: text}}\n"
    (problem,) = told(lambda: make(files={**GOOD, "outlines/facts.yaml": text}).draft("own", 2026))
    assert (problem.code, problem.message) == ("dictionary-label", f"名称“{label}”重复")


def test_a_workspace_refuses_what_the_command_refuses(make: Make) -> None:
    workspace = make(files={**GOOD, "outlines/facts.yaml": "own.note: !!python/name:os.system\n"})
    with pytest.raises(Stop):
        workspace.schema("facts")
    with pytest.raises(Stop):
        Workspace("我院").draft("own", 2026)


def test_a_table_too_long_for_a_draft_is_told_where_it_is_used(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.compose.values.MAX_ITEMS", 50)
    outline = """\
title: 题
opening: "{{ sections | length }}节。"
sections:
  - id: a
    heading: 甲
    lead: "{{ points | length }}点。"
    points: [{id: b, repeat: issues, text: "{{ item.issue }}。"}]
"""
    workspace = make(files={**GOOD, "outlines/own.yaml": outline, "facts/2026.yaml": "issues.30.issue: 甲\n"})
    (problem,) = told(lambda: workspace.draft("own", 2026))
    assert str(problem) == "我院/outlines/own.yaml:7: 列表太长（把列表改短）"
