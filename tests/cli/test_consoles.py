"""The real command on consoles of other encodings, without a console, and in other surroundings."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Nigao
from tests.workspaces import EXAMPLE, ROOT, SMALL, put

PLAIN = {"PYTHONPATH": str(ROOT), "PATH": ""}


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-m", "generator.cli", *arguments]
    return subprocess.run(command, cwd=folder, env={**PLAIN, **environment}, capture_output=True, timeout=60)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii", "cp437"])
def test_messages_come_through_in_any_encoding(folder: Path, encoding: str) -> None:
    put(folder / "我院", {**SMALL, "outlines/own.yaml": "titel: x\n"})
    done = run(folder, "draft", "own", "-w", "我院", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    text = done.stderr.decode("utf-8" if encoding == "ascii" else encoding)
    assert "Traceback" not in text
    if encoding != "cp437":
        place = str(Path("我院/outlines/own.yaml"))
        assert f"{place}:1: 错误：提纲里没有“titel”这个键。 → 是不是“title”？" in text


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK", "nowhere"])
def test_a_draft_is_written_in_any_locale(folder: Path, locale: str) -> None:
    done = run(folder, "draft", "annual-summary", "-w", str(EXAMPLE), "-o", "年度 总结.txt", LC_ALL=locale)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert (folder / "年度 总结.txt").is_file()


def test_lines_are_not_wrapped(folder: Path) -> None:
    name = "长" * 60
    put(folder / "我院", {**SMALL, "outlines/own.yaml": f"extends: {name}\n"})
    done = run(folder, "draft", "own", "-w", "我院", PYTHONIOENCODING="utf-8", COLUMNS="40")
    assert len(done.stderr.decode().splitlines()) == 2


ESCAPES = {
    "a key": ({"hospital.yaml": '"na\\e[2Jme\\a": 某院\n'}, ["draft", "base"], "U+001B"),
    "a line end": ({"hospital.yaml": '"na\\rme": 某院\n'}, ["draft", "base"], "“na me”"),
    "a key of an outline": ({"outlines/own.yaml": '"x\\e]0;y": 题\n'}, ["outline", "own"], "U+001B"),
    "a summary": ({"outlines/base.yaml": 'extends: brief\nsummary_for: "用于\\e[8m"\n'}, ["list"], "有错误"),
    "a word of the command line": ({}, ["draft", "base", "--to", "m\x1b[2md"], "m?[2md"),
}


@pytest.mark.parametrize(("files", "arguments", "shown"), ESCAPES.values(), ids=ESCAPES)
def test_what_others_wrote_cannot_steer_the_terminal(
    nigao: Nigao, folder: Path, files: dict[str, str | bytes], arguments: list[str], shown: str
) -> None:
    put(folder / "我院", {**SMALL, **files})
    done = nigao(*arguments, "-w", "我院")
    said = done.out + done.err
    assert shown in said
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", said)


@pytest.mark.skipif(sys.platform == "win32", reason="no name of a file has such characters there")
def test_nor_can_the_name_of_a_file(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "facts/x\x1b[2J.csv": "键,数值\n"})
    done = nigao("draft", "base", "-w", "我院", "--year", "2026", "-o", "稿.txt")
    assert (done.code, "x?[2J.csv" in done.err, "\x1b" in done.err) == (0, True, False)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_a_closed_stream_is_no_hindrance(folder: Path, closed: str) -> None:
    command = f"exec {sys.executable} -m generator.cli draft annual-summary --year 2026 -o 稿.txt {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=PLAIN, capture_output=True, timeout=60)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert (folder / "稿.txt").is_file()


@pytest.mark.parametrize(
    ("arguments", "into", "code", "said"),
    [
        ("draft base -w 我院 -o 稿.txt", "> /dev/full", 0, "注意：结果显示不出来：磁盘满了。文件已经写好：稿.txt。\n"),
        ("draft base -w 我院 -o 稿.txt", "| true", 0, ""),
        (
            "draft base -w 我院 -o 稿.txt --set hospital.name=甲",
            "2> /dev/full",
            0,
            "注意：结果显示不出来：磁盘满了。文件已经写好：稿.txt。\n",
        ),
        ("draft base -w 我院 -o 稿.txt --set hospital.name=甲", "> /dev/full 2> /dev/full", 0, ""),
        ("draft nothing -w 我院 -o 稿.txt", "2> /dev/full", 1, ""),
        ("new 新院", "> /dev/full", 0, "注意：结果显示不出来：磁盘满了。文件已经写好：新院/"),
        ("list", "> /dev/full", 1, "错误：结果显示不出来：磁盘满了。没有写出文件。 → 把结果转到文件时，检查那个磁盘\n"),
    ],
)
def test_what_is_written_counts_whether_it_can_be_shown_or_not(
    folder: Path, arguments: str, into: str, code: int, said: str
) -> None:
    put(folder / "我院", SMALL)
    command = f"{{ {sys.executable} -m generator.cli {arguments}; echo code $? >&3; }} 3> code {into}"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env={**PLAIN, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8"
    )
    assert (folder / "code").read_text() == f"code {code}\n"
    shown = done.stdout + done.stderr
    assert shown.startswith(said)
    assert "Traceback" not in shown
    assert "Exception" not in shown
    assert any(folder.glob("稿*")) or any(folder.glob("新院/*")) or code == 1


def test_a_current_folder_that_is_gone_is_told(folder: Path) -> None:
    command = f"mkdir x; cd x; rmdir ../x; {sys.executable} -m generator.cli draft annual-summary -w ."
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**PLAIN, "PYTHONUTF8": "1", "PATH": "/bin:/usr/bin"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == "错误：当前文件夹已经不在了。没有写出文件。 → 换到别的文件夹，再运行一次\n"


def test_a_reader_that_goes_away_brings_no_trace(folder: Path) -> None:
    command = f"{sys.executable} -m generator.cli outline annual-summary | true"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=PLAIN, capture_output=True, timeout=60)
    assert b"Traceback" not in done.stderr


def test_the_same_input_gives_the_same_bytes_anywhere(folder: Path) -> None:
    put(folder, {"a/.keep": "", "b b/c/.keep": ""})
    surroundings = [
        (folder / "a", {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"}),
        (
            folder / "b b" / "c",
            {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "LANG": "zh_CN"},
        ),
    ]
    written = []
    for place, environment in surroundings:
        for outline in ("annual-summary", "annual-report"):
            arguments = ["--year", "2026", "-o", outline, "--to", "docx,json,txt,md"]
            assert run(place, "draft", outline, *arguments, **environment).returncode == 0
            done = run(
                place, "draft", outline, "-w", str(EXAMPLE), "-o", f"{outline}-full", "--to", "docx,json", **environment
            )
            assert done.returncode == 0
        written.append({path.name: path.read_bytes() for path in place.iterdir()})
    first, second = written
    assert {name.rpartition(".")[2] for name in first} >= {"docx", "xlsx", "json", "txt", "md"}
    assert [name for name in first if first[name] != second.get(name)] == []
