"""Files written whole or not at all, and never over one that is there, unless that is asked for."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from generator.problems import Origin, Problem, Stop, error, reason
from generator.temporaries import Temporaries, settle

_MAX_COPIES = 99


class Wanted(NamedTuple):
    """A file to be written. `beside` is for one that takes a new name where its own is taken (the to-fill list); what
    `kept` is true for is not replaced, even with `force`.
    """

    path: Path
    content: bytes
    beside: bool = False
    kept: Callable[[Path], bool] = lambda path: False


class Written(NamedTuple):
    """A file that was written; `instead_of` is the path that it could not take."""

    path: Path
    instead_of: Path | None = None


def save(files: Sequence[Wanted], force: bool = False, between: Callable[[], None] = lambda: None) -> list[Written]:
    """Write all `files`, or none of them. Raises Stop where one is there already, or cannot be written.

    With `force` existing files are replaced; one that another program keeps open, or that may not be written, gets a
    new name. A link is replaced, what it leads to is not. Of runs that replace the same files at the same moment each
    leaves whole files, not all of them its own. `between` is called between files until the first one gets its name;
    what it raises leaves nothing behind.
    """
    problems = [problem for file in files if (problem := _obstacle(file, force))]
    if problems:
        raise Stop(problems)
    return _Saving(force).save(files, between)


def _obstacle(file: Wanted, force: bool) -> Problem | None:
    if os.path.isdir(file.path):
        return error("file-is-folder", "这个名称是一个文件夹", Origin(str(file.path)), "换一个文件名（-o）")
    if os.path.exists(file.path) and not os.path.isfile(file.path):
        return error("file-is-device", "这个名称是设备或管道，不是文件", Origin(str(file.path)), "换一个文件名（-o）")
    return _exists(file.path) if os.path.lexists(file.path) and not force and not file.beside else None


def _exists(path: Path) -> Problem:
    return error("file-exists", "文件已存在，没有覆盖", Origin(str(path)), "换一个名称（-o），或加 --force 覆盖")


class _Placed(NamedTuple):
    """A file in its place, to be known again by `made`; `old` is a copy of the one that was there."""

    path: Path
    made: os.stat_result
    old: Path | None


class _Saving:
    """One saving: what was made on the way, so that all of it can be undone. Old files are copied before they go."""

    def __init__(self, force: bool) -> None:
        self.force = force
        self.temporaries = Temporaries()
        self.folders: list[Path] = []
        self.placed: list[_Placed] = []

    def save(self, files: Sequence[Wanted], between: Callable[[], None]) -> list[Written]:
        """Everything is written under temporary names first; only then, name by name, put in place."""
        try:
            waiting = []
            for file in files:
                between()
                waiting.append(self._temporary(file))
            between()
            written = {number: self._in_place(files[number], waiting[number]) for number in _in_turn(files)}
        except Stop as stop:
            raise Stop([*stop.problems, *self._undone()]) from None
        except BaseException:
            self._undone()
            raise
        finally:
            self.temporaries.clear()
        for folder in {*(file.path.parent for file in self.placed), *(folder.parent for folder in self.folders)}:
            settle(folder)
        return [written[number] for number in range(len(files))]

    def _temporary(self, file: Wanted) -> Path:
        with _told(file):
            self._make(file.path.parent)
            return self.temporaries.filled(file.path, file.content)

    def _make(self, folder: Path) -> None:
        if os.path.isdir(folder):
            return
        self._make(folder.parent)
        try:
            folder.mkdir()
            self.folders.append(folder)
        except FileExistsError:
            # Another run was quicker.
            if not os.path.isdir(folder):
                raise

    def _in_place(self, file: Wanted, temporary: Path) -> Written:
        replace = self.force
        with _told(file):
            for copy in range(1, _MAX_COPIES):
                path = file.path if copy == 1 else file.path.with_stem(f"{file.path.stem}-{copy}")
                if replace and file.kept(path):
                    continue
                try:
                    self._put(temporary, path, replace)
                    return Written(path, None if copy == 1 else file.path)
                except FileExistsError:
                    if not (file.beside or self.force):
                        raise Stop([_exists(path)]) from None
                except PermissionError:
                    if not os.path.lexists(path):
                        raise
                replace = False
            raise OSError(0, "同名的文件太多", str(file.path))

    def _put(self, temporary: Path, path: Path, replace: bool) -> None:
        made, old = os.lstat(temporary), None
        if not replace:
            self.temporaries.take(temporary, path)
        else:
            if os.path.exists(path):
                _check_writable(path)
                old = self.temporaries.copied(path)
            self.temporaries.replace(temporary, path)
        self.placed.append(_Placed(path, made, old))

    def _undone(self) -> list[Problem]:
        """Put everything back as it was, but for what is another run's by now; what cannot be is told."""
        problems = []
        for path, made, old in reversed(self.placed):
            try:
                if not os.path.samestat(os.lstat(path), made):
                    raise FileExistsError
                self.temporaries.replace(old, path) if old else os.unlink(path)
            except OSError:
                hint = "检查这个文件，不要就删去"
                problems.append(error("file-written", "别的文件没有写成，这一份已经写了", Origin(str(path)), hint))
        self.temporaries.clear()
        for folder in reversed(self.folders):
            with suppress(OSError):
                folder.rmdir()
        return problems


def _in_turn(files: Sequence[Wanted]) -> list[int]:
    """Their numbers in the order that all runs keep to, so that of several that want the same names one gets them all;
    those that take another name, last."""

    def turn(number: int) -> tuple[bool, str, str]:
        file = files[number]
        return file.beside, file.path.name, str(file.path)

    return sorted(range(len(files)), key=turn)


def _check_writable(path: Path) -> None:
    """A file that may not be written is protected, though its folder would let it be replaced; Windows sees to that."""
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


@contextmanager
def _told(file: Wanted) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        hint = "检查磁盘空间和文件夹的写入权限，或换一个位置"
        place = Origin(str(file.path))
        raise Stop([error("file-unwritable", f"写不进去：{reason(failure)}", place, hint)]) from None
