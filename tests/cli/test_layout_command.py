"""nigao layout: the list, one layout whole, and where it is not as the standard wants it."""

from pathlib import Path

import pytest

from tests.conftest import Nigao
from tests.workspaces import SMALL, put

OURS = {**SMALL, "layouts/ours.yaml": "extends: gbt9704\nname: 本院的\npage_number:\n  odd: center\n"}


@pytest.fixture
def hospital(folder: Path) -> None:
    put(folder / "我院", OURS)


def test_without_a_name_layouts_are_listed(nigao: Nigao) -> None:
    done = nigao("layout")
    assert (done.code, done.err) == (0, "")
    assert [line.split()[:2] for line in done.out.splitlines()] == [
        [name, "内置"] for name in ("gbt9704", "gbt9704-full", "gbt9704-letter", "plain", "speech-large")
    ]


def test_those_of_the_hospital_are_listed_and_a_broken_one_says_how_to_see_why(
    nigao: Nigao, folder: Path, hospital: None
) -> None:
    put(folder / "我院", {"layouts/plain.yaml": "nmae: 甲\n"})
    lines = nigao("layout", "-w", "我院").out.splitlines()
    assert "ours            本院      本院的" in lines
    assert "plain           本院改写  有错误，用 nigao layout plain -w 我院 查看" in lines
    assert nigao("layout", "plain", "-w", "我院").problems == [
        "我院/layouts/plain.yaml:1: 错误：版式 没有“nmae”。 → 是不是“name”？"
    ]


def test_a_layout_is_shown_whole(nigao: Nigao, hospital: None) -> None:
    done = nigao("layout", "ours", "-w", "我院")
    assert (done.code, done.err) == (0, "")
    assert "name: 本院的\n" in done.out
    assert "    top: 37\n" in done.out
    assert "extends" not in done.out


def test_the_place_of_each_value_is_shown(nigao: Nigao, hospital: None) -> None:
    out = nigao("layout", "ours", "-w", "我院", "--origin").out.replace("\\", "/")
    assert "  odd: center  # 我院/layouts/ours.yaml:4\n" in out
    assert "  even: left  # 内置/layouts/gbt9704.yaml:" in out


def test_deviations_are_a_line_each_the_strictest_first(nigao: Nigao, hospital: None) -> None:
    done = nigao("layout", "ours", "-w", "我院", "--diff")
    assert (done.code, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines()] == [
        ["应当", "单页码居右", "这里：居中", "标准：居右", "GB/T", "9704-2012", "7.5"],
        ["惯例", "双面印刷、左侧装订，双页的订口在右边", "这里：否", "标准：是", "GB/T", "9704-2012", "6.2、6.3"],
    ]


def test_no_deviation_is_said_to_be_none(nigao: Nigao) -> None:
    done = nigao("layout", "gbt9704-full", "--diff")
    assert (done.code, done.out) == (0, "版式管得到的地方，与 GB/T 9704-2012 没有不同。\n")


@pytest.mark.parametrize("options", [[], ["--diff"], ["--origin"]])
def test_a_layout_that_is_not_there_is_told(nigao: Nigao, options: list[str]) -> None:
    done = nigao("layout", "gbt9705", *options)
    assert (done.code, done.out) == (1, "")
    assert done.problems == ["错误：没有版式“gbt9705”。 → 是不是“gbt9704”？"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--diff"], "还要写明哪一个版式，如 gbt9704。"),
        (["--origin"], "还要写明哪一个版式，如 gbt9704。"),
        (["gbt9704", "--diff", "--origin"], "--diff 和 --origin 不能一起用。"),
    ],
)
def test_wrong_use_is_told(nigao: Nigao, arguments: list[str], said: str) -> None:
    done = nigao("layout", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
