"""A .docx as tests change it: what a word processor or a person would have done to it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from generator import archive

DOCUMENT, TYPES, RELATIONS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"


def parts(path: Path) -> dict[str, str]:
    """The parts of a package as text, by name."""
    return {name: content.decode() for name, content in archive.unpack(path.read_bytes()).items()}


def pack(path: Path, texts: dict[str, str]) -> None:
    path.write_bytes(archive.pack((name, text.encode()) for name, text in texts.items()))


def change(path: Path, part: str, old: str, new: str) -> None:
    """`old`, which stands in the part once, becomes `new`."""
    texts = parts(path)
    assert texts[part].count(old) == 1, (part, old)
    pack(path, {**texts, part: texts[part].replace(old, new)})


def add(path: Path, part: str, xml: str, kind: str, type: str) -> None:
    """A part related to the document: `kind` ends the type of the relationship, `type` is that of its content."""
    texts = parts(path)
    name = part.removeprefix("word/")
    number = len(re.findall("<Relationship ", texts[RELATIONS])) + 100
    relation = f'<Relationship Id="rId{number}" Type="{kind}" Target="{name}"/></Relationships>'
    override = f'<Override PartName="/{part}" ContentType="{type}"/></Types>'
    texts[RELATIONS] = texts[RELATIONS].replace("</Relationships>", relation)
    texts[TYPES] = texts[TYPES].replace("</Types>", override)
    pack(path, {**texts, part: xml})


def texts(path: Path) -> list[str]:
    """Every paragraph of the body, those in tables too."""
    return ["".join(map(_said, each.iter(*_SAID))) for each in docx.Document(str(path)).element.body.iter(qn("w:p"))]


_SAID = (qn("w:t"), qn("w:tab"), qn("w:br"))


def _said(element: Any) -> str:
    if element.tag == qn("w:t"):
        return str(element.text or "")
    if element.getparent().tag != qn("w:r") or element.get(qn("w:type")) == "page":
        return ""
    return "\t" if element.tag == qn("w:tab") else "\n"


def text(path: Path) -> list[str]:
    """The paragraphs of the body outside tables."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(path.read_bytes())).paragraphs]
