"""What the shell is offered on Tab, in the words of each shell."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import get_completion_class

from generator.cli.commands import nigao as program
from generator.library.schemas import KINDS
from tests.conftest import Nigao
from tests.workspaces import BUILT_IN, ROOT, SMALL, put

Offered = Callable[..., list[str]]
OWN = {**SMALL, "outlines/总支总结.yaml": "extends: annual-summary\n", "outlines/坏.yaml": "titel: x\n"}


@pytest.fixture
def offered(nigao: Nigao, monkeypatch: pytest.MonkeyPatch) -> Offered:
    def ask(line: str, shell: str = "bash") -> list[str]:
        """What is offered for the last word of a line; an empty one after a blank."""
        words = shlex.split(line) + ([""] if line.endswith(" ") else [])
        monkeypatch.setenv("_NIGAO_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words) - 1))
        done = nigao()
        assert (done.code, done.err) == (0, "")
        return [line for line in done.out.splitlines() if line]

    return ask


def names(lines: list[str]) -> list[str]:
    return [line.removeprefix("plain,") for line in lines]


def test_commands_are_completed(offered: Offered) -> None:
    assert names(offered("nigao ")) == list(program.commands)
    assert names(offered("nigao dr")) == ["draft"]
    assert names(offered("nigao --d")) == ["--debug"]


@pytest.mark.parametrize("command", ["draft", "facts", "outline"])
def test_outlines_are_completed(offered: Offered, command: str) -> None:
    assert names(offered(f"nigao {command} ")) == BUILT_IN
    assert names(offered(f"nigao {command} annual-")) == ["annual-report", "annual-summary"]


def test_layouts_are_completed(offered: Offered, folder: Path) -> None:
    assert names(offered("nigao layout gbt")) == ["gbt9704", "gbt9704-full", "gbt9704-letter"]
    put(folder / "我院", {**SMALL, "layouts/ours.yaml": "name: 本院\n"})
    assert names(offered("nigao layout -w 我院 o")) == ["ours"]


def test_an_outline_is_offered_once(offered: Offered) -> None:
    assert names(offered("nigao draft annual-report annual-")) == ["annual-summary"]


def test_those_of_the_hospital_are_completed(offered: Offered, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "我院", OWN)
    assert names(offered("nigao draft -w 我院 总")) == ["总支总结"]
    assert "坏" in names(offered("nigao outline -w 我院 "))
    assert names(offered("nigao draft 总")) == []
    monkeypatch.chdir(folder / "我院")
    assert names(offered("nigao draft 总")) == ["总支总结"]


def test_where_nothing_can_be_told_nothing_is(offered: Offered) -> None:
    assert offered("nigao draft -w 没有 ") == []
    assert offered("nigao draft --set ") == []


def test_a_wrong_command_brings_no_complaint(offered: Offered) -> None:
    assert names(offered("nigao drfat ")) == list(program.commands)


def test_kinds_files_and_folders_are_completed(offered: Offered) -> None:
    assert names(offered("nigao schema ")) == list(KINDS)
    assert offered("nigao draft annual-summary -f 表") == ["file,表"]
    assert offered("nigao draft annual-summary -w ") == ["dir,"]
    assert offered("nigao new 我") == ["dir,我"]


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_are_told_the_purpose_too(offered: Offered, shell: str) -> None:
    if get_completion_class(shell) is None:
        pytest.skip(f"this click knows no {shell}")
    told = "\n".join(offered("nigao draft annual-s", shell))
    assert "annual-summary" in told
    assert "党建工作总结" in told


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not here")
def test_bash_completes_after_the_line_of_the_manual(folder: Path) -> None:
    """The line of README.zh-CN.md, with a `nigao` on the way to which the shell finds."""
    manual = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"`(eval .+=bash_source .+)`", manual)
    put(folder, {"bin/nigao": f'#!/bin/sh\nexec "{sys.executable}" -m generator.cli "$@"\n'})
    (folder / "bin" / "nigao").chmod(0o755)
    script = f"""{line}
COMP_WORDS=(nigao draft annual-s) COMP_CWORD=2
_nigao_completion nigao annual-s draft
echo "${{COMPREPLY[@]}}"
"""
    environment = {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "--norc", "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60
    )
    assert (done.stdout, done.stderr) == ("annual-summary\n", "")
