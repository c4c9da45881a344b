import io
import json
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Block, Cell, Document, Fact, Gap, Inline, Text
from generator.facts.dictionary import Ask
from generator.problems import Origin, warning
from generator.writers import FORMATS, as_json, md, to_fill, txt

SESSIONS = Gap(("activity.sessions",), "missing", "学习次数")
RATE = Gap(("activity.rate",), "to_confirm", "参学率 88.4")


def document(**changes) -> Document:
    blocks = (
        Block("title", "title", (Fact("县医院", ("hospital.name",)), Text("2026年度总结"))),
        Block("opening", "body", (Text("一年来，党建A&B <c>取得成效。"),)),
        Block("education", "heading", level=1, number="一、", heading=(Text("加强学习"),)),
        Block(
            "education/theory",
            "point",
            (Text("学习"), SESSIONS, Text("次，参学率"), RATE, Text("%。")),
            level=1,
            number="一是",
            heading=(Text("强化理论武装"),),
        ),
        Block("education/theory.2", "body", (Text("1. 另一段*星号*"), SESSIONS), level=1),
        Block("closing", "body", (Text("新的一年"), SESSIONS)),
        Block("signature", "signature", (Gap(("hospital.name",), "missing", "医院名称"),)),
    )
    gaps = (
        Ask("activity.sessions", "学习次数", unit="次", places=("education/theory", "education/theory.2", "closing")),
        Ask("activity.rate", "参学率", "to_confirm", value="88.4", places=("education/theory",)),
        Ask("hospital.name", "医院名称", places=("signature", "opening")),
        Ask("activity.days", "活动天数"),
    )
    problems = (warning("facts-conflict", "两处不同", Origin("facts/2026.yaml", 3)),)
    return Document("annual-summary", 2026, blocks, gaps=gaps, problems=problems, **changes)


def test_markdown_shows_structure_and_keeps_every_character() -> None:
    assert md.write(document()).decode() == (
        "# 县医院2026年度总结\n\n"
        "一年来，党建A\\&B \\<c\\>取得成效。\n\n"
        "## 一、加强学习\n\n"
        "一是强化理论武装。学习<strong>【待补充：学习次数】</strong>次，"
        "参学率<strong>【待核实：参学率 88.4】</strong>%。\n\n"
        "1\\. 另一段\\*星号\\*<strong>【待补充：学习次数】</strong>\n\n"
        "新的一年<strong>【待补充：学习次数】</strong>\n\n"
        "<strong>【待补充：医院名称】</strong>\n"
    )


def test_plain_text_is_indented_as_in_letters() -> None:
    lines = txt.write(document()).decode().split("\n")
    assert lines[0] == "县医院2026年度总结"
    assert lines[2] == "　　一、加强学习"
    assert lines[3] == "　　一是强化理论武装。学习【待补充：学习次数】次，参学率【待核实：参学率 88.4】%。"
    assert lines[6:] == ["【待补充：医院名称】", ""]


def test_json_keeps_the_contract() -> None:
    data = as_json.write(document())
    content = json.loads(data)
    assert data.endswith(b"}\n")
    assert "待补".encode() not in data
    assert list(content) == ["schema", "outline", "year", "blocks", "gaps", "problems"]
    assert (content["schema"], content["outline"], content["year"]) == (1, "annual-summary", 2026)
    assert content["blocks"][0]["words"] == [
        {"fact": ["hospital.name"], "text": "县医院", "how": "as given", "sources": []},
        {"text": "2026年度总结"},
    ]
    point = content["blocks"][3]
    assert list(point) == ["id", "kind", "level", "role", "number", "heading", "words"]
    assert (point["id"], point["kind"], point["level"], point["role"]) == ("education/theory", "point", 1, None)
    assert (point["number"], point["heading"]) == ("一是", [{"text": "强化理论武装"}])
    assert point["words"][1] == {"gap": ["activity.sessions"], "label": "学习次数", "state": "missing"}
    assert content["gaps"][1] == {
        "keys": ["activity.rate"],
        "key": "activity.rate",
        "label": "参学率",
        "state": "to_confirm",
        "unit": None,
        "owner": None,
        "definition": None,
        "value": "88.4",
        "last_year": None,
        "source": None,
        "places": ["education/theory"],
    }
    assert content["problems"][0]["file"] == "facts/2026.yaml"


def test_the_to_fill_list_says_where_each_gap_stands() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_fill.write(document()))).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    listed = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["键"] for row in listed] == ["activity.sessions", "activity.rate", "hospital.name", "activity.days"]
    assert [row["位置"] or "" for row in listed] == ["一是强化理论武装；结尾", "一是强化理论武装", "落款；开头", ""]


