"""The wheel, built from the source distribution and installed elsewhere, drafts in an empty folder."""

import json
import subprocess
import sys
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
