"""What strangers wrote, and names of files, on the terminal: one line a message, and nothing that a terminal obeys."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from generator import Stop, Workspace
from generator.characters import strange
from generator.cli import completing
from generator.cli.commands import nigao as commands
from tests import outputs
from tests.conftest import Nigao
from tests.workspaces import SMALL, Done, put

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names of files")

NAMES = {
    "an escape sequence": "甲\x1b[2J\x1b]0;x\x07",
    "a return": "甲\r错误：乙",
    "a line": "甲\n错误：乙",
    "a sequence of one byte": "甲\x9b2J",
    "a turned line": "甲\u202etxt.exe\u2066",
    "nothing to be seen": "甲\u200b\ufeff",
    "a line end of Unicode": "甲\u2028乙",
    "no UTF-8": os.fsdecode(b"\xe7\x94\xb2\xff\xb1"),
}
FACTS = "activity.theme_days: 12\n"
OUTLINE = """\
title: 题
sections: [{id: a, text: "有{{ facts.activity.theme_days }}场，见{{ facts.activity.theme_days.source }}。"}]
"""


def is_harmless(done: Done) -> bool:
    """Whether all that was said can be read as it stands, line by line."""
    said = done.out + done.err
    plain = said.replace("\n", "")
    return strange(plain) is None and not set(plain) & set("\u202e\u2066\u200b\ufeff") and "Traceback" not in said


@pytest.fixture(params=NAMES, ids=NAMES)
def name(request: pytest.FixtureRequest, folder: Path) -> str:
    found = NAMES[request.param]
    try:
        (folder / found).touch()
    except (OSError, UnicodeError):
        pytest.skip("no such name on this disk")
    (folder / found).unlink()
    return found


@pytest.mark.parametrize("text", [FACTS, "activity.theme_dayz: 1\n", "a: !b c\n"], ids=["good", "unknown", "broken"])
def test_a_facts_file_of_any_name(nigao: Nigao, folder: Path, name: str, text: str) -> None:
    put(folder, {"我院/hospital.yaml": "name: 某院\n", "我院/outlines/own.yaml": OUTLINE, f"{name}.yaml": text})
    done = nigao(
        "draft",
        "own",
        "-w",
        "我院",
        "--year",
        "2026",
        "-f",
        f"{name}.yaml",
        "-o",
        "稿",
        "--to",
        "docx,html,md,txt,json",
    )
    assert is_harmless(done)
    assert done.code == (text != FACTS)
    assert len(done.problems) <= 2
    if text == FACTS:
        made = {ending: (folder / f"稿.{ending}").read_bytes() for ending in outputs.READERS}
        assert [
            ending for ending, data in made.items() if "有12场，见" not in "\n".join(outputs.READERS[ending](data))
        ] == []
        assert strange(made["txt"].decode().replace("\n", "")) is None


@pytest.mark.parametrize("place", ["我院/facts/2026-{}.yaml", "{}/facts/2026.yaml"])
def test_a_folder_and_a_file_in_it_of_any_name(nigao: Nigao, folder: Path, name: str, place: str) -> None:
    workspace = place.format(name).partition("/")[0]
    put(folder, {f"{workspace}/hospital.yaml": "nmae: 某院\n", f"{workspace}/outlines/own.yaml": OUTLINE})
    put(folder, {place.format(name): "activity.theme_dayz: 1\n"})
    done = nigao("draft", "own", "-w", workspace, "--year", "2026")
    assert is_harmless(done)
    assert (done.code, len(done.problems)) == (1, 2)
    assert is_harmless(nigao("outline", "own", "-w", workspace, "--origin"))
    put(folder, {f"{workspace}/hospital.yaml": "name: 某院\n", place.format(name): FACTS})
    done = nigao("draft", "own", "-w", workspace, "--year", "2026", "--to", "docx,json", "-o", "稿/")
    assert (done.code, is_harmless(done)) == (0, True)
    assert is_harmless(nigao("facts", "own", "-w", workspace, "--year", "2026", "-o", f"{name}/表.yaml"))
    assert json.loads((folder / "稿" / "own-2026.json").read_bytes())["blocks"]


def test_what_names_of_files_leave_in_a_form_is_read_back(nigao: Nigao, folder: Path, name: str) -> None:
    put(
        folder,
        {
            "我院/hospital.yaml": "name: 某院\n",
            "我院/outlines/own.yaml": OUTLINE,
            f"我院/facts/2026-{name}.yaml": FACTS,
        },
    )
    for ending in ("yaml", "xlsx"):
        assert nigao("facts", "own", "-w", "我院", "--year", "2026", "-o", f"表.{ending}").code == 0
        done = nigao("draft", "own", "-w", "我院", "--year", "2026", "-f", f"表.{ending}", "-o", f"{ending}.txt")
        assert (done.code, is_harmless(done)) == (0, True)


def test_an_outline_of_any_name(nigao: Nigao, folder: Path, name: str) -> None:
    put(folder / "我院", {**SMALL, f"outlines/{name}.yaml": OUTLINE})
    assert is_harmless(nigao("draft", name, "-w", "我院", "--year", "2026"))
    assert is_harmless(nigao("outline", name, "-w", "我院"))
    done = nigao("list", "-w", "我院")
    assert (done.code, is_harmless(done)) == (0, True)
    assert len(done.out.splitlines()) == len(Workspace(folder / "我院").outlines())
    offered = completing.outlines(commands.make_context("nigao", ["list"]), commands.params[0], "")
    assert [item for item in offered if strange(item.value)] == []


@pytest.mark.parametrize("arguments", [
    ["draft", "base", "--set", "{}"],
    ["draft", "base", "--set", "{}=1"],
    ["draft", "base", "--set", "activity.theme_days={}"],
    ["draft", "base", "-f", "{}"],
    ["draft", "base", "--prefer", "{}"],
    ["draft", "base", "--to", "{}"],
    ["draft", "base", "-o", "{}"],
    ["draft", "base", "--year", "{}"],
    ["draft", "base", "{}"],
    ["draft", "base", "-w", "{}"],
    ["facts", "base", "-o", "{}"],
    ["facts", "{}"],
    ["outline", "{}"],
    ["schema", "{}"],
    ["{}"],
    ["draft", "--{}"],
    ["new", "{}", "--name", "{}"],
], ids=" ".join)  # fmt: skip
def test_words_of_a_command_are_told_harmlessly(nigao: Nigao, folder: Path, name: str, arguments: list[str]) -> None:
    put(folder, dict(SMALL))
    assert is_harmless(nigao(*(argument.format(name) for argument in arguments)))


def test_a_summary_stays_in_its_row(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "outlines/own.yaml": OUTLINE + "summary_for: |\n  甲\n  假的  本院  乙\n"})
    lines = nigao("list", "-w", "我院").out.splitlines()
    assert len([line for line in lines if line.startswith(("own ", "假的"))]) == 1


@pytest.mark.parametrize("text", ["\x1b[2J", "\r", "\u202e", "\u2028"], ids=ascii)
def test_a_problem_says_nothing_that_moves_a_terminal(folder: Path, text: str) -> None:
    put(folder / "我院", dict(SMALL))
    with pytest.raises(Stop) as stop:
        Workspace(folder / "我院").draft("base", 2026, facts={f"甲{text}乙": 1}, assigned=[f"甲{text}=1", f"乙{text}"])
    assert all(problem.message.isprintable() and problem.hint for problem in stop.value.problems)
