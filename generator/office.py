"""LibreOffice: found where it usually lies, and asked for PDFs. The only `subprocess`.

It gets an empty profile and a folder of ours, runs no macro, follows no link and reaches no network; what it leaves
behind goes with the folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from generator.problems import Stop, error, reason

MISSING = "office-missing"
_START_SECONDS = 120
_FILE_SECONDS = 60
_COMMANDS = {"win32": ("soffice.com", "soffice.exe"), "linux": ("soffice", "libreoffice")}
_FOLDERS = {
    "win32": (
        r"C:\Program Files\LibreOffice*\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice*\program\soffice.com",
    ),
    "darwin": ("/Applications/LibreOffice*.app/Contents/MacOS/soffice",),
    "linux": ("/usr/bin/soffice", "/usr/lib*/libreoffice/program/soffice", "/opt/libreoffice*/program/soffice"),
}
# No macro, no link from a document to elsewhere, and whatever still asks for an address is sent to a port that is shut.
_SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
    },
    "org.openoffice.Office.Writer/Content/Update": {"Link": "2", "Field": "false", "Chart": "false"},
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}


def find() -> Path | None:
    """LibreOffice on this computer: on the search path, or where its installer puts it; None if it is not there."""
    # The installer does not put it on the search path of Windows; whoever did may have meant another program.
    places = (_installed(), _on_path()) if sys.platform == "win32" else (_on_path(), _installed())
    return next(chain(*places), None)


def _on_path() -> Iterator[Path]:
    """Never in the current folder, where Windows would look first: what lies beside documents came from anybody."""
    for folder in map(Path, os.get_exec_path()):
        if folder.is_absolute() and not _is_current(folder):
            for command in _COMMANDS.get(sys.platform, _COMMANDS["linux"]):
                if found := shutil.which(str(folder / command)):
                    yield Path(found)


def _is_current(folder: Path) -> bool:
    try:
        return folder.samefile(os.curdir)
    except OSError:
        return False


def _installed() -> Iterator[Path]:
    for pattern in _FOLDERS.get(sys.platform, _FOLDERS["linux"]):
        root = Path(pattern).anchor
        yield from sorted(Path(root).glob(pattern.removeprefix(root)), reverse=True)


def pdfs(documents: Sequence[bytes], hint: str) -> list[bytes]:
    """Each .docx as a PDF, all with one start of LibreOffice.

    Raises Stop where LibreOffice is not there (`hint` says what to do instead), or makes no PDF of one of them.
    """
    program = find()
    if program is None:
        raise Stop([error(MISSING, "这台电脑上没有找到 LibreOffice，不能把 .docx 排成 PDF", None, hint)])
    try:
        with tempfile.TemporaryDirectory(prefix="nigao-", ignore_cleanup_errors=True) as name:
            return _printed(program, Path(name).resolve(), documents)
    except OSError as failure:
        again = "检查磁盘空间和临时文件夹"
        raise Stop([error("office-failed", f"临时文件写不进去：{reason(failure)}", None, again)]) from None


def _printed(program: Path, folder: Path, documents: Sequence[bytes]) -> list[bytes]:
    _profile(folder / "profile")
    for number, document in enumerate(documents):
        (folder / f"{number}.docx").write_bytes(document)
    _run(program, folder, len(documents))
    made = [folder / "pdf" / f"{number}.pdf" for number in range(len(documents))]
    if not all(path.is_file() for path in made):
        again = "用 WPS 打开文件另存一份再试，或者在 WPS 里“输出为PDF”"
        raise Stop([error("office-failed", "LibreOffice 没有排出 PDF", None, again)])
    return [path.read_bytes() for path in made]


def _profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(program: Path, folder: Path, count: int) -> None:
    """Raises Stop where LibreOffice does not start, or does not end in time; nothing of it is left running."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = [f"{number}.docx" for number in range(count)]
    options = ["--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "pdf", "--outdir", "pdf"]
    quiet = subprocess.DEVNULL
    try:
        started = subprocess.Popen(
            [str(program), profile, *options, *sources],
            cwd=folder,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
    except OSError:
        hint = "重新装一次 LibreOffice，或者在 WPS 里“输出为PDF”"
        raise Stop([error("office-failed", "LibreOffice 没有启动起来", None, hint)]) from None
    try:
        started.wait(_START_SECONDS + _FILE_SECONDS * count)
    except subprocess.TimeoutExpired:
        hint = "用 WPS 打开看看文件是否正常，或者在 WPS 里“输出为PDF”"
        raise Stop([error("office-slow", "LibreOffice 排得太久，已经停下", None, hint)]) from None
    finally:
        _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, if it is still there."""
    if sys.platform == "win32":
        if started.poll() is None:
            quiet = subprocess.DEVNULL
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(started.pid)], stdout=quiet, stderr=quiet, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(started.pid, signal.SIGKILL)
    started.wait()
