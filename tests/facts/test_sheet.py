"""facts.sheet and sheet_form: what is asked in a table comes back from it as it was typed."""

import contextlib
import io
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import archive
from generator.facts import sheet, sheet_form
from generator.facts.dictionary import Ask, Dictionary
from generator.facts.rows import COLUMNS
from generator.facts.tree import Layer
from generator.problems import Problem, Stop
from tests.workspaces import ROOT

HEADER = ("项目", "数值")
KEPT = [
    "12:30",
    "010",
    "no",
    "1.10",
    "2026-03-05",
    "A&B <c>",
    "=1+1",
    "+86",
    "-",
    "@a",
    "两\n行",
    "TRUE",
    "1e5",
    "_x000D_",
]


def book(*rows: Sequence[object], formats: dict[str, str] | None = None) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    for place, number_format in (formats or {}).items():
        made.active[place].number_format = number_format
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def read(dictionary: Dictionary, *rows: Sequence[object], **options: dict[str, str]) -> tuple[Layer, list[Problem]]:
    return sheet.read(book(*rows, **options), "台账.xlsx", dictionary)


def value(dictionary: Dictionary, label: str, cell: object, number_format: str = "General") -> object:
    layer, problems = read(dictionary, HEADER, (label, cell), formats={"B2": number_format})
    assert problems == []
    return next(iter(layer.given.values())).value


def refill(form: bytes, fill: dict[str, object], column: str = "数值") -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(form))
    for row in made.active.iter_rows(min_row=2):
        if row[0].value in fill:
            row[COLUMNS.index(column)].value = fill[row[0].value]
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("cell", "number_format", "text"),
    [
        (12, "General", "12"),
        (12.0, "General", "12"),
        (1.5, "General", "1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (0.962, "0.0%", "96.2"),
        (0.962, "0%", "96.2"),
        (0.9, "0.00%", "90"),
        (25 / 26, "0.0%", "96.2"),
        (25 / 26, "0%", "96"),
        (2 / 3, "0.00", "0.67"),
        (-3, "0;[Red]-0", "-3"),
        (datetime(2026, 3, 5), "yyyy-mm-dd", "2026-03-05"),
        (date(2026, 3, 5), 'yyyy"年"m"月"d"日"', "2026-03-05"),
        (datetime(2026, 3, 5, 12, 30), "yyyy-mm-dd hh:mm", "2026-03-05 12:30"),
        (time(12, 30), "hh:mm", "12:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (True, "General", "是"),
        (False, "General", "否"),
        ("  x ", "General", "x"),
    ],
)
def test_cells_say_what_their_reader_sees(dictionary: Dictionary, cell: object, number_format: str, text: str) -> None:
    assert value(dictionary, "编号", cell, number_format) == text


@pytest.mark.parametrize("typed", [text for text in KEPT if not text.startswith(("=", "_"))])
def test_text_cells_keep_their_characters(dictionary: Dictionary, typed: str) -> None:
    assert value(dictionary, "编号", typed) == typed


def test_columns_are_found_by_their_names(dictionary: Dictionary) -> None:
    rows = [
        ("备注", "来 源", "数值 ", "状态", "键", "上年"),
        ("x", "简报", 12, "", "activity.theme_days", 10),
        ("x", None, "96.2%", "待核实", "operations.satisfaction", None),
        ("x", None, None, "不适用", "activity.code", None),
        (None, None, None, None, None, None),
        ("x", None, "内科", "待补充", "cases.1.branch", None),
    ]
    layer, problems = read(dictionary, *rows)
    assert problems == []
    assert {key: (found.state, found.value) for key, found in layer.given.items()} == {
        "activity.theme_days": ("known", "12"),
        "activity.theme_days.last_year": ("known", "10"),
        "operations.satisfaction": ("to_confirm", "96.2"),
        "activity.code": ("not_applicable", None),
        "cases.1.branch": ("known", "内科"),
    }
    assert layer.given["activity.theme_days"].sources == ("台账.xlsx:2", "简报")


def test_a_key_is_enough_beside_a_label_of_no_fact(dictionary: Dictionary) -> None:
    layer, _ = read(dictionary, ("键", "项目", "数值"), ("activity.code", "本院叫法", "A"))
    assert set(layer.given) == {"activity.code"}


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ((None, "主题党日场次", 1), "是不是“主题党日场数”？"),
        (("activity.theme_dayz", None, 1), "是不是“activity.theme_days”？"),
        ((None, None, 1), "补上"),
    ],
)
def test_an_unknown_row_is_left_out_with_a_warning(dictionary: Dictionary, row: tuple[object, ...], hint: str) -> None:
    layer, (problem,) = read(dictionary, ("键", "项目", "数值"), row, (None, "编号", "A"))
    assert set(layer.given) == {"activity.code"}
    assert (problem.code, problem.severity, str(problem.origin)) == ("sheet-unknown", "warning", "台账.xlsx:2")
    assert problem.hint
    assert hint in problem.hint


