"""The commands and the program of README.md, run as they stand there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages import Page
from tests.workspaces import BUILT_IN, ROOT

README = Page(Path("README.md"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with the examples, as the reader of README.md has them."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with `arguments` in `folder`, this source tree importable, text in UTF-8."""
    command = [sys.executable, "-X", "utf8", *arguments]
    environment = {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def test_the_make_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [command.words[1] for command in README.commands("make")]
    assert targets == ["demo", "test"]
    assert [target for target in targets if not re.search(rf"(?m)^{target}:", makefile)] == []


def test_ci_runs_the_test_command() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").rstrip().endswith("make test")
    assert script.stat().st_mode & 0o100


def test_the_nigao_commands_run_one_after_another(folder: Path) -> None:
    commands = README.commands("nigao")
    assert len(commands) >= 4
    for arguments in (command.arguments for command in commands):
        done = run(folder, "-m", "generator.cli", *arguments)
        assert (done.returncode, arguments) == (0, arguments), done.stderr
    written = {path.name for path in folder.iterdir()}
    assert written >= {"summary.docx", "summary-待补清单.xlsx", "summary-2.docx", "county.docx"}


def test_the_program_runs(folder: Path) -> None:
    programs = [fence.text for fence in README.fences if fence.language == "python"]
    assert len(programs) == 1
    (folder / "program").mkdir()
    shutil.copytree(ROOT / "examples", folder / "program" / "examples")
    done = run(folder / "program", "-W", "error", "-c", programs[0])
    assert done.returncode == 0, done.stderr
    assert (folder / "program" / "from-python.docx").is_file()


def test_all_genres_are_named_and_no_other() -> None:
    assert sorted(re.findall("`([a-z-]+)`", README.section("## The genres"))) == BUILT_IN


def test_links_lead_somewhere() -> None:
    assert README.dead_links() == []
