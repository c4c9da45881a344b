"""The cells of one worksheet in rows of texts; formulas, links, ranges and looks are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import archive
from generator.facts import book_xml, cells, days, number_formats, texts
from generator.facts.book import Book
from generator.facts.book_xml import Attributes
from generator.facts.rows import MAX_COLUMNS, MAX_ROWS, Row

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_NAMES = book_xml.names_of(("row", "c", "v", "f", "is", "t", "rPh"))
_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"-?[0-9]{0,20}(\.[0-9]{0,30})?([Ee][+-]?[0-9]{1,3})?")
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}


def rows(book: Book) -> Iterator[Row]:
    """The rows that are not blank by their numbers, wherever they stand in the file; a cell of None has no readable
    value: a formula that was not computed, an error, a day that is none.

    Raises archive.Unreadable where a part is no sound XML, two cells have one place or a value is none, and
    archive.TooLarge beyond the bounds. Columns after the bound are passed over.
    """
    if book.sheet is None:
        return
    grid = _Grid(book)
    book_xml.read(book.sheet, grid)
    for number, row in sorted(grid.rows.items()):
        yield number, [row.get(column, "") for column in range(1, max(row) + 1)]


class _Grid:
    """Takes the events of a sheet: cells are put where they say, or else after the one before."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: dict[int, dict[int, str | None]] = {}
        self.row = self.column = 0
        self.row_says = False
        self.cell: Attributes | None = None
        self._clear()

    def _clear(self) -> None:
        self.value: list[str] | None = None
        self.words: list[str] = []
        self.into: list[str] | None = None
        self.is_formula = False
        self.aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        local = _NAMES.get(name)
        if local == "row":
            self._start_row(attributes.get("r"))
        elif local == "c":
            self._clear()
            self.cell = attributes
        elif local == "v":
            self.value = self.into = []
        elif local == "f":
            self.is_formula = True
        elif local == "t" and not self.aside:
            self.into = self.words
        elif local == "rPh":
            self.aside += 1

    def text(self, text: str) -> None:
        if self.into is not None:
            self.into.append(text)

    def end(self, name: str) -> None:
        local = _NAMES.get(name)
        if local in ("v", "t"):
            self.into = None
        elif local == "rPh":
            self.aside -= 1
        elif local == "c" and self.cell is not None:
            self._place(self.cell.get("r"))
            said = self._said(self.cell)
            if said != "" and self.column <= MAX_COLUMNS:
                self._put(said)
            self.cell = None

    def _start_row(self, number: str | None) -> None:
        self.row_says = number is not None
        self.row = _whole(number) if number is not None else self.row + 1
        self.column = 0

    def _place(self, place: str | None) -> None:
        self.column += 1
        if place is None:
            return
        found = _PLACE.fullmatch(place)
        if not found or (self.row_says and int(found[2]) != self.row):
            raise archive.Unreadable(f"a cell at {place[:20]} in row {self.row}")
        self.row, self.column = int(found[2]), _column(found[1])

    def _put(self, said: str | None) -> None:
        if not 1 <= self.row <= _LAST_ROW or self.column > _LAST_COLUMN:
            raise archive.Unreadable(f"a cell in row {self.row}")
        row = self.rows.setdefault(self.row, {})
        if self.column in row:
            raise archive.Unreadable(f"two cells in one place of row {self.row}")
        row[self.column] = said
        if len(self.rows) > MAX_ROWS:
            raise archive.TooLarge(f"more than {MAX_ROWS} rows")

    def _said(self, cell: Attributes) -> str | None:
        """What a cell says, empty for nothing, None for nothing that can be read."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return texts.plain("".join(self.words))
        value = "".join(self.value) if self.value is not None else None
        if kind == "e" or (self.is_formula and not value and (value is None or kind != "str")):
            return None
        if not value:
            return ""
        if kind == "str":
            return texts.plain(value)
        return self._counted(kind, value.strip(), cell.get("s", "0"))

    def _counted(self, kind: str, value: str, style: str) -> str | None:
        if kind == "s" and (at := _whole(value)) < len(self.book.texts):
            return self.book.texts[at]
        if kind == "b" and value in _TRUTHS:
            return cells.text(_TRUTHS[value])
        if kind == "d":
            return _text(days.written(value))
        if kind == "n" and _NUMBER.fullmatch(value):
            return self._number(float(value), self.book.format(style))
        raise archive.Unreadable(f"a cell of kind {kind[:20]} with {value[:20]}")

    def _number(self, number: float, code: str) -> str | None:
        counts = number_formats.counts(code)
        if counts == "number":
            return cells.text(number, code)
        return _text(days.duration(number) if counts == "duration" else days.moment(number, self.book.from_1904))


def _text(moment: object) -> str | None:
    return None if moment is None else cells.text(moment)


def _whole(text: str) -> int:
    if text.isdecimal() and text.isascii() and len(text) < 16:
        return int(text)
    raise archive.Unreadable(f"no number: {text[:20]}")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
