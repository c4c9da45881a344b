"""What the commands say, their exit codes, and wrong use told in Chinese."""

import datetime
import re
from pathlib import Path

import pytest

from generator.cli import drafting
from tests.conftest import Nigao
from tests.workspaces import BUILT_IN, EXAMPLE, SMALL, put

NO_ENGLISH = re.compile(r"\b(Usage|Error|Options|Commands|Show|Try|Missing|Invalid|No such|argument|Got)\b")


def test_a_draft_is_reported_in_four_lines(nigao: Nigao) -> None:
    done = nigao("draft", "annual-summary", "--year", "2026", "-o", "稿.docx")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(
        r"年份：2026（--year）\n写好：稿\.docx\n写好：稿-待补清单\.xlsx\n"
        r"annual-summary：全文\d+字，待补、待核实\d+项，通用句占\d+\.\d%\n",
        done.out,
    )


def test_strict_refuses_gaps_and_names_each(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "outlines/base.yaml": "title: '{{ hospital.short_name }}'\nsections:\n"
        "  - {id: a, text: '学习{{ facts.activity.centre_group_sessions }}次，{{ facts.clean.inspections }}次。'}\n",
        "facts/2026.yaml": "clean.inspections: {value: 3, state: 待核实}\n"})  # fmt: skip
    done = nigao("draft", "base", "-w", "我院", "--strict", "--year", "2026")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        "base: 错误：待补充：医院简称。 → 用 -f 或 --set hospital.short_name=… 给出",
        "base: 错误：待补充：领导班子集体学习次数。 → 用 -f 或 --set activity.centre_group_sessions=… 给出",
        f"base: 错误：{done.err.splitlines()[2].partition('错误：')[2]}",
        "共3处错误，没有写出文件。",
    ]
    assert "待核实：" in done.err


def test_strict_writes_where_nothing_is_missing(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", SMALL)
    assert nigao("draft", "base", "-w", "我院", "--strict", "--year", "2026", "-o", "稿.txt").code == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("更多.yaml", b"activity.centre_group_sessions: 17\n"),
        ("更多.csv", "项目,数值\n领导班子集体学习次数,17\n".encode()),
        ("更多.csv", "项目,数值\n领导班子集体学习次数,17\n".encode("gbk")),
    ],
)
def test_facts_come_from_files(nigao: Nigao, folder: Path, name: str, content: bytes) -> None:
    put(folder, {name: content})
    nigao("draft", "annual-summary", "-f", name, "-o", "稿.txt")
    assert "17次" in (folder / "稿.txt").read_text(encoding="utf-8")


def test_set_wins_over_files_and_says_so(nigao: Nigao, folder: Path) -> None:
    put(folder, {"更多.yaml": "activity.centre_group_sessions: 17\n"})
    given = ["-f", "更多.yaml", "--set", "activity.centre_group_sessions=18"]
    done = nigao("draft", "annual-summary", *given, "-o", "稿.txt")
    assert "18次" in (folder / "稿.txt").read_text(encoding="utf-8")
    assert done.err.startswith("--set: 提示：“领导班子集体学习次数”")
    assert "用 18（--set），不用 17（更多.yaml:1）" in done.err


def test_values_that_differ_within_a_year_are_to_be_confirmed_until_one_file_is_preferred(
    nigao: Nigao, folder: Path
) -> None:
    own = {"facts/2026-a.yaml": "activity.centre_group_sessions: 17\n"}
    own["facts/2026-b.yaml"] = "activity.centre_group_sessions: 18\n"
    put(folder / "我院", {**SMALL, **own})
    arguments = ["draft", "annual-summary", "-w", "我院", "--year", "2026", "-o"]
    done = nigao(*arguments, "一.txt")
    assert done.err.startswith("我院/facts/2026-b.yaml:1: 注意：“领导班子集体学习次数”")
    assert "有不同的值：17（facts/2026-a.yaml:1）、18（facts/2026-b.yaml:1）" in done.err
    assert "待核实：领导班子集体学习次数" in (folder / "一.txt").read_text(encoding="utf-8")
    done = nigao(*arguments, "二.txt", "--prefer", "2026-b.yaml")
    assert done.err == ""
    assert "18次" in (folder / "二.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({"hospital.yaml": "year: 2024\n", "facts/2025.yaml": ""}, ["--year", "2023"], "2023（--year）"),
        ({"hospital.yaml": "year: 2024\n", "facts/2025.yaml": ""}, [], "2024（hospital.yaml）"),
        ({"facts/2023.yaml": "", "facts/2025.yaml": "", "facts/2026-a.yaml": ""}, [], "2025（facts/2025.yaml）"),
        ({}, [], "2031（今年）"),
    ],
)
def test_the_year_is_told_with_its_reason(
    nigao: Nigao,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    arguments: list[str],
    said: str,
) -> None:
    class Today(datetime.date):
        @classmethod
        def today(cls) -> "Today":
            return cls(2031, 5, 1)

    monkeypatch.setattr(drafting, "date", Today)
    put(folder / "我院", {**SMALL, **files})
    done = nigao("draft", "base", "-w", "我院", *arguments, "--to", "txt")
    assert f"年份：{said}\n" in done.out
    assert list(folder.glob(f"base-{said[:4]}.txt"))


def test_the_current_folder_is_the_workspace_if_it_has_a_hospital(
    nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "我院", SMALL)
    monkeypatch.chdir(folder / "我院")
    assert "base" in nigao("list").out
    monkeypatch.chdir(folder)
    assert "base" not in nigao("list").out


