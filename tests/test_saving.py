"""Files whole or not at all: what is written, what is left alone, what is undone."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import Stop
from generator.saving import Wanted, save
from tests.workspaces import told

Break = Callable[[str, int, int], None]


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Lets the n-th call of a function of `os` fail with an error number, and every later one."""

    def install(name: str, nth: int, number: int) -> None:
        real, calls = getattr(os, name), []

        def failing(*arguments: object, **keywords: object) -> object:
            calls.append(arguments)
            if len(calls) >= nth:
                raise OSError(number, os.strerror(number), str(arguments[0]))
            return real(*arguments, **keywords)

        monkeypatch.setattr(os, name, failing)

    return install


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def two(folder: Path) -> list[Wanted]:
    return [Wanted(folder / "稿.docx", b"new"), Wanted(folder / "单.xlsx", b"list", beside=True)]


def test_files_are_written_with_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    written = save([Wanted(tmp_path / "新 文件夹" / "下" / "稿.docx", b"new")])
    assert written[0].path.read_bytes() == b"new"
    assert names(tmp_path) == ["下", "新 文件夹", "稿.docx"]


def test_files_get_the_rights_that_the_user_gives_to_new_files(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    save(two(tmp_path))
    assert (tmp_path / "稿.docx").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_existing_file_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(b"old")
    (problem,) = told(lambda: save(two(tmp_path)))
    assert (problem.code, problem.hint) == ("file-exists", "换一个名称（-o），或加 --force 覆盖")
    assert names(tmp_path) == ["稿.docx"]
    assert (tmp_path / "稿.docx").read_bytes() == b"old"


def test_all_existing_files_are_told(tmp_path: Path) -> None:
    wanted = [Wanted(tmp_path / name, b"") for name in ("a", "b", "c")]
    save(wanted[:2])
    assert [str(problem.origin) for problem in told(lambda: save(wanted))] == [str(tmp_path / "a"), str(tmp_path / "b")]


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").symlink_to(tmp_path / "nowhere")
    assert told(lambda: save(two(tmp_path)))[0].code == "file-exists"


def test_force_replaces_both_files(tmp_path: Path) -> None:
    for name in ("稿.docx", "单.xlsx"):
        (tmp_path / name).write_bytes(b"old")
    assert [written.instead_of for written in save(two(tmp_path), force=True)] == [None, None]
    assert [(tmp_path / name).read_bytes() for name in ("稿.docx", "单.xlsx")] == [b"new", b"list"]
    assert names(tmp_path) == ["单.xlsx", "稿.docx"]


def test_an_existing_list_stays_and_the_new_one_takes_the_next_number(tmp_path: Path) -> None:
    for name in ("单.xlsx", "单-2.xlsx"):
        (tmp_path / name).write_bytes(b"filled in")
    written = save(two(tmp_path))[1]
    assert (written.path.name, written.instead_of) == ("单-3.xlsx", tmp_path / "单.xlsx")
    assert (tmp_path / "单-2.xlsx").read_bytes() == b"filled in"


def test_a_folder_of_the_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").mkdir()
    assert told(lambda: save(two(tmp_path), force=True))[0].code == "file-is-folder"


@pytest.mark.parametrize("name", ["x" * 300, "稿" * 100])
def test_a_name_that_is_too_long_is_told(tmp_path: Path, name: str) -> None:
    (problem,) = told(lambda: save([Wanted(tmp_path / f"{name}.docx", b"new")]))
    assert problem.message == "写不进去：文件名太长"
    assert names(tmp_path) == []


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    (problem,) = told(lambda: save([Wanted(tmp_path / "a" / "稿.docx", b"new")]))
    assert problem.message == "写不进去：路径中间有一段不是文件夹"


@pytest.mark.parametrize(
    ("number", "why"),
    [(errno.ENOSPC, "磁盘满了"), (errno.EACCES, "没有权限，或者正被别的程序占用"), (errno.EROFS, "磁盘是只读的")],
)
@pytest.mark.parametrize(("step", "nth"), [("open", 1), ("open", 2), ("fsync", 1), ("fsync", 2)])
def test_a_failure_before_anything_is_in_place_leaves_nothing(
    tmp_path: Path, breaks: Break, step: str, nth: int, number: int, why: str
) -> None:
    (tmp_path / "old").write_bytes(b"old")
    breaks(step, nth, number)
    (problem,) = told(lambda: save([Wanted(tmp_path / "new" / file.path.name, file.content) for file in two(tmp_path)]))
    assert (problem.code, problem.message) == ("file-unwritable", f"写不进去：{why}")
    assert problem.hint == "检查磁盘空间和文件夹的写入权限，或用 -o 换一个位置"
    assert names(tmp_path) == ["old"]


def test_a_failure_at_the_second_file_takes_the_first_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link
    monkeypatch.setattr(os, "link", lambda a, b: real(a, b) if "稿" in str(b) else _full(b))
    monkeypatch.setattr(os, "open", _open_but_not("单"))
    (problem,) = told(lambda: save(two(tmp_path)))
    assert problem.message == "写不进去：磁盘满了"
    assert names(tmp_path) == []


def test_a_failure_at_the_second_replacement_puts_the_first_old_file_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("稿.docx", "单.xlsx"):
        (tmp_path / name).write_bytes(b"old")
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: _full(b) if "单" in str(b) else real(a, b))
    assert told(lambda: save(two(tmp_path), force=True))[0].code == "file-unwritable"
    assert names(tmp_path) == ["单.xlsx", "稿.docx"]
    assert {(tmp_path / name).read_bytes() for name in ("稿.docx", "单.xlsx")} == {b"old"}


