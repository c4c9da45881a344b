"""Runs of the command to which something happens as they save: real signals, full disks, rivals, lost rights.

`python -m tests.forks` loads everything once. Each line on its stdin asks for a run: in a process of its own it comes
to saving, and there it is multiplied, one process for each fate; all of them begin to save at the same moment. A line
on stdout answers how each ended.

A step is a call of Python, or its return, that changes something outside the process: files, folders, streams.
"""

from __future__ import annotations

import gc
import io
import json
import mmap
import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from tests.workspaces import ROOT

NO_OTHER_USER = 77
Happens = tuple[Any, ...]
_CHANGES = {
    *("chmod", "chown", "close", "flush", "fsync", "link", "mkdir", "open", "remove", "rename", "replace", "rmdir"),
    *("truncate", "unlink", "utime", "write", "writelines"),
}


@dataclass(frozen=True)
class Fate:
    """The folder that a run goes on in, and what happens to it: names of functions below, with their arguments."""

    folder: Path
    happens: Sequence[Happens] = ()


@dataclass(frozen=True)
class End:
    """How a process ended: its exit code, or the number of the signal that killed it, below 0; what it printed; how
    many steps it took."""

    code: int
    out: str
    err: str
    steps: int


class Forks:
    """The process that forks, as tests see it."""

    def __init__(self, server: subprocess.Popen[str]) -> None:
        self._server = server

    def __call__(self, folder: Path, arguments: Sequence[str], fates: Sequence[Fate]) -> list[End]:
        """How a run in `folder` ended for each of its fates: the command with its arguments, or `python CODE`."""
        assert self._server.stdin
        assert self._server.stdout
        asked = {"folder": str(folder), "arguments": arguments, "fates": [asdict(fate) for fate in fates]}
        self._server.stdin.write(f"{json.dumps(asked, default=str)}\n")
        self._server.stdin.flush()
        ends = json.loads(self._server.stdout.readline())
        assert isinstance(ends, list), f"{arguments} did not come to saving: {ends}"
        return [End(**end) for end in ends]


@contextmanager
def forking() -> Iterator[Forks]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.forks"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
    ) as server:
        yield Forks(server)


# What can happen to a run


def signalled(nth: int, *names: str) -> None:
    """Signals come at a step, all at once: right before a call if `nth` is even, right after it if it is odd."""
    numbers = [getattr(signal, name) for name in names]

    def send(step: int) -> None:
        if step == nth:
            signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
            for number in numbers:
                os.kill(os.getpid(), number)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)

    _at_step.append(send)


