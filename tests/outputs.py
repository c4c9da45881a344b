"""What the files say that a draft becomes, as their readers find it: the text of paragraphs, the rows of a sheet."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator

import docx
import openpyxl
from docx.document import Document
from docx.text.paragraph import Paragraph

from generator import Draft
from tests.test_html import Page

_ESCAPED = re.compile(r"\\([\\`*_\[\]<>&~#=+.)|-])")


def of_docx(data: bytes) -> list[str]:
    """The paragraphs in their order, those in tables, too, as python-docx reads them."""
    return [paragraph.text for paragraph in _paragraphs(docx.Document(io.BytesIO(data)))]


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for piece in document.iter_inner_content():
        if isinstance(piece, Paragraph):
            yield piece
        else:
            yield from (paragraph for row in piece.rows for cell in row.cells for paragraph in cell.paragraphs)


def of_html(data: bytes) -> list[str]:
    """The paragraphs and cells of a page that no browser runs anything of."""
    page = Page(data)
    assert page.of("script") == []
    assert [name for _, attributes in page.elements for name in attributes if name.startswith("on")] == []
    return page.blocks


def of_md(data: bytes) -> list[str]:
    """The paragraphs as Markdown shows them; those of a table in one line with its bars."""
    lines = re.sub("</?strong>", "", data.decode()).replace("<br>", "\n").split("\n\n")
    return [_ESCAPED.sub(r"\1", re.sub("^#+ ", "", line)).removesuffix("\n") for line in lines]


def of_txt(data: bytes) -> list[str]:
    return data.decode().removesuffix("\n").replace("\u3000\u3000", "").split("\n")


def of_json(data: bytes) -> list[str]:
    def text(inlines: list[dict[str, str]]) -> str:
        words = {"missing": "待补充", "to_confirm": "待核实"}
        return "".join(
            each.get("text", f"【{words.get(each.get('state', ''))}：{each.get('label')}】") for each in inlines
        )

    return [block["number"] + text(block["heading"]) + text(block["words"]) for block in json.loads(data)["blocks"]]


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "docx": of_docx,
    "html": of_html,
    "md": of_md,
    "txt": of_txt,
    "json": of_json,
}


def said(draft: Draft) -> dict[str, str]:
    """All that a draft says, by the format that says it."""
    return {format: "\n".join(read(draft.to_bytes(format))) for format, read in READERS.items()}


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a sheet by its header, no cell of which is a formula."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.coordinate for row in sheet for cell in row if cell.data_type not in ("s", "n")] == []
    header, *found = ([_shown(value) for value in row] for row in sheet.iter_rows(values_only=True))
    return [dict(zip(header, row, strict=True)) for row in found]


def _shown(value: object) -> str:
    """A cell as Excel shows it: its files write some characters as _xHHHH_, which openpyxl leaves as it is."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), "" if value is None else str(value))
