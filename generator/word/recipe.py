"""The recipe: the custom XML part that says what the marks of a draft are; written with it, read from an edited one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast, get_args

from lxml import etree

from generator import archive
from generator.gaps import State
from generator.problems import Origin, Stop, error
from generator.word import marks, ooxml
from generator.word.marks import Kind, Mark, Span
from generator.word.ooxml import BODY, Xml, element, escaped, parse

NAMESPACE = "urn:nigao:recipe:1"
SCHEMA = "1"
_N = f"{{{NAMESPACE}}}"
_MARK, _SOURCE = _N + "mark", _N + "source"
MAX_XML = 20_000_000
MAX_TAGS = 1_000_000
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
    if mark.broken:
        about["broken"] = "true"
    sources = [element("source", {}, escaped(_relative(source))) for source in mark.sources]
    return element("mark", about, escaped(mark.generated), *sources)


def read(data: bytes) -> Recipe | None:
    """The recipe in a .docx, each mark with the text that stands between its bookmarks now.

    None: the document is no draft of nigao's, or lost its recipe. Marks that the recipe does not explain, because
    somebody changed it, are passed over. Raises archive.Unreadable where `data` is no package or its text is damaged,
    archive.TooLarge beyond the bounds, and Stop where a later version of nigao wrote the recipe.
    """
    package = archive.Package(data, MAX_XML)
    root = next(_roots(package), None)
    if root is None:
        return None
    recipe, spans = told(root), _spans(package)
    return recipe._replace(marks=tuple(_found(mark, spans) for mark in recipe.marks))


def is_one(root: etree._Element) -> bool:
    """Whether the root of a part is that of a recipe, of this version or another."""
    return re.fullmatch(r"\{urn:nigao:recipe:\d+\}recipe", str(root.tag)) is not None


def told(root: etree._Element, place: Origin | None = None) -> Recipe:
    """What the recipe with this root says. Raises Stop, at `place`, where a later version of nigao wrote it."""
    if root.get("schema") != SCHEMA:
        raise Stop([error("recipe-schema", "这份文件是用更新版本的拟稿工具写的", place, "请升级 nigao 后再试")])
    year = root.get("year", "")
    return Recipe(
        root.get("outline", ""),
        int(year) if re.fullmatch("[0-9]{1,4}", year) else None,
        tuple(mark for element in root.iterfind(_MARK) if (mark := _mark(element))),
        tuple(root.get("highlights", "").split()),
    )


def _found(mark: Mark, spans: Mapping[str, Span]) -> Mark:
    span = spans.get(mark.name)
    if span and mark.broken:
        span = Span(span.text.replace("\n", ""), span.after)
    return mark._replace(now=span.now(mark.generated)) if span else mark


def _roots(package: archive.Package) -> Iterator[etree._Element]:
    """Every recipe in the package, by its namespace: word processors rename the part."""
    names = (name for name in package.names if name.startswith("customXml/") and name.endswith(".xml"))
    for content in map(package.read, names):
        if content and b"urn:nigao:recipe:" in content:
            root = _parsed(content)
            if root is not None and is_one(root):
                yield root


def _spans(package: archive.Package) -> dict[str, Span]:
    """The spans of the text. Without one that can be read all marks would seem to be deleted."""
    root = _parsed(package.read(_DOCUMENT) or b"")
    body = None if root is None else root.find(BODY)
    if body is None:
        raise archive.Unreadable(_DOCUMENT)
    return marks.spans(body)


def _parsed(content: bytes) -> etree._Element | None:
    """The root of a part, None where it is damaged or has a document type: no word processor writes one."""
    if content.count(b"<") > MAX_TAGS:
        raise archive.TooLarge(f"more than {MAX_TAGS} tags")
    try:
        root = parse(content)
    except etree.XMLSyntaxError:
        return None
    return None if root.getroottree().docinfo.doctype else root


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
        broken=element.get("broken") == "true",
    )


def _relative(source: str) -> str:
    return re.split(r"[\\/]", source)[-1] if _ABSOLUTE.match(source) else source
