"""Which files `draft` writes, under which names, and which it leaves alone."""

import errno
import os
from pathlib import Path

import openpyxl
import pytest

from generator import Workspace
from tests.conftest import Nigao
from tests.workspaces import SMALL, put

SUMMARY = "annual-summary"
LIST = "-待补清单.xlsx"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["annual-summary-2026-待补清单.xlsx", "annual-summary-2026.docx"]),
        (
            ["--to", "md,txt"],
            ["annual-summary-2026-待补清单.xlsx", "annual-summary-2026.md", "annual-summary-2026.txt"],
        ),
        (["-o", "稿.docx"], ["稿-待补清单.xlsx", "稿.docx"]),
        (["-o", "稿.TXT"], ["稿-待补清单.xlsx", "稿.txt"]),
        (["-o", "annual-summary.md"], ["annual-summary-待补清单.xlsx", "annual-summary.md"]),
        (["-o", "一版 v1.2.md"], ["一版 v1.2-待补清单.xlsx", "一版 v1.2.md"]),
        (["-o", "稿.docx", "--to", "md,json"], ["稿-待补清单.xlsx", "稿.json", "稿.md"]),
        (["-o", "稿", "--to", "txt"], ["稿-待补清单.xlsx", "稿.txt"]),
        (["-o", "v1.2", "--to", "txt"], ["v1.2-待补清单.xlsx", "v1.2.txt"]),
        (["-o", "新/稿.txt"], ["新/稿-待补清单.xlsx", "新/稿.txt"]),
        (["-o", "新/", "--to", "txt"], ["新/annual-summary-2026-待补清单.xlsx", "新/annual-summary-2026.txt"]),
    ],
)
def test_names_and_formats_follow_the_options(
    nigao: Nigao, folder: Path, arguments: list[str], expected: list[str]
) -> None:
    done = nigao("draft", SUMMARY, "--year", "2026", *arguments)
    assert (done.code, done.err) == (0, "")
    assert names(folder) == expected
    assert all(f"写好：{Path(name)}\n" in done.out for name in expected)


def test_an_existing_folder_takes_the_files_under_their_own_names(nigao: Nigao, folder: Path) -> None:
    (folder / "输出").mkdir()
    nigao("draft", SUMMARY, "--year", "2026", "-o", "输出", "--to", "txt")
    assert names(folder) == ["输出/annual-summary-2026-待补清单.xlsx", "输出/annual-summary-2026.txt"]


def test_several_outlines_go_into_the_folder(nigao: Nigao, folder: Path) -> None:
    done = nigao("draft", SUMMARY, "annual-report", "--year", "2026", "-o", "输出", "--to", "txt")
    assert done.code == 0
    assert names(folder) == [
        f"输出/{name}-2026{ending}" for name in ("annual-report", SUMMARY) for ending in (LIST, ".txt")
    ]


def test_all_formats_are_written(nigao: Nigao, folder: Path) -> None:
    nigao("draft", SUMMARY, "--year", "2026", "-o", "稿", "--to", "docx,md,txt,json")
    assert {path.suffix: path.read_bytes()[:2] for path in folder.glob("稿.*")} == {
        ".docx": b"PK",
        ".md": b"# ",
        ".txt": "【".encode()[:2],
        ".json": b"{\n",
    }


