"""Workbooks and zip packages made by hand from a few lines, right and wrong in every way that a stranger's can be."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS, STYLES, WORKBOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
LINKS, FIRST_LINKS = "xl/_rels/workbook.xml.rels", "_rels/.rels"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
Parts = Mapping[str, str | bytes | None]
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_TYPES = f'''{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}sharedStrings+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_KIND}styles+xml"/></Types>'''


class Entry(NamedTuple):
    """One entry of a zip as its bytes say it: `raw` is what is stored, all else may be a lie."""

    name: str
    raw: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0x800
    attributes: int = 0
    extra: bytes = b""


def deflated(name: str, content: bytes, **lies: int) -> Entry:
    """An honest entry, but for what `lies` say."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    raw = packer.compress(content) + packer.flush()
    return Entry(name, raw, len(content), zlib.crc32(content))._replace(**lies)


def zeros(name: str, megabytes: int) -> Entry:
    """An entry that unpacks to millions of zeros and says that it is small."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return Entry(name, once * megabytes + b"\x03\x00", 100, 0)


def zipped(entries: Iterable[Entry], *, shared: bool = False) -> bytes:
    """A zip of `entries`; if `shared`, all of them name the first one's local header and content."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = first = 0
    for entry in entries:
        name = entry.name.encode()
        sizes = (entry.crc, len(entry.raw), entry.size)
        if not directory or not shared:
            head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, entry.flags, entry.method, 0, 33, *sizes, len(name), 0)
            pieces += [head, name, entry.raw]
            first, at = at, at + len(head) + len(name) + len(entry.raw)
        listed = struct.pack("<4s6H3I", b"PK\1\2", 20, 20, entry.flags, entry.method, 0, 33, *sizes)
        about = struct.pack("<5H2I", len(name), len(entry.extra), 0, 0, 0, entry.attributes, first)
        directory.append(listed + about + name + entry.extra)
    number, size = min(len(directory), 0xFFFF), sum(map(len, directory))
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, number, number, size, at, 0)
    return b"".join([*pieces, *directory, end])


def text(cell: str, words: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


HEADER = f'<row r="1">{text("A1", "项目")}{text("B1", "数值")}</row>'


def rows(value: str, label: str = "文") -> str:
    """The header and one row, its value the cell `value`."""
    return f'{HEADER}<row r="2">{text("A2", label)}{value}</row>'


def sheet(data: str, before: str = "", after: str = "", space: str = MAIN, head: str = "") -> str:
    """The XML of a sheet with the rows `data`."""
    return f'{_XML}{head}<worksheet xmlns="{space}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def strings(*texts: str, head: str = "") -> str:
    """The XML of shared strings; a text may be rich."""
    items = "".join(f"<si>{words if words.startswith('<') else f'<t>{escape(words)}</t>'}</si>" for words in texts)
    return f'{_XML}{head}<sst xmlns="{MAIN}">{items}</sst>'


def styles(*codes: str) -> str:
    """The XML of styles: cell format 1 shows numbers by the first code, 2 by the second, and so on."""
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(codes)))
    return f'{_XML}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs><xf/>{cells}</cellXfs></styleSheet>'


def workbook(sheets: str = '<sheet name="甲" sheetId="1" r:id="s1"/>', before: str = "", after: str = "") -> str:
    return f'{_XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{sheets}</sheets>{after}</workbook>'


def links(*targets: tuple[str, str, str], office: str = OFFICE) -> str:
    """The XML of relationships (id, kind, target); a target that begins with a scheme is external."""
    made = "".join(
        f'<Relationship Id="{name}" Type="{office}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target or target.startswith("\\\\") else "/>")
        for name, kind, target in targets
    )
    return f'{_XML}<Relationships xmlns="{_LINKS}">{made}</Relationships>'


def parts(data: str, more: Parts | None = None) -> dict[str, bytes]:
    """The parts of a workbook with one sheet of the rows `data`; `more` replaces, adds, and (None) takes away."""
    made: dict[str, str | bytes | None] = {
        "[Content_Types].xml": _TYPES,
        FIRST_LINKS: links(("a", "officeDocument", "xl/workbook.xml")),
        WORKBOOK: workbook(),
        LINKS: links(
            ("s1", "worksheet", "worksheets/sheet1.xml"),
            ("s2", "sharedStrings", "sharedStrings.xml"),
            ("s3", "styles", "styles.xml"),
        ),
        SHEET: sheet(data),
        STRINGS: strings(),
        STYLES: styles(),
        **(more or {}),
    }
    return {
        name: content if isinstance(content, bytes) else content.encode()
        for name, content in made.items()
        if content is not None
    }


def book(data: str, more: Parts | None = None, *others: Entry) -> bytes:
    """A workbook of `parts`, and beside them `others`."""
    return zipped([*(deflated(name, content) for name, content in parts(data, more).items()), *others])
