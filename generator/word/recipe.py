"""The recipe: the custom XML part that says what the marks of a draft are; written with it, read from an edited one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from lxml import etree

from generator import archive
from generator.problems import Origin, Stop, error
from generator.word import marks, ooxml
from generator.word.marks import Kind, Mark, Span
from generator.word.ooxml import BODY, Xml, element, escaped, parse

NAMESPACE = "urn:nigao:recipe:1"
SCHEMA = "1"
_N = f"{{{NAMESPACE}}}"
_MARK, _SOURCE = _N + "mark", _N + "source"
_DOCUMENT = "word/document.xml"
_ABSOLUTE = re.compile(r"^(file:|~|[A-Za-z]:|[\\/])")


class Recipe(NamedTuple):
    """What a draft was made of: the outline's name, the year it reports on, its marks in reading order, and the colours
    that its gaps are highlighted in."""

    outline: str
    year: int | None
    marks: tuple[Mark, ...]
    highlights: tuple[str, ...] = ()


def part(recipe: Recipe) -> bytes:
    """The recipe as an XML part. Of a source with an absolute path only the file's name is told."""
    about = {"xmlns": NAMESPACE, "schema": SCHEMA, "outline": recipe.outline}
    if recipe.year is not None:
        about["year"] = str(recipe.year)
    if recipe.highlights:
        about["highlights"] = " ".join(recipe.highlights)
    return ooxml.part(element("recipe", about, *map(_written, recipe.marks)))


def _written(mark: Mark) -> Xml:
    about = {"name": mark.name, "kind": mark.kind, "block": mark.block}
    if mark.keys:
        about["keys"] = ",".join(mark.keys)
    if mark.how is not None:
        about["how"] = mark.how
    if mark.state is not None:
        about["state"] = mark.state
    sources = [element("source", {}, escaped(_relative(source))) for source in mark.sources]
    return element("mark", about, escaped(mark.generated), *sources)


def read(data: bytes) -> Recipe | None:
    """The recipe in a .docx, each mark with the text that stands between its bookmarks now.

    None: the document is no draft of nigao's, or lost its recipe. Raises archive.Unreadable where `data` is no
    package, and Stop where a later version of nigao wrote the recipe.
    """
    parts = archive.unpack(data)
    root = next(_roots(parts), None)
    if root is None:
        return None
    recipe, spans = told(root), _spans(parts)
    return recipe._replace(marks=tuple(_found(mark, spans) for mark in recipe.marks))


def is_one(root: etree._Element) -> bool:
    """Whether the root of a part is that of a recipe, of this version or another."""
    return re.fullmatch(r"\{urn:nigao:recipe:\d+\}recipe", str(root.tag)) is not None


def told(root: etree._Element, place: Origin | None = None) -> Recipe:
    """What the recipe with this root says. Raises Stop, at `place`, where a later version of nigao wrote it."""
    if root.get("schema") != SCHEMA:
        raise Stop([error("recipe-schema", "这份文件是用更新版本的拟稿工具写的", place, "请升级 nigao 后再试")])
    year = root.get("year")
    return Recipe(
        root.get("outline", ""),
        int(year) if year and year.isdecimal() else None,
        tuple(_mark(element) for element in root.iterfind(_MARK)),
        tuple(root.get("highlights", "").split()),
    )


def _found(mark: Mark, spans: Mapping[str, Span]) -> Mark:
    span = spans.get(mark.name)
    return mark._replace(now=span.now(mark.generated)) if span else mark


def _roots(parts: dict[str, bytes]) -> Iterator[etree._Element]:
    """Every recipe in the package, by its namespace: word processors rename the part."""
    for name, content in parts.items():
        if name.startswith("customXml/") and name.endswith(".xml") and b"urn:nigao:recipe:" in content:
            root = _parsed(content)
            if root is not None and is_one(root):
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


def _mark(element: etree._Element) -> Mark:
    keys = element.get("keys")
    return Mark(
        name=element.get("name", ""),
        kind=cast(Kind, element.get("kind", "block")),
        block=element.get("block", ""),
        generated=element.text or "",
        keys=tuple(keys.split(",")) if keys else (),
        how=element.get("how"),
        sources=tuple(source.text or "" for source in element.iterfind(_SOURCE)),
        state=element.get("state"),
    )


def _relative(source: str) -> str:
    return re.split(r"[\\/]", source)[-1] if _ABSOLUTE.match(source) else source
