"""Files that cannot be measured are told: place, what is wrong, what to do; no trace, nothing left behind."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import Workspace, archive, final, office
from generator.problems import Problem, Stop
from tests import pdfs
from tests.workspaces import told

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def a_docx() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def without_body() -> bytes:
    parts = archive.unpack(a_docx())
    del parts["word/document.xml"]
    return archive.pack(parts.items())


FILES = {
    "a .doc": ("通知.doc", OLE + b"\0" * 600, "docx-old", "另存为 .docx"),
    "a .doc called .docx": ("通知.docx", OLE + b"\0" * 600, "docx-old", "另存为 .docx"),
    "a .docx with a password": (
        "通知.docx",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "docx-encrypted",
        "去掉密码",
    ),
    "half a .docx": ("通知.docx", a_docx()[:2000], "docx-damaged", "另存为 .docx"),
    "a zip that is no .docx": ("通知.docx", without_body(), "docx-damaged", "另存为 .docx"),
    "a .docx that is none": ("通知.docx", b"Dear all", "docx-damaged", "另存为 .docx"),
    "an empty .docx": ("通知.docx", b"", "docx-damaged", "另存为 .docx"),
    "half a PDF": ("通知.pdf", pdfs.pdf(pdfs.document())[:200], "proof-damaged", "重新输出"),
    "a PDF that is none": ("通知.pdf", b"Dear all", "proof-damaged", "重新输出"),
    "a PDF with a password": ("通知.pdf", pdfs.encrypted(), "proof-encrypted", "去掉密码"),
    "a scanned PDF": ("通知.pdf", pdfs.pdf([pdfs.Page([])]), "proof-no-text", "扫描件"),
    "another kind of file": ("通知.txt", "通知".encode(), "proof-kind", "输出为 PDF"),
}


def one_of(call: Callable[[], object]) -> Problem:
    (problem,) = told(call)
    return problem


def problem_of(path: Path | str) -> Problem:
    return one_of(lambda: Workspace().proof(path))


@pytest.mark.parametrize("name", FILES)
def test_what_cannot_be_measured_is_told_with_a_remedy(folder: Path, name: str) -> None:
    file, data, code, remedy = FILES[name]
    Path(file).write_bytes(data)
    problem = problem_of(file)
    assert (problem.code, problem.severity, problem.origin.file) == (code, "error", file)
    assert remedy in problem.hint
    assert [path.name for path in Path().iterdir()] == [file]


@pytest.mark.parametrize("path", ["没有.docx", ".", "没有\0.docx"], ids=["no file", "a folder", "no name for a file"])
def test_a_file_that_is_not_there_is_told(folder: Path, path: str) -> None:
    assert problem_of(path).code == "file-unreadable"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("read", [final, Workspace().proof], ids=["final", "proof"])
def test_what_never_ends_is_not_read(folder: Path, read: Callable[[Path], object], kind: str) -> None:
    path = Path("通知.docx")
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    problem = one_of(lambda: read(path))
    assert (problem.code, problem.message) == ("file-unreadable", "这是管道或设备，不是普通文件")


@pytest.mark.parametrize("read", [final, Workspace().proof], ids=["final", "proof"])
def test_a_file_above_the_bound_is_told(
    folder: Path, read: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path("通知.docx")
    path.write_bytes(a_docx())
    monkeypatch.setattr("generator.word.foreign.MAX_BYTES", 100)
    assert one_of(lambda: read(path)).code == "file-too-large"


@pytest.mark.parametrize("path", ["没有.docx", ".", "没有\0.docx"], ids=["no file", "a folder", "no name for a file"])
def test_a_final_version_of_a_file_that_is_not_there_is_told(folder: Path, path: str) -> None:
    assert one_of(lambda: final(path)).code == "file-unreadable"


def test_without_libreoffice_a_docx_is_told_how_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    Path("通知.docx").write_bytes(a_docx())
    problem = problem_of("通知.docx")
    assert (problem.code, problem.origin.file) == ("office-missing", "通知.docx")
    assert "LibreOffice" in problem.message
    assert "输出为PDF" in problem.hint


def test_without_libreoffice_a_pdf_is_measured(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    Path("通知.pdf").write_bytes(pdfs.pdf(pdfs.document()))
    assert Workspace().proof("通知.pdf").problems == ()


def test_without_its_library_the_remedy_is_to_install_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    Path("通知.pdf").write_bytes(pdfs.pdf(pdfs.document()))
    problem = problem_of("通知.pdf")
    assert (problem.code, "pip install" in problem.hint) == ("proof-uninstalled", True)


def test_an_unknown_layout_is_told(folder: Path) -> None:
    (problem,) = told(lambda: Workspace().proof("通知.pdf", "gbt9740"))
    assert (problem.code, problem.hint) == ("layout-missing", "是不是“gbt9704”？")


SOUND = pdfs.pdf(pdfs.document(pages=2))
PARTS = archive.unpack(a_docx())


@st.composite
def bent(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with a few of its bytes others."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        changed[draw(st.integers(0, len(data) - 1))] = draw(st.sampled_from(b"\0 09-<>/AZaz\xff") | st.integers(0, 255))
    return bytes(changed)


BENT = {
    "稿.pdf": bent(SOUND),
    "稿.docx": st.sampled_from(sorted(PARTS)).flatmap(
        lambda name: bent(PARTS[name]).map(lambda part: archive.pack({**PARTS, name: part}.items()))
    ),
}


@pytest.mark.parametrize("name", BENT)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_bent_files_are_measured_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: st.DataObject
) -> None:
    """A bent .docx is read for what it says itself; what LibreOffice would make of it is not asked."""
    monkeypatch.setattr(office, "pdfs", lambda documents, hint: [SOUND])
    (tmp_path / name).write_bytes(data.draw(BENT[name]))
    problems: tuple[Problem, ...] = ()
    try:
        json.dumps(Workspace().proof(tmp_path / name).as_json())
    except Stop as stop:
        problems = stop.problems
    assert [problem.code for problem in problems if not problem.hint] == []