def limited(size: int, kills: bool) -> None:
    """No file grows beyond `size` bytes: one more is a failure, or the end."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if kills else signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_by(user: int, group: int) -> None:
    """Another user runs it, who is in one more group than his own."""
    try:
        os.setgroups([group])
        os.setgid(user)
        os.setuid(user)
    except OSError:
        os._exit(NO_OTHER_USER)


def locked() -> None:
    """The folder may not be written."""
    os.chmod(".", 0o555)


def protected() -> None:
    """All may write the folder, nobody the files in it."""
    os.chmod(".", 0o777)
    for name in os.listdir():
        os.chmod(name, 0o444)


def shared(user: int, group: int) -> None:
    """All may write the folder, a group the files in it, that a user has made."""
    os.chmod(".", 0o777)
    for name in os.listdir():
        os.chmod(name, 0o660)
        os.chown(name, user, group)


def without(name: str, number: int) -> None:
    """The file system does not know a function of `os`, and says so with an error number."""

    def fail(path: object, *_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number), str(path))

    setattr(os, name, fail)


def marked(mark: str) -> None:
    """It writes files of its own: `mark` is at their ends."""
    _to_files.append(lambda files: [file._replace(content=file.content + mark.encode()) for file in files])


def backwards() -> None:
    """It wants its files in the opposite order."""
    _to_files.append(lambda files: files[::-1])


_HAPPENINGS = {
    each.__name__: each for each in (signalled, limited, run_by, locked, protected, shared, without, marked, backwards)
}


# The process that forks

_at_step: list[Callable[[int], object]] = []
_to_files: list[Callable[[Any], Any]] = []


def _serve() -> None:
    _load()
    for line in sys.stdin:
        asked = json.loads(line)
        (end,) = _forked([lambda steps, asked=asked: _run(**asked)]) or ()
        sys.stdout.write((end.out or json.dumps(end.err)) + "\n")
        sys.stdout.flush()


def _load() -> None:
    """All that a run needs, so that it takes a few milliseconds, and no rights to our own files."""
    from generator import Workspace
    from generator.cli import asking, commands, completing, drafting, mishaps, starting, words  # noqa: F401
    from generator.writers import FORMATS

    draft = Workspace().draft("annual-summary", 2026)
    for format in FORMATS:
        draft.to_bytes(format)
    draft.form("yaml")
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(draft.to_fill())
        file.flush()
        Workspace().has_answers(file.name)
    # A look for rubbish would touch, and so copy, all that the processes share.
    gc.disable()


def _run(folder: str, arguments: list[str], fates: list[dict[str, Any]]) -> NoReturn:
    """The run, without the slow end of a process that has loaded everything."""
    code: Any = 0
    try:
        os.chdir(folder)
        _multiply_at_saving(fates)
        _act(*arguments)
    except SystemExit as left:
        code = left.code
    except BaseException:
        traceback.print_exc()
        code = -1
    sys.setprofile(None)
    os._exit(code or 0)


def _act(kind: str, *rest: str) -> None:
    if kind == "python":
        exec(rest[0], {})
        return
    from generator.cli import main

    sys.argv = ["nigao", kind, *rest]
    main()


def _multiply_at_saving(fates: list[dict[str, Any]]) -> None:
    from generator import draft
    from generator.cli import asking, drafting, starting

    for module in (asking, draft, drafting, starting):
        real = vars(module)["save"]

        def save(files: Any, *arguments: Any, real: Any = real, **named: Any) -> Any:
            ends = _forked([lambda steps, fate=fate: _meet_fate(steps, **fate) for fate in fates])
            if ends is not None:
                os.write(1, json.dumps([asdict(end) for end in ends]).encode())
                os._exit(0)
            for change in _to_files:
                files = change(files)
            return real(files, *arguments, **named)

        vars(module)["save"] = save


def _meet_fate(steps: mmap.mmap, folder: str, happens: list[list[Any]]) -> None:
    os.chdir(folder)
    for name, *arguments in happens:
        _HAPPENINGS[name](*arguments)

    def seen(_: object, event: str, called: Any) -> None:
        if event.startswith("c_") and _changes(called):
            step = int.from_bytes(steps[:], "big")
            steps[:] = (step + 1).to_bytes(8, "big")
            for act in _at_step:
                act(step)

    sys.setprofile(seen)


def _changes(called: Any) -> bool:
    if isinstance(called.__self__, io.TextIOBase):
        return called.__name__ == "write"
    return called.__name__ in _CHANGES and (called.__module__ == "posix" or isinstance(called.__self__, io.IOBase))


def _forked(fates: Sequence[Callable[[mmap.mmap], object]]) -> list[End] | None:
    """How processes ended, each of which calls one of `fates`; None in each of these processes, so that it goes on."""
    gate = os.pipe()
    begun = []
    for fate in fates:
        out, err, steps = os.pipe(), os.pipe(), mmap.mmap(-1, 8)
        process = os.fork()
        if not process:
            os.dup2(out[1], 1)
            os.dup2(err[1], 2)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1, closefd=False) for number in (1, 2))
            os.close(gate[1])
            os.read(gate[0], 1)
            fate(steps)
            return None
        os.close(out[1])
        os.close(err[1])
        begun.append((process, out[0], err[0], steps))
    os.close(gate[0])
    os.close(gate[1])
    return [_end(*each) for each in begun]


def _end(process: int, out: int, err: int, steps: mmap.mmap) -> End:
    with open(out, encoding="utf-8") as printed, open(err, encoding="utf-8") as told:
        said = printed.read(), told.read()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return End(code, *said, int.from_bytes(steps[:], "big"))


if __name__ == "__main__":
    _serve()
