"""CSV files of strangers: read to the last character, or refused in one clear line with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.facts import csv_sheet
from generator.facts.dictionary import Dictionary
from generator.facts.files import read_file
from generator.problems import Stop
from tests.facts import strange_books as x

HEADER = "项目,数值\n"
FACTS = f"{HEADER}编号,好\n主题党日场数,12\n"

READ: dict[str, tuple[str | bytes, str]] = {
    "semicolons": (FACTS.replace(",", ";"), "好"),
    "tabs, with commas in the text": ("项目\t数值\n编号\t甲,乙\n", "甲,乙"),
    "line ends of an old Mac": (FACTS.replace("\n", "\r"), "好"),
    "UTF-16 of a Mac": (b"\xfe\xff" + FACTS.encode("utf-16-be"), "好"),
    "characters that GBK has not": (f"{HEADER}编号,㐂𠮷\n".encode("gb18030"), "㐂𠮷"),
    "doubled quotes": (f'{HEADER}编号,"开展""主题党日""活动"\n', '开展"主题党日"活动'),
    "a quote within a text": (f'{HEADER}编号,5"屏\n', '5"屏'),
    "a mark of the end of a DOS file": (f"{FACTS}\x1a", "好"),
    "blank rows without end": (HEADER + "\n" * 100_000 + "编号,好\n", "好"),
    "blank rows of commas": (HEADER + ",\n" * 100_000 + "编号,好\n", "好"),
    "columns without end": (f"项目,数值{',列' * 100_000}\n编号,好{',1' * 100_000}\n", "好"),
    "what would be a formula": (f"{HEADER}编号,=WEBSERVICE(A1)\n", "=WEBSERVICE(A1)"),
    "what would run a program": (f"{HEADER}编号,@SUM(1+1)*cmd|' /C calc'!A0\n", "@SUM(1+1)*cmd|' /C calc'!A0"),
}


@pytest.mark.parametrize("kind", READ)
def test_a_strange_csv_is_read_to_the_last_character(dictionary: Dictionary, kind: str) -> None:
    data, expected = READ[kind]
    layer, problems = csv_sheet.read(data if isinstance(data, bytes) else data.encode(), "a.csv", dictionary)
    assert (layer.given["activity.code"].value, problems) == (expected, [])


REFUSED: dict[str, tuple[str | bytes, str, str, str]] = {
    "a quote that is not closed": (f'{HEADER}编号,"好\n主题党日场数,12\n', "sheet-unreadable", "a.csv:2", "引号"),
    "a text after a quote": (f'{HEADER}\n编号,"好"的\n', "sheet-unreadable", "a.csv:3", "引号"),
    "a field of a megabyte": (f"{HEADER}编号,{'好' * 400_000}\n", "sheet-unreadable", "a.csv:2", ".yaml"),
    "Chinese commas": (FACTS.replace(",", "，"), "sheet-header", "a.csv:1", "英文"),
    "20,001 rows": (HEADER + "主题党日场数,1\n" * 20_000, "sheet-too-large", "a.csv", "20000行"),
    "a workbook": (x.book(""), "sheet-other-format", "a.csv", ".xlsx"),
    "an old workbook": (x.OLE + b"x", "sheet-other-format", "a.csv", "另存为"),
    "a page": ("<html><table>".encode("utf-16"), "sheet-other-format", "a.csv", "另存为"),
    "UTF-8 with a byte lost": (b"\xef\xbb\xbf" + FACTS.encode()[:-8] + b"\xe5\n", "sheet-encoding", "a.csv", "UTF-8"),
    "UTF-16 without its mark": (FACTS.encode("utf-16-le"), "sheet-header", "a.csv:1", "列名"),
    "bytes": (bytes(range(128, 256)) * 50, "sheet-encoding", "a.csv", "另存为"),
    "zeros": (bytes(5_000), "sheet-header", "a.csv:1", "列名"),
    "a hundred columns of one name": ("项目" + ",数值" * 100 + "\n", "sheet-header", "a.csv:1", "留下一列"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_told_in_one_line_with_a_remedy(dictionary: Dictionary, kind: str) -> None:
    data, code, place, remedy = REFUSED[kind]
    with pytest.raises(Stop) as stopped:
        csv_sheet.read(data if isinstance(data, bytes) else data.encode(), "a.csv", dictionary)
    (problem,) = stopped.value.problems
    assert (problem.code, str(problem.origin)) == (code, place)
    assert remedy in f"{problem.hint}"


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ufffe"])
def test_a_character_that_no_document_can_hold_is_told_at_its_row(dictionary: Dictionary, character: str) -> None:
    layer, (problem,) = csv_sheet.read(f"{HEADER}编号,甲{character}乙\n".encode(), "a.csv", dictionary)
    assert (problem.code, problem.severity, str(problem.origin)) == ("fact-character", "error", "a.csv:2")
    assert layer.given == {}


def test_many_rows_of_one_fact_are_one_conflict(dictionary: Dictionary) -> None:
    rows = "".join(f"主题党日场数,{number}\n" for number in range(5_000))
    layer, (problem,) = csv_sheet.read((HEADER + rows).encode(), "a.csv", dictionary)
    assert (problem.code, len(problem.message) < 300) == ("fact-conflict", True)
    assert problem.message.endswith("、7（a.csv:9）等5000处")
    assert layer.given["activity.theme_days"].state == "to_confirm"


def test_a_table_of_a_hundred_megabytes_is_not_read(tmp_path: Path, dictionary: Dictionary) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(100_000_000)
    _, (problem,) = read_file(tmp_path / "a.csv", "a.csv", dictionary)
    assert problem.code == "sheet-too-large"
