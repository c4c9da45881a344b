"""facts.csv_sheet: a table as Excel and WPS save it in Chinese, read to the last character."""

import pytest

from generator.facts import csv_sheet
from generator.facts.dictionary import Dictionary
from generator.problems import Stop

CSV = "项目,数值\n编号,010\n主题党日场数,12\n患者满意度,96.2%\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_csv_in_the_encodings_of_the_office(dictionary: Dictionary, encoding: str) -> None:
    layer, problems = csv_sheet.read(CSV.encode(encoding), "a.csv", dictionary)
    assert problems == []
    assert [found.value for found in layer.given.values()] == ["010", "12", "96.2"]
    assert layer.given["activity.code"].sources == ("a.csv:2",)


@pytest.mark.parametrize("typed", ["12:30", "010", "no", "1.10", "2026-03-05", "A&B <c>", "=1+1", "+86", "TRUE", "1e5"])
def test_csv_keeps_characters(dictionary: Dictionary, typed: str) -> None:
    layer, _ = csv_sheet.read(f"项目,数值\n编号,{typed}\n".encode(), "a.csv", dictionary)
    assert layer.given["activity.code"].value == typed


def test_csv_with_line_breaks_tabs_and_short_rows(dictionary: Dictionary) -> None:
    layer, (problem,) = csv_sheet.read('项目,数值\r\n编号,"a\r\nb"\r\n没有,1\r\n编号\r\n'.encode(), "a.csv", dictionary)
    assert layer.given["activity.code"].value == "a\nb"
    assert str(problem.origin) == "a.csv:4"
    layer, _ = csv_sheet.read(CSV.replace(",", "\t").encode("utf-16"), "a.csv", dictionary)
    assert len(layer.given) == 3


@pytest.mark.parametrize("data", [b"\xff\xff\x00", b"", b"\xff\xfea", ("项目,数值\n编号," + "x" * 200_000).encode()])
def test_csv_that_cannot_be_read_stops(dictionary: Dictionary, data: bytes) -> None:
    with pytest.raises(Stop):
        csv_sheet.read(data, "a.csv", dictionary)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xff\x00", "sheet-encoding"),
        (b"", "sheet-header"),
        (("项目,数值\n编号," + "x" * 200_000).encode(), "sheet-unreadable"),
        (b" " * 5_000_001, "sheet-too-large"),
    ],
)
def test_what_is_wrong_with_the_file_is_told_with_a_remedy(dictionary: Dictionary, data: bytes, code: str) -> None:
    with pytest.raises(Stop) as stopped:
        csv_sheet.read(data, "a.csv", dictionary)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.origin and problem.origin.file, bool(problem.hint)) == (code, "a.csv", True)
