"""The facts sheet in .xlsx, written: the list of what is to be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator import archive
from generator.characters import held
from generator.facts import cells, texts
from generator.facts.dictionary import Ask
from generator.facts.rows import COLUMNS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (32, 36, 18, 8, 14, 14, 22, 10, 40, 30)
_STATES = {"missing": "待补充", "to_confirm": "待核实", "known": "", "not_applicable": "不适用"}
_CONSTANT = datetime(2000, 1, 1)


def write(asks: Iterable[tuple[Ask, str]], title: str = "待补清单") -> bytes:
    """An .xlsx with one row an ask, in their order; each ask comes with its places in words. Same asks, same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "nigao"
    book.properties.created = book.properties.modified = _CONSTANT
    sheet: Any = book.active
    sheet.title = title
    for column, word in enumerate(COLUMNS, 1):
        sheet.cell(1, column, word)
    last = 1
    for last, (ask, places) in enumerate(asks, 2):
        _row(sheet, last, ask, places)
    _look(sheet, last)
    return _packed(book)


def _row(sheet: Worksheet, row: int, ask: Ask, places: str) -> None:
    from openpyxl.styles import Alignment

    about = (ask.owner, ask.source, _STATES[ask.given_state], ask.definition, places)
    texts = (ask.key, ask.label, ask.value, ask.unit, ask.last_year, *about)
    for column, text in enumerate(texts, 1):
        cell: Any = sheet.cell(row, column)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        counted = COLUMNS[column - 1] in ("数值", "上年") and ask.unit is not None
        if counted and (number := cells.number(text)) is not None:
            cell.value = number
        elif text:
            _put_text(cell, text)
        if not counted:
            cell.number_format = "@"


def _put_text(cell: Any, text: str) -> None:
    cell.value = texts.escaped(held(text))
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def _look(sheet: Worksheet, last: int) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        header = sheet.cell(1, column)
        header.font, header.alignment = Font(bold=True), Alignment(vertical="center")
    sheet.freeze_panes = "C2"
    states = DataValidation(type="list", formula1='"待补充,待核实,已核实,不适用"', allow_blank=True)
    letter = get_column_letter(COLUMNS.index("状态") + 1)
    states.add(f"{letter}2:{letter}{last + 1}")
    sheet.add_data_validation(states)


def _packed(book: Workbook) -> bytes:
    from openpyxl.writer.excel import ExcelWriter

    parts = _Parts()
    ExcelWriter(book, parts).write_data()  # type: ignore[arg-type]
    return archive.pack(parts.parts.items())


class _Parts:
    """What openpyxl takes for a zip file: it keeps the parts, for a package without a clock."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def writestr(self, name: str, content: bytes | str) -> None:
        self.parts[name] = content if isinstance(content, bytes) else content.encode()

    def write(self, path: str, name: str) -> None:
        with open(path, "rb") as file:
            self.parts[name] = file.read()

    def namelist(self) -> list[str]:
        return list(self.parts)
