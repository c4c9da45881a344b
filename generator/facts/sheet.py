"""The facts sheet in .xlsx, read. Openpyxl is loaded when it is needed: it is slow to load."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from generator import archive
from generator.facts import cells, number_formats, rows
from generator.facts.dictionary import Dictionary
from generator.facts.tree import Layer
from generator.problems import Origin, Problem, Stop, error

MAX_ROWS = 20_000
MAX_COLUMNS = 100
LAST_ROW = 1_048_576
MAX_XML = 20_000_000
MAX_TAGS = 1_000_000
MAX_WALKED = 100_000
Cells = tuple[Any, ...]
_READ = (".xml", ".rels")
_STYLES = "xl/styles.xml"
_OPENPYXL = re.compile(r"openpyxl(\.|$)")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


def read(data: bytes, name: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    """The facts of the first sheet of an .xlsx; formulas count by the value that was last computed. Raises Stop where
    the file cannot be read: broken, encrypted, .xls, or beyond the bounds.
    """
    parts = _parts(data, name)
    _quiet()
    try:
        found = list(islice(_rows(parts), MAX_ROWS + 1))
    except archive.TooLarge:
        raise _too_large(name) from None
    except _BROKEN:
        raise _broken(name) from None
    if len(found) > MAX_ROWS:
        raise _too_large(name)
    return rows.read(found, name, dictionary)


def _quiet() -> None:
    """No warnings from openpyxl: of drawings, extensions and the like, which no fact stands in.

    The filter stays, for openpyxl alone: one that is taken back would be taken from other threads too.
    """
    if ("ignore", None, Warning, _OPENPYXL, 0) not in warnings.filters:
        warnings.filterwarnings("ignore", module=_OPENPYXL.pattern)


def _broken(name: str) -> Stop:
    hint = "用 Excel 或 WPS 打开，另存为新的 .xlsx"
    return Stop([error("sheet-unreadable", "文件不是完好的 .xlsx", Origin(name), hint)])


def _too_large(name: str) -> Stop:
    hint = f"只留要用的行和列（不超过{MAX_ROWS}行），复制到新的 .xlsx 里"
    return Stop([error("sheet-too-large", "文件太大", Origin(name), hint)])


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            hint = "用 Excel 或 WPS 打开，去掉密码后保存"
            raise Stop([error("sheet-encrypted", "文件有密码，打不开", Origin(name), hint)])
        hint = "用 Excel 或 WPS 打开，另存为 .xlsx"
        raise Stop([error("sheet-old-format", "这是旧格式的 Excel 文件", Origin(name), hint)])
    try:
        parts = archive.unpack(data)
    except archive.TooLarge:
        raise _too_large(name) from None
    except archive.Unreadable:
        raise _broken(name) from None
    parts = {path: part for path, part in parts.items() if path.endswith(_READ) and not path.startswith("docProps/")}
    if sum(map(len, parts.values())) > MAX_XML or any(part.count(b"<") > MAX_TAGS for part in parts.values()):
        raise _too_large(name)
    return parts


def _rows(parts: dict[str, bytes]) -> Iterator[rows.Row]:
    """All rows that are not blank, in texts; None for a formula without a result and for an error."""
    if _STYLES in parts:
        parts = {**parts, _STYLES: number_formats.alone(parts[_STYLES])}
    data = archive.pack(parts.items())
    sheets = [part for path, part in parts.items() if path.startswith("xl/worksheets/")]
    has_formulas = any(re.search(rb"<f[ />]", part) for part in sheets)
    computed = _grid(data, computed=True)
    pairs = (
        zip(computed, _grid(data, computed=False), strict=False) if has_formulas else ((row, row) for row in computed)
    )
    for number, row, written in _walked(pairs):
        if any(cell.value is not None for cell in row) or any(cell.value is not None for cell in written):
            yield number, [_text(cell, source) for cell, source in zip(row, written, strict=False)]


def _walked(pairs: Iterable[tuple[Cells, Cells]]) -> Iterator[tuple[int, Cells, Cells]]:
    """Rows with their numbers. Raises TooLarge after many; those left out in the file, one and the same blank row of
    openpyxl, are not walked again and again.
    """
    walked, last = 0, None
    for number, (row, written) in enumerate(pairs, 1):
        if row is not last:
            walked, last = walked + 1, row
            if walked > MAX_WALKED:
                raise archive.TooLarge(f"more than {MAX_WALKED} rows")
            yield number, row, written


def _grid(data: bytes, *, computed: bool) -> Iterator[Cells]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=computed, keep_links=False)
    if not book.worksheets:
        return
    first = book.worksheets[0]
    first.reset_dimensions()
    yield from first.iter_rows(max_row=LAST_ROW, max_col=MAX_COLUMNS)


def _text(cell: Any, written: Any) -> str | None:
    if cell.data_type == "e" or (cell.value is None and written.data_type == "f"):
        return None
    return cells.text(cell.value, cell.number_format if cell.data_type == "n" else "General")
