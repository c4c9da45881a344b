"""What a user is told: one type for every error, warning and piece of advice; no printing.

What strangers wrote is quoted in messages: these stay on one line, short, and few of a kind, whatever it was.
"""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Iterable, Sized
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from generator.characters import shown

MANY = 200
MAX_MESSAGE = 600
Severity = Literal["error", "warning", "advice"]
_LONG_QUOTE = "(“[^“”]{60})[^“”]{10,}”"


class Origin(NamedTuple):
    """Where something was written: a file as the user knows it, and a line from 1 (None: the whole file)."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe replacement of the characters `start:end` of a paragraph."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A place, what is wrong there, and how to mend it.

    `origin` is a place in a source file, `paragraph`, `start` and `end` one in a document; None where there is none.
    """

    code: str
    severity: Severity
    message: str
    origin: Origin | None = None
    hint: str | None = None
    excerpt: str | None = None
    basis: str | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    fix: Fix | None = None

    def __str__(self) -> str:
        place = f"{self.origin}: " if self.origin else ""
        return f"{place}{self.message}" + (f"（{self.hint}）" if self.hint else "")

    def as_json(self) -> dict[str, Any]:
        """The problem with the frozen keys of the JSON contract."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "file": self.origin.file if self.origin else None,
            "line": self.origin.line if self.origin else None,
            "paragraph": self.paragraph,
            "start": self.start,
            "end": self.end,
            "excerpt": self.excerpt[:40] if self.excerpt else None,
            "hint": self.hint,
            "basis": self.basis,
            "fix": {"start": self.fix.start, "end": self.fix.end, "text": self.fix.text} if self.fix else None,
        }


class Stop(Exception):
    """The one error that ends a run: it carries everything that the user has to mend."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(few(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def error(code: str, message: str, origin: Origin | None = None, hint: str | None = None) -> Problem:
    return _problem(code, "error", message, origin, hint)


def warning(code: str, message: str, origin: Origin | None = None, hint: str | None = None) -> Problem:
    return _problem(code, "warning", message, origin, hint)


def advice(code: str, message: str, origin: Origin | None = None, hint: str | None = None) -> Problem:
    return _problem(code, "advice", message, origin, hint)


def _problem(code: str, severity: Severity, message: str, origin: Origin | None, hint: str | None) -> Problem:
    return Problem(code, severity, _worded(message), origin, hint and _worded(hint))


def _worded(text: str) -> str:
    if len(text) > MAX_MESSAGE:
        text = re.sub(_LONG_QUOTE, r"\1…”", text)
    if len(text) > MAX_MESSAGE:
        text = f"{text[: MAX_MESSAGE - 1]}…"
    return shown(text)


def few(problems: Iterable[Problem]) -> list[Problem]:
    """`problems`, each once. Of those of one kind in one file the first MANY stay; one more tells of the rest."""
    kept: list[Problem] = []
    counts = Counter[tuple[str, Severity, str | None]]()
    for problem in dict.fromkeys(problems):
        kind = (problem.code, problem.severity, problem.origin.file if problem.origin else None)
        counts[kind] += 1
        if counts[kind] <= MANY:
            kept.append(problem)
    for (_, severity, file), count in counts.items():
        if count > MANY:
            origin, hint = Origin(file) if file else None, "先改好列出来的，再运行一次"
            kept.append(Problem("problems-many", severity, "同样的问题还有，没有一一列出", origin, hint))
    return kept


def stop_on_errors(problems: Iterable[Problem]) -> None:
    """Raise Stop with all of `problems` if one of them is an error."""
    problems = tuple(problems)
    if has_errors(problems):
        raise Stop(problems)


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def did_you_mean(word: str, known: Iterable[str], told: Sized = ()) -> str | None:
    """是不是 “…”？ for the known word nearest to `word`; None if none is near, or MANY problems are `told` already: a
    search is slow.
    """
    return _nearest(word, tuple(known)) if len(told) < MANY else None


@lru_cache(maxsize=256)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    # A draft without a slip of the pen does without this module.
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"是不是“{near[0]}”？" if near else None


_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘满了",
    errno.EFBIG: "文件太大，磁盘放不下",
    errno.EACCES: "没有权限，或者正被别的程序占用",
    errno.EPERM: "没有权限，或者正被别的程序占用",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "路径中间有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.ELOOP: "链接绕回了自己",
    errno.EINVAL: "文件名里有这里不能用的字符",
    errno.ESTALE: "共享盘断开过，这个文件夹要重新打开",
}


def reason(failure: OSError | ValueError) -> str:
    """Why a file could not be read or written, in Chinese where the reason is a known one; a ValueError is what Python
    says of a name that no system takes.
    """
    if isinstance(failure, ValueError):
        return _REASONS[errno.EINVAL]
    return _REASONS.get(failure.errno or 0) or failure.strerror or type(failure).__name__