@pytest.mark.parametrize("write", [as_json.write, md.write, txt.write, to_fill.write])
def test_the_same_document_gives_the_same_bytes(write) -> None:
    assert write(document()) == write(document())


def cell(row: int, column: int, *words: Inline, number: int = 1) -> Block:
    path = f"plan.table/{row}.{column}" + (f".{number}" if number > 1 else "")
    return Block(path, "cell", words, level=1, cell=Cell("plan", row, column))


TABLE = Document(
    "plan",
    2026,
    (
        Block("plan", "heading", level=1, number="一、", heading=(Text("任务分解"),)),
        *(cell(0, column, Text(name)) for column, name in enumerate(("序号", "任务", "备注"), start=1)),
        *(cell(1, 1, Text("1")), cell(1, 2, Text("集体学习"), SESSIONS, Text("次")), cell(1, 3)),
        *(
            cell(2, 1, Text("2")),
            cell(2, 2, Text("甲|乙")),
            cell(2, 2, Text("第二段"), number=2),
            cell(2, 3, Text("*")),
        ),
        Block("closing", "body", (Text("完。"),)),
    ),
    gaps=(Ask("activity.sessions", "学习次数", places=("plan.table/1.2",)),),
)


def test_markdown_has_a_table_of_bars() -> None:
    assert md.write(TABLE).decode() == (
        "## 一、任务分解\n\n"
        "| 序号 | 任务 | 备注 |\n"
        "| --- | --- | --- |\n"
        "| 1 | 集体学习<strong>【待补充：学习次数】</strong>次 |  |\n"
        "| 2 | 甲\\|乙<br>第二段 | \\* |\n\n"
        "完。\n"
    )


def test_plain_text_has_a_row_of_a_table_on_a_line() -> None:
    assert txt.write(TABLE).decode().splitlines() == [
        "　　一、任务分解",
        "序号　|　任务　|　备注",
        "1　|　集体学习【待补充：学习次数】次　|　",
        "2　|　甲|乙　第二段　|　*",
        "　　完。",
    ]


def test_json_says_of_cells_alone_where_they_stand() -> None:
    blocks = json.loads(as_json.write(TABLE))["blocks"]
    assert ["cell" in block for block in blocks] == [block.kind == "cell" for block in TABLE.blocks]
    assert list(blocks[5])[-1] == "cell"
    assert blocks[5]["cell"] == {"table": "plan", "row": 1, "column": 2}


def test_a_gap_in_a_table_stands_under_the_heading_over_it() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_fill.write(TABLE))).worksheets[0]
    header, row = sheet.iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True))["位置"] == "一、任务分解"


def test_a_gap_without_a_heading_over_it_has_a_place_all_the_same() -> None:
    blocks = (
        Block("opening", "body"),
        Block("points/point", "point", level=1, heading=(Text("要点"),)),
        Block("effect.text", "body", level=1),
        Block("closing", "body"),
        Block("attachments/1.label", "attachment", number="附件1"),
        Block("attachments/1.text", "body"),
        Block("attachments/1/a.text", "body", level=1),
    )
    asks = tuple(Ask(f"fact.{number}", "事实", places=(block.id,)) for number, block in enumerate(blocks))
    told = list(to_fill.places(Document("plan", 2026, blocks, gaps=asks), asks))
    assert told == ["开头", "要点", "正文", "结尾", "附件1", "附件1", "附件1"]


def test_two_tables_that_meet_stay_two() -> None:
    other = Block("other.table/0.1", "cell", (Text("乙"),), cell=Cell("other", 0, 1))
    met = Document("x", None, (cell(0, 1, Text("甲")), other))
    assert md.write(met).decode() == "| 甲 |\n| --- |\n\n| 乙 |\n| --- |\n"


def test_every_format_takes_a_document_without_blocks() -> None:
    assert set(FORMATS) >= {"md", "txt", "json"}
    assert all(write(Document("x", None, ())) for write in (md.write, as_json.write))
    assert txt.write(Document("x", None, ())) == b""


LINES = st.text(st.sampled_from("甲a1 #-+=>*_`~[]<>&\\.)(|!"), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@given(LINES)
def test_markdown_words_never_become_markup(words: str) -> None:
    line = md.write(Document("x", 2026, (Block("a", "body", (Text(words),)),))).decode()[:-1]
    assert re.sub(r"\\([\\`*_\[\]<>&~#=+.)-])", r"\1", line) == words
    assert not re.match(r"#|[-+=>]|[0-9]+[.)](\s|$)", line)
