"""What the gaps of a document ask for: one row a key, in the order of first appearance."""

from __future__ import annotations

from collections.abc import Iterable

from generator.compose.lookup import Lookup
from generator.document import Block, Gap
from generator.facts.dictionary import Ask, State
from generator.facts.values import joined

_UNFIT = "现有的值算不出增减、比值或大小（是0、约数，或不是数），请核对；确实如此就把状态改为“不适用”，这一句不写"


def asks(blocks: Iterable[Block], lookup: Lookup, unprinted: Iterable[Gap] = ()) -> tuple[Ask, ...]:
    """The rows of the to-fill list: keys of printed gaps with their places, then those that they need; last those of
    gaps that the document does not print."""
    places: dict[str, dict[str, None]] = {}
    states: dict[str, State] = {}
    for block in blocks:
        for inline in block.inlines:
            if isinstance(inline, Gap):
                for key in inline.keys:
                    places.setdefault(key, {})[block.id] = None
                    states.setdefault(key, inline.state)
                for key in inline.needs:
                    places.setdefault(key, {})
    for gap in unprinted:
        for key in (*gap.keys, *gap.needs):
            places.setdefault(key, {})
    return tuple(_ask(key, tuple(shown), states.get(key), lookup) for key, shown in places.items())


def _ask(key: str, places: tuple[str, ...], state: State | None, lookup: Lookup) -> Ask:
    entry = lookup.dictionary.find(key)
    given = lookup.facts.get(key)
    before = lookup.facts.get(f"{key}.last_year")
    value = _text(given.value) if given else None
    is_unfit = state == "to_confirm" and given is not None and given.state == "known"
    return Ask(
        key,
        entry.label if entry else key,
        state or ("to_confirm" if value is not None else "missing"),
        entry.unit if entry else None,
        entry.owner if entry else None,
        _UNFIT if is_unfit else entry.definition if entry else None,
        value,
        _text(before.value) if before and before.state == "known" else None,
        given.sources[-1] if given and given.sources else None,
        places,
    )


def _text(value: str | tuple[str, ...] | None) -> str | None:
    return None if value is None else joined(value)
