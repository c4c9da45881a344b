"""facts.files: facts by suffix, and all files of a year as one layer."""

import os
from pathlib import Path

import pytest

from generator.facts import sheet_form
from generator.facts.dictionary import Ask, Dictionary
from generator.facts.files import newest_file, read_file, read_year, strange_files, year_files


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def test_the_suffix_says_the_format(tmp_path: Path, dictionary: Dictionary) -> None:
    form = sheet_form.write([(Ask("activity.code", "编号", "to_confirm", value="A"), "")])
    (tmp_path / "a.XLSX").write_bytes(form)
    write(tmp_path, **{"a.yaml": "activity.code: A", "a.yml": "activity.code: A", "a.csv": "键,数值\nactivity.code,A"})
    for name in ("a.XLSX", "a.yaml", "a.yml", "a.csv"):
        layer, problems = read_file(tmp_path / name, name, dictionary)
        assert (layer.given["activity.code"].value, problems) == ("A", [])
        assert layer.given["activity.code"].sources[0].startswith(f"{name}:")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"", "facts-suffix"),
        ("a", b"", "facts-suffix"),
        ("a.yaml", b"a: [", "yaml-syntax"),
        ("a.yaml", "a: 党".encode("gbk"), "yaml-not-utf8"),
        ("a.xlsx", b"PK\3\4no", "sheet-unreadable"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1"), "sheet-old-format"),
        ("a.csv", b"a,b", "sheet-header"),
        ("a.yaml", None, "file-unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, dictionary: Dictionary, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    layer, (problem,) = read_file(tmp_path / name, f"facts/{name}", dictionary)
    assert (layer.given, problem.code, problem.severity) == ({}, code, "error")
    assert problem.origin
    assert problem.origin.file == f"facts/{name}"


def test_the_files_of_a_year_are_one_layer(tmp_path: Path, dictionary: Dictionary) -> None:
    names = [
        "2026.yaml",
        "2026-b.csv",
        "2026-党办.yml",
        "2025.yaml",
        "20261.yaml",
        "2026.txt",
        "~$2026-a.xlsx",
        ".~2026.xlsx",
    ]
    write(tmp_path, **dict.fromkeys(names, ""))
    (tmp_path / "2026-folder.yaml").mkdir()
    assert [path.name for path in year_files(tmp_path, 2026)] == ["2026-b.csv", "2026-党办.yml", "2026.yaml"]
    write(
        tmp_path,
        **{"2026.yaml": "activity.theme_days: 12\nactivity.code: A", "2026-党办.yml": "activity.theme_days: 13"},
    )
    write(tmp_path, **{"2026-b.csv": "项目,数值\n启动日期,2026年3月"})
    layer, problems = read_year(tmp_path, 2026, dictionary, lambda path: path.name)
    assert {key: (found.state, found.value) for key, found in layer.given.items()} == {
        "activity.start": ("known", "2026年3月"),
        "activity.theme_days": ("to_confirm", "13"),
        "activity.code": ("known", "A"),
    }
    assert [problem.code for problem in problems] == ["fact-conflict"]
    layer, problems = read_year(tmp_path, 2026, dictionary, lambda path: path.name, ["2026.yaml"])
    assert (layer.given["activity.theme_days"].value, problems) == ("12", [])


def test_an_old_format_in_the_folder_is_a_warning(tmp_path: Path, dictionary: Dictionary) -> None:
    write(tmp_path, **{"2026.yaml": "activity.code: A", "2026-台账.xls": ""})
    layer, (problem,) = read_year(tmp_path, 2026, dictionary, lambda path: path.name)
    assert (set(layer.given), problem.code, problem.severity) == ({"activity.code"}, "facts-old-format", "warning")


def test_a_year_without_files_gives_nothing(tmp_path: Path, dictionary: Dictionary) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        layer, problems = read_year(folder, 2026, dictionary)
        assert (layer.given, problems) == ({}, [])


def test_problems_of_all_files_are_told(tmp_path: Path, dictionary: Dictionary) -> None:
    write(tmp_path, **{"2026.yaml": "a: [", "2026-a.yaml": "activity.theme_dayz: 1", "2026-b.csv": "a"})
    _, problems = read_year(tmp_path, 2026, dictionary, lambda path: path.name)
    assert [problem.code for problem in problems] == ["fact-unknown", "sheet-header", "yaml-syntax"]


def test_the_newest_file_is_of_the_latest_year(tmp_path: Path) -> None:
    assert newest_file(tmp_path) is None
    assert newest_file(tmp_path / "none") is None
    write(tmp_path, **dict.fromkeys(["2025.yaml", "2026.yaml", "2027-a.yaml", "2028.xlsx", "9999.yaml"], ""))
    assert newest_file(tmp_path) == tmp_path / "2026.yaml"


def test_the_newest_file_is_the_one_that_was_found(tmp_path: Path) -> None:
    write(tmp_path, **{"2025.yml": "", "2024.yaml": ""})
    assert newest_file(tmp_path) == tmp_path / "2025.yml"


def test_files_of_no_year_are_strange(tmp_path: Path) -> None:
    write(tmp_path, **dict.fromkeys(["2026.yaml", "2026-a.csv", "台账.xlsx", "~$2026.xlsx", "a.txt", "25.yaml"], ""))
    assert [path.name for path in strange_files(tmp_path)] == ["25.yaml", "台账.xlsx"]


@pytest.mark.parametrize("failure", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch, failure: OSError
) -> None:
    def broken(_: Path) -> None:
        raise failure

    monkeypatch.setattr(Path, "iterdir", broken)
    layer, (problem,) = read_year(tmp_path / "facts", 2026, dictionary)
    assert (layer.given, problem.code, problem.severity) == ({}, "folder-unreadable", "error")
    assert (str(problem.origin), bool(problem.hint)) == ("facts", True)
    assert (year_files(tmp_path, 2026), newest_file(tmp_path)) == ([], None)
    assert strange_files(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_no_folder(tmp_path: Path, dictionary: Dictionary) -> None:
    write(tmp_path, facts="")
    layer, problems = read_year(tmp_path / "facts", 2026, dictionary)
    assert (layer.given, problems) == ({}, [])


def test_a_folder_is_no_facts_file(tmp_path: Path, dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in (".", "a.yaml"):
        _, (problem,) = read_file(Path(name), name, dictionary)
        assert (problem.code, problem.message) == ("file-unreadable", "这是一个文件夹，不是文件")


@pytest.mark.parametrize(
    ("name", "code"), [("a.csv", "sheet-too-large"), ("a.yml", "yaml-too-large"), ("a.xlsx", "facts-too-large")]
)
def test_no_more_of_a_file_is_read_than_its_reader_takes(
    tmp_path: Path, dictionary: Dictionary, name: str, code: str
) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(10_000_000_000)
    _, (problem,) = read_file(tmp_path / name, name, dictionary)
    assert (problem.code, bool(problem.hint)) == (code, True)


def test_a_pipe_or_device_is_not_waited_for(tmp_path: Path, dictionary: Dictionary) -> None:
    os.mkfifo(tmp_path / "2026.csv")
    (tmp_path / "2026-a.csv").symlink_to("/dev/zero")
    _, problems = read_year(tmp_path, 2026, dictionary)
    assert [problem.code for problem in problems] == ["file-unreadable"] * 2
    assert {problem.message for problem in problems} == {"这是管道或设备，不是普通文件"}


@pytest.mark.parametrize(("target", "why"), [("2026.csv", "链接绕回了自己"), ("gone", "没有这个文件或文件夹")])
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, dictionary: Dictionary, target: str, why: str) -> None:
    (tmp_path / "2026.csv").symlink_to(target)
    _, (problem,) = read_year(tmp_path, 2026, dictionary)
    assert (problem.code, problem.message) == ("file-unreadable", f"文件打不开：{why}")


def test_facts_may_be_a_link_to_a_shared_ledger(tmp_path: Path, dictionary: Dictionary) -> None:
    write(tmp_path, **{"台账.yaml": "activity.code: A"})
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "2026-台账.yaml").symlink_to(tmp_path / "台账.yaml")
    layer, problems = read_year(tmp_path / "facts", 2026, dictionary)
    assert (layer.given["activity.code"].value, problems) == ("A", [])


@pytest.mark.parametrize("name", ["a\0.csv", "a\ud800.csv", "长" * 300 + ".csv"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, dictionary: Dictionary, name: str) -> None:
    _, (problem,) = read_file(tmp_path / name, name, dictionary)
    assert (problem.code, bool(problem.hint)) == ("file-unreadable", True)
    assert problem.message.startswith("文件打不开：文件名")
