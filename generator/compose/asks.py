"""What a document asks for, one row a key in the order of first appearance: its gaps, and all facts it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from generator.compose.lookup import Lookup
from generator.document import Block, Fact, Gap
from generator.facts.dictionary import LAST_YEAR, Ask, AskState, Entry, cell
from generator.facts.tree import Given
from generator.facts.values import in_one_text
from generator.gaps import State

_UNFIT = "现有的值算不出增减、比值或大小（是0、约数，或不是数），请核对；确实如此就把状态改为“不适用”，这一句不写"
_ELSEWHERE = "已有的值太长，或者有分号，一格里写不下，没有列出；不改就留空"


def asks(blocks: Iterable[Block], lookup: Lookup, unprinted: Iterable[Gap] = ()) -> tuple[Ask, ...]:
    """The rows of the to-fill list: keys of printed gaps with their places, then those that they need; last those of
    gaps that the document does not print."""
    gaps = [(block.id, inline) for block in blocks for inline in block.inlines if isinstance(inline, Gap)]
    states: dict[str, State] = {}
    for _, gap in gaps:
        for key in gap.keys:
            states.setdefault(key, gap.state)
    return tuple(_ask(key, shown, states.get(key), lookup) for key, shown in _places(gaps, unprinted).items())


def _places(shown: Iterable[tuple[str, Fact | Gap]], unprinted: Iterable[Gap]) -> dict[str, tuple[str, ...]]:
    """The keys of what is shown with the blocks that show them, and without a block those that gaps need."""
    places: dict[str, dict[str, None]] = {}
    for block, inline in shown:
        for key in inline.keys:
            places.setdefault(key, {})[block] = None
        for key in inline.needs if isinstance(inline, Gap) else ():
            places.setdefault(key, {})
    for gap in unprinted:
        for key in (*gap.keys, *gap.needs):
            places.setdefault(key, {})
    return {key: tuple(blocks) for key, blocks in places.items()}


def _ask(key: str, places: tuple[str, ...], state: State | None, lookup: Lookup) -> Ask:
    entry = lookup.dictionary.find(key)
    given = lookup.facts.get(key)
    before = lookup.facts.get(f"{key}.last_year")
    value = in_one_text(entry, given.value) if entry and given else None
    is_elsewhere = given is not None and given.value is not None and value is None
    is_unfit = state == "to_confirm" and given is not None and given.state == "known"
    return Ask(
        key,
        entry.label if entry else key,
        state or ("to_confirm" if given and given.value is not None else "missing"),
        entry.unit if entry else None,
        entry.owner if entry else None,
        _UNFIT if is_unfit else _ELSEWHERE if is_elsewhere else entry.definition if entry else None,
        value,
        in_one_text(entry, before.value) if entry and before and before.state == "known" else None,
        given.sources[-1] if given and given.sources else None,
        places,
        is_unfit,
    )


class Facts(Sequence[Ask]):
    """What `facts` gives, made when it is read: most drafts are written without it."""

    def __init__(self, blocks: tuple[Block, ...], lookup: Lookup, unprinted: tuple[Gap, ...] = ()) -> None:
        self._made_of = blocks, lookup, unprinted

    @cached_property
    def _asks(self) -> tuple[Ask, ...]:
        return facts(*self._made_of)

    def __len__(self) -> int:
        return len(self._asks)

    @overload
    def __getitem__(self, at: int) -> Ask: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Ask, ...]: ...
    def __getitem__(self, at: int | slice) -> Ask | tuple[Ask, ...]:
        return self._asks[at]


def facts(blocks: Iterable[Block], lookup: Lookup, unprinted: Iterable[Gap] = ()) -> tuple[Ask, ...]:
    """All facts that the blocks show, ask for or rest on, each as it is given; a table beside its own cells.

    One that is given and shows nowhere (it decided a condition, or does not apply) stands before what was used next.
    """
    shown = ((block.id, inline) for block in blocks for inline in block.inlines if isinstance(inline, Fact | Gap))
    places = _places(shown, unprinted)
    keys = dict.fromkeys(whole for key in _in_order(places, lookup) for whole in (*_this_year(key, lookup), key))
    cells = {place[0] for key in keys if (place := cell(key))}
    found = (key for each in keys for key in (each, *(() if each in cells else _cells(each, lookup))))
    entries = ((key, lookup.dictionary.find(key)) for key in found)
    return tuple(_fact(entry, places.get(key, ()), lookup) for key, entry in entries if entry)


def _in_order(shown: Iterable[str], lookup: Lookup) -> Iterator[str]:
    """The keys that are shown, and before each those that were used on the way to it and are given."""
    shown = dict.fromkeys(shown)
    before: dict[str, list[str]] = {}
    waiting: list[str] = []
    for key in lookup.used:
        if key in shown:
            before[key], waiting = waiting, []
        elif lookup.facts.get(key) or lookup.facts.count(key) is not None:
            waiting.append(key)
    for key in shown:
        yield from (*before.get(key, ()), key)
    yield from waiting


def _this_year(key: str, lookup: Lookup) -> tuple[str, ...]:
    """The fact beside whose value a known one of last year stands."""
    given = lookup.facts.get(key)
    return (key.removesuffix(LAST_YEAR),) if key.endswith(LAST_YEAR) and given and given.state == "known" else ()


def _cells(table: str, lookup: Lookup) -> Iterator[str]:
    """The cells of a given table; none for what is no table."""
    entry = lookup.dictionary.find(table)
    for number in range(1, (lookup.facts.count(table) or 0) + 1 if entry else 1):
        yield from (f"{table}.{number}.{name}" for name in entry.fields) if entry else ()


def _fact(entry: Entry, places: tuple[str, ...], lookup: Lookup) -> Ask:
    given, before = lookup.facts.get(entry.key), lookup.facts.get(f"{entry.key}{LAST_YEAR}")
    value = in_one_text(entry, given.value) if given else None
    is_elsewhere = given is not None and given.value is not None and value is None
    earlier = lookup.dictionary.find(f"{entry.key}{LAST_YEAR}")
    return Ask(
        entry.key,
        entry.label,
        _state(entry, given),
        entry.unit,
        entry.owner,
        _ELSEWHERE if is_elsewhere else entry.definition,
        value,
        in_one_text(earlier, before.value) if earlier and before and before.state == "known" else None,
        "、".join(given.sources[1:] or given.sources) or None if given else None,
        places,
    )


def _state(entry: Entry, given: Given | None) -> AskState:
    if given:
        return given.state
    return "known" if entry.type == "table" else "missing"
