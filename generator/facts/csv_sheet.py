"""A facts sheet in CSV, as Excel and WPS save it in Chinese: read, never written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator.facts import rows
from generator.facts.dictionary import Dictionary
from generator.facts.tree import Layer
from generator.problems import Origin, Problem, Stop, error

MAX_BYTES = 5_000_000


def read(data: bytes, name: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    """The facts of a CSV file in UTF-8, UTF-16 with its mark, or GB18030. Raises Stop where it cannot be read."""
    if len(data) > MAX_BYTES:
        raise Stop([error("sheet-too-large", "文件超过5MB", Origin(name), "只留要用的行，或分成几个文件")])
    try:
        return rows.read(_rows(_text(data)), name, dictionary)
    except UnicodeDecodeError:
        hint = "用 Excel 或 WPS 打开，另存为 CSV（UTF-8）或 .xlsx"
        raise Stop([error("sheet-encoding", "文件的编码认不出来", Origin(name), hint)]) from None
    except csv.Error:
        hint = "用 Excel 或 WPS 打开，另存为 .xlsx"
        raise Stop([error("sheet-unreadable", "文件不是完好的 CSV", Origin(name), hint)]) from None


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _rows(text: str) -> Iterator[rows.Row]:
    header = text.partition("\n")[0]
    delimiter = "\t" if "\t" in header and "," not in header else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for cells in reader:
        yield line, list(cells)
        line = reader.line_num + 1
