"""Several values of one fact in sources of equal rank: one value where they agree, a conflict where they do not."""

from __future__ import annotations

from collections.abc import Sequence

from generator.facts.dictionary import Entry
from generator.facts.tree import Given
from generator.facts.values import joined, named, same
from generator.problems import Problem, warning

MAX_SAID = 8
CONFLICT_HINT = "核对后改成一致；只信其中一个文件，就加 --prefer 文件名"


def agreed(entry: Entry, found: Sequence[Given]) -> tuple[Given, Problem | None]:
    """The one value of `found` (not empty) with all its sources; to be confirmed, and a warning, where they differ.

    Where they agree, one that somebody confirmed answers for those that were to be confirmed.
    """
    first = next((given for given in found if given.value is not None), found[0])
    sources = tuple(dict.fromkeys(source for given in found for source in given.sources))
    if all(alike(entry, first, given) for given in found):
        confirmed = any(given.confirmed for given in found)
        unsure = not confirmed and any(given.state == "to_confirm" for given in found)
        state = "known" if first.state == "to_confirm" and not unsure else first.state
        return first._replace(sources=sources, state="to_confirm" if unsure else state, confirmed=confirmed), None
    told = "、".join(f"{said(given)}（{given.origin}）" for given in found[:MAX_SAID])
    told += f"等{len(found)}处" if len(found) > MAX_SAID else ""
    problem = warning("fact-conflict", f"{named(entry)}有不同的值：{told}", found[-1].origin, CONFLICT_HINT)
    return first._replace(sources=sources, state="to_confirm"), problem


def alike(entry: Entry, a: Given, b: Given) -> bool:
    """Whether two values say the same; being sure of it or not makes no difference."""
    return (a.state == "not_applicable") == (b.state == "not_applicable") and same(entry, a.value, b.value)


def said(given: Given) -> str:
    """A value as messages show it, on one line."""
    line = "不适用" if given.state == "not_applicable" else " ".join(joined(given.value).split())
    return line if len(line) <= 40 else f"{line[:40]}…"
