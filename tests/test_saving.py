"""Files whole or not at all: what is written, what is left alone, what is undone."""

import errno
import fcntl
import os
import shutil
import stat
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


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(b"old")
    (tmp_path / "稿.docx").chmod(0o640)
    if os.geteuid() == 0:
        os.chown(tmp_path / "稿.docx", 1234, 4321)
    before = (tmp_path / "稿.docx").stat()
    save(two(tmp_path), force=True)
    after = (tmp_path / "稿.docx").stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino


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


@pytest.mark.parametrize("target", ["other", "nowhere", "稿.docx"], ids=["", "to nothing", "to itself"])
def test_a_link_is_a_file_that_is_there_and_is_replaced_itself(tmp_path: Path, target: str) -> None:
    (tmp_path / "other").write_bytes(b"old")
    (tmp_path / "稿.docx").symlink_to(tmp_path / target)
    assert told(lambda: save(two(tmp_path)))[0].code == "file-exists"
    assert save(two(tmp_path), force=True)[0].instead_of is None
    assert (tmp_path / "稿.docx").read_bytes() == b"new"
    assert (tmp_path / "other").read_bytes() == b"old"
    assert not (tmp_path / "稿.docx").is_symlink()
    assert names(tmp_path) == ["other", "单.xlsx", "稿.docx"]


def test_the_other_name_of_a_file_with_two_keeps_what_it_had(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"old")
    os.link(tmp_path / "other", tmp_path / "稿.docx")
    save(two(tmp_path), force=True)
    assert [(tmp_path / name).read_bytes() for name in ("other", "稿.docx")] == [b"old", b"new"]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_told_and_left_alone(tmp_path: Path, kind: str, force: bool) -> None:
    path = tmp_path / "稿.docx"
    os.mkfifo(path) if kind == "pipe" else path.symlink_to(os.devnull)
    (problem,) = told(lambda: save(two(tmp_path), force))
    assert (problem.code, problem.message) == ("file-is-device", "这个名称是设备或管道，不是文件")
    assert names(tmp_path) == ["稿.docx"]
    assert not stat.S_ISREG(path.stat().st_mode)


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
    assert problem.hint == "检查磁盘空间和文件夹的写入权限，或换一个位置"
    assert names(tmp_path) == ["old"]


def test_a_failure_at_the_second_file_takes_the_first_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link
    monkeypatch.setattr(os, "link", lambda a, b: real(a, b) if "稿" in str(b) else _full(b))
    monkeypatch.setattr(os, "rename", lambda a, b: _full(b))
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


def test_all_runs_take_names_in_one_order_so_that_one_gets_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, taken = os.link, list[str]()
    monkeypatch.setattr(os, "link", lambda a, b: (taken.append(Path(b).name), real(a, b)))
    wanted = [*two(tmp_path), Wanted(tmp_path / "甲.docx", b"new"), Wanted(tmp_path / "乙.docx", b"new")]
    assert [file.path for file in save(wanted)] == [file.path for file in wanted]
    for file in wanted:
        file.path.unlink()
    assert [file.path for file in save(wanted[::-1])] == [file.path for file in wanted[::-1]]
    assert taken[:4] == taken[4:]
    assert taken[3] == "单.xlsx"


def test_what_a_rival_has_put_in_place_meanwhile_is_not_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rivals = [Wanted(tmp_path / "稿.docx", b"rival's")]
    real = os.link
    monkeypatch.setattr(
        os, "link", lambda a, b: real(a, b) if "单" not in str(b) else (save(rivals, force=True), _full(b))
    )
    monkeypatch.setattr(os, "rename", lambda a, b: _full(b))
    assert [problem.code for problem in told(lambda: save(two(tmp_path)))] == ["file-unwritable", "file-written"]
    assert names(tmp_path) == ["稿.docx"]
    assert (tmp_path / "稿.docx").read_bytes() == b"rival's"


