"""The recipe: the custom XML part that says what the marks of a draft are; written with it, read from an edited one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast, get_args

from lxml import etree

from generator import archive
from generator.facts.dictionary import State
from generator.problems import Stop, error
from generator.word import marks
from generator.word.marks import Kind, Mark, Span
from generator.word.ooxml import BODY, parse, serialized

NAMESPACE = "urn:nigao:recipe:1"
SCHEMA = "1"
_N = f"{{{NAMESPACE}}}"
_ROOT, _MARK, _SOURCE = _N + "recipe", _N + "mark", _N + "source"
_DOCUMENT = "word/document.xml"
_ABSOLUTE = re.compile(r"^(file:|~|[A-Za-z]:|[\\/])")


class Recipe(NamedTuple):
    """What a draft was made of: the outline's name, the year it reports on, its marks in reading order."""

    outline: str
    year: int | None
    marks: tuple[Mark, ...]


def part(recipe: Recipe) -> bytes:
    """The recipe as an XML part. Of a source with an absolute path only the file's name is told."""
    root = etree.Element(_ROOT, {"schema": SCHEMA, "outline": recipe.outline}, nsmap={None: NAMESPACE})
    if recipe.year is not None:
        root.set("year", str(recipe.year))
    for mark in recipe.marks:
        element = etree.SubElement(root, _MARK, {"name": mark.name, "kind": mark.kind, "block": mark.block})
        element.text = mark.generated
        if mark.keys:
            element.set("keys", ",".join(mark.keys))
        if mark.how is not None:
            element.set("how", mark.how)
        if mark.state is not None:
            element.set("state", mark.state)
        for source in mark.sources:
            etree.SubElement(element, _SOURCE).text = _relative(source)
    return serialized(root)


def read(data: bytes) -> Recipe | None:
    """The recipe in a .docx, each mark with the text that stands between its bookmarks now.

    None: the document is no draft of nigao's, or lost its recipe. Marks that the recipe does not explain, because
    somebody changed it, are passed over. Raises archive.Unreadable where `data` is no package, and Stop where a later
    version of nigao wrote the recipe.
    """
    parts = archive.unpack(data)
    root = next(_roots(parts), None)
    if root is None:
        return None
    if root.get("schema") != SCHEMA:
        raise Stop([error("recipe-schema", "这份文件是用更新版本的拟稿工具写的", hint="请升级 nigao 后再试")])
    year = root.get("year", "")
    spans = _spans(parts)
    told = (mark for element in root.iterfind(_MARK) if (mark := _mark(element)))
    found = tuple(_found(mark, spans) for mark in told)
    return Recipe(root.get("outline", ""), int(year) if re.fullmatch("[0-9]{1,4}", year) else None, found)


def _found(mark: Mark, spans: Mapping[str, Span]) -> Mark:
    span = spans.get(mark.name)
    return mark._replace(now=span.now(mark.generated)) if span else mark


def _roots(parts: dict[str, bytes]) -> Iterator[etree._Element]:
    """Every recipe in the package, by its namespace: word processors rename the part."""
    for name, content in parts.items():
        if name.startswith("customXml/") and name.endswith(".xml") and b"urn:nigao:recipe:" in content:
            root = _parsed(content)
            if root is not None and re.fullmatch(r"\{urn:nigao:recipe:\d+\}recipe", str(root.tag)):
                yield root


def _spans(parts: dict[str, bytes]) -> dict[str, Span]:
    root = _parsed(parts.get(_DOCUMENT, b""))
    body = None if root is None else root.find(BODY)
    return {} if body is None else marks.spans(body)


def _parsed(content: bytes) -> etree._Element | None:
    try:
        return parse(content)
    except etree.XMLSyntaxError:
        return None


def _mark(element: etree._Element) -> Mark | None:
    """The mark that an element speaks of; None where it is of no kind that is written."""
    kind, state, keys = element.get("kind"), element.get("state"), element.get("keys")
    if kind not in get_args(Kind) or (state in get_args(State)) != (kind == "gap"):
        return None
    return Mark(
        name=element.get("name", ""),
        kind=cast(Kind, kind),
        block=element.get("block", ""),
        generated=element.text or "",
        keys=tuple(keys.split(",")) if keys else (),
        how=element.get("how"),
        sources=tuple(source.text or "" for source in element.iterfind(_SOURCE)),
        state=state,
    )


def _relative(source: str) -> str:
    return re.split(r"[\\/]", source)[-1] if _ABSOLUTE.match(source) else source