def test_there_is_no_list_without_a_gap(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", SMALL)
    done = nigao("draft", "base", "-w", "我院", "--year", "2026", "-o", "稿.txt")
    assert "没有缺口" in done.out
    assert not list(folder.glob("*.xlsx"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["-o", "稿.wps"],
            "看不出“稿.wps”是哪种文件，后缀可用 .docx、.html、.md、.txt、.json、.pdf；要写进文件夹就在末尾加 /。",
        ),
        (["-o", "稿"], "看不出“稿”是哪种文件，"),
        (["--to", "wps,md"], "没有“wps”这种格式，可用的是 docx、html、md、txt、json、pdf。"),
        (["--to", ""], "没有“”这种格式"),
        (["annual-report", "-o", "稿.docx"], "写几份提纲时 -o 是文件夹，不是“稿.docx”这样的文件。"),
        ([SUMMARY], "同一份提纲写了两次。"),
    ],
)
def test_what_cannot_be_written_is_wrong_use(nigao: Nigao, folder: Path, arguments: list[str], message: str) -> None:
    done = nigao("draft", SUMMARY, "--year", "2026", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(message)
    assert names(folder) == []


def test_an_existing_main_file_is_left_alone_and_no_list_is_written(nigao: Nigao, folder: Path) -> None:
    put(folder, {"稿.docx": "leader's"})
    done = nigao("draft", SUMMARY, "--year", "2026", "-o", "稿.docx")
    assert done.code == 1
    assert done.err.splitlines() == [
        "稿.docx: 错误：文件已存在，没有覆盖。 → 换一个名称（-o），或加 --force 覆盖",
        "共1处错误，没有写出文件。",
    ]
    assert names(folder) == ["稿.docx"]
    assert (folder / "稿.docx").read_text() == "leader's"


def test_one_existing_file_of_several_stops_them_all(nigao: Nigao, folder: Path) -> None:
    put(folder, {"annual-report-2026.txt": "old"})
    assert nigao("draft", SUMMARY, "annual-report", "--year", "2026", "--to", "txt").code == 1
    assert names(folder) == ["annual-report-2026.txt"]


def test_an_existing_list_is_left_alone_and_the_new_one_says_so(nigao: Nigao, folder: Path) -> None:
    put(folder, {f"稿{LIST}": "filled in"})
    done = nigao("draft", SUMMARY, "--year", "2026", "-o", "稿.txt")
    assert "写好：稿-待补清单-2.xlsx（稿-待补清单.xlsx 已有或正打开着，另写了这一份）" in done.out
    assert (folder / f"稿{LIST}").read_text() == "filled in"


def test_force_replaces_draft_and_list(nigao: Nigao, folder: Path) -> None:
    put(folder, {"稿.txt": "old", f"稿{LIST}": "old"})
    assert nigao("draft", SUMMARY, "--year", "2026", "-o", "稿.txt", "--force").code == 0
    assert names(folder) == [f"稿{LIST}", "稿.txt"]
    assert (folder / f"稿{LIST}").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_the_list_that_was_given_back_is_never_overwritten(nigao: Nigao, folder: Path, force: list[str]) -> None:
    nigao("draft", SUMMARY, "--year", "2026", "-o", "稿.txt")
    before = (folder / f"稿{LIST}").read_bytes()
    (folder / "稿.txt").unlink()
    done = nigao("draft", SUMMARY, "--year", "2026", "-o", "稿.txt", "-f", f"./稿{LIST}", *force)
    assert (done.code, (folder / f"稿{LIST}").read_bytes()) == (0, before)
    assert names(folder) == ["稿-待补清单-2.xlsx", f"稿{LIST}", "稿.txt"]


@pytest.mark.parametrize(
    ("number", "why"), [(errno.ENOSPC, "磁盘满了"), (errno.EACCES, "没有权限，或者正被别的程序占用")]
)
def test_a_disk_that_takes_nothing_is_told_and_loses_nothing(
    nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    put(folder, {"稿.txt": "old"})

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    done = nigao("draft", SUMMARY, "--year", "2026", "-o", "稿.txt", "--force")
    assert done.code == 1
    assert f"稿.txt: 错误：写不进去：{why}。 → 检查磁盘空间" in done.err
    assert names(folder) == ["稿.txt"]
    assert (folder / "稿.txt").read_text() == "old"


@pytest.mark.parametrize(
    ("arguments", "name", "why"),
    [
        (["draft", SUMMARY, "-o", "稿.txt"], "稿.txt", "已有或正打开着"),
        (["facts", SUMMARY, "-o", "表.yaml"], "表.yaml", "正打开着，或者不能改"),
    ],
    ids=["draft", "form"],
)
def test_a_file_that_another_program_keeps_open_stays_and_the_new_one_says_so(
    nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], name: str, why: str
) -> None:
    put(folder, {name: "old"})
    real = os.replace

    def shared(old: Path, new: Path) -> None:
        """Windows: another program has the file."""
        if new.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(old), None, str(new))
        real(old, new)

    monkeypatch.setattr(os, "replace", shared)
    done = nigao(*arguments, "--year", "2026", "--force")
    new = f"{Path(name).stem}-2{Path(name).suffix}"
    assert f"写好：{new}（{name} {why}，另写了这一份）\n" in done.out
    assert (folder / name).read_text() == "old"
    assert (folder / new).is_file()


def test_what_could_not_be_taken_back_is_not_said_to_be_unwritten(
    nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def full(old: Path, new: Path) -> None:
        if new.name != "稿.txt":
            monkeypatch.setattr(os, "unlink", failing)
            failing(new)
        real(old, new)

    def failing(path: Path, _: object = None) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "rename", failing)
    done = nigao("draft", SUMMARY, "--year", "2026", "-o", "稿.txt")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        f"稿{LIST}: 错误：写不进去：磁盘读写出错。 → 检查磁盘空间和文件夹的写入权限，或换一个位置",
        "稿.txt: 错误：别的文件没有写成，这一份已经写了。 → 检查这个文件，不要就删去",
        "共2处错误，别的文件没有写出。",
    ]


def test_temporary_files_of_a_killed_run_are_not_read(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "facts/2026.yaml": "activity.theme_days: 3\n"})
    arguments = ("draft", "base", "-w", "我院", "-o", "稿.txt", "--force")
    before = nigao(*arguments), (folder / "稿.txt").read_bytes()
    for place in ("", "facts/", "outlines/", "templates/base/b/"):
        put(
            folder / "我院",
            {f"{place}.nigao-1.tmp": "activity.theme_days: 4\ntitle: [", f"{place}.nigao-2.tmp": b"PK\3"},
        )
    assert (nigao(*arguments), (folder / "稿.txt").read_bytes()) == before


def test_saving_from_python_writes_by_suffix_and_overwrites_only_if_told(folder: Path) -> None:
    draft = Workspace().draft(SUMMARY, year=2026)
    assert draft.save("稿.txt") == Path("稿.txt")
    assert (folder / "稿.txt").read_bytes() == draft.to_bytes("txt")
    with pytest.raises(Exception, match="文件已存在，没有覆盖"):
        draft.save("稿.txt")
    assert draft.save("稿.txt", force=True) == Path("稿.txt")
    with pytest.raises(Exception, match="不会写“wps”格式"):
        draft.save("稿.wps")


def test_a_list_that_somebody_filled_in_is_kept_also_under_force(nigao: Nigao, folder: Path) -> None:
    arguments = ("draft", SUMMARY, "--year", "2026", "-o", "稿.docx", "--force")
    nigao(*arguments)
    nigao(*arguments)
    assert names(folder) == ["稿-待补清单.xlsx", "稿.docx"]
    book = openpyxl.load_workbook(folder / "稿-待补清单.xlsx")
    sheet = book.active
    assert sheet
    sheet["C3"] = "12"
    book.save(folder / "稿-待补清单.xlsx")
    filled = (folder / "稿-待补清单.xlsx").read_bytes()
    done = nigao(*arguments)
    assert "稿-待补清单-2.xlsx" in done.out
    assert (folder / "稿-待补清单.xlsx").read_bytes() == filled
