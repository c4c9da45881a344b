"""`make bundle`: its 安装.cmd is one that Chinese Windows runs without a network; its wheels are all that is needed."""

import importlib.util
import re
import zipfile
from pathlib import Path

import pytest

from tests.workspaces import ROOT

SCRIPT = ROOT / "installer" / "bundle.py"
spec = importlib.util.spec_from_file_location("nigao_bundle", SCRIPT)
assert spec
assert spec.loader
bundle = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bundle)

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LINES = bundle.installer("3.12").decode("gbk").split("\r\n")


def wheel(folder: Path, name: str, *requires: str) -> Path:
    path = folder / f"{name}-1-py3-none-any.whl"
    lines = [f"Name: {name}", *(f"Requires-Dist: {each}" for each in requires)]
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(f"{name}-1.dist-info/METADATA", "\n".join(lines) + "\n\nText\n")
    return path


def test_the_makefile_has_it_with_a_python_that_can_be_chosen() -> None:
    chosen = re.search(r"(?m)^BUNDLE_PYTHON \?= (\S+)$", MAKEFILE)
    assert chosen
    assert chosen[1] in bundle.PYTHONS
    assert re.search(r"(?m)^bundle:.*\n\t.*installer/bundle\.py --python \$\(BUNDLE_PYTHON\)", MAKEFILE)
    assert "bundle" in re.search(r"(?m)^\.PHONY: (.*)$", MAKEFILE)[1].split()  # type: ignore[index]


def test_its_pythons_are_those_of_the_package() -> None:
    classified = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert list(bundle.PYTHONS) == classified


@pytest.mark.parametrize("python", bundle.PYTHONS)
def test_it_is_gbk_with_windows_line_ends_for_its_python(python: str) -> None:
    made = bundle.installer(python)
    assert made.count(b"\r\n") == made.count(b"\n") == made.count(b"\r") > 20
    assert b"@PYTHON@" not in made
    assert set(re.findall(rb"py -(\S+)", made)) == {python.encode()}
    assert set(re.findall(r"Python (3\.\d+)", made.decode("gbk"))) == {python}


def test_no_byte_of_its_chinese_is_one_that_cmd_acts_on() -> None:
    """In another code page a second byte below 0x80 could be a `|`, `^` or `&`. GB2312 has none such."""
    made = bundle.installer("3.12")
    chinese = re.findall(rb"[\x80-\xff].", made)
    assert len(chinese) > 100
    assert [pair for pair in chinese if pair[1] < 0x80] == []


def test_its_commands_are_ascii_and_its_words_hold_nothing_that_cmd_acts_on() -> None:
    told = [line for line in LINES if line.startswith(("echo ", "title "))]
    assert [line for line in LINES if line not in told and not line.isascii()] == []
    assert [line for line in told if re.search(r"[%&|<>^!]", line)] == []


def test_it_installs_without_a_network_from_where_it_lies() -> None:
    (install,) = [line for line in LINES if " pip install " in line]
    assert install.startswith('py -3.12 -m pip install --no-index --find-links "%~dp0wheels" ')
    assert install.endswith(" nigao[proof]")
    assert not re.search("(?i)https?://|curl|powershell|bitsadmin", "\n".join(LINES))


def test_it_looks_after_each_step_and_every_label_is_there() -> None:
    labels = {line[1:] for line in LINES if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", "\n".join(LINES))) == labels
    for number, line in enumerate(LINES):
        if line.startswith("py "):
            assert LINES[number + 1].startswith("if not %ERRORLEVEL%==0 goto "), line
    assert LINES[-3:] == ["pause", "exit /b %CODE%", ""]


def test_without_python_it_says_what_to_do() -> None:
    said = "\n".join(LINES).partition("\n:python\n")[2].partition("\n:")[0]
    assert "没有找到 Python 3.12" in said
    assert "Windows installer (64-bit)" in said
    assert "再双击这个“安装.cmd”" in said


def test_what_windows_alone_needs_is_asked_for(tmp_path: Path) -> None:
    wheels = [
        wheel(tmp_path, "a", "Typing_Extensions>=4", "colorama; platform_system == 'Windows'", "b<2"),
        wheel(tmp_path, "b", "posix; sys_platform != 'win32'", "old; python_version < '3.12'", "html; extra == 'h'"),
        wheel(tmp_path, "typing.extensions"),
    ]
    assert sorted(bundle.needed(wheels, "3.12")) == ["colorama"]
    assert sorted(bundle.needed(wheels, "3.11")) == ["colorama", "old"]


def test_the_same_files_are_packed_to_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        bundle.pack({"x/安装.cmd": b"1", "x/wheels/w.whl": b"2"}, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").namelist() == ["x/安装.cmd", "x/wheels/w.whl"]
