"""Temporary files and their way to a name: no name ever stands for half a file, whatever the process dies of."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count, islice
from pathlib import Path

_MOST = 999
_DAY = 24 * 60 * 60
_PART = 2**20
_NO_SYNC = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one of ours: of a run under way, or left by one that was killed."""
    return re.fullmatch(r"\.nigao-\d+\.tmp", name) is not None


class Temporaries:
    """The temporary files of one saving. Its methods raise OSError, and leave what they made to `clear`."""

    def __init__(self) -> None:
        self._made: list[Path] = []
        self._numbers = count(1)

    def filled(self, path: Path, content: bytes) -> Path:
        """A file beside `path` with `content`, safe from a power cut; whoever may use the file at `path` may use it."""
        temporary, handle = self._new(path.parent)
        with os.fdopen(handle, "wb") as file:
            _keep_rights(path, temporary)
            file.write(content)
            file.flush()
            _sync(handle)
        return temporary

    def copied(self, path: Path) -> Path:
        """A copy of the file at `path`, beside it."""
        temporary, handle = self._new(path.parent)
        with open(path, "rb") as old, os.fdopen(handle, "wb") as file:
            _keep_rights(path, temporary)
            while part := old.read(_PART):
                file.write(part)
        return temporary

    def take(self, temporary: Path, path: Path) -> None:
        """Give the file a name that nobody has. Raises FileExistsError.

        Of itself a rename does so on Windows alone. A disk without links is asked again whether the name is free; of
        several runs only one is there to ask.
        """
        if os.name == "nt":
            os.rename(temporary, path)
            self._made.remove(temporary)
            return
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            with _alone_in(path.parent):
                if os.path.lexists(path):
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
                os.rename(temporary, path)
                self._made.remove(temporary)

    def replace(self, temporary: Path, path: Path) -> None:
        """Give the file a name, whoever has it."""
        os.replace(temporary, path)
        self._made.remove(temporary)

    def clear(self) -> None:
        """Take away those that have not gone to a name: what now has the name of one that has gone is a rival's."""
        while self._made:
            with suppress(OSError):
                os.unlink(self._made.pop())

    def _new(self, folder: Path) -> tuple[Path, int]:
        """A file that nobody has, in `folder`. tempfile tries for hours in a folder that Windows protects."""
        taken = []
        for number in islice(self._numbers, _MOST):
            path = folder / f".nigao-{number}.tmp"
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
            except FileExistsError:
                taken.append(path)
            else:
                self._made.append(path)
                _clear_old(taken, os.fstat(handle).st_mtime)
                return path, handle
        raise OSError(0, "临时文件太多，删去 .nigao-*.tmp", str(folder))


def _clear_old(temporaries: list[Path], now: float) -> None:
    """Take away what killed runs left a day before `now` or earlier, by the clock of the disk: no run lasts a day."""
    for path in temporaries:
        with suppress(OSError):
            if os.lstat(path).st_mtime < now - _DAY:
                os.unlink(path)


def _keep_rights(old: Path, new: Path) -> None:
    """Give `new` the mode, group and owner of `old`, as far as the system lets us, but not those of a protected file,
    which is not replaced. Windows asks the folder for them."""
    if os.name == "nt" or not os.access(old, os.W_OK):
        return
    with suppress(OSError):
        kept = os.stat(old)
        for owner in (kept.st_uid, -1):
            with suppress(OSError):
                os.chown(new, owner, kept.st_gid)
                break
        os.chmod(new, stat.S_IMODE(kept.st_mode))


def _sync(handle: int) -> None:
    """Have the disk keep it now; a network share may not know how."""
    try:
        os.fsync(handle)
    except OSError as failure:
        if failure.errno not in _NO_SYNC:
            raise


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """No other run is within this for the same folder. The lock goes with the process, and needs no file."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Let the names in `folder` outlast a power cut, where a system can be told so: Windows cannot."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
