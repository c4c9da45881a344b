"""Run the command under a guard: the first step towards a network or another program ends the process with code 97.

`python -m tests.guarded nigao ARGUMENTS…` runs the command, `python -m tests.guarded python CODE` runs code; audit
events reach the guard from C as from Python, and no hook can be taken away again. The last line on stderr names the
modules that were loaded.
"""

from __future__ import annotations

import os
import sys

BREACH = 97
FORBIDDEN = (
    "ctypes.",
    "ftplib.",
    "http.client.",
    "imaplib.",
    "nntplib.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "poplib.",
    "pty.spawn",
    "smtplib.",
    "socket.",
    "subprocess.",
    "telnetlib.",
    "urllib.",
    "webbrowser.",
    "winreg.",
)


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(FORBIDDEN):
        os.write(2, f"breach: {event} {arguments!r}\n".encode())
        os._exit(BREACH)


def main() -> None:
    kind, *rest = sys.argv[1:]
    sys.addaudithook(_guard)
    if kind == "python":
        exec(rest[0], {})
        return
    from generator.cli import main as nigao

    sys.argv = ["nigao", *rest]
    try:
        nigao()
    finally:
        sys.stderr.write(" ".join(sorted(sys.modules)) + "\n")


if __name__ == "__main__":
    main()
