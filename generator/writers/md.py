"""A document as Markdown (CommonMark, with the pipe tables of GFM): headings by level, gaps strong, every other
character as it is read."""

from __future__ import annotations

import re

from generator.document import Block, Document, Gap, Inline, Table, pieces

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~]")
_AT_LINE_START = re.compile(r"(?m)^([ \t]*)([#=+-]|[0-9]{1,9}(?=[.)](?:\s|$)))")
_BLANK_LINES = re.compile(r"\s*\n\s*")
_MOST = 6


def write(document: Document) -> bytes:
    """UTF-8 with LF: one paragraph a block, an empty line between two."""
    found = (_table(piece) if isinstance(piece, Table) else _block(piece) for piece in pieces(document.blocks))
    return ("\n\n".join(found) + "\n").encode()


def _table(table: Table) -> str:
    header, *rows = ([_cell(cell) for cell in row] for row in table.rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *rows))


def _cell(paragraphs: tuple[Block, ...]) -> str:
    """The cell on one line; a bar is escaped although it stands for nothing elsewhere."""
    lines = (_BLANK_LINES.sub("<br>", _text(block).strip()) for block in paragraphs)
    return "<br>".join(lines).replace("|", "\\|")


def _text(block: Block) -> str:
    return "".join(_inline(inline) for inline in block.inlines)


def _block(block: Block) -> str:
    text = _text(block)
    if block.kind == "title":
        return f"# {_one_line(text)}"
    if block.kind == "heading":
        return f"{'#' * min(block.level + 1, _MOST)} {_one_line(text)}"
    return _AT_LINE_START.sub(_escaped_start, _BLANK_LINES.sub("\n", text))


def _inline(inline: Inline) -> str:
    """The inline's characters. A gap takes the tag, since ** beside 【 is no emphasis between Han characters."""
    text = _SPECIAL.sub(r"\\\g<0>", inline.text)
    return f"<strong>{_one_line(text)}</strong>" if isinstance(inline, Gap) else text


def _one_line(text: str) -> str:
    return re.sub(r"(#+)$", r"\\\1", _BLANK_LINES.sub(" ", text))


def _escaped_start(match: re.Match[str]) -> str:
    """A backslash before what would begin a heading, a rule or a list; in `1.` it stands before the point."""
    blanks, mark = match.groups()
    return f"{blanks}{mark}\\" if mark.isdigit() else f"{blanks}\\{mark}"
