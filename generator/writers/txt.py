"""A document as plain text, typed as in Chinese letters: a paragraph a line, two full-width blanks before it; a row of
a table a line."""

from __future__ import annotations

from generator.document import Block, Document, Row, Table, pieces

INDENT = "\u3000\u3000"
BETWEEN_CELLS = "\u3000|\u3000"
_INDENTED = ("heading", "body", "point", "attendance", "attachment_note", "notes")


def write(document: Document) -> bytes:
    """UTF-8 with LF; title, salutation, signature and the like without indent; gaps as they are printed."""
    return "".join(f"{line}\n" for piece in pieces(document.blocks) for line in _lines(piece)).encode()


def _lines(piece: Block | Table) -> list[str]:
    return [_row(row) for row in piece.rows] if isinstance(piece, Table) else [_line(piece)]


def _row(row: Row) -> str:
    """The cells on one line; in a cell, a full-width blank parts what stands on lines of its own elsewhere."""
    return BETWEEN_CELLS.join("\u3000".join(" ".join(block.text.split("\n")) for block in cell) for cell in row)


def _line(block: Block) -> str:
    return (INDENT if block.kind in _INDENTED else "") + block.text
