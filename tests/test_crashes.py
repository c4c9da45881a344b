"""A saving that is killed, interrupted or stopped by a full disk, at every step: real signals, real limits.

After each of them every file is whole, old or new, what is said is true, and a later run finds nothing in its way.
"""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import Workspace
from generator.temporaries import is_temporary
from tests.conftest import Nigao
from tests.forks import NO_OTHER_USER, End, Fate, Forks, Happens
from tests.workspaces import BASE, ROOT, SMALL, put

Contents = dict[str, bytes]
GAP = {f"我院/{name}": text for name, text in SMALL.items()}
GAP["我院/outlines/base.yaml"] = BASE.replace("三句。", '"{{ facts.activity.theme_days }}。"')
LIST = "稿-待补清单.xlsx"
NO_LINKS = ("without", "link", errno.EPERM)
DRAFT = ["draft", "base", "-w", "我院", "--year", "2026", "-o"]
SEVERAL = ["draft", "base", "brief", "-w", "我院", "--year", "2026", "--to", "txt", "-o"]
FORM = ["facts", "base", "-w", "我院", "--year", "2026", "-o"]
PYTHON = "from generator import Workspace; Workspace('我院').draft('base', 2026).save('稿.txt', force={})"


@dataclass(frozen=True)
class Case:
    """A run that writes files, the names of those that are there before, and a run that writes them again."""

    arguments: list[str]
    again: list[str]
    old: tuple[str, ...] = ()


def forced(arguments: list[str], *old: str) -> Case:
    return Case([*arguments, "--force"] if old else arguments, [*arguments, "--force"], old)


CASES = {
    "draft": forced([*DRAFT, "稿", "--to", "docx,txt"]),
    "draft over old files": forced([*DRAFT, "稿.txt"], "稿.txt", LIST),
    "several drafts into new folders": forced([*SEVERAL, "新/下/"]),
    "form": forced([*FORM, "新/表.xlsx"]),
    "form over an old one": forced([*FORM, "表.yaml"], "表.yaml"),
    "new": Case(["new", "新院"], ["new", "新院"]),
    "from Python": Case(["python", PYTHON.format(False)], ["python", PYTHON.format(True)]),
    "from Python over an old file": Case(["python", PYTHON.format(True)], ["python", PYTHON.format(True)], ("稿.txt",)),
}
COMMANDS = [name for name in CASES if "Python" not in name]
OVER = [name for name in CASES if "over" in name]


@dataclass(frozen=True)
class Stage:
    """Where runs of one case meet their fates, each in a folder of its own."""

    case: Case
    forks: Forks
    folder: Path

    @property
    def old(self) -> Contents:
        return dict.fromkeys(self.case.old, b"old")

    def fates(self, *happens: list[Happens]) -> list[tuple[End, Path]]:
        count = len(list(self.folder.iterdir()))
        places = [put(self.folder / str(count + number), {**self.old, "之前": "."}) for number in range(len(happens))]
        fates = [Fate(place, each) for place, each in zip(places, happens, strict=True)]
        return list(zip(self.forks(put(self.folder / "home", GAP), self.case.arguments, fates), places, strict=True))

    def unprivileged(self, *happens: Happens, user: int = 65534, group: int = 65534) -> tuple[End, Path]:
        """How the run ends for one who is not root, for whom everything is writable."""
        ((end, place),) = self.fates([*happens, ("run_by", user, group)] if os.geteuid() == 0 else [*happens])
        if end.code == NO_OTHER_USER:
            pytest.skip("root cannot be another user here")
        return end, place

    def undisturbed(self) -> tuple[End, Contents]:
        """How the run ends to which nothing happens, and the files that it leaves."""
        ((end, place),) = self.fates([])
        assert (end.code, end.err) == (0, "")
        return end, contents(place)

    def again(self, places: list[Path]) -> list[End]:
        """How a later run ends in each of the folders."""
        if self.case.again[0] == "new":
            return [self.forks(place, self.case.again, [Fate(place)])[0] for place in places]
        return self.forks(self.folder / "home", self.case.again, [Fate(place) for place in places])

    def is_untouched(self, place: Path) -> bool:
        """Whether all is as it was, without a new file or folder, temporary ones included."""
        return contents(place) == self.old and sorted(os.listdir(place)) == sorted([*self.old, "之前"])

    def unwhole(self, place: Path, new: Contents) -> list[str]:
        """Old files that are gone, and files that are neither old nor new."""
        found, old = contents(place), self.old
        broken = [path for path, content in found.items() if content not in (old.get(path), new.get(path))]
        return [path for path in old if path not in found] + broken