def test_an_unknown_row_without_anything_is_passed_over(dictionary: Dictionary) -> None:
    layer, problems = read(dictionary, ("键", "项目", "数值"), (None, "一、学习", None), ("x.y", None, " "))
    assert (layer.given, problems) == ({}, [])


def test_a_value_that_does_not_fit_is_an_error(dictionary: Dictionary) -> None:
    _, (problem,) = read(dictionary, HEADER, ("主题党日场数", "很多"))
    assert (problem.code, str(problem.origin)) == ("fact-type", "台账.xlsx:2")


@pytest.mark.parametrize("header", [("项目", "值"), ("数值", "单位"), (), ("项目", "数值", "数值")])
def test_a_header_that_will_not_do_stops(dictionary: Dictionary, header: tuple[str, ...]) -> None:
    with pytest.raises(Stop) as stopped:
        read(dictionary, header, ("编号", "A"))
    assert {problem.code for problem in stopped.value.problems} == {"sheet-header"}


def test_equal_rows_that_differ_are_a_conflict(dictionary: Dictionary) -> None:
    layer, problems = read(dictionary, HEADER, ("编号", "A"), ("编号", "B"), ("主题党日场数", 3), ("主题党日场数", 3))
    assert [problem.code for problem in problems] == ["fact-conflict"]
    assert layer.given["activity.code"].state == "to_confirm"
    assert layer.given["activity.theme_days"].state == "known"


