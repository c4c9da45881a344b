"""The facts sheet in .xlsx, read: never run, never fetched, and unpacked only as far as it is needed."""

from __future__ import annotations

from generator import archive
from generator.facts import book, grid, other_files, rows
from generator.facts.dictionary import Dictionary
from generator.facts.tree import Layer
from generator.problems import Origin, Problem, Stop, error

MAX_XML = 20_000_000


def read(data: bytes, name: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    """The facts of the first sheet of an .xlsx that its reader sees; formulas count by the value that was last
    computed. Raises Stop where the file cannot be read: broken, encrypted, of another format, or beyond the bounds.
    """
    return rows.read(_rows(data, name), name, dictionary)


def _rows(data: bytes, name: str) -> list[rows.Row]:
    """All rows that are not blank, in texts. Raises Stop."""
    if problem := other_files.of_bytes(data, name):
        raise Stop([problem])
    try:
        package = archive.Package(data, MAX_XML)
        if problem := other_files.of_package(package, name):
            raise Stop([problem])
        return list(grid.rows(book.read(package)))
    except archive.TooLarge:
        raise Stop([rows.too_large(name)]) from None
    except archive.Encrypted:
        raise Stop([other_files.encrypted(name)]) from None
    except archive.Unreadable:
        hint = "用 Excel 或 WPS 打开，另存为新的 .xlsx"
        raise Stop([error("sheet-unreadable", "文件不是完好的 .xlsx", Origin(name), hint)]) from None
