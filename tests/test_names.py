"""Names: what every system can hold is allowed, what Windows cannot is refused everywhere, with a remedy."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from generator import names

FIT = [
    *("稿.docx", "2026年度 党建总结（二稿）v1.2.docx", "稿", "a" * 255, "-稿.docx", "_", ".nigao", "~$稿.docx"),
    *("console.docx", "con-2026.docx", "我con.docx", "nul1.txt", "com.txt", "com10.txt", "auxiliary", "稿.con", "a..b"),
    *("稿&草.docx", "100%.txt", "a'b.txt", "[稿].txt", "稿、二.txt", "“稿”.txt", "稿：二.txt", " 稿", "🏥", "é"),
]
UNFIT = {
    "CON": "设备",
    "con": "设备",
    "con.docx": "设备",
    "Aux.待补清单.xlsx": "设备",
    "NUL .txt": "设备",
    "prn": "设备",
    "COM1.txt": "设备",
    "lpt9": "设备",
    "com¹.txt": "设备",
    "CONIN$": "设备",
    "conout$.txt": "设备",
    "稿.docx.": "末尾",
    "稿 ": "末尾",
    "...": "末尾",
    "a:b.docx": "“:”",
    "C:\\x": "“:”",
    "a\\b.docx": "“\\”",
    "a/b": "“/”",
    "a<b": "“<”",
    "a>b": "“>”",
    'a"b': '“"”',
    "a|b": "“|”",
    "a?": "“?”",
    "*": "“*”",
    "a\0b": "看不见",
    "a\nb": "看不见",
    "a\tb": "看不见",
    "a\x1b[31mb": "看不见",
    "a\x7f": "看不见",
    "a\udcc4": "看不见",
    "稿" * 256: "超过255个字",
    "🏥" * 128: "超过255个字",
}


@pytest.mark.parametrize("name", FIT)
def test_a_name_that_every_system_can_hold_is_allowed(name: str) -> None:
    assert names.unfit(name) is None


@pytest.mark.parametrize("name", UNFIT, ids=repr)
def test_a_name_that_windows_cannot_hold_is_refused_with_a_remedy(name: str) -> None:
    found = names.unfit(name)
    assert found
    assert UNFIT[name] in found.why
    assert found.hint


@pytest.mark.parametrize(
    ("path", "there", "why"),
    [
        (PurePosixPath("稿/二稿.docx"), (), None),
        (PurePosixPath("../稿.docx"), (), None),
        (PurePosixPath("./../../材料/稿.docx"), ("../..",), None),
        (PurePosixPath("/mnt/材料:共享/稿.docx"), ("/mnt/材料:共享",), None),
        (PurePosixPath("/mnt/材料:共享/稿.docx"), ("/mnt",), "“:”"),
        (PurePosixPath("con/稿.docx"), (), "设备"),
        (PurePosixPath("con/稿.docx"), ("con",), None),
        (PurePosixPath("a/b./c/稿.docx"), ("a",), "末尾"),
        (PurePosixPath("~/稿.docx"), (), "“~”"),
        (PurePosixPath("C:\\材料\\稿.docx"), (), "“:”"),
        (PurePosixPath("材料\\稿.docx"), (), "“\\”"),
        (PurePosixPath("\\\\server\\share\\稿.docx"), (), "“\\”"),
        (PureWindowsPath("C:\\材料\\稿.docx"), ("C:\\",), None),
        (PureWindowsPath("D:/材料/稿.docx"), (), None),
        (PureWindowsPath("材料\\稿.docx"), (), None),
        (PureWindowsPath("\\\\server\\share\\材料\\稿.docx"), (), None),
        (PureWindowsPath("\\\\server\\share\\con\\稿.docx"), (), "设备"),
        (PureWindowsPath("C:稿.docx"), (), "盘符"),
        (PureWindowsPath("\\\\?\\C:\\稿.docx"), (), "设备的路径"),
        (PureWindowsPath("\\\\.\\COM1"), (), "设备的路径"),
        (PureWindowsPath("//./NUL"), (), "设备的路径"),
        (PureWindowsPath("C:\\材料\\aux.docx"), ("C:\\材料",), "设备"),
        (PureWindowsPath("C:\\材料\\稿.docx:流"), ("C:\\材料",), "“:”"),
    ],
    ids=str,
)
def test_of_a_path_what_would_be_made_is_held_against_the_rule(
    path: PurePath, there: tuple[str, ...], why: str | None
) -> None:
    problem = names.unfit_path(path, lambda part: str(part) in there)
    assert (problem is None) == (why is None)
    if problem and why:
        assert why in problem.message
        assert (problem.severity, str(problem.origin), bool(problem.hint)) == ("error", str(path), True)
