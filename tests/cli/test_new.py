"""nigao new: a folder that drafts at once, written whole or not at all."""

import datetime
import re
import shlex
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import Workspace
from generator.cli import starting
from generator.cli.terminal import typed
from generator.library import start
from tests.conftest import Nigao
from tests.workspaces import put


class Today(datetime.date):
    @classmethod
    def today(cls) -> "Today":
        return cls(2031, 5, 6)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "date", Today)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


FILES = [
    "facts/2031.yaml",
    "hospital.yaml",
    "layouts/gbt9704.yaml",
    "outlines/annual-summary.yaml",
    "outlines/facts.yaml",
    "templates/说明.txt",
    "wording.yaml",
]


def test_the_two_commands_that_it_prints_run_and_tell_no_error_or_warning(nigao: Nigao, folder: Path) -> None:
    done = nigao("new", "我院", "--name", "某某医院")
    assert (done.code, done.err) == (0, "")
    assert files(folder / "我院") == FILES
    commands = re.findall(r"(?m)^  nigao (.+)$", done.out)
    assert commands == [
        "draft annual-summary -w 我院",
        "facts annual-summary -w 我院 -o 我院/facts/2031-事实表.xlsx",
    ]
    for command in commands:
        ran = nigao(*command.split())
        assert ran.code == 0
        assert "年份：2031（facts/2031.yaml）" in ran.out
        assert "错误" not in ran.err
        assert "注意" not in ran.err
    assert (folder / "annual-summary-2031.docx").is_file()
    assert nigao("draft", "annual-summary", "-w", "我院", "-o", "二稿.txt").code == 0
    assert "某某医院2031年度党建工作总结" in (folder / "二稿.txt").read_text(encoding="utf-8")


def test_without_a_name_its_line_is_a_comment(nigao: Nigao, folder: Path) -> None:
    assert nigao("new", "我院").code == 0
    assert "# name: 某某医院\n" in (folder / "我院/hospital.yaml").read_text(encoding="utf-8")
    done = nigao("draft", "annual-summary", "-w", "我院")
    assert done.code == 0
    assert "注意" not in done.err


def test_a_path_with_blanks_is_quoted_in_the_commands(nigao: Nigao) -> None:
    path = "党办 一/我院"
    assert f"-w {typed(Path(path))}" in nigao("new", path).out


def test_every_example_in_the_files_works_once_its_hash_is_taken_away(folder: Path) -> None:
    example = re.compile(r"(?m)^# ( *(?:- )?(?:[a-z_.]+:|- ).*)$")
    texts = {path: content.decode() for path, content in start.files(2031).items()}
    put(folder / "我院", {path: example.sub(r"\1", text) for path, text in texts.items()})
    draft = Workspace("我院").draft("annual-summary")
    assert {problem.code for problem in draft.problems} == {"sentence-left-out"}
    assert draft.document.year == 2031
    assert "【待补充：夜间门诊场数】" in draft.to_bytes("txt").decode()
    assert sum(len(example.findall(text)) for text in texts.values()) > 30


def test_an_empty_folder_is_taken(nigao: Nigao, folder: Path) -> None:
    (folder / "我院").mkdir()
    assert nigao("new", "我院").code == 0


@pytest.mark.parametrize("name", ["我院", "我院/hospital.yaml"])
def test_a_folder_with_files_is_left_as_it_is(nigao: Nigao, folder: Path, name: str) -> None:
    put(folder / "我院", {"hospital.yaml": "name: 甲\n"})
    done = nigao("new", name)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{name}: 错误：")
    assert files(folder) == ["我院/hospital.yaml"]


def test_what_cannot_be_written_leaves_nothing(nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"{number}.yaml": b"" for number in range(3)} | {"hospital.yaml/x": b"", "hospital.yaml": b""}
    monkeypatch.setattr(start, "files", lambda year, name: many)
    done = nigao("new", "甲/我院")
    assert done.code == 1
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["", "  ", "\x07医院", "不适用"])
def test_a_name_that_is_none_is_refused(nigao: Nigao, folder: Path, name: str) -> None:
    done = nigao("new", "我院", "--name", name)
    assert (done.code, list(folder.iterdir())) == (1, [])
    assert "医院名称" in done.err


NAMES = st.text(st.sampled_from("甲院a1 \"'#:{}[]&*!|>%@`~-?,\\/=\t\u3000\u2028é🏥"), min_size=1).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(name=st.one_of(NAMES, st.sampled_from(["null", "~", "true", "1e3", "2026-01-01", "- a", "a: b # c", "YEAR"])))
def test_whatever_the_name_holds_it_is_the_name(folder: Path, name: str) -> None:
    put(folder / "我院", start.files(2031, name))
    document = Workspace("我院").draft("annual-summary").document
    assert document.blocks[0].text.startswith(" ".join(name.split()))
    assert document.year == 2031


def test_a_path_is_safe_to_paste() -> None:
    assert typed(Path("党办/我院")) == "党办/我院"
    assert shlex.split(f"nigao {typed(Path('q$HOME`id`/一 二'))}") == ["nigao", "q$HOME`id`/一 二"]
