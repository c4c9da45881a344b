"""Somebody's .docx, opened to be changed: its parts, what they are and how they hang together, whatever their names.

Refused: what is no .docx of the usual kind, and what `foreign` refuses. A part that nobody changes keeps its bytes.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from lxml import etree

from generator import archive
from generator.problems import Origin, Stop, error
from generator.word import foreign
from generator.word.ooxml import NAMESPACE, parse, serialized

MAX_XML = 50_000_000
MAX_TAGS = 2_000_000
_TYPES = "[Content_Types].xml"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_DOCUMENT = f"{{{NAMESPACE}}}document"


class Opened:
    """A .docx: `roots` are the roots of its XML parts by name, to be changed in place; `main` is the document part."""

    def __init__(self, data: bytes, place: Origin) -> None:
        """Raises Stop, at `place`, for what cannot be opened."""
        self._data = data
        self._parts = foreign.unpacked(data, place)
        self.roots = _roots(self._parts, place)
        self._before = {name: etree.tostring(root) for name, root in self.roots.items()}
        self.main = self._main(place)

    def named(self, tag: str) -> Iterator[tuple[str, etree._Element]]:
        """Name and root of each part whose root element is `tag`."""
        yield from [(name, root) for name, root in self.roots.items() if root.tag == tag]

    def drop(self, names: Iterable[str]) -> None:
        """Take parts out with their relationships and types, and the parts that belong to them alone."""
        wanted = Counter(_target(name, each) for name, root in self._relations() for each in _relationships(root))
        waiting = list(names)
        gone = set(waiting)
        while waiting:
            for target in self._targets(waiting.pop()):
                wanted[target] -= 1
                if not wanted[target] and target not in gone and self._may_follow(target):
                    gone.add(target)
                    waiting.append(target)
        for name in gone | set(map(_relations_of, gone)):
            self._parts.pop(name, None)
            self.roots.pop(name, None)
        for relations, root in self._relations():
            for each in _relationships(root):
                if _target(relations, each) in gone:
                    root.remove(each)
        spoken_of = {name.lower() for part in gone for name in (part, _relations_of(part))}
        for each in list(self._overrides()):
            if each.get("PartName", "").lstrip("/").lower() in spoken_of:
                self.roots[_TYPES].remove(each)

    def packed(self) -> bytes:
        """The package; the very bytes that were opened if nothing was changed."""
        changed = {name: root for name, root in self.roots.items() if etree.tostring(root) != self._before[name]}
        if not changed and self._before.keys() == self.roots.keys():
            return self._data
        whole = {name: serialized(changed[name]) if name in changed else held for name, held in self._parts.items()}
        return archive.pack(whole.items())

    def _main(self, place: Origin) -> str:
        types = {element.get("PartName", "").lstrip("/"): element.get("ContentType") for element in self._overrides()}
        for element in _relationships(self.roots.get("_rels/.rels")):
            if element.get("Type") == _MAIN and (name := _target("_rels/.rels", element)) in self.roots:
                if self.roots[name].tag == _DOCUMENT and types.get(name) == _MAIN_TYPE:
                    return name
            elif element.get("Type", "").startswith(_STRICT):
                hint = "用 Word 打开，另存为，类型选“Word 文档”，不选“Strict Open XML 文档”"
                raise Stop([error("docx-strict", "这是“Strict Open XML”格式的文件", place, hint)])
        raise Stop([error("docx-other", "这不是 .docx 文稿，或者是模板、带宏的文件", place, foreign.SAVE_ANEW)])

    def _overrides(self) -> Iterator[etree._Element]:
        types = self.roots.get(_TYPES)
        if types is not None:
            yield from types.iter(_OVERRIDE)

    def _relations(self) -> Iterator[tuple[str, etree._Element]]:
        yield from [(name, root) for name, root in self.roots.items() if name.endswith(".rels")]

    def _targets(self, name: str) -> list[str]:
        relations = _relations_of(name)
        return [_target(relations, each) for each in _relationships(self.roots.get(relations))]

    def _may_follow(self, part: str) -> bool:
        """Whether a part may go because nothing else leads to it. To what holds the package together nothing does."""
        return part in self._parts and part not in (_TYPES, self.main) and not part.endswith(".rels")


def _roots(parts: dict[str, bytes], place: Origin) -> dict[str, etree._Element]:
    """The roots of all parts of XML. One under customXml that is none is somebody's own affair."""
    xml = {name: content for name, content in parts.items() if name.lower().endswith((".xml", ".rels"))}
    if sum(map(len, xml.values())) > MAX_XML or sum(content.count(b"<") for content in xml.values()) > MAX_TAGS:
        raise Stop([foreign.too_large(place)])
    roots = {}
    for name, content in xml.items():
        root = _sound(content)
        if root is not None:
            roots[name] = root
        elif not name.startswith("customXml/"):
            raise Stop([error("docx-damaged", f"文件坏了：里面的 {name} 读不出来", place, foreign.SAVE_ANEW)])
    return roots


def _sound(content: bytes) -> etree._Element | None:
    """The root of a part; None where it is no XML, or has a document type, which no word processor writes."""
    try:
        root = parse(content)
    except etree.XMLSyntaxError:
        return None
    return root if root.getroottree().docinfo.internalDTD is None else None


def _relationships(root: etree._Element | None) -> list[etree._Element]:
    return [] if root is None else list(root.iter(_RELATIONSHIP))


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _target(relations: str, element: etree._Element) -> str:
    """The part that a relationship leads to; empty where it leads out of the package."""
    if element.get("TargetMode") == "External":
        return ""
    folder = posixpath.dirname(posixpath.dirname(relations))
    return posixpath.normpath(posixpath.join("/", folder, unquote(element.get("Target", "")))).lstrip("/")