def test_a_formula_counts_by_its_value(dictionary: Dictionary) -> None:
    data = book(HEADER, ("主题党日场数", "=1+1"), ("编号", "A"))
    layer, (problem,) = sheet.read(data, "a.xlsx", dictionary)
    assert (problem.code, problem.severity, str(problem.origin)) == ("sheet-formula", "warning", "a.xlsx:2")
    assert set(layer.given) == {"activity.code"}
    parts = archive.unpack(data)
    path = "xl/worksheets/sheet1.xml"
    parts[path] = parts[path].replace(b"<v/>", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    layer, problems = sheet.read(archive.pack(parts.items()), "a.xlsx", dictionary)
    assert (layer.given["activity.theme_days"].value, problems) == ("2", [])


def test_an_error_in_a_cell_is_left_out(dictionary: Dictionary) -> None:
    layer, (problem,) = read(dictionary, HEADER, ("编号", "#N/A"))
    assert (problem.code, layer.given) == ("sheet-formula", {})


def test_merged_cells_are_tolerated(dictionary: Dictionary) -> None:
    made = openpyxl.Workbook()
    made.active.append(("项目", "数值", "单位"))
    made.active.append(("编号", "A", None))
    made.active.merge_cells("B2:C2")
    buffer = io.BytesIO()
    made.save(buffer)
    layer, problems = sheet.read(buffer.getvalue(), "a.xlsx", dictionary)
    assert (layer.given["activity.code"].value, problems) == ("A", [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet-unreadable"),
        (b"PK\x03\x04broken", "sheet-unreadable"),
        (archive.pack([("a.txt", b"a")]), "sheet-other-format"),
        (archive.pack([("[Content_Types].xml", b"<Types")]), "sheet-unreadable"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "sheet-old-format"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "sheet-encrypted"),
        (archive.pack([(f"{number}.xml", b"") for number in range(3000)]), "sheet-too-large"),
    ],
)
def test_a_file_that_cannot_be_read_stops_with_a_remedy(dictionary: Dictionary, data: bytes, code: str) -> None:
    with pytest.raises(Stop) as stopped:
        sheet.read(data, "a.xlsx", dictionary)
    (problem,) = stopped.value.problems
    assert (problem.code, str(problem.origin)) == (code, "a.xlsx")
    assert problem.hint


def with_rows(xml: bytes) -> bytes:
    parts = archive.unpack(GOOD)
    path = "xl/worksheets/sheet1.xml"
    parts[path] = parts[path].replace(b"</sheetData>", xml + b"</sheetData>")
    return archive.pack(parts.items())


def test_empty_rows_far_below_cost_nothing(dictionary: Dictionary) -> None:
    for number in (1_048_576, 99_999_999_999):
        layer, problems = sheet.read(with_rows(b'<row r="%d"></row>' % number), "a.xlsx", dictionary)
        assert (len(layer.given), problems) == (2, [])


def test_too_many_rows_stop(dictionary: Dictionary) -> None:
    with pytest.raises(Stop) as stopped:
        sheet.read(with_rows(b"<row><c><v>1</v></c></row>" * 20_001), "a.xlsx", dictionary)
    assert [problem.code for problem in stopped.value.problems] == ["sheet-too-large"]


def with_styles(*changes: tuple[bytes, bytes], data: bytes | None = None) -> bytes:
    parts = archive.unpack(data or GOOD)
    for good, bad in changes:
        assert good in parts["xl/styles.xml"]
        parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(good, bad)
    return archive.pack(parts.items())


@pytest.mark.parametrize(
    "change",
    [
        (b'numFmtId="0"', b'numFmtId="999999"'),
        (b'xfId="0" builtinId', b'xfId="99" builtinId'),
        (b"<font>", b"<font><no/>"),
        (b'<numFmts count="0"/>', b'<numFmts><numFmt numFmtId="x" formatCode="0"/><numFmt/></numFmts>'),
        (b"<cellStyles", b"<x"),
    ],
)
def test_damaged_styles_cost_no_facts_and_print_nothing(
    dictionary: Dictionary, capsys: pytest.CaptureFixture[str], change: tuple[bytes, bytes]
) -> None:
    both = (change, (b"</cellStyles", b"</x")) if change[1] == b"<x" else (change,)
    layer, problems = sheet.read(with_styles(*both), "a.xlsx", dictionary)
    assert (len(layer.given), problems, capsys.readouterr().out) == (2, [], "")


@pytest.mark.parametrize(("number", "said"), [(b"31", "2026-03-05"), (b"57", "2026-03-05"), (b"9", "4608600")])
def test_the_formats_that_excel_knows_by_number_count(dictionary: Dictionary, number: bytes, said: str) -> None:
    data = book(HEADER, ("编号", 46086), formats={"B2": "0.0000"})
    data = with_styles((b'numFmtId="164" fontId', b'numFmtId="%s" fontId' % number), data=data)
    layer, _ = sheet.read(data, "a.xlsx", dictionary)
    assert layer.given["activity.code"].value == said


def test_many_threads_read_at_once(dictionary: Dictionary) -> None:
    made = book(HEADER, *(("编号", "A"),) * 50)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: sheet.read(made, "a.xlsx", dictionary)[0].given, range(40)))
    assert all(given == found[0] for given in found)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_stops(dictionary: Dictionary, data: st.DataObject) -> None:
    parts = archive.unpack(GOOD)
    path = data.draw(st.sampled_from(sorted(parts)))
    content = parts[path]
    start = data.draw(st.integers(0, len(content)))
    parts[path] = content[:start] + data.draw(st.binary(max_size=4)) + content[start + data.draw(st.integers(0, 40)) :]
    with contextlib.suppress(Stop):
        sheet.read(archive.pack(parts.items()), "a.xlsx", dictionary)


GOOD = book(HEADER, ("编号", "A"), ("主题党日场数", 3))

