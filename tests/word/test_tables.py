"""Tables in the .docx: their shape, their marks and what is asked in them."""

import io
import re
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from generator import archive
from generator.document import Block, Cell, Document, Fact, Gap, Text
from generator.facts.dictionary import Ask
from generator.word import package, recipe, widths
from generator.word.package import Base

OWNER = Gap(("tasks.2.owner",), "missing", "第2个任务：科室")


def cell(row: int, column: int, *texts: str | Fact | Gap, table: str = "plan") -> Block:
    words = tuple(Text(text) if isinstance(text, str) else text for text in texts)
    return Block(f"{table}.table/{row}.{column}", "cell", words, level=1, cell=Cell(table, row, column))


CELLS = (
    *(cell(0, 1, "序号"), cell(0, 2, "工作任务"), cell(0, 3, "科室")),
    *(cell(1, 1, "1"), cell(1, 2, Fact("把平均候诊时间压到15分钟以内" * 4, ("tasks.1.task",))), cell(1, 3, "门诊部")),
    *(cell(2, 1, "2"), cell(2, 2), replace(cell(2, 2, "第二段"), id="plan.table/2.2.2"), cell(2, 3, OWNER)),
)
HEADING = Block("plan", "heading", level=1, number="一、", heading=(Text("任务分解"),))
CLOSING = Block("closing", "body", (Text("完。"),))
ASKS = (Ask("tasks.2.owner", "第2个任务：科室", places=("plan.table/2.3",)),)
DRAFT = Document("plan", 2026, (HEADING, *CELLS, CLOSING), gaps=ASKS)


def opened(document: Document, base: Base):
    return docx.Document(io.BytesIO(package.write(document, base)))


def test_a_table_is_a_real_one_with_a_paragraph_for_each_block(base: Base) -> None:
    document = opened(DRAFT, base)
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "工作任务", "科室"],
        ["1", "把平均候诊时间压到15分钟以内" * 4, "门诊部"],
        ["2", "\n第二段", "【待补充：第2个任务：科室】"],
    ]
    assert [paragraph.text for paragraph in document.paragraphs] == ["一、任务分解", "完。"]


def test_a_table_is_as_wide_as_the_text_and_its_columns_as_their_words(base: Base) -> None:
    page = base.layout.page
    (table,) = opened(DRAFT, base).tables
    columns = [column.width.twips for column in table.columns]
    assert sum(columns) == page.width - page.left - page.right
    assert columns[0] < columns[2] < columns[1]
    assert all([cell.width.twips for cell in row.cells] == columns for row in table.rows)
    assert table.autofit is False


def test_the_header_comes_again_on_every_page_and_no_row_is_split(base: Base) -> None:
    (table,) = opened(DRAFT, base).tables
    rows = [[child.tag for child in row._tr.trPr] for row in table.rows]
    assert rows == [[qn("w:cantSplit"), qn("w:tblHeader")], [qn("w:cantSplit")], [qn("w:cantSplit")]]


def test_cells_have_styles_of_their_own_under_the_size_of_the_body(base: Base) -> None:
    (table,) = opened(DRAFT, base).tables
    header, text = (table.rows[row].cells[1].paragraphs[0].style for row in (0, 1))
    assert (header.name, text.name) == ("表头", "表格文字")
    assert (header.font.size.pt, text.font.size.pt) == (12, 12)
    assert text.element.pPr.ind.get(qn("w:firstLine")) == "0"
    assert text.element.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
    assert table.style.name == "Table Grid"


def test_columns_of_short_words_stand_in_the_middle(base: Base) -> None:
    (table,) = opened(DRAFT, base).tables
    own = [cell.paragraphs[0]._p.pPr.find(qn("w:jc")) is not None for cell in table.rows[1].cells]
    assert own == [True, False, False]


def test_facts_and_gaps_in_cells_are_marked_asked_and_read_back(base: Base) -> None:
    data = package.write(DRAFT, base)
    read = recipe.read(data)
    assert read is not None
    assert [mark.now for mark in read.marks] == [mark.generated for mark in read.marks]
    assert [mark.block for mark in read.marks if mark.kind == "block"] == [block.id for block in DRAFT.blocks]
    assert [mark.keys for mark in read.marks if mark.kind != "block"] == [("tasks.1.task",), ("tasks.2.owner",)]
    document = docx.Document(io.BytesIO(data))
    assert [comment.text for comment in document.comments] == ["请补充：第2个任务：科室"]
    assert document.tables[0].rows[2].cells[2].paragraphs[0].runs[0].font.highlight_color is not None


