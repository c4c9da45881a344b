"""`nigao proof` as a clerk runs it: the table, the problems with their clause, JSON alone, the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import pdfs
from tests.conftest import Nigao
from tests.pdfs import Look


@pytest.fixture
def files(folder: Path) -> None:
    looks = {"合.pdf": Look(), "疏.pdf": Look(pitch=28), "信.pdf": Look(width=215.9, height=279.4, lines=20, chars=29)}
    for name, look in looks.items():
        Path(name).write_bytes(pdfs.pdf(pdfs.document(look)))


@pytest.mark.usefixtures("files")
def test_a_page_by_the_standard_is_a_table_and_exit_0(nigao: Nigao) -> None:
    done = nigao("proof", "合.pdf")
    assert (done.code, done.err) == (0, "")
    rows = dict(line.split("  ", 1) for line in done.out.splitlines()[:-1])
    assert {name: words.strip() for name, words in rows.items()} == {
        "纸张": "210 × 297 毫米（A4），共 3 页",
        "页边距": "上 37.0  下 35.3  左 28.0  右 25.9 毫米",
        "字印到": rows["字印到"].strip(),
        "满页满行": "22 行，每行 28 字",
        "正文": "三号（16 磅），行距 28.95 磅",
        "页码": "—1—，四号（14 磅），线离纸上边 269.0 毫米",
        "字体": "FangSong、Helvetica",
    }
    assert done.out.splitlines()[-1] == "量到的都合规定。"


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("file", "code", "told"),
    [
        ("疏.pdf", 0, "疏.pdf: 注意：正文行距 28 磅，应为 28.95 或 29.6 磅，22 行才撑满版心（GB/T 9704-2012 5.2.3）。"),
        ("信.pdf", 1, "信.pdf: 错误：纸是 215.9 × 279.4 毫米，应为 210 × 297 毫米（GB/T 9704-2012 5.1）。"),
    ],
    ids=["only general: exit 0", "a rule: exit 1"],
)
def test_a_deviation_is_told_with_its_clause(nigao: Nigao, file: str, code: int, told: str) -> None:
    done = nigao("proof", file)
    assert done.code == code
    assert done.err.startswith(told)
    assert done.out.splitlines()[-1] == "有1处不合规定。"


@pytest.mark.usefixtures("files")
def test_json_stands_alone_on_stdout_with_the_frozen_keys(nigao: Nigao) -> None:
    done = nigao("proof", "信.pdf", "--format", "json")
    told = json.loads(done.out)
    assert (done.code, done.err) == (1, "")
    assert list(told) == [
        *("paper_mm", "margins_mm", "ink_mm", "lines", "chars", "page_number", "fonts", "pages", "problems")
    ]
    assert list(told["page_number"][0]) == ["page", "text", "x_mm", "y_mm", "size_pt"]
    assert set(told["margins_mm"]) == set(told["ink_mm"]) == {"top", "right", "bottom", "left"}
    (problem,) = told["problems"]
    assert (problem["file"], problem["severity"], problem["basis"]) == ("信.pdf", "error", "GB/T 9704-2012 5.1")


@pytest.mark.usefixtures("files")
def test_a_layout_is_held_against_instead_of_the_standard(nigao: Nigao) -> None:
    done = nigao("proof", "合.pdf", "--layout", "speech-large")
    assert "（版式 speech-large）" in done.err
    assert done.out.splitlines()[-1].endswith("处不合版式 speech-large。")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "还要写明要量的文件"),
        (["合.pdf", "--format", "xml"], 2, "没有“xml”这种显示方式，可用的是 text、json。"),
        (["没有.pdf"], 1, "没有.pdf: 错误：文件打不开：没有这个文件或文件夹。"),
        (["没有.pdf", "--layout", "gbt9740"], 1, "错误：没有版式“gbt9740”。 → 是不是“gbt9704”？"),
    ],
)
def test_a_mistake_is_told_in_chinese(nigao: Nigao, arguments: list[str], code: int, told: str) -> None:
    done = nigao("proof", *arguments)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
