"""Tables of strangers: read to the last character, or refused in one clear line with a remedy; nothing runs, nothing
is fetched, and what they unpack to is bounded before it is unpacked."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import Stop, Workspace
from generator.problems import Problem
from tests.facts import strange_books as x
from tests.facts.strange_books import HEADER, MAIN, SHEET, STRINGS, STYLES, WORKBOOK, book, rows, sheet, strings, text
from tests.workspaces import SMALL, put

OWN = "title: t\nsections: [{id: a, text: '{{ facts.t.text }}|{{ facts.t.count }}'}]\n"
FACTS = "t.text: {label: 文, type: text}\nt.count: {label: 数, type: integer}\n"
GAPS = "【待补充：文】|【待补充：数】"


class Desk:
    """A hospital with two facts, asked what it makes of a given table."""

    def __init__(self, folder: Path) -> None:
        files = {**SMALL, "outlines/own.yaml": OWN, "outlines/facts.yaml": FACTS}
        self.folder = put(folder, files)
        self.workspace = Workspace(folder)

    def take(self, data: bytes, name: str = "表.xlsx") -> tuple[str, list[Problem]]:
        """What the draft prints, empty where there is none, and what is told."""
        path = self.folder / name
        path.write_bytes(data)
        try:
            draft = self.workspace.draft("own", 2026, files=[path])
        except Stop as stop:
            return "", list(stop.problems)
        return "\n".join(block.text for block in draft.document.blocks[1:]), list(draft.problems)

    def text(self, data: bytes, name: str = "表.xlsx") -> str:
        """The text fact of a table that nothing is told of."""
        said, problems = self.take(data, name)
        assert problems == []
        return said.partition("|")[0]

    def refusal(self, data: bytes, name: str = "表.xlsx") -> Problem:
        """The one problem of a table that cannot be read."""
        said, problems = self.take(data, name)
        (problem,) = problems
        assert (said, problem.severity, bool(problem.hint)) == ("", "error", True)
        assert problem.origin
        assert problem.origin.file == str(self.folder / name)
        return problem


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("党办") / "我院")


LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
FILE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
OUTSIDE = "<!DOCTYPE x SYSTEM 'http://localhost:9/x.dtd'>"
INDIRECT = "<!DOCTYPE x [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]>"
GOOD = rows(text("B2", "好"))
SHARED = rows('<c r="B2" t="s"><v>{}</v></c>')
TWO = '<sheet name="甲" sheetId="1" {}r:id="{}"/><sheet name="乙" sheetId="2" {}r:id="{}"/>'
SECOND = {"xl/worksheets/sheet2.xml": sheet(rows(text("B2", "次")))}
THREE_LINKS = (
    ("s1", "worksheet", "worksheets/sheet1.xml"),
    ("s2", "sharedStrings", "sharedStrings.xml"),
    ("s3", "styles", "styles.xml"),
)


def cell(value: str, kind: str = "", style: int = 0, more: str = "") -> str:
    return rows(f'<c r="B2" s="{style}"{f" t={chr(34)}{kind}{chr(34)}" if kind else ""}>{more}<v>{value}</v></c>')


def strict() -> bytes:
    links = ("a", "officeDocument", "xl/workbook.xml")
    made = {name: part.replace(MAIN.encode(), x.STRICT.encode()) for name, part in x.parts(GOOD).items()}
    made = {name: part.replace(x.OFFICE.encode(), x.STRICT_OFFICE.encode()) for name, part in made.items()}
    return book("", {**made, x.FIRST_LINKS: x.links(links, office=x.STRICT_OFFICE)})


def two_sheets(first: str, second: str, **more: str) -> bytes:
    """A workbook of two sheets; `first` and `second` are attributes of them."""
    links = (("s1", "worksheet", "worksheets/sheet1.xml"), ("s9", "worksheet", "worksheets/sheet2.xml"))
    return book(GOOD, {WORKBOOK: x.workbook(TWO.format(first, "s1", second, "s9")), x.LINKS: x.links(*links), **SECOND})


READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "a plain one": (lambda: book(GOOD), "好"),
    "strict OOXML": (strict, "好"),
    "prefixed names": (
        lambda: book("", {SHEET: sheet(GOOD).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
                          .replace("xmlns=", "xmlns:x=")}),
        "好",
    ),
    "no shared strings, no styles": (lambda: book(GOOD, {STRINGS: None, STYLES: None}), "好"),
    "a name with backslashes": (
        lambda: book(GOOD, {SHEET: None, SHEET.replace("/", "\\"): sheet(GOOD)}), "好"),
    "absolute targets": (
        lambda: book(GOOD, {x.LINKS: x.links(("s1", "worksheet", "/xl/worksheets/sheet1.xml"))}), "好"),
    "a dimension that lies": (lambda: book("", {SHEET: sheet(GOOD, '<dimension ref="A1:XFD1048576"/>')}), "好"),
    "a cell far out": (
        lambda: book(GOOD + f'<row r="1048576">{text("XFD1048576", "远")}</row>'), "好"),
    "cells in wrong order": (
        lambda: book(HEADER + f'<row r="2">{text("B2", "好")}{text("A2", "文")}</row>'), "好"),
    "rows in wrong order": (
        lambda: book(f'<row r="2">{text("A2", "文")}{text("B2", "好")}</row>' + HEADER), "好"),
    "no references at all": (
        lambda: book(GOOD.replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="1"', "")
                     .replace(' r="A2"', "").replace(' r="B2"', "").replace(' r="2"', "")), "好"),
    "a row of two pieces": (
        lambda: book(HEADER + f'<row r="2">{text("A2", "文")}</row><row r="2">{text("B2", "好")}</row>'), "好"),
    "merged ranges": (
        lambda: book("", {SHEET: sheet(GOOD, after='<mergeCells><mergeCell ref="B2:XFD9999"/></mergeCells>')}), "好"),
    "a hidden sheet first": (lambda: two_sheets('state="hidden" ', ""), "次"),
    "a very hidden sheet first": (lambda: two_sheets('state="veryHidden" ', ""), "次"),
    "all sheets hidden": (lambda: two_sheets('state="hidden" ', 'state="hidden" '), "好"),
    "a chart sheet first": (
        lambda: book(GOOD, {
            WORKBOOK: x.workbook(TWO.format("", "s9", "", "s1")),
            x.LINKS: x.links(("s9", "chartsheet", "chartsheets/sheet1.xml"), *THREE_LINKS),
        }), "好"),
    "a sheet in another file first": (
        lambda: book(GOOD, {
            WORKBOOK: x.workbook(TWO.format("", "s9", "", "s1")),
            x.LINKS: x.links(("s9", "worksheet", "file:///etc/passwd"), *THREE_LINKS),
        }), "好"),
    "a computed formula": (lambda: book(cell("好", "str", more="<f>A1&amp;B1</f>")), "好"),
    "a formula that asks the web": (
        lambda: book(cell("好", "str", more='<f>WEBSERVICE("http://localhost:9/")</f>')), "好"),
    "a formula that runs a program": (
        lambda: book(cell("好", "str", more="<f>cmd|' /C calc'!A0</f>")), "好"),
    "an array formula": (lambda: book(cell("3", more='<f t="array" ref="B2:B9">A1:A9*2</f>')), "3"),
    "a shared formula": (
        lambda: book(cell("3", more=f'<f t="shared" si="0" ref="B2:B9">{"A1+" * 2000}1</f>')), "3"),
    "a data table": (lambda: book(cell("3", more='<f t="dataTable" ref="B2:B9" r1="A1" ca="x" zz="y"/>')), "3"),
    "a shared string": (lambda: book(SHARED.format(1), {STRINGS: strings("旧", "好")}), "好"),
    "a rich shared string, its pinyin left out": (
        lambda: book(SHARED.format(0), {STRINGS: strings(
            "<r><rPr><b/></rPr><t>第</t></r><r><t xml:space='preserve'> 一</t></r>"
            "<rPh sb='0' eb='1'><t>di yi</t></rPh><phoneticPr fontId='1'/>")}),
        "第 一",
    ),
    "rich text in the cell": (
        lambda: book(rows('<c r="B2" t="inlineStr"><is><r><t>第</t></r><r><t>一</t></r></is></c>')), "第一"),
    "CDATA and characters by number": (
        lambda: book(SHARED.format(0), {STRINGS: strings("<t><![CDATA[<a>]]>&#22909;&amp;</t>")}), "<a>好&"),
    "a comment in a text": (lambda: book(rows(text("B2", "很<!-- 不 -->好"))), "很好"),
    "escaped line ends": (lambda: book(rows(text("B2", "甲_x000D_\n乙"))), "甲\n乙"),
    "an escaped escape": (lambda: book(rows(text("B2", "甲_x005F_x000D_乙"))), "甲_x000D_乙"),
    "what only looks escaped": (lambda: book(rows(text("B2", "a_x00_x0041 _X0041_"))), "a_x00_x0041 _X0041_"),
    "true": (lambda: book(cell("1", "b")), "是"),
    "false": (lambda: book(cell("0", "b")), "否"),
    "a number with blanks": (lambda: book(cell(" 12 ")), "12"),
    "a number with an exponent": (lambda: book(cell("1.2E+3")), "1200"),
    "a date": (lambda: book(cell("46086", style=1), {STYLES: x.styles("yyyy-mm-dd")}), "2026-03-05"),
    "a date with a time": (
        lambda: book(cell("46086.5", style=1), {STYLES: x.styles('yyyy"年"m"月"d"日"')}), "2026-03-05 12:00"),
    "a date of 1904": (
        lambda: book(cell("44624", style=1), {
            STYLES: x.styles("yyyy/m/d"), WORKBOOK: x.workbook(before='<workbookPr date1904="1"/>')}),
        "2026-03-05",
    ),
    "a date before the leap day that was none": (
        lambda: book(cell("59", style=1), {STYLES: x.styles("yyyy/m/d")}), "1900-02-28"),
    "a date in ISO 8601": (lambda: book(cell("2026-03-05T00:00:00Z", "d")), "2026-03-05"),
    "a time": (lambda: book(cell("0.520833333333333", style=1), {STYLES: x.styles("h:mm")}), "12:30"),
    "a long time": (lambda: book(cell("1.25347222222222", style=1), {STYLES: x.styles("[h]:mm")}), "30:05"),
    "letters in quotes are no date": (
        lambda: book(cell("12", style=1), {STYLES: x.styles('0"days"')}), "12"),
    "a style that is not there": (lambda: book(cell("12", style=99)), "12"),
    "a style without a number": (lambda: book(cell("12").replace('s="0"', 's="x"')), "12"),
    "a text of 40,000 characters": (lambda: book(rows(text("B2", "好" * 40_000))), "好" * 40_000),
    "a UTF-16 part": (
        lambda: book("", {SHEET: sheet(GOOD).replace("UTF-8", "UTF-16").encode("utf-16")}), "好"),
    "links, connections, queries, macros and objects beside it": (
        lambda: book(GOOD, {
            "xl/externalLinks/externalLink1.xml": LAUGHS + "<a/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": x.links(("r", "externalLinkPath", "http://localhost:9/")),
            "xl/connections.xml": f'<connections xmlns="{MAIN}"><connection id="1" type="4"><webPr '
                                  'url="http://localhost:9/"/></connection></connections>',
            "xl/queryTables/queryTable1.xml": OUTSIDE + "<a/>",
            "xl/embeddings/oleObject1.bin": x.OLE * 100,
            "xl/vbaProject.bin": x.OLE,
            "xl/theme/theme1.xml": "<broken",
            "docProps/core.xml": FILE + "<a>&e;</a>",
            "customXml/item1.xml": "<broken",
            "xl/worksheets/_rels/sheet1.xml.rels": x.links(("o", "oleObject", "\\\\server\\share\\a.xlsx")),
        }), "好"),
    "ten gigabytes of zeros that it does not need": (
        lambda: book(GOOD, None, x.zeros("xl/media/image1.png", 10_000)), "好"),
    "a part that it does not need in an unknown compression": (
        lambda: book(GOOD, None, x.Entry("xl/media/a.png", b"x", 1, 0, method=97)), "好"),
    "names that lead outside": (
        lambda: book(GOOD, None, *(x.deflated(name, b"x") for name in ("../../evil", "/etc/cron.d/evil", "C:\\evil"))),
        "好",
    ),
    "a link of a Unix system": (
        lambda: book(GOOD, None, x.deflated("xl/link", b"/etc/passwd", attributes=0o120777 << 16)), "好"),
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_a_strange_table_is_read_to_the_last_character(desk: Desk, kind: str) -> None:
    make, expected = READ[kind]
    assert desk.text(make()) == expected


def doctyped(part: str, head: str, entity: str = "") -> Callable[[], bytes]:
    """A workbook of which one part has a document type and uses an entity of it."""

    def make() -> bytes:
        plain = x.parts(SHARED.format(0), {STRINGS: strings("好")})[part].decode()
        begun, _, body = plain.partition("?>\n")
        return book(SHARED.format(0), {STRINGS: strings("好"), part: f"{begun}?>{head}{body.replace('好', entity)}"})

    return make


def directory(count: int) -> bytes:
    return x.zipped((x.Entry(f"{number}.xml", b"", 0, 0, 0) for number in range(count)), shared=True)


NEEDED = (x.FIRST_LINKS, WORKBOOK, x.LINKS, SHEET, STRINGS, STYLES)
TWICE = HEADER + f'<row r="2">{text("A2", "文")}{text("B2", "好")}{text("B2", "坏")}</row>'
TWO_ROWS = rows(text("B2", "好")) + f'<row r="2">{text("B2", "坏")}</row>'
UNREADABLE = "sheet-unreadable"
OTHER, OLD, LARGE, LOCKED = "sheet-other-format", "sheet-old-format", "sheet-too-large", "sheet-encrypted"

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    **{f"ten gigabytes of zeros as {name}": (
        lambda name=name: book(GOOD, {name: None}, x.zeros(name, 10_000)), UNREADABLE, "") for name in NEEDED},
    "ten gigabytes that say what they are": (
        lambda: book(GOOD, {SHEET: None}, x.zeros(SHEET, 4_200)._replace(size=0xFFFFFFFE)), LARGE, "20000行"),
    "ten gigabytes in a compression that packages have not": (
        lambda: book(GOOD, {SHEET: None}, x.zeros(SHEET, 10_000)._replace(method=12)), UNREADABLE, ""),
    "a hundred thousand parts": (lambda: directory(100_000), LARGE, ""),
    "parts that share one content": (lambda: directory(1_000), OTHER, "解压"),
    "two parts of one name": (lambda: book(GOOD, None, x.deflated(SHEET, sheet(HEADER).encode())), UNREADABLE, ""),
    "two parts of one name but for capitals": (
        lambda: book(GOOD, None, x.deflated(SHEET.upper(), sheet(HEADER).encode())), UNREADABLE, ""),
    "a size that lies, too small": (
        lambda: book(GOOD, {SHEET: None}, x.deflated(SHEET, sheet(GOOD).encode(), size=10)), UNREADABLE, ""),
    "a size that lies, too large": (
        lambda: book(GOOD, {SHEET: None}, x.deflated(SHEET, sheet(GOOD).encode(), size=10**6)), UNREADABLE, ""),
    "sizes of zip64 that lie": (
        lambda: book(GOOD, {SHEET: None}, x.deflated(SHEET, sheet(GOOD).encode(), size=0xFFFFFFFF)._replace(
            extra=b"\x01\x00\x08\x00" + b"\xff" * 8)), UNREADABLE, ""),
    "an extra field that is cut off": (
        lambda: book(GOOD, {SHEET: None}, x.deflated(SHEET, b"x")._replace(extra=b"\x01\x00\x08\x00")), UNREADABLE, ""),
    "an encrypted part": (
        lambda: book(GOOD, {SHEET: None}, x.deflated(SHEET, sheet(GOOD).encode(), flags=0x801)), LOCKED, "密码"),
    "a file that ends early": (lambda: book(GOOD)[:-200], UNREADABLE, ""),
    **{f"a billion laughs in {name}": (
        doctyped(name, LAUGHS, "&a9;"), UNREADABLE, "") for name in NEEDED},
    **{f"a file of the machine in {name}": (doctyped(name, FILE, "&e;"), UNREADABLE, "") for name in (SHEET, STRINGS)},
    "a document type elsewhere": (doctyped(STRINGS, OUTSIDE), UNREADABLE, ""),
    "a parameter entity": (doctyped(SHEET, INDIRECT), UNREADABLE, ""),
    "a document type in UTF-16": (
        lambda: book("", {SHEET: sheet(GOOD, head=FILE).replace("UTF-8", "UTF-16").encode("utf-16")}), UNREADABLE, ""),
    "a part in an encoding of thirds": (
        lambda: book("", {SHEET: sheet(GOOD).replace("UTF-8", "UTF-7").encode("utf-7")}), UNREADABLE, ""),
    "a hundred thousand levels": (
        lambda: book("<row>" * 100_000 + "</row>" * 100_000), "sheet-header", "第1行"),
    "a million tags": (lambda: book("<row/>" * 1_000_000), LARGE, ""),
    "a million rows": (lambda: book(HEADER + '<row><c t="b"><v>1</v></c></row>' * 200_000), LARGE, "20000行"),
    "20,001 rows": (lambda: book("<row><c><v>1</v></c></row>" * 20_001), LARGE, "20000行"),
    "shared strings of a hundred megabytes": (
        lambda: book(SHARED.format(0), {STRINGS: strings("好" * 7_000_000)}), LARGE, ""),
    "one cell twice": (lambda: book(TWICE), UNREADABLE, ""),
    "one cell in two rows of one number": (lambda: book(TWO_ROWS), UNREADABLE, ""),
    "a cell that says another row": (lambda: book(rows(text("B3", "好"))), UNREADABLE, ""),
    "a row after the last": (lambda: book(GOOD + f'<row r="1048577">{text("A1048577", "远")}</row>'), UNREADABLE, ""),
    "a row of number 0": (lambda: book('<row r="0"><c><v>1</v></c></row>'), UNREADABLE, ""),
    "a row of number -1": (lambda: book(GOOD + '<row r="-1"><c><v>1</v></c></row>'), UNREADABLE, ""),
    "a place that is none": (lambda: book(rows(text("2B", "好"))), UNREADABLE, ""),
    "a shared string that is not there": (
        lambda: book(SHARED.format(1), {STRINGS: strings("好")}), UNREADABLE, ""),
    "a shared string before the first": (
        lambda: book(SHARED.format(-1), {STRINGS: strings("好")}), UNREADABLE, ""),
    "shared strings that are not there": (lambda: book(SHARED.format(0), {STRINGS: None}), UNREADABLE, ""),
    "a number that is none": (lambda: book(cell("nan")), UNREADABLE, ""),
    "a number of a thousand digits": (lambda: book(cell("9" * 1_000)), UNREADABLE, ""),
    "a truth that is none": (lambda: book(cell("2", "b")), UNREADABLE, ""),
    "a kind of cell that is none": (lambda: book(cell("2", "x")), UNREADABLE, ""),
    "no links": (lambda: book(GOOD, {x.LINKS: None}), "sheet-header", "第1行"),
    "no sheet at all": (lambda: book(GOOD, {WORKBOOK: x.workbook("")}), "sheet-header", "第1行"),
    "no part of the sheet": (lambda: book(GOOD, {SHEET: None}), UNREADABLE, ""),
    "no workbook": (lambda: book(GOOD, {WORKBOOK: None}), UNREADABLE, ""),
    "a chart sheet alone": (
        lambda: book(GOOD, {x.LINKS: x.links(("s1", "chartsheet", "chartsheets/sheet1.xml"))}), "sheet-header", ""),
    "a sheet in another file alone": (
        lambda: book(GOOD, {x.LINKS: x.links(("s1", "worksheet", "file:///etc/passwd"))}), "sheet-header", ""),
    "a sheet outside the package": (
        lambda: book(GOOD, {x.LINKS: x.links(("s1", "worksheet", "../../../../etc/passwd"))}), UNREADABLE, ""),
    "a password": (lambda: x.OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED, "清空密码"),
    "an .xls": (lambda: x.OLE + "Workbook".encode("utf-16-le"), OLD, "另存为 .xlsx"),
    "a .doc": (lambda: x.OLE + "WordDocument".encode("utf-16-le"), OTHER, "复制到"),
    "a .docx": (lambda: book("", {WORKBOOK: None, "word/document.xml": "<a/>"}), OTHER, "复制到"),
    "a .pptx": (lambda: book("", {WORKBOOK: None, "ppt/presentation.xml": "<a/>"}), OTHER, "复制到"),
    "an .xlsb": (lambda: book("", {WORKBOOK: None, "xl/workbook.bin": b"\x83\x01"}), OTHER, "另存为 .xlsx"),
    "an .ods": (lambda: x.zipped([x.deflated("mimetype", b"x"), x.deflated("content.xml", b"<a/>")]), OTHER, "另存为"),
    "a zip of something": (lambda: x.zipped([x.deflated("台账.xlsx", b"PK")]), OTHER, "解压"),
    "a page of a web system": (
        lambda: "<html><head><meta charset=gb2312></head><table><tr><td>项目</table>".encode("gbk"), OTHER, "另存为"),
    "a page with a mark and a doctype": ("\ufeff\r\n<!DOCTYPE HTML><html>".encode, OTHER, "另存为"),
    "a page in UTF-16": (lambda: "<table><tr>项目".encode("utf-16"), OTHER, "另存为"),
    "a web archive": (lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", OTHER, "另存为"),
    "an XML table of 2003": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', OTHER, "另存"),
    "a PDF": (lambda: b"%PDF-1.7\n\xe2\xe3\xcf\xd3", OTHER, ".xlsx"),
    "a CSV": (lambda: "项目,数值\n文,好\n".encode("gbk"), OTHER, ".csv"),
    "a YAML": ("t.text: 好\n".encode, OTHER, ".csv"),
    "nothing": (lambda: b"", UNREADABLE, "下载完"),
    "zeros of a broken disk": (lambda: bytes(5_000), UNREADABLE, "下载完"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UNREADABLE, "另存为"),
    "the beginning of a zip": (lambda: b"PK\x03\x04" + bytes(50), UNREADABLE, "另存为"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_told_in_one_line_with_a_remedy(desk: Desk, kind: str) -> None:
    make, code, remedy = REFUSED[kind]
    problem = desk.refusal(make())
    assert problem.code == code
    assert remedy in f"{problem.hint}"
    assert len(str(problem)) < 300


def test_no_more_is_unpacked_than_may_be_read(desk: Desk) -> None:
    data = book(GOOD, {SHEET: None}, x.zeros(SHEET, 10_000))
    tracemalloc.start()
    try:
        desk.refusal(data)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


LEFT_OUT: dict[str, Callable[[], bytes]] = {
    "a formula that nobody computed": lambda: book(rows('<c r="B2"><f>1+1</f></c>')),
    "an empty result of a number": lambda: book(rows('<c r="B2"><f>1+1</f><v/></c>')),
    "an error": lambda: book(cell("#REF!", "e")),
    "an error of a formula": lambda: book(cell("#NAME?", "e", more='<f>WEBSERVICE("http://localhost:9/")</f>')),
    "a day after the last": lambda: book(cell("2958466", style=1), {STYLES: x.styles("yyyy/m/d")}),
    "a day before the first": lambda: book(cell("-1", style=1), {STYLES: x.styles("yyyy/m/d")}),
    "the leap day that was none": lambda: book(cell("60", style=1), {STYLES: x.styles("yyyy/m/d")}),
    "a day far out": lambda: book(cell("1E+300", style=1), {STYLES: x.styles("yyyy/m/d")}),
    "hours far out": lambda: book(cell("1E+300", style=1), {STYLES: x.styles("[h]:mm")}),
    "a date in ISO 8601 that is none": lambda: book(cell("2026-02-30", "d")),
}


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_value_that_cannot_be_read_stays_a_gap_and_is_told(desk: Desk, kind: str) -> None:
    said, (problem,) = desk.take(LEFT_OUT[kind]())
    assert said == GAPS
    assert (problem.code, problem.severity, problem.origin and problem.origin.line) == ("sheet-formula", "warning", 2)
    assert problem.hint
