"""A document as JSON, `schema` 1: the contract other programs rest on."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from generator.document import Block, Document, Fact, Inline, Text
from generator.facts.dictionary import Ask


def write(document: Document) -> bytes:
    """UTF-8 with LF, keys in the order of the contract, the same bytes for the same document."""
    content = {
        "schema": 1,
        "outline": document.outline,
        "year": document.year,
        "blocks": [_block(block) for block in document.blocks],
        "gaps": [_gap(ask) for ask in document.gaps],
        "problems": [problem.as_json() for problem in document.problems],
    }
    # Names of files are told as they are, and may hold what UTF-8 cannot.
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _gap(ask: Ask) -> dict[str, Any]:
    row = {"keys": ask.keys, **asdict(ask)}
    del row["unfit"]
    return row


def _block(block: Block) -> dict[str, Any]:
    """The block; where it stands in a table is said of cells alone."""
    said = {
        "id": block.id,
        "kind": block.kind,
        "level": block.level,
        "role": block.role,
        "number": block.number,
        "heading": [_inline(inline) for inline in block.heading],
        "words": [_inline(inline) for inline in block.words],
    }
    if cell := block.cell:
        said["cell"] = {"table": cell.table, "row": cell.row, "column": cell.column}
    return said


def _inline(inline: Inline) -> dict[str, Any]:
    if isinstance(inline, Text):
        return {"text": inline.text}
    if isinstance(inline, Fact):
        return {"fact": inline.keys, "text": inline.text, "how": inline.how, "sources": inline.sources}
    return {"gap": inline.keys, "label": inline.label, "state": inline.state}
