"""The to-fill list (待补清单) of a document: what is asked for, and where the gap stands in words a reader finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.document import Block, Document
from generator.facts import sheet_form
from generator.facts.dictionary import Ask

_PARTS = {
    "title": "标题",
    "subtitle": "副标题",
    "byline": "署名",
    "date": "日期",
    "recipient": "主送",
    "salutation": "称谓",
    "signature": "落款",
    "copy_no": "份号",
    "secrecy": "密级",
    "urgency": "紧急程度",
    "organ": "发文机关标志",
    "number": "发文字号",
    "signers": "签发人",
    "attendance": "出席、请假、列席",
    "attachment_note": "附件说明",
    "attachment_title": "附件标题",
    "notes": "附注",
    "cc": "抄送",
    "issuer": "印发机关",
    "print_date": "印发日期",
}


def write(document: Document) -> bytes:
    """An .xlsx with one row for each of the document's gaps, in their order."""
    return sheet_form.write(zip(document.gaps, places(document, document.gaps), strict=True))


def places(document: Document, asks: Iterable[Ask]) -> Iterator[str]:
    """For each of `asks` its places in words, empty where it has none."""
    known = _places(document)
    for ask in asks:
        yield _joined(known[block] for block in ask.places if block in known)


def _joined(places: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(places))


def _places(document: Document) -> dict[str, str]:
    """For each block's id the part it is, or the heading that stands over it or in it."""
    places: dict[str, str] = {}
    last = ""
    for block in document.blocks:
        own = block.kind in ("heading", "point") and bool(block.heading)
        last = _heading(block) if own else last
        places.setdefault(block.id, _place(block, last))
    return places


def _heading(block: Block) -> str:
    return block.number + "".join(inline.text for inline in block.heading)


def _place(block: Block, last: str) -> str:
    if block.kind in _PARTS:
        return _PARTS[block.kind]
    if block.kind == "body" and block.level == 0:
        return "结尾" if last else "开头"
    return last
