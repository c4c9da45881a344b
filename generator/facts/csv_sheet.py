"""A facts sheet in CSV, as Excel and WPS save it in Chinese: read, never written. A quote that is not closed would
swallow rows unseen; it is an error."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from generator.facts import other_files, rows
from generator.facts.dictionary import Dictionary
from generator.facts.tree import Layer
from generator.problems import Origin, Problem, Stop, error

MAX_BYTES = 5_000_000
_DELIMITERS = ",\t;"
_UTF_8 = b"\xef\xbb\xbf"


def read(data: bytes, name: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    """The facts of a CSV file in UTF-8, UTF-16 with its mark, or GB18030, its cells parted by commas, tabs or
    semicolons. Raises Stop where it cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise Stop([error("sheet-too-large", "文件超过5MB", Origin(name), "只留要用的行，或分成几个文件")])
    if problem := other_files.of_text(data, name):
        raise Stop([problem])
    try:
        text = _text(data)
    except UnicodeDecodeError:
        hint = "用 Excel 或 WPS 打开，另存为 CSV（UTF-8）或 .xlsx"
        raise Stop([error("sheet-encoding", "文件的编码认不出来", Origin(name), hint)]) from None
    return rows.read(_rows(text, name), name, dictionary)


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if data.startswith(_UTF_8):
            raise
        return data.decode("gb18030")


def _rows(text: str, name: str) -> Iterator[rows.Row]:
    """The rows that are not blank. Raises Stop for one that is not sound, and for too many."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, name), strict=True)
    line, count = 1, 0
    try:
        for cells in reader:
            if any(cells):
                count += 1
                yield line, list(cells[: rows.MAX_COLUMNS])
            if count > rows.MAX_ROWS:
                raise Stop([rows.too_large(name)])
            line = reader.line_num + 1
    except csv.Error as failure:
        raise Stop([_unsound(str(failure), Origin(name, line))]) from None


def _delimiter(text: str, name: str) -> str:
    """What parts the cells of the first row: of all delimiters the one that stands there most often."""
    header = re.split("[\r\n]", text, maxsplit=1)[0][: rows.MAX_COLUMNS * 100]
    found = max(_DELIMITERS, key=header.count)
    if found not in header and "，" in header:
        hint = "整个文件里，隔开各列的逗号改成英文的"
        raise Stop([error("sheet-header", "列名之间是中文逗号", Origin(name, 1), hint)])
    return found


def _unsound(said: str, origin: Origin) -> Problem:
    if "limit" in said:
        return error("sheet-unreadable", "这一行有一格太长", origin, "缩短这一格；长文字写在 .yaml 文件里")
    hint = "补上或删去多的引号；句中的引号用中文的“”，或者用 Excel、WPS 另存为 .xlsx"
    return error("sheet-unreadable", "这一行起引号没有成对", origin, hint)
