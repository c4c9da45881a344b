"""`nigao final`: what it writes and where, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Nigao
from tests.genres import empty, filled
from tests.packages import DOCUMENT, change


@pytest.fixture
def draft(folder: Path) -> Path:
    """A draft without gaps, in the current folder."""
    return filled("brief").save(Path("简报.docx"))


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("options", "written"),
    [
        ((), "简报-定稿.docx"),
        (("-o", "定.docx"), "定.docx"),
        (("-o", "定.DOCX"), "定.DOCX"),
        (("-o", "发/"), "发/简报-定稿.docx"),
        (("-o", "发/定.docx"), "发/定.docx"),
    ],
)
def test_it_writes_the_final_version(
    folder: Path, draft: Path, nigao: Nigao, options: tuple[str, ...], written: str
) -> None:
    done = nigao("final", "简报.docx", *options)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [f"写好：{written}", "去掉：标记34个、属性1项、底稿记录"]
    assert files(folder) == {"简报.docx", written}


def test_without_o_it_goes_beside_the_draft(folder: Path, draft: Path, nigao: Nigao) -> None:
    (folder / "下").mkdir()
    draft.rename(Path("下/简报.docx"))
    assert nigao("final", "下/简报.docx").out.startswith(f"写好：{Path('下/简报-定稿.docx')}\n")


def test_gaps_are_told_line_by_line_and_nothing_is_written(folder: Path, nigao: Nigao) -> None:
    draft = empty("brief")
    draft.save("简报.docx")
    done = nigao("final", "简报.docx")
    assert (done.code, done.out) == (1, "")
    assert done.problems[0].split(" → ") == [
        "简报.docx: 错误：第1段还有缺口【待补充：简报标题】。",
        "在文件里改成实际的内容；或用 --set event.headline=… 给出，重新起草",
    ]
    assert done.err.splitlines()[-1] == f"共{len(done.problems)}处错误，没有写出文件。"
    assert files(folder) == {"简报.docx"}


def test_what_people_left_in_it_is_told_and_it_is_written(folder: Path, draft: Path, nigao: Nigao) -> None:
    inserted = '<w:p><w:ins w:id="90" w:author="张三"><w:r><w:t>新</w:t></w:r></w:ins></w:p><w:sectPr>'
    change(draft, DOCUMENT, "<w:sectPr>", inserted)
    done = nigao("final", "简报.docx")
    assert done.code == 0
    assert done.err.startswith("简报.docx: 注意：还有修订1处（张三；第")
    assert done.err.endswith("）。 → 接受或拒绝全部修订；处理完以后，再运行一次\n")
    assert "简报-定稿.docx" in files(folder)


def test_the_second_time_it_says_that_nothing_was_left(folder: Path, draft: Path, nigao: Nigao) -> None:
    nigao("final", "简报.docx")
    done = nigao("final", "简报-定稿.docx", "-o", "再.docx")
    assert (done.code, done.out) == (0, "写好：再.docx\n")
    assert done.err == "简报-定稿.docx: 提示：里面没有拟稿留下的东西，照原样另存了一份。\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("简报.docx", "-o", "有.docx"), 1, "有.docx: 错误：文件已存在，没有覆盖。"),
        (("简报.docx", "-o", "简报.docx", "--force"), 1, "简报.docx: 错误：定稿不能盖掉原稿。"),
        (("没有.docx",), 1, "没有.docx: 错误：文件打不开：没有这个文件或文件夹。"),
        (
            ("有.docx",),
            1,
            "有.docx: 错误：文件打不开，可能不是 .docx，也可能坏了。 → 用 WPS 或 Word 打开，另存为 .docx",
        ),
        (("简报.docx", "-o", "con.docx"), 1, "con.docx: 错误：“con”是 Windows 留给设备的名称。 → 换一个名称"),
        (("简报.docx", "-o", "甲:乙?.docx"), 1, "甲:乙?.docx: 错误：名称里的“:”在 Windows 上不能用。"),
        (("简报.docx", "-o", "aux/"), 1, f"{Path('aux/简报-定稿.docx')}: 错误：“aux”是 Windows 留给设备的名称。"),
        (("简报.docx", "-o", "定.pdf"), 2, "定稿不能写成“定.pdf”，后缀是 .docx"),
        ((), 2, "还要写明哪个文件，如 二稿.docx。"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_changes(
    folder: Path, draft: Path, nigao: Nigao, arguments: tuple[str, ...], code: int, said: str
) -> None:
    Path("有.docx").write_bytes(b"old")
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    done = nigao("final", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(said)
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before


def test_force_replaces_an_earlier_final_version(folder: Path, draft: Path, nigao: Nigao) -> None:
    Path("简报-定稿.docx").write_bytes(b"old")
    assert nigao("final", "简报.docx", "--force").code == 0
    assert Path("简报-定稿.docx").read_bytes().startswith(b"PK")
