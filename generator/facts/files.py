"""Facts files by their suffix, and the files of one year in a folder: the one door to all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path

from generator import yaml_source
from generator.facts import csv_sheet, sheet, values_file
from generator.facts.dictionary import Dictionary
from generator.facts.merging import merged
from generator.facts.tree import Layer
from generator.problems import Origin, Problem, Stop, error, reason, warning

MAX_BYTES = 50_000_000
Reader = Callable[[bytes, str, Dictionary], tuple[Layer, list[Problem]]]


def _yaml(data: bytes, name: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    return values_file.read(yaml_source.parse(data, name), name, dictionary)


READERS: dict[str, Reader] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".xlsx": sheet.read,
    ".xlsm": sheet.read,
    ".csv": csv_sheet.read,
    ".xls": sheet.read,
    ".et": sheet.read,
}
OLD = (".xls", ".et")


def read_file(path: Path, shown: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    """The facts of one file, whichever format its suffix says, and all that is wrong with it; never raises Stop.

    `shown` is the file as problems and sources call it.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        hint = "事实写在 .yaml、.xlsx 或 .csv 文件里"
        return Layer(shown), [error("facts-suffix", f"不认识“{path.suffix}”文件", Origin(shown), hint)]
    try:
        return reader(_bytes(path, shown), shown, dictionary)
    except Stop as stop:
        return Layer(shown), list(stop.problems)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Stop([error("facts-too-large", "文件超过50MB", Origin(shown), "只留要用的行，另存为新文件")])
        return path.read_bytes()
    except OSError as failure:
        hint = "检查文件名和路径；文件正在别的程序里打开时，先关闭"
        raise Stop([error("file-unreadable", f"文件打不开：{reason(failure)}", Origin(shown), hint)]) from None


def read_year(
    folder: Path,
    year: int,
    dictionary: Dictionary,
    shown: Callable[[Path], str] = str,
    prefer: Collection[str] = (),
) -> tuple[Layer, list[Problem]]:
    """One layer of `YEAR.*` and `YEAR-*.*` in a folder, in the order of their names; an empty one if there is none.

    Lock and temporary files (`~$…`, `.~…`) and files of other kinds are passed over, .xls with a warning. `shown`
    gives the name of a file as problems call it.
    """
    layers, problems = [], list[Problem]()
    for path in year_files(folder, year):
        if path.suffix.lower() in OLD:
            problems.append(_not_read(path, shown(path)))
        else:
            layer, found = read_file(path, shown(path), dictionary)
            layers.append(layer)
            problems += found
    layer, found = merged(layers, dictionary, prefer)
    return layer, problems + found


def _not_read(path: Path, shown: str) -> Problem:
    hint = "用 Excel 或 WPS 打开，另存为 .xlsx；已经另存过，就把旧文件移走"
    return warning("facts-old-format", f"旧格式的 {path.suffix} 文件没有读", Origin(shown), hint)


def year_files(folder: Path, year: int) -> list[Path]:
    """The facts files of a year, by name."""
    wanted = re.compile(rf"{year}(-.*)?")
    found = folder.iterdir() if folder.is_dir() else ()
    files = (path for path in found if path.suffix.lower() in READERS and wanted.fullmatch(path.stem))
    return sorted((path for path in files if path.is_file()), key=lambda path: path.name)


def newest_year(folder: Path) -> int | None:
    """The latest year of which the folder holds `YYYY.yaml`; None if there is none."""
    found = folder.iterdir() if folder.is_dir() else ()
    years = (path.stem for path in found if path.suffix.lower() in (".yaml", ".yml") and path.is_file())
    return max((int(stem) for stem in years if re.fullmatch("[12][0-9]{3}", stem)), default=None)