def contents(folder: Path) -> Contents:
    """All files but temporary ones."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "之前")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if not is_temporary(path.name)}


def temporaries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if is_temporary(path.name)]


@pytest.fixture
def stage(forks: Forks, tmp_path: Path) -> Callable[[str], Stage]:
    return lambda name: Stage(CASES[name], forks, tmp_path)


@pytest.mark.parametrize(
    ("name", "happens"),
    [*((name, []) for name in CASES), ("draft", [NO_LINKS])],
    ids=lambda part: part if isinstance(part, str) else "without links" if part else "",
)
def test_a_killed_run_leaves_whole_files_and_a_later_one_succeeds(
    stage: Callable[[str], Stage], name: str, happens: list[Happens]
) -> None:
    its = stage(name)
    end, new = its.undisturbed()
    killed = its.fates(*([*happens, ("signalled", step, "SIGKILL")] for step in range(0, end.steps, 2)))
    killed = [(end, place) for end, place in killed if end.code]
    assert {end.code for end, _ in killed} == {-9}
    assert {step: broken for step, (_, place) in enumerate(killed) if (broken := its.unwhole(place, new))} == {}
    assert {bool(temporaries(place)) for _, place in killed} == {True, False}
    # A new folder is not for one that has a file already.
    places = [place for _, place in killed[::5] if name != "new" or not contents(place)]
    assert {(end.code, end.err) for end in its.again(places)} == {(0, "")}
    assert [place for place in places if contents(place) != new] == []


@pytest.mark.parametrize("name", OVER)
@pytest.mark.parametrize("size", [0, 1, 20])
def test_a_run_that_is_killed_while_it_writes_leaves_the_old_file(
    stage: Callable[[str], Stage], name: str, size: int
) -> None:
    its = stage(name)
    ((end, place),) = its.fates([("limited", size, True)])
    assert (end.code, contents(place)) == (-signal.SIGXFSZ, its.old)
    assert [path.stat().st_size for path in temporaries(place)] == [size]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("size", [0, 20])
def test_a_disk_that_is_full_halfway_is_told_and_changes_nothing(
    stage: Callable[[str], Stage], name: str, size: int
) -> None:
    its = stage(name)
    ((end, place),) = its.fates([("limited", size, False)])
    assert (end.code, end.out) == (1, "")
    assert "错误：写不进去：文件太大，磁盘放不下。 → 检查磁盘空间" in end.err
    assert end.err.endswith("\n共1处错误，没有写出文件。\n")
    assert its.is_untouched(place)


def test_a_disk_that_is_really_full_is_told_and_changes_nothing(folder: Path) -> None:
    put(folder, {**GAP, "盘/之前": "."})
    run = f"{sys.executable} -m generator.cli {' '.join(DRAFT)} 盘/稿.txt --force"
    script = f"mount -t tmpfs -o size=8k tmpfs 盘 && printf old > 盘/稿.txt && {{ {run}; cat 盘/*; ls -A 盘; }}"
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": os.environ["PATH"]},
        capture_output=True,
        encoding="utf-8",
    )
    if not done.stdout:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    assert done.stderr.splitlines() == [
        "盘/稿-待补清单.xlsx: 错误：写不进去：磁盘满了。 → 检查磁盘空间和文件夹的写入权限，或换一个位置",
        "共1处错误，没有写出文件。",
    ]
    assert done.stdout == "old稿.txt\n"


@pytest.mark.parametrize(
    ("name", "signals"),
    [
        *((name, ["SIGINT"]) for name in COMMANDS),
        *(("form over an old one", signals) for signals in (["SIGTERM"], ["SIGHUP"], ["SIGINT", "SIGTERM"])),
    ],
    ids=lambda part: part if isinstance(part, str) else " ".join(part),
)
def test_what_an_interrupted_run_says_is_true(stage: Callable[[str], Stage], name: str, signals: list[str]) -> None:
    its = stage(name)
    end, new = its.undisturbed()
    interrupted = its.fates(*([("signalled", step, *signals)] for step in range(0, end.steps, 2)))
    stopped = [(end, place) for end, place in interrupted if end.code]
    assert {(end.code, end.out, end.err) for end, _ in stopped} == {(1, "", "\n已中断，没有写出文件。\n")}
    assert [place for _, place in stopped if not its.is_untouched(place)] == []
    done = [(again, place) for again, place in interrupted if not again.code]
    assert {(again.out, again.err) for again, _ in done} == {(end.out, "")}
    assert [place for _, place in done if contents(place) != new or temporaries(place)] == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("arguments", [[*DRAFT, "稿.txt"], [*FORM, "表.yaml"]], ids=["draft", "form"])
def test_an_interruption_before_anything_is_written_is_told(
    nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], name: str
) -> None:
    put(folder, GAP)
    monkeypatch.setattr(Workspace, "draft", lambda *_, **__: signal.raise_signal(getattr(signal, name)))
    done = nigao(*arguments)
    assert (done.code, done.out, done.err) == (1, "", "\n已中断，没有写出文件。\n")
    assert os.listdir(folder) == ["我院"]


def test_a_run_that_shall_outlive_its_console_does(nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, GAP)
    real = Workspace.draft
    monkeypatch.setattr(Workspace, "draft", lambda *_, **__: (signal.raise_signal(signal.SIGHUP), real(*_, **__))[1])
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert nigao(*DRAFT, "稿.txt").code == 0
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_that_may_not_be_written_is_told(stage: Callable[[str], Stage], name: str) -> None:
    its = stage(name)
    end, place = its.unprivileged(("locked",))
    assert (end.code, end.out) == (1, "")
    assert "错误：写不进去：没有权限，或者正被别的程序占用。 → 检查磁盘空间和文件夹的写入权限，或换一个位置" in end.err
    assert end.err.endswith("\n共1处错误，没有写出文件。\n")
    assert its.is_untouched(place)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be other users")
def test_a_file_of_a_group_that_one_of_them_replaces_stays_the_groups(stage: Callable[[str], Stage]) -> None:
    its = stage("form over an old one")
    end, place = its.unprivileged(("shared", 1234, 4321), user=2345, group=4321)
    assert (end.code, end.err) == (0, "")
    replaced = (place / "表.yaml").stat()
    assert (replaced.st_mode & 0o777, replaced.st_uid, replaced.st_gid) == (0o660, 2345, 4321)
    assert contents(place) != its.old


@pytest.mark.parametrize("name", ["draft over old files", "form over an old one"])
def test_a_file_that_may_not_be_written_stays_and_the_new_one_gets_a_new_name(
    stage: Callable[[str], Stage], name: str
) -> None:
    its = stage(name)
    end, place = its.unprivileged(("protected",))
    assert (end.code, end.err) == (0, "")
    found = contents(place)
    assert {path: found.pop(path) for path in its.old} == its.old
    assert sorted(found) == sorted(f"{Path(path).stem}-2{Path(path).suffix}" for path in its.old)
    assert [path for path in found if f"写好：{path}（" not in end.out] == []
    assert {(place / path).stat().st_mode & 0o200 for path in found} == {0o200}
