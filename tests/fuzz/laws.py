"""What must hold whatever comes in: a result or a `Stop` that tells place and remedy, no gap lost, no work without end.

A broken law is an AssertionError; any other exception than `Stop` is a finding by itself.
"""

from __future__ import annotations

import io
import json
import re
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar

import docx
import openpyxl

from generator import Stop, Workspace, writers, yaml_source
from generator.document import Document, Gap, walk
from generator.draft import Draft
from generator.problems import Problem, has_errors
from generator.word import recipe
from generator.yaml_source import Node, Scalar

# What nigao writes itself; a PDF is LibreOffice's.
FORMATS = tuple(format for format in writers.FORMATS if format != "pdf")
MOST_SECONDS = 6.0
MOST_MB = 400
_HAN = re.compile("[\u4e00-\u9fff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CODE = re.compile("[a-z]+(-[a-z0-9]+)*")
Result = TypeVar("Result")
ANSWERS = {"date": "2026-03-05", "list": ["甲", "乙"], "text": "甲"}


@contextmanager
def bounded() -> Iterator[None]:
    """Little time of the processor, little memory; generous, for a fuzzer measures every line that runs."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    yield
    took = time.process_time() - began
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert took < MOST_SECONDS, f"slow: {took:.1f} s"
    assert more < MOST_MB, f"large: {more:.0f} MB"


def read_again(shown: str, node: Node) -> None:
    """An outline as it is shown says the same as it does."""
    assert _plain(yaml_source.parse(shown, "x.yaml")) == _plain(node), "shown otherwise than read"


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, yaml_source.Mapping):
        return {key: _plain(value) for key, value in node.items.items()}
    return [_plain(item) for item in node.items]


def told_well(problems: Sequence[Problem]) -> None:
    """Each problem has a code, words in Chinese, a place that can be, and a remedy unless it is advice."""
    for problem in problems:
        assert _CODE.fullmatch(problem.code), problem
        assert _HAN.search(problem.message), problem
        is_advice = problem.severity == "advice"
        assert is_advice or _HAN.search(problem.hint or ""), f"no hint: {problem.code}: {problem.message[:80]}"
        if problem.origin:
            assert problem.origin.file, problem
            assert problem.origin.line is None or problem.origin.line >= 1, problem


def result(act: Callable[[], Result]) -> Result | None:
    """What `act` gives; None where it stops, having told why."""
    try:
        return act()
    except Stop as stop:
        assert stop.problems, "stopped without a word"
        assert has_errors(stop.problems), f"stopped without an error: {stop.problems}"
        told_well(stop.problems)
        return None


def gaps_listed(document: Document) -> None:
    """Every gap in the document is in the to-fill list."""
    asked = {ask.key for ask in document.gaps}
    for block, inline in walk(document):
        if isinstance(inline, Gap):
            assert inline.keys, f"a gap of nothing in {block.id}"
            assert set(inline.keys) <= asked, f"not listed: {set(inline.keys) - asked}"


def written(draft: Draft) -> dict[str, bytes]:
    """The draft in all formats, its list and forms; its .docx is read back mark by mark."""
    files = {format: draft.to_bytes(format) for format in FORMATS}
    files |= {"list": draft.to_fill(), "form": draft.form("xlsx"), "form.yaml": draft.form("yaml")}
    read_back(files["docx"])
    docx.Document(io.BytesIO(files["docx"]))
    assert json.loads(files["json"])["schema"] == 1
    page = _Page()
    page.feed(files["html"].decode())
    page.close()
    assert not page.strange, f"the page runs or fetches: {page.strange}"
    found = _CONTROL.search(files["txt"].decode())
    assert not found, f"a control character in the text: {found and ascii(found[0])}"
    for name in ("list", "form"):
        rows = openpyxl.load_workbook(io.BytesIO(files[name])).worksheets[0].iter_rows()
        assert all(cell.data_type != "f" for row in rows for cell in row), f"a formula in the {name}"
    assert 0 <= draft.generic_share <= 1
    assert draft.length >= 0
    assert all(stretch.minutes >= 0 for stretch in draft.stretches)
    return files


def read_back(data: bytes) -> None:
    """The .docx says of each mark what was written."""
    read = recipe.read(data)
    assert read is not None, "no recipe"
    changed = [mark for mark in read.marks if mark.now != mark.generated]
    assert not changed, f"read back otherwise: {changed[:2]}"


class _Page(HTMLParser):
    """What a page has in it that no words should bring."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            is_fetched = name in ("src", "href") and not (value or "").startswith("#")
            if is_fetched or name.startswith("on"):
                self.strange.append(f"{name}={value}")
        if tag in ("script", "iframe", "object", "embed"):
            self.strange.append(tag)


def answers(workspace: Workspace, draft: Draft) -> dict[str, object]:
    """Something of the right type for each gap."""
    found = {}
    for ask in draft.gaps:
        entry = workspace._library.dictionary.find(ask.key)
        kind = entry.type if entry else "text"
        found[ask.key] = ANSWERS.get(kind, "3")
        if ask.key == "hospital.party_org":
            found[ask.key] = "党委"
    return found


def closed_by_answers(before: Draft, after: Draft, given: Iterable[str]) -> None:
    """No fact that was given is still missing."""
    missing = {ask.key for ask in after.gaps if ask.state == "missing"}
    still = missing & set(given)
    assert not still, f"given and still missing: {sorted(still)[:5]}"


def sound(out: str, err: str, code: int, files: Iterable[Path]) -> None:
    """What the command said and did: no trace, an exit code that was promised, nothing half done."""
    assert code in (0, 1, 2), code
    for mark in ("Traceback", "软件自己出了错", "程序出错"):
        assert mark not in err, err[-400:]
    assert (code == 0) == bool(list(files)), f"exit {code} with {list(files)}: {err[-300:]}"
    assert code == 0 or err.strip(), "failed without a word"
    for stream in (out, err):
        found = _CONTROL.search(stream)
        assert not found, (
            f"a control character on the terminal: {found and ascii(stream[max(0, found.start() - 60) :][:120])}"
        )
