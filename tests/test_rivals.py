"""Runs that want the same names at the same moment: one gets them, the others are told, and nobody's file is lost."""

from pathlib import Path

import pytest

from tests.forks import End, Fate, Forks, Happens
from tests.test_crashes import DRAFT, FORM, GAP, LIST, NO_LINKS, PYTHON, SEVERAL, contents, temporaries
from tests.workspaces import put

TAKEN = "错误：文件已存在，没有覆盖。 → 换一个名称（-o），或加 --force 覆盖"
NOT_EMPTY = "新/院: 错误：文件夹里已有文件，没有动。 → 换一个新的文件夹名"
NEW = {
    "draft": ([*DRAFT, "稿", "--to", "txt,md"], {f"稿.md: {TAKEN}", f"稿.txt: {TAKEN}"}),
    "several drafts": ([*SEVERAL, "新/"], {f"新/{name}-2026.txt: {TAKEN}" for name in ("base", "brief")}),
    "form": ([*FORM, "新/表.yaml"], {f"新/表.yaml: {TAKEN}"}),
    "new": (["new", "新/院"], {NOT_EMPTY}),
}
OVER = {
    "draft": ([*DRAFT, "稿.txt", "--force"], ["稿.txt", LIST]),
    "form": ([*FORM, "表.yaml", "--force"], ["表.yaml"]),
    "from Python": (["python", PYTHON.format(True)], ["稿.txt"]),
}


def rivals(forks: Forks, folder: Path, arguments: list[str], count: int, *happens: Happens) -> tuple[list[End], Path]:
    """How runs ended that each write files with their own number at the end, all into one folder; every second one
    wants them in another order."""
    place = folder / "place"
    place.mkdir(parents=True, exist_ok=True)
    order = [("backwards",)]
    fates = [Fate(place, [("marked", f"<{number}>"), *order * (number % 2), *happens]) for number in range(count)]
    return forks(put(folder / "home", GAP), arguments, fates), place


def marks(place: Path) -> set[bytes]:
    return {content[content.rindex(b"<") :] for content in contents(place).values()}


@pytest.mark.parametrize("name", NEW)
@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize("happens", [[], [NO_LINKS]], ids=["", "without links"])
def test_one_of_several_runs_gets_all_its_names_and_the_others_are_told(
    forks: Forks, tmp_path: Path, name: str, count: int, happens: list[Happens]
) -> None:
    arguments, told = NEW[name]
    ends, place = rivals(forks, tmp_path, arguments, count, *happens)
    (winner,) = [number for number, end in enumerate(ends) if end.code == 0]
    assert {content[content.rindex(b"<") :] for content in contents(place).values()} == {f"<{winner}>".encode()}
    assert ends[winner].out.count("写好：") == len(contents(place))
    assert "另写" not in ends[winner].out
    for loser in ends[:winner] + ends[winner + 1 :]:
        *problems, closing = loser.err.splitlines()
        assert (loser.code, loser.out, closing) == (1, "", f"共{len(problems)}处错误，没有写出文件。")
        assert told >= set(problems)
    assert temporaries(place) == []


@pytest.mark.parametrize("name", OVER)
@pytest.mark.parametrize("old", [True, False], ids=["over old files", "over nothing"])
def test_runs_that_replace_files_leave_whole_ones_and_none_is_told_a_loss(
    forks: Forks, tmp_path: Path, name: str, old: bool
) -> None:
    arguments, names = OVER[name]
    put(tmp_path / "place", dict.fromkeys(names, "old") if old else {})
    ends, place = rivals(forks, tmp_path, arguments, 20)
    assert {(end.code, end.err) for end in ends} == {(0, "")}
    assert [end.out for end in ends if "另写" in end.out] == []
    assert sorted(contents(place)) == sorted(names)
    plain = contents(rivals(forks, tmp_path / "alone", arguments, 1)[1])
    for path, content in contents(place).items():
        assert content in {plain[path][:-3] + f"<{number}>".encode() for number in range(20)}
    assert temporaries(place) == []
