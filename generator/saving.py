"""Files written whole or not at all, and never over one that is there, unless that is asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.problems import Origin, Problem, Stop, error, reason

_MAX_COPIES = 99
_MAX_TEMPORARIES = 999


class Wanted(NamedTuple):
    """A file to be written. `beside` is for one that takes a new name where its own is taken (the to-fill list)."""

    path: Path
    content: bytes
    beside: bool = False


class Written(NamedTuple):
    """A file that was written; `instead_of` is the path that it could not take."""

    path: Path
    instead_of: Path | None = None


def save(files: Sequence[Wanted], force: bool = False) -> list[Written]:
    """Write all `files`, or none of them. Raises Stop where one is there already, or cannot be written.

    With `force` existing files are replaced; one that another program keeps open gets a new name.
    """
    problems = [problem for file in files if (problem := _obstacle(file, force))]
    if problems:
        raise Stop(problems)
    return _Saving(force).save(files)


def _obstacle(file: Wanted, force: bool) -> Problem | None:
    if os.path.isdir(file.path):
        return error("file-is-folder", "这个名称是一个文件夹", Origin(str(file.path)), "用 -o 换一个文件名")
    return _exists(file.path) if os.path.lexists(file.path) and not force and not file.beside else None


def _exists(path: Path) -> Problem:
    return error("file-exists", "文件已存在，没有覆盖", Origin(str(path)), "换一个名称（-o），或加 --force 覆盖")


class _Saving:
    """One saving: what was made on the way, so that all of it can be undone. Old files are copied before they go."""

    def __init__(self, force: bool) -> None:
        self.force = force
        self.temporaries: list[Path] = []
        self.folders: list[Path] = []
        self.done: list[tuple[Path, Path | None]] = []

    def save(self, files: Sequence[Wanted]) -> list[Written]:
        """Everything is written under temporary names first; only then, name by name, put in place."""
        try:
            waiting = [(file, self._temporary(file)) for file in files]
            return [self._placed(file, temporary) for file, temporary in waiting]
        except Stop as stop:
            raise Stop([*stop.problems, *self._undone()]) from None
        except OSError as failure:
            place = Origin(str(failure.filename2 or failure.filename or files[0].path))
            hint = "检查磁盘空间和文件夹的写入权限，或用 -o 换一个位置"
            problem = error("file-unwritable", f"写不进去：{reason(failure)}", place, hint)
            raise Stop([problem, *self._undone()]) from None
        except BaseException:
            self._undone()
            raise
        finally:
            self._tidy()

    def _temporary(self, file: Wanted) -> Path:
        try:
            self._make(file.path.parent)
            path, stream = self._new(file.path.parent)
            with os.fdopen(stream, "wb") as opened:
                opened.write(file.content)
                opened.flush()
                os.fsync(opened.fileno())
        except OSError as failure:
            raise OSError(failure.errno, failure.strerror, str(file.path)) from None
        return path

    def _make(self, folder: Path) -> None:
        if not os.path.isdir(folder):
            self._make(folder.parent)
            folder.mkdir()
            self.folders.append(folder)

    def _new(self, folder: Path) -> tuple[Path, int]:
        """A file that nobody has, in `folder`. tempfile tries for hours in a folder that Windows protects."""
        for number in range(1, _MAX_TEMPORARIES):
            path = folder / f".nigao-{number}.tmp"
            with suppress(FileExistsError):
                stream = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
                self.temporaries.append(path)
                return path, stream
        raise OSError(0, "临时文件太多，删去 .nigao-*.tmp", str(folder))

    def _placed(self, file: Wanted, temporary: Path) -> Written:
        for copy in range(1, _MAX_COPIES):
            path = file.path if copy == 1 else file.path.with_stem(f"{file.path.stem}-{copy}")
            try:
                self._put(temporary, path, replace=self.force and copy == 1)
                return Written(path, None if copy == 1 else file.path)
            except FileExistsError:
                if not (file.beside or self.force):
                    raise Stop([_exists(path)]) from None
            except PermissionError:
                if not os.path.lexists(path):
                    raise
        raise OSError(0, "同名的文件太多", str(file.path))

    def _put(self, temporary: Path, path: Path, replace: bool) -> None:
        if replace and os.path.exists(path):
            backup, stream = self._new(path.parent)
            os.close(stream)
            shutil.copyfile(path, backup)
            os.replace(temporary, path)
            self.done.append((path, backup))
        else:
            _take(temporary, path)
            self.done.append((path, None))

    def _undone(self) -> list[Problem]:
        """Put everything back as it was; what cannot be is told."""
        problems = []
        for path, backup in reversed(self.done):
            try:
                os.replace(backup, path) if backup else path.unlink()
            except OSError:
                hint = "检查这个文件，不要就删去"
                problems.append(error("file-written", "别的文件没有写成，这一份已经写了", Origin(str(path)), hint))
        self._tidy()
        for folder in reversed(self.folders):
            with suppress(OSError):
                folder.rmdir()
        return problems

    def _tidy(self) -> None:
        for temporary in self.temporaries:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _take(temporary: Path, path: Path) -> None:
    """Move to a name that nobody has. Raises FileExistsError; a rename does so on Windows alone."""
    if os.name == "nt":
        os.rename(temporary, path)
        return
    try:
        os.link(temporary, path)
        temporary.unlink()
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        os.replace(temporary, path)