def test_what_cannot_be_taken_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("稿.docx", "单.xlsx"):
        (tmp_path / name).write_bytes(b"old")
    real, calls = os.replace, list[object]()

    def once(a: object, b: object) -> None:
        calls.append(b)
        _full(b) if len(calls) > 1 else real(a, b)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "replace", once)
    _, left = told(lambda: save(two(tmp_path), force=True))
    assert (left.code, str(left.origin)) == ("file-written", str(tmp_path / "稿.docx"))


def test_a_file_that_comes_up_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def slow(number: int) -> None:
        (tmp_path / "稿.docx").write_bytes(b"somebody's")
        real(number)

    monkeypatch.setattr(os, "fsync", slow)
    assert [problem.code for problem in told(lambda: save(two(tmp_path)))] == ["file-exists"]
    assert names(tmp_path) == ["稿.docx"]
    assert (tmp_path / "稿.docx").read_bytes() == b"somebody's"


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, breaks: Break) -> None:
    breaks("link", 1, errno.EPERM)
    (tmp_path / "单.xlsx").write_bytes(b"old")
    assert [written.path.name for written in save(two(tmp_path))] == ["稿.docx", "单-2.xlsx"]
    assert (tmp_path / "稿.docx").read_bytes() == b"new"
    assert (tmp_path / "单.xlsx").read_bytes() == b"old"
    assert names(tmp_path) == ["单-2.xlsx", "单.xlsx", "稿.docx"]


def test_a_file_that_another_program_keeps_open_gets_a_new_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("稿.docx", "稿-2.docx"):
        (tmp_path / name).write_bytes(b"old")
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: _locked(b) if Path(b).name == "稿.docx" else real(a, b))
    (written,) = save(two(tmp_path)[:1], force=True)
    assert (written.path.name, written.instead_of) == ("稿-3.docx", tmp_path / "稿.docx")
    assert {(tmp_path / name).read_bytes() for name in ("稿.docx", "稿-2.docx")} == {b"old"}
    assert names(tmp_path) == ["稿-2.docx", "稿-3.docx", "稿.docx"]


def test_temporary_files_of_a_killed_run_are_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".nigao-1.tmp").write_bytes(b"half")
    save(two(tmp_path))
    assert (tmp_path / "稿.docx").read_bytes() == b"new"


def test_an_interruption_takes_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(two(tmp_path / "new"))
    assert names(tmp_path) == []


def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(b"old")
    program = (
        "import os, signal, sys; from pathlib import Path; from generator.saving import Wanted, save;"
        "os.fsync = lambda number: os.kill(os.getpid(), signal.SIGKILL);"
        "save([Wanted(Path(sys.argv[1]) / '稿.docx', b'new' * 10**6)], force=True)"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program, str(tmp_path)], cwd=Path(__file__).parents[1])
    assert done.returncode == -9
    assert (tmp_path / "稿.docx").read_bytes() == b"old"


def test_the_problem_of_saving_is_a_stop(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="换一个名称"):
        save([Wanted(tmp_path / "a", b""), Wanted(tmp_path / "a", b"")])
    assert names(tmp_path) == []


def _full(path: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def _locked(path: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied", str(path))


def _open_but_not(word: str) -> Callable[..., int]:
    real = os.open

    def opened(path: object, *arguments: int) -> int:
        if word in str(path):
            _full(path)
        return real(path, *arguments)  # type: ignore[arg-type]

    return opened
