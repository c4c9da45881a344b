"""Chinese on any console: encoding, width, and how problems and results are put into lines."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unicodedata import east_asian_width

import click

from generator.characters import shown
from generator.problems import Problem, few

_SEVERITY = {"error": "错误", "warning": "注意", "advice": "提示"}
_MANY = 4


def prepare() -> None:
    """Let no character that the console cannot show stop a message."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def leave() -> None:
    """Give up what a broken stream still holds: as Python ends it would try again, and print a trace."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())


def say(*lines: str, err: bool = False) -> None:
    """Lines to the terminal, which obeys nothing in them, whatever the names of files and strangers' words are."""
    click.echo("\n".join(map(shown, lines)), err=err)


def say_json(said: object) -> None:
    """Data as JSON. In a file it has to stay readable whatever encoding the console's redirection gives it."""
    click.echo(json.dumps(said, ensure_ascii=not sys.stdout.isatty(), indent=1))


def named_file(out: str | None) -> Path | None:
    """The file that -o names; None where it names a folder, or is not given."""
    return None if out is None or os.path.isdir(out) or out.endswith(("/", "\\")) else Path(out)


def columns(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows as lines, their columns below one another; a Han character is two cells wide."""
    rows = [[shown(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def typed(path: Path) -> str:
    """A path as it is typed in a command of this system's shell."""
    text = str(path)
    if re.fullmatch(r"[\w./\\:-]+", text):
        return text
    return f'"{text}"' if os.name == "nt" else shlex.quote(text)


def tell(problems: Iterable[Problem]) -> None:
    """Problems to stderr, a line each: `FILE:LINE: 错误：…（what rules it）。 → remedy`."""
    for problem in problems:
        place = f"{problem.origin}: " if problem.origin else ""
        hint = f" → {problem.hint}" if problem.hint else ""
        basis = f"（{problem.basis}）" if problem.basis else ""
        say(f"{place}{_SEVERITY[problem.severity]}：{problem.message}{basis}。{hint}", err=True)


def fail(problems: Iterable[Problem], closing: str) -> int:
    """Tell problems, without advice on what is not made, and what was not done because of them; the exit code."""
    told = [problem for problem in few(problems) if problem.severity != "advice"]
    tell(told)
    errors = sum(problem.severity == "error" for problem in told)
    say(f"{f'共{errors}处错误，' if errors else ''}{closing}", err=True)
    return 1


@contextmanager
def counting(doing: str, total: int) -> Iterator[Callable[[], None]]:
    """A line that counts on a terminal what is under way (stderr), gone when it is over. Few things need none, and
    nothing is said where nobody looks on: into a file or another program.
    """
    shown = total >= _MANY and sys.stderr is not None and sys.stderr.isatty()
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if shown:
            click.echo(f"\r{doing} {count}/{total}", err=True, nl=False)

    try:
        yield step
    finally:
        if shown and count:
            click.echo(f"\r{' ' * _width(f'{doing} {total}/{total}')}\r", err=True, nl=False)
