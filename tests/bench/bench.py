"""`make bench`: a draft beside docxtpl on the same text, and the cold command beside its bare imports.

Last the hostile template that costs most before it is refused: seconds and memory.

Exit 1 if drafting is slower than docxtpl, if the command takes 2.5 times its imports or more, or if a hostile template
takes a second or 100 MB.
"""

from __future__ import annotations

import contextlib
import io
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from generator import Stop, Workspace
from generator.document import Block, Document, Text, walk

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = runpy.run_path(str(ROOT / "tests" / "compose" / "hostile.py"))
EXAMPLE = ROOT / "examples" / "county-hospital"
OUTLINE = "annual-summary"
ROUNDS = 31
COLD_ROUNDS = 15
MOST_COLD = 2.5
MOST_SECONDS = 1.0
MOST_MB = 100
IMPORTS = "import jinja2, docx, yaml, click"


class Opponent:
    """docxtpl with a template of the document's own paragraphs, each value a variable; loaded once, as we are."""

    def __init__(self, document: Document) -> None:
        self.values: dict[str, str] = {}
        package = docx.Document()
        for block in document.blocks:
            style = f"Heading {block.level}" if block.kind == "heading" else "Title" if block.kind == "title" else None
            package.add_paragraph(self._words(block), style)
        template = io.BytesIO()
        package.save(template)
        self.template = DocxTemplate(template)

    def _words(self, block: Block) -> str:
        return "".join(
            inline.text if isinstance(inline, Text) else self._variable(inline.text) for inline in block.inlines
        )

    def _variable(self, value: str) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"{{{{ {name} }}}}"

    def render(self) -> bytes:
        out = io.BytesIO()
        self.template.render(self.values, autoescape=True)
        self.template.save(out)
        return out.getvalue()


def medians(rounds: int, *competitors: Callable[[], object]) -> list[float]:
    """The median time of each competitor in ms, all taking turns so that a busy moment hits each alike."""
    taken: list[list[float]] = [[] for _ in competitors]
    for _ in range(rounds):
        for times, compete in zip(taken, competitors, strict=True):
            began = time.perf_counter()
            compete()
            times.append(1000 * (time.perf_counter() - began))
    return [statistics.median(times) for times in taken]


def python(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)


def warm() -> tuple[float, float]:
    workspace = Workspace(EXAMPLE)
    document = workspace.draft(OUTLINE).document
    opponent = Opponent(document)
    text = "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(opponent.render())).paragraphs)
    assert text == "".join(inline.text for _, inline in walk(document)), "the opponent writes another text"
    print(f"{len(text)} characters, {len(opponent.values)} values, {len(document.blocks)} paragraphs")
    ours, theirs = medians(ROUNDS, lambda: workspace.draft(OUTLINE).to_bytes("docx"), opponent.render)
    return ours, theirs


def cold() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "draft.docx")
        command = python("-m", "generator.cli", "draft", OUTLINE, "-w", str(EXAMPLE), "-o", out, "--force")
        imports = python("-c", IMPORTS)
        medians(3, command, imports)
        ours, theirs = medians(COLD_ROUNDS, command, imports)
    return ours, theirs


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
    print(f"{what:<22}{ours:8.1f} ms   {other:<22}{theirs:8.1f} ms   ratio {ratio:5.2f} (< {most})  {verdict}")
    return ratio < most


def main() -> int:
    ours, theirs = warm()
    fast = row("a draft, .docx", ours, "docxtpl, same text", theirs, 1.0)
    ours, theirs = cold()
    quick = row("the command, cold", ours, "bare imports, cold", theirs, MOST_COLD)
    harmless = hostile()
    return 0 if fast and quick and harmless else 1


if __name__ == "__main__":
    raise SystemExit(main())
