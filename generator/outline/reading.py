"""From the resolved YAML of an outline to the outline itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outline import formal, table
from generator.outline.model import Column, Length, Outline, Part, Table, Words, setting
from generator.outline.shape import PART_LISTS, WORDS_KEYS, part_id
from generator.outline.takes import TRUTHS
from generator.problems import Problem, error
from generator.yaml_source import Mapping, Node, Scalar, Sequence

DEFAULT_NUMBERING = ("一、", "（一）", "1.", "（1）")


def outline(name: str, node: Mapping, lineage: tuple[str, ...], shipped: frozenset[str] = frozenset()) -> Outline:
    """The outline of a resolved mapping of checked files."""
    return Outline(
        name,
        node.origin,
        {path: words for path, below in _frame(node) if (words := _words(below))},
        _parts(node.get("sections")),
        _numbering(node.get("numbering")),
        setting(node.get("layout")),
        _length(node.get("length")),
        _text(node.get("summary_for")),
        lineage,
        shipped,
        _truth(node.get("sealed"), False),
        formal.attachments(node),
    )


def _frame(node: Mapping) -> Iterator[tuple[str, Node | None]]:
    yield from ((key, node.get(key)) for key in WORDS_KEYS)
    yield from formal.frame(node)


def _truth(node: Node | None, default: bool) -> bool:
    return TRUTHS.get(_text(node) or "", default)


def incomplete(name: str, node: Mapping) -> list[Problem]:
    """What a resolved mapping lacks: a title and sections it must have, and each table in it its fact and columns."""
    missing = [
        error("outline-incomplete", f"提纲“{name}”没有 {key}", node.origin, f"加上 {key}，或写 extends")
        for key in ("title", "sections")
        if not _filled(node.get(key))
    ]
    return [*missing, *(problem for each in _tables(node) for problem in table.lacking(each)), *formal.lacking(node)]


def _tables(node: Mapping) -> Iterator[Mapping]:
    if isinstance(own := node.get("table"), Mapping):
        yield own
    for key in PART_LISTS:
        parts = node.get(key)
        for part in parts.items if isinstance(parts, Sequence) else ():
            if isinstance(part, Mapping):
                yield from _tables(part)


def _filled(node: Node | None) -> bool:
    if isinstance(node, Sequence):
        return bool(node.items)
    return isinstance(node, Mapping) or (isinstance(node, Scalar) and bool(node.value))


def _text(node: Node | None) -> str | None:
    return node.value if isinstance(node, Scalar) else None


def _words(node: Node | None) -> Words | None:
    if isinstance(node, Scalar) and node.value is not None:
        return Words(node.value, None, node.first_line)
    if isinstance(node, Mapping) and (path := _text(node.get("template"))):
        return Words(None, path.removesuffix(".j2"), node.items["template"].origin)
    return None


def _length(node: Node | None) -> Length:
    given = node.items if isinstance(node, Mapping) else {}
    numbers = {key: int(value) for key in ("target", "max", "rate") if (value := _text(given.get(key)))}
    return Length(**numbers, minutes=_words(given.get("minutes")))


def _numbering(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Sequence):
        return tuple(item.value or "none" for item in node.items if isinstance(item, Scalar))
    single = _text(node)
    return (single,) if single else DEFAULT_NUMBERING


def _parts(node: Node | None) -> tuple[Part, ...]:
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(_part(item) for item in items if isinstance(item, Mapping))


def _table(node: Node | None) -> Table | None:
    """The table of a part; None where it has none, or one that is not whole."""
    if not isinstance(node, Mapping):
        return None
    fact, columns = setting(node.get("of")), node.get("columns")
    if fact is None or not isinstance(columns, Sequence):
        return None
    items = (item for item in columns.items if isinstance(item, Mapping))
    read = ((_words(item.get("heading")), _words(item.get("text"))) for item in items)
    made = tuple(Column(heading, text) for heading, text in read if heading and text)
    return Table(fact, made, node.origin, _words(node.get("caption")), _truth(node.get("landscape"), False))


def _part(node: Mapping) -> Part:
    priority = _text(node.get("priority"))
    return Part(
        part_id(node),
        node.origin,
        role=_text(node.get("role")),
        heading=_words(node.get("heading")),
        numbered=_truth(node.get("numbered"), True),
        lead=_words(node.get("lead")),
        text=_words(node.get("text")),
        table=_table(node.get("table")),
        enumerator=_text(node.get("enumerator")),
        repeat=setting(node.get("repeat")),
        priority=int(priority) if priority else None,
        points=_parts(node.get("points")),
        sections=_parts(node.get("sections")),
    )
