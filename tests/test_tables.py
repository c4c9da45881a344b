"""Tables of an outline: captions counted in the whole document, tables that lie across, tables without records."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from generator import Draft, archive
from generator.word import recipe
from tests.conftest import Make
from tests.workspaces import told

FACTS = """
cases: {label: 案例, type: table, fields: {name: {label: 名, type: text}, n: {label: 数, type: integer}}}
rows: {label: 明细, type: table, fields: {name: {label: 项, type: text}}}
theme: {label: 主题, type: text}
"""
RECORDS = "cases: [{name: 子, n: 1}, {name: 丑, n: 2}]\nrows: [{name: 寅}]\n"
COLUMNS = 'columns: [{heading: 名, text: "{{ item.name }}"}]'
CASES = f"{{of: cases, caption: 案例, {COLUMNS}}}"
ACROSS = f"{{of: cases, caption: 案例, landscape: true, {COLUMNS}}}"
ROWS = f'{{of: rows, caption: "{{{{ year }}}}年{{{{ facts.theme }}}}", {COLUMNS}}}'
PLAIN = f"{{of: rows, {COLUMNS}}}"


def drafted(make: Make, sections: str, records: str = RECORDS, **more: str) -> Draft:
    own = f"title: 题\nsections:\n{sections}\n" + "".join(f"{key}: {value}\n" for key, value in more.items())
    inner = f"title: 附\nsections:\n  - {{id: a, table: {CASES}}}\n"
    files = {"outlines/facts.yaml": FACTS, "facts/2026.yaml": records}
    return make({"own": own, "inner": inner}, files).draft("own", 2026)


def captions(draft: Draft) -> list[tuple[str, str]]:
    return [(block.id, block.text) for block in draft.document.blocks if block.kind == "caption"]


def sections(draft: Draft) -> list[list[str]]:
    """What stands in each section: paragraphs by their words, tables as 表."""
    parts: list[list[str]] = [[]]
    for element in docx.Document(io.BytesIO(draft.to_bytes("docx"))).element.body:
        if element.tag == qn("w:tbl"):
            parts[-1].append("【表】")
        elif element.tag == qn("w:p"):
            text = "".join(found.text or "" for found in element.iter(qn("w:t")))
            parts[-1] += [text] if text else []
            if element.pPr.find(qn("w:sectPr")) is not None:
                parts.append([])
    return parts


def lying(draft: Draft) -> Iterator[str]:
    """How the sections of a .docx lie."""
    for section in docx.Document(io.BytesIO(draft.to_bytes("docx"))).sections:
        assert section.page_width is not None
        assert section.page_height is not None
        is_across = section.page_width > section.page_height
        assert is_across == (section.orientation == WD_ORIENT.LANDSCAPE)
        yield "横" if is_across else "竖"


def test_captions_count_through_the_whole_document_its_attachments_too(make: Make) -> None:
    parts = f"  - {{id: a, table: {CASES}}}\n  - {{id: b, table: {PLAIN}}}\n  - {{id: c, table: {ROWS}}}"
    draft = drafted(make, parts, attachments="[{outline: inner}]")
    assert captions(draft) == [
        ("a.caption", "表1　案例"),
        ("c.caption", "表2　2026年【待补充：主题】"),
        ("attachments/1/a.caption", "表3　案例"),
    ]
    assert [ask.places for ask in draft.gaps] == [("c.caption",)]


def test_a_caption_stands_over_its_table_in_every_format(make: Make) -> None:
    draft = drafted(make, f"  - {{id: a, heading: 甲, table: {CASES}}}")
    assert draft.to_bytes("txt").decode() == "题\n　　一、甲\n表1　案例\n名\n子\n丑\n"
    assert "表1　案例\n\n| 名 |\n| --- |" in draft.to_bytes("md").decode()
    assert '<p id="a.caption" class="caption"><b>表1　</b>案例</p>\n<table>' in draft.to_bytes("html").decode()
    assert '"kind": "caption"' in draft.to_bytes("json").decode()
    caption = docx.Document(io.BytesIO(draft.to_bytes("docx"))).paragraphs[2]
    assert (caption.text, caption.style.name) == ("表1　案例", "表题")
    assert caption.style.paragraph_format.keep_with_next


def test_a_heading_over_a_caption_stays_with_it(make: Make) -> None:
    draft = drafted(make, f"  - {{id: a, heading: 甲, table: {CASES}}}")
    heading = docx.Document(io.BytesIO(draft.to_bytes("docx"))).paragraphs[1]
    assert (heading.text, heading.paragraph_format.keep_with_next) == ("一、甲", True)


def test_a_gap_in_a_caption_is_told_where_it_stands(make: Make) -> None:
    from openpyxl import load_workbook

    draft = drafted(make, f"  - {{id: a, heading: 甲, table: {ROWS}}}")
    sheet = load_workbook(io.BytesIO(draft.to_fill())).active
    assert sheet is not None
    assert [row[-1].value for row in sheet.iter_rows(min_row=2)] == ["表题"]


def test_a_table_without_records_is_told_and_not_written(make: Make) -> None:
    draft = drafted(make, f"  - {{id: a, heading: 甲, text: 一句。, table: {CASES}}}", "cases: []\n")
    assert [block.text for block in draft.document.blocks] == ["题", "一、甲", "一句。"]
    (problem,) = draft.problems
    assert (problem.code, problem.severity) == ("table-empty", "advice")
    assert problem.message == "“a”的表格没有写，因为“案例”一条记录也没有"
    assert problem.hint


def test_a_table_that_does_not_apply_is_told_once(make: Make) -> None:
    cells = "".join(f"cases.1.{key}: {{state: 不适用}}\n" for key in ("name", "n"))
    draft = drafted(make, f"  - {{id: a, heading: 甲, text: 一句。, table: {CASES}}}", cells)
    assert len([problem for problem in draft.problems if "表格" in problem.message]) == 1


def test_mistakes_in_a_caption_have_their_place(make: Make) -> None:
    wrong = f"  - {{id: a, table: {{of: cases, caption: '{{{{ facts.nothing }}}}', landscape: 横, {COLUMNS}}}}}"
    problems = told(lambda: drafted(make, wrong))
    assert {(problem.code, problem.origin and problem.origin.line) for problem in problems} == {
        ("fact-unknown", 3),
        ("outline-type", 3),
    }


@pytest.mark.parametrize(
    ("parts", "shape", "lies"),
    [
        (
            f"  - {{id: a, heading: 甲, text: 一句。}}\n  - {{id: b, heading: 乙, table: {ACROSS}}}\n"
            "  - {id: c, heading: 丙, text: 两句。}",
            [["题", "一、甲", "一句。"], ["二、乙", "表1　案例", "【表】"], ["三、丙", "两句。"]],
            "竖横竖",
        ),
        (f"  - {{id: a, text: 一句。, table: {ACROSS}}}", [["题", "一句。"], ["表1　案例", "【表】"]], "竖横"),
        (
            f"  - {{id: a, table: {CASES}}}\n  - {{id: b, table: {ACROSS}}}\n  - {{id: c, table: {PLAIN}}}",
            [["题", "表1　案例", "【表】"], ["表2　案例", "【表】"], ["【表】"]],
            "竖横竖",
        ),
        (
            f"  - {{id: a, table: {ACROSS}}}\n  - {{id: b, heading: 乙, table: {ACROSS}}}",
            [["题"], ["表1　案例", "【表】", "一、乙", "表2　案例", "【表】"]],
            "竖横",
        ),
    ],
    ids=["between words", "last", "between tables", "two of them"],
)
def test_a_table_across_has_a_section_of_its_own(parts: str, shape: list[list[str]], lies: str, make: Make) -> None:
    draft = drafted(make, parts)
    assert sections(draft) == shape
    assert "".join(lying(draft)) == lies


def test_a_page_across_is_an_upright_one_turned(make: Make) -> None:
    draft = drafted(make, f"  - {{id: a, text: 一句。, table: {ACROSS}}}")
    upright, across = docx.Document(io.BytesIO(draft.to_bytes("docx"))).sections
    assert (across.page_width, across.page_height) == (upright.page_height, upright.page_width)
    sides = across.top_margin, across.right_margin, across.bottom_margin, across.left_margin
    assert sides == (upright.left_margin, upright.top_margin, upright.right_margin, upright.bottom_margin)


def test_a_table_across_is_as_wide_as_the_type_area_is_high(make: Make) -> None:
    document = docx.Document(io.BytesIO(drafted(make, f"  - {{id: a, table: {ACROSS}}}").to_bytes("docx")))
    upright = document.sections[0]
    assert upright.page_height is not None
    assert upright.top_margin is not None
    assert upright.bottom_margin is not None
    high = upright.page_height - upright.top_margin - upright.bottom_margin
    assert sum(column.width for column in document.tables[0].columns) == high


def test_the_feet_of_pages_across_are_there_only_where_one_is(make: Make) -> None:
    parts = f"  - {{id: a, table: {CASES}}}", f"  - {{id: a, table: {ACROSS}}}"
    upright, across = (archive.unpack(drafted(make, part).to_bytes("docx")) for part in parts)
    assert {*across} - {*upright} == {"word/footer3.xml", "word/footer4.xml"}
    for number in (3, 4):
        assert b" PAGE " in across[f"word/footer{number}.xml"]
    assert b"footer3.xml" not in upright["[Content_Types].xml"] + upright["word/_rels/document.xml.rels"]


def test_a_table_across_is_read_back(make: Make) -> None:
    read = recipe.read(drafted(make, f"  - {{id: a, text: 一句。, table: {ACROSS}}}").to_bytes("docx"))
    assert read is not None
    assert [mark.now for mark in read.marks] == [mark.generated for mark in read.marks]


def test_a_letter_leaves_out_its_first_page_number_once(make: Make) -> None:
    head = "{organ: 中共县人民医院委员会, number: 青医党函〔2026〕1号}"
    parts = f"  - {{id: a, text: 一句。, table: {ACROSS}}}\n  - {{id: b, text: 两句。}}"
    draft = drafted(make, parts, red_head=head, layout="gbt9704-letter")
    data = docx.Document(io.BytesIO(draft.to_bytes("docx")))
    assert [section.different_first_page_header_footer for section in data.sections] == [True, False, False]


def test_an_imprint_behind_a_table_across_stands_upright(make: Make) -> None:
    imprint = "{cc: [各党支部], issuer: 院办, date: 2026年3月5日}"
    head = "{organ: 中共县人民医院委员会文件, number: 青医党发〔2026〕1号}"
    draft = drafted(make, f"  - {{id: a, text: 一句。, table: {ACROSS}}}", red_head=head, imprint=imprint)
    assert "".join(lying(draft)) == "竖横竖"
    assert "抄送" in sections(draft)[-1][0]


def test_a_hospital_turns_a_built_in_table(make: Make) -> None:
    own = "extends: work-plan\nsections: [{id: task-table, table: {landscape: true, caption: 任务分解表}}]\n"
    draft = make({"own": own}).draft("own", 2027)
    assert captions(draft) == [("task-table.caption", "表1　任务分解表")]
    assert "".join(lying(draft)) == "竖横"