ASKS = [
    (
        Ask("activity.theme_days", "主题党日场数", unit="场", owner="党办", last_year="10", definition="全年"),
        "一、（一）",
    ),
    (Ask("activity.code", "编号"), ""),
    (Ask("activity.start", "启动日期"), ""),
    (Ask("operations.satisfaction", "患者满意度", "to_confirm", unit="%", value="88.4", source="=院办"), ""),
    (Ask("cases.1.branch", "第1个案例：支部"), ""),
    (Ask("cases.1.people", "第1个案例：人次", unit="人次"), ""),
    (Ask("cases.2.branch", "第2个案例：支部"), ""),
]


def test_a_form_shows_what_is_asked() -> None:
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet_form.write(ASKS))).active.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert rows[1] == (
        "activity.theme_days",
        "主题党日场数",
        None,
        "场",
        10,
        "党办",
        None,
        "待补充",
        "全年",
        "一、（一）",
    )
    assert rows[4][2:8] == (88.4, "%", None, None, "=院办", "待核实")
    assert len(rows) == 1 + len(ASKS)


def test_a_form_is_filled_in_and_given_back(dictionary: Dictionary) -> None:
    form = sheet_form.write(ASKS)
    filled = {"activity.theme_days": 12, "activity.code": "010", "cases.1.branch": "内科", "cases.1.people": 30}
    layer, problems = sheet.read(refill(form, filled), "a.xlsx", dictionary)
    assert problems == []
    assert {key: (found.state, found.value) for key, found in layer.given.items()} == {
        "activity.theme_days": ("known", "12"),
        "activity.theme_days.last_year": ("known", "10"),
        "activity.code": ("known", "010"),
        "operations.satisfaction": ("to_confirm", "88.4"),
        "cases.1.branch": ("known", "内科"),
        "cases.1.people": ("known", "30"),
    }
    assert layer.records == {"cases": 2}
    assert layer.given["operations.satisfaction"].sources == ("a.xlsx:5", "=院办")


@pytest.mark.parametrize("word", [None, "已核实", " "])
def test_clearing_the_state_confirms(dictionary: Dictionary, word: str | None) -> None:
    data = refill(sheet_form.write(ASKS), {"operations.satisfaction": word}, "状态")
    layer, problems = sheet.read(data, "a.xlsx", dictionary)
    assert (layer.given["operations.satisfaction"].state, problems) == ("known", [])


def test_an_untouched_form_gives_nothing_new(dictionary: Dictionary) -> None:
    layer, problems = sheet.read(sheet_form.write(ASKS), "a.xlsx", dictionary)
    assert set(layer.given) == {"activity.theme_days.last_year", "operations.satisfaction"}
    assert (layer.records, problems) == ({}, [])


def test_the_same_form_has_the_same_bytes() -> None:
    assert sheet_form.write(ASKS) == sheet_form.write(ASKS)
    assert sheet_form.write([]) == sheet_form.write([])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(KEPT), st.text(max_size=20)), min_size=1, max_size=5))
def test_texts_written_are_read_back(dictionary: Dictionary, texts: list[str]) -> None:
    asks = [(Ask(f"cases.{n}.branch", "", "to_confirm", value=text), "") for n, text in enumerate(texts, 1)]
    layer, problems = sheet.read(sheet_form.write(asks), "a.xlsx", dictionary)
    assert problems == []
    for number, text in enumerate(texts, 1):
        found = layer.given.get(f"cases.{number}.branch")
        if text.isprintable() and text.strip() and text.strip() != "不适用":
            assert found
            assert found.value == text.strip()


@settings(max_examples=60, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
def test_numbers_written_are_read_back(dictionary: Dictionary, number: object) -> None:
    ask = Ask("operations.income", "收入", "to_confirm", unit="万元", value=str(number))
    layer, problems = sheet.read(sheet_form.write([(ask, "")]), "a.xlsx", dictionary)
    assert (layer.given["operations.income"].value, problems) == (str(number), [])


def test_reading_a_sheet_loads_no_openpyxl() -> None:
    code = "import sys; from generator.facts import sheet, sheet_form; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
