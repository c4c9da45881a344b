"""The door to LibreOffice, with a program of ours in its place: what it is given, what is left, what is told."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import office
from generator.problems import Problem
from tests.workspaces import told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program in its place is a shell script")
PRINT = 'mkdir -p pdf; for each in *.docx; do cp "$each" "pdf/${each%.docx}.pdf"; done'


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A program in the place of LibreOffice that runs `script`, its temporary folder being `tmp_path/temp`."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))

    def put(script: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(office, "find", lambda: program)
        return tmp_path

    return put


def problem_of(*documents: bytes) -> Problem:
    (problem,) = told(lambda: office.pdfs(documents, "用 PDF"))
    return problem


def test_documents_come_back_in_their_order_from_one_start(stand_in) -> None:
    folder = stand_in(f'echo start >> "{{}}/starts"; {PRINT}'.replace("{}", "$(dirname $0)"))
    assert office.pdfs([b"one", b"two", b"three"], "") == [b"one", b"two", b"three"]
    assert (folder / "starts").read_text() == "start\n"


def test_it_gets_a_profile_of_its_own_that_runs_nothing_and_fetches_nothing(stand_in) -> None:
    folder = stand_in(f'cp -r profile "$(dirname $0)/seen"; echo "$@" > "$(dirname $0)/asked"; {PRINT}')
    office.pdfs([b"one"], "")
    settings = (folder / "seen" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    for name in ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "ooInetHTTPProxyName"):
        assert name in settings
    asked = (folder / "asked").read_text()
    assert f"-env:UserInstallation={(folder / 'temp').as_uri()}/nigao-" in asked
    assert "--headless" in asked


@pytest.mark.parametrize("script", [PRINT, "exit 1", "exec sleep 60"], ids=["printed", "failed", "too slow"])
def test_nothing_is_left_of_a_run(stand_in, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(office, "_START_SECONDS", 0.2)
    monkeypatch.setattr(office, "_FILE_SECONDS", 0 if "sleep" in script else 20)
    folder = stand_in(f'echo $$ > "$(dirname $0)/pid"; {script}')
    if script == PRINT:
        office.pdfs([b"one"], "")
    else:
        assert problem_of(b"one").code == ("office-slow" if "sleep" in script else "office-failed")
    assert list((folder / "temp").iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int((folder / "pid").read_text()), 0)


def test_a_program_that_does_not_start_is_told(stand_in) -> None:
    folder = stand_in(PRINT)
    (folder / "soffice").write_bytes(b"\x7fELF no program")
    assert problem_of(b"one").code == "office-failed"


def test_a_temporary_folder_that_takes_nothing_is_told(stand_in, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = stand_in(PRINT)
    monkeypatch.setattr("tempfile.tempdir", str(folder / "nowhere"))
    problem = problem_of(b"one")
    assert (problem.code, "临时文件写不进去" in problem.message) == ("office-failed", True)


def test_where_it_is_not_there_the_remedy_is_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    problem = problem_of(b"one")
    assert (problem.code, problem.hint) == ("office-missing", "用 PDF")


def test_it_is_found_on_the_search_path(stand_in, monkeypatch: pytest.MonkeyPatch) -> None:
    find = office.find
    folder = stand_in(PRINT)
    monkeypatch.setattr(office, "find", find)
    monkeypatch.setenv("PATH", str(folder))
    assert office.find() == folder / "soffice"


def test_it_is_found_where_its_installer_puts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("7.6", "24.8"):
        program = tmp_path / f"libreoffice{version}" / "program" / "soffice"
        program.parent.mkdir(parents=True)
        program.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(office._FOLDERS, office.sys.platform, (f"{tmp_path}/libreoffice*/program/soffice",))
    assert office.find().parts[-3].startswith("libreoffice")
    monkeypatch.setitem(office._FOLDERS, office.sys.platform, (f"{tmp_path}/nowhere/soffice",))
    assert office.find() is None


@pytest.fixture
def on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Windows, as far as finding goes; the current folder is one of documents, PATH leads to `path`."""
    monkeypatch.setattr(office, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setitem(office._FOLDERS, "win32", (f"{tmp_path}/LibreOffice*/program/soffice.com",))
    documents = tmp_path / "稿"
    documents.mkdir()
    monkeypatch.chdir(documents)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path


def program_in(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.touch(0o755)
    return program


@pytest.mark.parametrize("name", ["soffice.com", "soffice.exe"])
def test_on_windows_the_installers_folder_comes_before_the_search_path(on_windows: Path, name: str) -> None:
    on_path = program_in(on_windows / "path", name)
    assert office.find() == on_path
    installed = program_in(on_windows / "LibreOffice" / "program", "soffice.com")
    assert office.find() == installed


@pytest.mark.parametrize("entry", ["", ".", "../稿", "{here}", "{here}/../稿"])
@pytest.mark.parametrize("name", ["soffice", "soffice.com", "soffice.exe"])
def test_a_program_beside_the_documents_is_never_run(
    on_windows: Path, monkeypatch: pytest.MonkeyPatch, name: str, entry: str
) -> None:
    program_in(Path.cwd(), name)
    path = [entry.format(here=Path.cwd()), str(on_windows / "path")]
    monkeypatch.setenv("PATH", os.pathsep.join(path))
    assert office.find() is None
    on_path = program_in(on_windows / "path", "soffice.com")
    assert office.find() == on_path


def test_beside_the_documents_is_no_place_on_other_systems_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_in(tmp_path, "soffice")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(tmp_path)]))
    monkeypatch.setitem(office._FOLDERS, office.sys.platform, ())
    assert office.find() is None
