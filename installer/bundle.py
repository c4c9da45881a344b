"""`make bundle`: the wheel and those of all its dependencies for 64-bit Windows in one zip, with the 安装.cmd that
installs them without a network. Only here is anything fetched, and with pip.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORM = "win_amd64"
EARLIEST = (1980, 1, 1, 0, 0, 0)


def installer(python: str) -> bytes:
    """安装.cmd for one Python: GBK with its lines ended as on Windows, for cmd reads it in the console's code page."""
    text = Path(__file__).with_name("install.txt").read_text(encoding="utf-8").replace("@PYTHON@", python)
    return text.replace("\n", "\r\n").encode("gb2312")


def needed(wheels: Iterable[Path], python: str) -> dict[str, Requirement]:
    """What the wheels need on Windows and is not among them. pip asks the machine that it runs on instead."""
    there, asked = set(), {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as package:
            (name,) = [each for each in package.namelist() if each.endswith(".dist-info/METADATA")]
            metadata = HeaderParser().parsestr(package.read(name).decode())
        there.add(canonicalize_name(metadata["Name"]))
        for requirement in map(Requirement, metadata.get_all("Requires-Dist", [])):
            if requirement.marker is None or requirement.marker.evaluate(_windows(python)):
                asked[canonicalize_name(requirement.name)] = requirement
    return {name: requirement for name, requirement in asked.items() if name not in there}


def _windows(python: str) -> dict[str, str]:
    return {
        "extra": "proof",
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=True)


def _gathered(folder: Path, python: str) -> list[Path]:
    _run("build", "--wheel", "--no-isolation", "--outdir", str(folder))
    options = ["--only-binary=:all:", "--platform", PLATFORM, "--python-version", python, "--implementation", "cp"]
    while lacking := needed(folder.glob("*.whl"), python):
        asked = [f"{requirement.name}{requirement.specifier}" for requirement in lacking.values()]
        _run(
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            *options,
            "-d",
            str(folder),
            *asked,
        )
    return sorted(folder.glob("*.whl"))


def pack(files: dict[str, bytes], path: Path) -> None:
    """The files in one zip; the same files are the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", choices=PYTHONS, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    name = f"nigao-{version}-windows-py{asked.python}"
    folder = asked.out / name / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = {f"{name}/wheels/{wheel.name}": wheel.read_bytes() for wheel in _gathered(folder.resolve(), asked.python)}
    files[f"{name}/安装.cmd"] = installer(asked.python)
    pack(files, asked.out / f"{name}.zip")
    shutil.rmtree(asked.out / name)
    sys.stdout.write(f"The bundle is {(asked.out / f'{name}.zip').resolve()}\n")


if __name__ == "__main__":
    main()
