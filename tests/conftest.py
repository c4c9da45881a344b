"""A small hospital's folder, the command run in this process, and the option that rewrites expected files."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from generator import Workspace
from generator.cli import main
from generator.cli.interruptions import SIGNALS
from tests.forks import Forks, forking
from tests.workspaces import SMALL, Done, put

# The same examples in every run; `pytest --hypothesis-profile=explore` looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile("steady")

Make = Callable[..., Workspace]
Nigao = Callable[..., Done]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="rewrite the expected drafts of the examples")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with Chinese and a blank in its name."""
    folder = tmp_path / "党办 材料"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def make(folder: Path) -> Make:
    """The workspace `我院` with the outlines given by name and more files by path, over a small one."""

    def workspace(outlines: dict[str, str] | None = None, files: dict[str, str | bytes] | None = None) -> Workspace:
        own = {f"outlines/{name}.yaml": text for name, text in (outlines or {}).items()}
        put(folder / "我院", {**SMALL, **own, **(files or {})})
        return Workspace("我院")

    return workspace


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """The command in processes of its own, to which something happens."""
    with forking() as forks:
        yield forks


@pytest.fixture
def nigao(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Nigao:
    """The command with its arguments, run in the current folder."""

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["nigao", *arguments])
        capsys.readouterr()
        handlers = {number: signal.getsignal(number) for number in SIGNALS}
        try:
            with pytest.raises(SystemExit) as left:
                main()
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        out, err = capsys.readouterr()
        return Done(int(left.value.code or 0), out, err)

    return run
