"""nigao facts: where the form goes, and what is said about it."""

from pathlib import Path

import pytest

from tests.conftest import Nigao
from tests.workspaces import EXAMPLE, SMALL, put


def test_the_form_goes_to_the_current_folder(nigao: Nigao, folder: Path) -> None:
    done = nigao("facts", "annual-summary", "--year", "2026")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:2] == ["年份：2026（--year）", "写好：annual-summary-2026-事实表.xlsx"]
    assert (
        done.out.splitlines()[3] == "填好后：nigao draft annual-summary -f annual-summary-2026-事实表.xlsx --year 2026"
    )
    assert [path.name for path in folder.iterdir()] == ["annual-summary-2026-事实表.xlsx"]


@pytest.mark.parametrize("out", ["表.xlsx", "表.yaml", "新 文件夹/表.XLSX"])
def test_what_is_given_back_closes_what_is_filled_in(nigao: Nigao, folder: Path, out: str) -> None:
    assert nigao("facts", "annual-summary", "-w", str(EXAMPLE), "-o", out).code == 0
    done = nigao("draft", "annual-summary", "-w", str(EXAMPLE), "-f", out, "-o", "稿.txt")
    assert (done.code, done.err) == (0, "")
    assert "没有缺口" in done.out


def test_a_folder_gets_the_usual_name(nigao: Nigao, folder: Path) -> None:
    assert nigao("facts", "annual-summary", "--year", "2026", "-o", "表/").code == 0
    assert (folder / "表/annual-summary-2026-事实表.xlsx").is_file()


def test_an_existing_file_is_kept_unless_force_is_given(nigao: Nigao, folder: Path) -> None:
    put(folder, {"表.xlsx": "旧"})
    done = nigao("facts", "annual-summary", "--year", "2026", "-o", "表.xlsx")
    assert (done.code, done.out) == (1, "")
    assert done.problems == ["表.xlsx: 错误：文件已存在，没有覆盖。 → 换一个名称（-o），或加 --force 覆盖"]
    assert (folder / "表.xlsx").read_text(encoding="utf-8") == "旧"
    assert nigao("facts", "annual-summary", "--year", "2026", "-o", "表.xlsx", "--force").code == 0


@pytest.mark.parametrize("out", ["表.docx", "表.csv", "表"])
def test_another_suffix_is_wrong_use(nigao: Nigao, folder: Path, out: str) -> None:
    done = nigao("facts", "annual-summary", "-o", out)
    assert (done.code, list(folder.iterdir())) == (2, [])
    assert "后缀可用 .xlsx、.yaml" in done.err


def test_a_mistake_in_the_facts_is_told_and_nothing_written(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "facts/2026.yaml": "activity.theme_days: 很多\n"})
    done = nigao("facts", "base", "-w", "我院")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("共1处错误，没有写出文件。\n")
    assert [path.name for path in folder.iterdir()] == ["我院"]


def test_a_form_among_the_years_facts_needs_no_option(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "facts/2026.yaml": "activity.theme_days: 3\n"})
    done = nigao("facts", "base", "-w", "我院", "-o", "我院/facts/2026-表.xlsx")
    assert done.out.splitlines()[-1] == "填好后：nigao draft base -w 我院"
    assert nigao("draft", "base", "-w", "我院").err == ""