def test_a_workspace_without_hospital_is_told(nigao: Nigao, folder: Path) -> None:
    (folder / "空的").mkdir()
    for command in (["list"], ["outline", "annual-summary"], ["draft", "annual-summary"]):
        for name, message in (("没有", "没有这个文件夹"), ("空的", "这个文件夹里没有 hospital.yaml")):
            done = nigao(*command, "-w", name)
            assert done.code == 1
            assert done.err.startswith(f"{name}: 错误：{message}。 → 换成含有 hospital.yaml 的文件夹")


def test_a_folder_name_that_is_too_long_is_told(nigao: Nigao) -> None:
    assert nigao("list", "-w", "长" * 300).code == 1


def test_outlines_are_listed_in_columns_with_place_and_purpose(nigao: Nigao, folder: Path) -> None:
    own = {
        "outlines/annual-summary.yaml": "extends: annual-summary\n",
        "outlines/总支总结.yaml": "extends: annual-summary\nsummary_for: 总支用\n",
        "outlines/坏.yaml": "titel: x\n",
        "outlines/facts.yaml": "",
    }
    put(folder / "我院", {**SMALL, **own})
    done = nigao("list", "-w", "我院")
    assert (done.code, done.err) == (0, "")
    rows = {(row := line.split(None, 2))[0]: tuple(row[1:]) for line in done.out.splitlines()}
    assert list(rows) == [*BUILT_IN, "base", "坏", "总支总结"]
    assert [rows[name][0] for name in ("annual-report", "annual-summary", "base")] == ["内置", "本院改写", "本院"]
    assert rows["总支总结"] == ("本院", "总支用")
    assert rows["坏"] == ("本院", "有错误，用 nigao outline 坏 -w 我院 查看")
    first, *_, last = done.out.splitlines()
    assert first.index("内置") - last.index("本院") == len("总支总结")


def test_a_broken_hospital_does_not_hinder_the_list(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "hospital.yaml": "name: '\n"})
    assert nigao("list", "-w", "我院").code == 0


def test_an_outline_is_shown_as_yaml_with_or_without_places(nigao: Nigao) -> None:
    done = nigao("outline", "annual-report", "-w", str(EXAMPLE))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith('title: "{{ hospital.name }}')
    shown = nigao("outline", "annual-report", "-w", str(EXAMPLE), "--origin")
    assert "  # 内置/outlines/annual-report.yaml:2\n" in shown.out


def test_an_unknown_outline_is_told_with_a_suggestion(nigao: Nigao) -> None:
    for command in ("outline", "draft"):
        done = nigao(command, "annual-sumary")
        assert done.code == 1
        assert done.err.startswith("错误：没有提纲“annual-sumary”。 → 是不是“annual-summary”？\n共1处错误，")


def test_an_outline_file_with_a_blank_in_its_name_is_told(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "outlines/我的 提纲.yaml": "extends: base\n"})
    done = nigao("draft", "我的 提纲", "-w", "我院")
    assert done.err.startswith("我院/outlines/我的 提纲.yaml: 错误：提纲不能叫“我的 提纲”。 → 文件名只用")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["draft"], "还要写明提纲的名称，如 annual-summary；有哪些提纲，用 nigao list 查看。"),
        (["outline"], "还要写明提纲的名称，如 annual-summary；有哪些提纲，用 nigao list 查看。"),
        (["drfat"], "没有 drfat 这个命令。是不是“draft”？"),
        (["起草"], "没有 起草 这个命令。可用的命令是 new、draft、facts、final、proof、list、outline、layout、schema。"),
        (["draft", "a", "--yaer", "2026"], "没有 --yaer 这个选项。是不是 --year？"),
        (["draft", "a", "-z"], "没有 -z 这个选项。"),
        (["draft", "a", "--year"], "选项 --year 后面要跟一个值。"),
        (["draft", "a", "-f"], "选项 -f 后面要跟一个值。"),
        (["draft", "a", "--strict=1"], "选项 --strict 后面不跟值。"),
        (["draft", "a", "--year", "26"], "年份“26”写法不对，写四位数字，如 2026。"),
        (["draft", "a", "--year", "二〇二六"], "年份“二〇二六”写法不对，写四位数字，如 2026。"),
        (["draft", "a", "--year", "1026"], "年份“1026”写法不对，写四位数字，如 2026。"),
        (["list", "a", "b"], "多写了 a b。"),
        (["--nope"], "没有 --nope 这个选项。"),
    ],
)
def test_wrong_use_is_told_in_chinese_with_the_way_to_help(nigao: Nigao, arguments: list[str], message: str) -> None:
    done = nigao(*arguments)
    known = arguments[0] if arguments[0] in ("draft", "outline", "list") else ""
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [message, f"用法请看 {f'nigao {known}'.rstrip()} --help"]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["draft", "--help"], ["list", "--help"], ["outline", "--help"]])
def test_help_is_chinese_throughout(nigao: Nigao, arguments: list[str]) -> None:
    done = nigao(*arguments)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("用法：nigao")
    assert "\n选项：\n" in done.out
    assert not NO_ENGLISH.search(done.out)
    assert ":\n" not in done.out


def test_help_lines_start_below_one_another(nigao: Nigao) -> None:
    page = nigao("draft", "--help").out.partition("选项：\n")[2]
    starts = set()
    for line in page.splitlines():
        head = re.match(r"  \S+(?: \S+)?  +", line)
        assert head
        starts.add(sum(2 if ord(character) > 0x2E80 else 1 for character in head[0].replace("…", "_")))
    assert len(starts) == 1


def test_the_version_is_shown(nigao: Nigao) -> None:
    assert re.fullmatch(r"nigao( \d+\.\d+\.\d+|（源代码，没有安装）)\n", nigao("--version").out)


def test_an_interruption_is_told_in_chinese(nigao: Nigao, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafting, "draft_all", interrupted)
    done = nigao("draft", "annual-summary")
    assert (done.code, done.err.strip()) == (1, "已中断，没有写出文件。")