def test_an_empty_cell_whose_mark_was_saved_with_two_starts_is_still_empty(base: Base) -> None:
    parts = archive.unpack(package.write(DRAFT, base))
    page = parts["word/document.xml"].decode()
    start = re.search(r'<w:bookmarkStart w:id="(\d+)"( w:name="[^"]*"/>)<w:bookmarkEnd w:id="\1"/></w:p>', page)
    assert start
    twice = f'<w:bookmarkStart w:id="900"{start[2]}{start[0]}'
    parts["word/document.xml"] = page.replace(start[0], twice).encode()
    read = recipe.read(archive.pack(parts.items()))
    assert read is not None
    assert [mark.now for mark in read.marks] == [mark.generated for mark in read.marks]


def test_marks_of_a_cell_stay_in_its_paragraph(base: Base) -> None:
    for paragraph in opened(DRAFT, base).element.body.iter(qn("w:p")):
        starts = [mark.get(qn("w:id")) for mark in paragraph.iter(qn("w:bookmarkStart"))]
        assert sorted(starts) == sorted(mark.get(qn("w:id")) for mark in paragraph.iter(qn("w:bookmarkEnd")))


@pytest.mark.parametrize(
    ("blocks", "shape"),
    [
        (DRAFT.blocks, ["p", "tbl", "p", "sectPr"]),
        ((HEADING, *CELLS), ["p", "tbl", "p", "sectPr"]),
        ((*CELLS, cell(0, 1, "另一个", table="more"), CLOSING), ["tbl", "p", "tbl", "p", "sectPr"]),
    ],
)
def test_a_table_is_always_followed_by_a_paragraph_and_by_an_empty_one_only_where_it_must(
    blocks: tuple[Block, ...], shape: list[str], base: Base
) -> None:
    document = opened(Document("x", None, blocks), base)
    assert [child.tag.partition("}")[2] for child in document.element.body] == shape
    empty = [paragraph for paragraph in document.paragraphs if not paragraph.text]
    assert len(empty) == (0 if blocks == DRAFT.blocks else 1)
    assert all(paragraph.paragraph_format.line_spacing.pt == 1 for paragraph in empty)


def test_the_line_before_a_table_stays_with_it(base: Base) -> None:
    first, last = opened(DRAFT, base).paragraphs
    assert (first.paragraph_format.keep_with_next, last.paragraph_format.keep_with_next) == (True, None)


@pytest.mark.parametrize(
    ("wanted", "least", "given"),
    [
        ([600, 900], [1, 1], [3600, 5400]),
        ([600, 9000, 3000], [1, 1, 1], [600, 5400, 3000]),
        ([600, 90000, 9000], [1, 1, 1], [600, 6300, 2100]),
        ([600, 9000, 3000, 3000], [600, 1, 1, 2500], [600, 4425, 1475, 2500]),
        ([9000, 9000], [6000, 6000], [4500, 4500]),
    ],
    ids=["enough", "one-long", "bounded", "a-day-among-long-ones", "not-enough-for-words"],
)
def test_columns_share_the_width(wanted: list[float], least: list[float], given: list[int]) -> None:
    assert widths.shared(9000, wanted, least) == given


@given(st.integers(1000, 20000), st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1)), min_size=1, max_size=40))
def test_columns_always_sum_up_to_the_width_of_the_text(whole: int, columns: list[tuple[float, float]]) -> None:
    wanted, least = [each for each, _ in columns], [each * part for each, part in columns]
    shared = widths.shared(whole, wanted, least)
    assert (len(shared), sum(shared)) == (len(wanted), whole)
    assert min(shared) >= 0
    if sum(least) <= whole:
        assert all(width >= each - 1 for width, each in zip(shared, least, strict=True))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2027年10月31日", "2027年10月31日"),
        ("2027年3月底前由医务科牵头完成", "2027年3月"),
        ("每月开放不少于20天，全年240天", "240天"),
        ("门诊部", "门诊部"),
        ("把平均候诊时间压到十五分钟以内", "分"),
        ("满意度96.5%以上", "96.5%以"),
    ],
)
def test_days_numbers_and_short_words_stay_on_a_line(text: str, word: str) -> None:
    assert widths.unbroken(text) == widths.chars(word)


def test_a_day_is_not_broken_for_long_words_beside_it(base: Base) -> None:
    long = "把平均候诊时间压到十五分钟以内" * 5
    rows = [("序号", "任务", "措施", "目标", "责任部门", "完成时限"), ("1", long, long, long, long, "2027年10月31日")]
    cells = tuple(cell(at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row, 1))
    (table,) = opened(Document("x", 2026, cells), base).tables
    day = table.columns[5].width.twips
    assert day >= widths.chars("2027年10月31日") * 240
    assert table.rows[1].cells[5].paragraphs[0]._p.pPr.find(qn("w:jc")) is not None
