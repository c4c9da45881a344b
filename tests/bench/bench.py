"""`make bench`: drafts beside what others take for the same text, the cold command beside its bare imports, a thousand
drafts in a row, and the hostile template that costs most before it is refused. All in one run: only ratios count.

Exit 1 where one of the bounds below is passed.
"""

from __future__ import annotations

import contextlib
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

from opponents import Bare, Docxtpl, PythonDocx, text_of

from generator import Stop, Workspace
from generator.document import walk

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = runpy.run_path(str(ROOT / "tests" / "compose" / "hostile.py"))
EXAMPLE = ROOT / "examples" / "county-hospital"
LONG, SHORT, CARD = "annual-summary", "branch-summary", EXAMPLE / "cards" / "branch.yaml"
ROUNDS = 15
COLD_ROUNDS = 15
DRAFTS = 1_000
WINDOW = 100
MOST_OF_DOCXTPL = 0.4
MOST_OF_PYTHON_DOCX = 0.4
MOST_OF_BARE = 6.0
MOST_COLD = 2.0
MOST_LATER = 1.2
MOST_KEPT_MB = 1.0
MOST_SECONDS = 1.0
MOST_MB = 100
# What a program like this is usually made of. We take click alone, which is 15 ms quicker than typer.
IMPORTS = "import jinja2, docx, yaml, typer"


def medians(
    rounds: int, *competitors: Callable[[], object], turn: int = 5, clock: Callable[[], float] = time.process_time
) -> list[float]:
    """The median time of each competitor in ms, all taking turns so that a busy moment hits each alike.

    A turn is several runs, for the first finds the caches full of what another left.
    """
    taken: list[list[float]] = [[] for _ in competitors]
    for _ in range(rounds):
        for times, compete in zip(taken, competitors, strict=True):
            for _ in range(turn):
                began = clock()
                compete()
                times.append(1000 * (clock() - began))
    return [statistics.median(times) for times in taken]


def python(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)


def warm(workspace: Workspace, name: str) -> Iterable[bool]:
    """A draft from a loaded workspace, as .docx, beside the others."""

    def draft() -> bytes:
        return workspace.draft(name).to_bytes("docx")

    document = workspace.draft(name).document
    docxtpl, python_docx = Docxtpl(document), PythonDocx(document)
    bare = Bare(document, draft())
    text = "".join(inline.text for _, inline in walk(document))
    for opponent in (docxtpl, python_docx, bare):
        assert text_of(opponent.render()) == text, f"{type(opponent).__name__} writes another text"
    print(f"{name}: {len(text)} characters, {len(docxtpl.values)} values, {len(document.blocks)} paragraphs")
    ours, *theirs = medians(ROUNDS, draft, docxtpl.render, python_docx.render, bare.render)
    bounds = (MOST_OF_DOCXTPL, MOST_OF_PYTHON_DOCX, MOST_OF_BARE)
    names = ("docxtpl", "plain python-docx", "bare XML and zip")
    for other, their, most in zip(names, theirs, bounds, strict=True):
        yield row("a draft, .docx", ours, f"{other}, same text", their, most)


def in_a_row(workspace: Workspace) -> Iterable[bool]:
    """A thousand different drafts of one workspace: whether the last take longer than the first, and what is kept."""

    def draft(number: int) -> float:
        began = time.process_time()
        workspace.draft(LONG, facts={"activity.centre_group_sessions": number}).to_bytes("docx")
        return 1000 * (time.process_time() - began)

    times = [draft(number) for number in range(1, DRAFTS + 1)]
    first, last = statistics.median(times[:WINDOW]), statistics.median(times[-WINDOW:])
    yield row(f"draft {DRAFTS - WINDOW + 1} to {DRAFTS}", last, f"draft 1 to {WINDOW}", first, MOST_LATER)
    tracemalloc.start()
    draft(0)
    before = tracemalloc.get_traced_memory()[0]
    for number in range(DRAFTS, DRAFTS + WINDOW):
        draft(number)
    kept = (tracemalloc.get_traced_memory()[0] - before) / 2**20
    tracemalloc.stop()
    is_little = kept < MOST_KEPT_MB
    print(f"{WINDOW} drafts more keep     {kept:.2f} MB (< {MOST_KEPT_MB})   {'ok' if is_little else 'MUCH'}")
    yield is_little


def cold() -> bool:
    """The whole command beside a Python that imports what it rests on."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "draft.docx")
        command = python("-m", "generator.cli", "draft", LONG, "-w", str(EXAMPLE), "-o", out, "--force")
        imports = python("-c", IMPORTS)
        medians(3, command, imports, turn=1, clock=time.perf_counter)
        ours, theirs = medians(COLD_ROUNDS, command, imports, turn=1, clock=time.perf_counter)
    return row("the command, cold", ours, "bare imports, cold", theirs, MOST_COLD)


def refused(words: str) -> None:
    """Draft `words` in a folder of their own; that they are refused is what tests/compose/test_hostile.py checks."""
    with tempfile.TemporaryDirectory() as folder:
        files = {f"templates/{name}.j2": text or " " for name, text in {**HOSTILE["FILES"], "words": words}.items()}
        files["hospital.yaml"] = "name: 青梧县人民医院"
        files["outlines/hostile.yaml"] = "title: 题\nopening: {template: words}\nsections: []\n"
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        with contextlib.suppress(Stop):
            Workspace(folder).draft("hostile", 2026)


def hostile() -> bool:
    """Print what the costliest hostile templates take; whether that is little."""
    seconds, megabytes = 0.0, 0.0
    for words in [*HOSTILE["COSTLY"], *HOSTILE["MANY"]]:
        began = time.process_time()
        refused(words)
        seconds = max(seconds, time.process_time() - began)
    for words in HOSTILE["HEAVY"]:
        tracemalloc.start()
        refused(words)
        megabytes = max(megabytes, tracemalloc.get_traced_memory()[1] / 2**20)
        tracemalloc.stop()
    is_little = seconds < MOST_SECONDS and megabytes < MOST_MB
    verdict = "ok" if is_little else "SLOW"
    print(f"a hostile template    {seconds:.2f} s (< {MOST_SECONDS})   {megabytes:.0f} MB (< {MOST_MB})   {verdict}")
    return is_little


def row(what: str, ours: float, other: str, theirs: float, most: float) -> bool:
    """Print one line of the table; whether the ratio keeps below `most`."""
    ratio = ours / theirs
    verdict = "ok" if ratio < most else "SLOW"
    print(f"{what:<20}{ours:8.1f} ms   {other:<28}{theirs:8.1f} ms   ratio {ratio:5.2f} (< {most})  {verdict}")
    return ratio < most


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        shutil.copy(CARD, Path(folder, "facts", f"2026-{CARD.name}"))
        workspace = Workspace(folder)
        kept = [*warm(workspace, LONG), *warm(workspace, SHORT), *in_a_row(workspace), cold(), hostile()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
