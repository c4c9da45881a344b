"""Paths wherever one can come in: told the same on every system where Windows could not hold them, never a trace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import Workspace
from tests.conftest import Make, Nigao
from tests.workspaces import SMALL, Done, put, told

PART = "title: t\nsections: [{id: a, text: 一句。}]\n"
LONG = "提" * 90


def short(text: str) -> str:
    return repr(text[:20])


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def untouched(nigao: Nigao, folder: Path, *arguments: str) -> Done:
    """What the command says; nothing may be written and no trace shown."""
    put(folder / "我院", SMALL)
    before = files(folder)
    done = nigao(*arguments)
    assert files(folder) == before
    assert (done.code in (1, 2), done.out) == (True, "")
    assert "软件自己出了错" not in done.err
    return done


OUT = {
    "CON.docx": "“CON”是 Windows 留给设备的名称",
    "稿/nul.txt": "“nul”是 Windows 留给设备的名称",
    "aux.v1.docx": "“aux”是 Windows 留给设备的名称",
    "com1/": "“com1”是 Windows 留给设备的名称",
    "C:\\材料\\稿.docx": "名称里的“:”在 Windows 上不能用",
    "C:稿.docx": "名称里的“:”在 Windows 上不能用",
    "稿.docx:流.txt": "名称里的“:”在 Windows 上不能用",
    "\\\\server\\share\\稿.docx": "名称里的“\\”在 Windows 上不能用",
    "材料\\稿.docx": "名称里的“\\”在 Windows 上不能用",
    "稿?.docx": "名称里的“?”在 Windows 上不能用",
    "稿|草/稿.docx": "名称里的“|”在 Windows 上不能用",
    "材料./稿.docx": "名称末尾的点或空格 Windows 会丢掉",
    "材料 /稿.docx": "名称末尾的点或空格 Windows 会丢掉",
    "两\n行.docx": "名称里有换行或看不见的字符",
    "红\x1b[31m.docx": "名称里有换行或看不见的字符",
    "~/稿.docx": "“~”在这里不会换成用户的文件夹",
    f"{'a' * 300}.docx": "名称超过255个字",
}


@pytest.mark.parametrize("path", OUT, ids=short)
def test_a_draft_is_not_written_where_windows_cannot_hold_it(nigao: Nigao, folder: Path, path: str) -> None:
    done = untouched(nigao, folder, "draft", "base", "-w", "我院", "--year", "2026", "-o", path)
    (problem,) = done.problems
    assert f"错误：{OUT[path]}。 → " in problem
    if path.endswith(".docx"):
        (problem,) = told(lambda: Workspace("我院").draft("base", 2026).save(path))
        assert (problem.code, problem.message) == ("file-name", OUT[path])


@pytest.mark.parametrize("path", ["CON.xlsx", "稿:二.yaml", "材料./表.xlsx", "两\n行.yaml", "nul/"])
def test_a_form_is_not_written_where_windows_cannot_hold_it(nigao: Nigao, folder: Path, path: str) -> None:
    done = untouched(nigao, folder, "facts", "base", "-w", "我院", "--year", "2026", "-o", path)
    assert len(done.problems) == 1


@pytest.mark.parametrize(
    "path", ["con", "医院:二", "我院.", "我院 ", "a/b\\c", "两\n行", "~", "nul/我院", "C:\\我院", LONG]
)
def test_no_folder_begins_where_windows_cannot_hold_it(nigao: Nigao, folder: Path, path: str) -> None:
    assert len(untouched(nigao, folder, "new", path).problems) == 1


@pytest.mark.parametrize(
    "path", ["-稿.txt", "稿：二.txt", "“稿”（2）.txt", "../稿.txt", "./a/../稿.txt", "é.txt", "con-稿.txt"]
)
def test_a_name_that_only_looks_odd_is_written(nigao: Nigao, folder: Path, path: str) -> None:
    put(folder / "我院", SMALL)
    (folder / "a").mkdir()
    assert nigao("draft", "base", "-w", "我院", "--year", "2026", f"-o{path}").code == 0
    assert (folder / path).is_file()


def test_a_folder_that_is_there_is_taken_as_it_is(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", SMALL)
    (folder / "盘:甲 ").mkdir()
    assert nigao("draft", "base", "-w", "我院", "--year", "2026", "-o", "盘:甲 /稿.txt").code == 0
    assert nigao("new", "盘:甲 ").err.startswith("盘:甲 : 错误：文件夹里已有文件")


@pytest.mark.parametrize(
    "arguments",
    [
        ("draft", "base", "-o", ""),
        ("draft", "base", "-f", " "),
        ("draft", "base", "-w", ""),
        ("facts", "base", "-o", ""),
        ("list", "-w", ""),
        ("new", ""),
    ],
    ids=" ".join,
)
def test_an_empty_path_is_not_the_current_folder(nigao: Nigao, folder: Path, arguments: tuple[str, ...]) -> None:
    put(folder, SMALL)
    before = files(folder)
    done = nigao(*arguments)
    assert (done.code, done.out, files(folder)) == (2, "", before)
    assert done.err.splitlines()[0] in ("文件的名称是空的。", "文件夹的名称是空的。")


ASKED = [
    "../base",
    "/etc/passwd",
    "C:\\base",
    "C:base",
    "\\\\server\\base",
    "base.yaml",
    "base ",
    "base.",
    "a\nb",
    LONG,
]


@pytest.mark.parametrize("name", [*ASKED, "con", "NUL", "~", "é", "facts", "base:x", "a" * 5_000], ids=short)
def test_an_outline_that_cannot_be_is_not_there(nigao: Nigao, folder: Path, name: str) -> None:
    for command in ("draft", "facts", "outline"):
        (problem,) = untouched(nigao, folder, command, "-w", "我院", name).problems
        assert problem.startswith("错误：没有提纲“")
        assert " → " in problem


@pytest.mark.parametrize(("name", "meant"), [("BASE", "base"), ("Annual-Summary", "annual-summary")])
def test_capitals_count_and_the_right_ones_are_offered(nigao: Nigao, folder: Path, name: str, meant: str) -> None:
    (problem,) = untouched(nigao, folder, "draft", "-w", "我院", name).problems
    assert problem == f"错误：没有提纲“{name}”。 → 是不是“{meant}”？"


STRANGE = {
    "con": "“con”是 Windows 留给设备的名称，换一个名称",
    "Aux": "“Aux”是 Windows 留给设备的名称，换一个名称",
    "-x": "名称不以 - 开头，写在命令里会被当成选项",
    "提" * 61: "名称不超过60个字",
    "a b": "文件名只用字母、数字、汉字、- 和 _，去掉空格和其他符号",
    "v1.2": "文件名只用字母、数字、汉字、- 和 _，去掉空格和其他符号",
    "a:b": "文件名只用字母、数字、汉字、- 和 _，去掉空格和其他符号",
    "e\u0301": "文件名只用字母、数字、汉字、- 和 _，去掉空格和其他符号",
    "总结\u3000": "文件名只用字母、数字、汉字、- 和 _，去掉空格和其他符号",
    "a\nb": "文件名只用字母、数字、汉字、- 和 _，去掉空格和其他符号",
}


@pytest.mark.parametrize("name", STRANGE, ids=short)
def test_a_file_that_no_outline_can_be_called_by_is_told(make: Make, name: str) -> None:
    workspace = make({name: PART})
    assert {row.name: row.broken for row in workspace.outlines()}[name]
    (problem,) = told(lambda: workspace.draft(name, 2026))
    assert (problem.code, problem.hint) == ("outline-name", STRANGE[name])


def test_the_longest_name_gives_files_that_every_system_can_hold(make: Make, nigao: Nigao, folder: Path) -> None:
    make({"提" * 60: "extends: annual-summary\n"})
    assert nigao("draft", "提" * 60, "-w", "我院", "--year", "2026").code == 0
    assert (folder / f"{'提' * 60}-2026-待补清单.xlsx").is_file()


@pytest.mark.parametrize(("name", "other"), [("Base", "base"), ("Annual-Summary", "annual-summary")])
def test_outlines_that_differ_in_capitals_alone_are_told(make: Make, name: str, other: str) -> None:
    workspace = make({name: PART})
    (problem,) = told(lambda: workspace.draft(name, 2026))
    assert (problem.code, problem.message) == ("outline-name", f"提纲“{name}”和“{other}”只差大小写")


@pytest.mark.parametrize("file", ["own.yml", "own.YAML"])
def test_a_file_of_another_suffix_is_told_where_its_outline_is_asked_for(make: Make, file: str) -> None:
    workspace = make(files={f"outlines/{file}": PART})
    (problem,) = told(lambda: workspace.draft("own", 2026))
    assert (problem.code, problem.hint) == ("outline-missing", f"把 outlines/{file} 改名为 own.yaml")


@pytest.mark.parametrize("base", ["../base", "/etc/passwd", "C:\\x", "con", "-x", "base.yaml", "", "a\nb", "提" * 61])
def test_a_base_is_named_and_not_reached_by_a_path(make: Make, base: str) -> None:
    workspace = make({"own": f'extends: "{base.encode("unicode_escape").decode()}"\n'})
    problems = told(lambda: workspace.draft("own", 2026))
    assert {problem.code for problem in problems} <= {"outline-type", "outline-missing", "outline-incomplete"}
    assert str(problems[0].origin).endswith("own.yaml:1")


@pytest.mark.parametrize("layout", ["../gbt9704", "/etc/passwd", "C:\\x", "con", "GBT9704", "a\nb"])
def test_a_layout_is_named_and_not_reached_by_a_path(make: Make, layout: str) -> None:
    workspace = make({"own": f'layout: "{layout.encode("unicode_escape").decode()}"\n{PART}'})
    (problem,) = told(lambda: workspace.draft("own", 2026))
    assert problem.code in ("outline-type", "layout-missing")
    assert str(problem.origin).endswith("own.yaml:1")


@pytest.mark.parametrize("path", ["con", "a/nul", "AUX/x", "com1.j2", "a/Lpt9/b"])
@pytest.mark.parametrize("words", ["{template: {}}", "\"{% include '{}' %}\""])
def test_a_template_that_windows_cannot_hold_is_not_read(make: Make, path: str, words: str) -> None:
    name = path.removesuffix(".j2")
    own = f"title: t\nsections: [{{id: a, text: {words.replace('{}', path)}}}]\n"
    problems = told(lambda: make({"own": own}, {f"templates/own/{name}.j2": "甲。"}).draft("own", 2026))
    assert [problem.code for problem in problems if problem.severity == "error"] in (
        ["outline-type"],
        ["template-missing"],
    )


class TestLinks:
    """What lies outside is not read as an outline or a template; what leads nowhere is told."""

    @pytest.fixture
    def own(self, folder: Path) -> Path:
        outlines = put(folder / "我院", SMALL) / "outlines"
        put(folder, {"secret.yaml": "机密: 1\n", "outside/own.yaml": PART})
        return outlines

    @pytest.mark.parametrize("target", ["../../secret.yaml", "/etc/passwd", "own.yaml", "gone.yaml", "/dev/zero"])
    def test_a_link_that_is_no_file_of_the_folder_is_told(self, nigao: Nigao, own: Path, target: str) -> None:
        (own / "own.yaml").symlink_to(target)
        done = nigao("draft", "own", "-w", "我院", "--year", "2026")
        (problem,) = done.problems
        assert (done.code, problem.startswith("我院/outlines/own.yaml: 错误：")) == (1, True)
        assert "机密" not in problem
        assert "own" in nigao("list", "-w", "我院").out

    def test_it_is_told_from_within_the_folder_as_well(
        self, nigao: Nigao, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (own / "own.yaml").symlink_to("../../secret.yaml")
        monkeypatch.chdir(own.parent)
        (problem,) = nigao("draft", "own", "--year", "2026").problems
        assert problem.startswith("outlines/own.yaml: 错误：这个文件其实在文件夹外面，没有读。")

    def test_a_whole_folder_of_outlines_outside_is_told(self, nigao: Nigao, own: Path, folder: Path) -> None:
        (own / "base.yaml").unlink()
        own.rmdir()
        own.symlink_to(folder / "outside")
        (problem,) = nigao("draft", "own", "-w", "我院", "--year", "2026").problems
        assert problem.startswith("我院/outlines/own.yaml: 错误：这个文件其实在文件夹外面，没有读。")
        assert "own" in nigao("list", "-w", "我院").out

    def test_a_link_within_the_folder_is_followed(self, nigao: Nigao, own: Path) -> None:
        put(own, {"plain.yaml": PART})
        (own / "own.yaml").symlink_to("plain.yaml")
        assert nigao("draft", "own", "-w", "我院", "--year", "2026").code == 0

    def test_a_pipe_is_not_waited_for(self, nigao: Nigao, own: Path) -> None:
        os.mkfifo(own / "own.yaml")
        (problem,) = nigao("draft", "own", "-w", "我院", "--year", "2026").problems
        assert problem.startswith("我院/outlines/own.yaml: 错误：这不是普通文件。")
        assert "own" in nigao("list", "-w", "我院").out

    def test_a_template_is_found_by_its_name_to_the_letter(self, make: Make, folder: Path) -> None:
        """A link stands for what Windows does by itself: the file is found by a name of other capitals."""
        make({"own": "title: t\nsections: [{id: a, text: {template: Out}}]\n"}, {"templates/own/out.j2": "甲。"})
        (folder / "我院/templates/own/Out.j2").symlink_to("out.j2")
        (problem,) = told(lambda: Workspace("我院").draft("own", 2026))
        assert (problem.code, problem.message) == ("file-case", "文件名是“out.j2”，大小写不同，没有读")


@pytest.mark.parametrize(
    "path", ["nowhere", "hospital.yaml", "/dev/null", "con", "C:\\我院", "我院\n", LONG, "a" * 5_000]
)
def test_a_folder_that_is_no_hospital_is_told(nigao: Nigao, folder: Path, path: str) -> None:
    for command in (("list",), ("draft", "base"), ("schema", "facts"), ("outline", "base"), ("facts", "base")):
        assert len(untouched(nigao, folder, *command, "-w", path).problems) == 1


@pytest.mark.parametrize(
    "path",
    ["no.yaml", "我院", "我院/hospital.yaml/x.csv", "/dev/zero.csv", "con.yaml", "C:\\a.csv", f"{LONG}.csv", "\n.csv"],
)
def test_facts_that_are_not_there_are_told(nigao: Nigao, folder: Path, path: str) -> None:
    done = untouched(nigao, folder, "draft", "base", "-w", "我院", "--year", "2026", "-f", path)
    assert len(done.problems) == 1


@pytest.mark.parametrize("path", ["..", "/", "con.yaml", "*", "a\nb", "", "C:\\a.csv"])
def test_a_preferred_file_that_is_none_is_told(nigao: Nigao, folder: Path, path: str) -> None:
    done = untouched(nigao, folder, "draft", "base", "-w", "我院", "--year", "2026", "--prefer", path)
    assert len(done.problems) == 1


NAMES = [
    "con",
    "Own",
    "own",
    "a b",
    "a\nb",
    "\x1b[31m",
    "-x",
    LONG[:80],
    "e\u0301",
    "a*b",
    "提:纲",
    "clock$",
    "\u202e",
    ".",
]


def test_the_list_lives_whatever_lies_in_the_folder(nigao: Nigao, folder: Path) -> None:
    outlines = put(folder / "我院", {**SMALL, **{f"outlines/{name}.yaml": PART for name in NAMES}}) / "outlines"
    (outlines / "dir.yaml").mkdir()
    os.mkfifo(outlines / "pipe.yaml")
    (outlines / "loop.yaml").symlink_to("loop.yaml")
    (outlines / os.fsdecode(b"\xd7\xdc\xbd\xe1.yaml")).write_text(PART)
    done = nigao("list", "-w", "我院")
    assert (done.code, done.err) == (0, "")
    assert done.out.count("有错误，用 nigao outline ") >= len(NAMES)
    assert nigao("draft", "base", "-w", "我院", "--year", "2026", "-o", "稿.txt").code == 0
