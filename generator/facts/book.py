"""A workbook: which of its sheets is read, and what its cells refer to. Links to other files are never followed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from generator.archive import Package, Unreadable
from generator.facts import book_xml, number_formats, texts
from generator.facts.book_xml import Attributes

_LINKS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_IDS = tuple(f"{space} id" for space in _OFFICE)
_HIDDEN = ("hidden", "veryHidden")


class Book(NamedTuple):
    """The XML of the sheet (None where there is none), the texts that cells share, and their number formats."""

    sheet: bytes | None
    texts: list[str]
    formats: list[str]
    from_1904: bool

    def format(self, style: str) -> str:
        """The number format of a cell's style; General for one that is not there."""
        at = int(style) if style.isdecimal() and len(style) < 8 else len(self.formats)
        return self.formats[at] if at < len(self.formats) else number_formats.GENERAL


class Link(NamedTuple):
    """A link from one part to another: `kind` is the last word of its type, such as worksheet."""

    id: str
    kind: str
    part: str


class _Sheet(NamedTuple):
    link: str
    hidden: bool


def main_part(package: Package) -> str | None:
    """The name of the part that the package is about; None where it says none."""
    return next((link.part for link in links(package, "") if link.kind == "officeDocument"), None)


def read(package: Package) -> Book:
    """The workbook of a package, with its first sheet of cells that a reader sees.

    Raises archive.Unreadable where it is no sound workbook, and archive.TooLarge.
    """
    name = main_part(package)
    found = {link.id: link for link in links(package, name)} if name else {}
    workbook = _Workbook()
    book_xml.read(_part(package, name or "xl/workbook.xml"), workbook)
    sheets = [sheet for sheet in workbook.sheets if sheet.link in found and found[sheet.link].kind == "worksheet"]
    first = next((sheet for sheet in sheets if not sheet.hidden), sheets[0] if sheets else None)
    by_kind = {link.kind: link.part for link in found.values()}
    shared, styles = (package.read(by_kind[kind]) if kind in by_kind else None for kind in ("sharedStrings", "styles"))
    return Book(
        _part(package, found[first.link].part) if first else None,
        texts.shared(shared) if shared else [],
        number_formats.read(styles) if styles else [],
        workbook.from_1904,
    )


def links(package: Package, name: str) -> Iterator[Link]:
    """The links of a part (of the package itself where `name` is empty) to other parts of the package."""
    folder, base = posixpath.split(name)
    part = package.read(posixpath.join(folder, "_rels", f"{base}.rels"))
    taker = _Links(folder)
    if part is not None:
        book_xml.read(part, taker)
    yield from taker.found


def _part(package: Package, name: str) -> bytes:
    part = package.read(name)
    if part is None:
        raise Unreadable(f"no part {name}")
    return part


class _Links:
    _NAMES = book_xml.names_of(("Relationship",), _LINKS)

    def __init__(self, folder: str) -> None:
        self.folder = f"/{folder}"
        self.found: list[Link] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name in self._NAMES and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(self.folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append(Link(attributes.get("Id", ""), kind, target.lstrip("/")))

    def end(self, name: str) -> None:
        """Links hold nothing."""

    def text(self, text: str) -> None:
        """Links have no text."""


class _Workbook:
    _NAMES = book_xml.names_of(("sheet", "workbookPr"))

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        local = self._NAMES.get(name)
        if local == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")
        elif local == "sheet":
            link = next((attributes[name] for name in _IDS if name in attributes), "")
            self.sheets.append(_Sheet(link, attributes.get("state") in _HIDDEN))

    def end(self, name: str) -> None:
        """Sheets hold nothing."""

    def text(self, text: str) -> None:
        """Sheets have no text."""
