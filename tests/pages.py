"""Pages of documentation, read for what tests hold them to: commands, what they print, files, tables, links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Nigao
from tests.workspaces import ROOT, Done

_FENCE = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")
_SAVED = re.compile(r"存成 `([^`]+)`：\n+$")
_CODE = re.compile("退出码 ([0-9])")


@dataclass(frozen=True)
class Fence:
    """A fenced block; `saved_as` is the file that the line before it (存成 `PATH`：) has the reader save it as."""

    language: str
    text: str
    saved_as: str | None


@dataclass(frozen=True)
class Command:
    """A command line of a page, its exit code (退出码 1 on a line below it; 0 unless told), the file that its output
    goes into, and the lines below it that it prints, where … stands for any text.
    """

    words: tuple[str, ...]
    code: int = 0
    into: str | None = None
    printed: tuple[str, ...] = ()

    @property
    def arguments(self) -> tuple[str, ...]:
        return self.words[1:]


@dataclass(frozen=True)
class Page:
    """A page by its path from the root."""

    path: Path

    @property
    def text(self) -> str:
        return (ROOT / self.path).read_text(encoding="utf-8")

    @property
    def fences(self) -> list[Fence]:
        found = []
        for block in _FENCE.finditer(self.text):
            saved = _SAVED.search(self.text[: block.start()])
            found.append(Fence(block[1], block[2], saved[1] if saved else None))
        return found

    @property
    def prose(self) -> str:
        """The page without its fenced blocks."""
        return _FENCE.sub("", self.text)

    def codes(self, pattern: str) -> list[str]:
        """The code spans of the prose that are `pattern` as a whole."""
        return [code for code in re.findall(r"`([^`\n]+)`", self.prose) if re.fullmatch(pattern, code)]

    def section(self, heading: str) -> str:
        """What stands below a heading, up to the next one of its level or above."""
        level = len(heading) - len(heading.lstrip("#"))
        _, _, below = self.text.partition(f"\n{heading}\n")
        return re.split(rf"(?m)^#{{1,{level}}} ", below)[0]

    def commands(self, program: str) -> list[Command]:
        """The command lines of `program` in fenced blocks without a language."""
        shells = (fence.text for fence in self.fences if not fence.language)
        return [each for text in shells for each in _commands(text) if each.words[0] == program]

    def dead_links(self) -> list[str]:
        links = re.findall(r"\]\(([^)#]+)\)", self.text)
        assert links
        return [link for link in links if not (ROOT / self.path.parent / link).exists()]

    def followed(self, folder: Path, nigao: Nigao) -> None:
        """Do in `folder` what the page says, in its order: save its files, run its `nigao` commands."""
        for fence in self.fences:
            if fence.saved_as:
                path = folder / fence.saved_as
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(fence.text, encoding="utf-8")
            elif not fence.language:
                for command in _commands(fence.text):
                    if command.words[0] == "nigao":
                        _run(command, folder, nigao)


def first_column(section: str) -> list[str]:
    """The code spans in the first column of a section's tables."""
    return [code for cell in re.findall(r"(?m)^\| (`.+?) \|", section) for code in re.findall(r"`([^`]+)`", cell)]


def _commands(text: str) -> Iterator[Command]:
    for stretch in re.split("(?m)^(?=(?:nigao|make|pip) )", text):
        first, *below = stretch.splitlines() or [""]
        words = shlex.split(first, comments=True)
        into = words.pop() if words[-2:-1] == [">"] else None
        codes = [int(found[1]) for line in below if (found := _CODE.fullmatch(line))]
        printed = tuple(line for line in below if line and not _CODE.fullmatch(line))
        if words:
            yield Command(tuple(words[:-1] if into else words), *codes or [0], into, printed)


def _run(command: Command, folder: Path, nigao: Nigao) -> Done:
    done = nigao(*command.arguments)
    assert (done.code, command.words) == (command.code, command.words), done.err
    if command.into:
        (folder / command.into).write_text(done.out, encoding="utf-8")
    for line in command.printed:
        pattern = ".*".join(map(re.escape, line.split("…")))
        assert re.search(pattern, done.err + done.out), (command.words, line, done)
    return done
