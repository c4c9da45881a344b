"""One target for some seconds: `python -m tests.fuzz.one TARGET SECONDS FOLDER`, by chance or guided by coverage.

A broken law does not end the run: what broke it is kept once, its input as FOLDER/found-….bin, its trace beside it.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

Target = Callable[[bytes], None]
ROOT = Path(__file__).resolve().parents[2]
TARGETS = {
    "yaml": "yaml_text",
    "words": "words",
    "sheets": "sheets",
    "packages": "packages",
    "given": "given",
    "genres": "genres",
    "folders": "folders",
}
# Their inputs choose files and changes: what coverage costs here buys more runs by chance.
BY_CHANCE = ("genres", "folders")
_SEEDS = 60
_OWN = (f"{ROOT}/tests/", f"{ROOT}/generator/")


class Watched:
    """A target that counts its runs and keeps what broke a law, once for each place that broke it."""

    def __init__(self, target: Target, folder: Path) -> None:
        self.target, self.folder = target, folder
        self.runs, self.began, self.found = 0, time.process_time(), 0

    def __call__(self, data: bytes) -> None:
        self.runs += 1
        try:
            self.target(data)
        except Exception as failure:
            self._keep(data, failure)
        if self.runs % 50 == 0:
            self.count()

    def count(self) -> None:
        told = {"runs": self.runs, "seconds": round(time.process_time() - self.began, 1), "found": self.found}
        (self.folder / f"count-{os.getpid()}.json").write_text(json.dumps(told), encoding="utf-8")

    def _keep(self, data: bytes, failure: Exception) -> None:
        frames = traceback.extract_tb(failure.__traceback__)
        places = [f"{frame.filename}:{frame.lineno}" for frame in frames if frame.filename.startswith(_OWN)]
        what = str(failure)[:30] if isinstance(failure, AssertionError) else type(failure).__name__
        name = hashlib.sha256(f"{what} {places[-1:]}".encode("utf-8", "replace")).hexdigest()[:10]
        path = self.folder / f"found-{name}"
        if path.with_suffix(".bin").exists():
            return
        self.found += 1
        path.with_suffix(".bin").write_bytes(data)
        trace = "".join(traceback.format_exception(failure))
        path.with_suffix(".txt").write_text(trace, encoding="utf-8", errors="backslashreplace")
        os.write(2, f"found {path}: {type(failure).__name__}: {str(failure)[:200]!a}\n".encode())


def by_chance(name: str, seconds: int, folder: Path) -> None:
    watched = Watched(_function(name), folder)
    ends = time.monotonic() + seconds
    choose = random.SystemRandom()
    while time.monotonic() < ends:
        watched(choose.randbytes(64))
    watched.count()


def guided(name: str, seconds: int, folder: Path) -> None:
    """Atheris ends the process by itself."""
    import atheris

    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    if not any(corpus.iterdir()):
        _sow(name, corpus)
    with atheris.instrument_imports(include=["generator"]):
        importlib.import_module("generator.pipeline")
        importlib.import_module("generator.cli.commands")
        watched = Watched(_function(name), folder)
    options = (
        f"max_total_time={seconds}",
        "timeout=60",
        "rss_limit_mb=3000",
        "max_len=8192",
        "len_control=0",
        "report_slow_units=60",
    )
    chosen = (f"seed={random.SystemRandom().randrange(1, 2**31)}", "verbosity=0", f"artifact_prefix={folder}/found-")
    atheris.Setup([sys.argv[0], *(f"-{option}" for option in (*options, *chosen)), str(corpus)], watched)
    atheris.Fuzz()


def _function(name: str) -> Target:
    run: Target = importlib.import_module(f"tests.fuzz.{TARGETS[name]}").run
    return run


def _sow(name: str, corpus: Path) -> None:
    """Inputs to begin with: real files for YAML, bytes by chance for the targets that choose by them."""
    seeds = [path.read_bytes()[:8000] for path in sorted(ROOT.glob("[eog]*/**/*.yaml"))]
    if name != "yaml":
        seeds = [random.Random(number).randbytes(64 + 32 * number) for number in range(_SEEDS)]
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)


def main() -> None:
    name, seconds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    is_guided = name not in BY_CHANCE and importlib.util.find_spec("atheris") is not None
    (guided if is_guided else by_chance)(name, seconds, folder)


if __name__ == "__main__":
    main()
