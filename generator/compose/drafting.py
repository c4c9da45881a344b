"""The whole draft in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from generator import numbers
from generator.compose import blocks, formal
from generator.compose.asks import Facts, asks
from generator.compose.composer import Composer
from generator.compose.frame import Run
from generator.compose.lookup import Lookup
from generator.compose.templates import Templates
from generator.document import Block, Document, Gap, Kind, Slot
from generator.outline.model import Outline
from generator.problems import Problem, stop_on_errors, warning

RATE = 200
_DATE = re.compile(r"(\d{4})[年-](\d{1,2})[月-](\d{1,2})日?")
_HEAD: tuple[Kind, ...] = ("subtitle", "byline")
_ADDRESS: tuple[Kind, ...] = ("recipient", "salutation")


class Plan(NamedTuple):
    """An outline and the templates that its words come from."""

    outline: Outline
    templates: Templates


def compose(plan: Plan, lookup: Lookup, attached: Mapping[str, Plan] | None = None) -> Document:
    """The document of `plan`; `attached` are the plans of its attachments by name.

    Raises Stop with all mistakes of its words and templates, if there are any.
    """
    run = Run(lookup)
    outline = plan.outline
    composer = Composer(outline, plan.templates, run)
    composer.check()
    composer.fill()
    fillers = {name: partial(Composer, *of, run) for name, of in (attached or {}).items()}
    enclosed = formal.attachments(composer, fillers)
    written = tuple(blocks.captioned(_written(composer, enclosed)))
    slot, unprinted = _slot(composer)
    told = dict.fromkeys([*composer.problems, *(problem for each in enclosed for problem in each.problems)])
    problems: tuple[Problem, ...] = tuple(told)
    stop_on_errors(problem for problem in problems if problem.severity == "error")
    gaps, facts = asks(written, lookup, unprinted), Facts(written, lookup, unprinted)
    return Document(outline.name, lookup.year, written, gaps, problems, slot, outline.sealed, facts)


def day_of(plan: Plan, lookup: Lookup) -> date | None:
    """The document's own day, where its date line tells one; None where it has none or it is not known.

    A date line that speaks of the sections tells none: they are not there yet.
    """
    if "date" not in plan.outline.frame:
        return None
    text = "".join(inline.text for inline in Composer(*plan, Run(lookup)).line("date"))
    found = _DATE.search(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _written(composer: Composer, enclosed: list[formal.Enclosed]) -> Iterator[Block]:
    signature, day = composer.line("signature"), composer.line("date")
    yield from formal.red_head(composer)
    yield from blocks.title(composer.title())
    for kind in _HEAD:
        yield from blocks.line(kind, composer.line(kind))
    if not signature:
        yield from blocks.line("date", day)
    for kind in _ADDRESS:
        yield from blocks.line(kind, composer.line(kind))
    yield from blocks.body("opening", composer.body("opening"))
    yield from blocks.sections(composer.sections(), composer.outline.numbering)
    yield from blocks.body("closing", composer.body("closing"))
    yield from formal.attendance(composer)
    yield from formal.notes_of(enclosed)
    yield from blocks.line("signature", signature)
    if signature:
        yield from blocks.line("date", day)
    yield from blocks.body("notes", composer.body("notes"), kind="notes")
    for each in enclosed:
        yield from each.blocks
    yield from formal.imprint(composer)


def _slot(composer: Composer) -> tuple[Slot | None, tuple[Gap, ...]]:
    """A speech's slot, and the gaps that keep its minutes from being known."""
    length = composer.outline.length
    if not length.is_of_speech:
        return None, ()
    inlines = composer.beside(length.minutes) if length.minutes else ()
    gaps = tuple(inline for inline in inlines if isinstance(inline, Gap))
    text = "" if gaps else "".join(inline.text for inline in inlines)
    minutes = _whole(text)
    if text and minutes is None and length.minutes:
        hint = "给出以分钟计的整数，如 20"
        composer.problems.append(warning("length-minutes", f"“{text}”不是分钟数", length.minutes.origin, hint))
    return Slot(length.rate or RATE, minutes), gaps


def _whole(text: str) -> int | None:
    """The whole number from 1 that `text` writes; None where it writes none."""
    number = numbers.read(text)
    if number is None or number.vague or number.value < 1 or number.value != int(number.value):
        return None
    return int(number.value)
