"""The wheel, built from the source distribution and installed elsewhere, drafts in an empty folder, from a folder that
takes no writing, in surroundings of all kinds; built again, it is the same bytes.
"""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *command],
        cwd=cwd,
        env={"PATH": "", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run("-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT), cwd=folder)
    return next(folder.glob("*.whl"))


def shipped(folder: str) -> set[str]:
    return {
        str(path.relative_to(ROOT).as_posix())
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_carries_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = {name for name in package.namelist() if ".dist-info/" not in name}
    expected = shipped("generator") | {f"generator/{name}" for name in shipped("templates") | shipped("outlines")}
    assert names == expected
    assert "generator/py.typed" in names


def test_it_drafts_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    library, empty = tmp_path / "library", tmp_path / "空 文件夹"
    empty.mkdir()
    run(
        "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", str(library), str(wheel), cwd=tmp_path
    )
    where = run("-c", "import generator; print(generator.__file__)", cwd=empty, PYTHONPATH=str(library))
    assert Path(where.strip()).is_relative_to(library)
    script = next((library / "bin").glob("nigao*"))
    run(str(script), "draft", "annual-summary", "--year", "2026", cwd=empty, PYTHONPATH=str(library))
    assert {path.name for path in empty.iterdir()} == {
        "annual-summary-2026.docx",
        "annual-summary-2026-待补清单.xlsx",
    }
    run(str(script), "new", "我院", "--name", "某某医院", cwd=empty, PYTHONPATH=str(library))
    run(str(script), "draft", "annual-summary", "-w", "我院", "-o", "稿.html", cwd=empty, PYTHONPATH=str(library))
    assert json.loads(run(str(script), "schema", "outline", cwd=empty, PYTHONPATH=str(library)))["title"] == "提纲"


def built(source: Path, folder: Path, **environment: str) -> dict[str, str]:
    """The digests of what is built from a source tree, by name."""
    run("-m", "build", "--no-isolation", "--outdir", str(folder), str(source), cwd=folder.parent, **environment)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_built_again_elsewhere_and_later_it_is_the_same_bytes(tmp_path: Path) -> None:
    """Another folder, other times and rights of the files, another zone and locale."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    inside = [name.removeprefix("/") for name in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]]
    copy = tmp_path / "另 一份"
    for name in [*inside, "pyproject.toml", "README.md", "LICENSE", ".gitignore"]:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    for path in copy.rglob("*"):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    first = built(ROOT, tmp_path / "first", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    assert len(first) == 2
    assert built(copy, tmp_path / "second", TZ="America/New_York", LC_ALL="C", PYTHONHASHSEED="7") == first


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter of its own, in a folder of Chinese and blanks, with the wheel in a place that takes no writing:
    where Python would put a __pycache__, there is a file of that name, which stops even the superuser.
    """
    home = tmp_path_factory.mktemp("装") / "拟 稿"
    venv.create(home, symlinks=os.name != "nt")
    place = site(home)
    install = ["-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--no-compile", "--target", str(place)]
    run(*install, str(wheel), cwd=home)
    (place / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    for folder in [path for path in place.rglob("*") if path.is_dir()] + [place]:
        (folder / "__pycache__").touch()
        folder.chmod(0o555)
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def site(home: Path) -> Path:
    base = {"base": str(home), "platbase": str(home)}
    return Path(sysconfig.get_path("purelib", "venv", base))


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        ([], {}),
        (["-I"], {}),
        (["-E"], {"PYTHONHOME": "nowhere"}),
        (["-OO"], {}),
        (["-B", "-W", "error"], {}),
        ([], {"PYTHONIOENCODING": "gbk"}),
        ([], {"LC_ALL": "C"}),
        ([], {"PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}),
        ([], {"HOME": "/nonexistent", "TMPDIR": "/nonexistent", "PYTHONSAFEPATH": "1"}),
    ],
    ids=lambda each: " ".join(each if isinstance(each, list) else map("=".join, each.items())) or "plain",
)
def test_it_works_from_a_read_only_place_in_any_surroundings(
    python: Path, tmp_path: Path, options: list[str], environment: dict[str, str]
) -> None:
    place = site(python.parent.parent)
    before = state(place)
    folder = tmp_path / "党办 材料"
    folder.mkdir()

    def nigao(*arguments: str) -> str:
        done = subprocess.run(
            [str(python), *options, "-m", "generator.cli", *arguments],
            cwd=folder,
            env={"PATH": "", **environment},
            capture_output=True,
            timeout=60,
            check=False,
        )
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode(encoding)
        return done.stdout.decode(encoding)

    assert nigao("--version") == "nigao 0.1.0\n"
    assert "写好：我院" in nigao("new", "我院", "--name", "某某医院")
    assert "annual-summary" in nigao("list", "-w", "我院")
    assert "写好：稿.docx" in nigao("draft", "annual-summary", "-w", "我院", "-o", "稿.docx", "--to", "docx,html")
    assert "写好：表.xlsx" in nigao("facts", "annual-summary", "-w", "我院", "-o", "表.xlsx")
    nigao("draft", "annual-summary", "-w", "我院", "-f", "表.xlsx", "-o", "二稿.md")
    assert state(place) == before
