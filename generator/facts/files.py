"""Facts files by their suffix, and the files of one year in a folder: the one door to all of them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection
from os.path import isdir
from pathlib import Path
from stat import S_ISREG

from generator import yaml_source
from generator.facts import csv_sheet, dates, values_file
from generator.facts.dictionary import Dictionary
from generator.facts.merging import merged
from generator.facts.tree import Layer
from generator.problems import Origin, Problem, Stop, error, reason, warning

MAX_BYTES = 50_000_000
Reader = Callable[[bytes, str, Dictionary], tuple[Layer, list[Problem]]]


def _yaml(data: bytes, name: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    return values_file.read(yaml_source.parse(data, name), name, dictionary)


def _sheet(data: bytes, name: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    # What reads workbooks takes a while to import, and facts often stand in YAML alone.
    from generator.facts import sheet

    return sheet.read(data, name, dictionary)


READERS: dict[str, Reader] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".xlsx": _sheet,
    ".xlsm": _sheet,
    ".csv": csv_sheet.read,
    ".xls": _sheet,
    ".et": _sheet,
}
OLD = (".xls", ".et")
_MOST = {".yaml": yaml_source.MAX_BYTES, ".yml": yaml_source.MAX_BYTES, ".csv": csv_sheet.MAX_BYTES}
_LOCKS = ("~$", ".~")


def read_file(path: Path, shown: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    """The facts of one file, whichever format its suffix says, and all that is wrong with it; never raises Stop.

    `shown` is the file as problems and sources call it.
    """
    try:
        reader = _reader(path, shown)
        return reader(_bytes(path, shown), shown, dictionary)
    except Stop as stop:
        return Layer(shown), list(stop.problems)


def _reader(path: Path, shown: str) -> Reader:
    if isdir(path):
        hint = "写出文件夹里的文件，如 facts/2026.yaml"
        raise Stop([error("file-unreadable", "这是一个文件夹，不是文件", Origin(shown), hint)])
    if reader := READERS.get(path.suffix.lower()):
        return reader
    hint = "事实写在 .yaml、.xlsx 或 .csv 文件里"
    kind = f"不认识“{path.suffix}”文件" if path.suffix else "文件名没有后缀，不知道是什么文件"
    raise Stop([error("facts-suffix", kind, Origin(shown), hint)])


def _bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file; of one that its reader will refuse for its size, one byte more than that reader takes."""
    most = _MOST.get(path.suffix.lower(), MAX_BYTES)
    try:
        if not S_ISREG(os.stat(path).st_mode):
            # Whoever opens a pipe or a device, such as con.yaml on Windows, may wait for ever.
            hint = "事实写在 .yaml、.xlsx 或 .csv 文件里"
            raise Stop([error("file-unreadable", "这是管道或设备，不是普通文件", Origin(shown), hint)])
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as failure:
        hint = "检查文件名和路径；文件正在别的程序里打开时，先关闭"
        raise Stop([error("file-unreadable", f"文件打不开：{reason(failure)}", Origin(shown), hint)]) from None
    if len(data) > MAX_BYTES:
        raise Stop([error("facts-too-large", "文件超过50MB", Origin(shown), "只留要用的行，另存为新文件")])
    return data


def read_year(
    folder: Path,
    year: int,
    dictionary: Dictionary,
    shown: Callable[[Path], str] = str,
    prefer: Collection[str] = (),
) -> tuple[Layer, list[Problem]]:
    """One layer of `YEAR.*` and `YEAR-*.*` in a folder, in the order of their names; an empty one if there is none.

    Lock and temporary files (`~$…`, `.~…`) and files of other kinds are passed over, .xls with a warning; a file that
    still waits for its facts is not told. A link is read as the file that it leads to, for ledgers are shared; what
    leads nowhere, and what is no plain file, is an error like a folder that is there and cannot be read. `shown` gives
    the name of a file as problems call it.
    """
    layers, problems = [], _unlisted(folder)
    for path in year_files(folder, year):
        if path.suffix.lower() in OLD:
            problems.append(_not_read(path, shown(path)))
        else:
            layer, found = read_file(path, shown(path), dictionary)
            layers.append(layer)
            problems += [problem for problem in found if problem.code != values_file.EMPTY]
    layer, found = merged(layers, dictionary, prefer)
    return layer, problems + found


def _not_read(path: Path, shown: str) -> Problem:
    hint = "用 Excel 或 WPS 打开，另存为 .xlsx；已经另存过，就把旧文件移走"
    return warning("facts-old-format", f"旧格式的 {path.suffix} 文件没有读", Origin(shown), hint)


def year_files(folder: Path, year: int) -> list[Path]:
    """The facts files of a year, by name; none where the folder cannot be read, which `read_year` tells."""
    return [path for path in _facts_files(folder) if re.fullmatch(rf"{year}(-.*)?", path.stem)]


def strange_files(folder: Path) -> list[Path]:
    """Files of a kind that holds facts whose name begins with no year: no draft reads them. By name."""
    found = (path for path in _facts_files(folder) if not path.name.startswith(_LOCKS))
    return [path for path in found if not re.fullmatch("[0-9]{4}(-.*)?", path.stem)]


def newest_file(folder: Path) -> Path | None:
    """The file `YYYY.yaml` or `YYYY.yml` of the latest year that the folder holds; None if there is none."""
    found = (path for path in _facts_files(folder) if path.suffix.lower() in (".yaml", ".yml"))
    return max((path for path in found if dates.year(path.stem)), key=lambda path: path.stem, default=None)


def _facts_files(folder: Path) -> list[Path]:
    return sorted((path for path in _listed(folder)[0] if path.suffix.lower() in READERS), key=lambda path: path.name)


def _unlisted(folder: Path) -> list[Problem]:
    failure = _listed(folder)[1]
    if failure is None:
        return []
    hint = "检查这个文件夹的读取权限；共享盘断开时，重新连上"
    return [error("folder-unreadable", f"文件夹打不开：{reason(failure)}", Origin(folder.name), hint)]


def _listed(folder: Path) -> tuple[list[Path], OSError | None]:
    """What lies in a folder and is none itself, nothing where there is no such folder; and why one that is there cannot
    be listed.
    """
    try:
        return [path for path in folder.iterdir() if not path.is_dir()], None
    except (FileNotFoundError, NotADirectoryError):
        return [], None
    except OSError as failure:
        return [], failure
