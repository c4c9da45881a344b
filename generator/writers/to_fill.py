"""The to-fill list (待补清单) of a document: what is asked for, and where the gap stands in words a reader finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.document import Block, Document
from generator.facts import sheet_form
from generator.facts.dictionary import Ask

_BEFORE, _AMID, _BEHIND = "开头", "正文", "结尾"
_PARTS = {
    "title": "标题",
    "subtitle": "副标题",
    "byline": "署名",
    "date": "日期",
    "recipient": "主送",
    "salutation": "称谓",
    "caption": "表题",
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
    section, over, beside = "", "", _BEFORE
    for block in document.blocks:
        if block.kind == "attachment":
            beside = over = block.number
        if block.level and beside == _BEFORE:
            beside = _BEHIND
        if block.level and section != (section := _section(block)):
            over = beside if beside != _BEHIND else _AMID
        if block.kind in ("heading", "point") and block.heading:
            over = _heading(block)
        places.setdefault(block.id, _PARTS.get(block.kind) or (over if block.level else beside))
    return places


def _section(block: Block) -> str:
    """The id of the section of the first level that a block stands in; those of an attachment count as one."""
    return re.split("[/.]", block.id)[0]


def _heading(block: Block) -> str:
    return block.number + "".join(inline.text for inline in block.heading)
