"""`make fuzz MINUTES=60`: all targets in turn, several turns each. Exit 1 if a law was broken.

What broke one lies in build/fuzz/TARGET/found-…: `python -m tests.fuzz.run FILE…` runs such inputs once more.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

from tests.fuzz.one import ROOT, TARGETS

FOLDER = ROOT / "build" / "fuzz"
TURN = 60


def main() -> int:
    again = [Path(argument).resolve() for argument in sys.argv[1:] if not argument.isdigit()]
    if again:
        return _again(again)
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    turns = max(1, round(minutes * 60 / TURN / len(TARGETS)))
    seconds = minutes * 60 // turns // len(TARGETS)
    for _ in range(turns):
        for name in TARGETS:
            folder = FOLDER / name
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / "log.txt").open("ab") as log:
                command = [sys.executable, "-m", "tests.fuzz.one", name, str(seconds), str(folder)]
                subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False)
    return _told()


def _told() -> int:
    """Print what each target did in all its turns so far, and what it found."""
    found = sorted(FOLDER.glob("*/found-*"))
    for name in TARGETS:
        counts = [json.loads(path.read_text(encoding="utf-8")) for path in (FOLDER / name).glob("count-*.json")]
        runs, seconds = (sum(count[what] for count in counts) for what in ("runs", "seconds"))
        print(f"{name:9} {runs:>10,} runs  {seconds / 60:>6.1f} min")
    for path in found:
        print(path.relative_to(ROOT))
    return 1 if found else 0


def _again(paths: list[Path]) -> int:
    """Run kept inputs of the target that their folder names; a broken law shows its trace."""
    for path in paths:
        importlib.import_module(f"tests.fuzz.{TARGETS[path.parent.name]}").run(path.read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
