"""A document as plain text, typed as in Chinese letters: a paragraph a line, two full-width blanks before it."""

from __future__ import annotations

from generator.document import Block, Document

INDENT = "\u3000\u3000"
_INDENTED = ("heading", "body", "point")


def write(document: Document) -> bytes:
    """UTF-8 with LF; title, salutation, signature and the like without indent; gaps as they are printed."""
    return "".join(_line(block) + "\n" for block in document.blocks).encode()


def _line(block: Block) -> str:
    return (INDENT if block.kind in _INDENTED else "") + block.text