@pytest.mark.parametrize("again", [False, True], ids=["gone", "gone and made again"])
def test_a_folder_that_goes_away_meanwhile_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    def slow(_: int) -> None:
        if (tmp_path / "新").exists():
            shutil.rmtree(tmp_path / "新")
        if again:
            (tmp_path / "新").mkdir()

    monkeypatch.setattr(os, "fsync", slow)
    (problem,) = told(lambda: save([Wanted(tmp_path / "新" / "稿.docx", b"new")]))
    assert problem.message == "写不进去：没有这个文件或文件夹"
    assert names(tmp_path) == []


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_system_that_cannot_sync_will_do(tmp_path: Path, breaks: Break, number: int) -> None:
    breaks("fsync", 1, number)
    save(two(tmp_path))
    assert names(tmp_path) == ["单.xlsx", "稿.docx"]


def test_content_is_on_the_disk_before_its_name_and_the_name_before_all_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bytes | None, list[str]]] = []

    def sync(handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        found = [name for name in names(tmp_path) if not name.startswith(".nigao")]
        synced.append((path.read_bytes() if path.is_file() else None, found))

    monkeypatch.setattr(os, "fsync", sync)
    save([Wanted(tmp_path / "新" / "稿.docx", b"new")])
    assert synced == [(b"new", ["新"]), *[(None, ["新", "稿.docx"])] * 2]


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, breaks: Break) -> None:
    breaks("link", 1, errno.EPERM)
    (tmp_path / "单.xlsx").write_bytes(b"old")
    assert [written.path.name for written in save(two(tmp_path))] == ["稿.docx", "单-2.xlsx"]
    assert (tmp_path / "稿.docx").read_bytes() == b"new"
    assert (tmp_path / "单.xlsx").read_bytes() == b"old"
    assert names(tmp_path) == ["单-2.xlsx", "单.xlsx", "稿.docx"]


def test_a_file_system_without_hard_links_has_one_run_at_a_time(
    tmp_path: Path, breaks: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks("link", 1, errno.EPERM)
    real = os.rename

    def alone(old: Path, new: Path) -> None:
        rival = os.open(tmp_path, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(rival, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(rival)
        real(old, new)

    monkeypatch.setattr(os, "rename", alone)
    save(two(tmp_path))
    assert names(tmp_path) == ["单.xlsx", "稿.docx"]


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


def test_temporary_files_of_killed_runs_are_no_hindrance_and_gone_after_a_day(tmp_path: Path) -> None:
    hours = {1: 0, 2: 23, 3: 25, 4: 10000, 6: 25}
    for number, old in hours.items():
        path = tmp_path / f".nigao-{number}.tmp"
        path.write_bytes(b"half")
        os.utime(path, (path.stat().st_mtime - old * 3600,) * 2)
    save(two(tmp_path))
    assert names(tmp_path) == [".nigao-1.tmp", ".nigao-2.tmp", "单.xlsx", "稿.docx"]


def test_too_many_temporary_files_are_told(tmp_path: Path) -> None:
    for number in range(1, 1000):
        (tmp_path / f".nigao-{number}.tmp").touch()
    (problem,) = told(lambda: save(two(tmp_path)))
    assert problem.message == "写不进去：临时文件太多，删去 .nigao-*.tmp"
    assert len(names(tmp_path)) == 999


def test_more_files_than_that_are_written_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.temporaries._MOST", 3)
    assert len(save([Wanted(tmp_path / str(number), b"new") for number in range(9)])) == 9


def test_an_interruption_takes_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(two(tmp_path / "new"))
    assert names(tmp_path) == []


def test_the_problem_of_saving_is_a_stop(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="换一个名称"):
        save([Wanted(tmp_path / "a", b""), Wanted(tmp_path / "a", b"")])
    assert names(tmp_path) == []


def _full(path: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def _locked(path: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied", str(path))
