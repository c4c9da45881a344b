"""Parts of the outline with their words: what they hold, and what words may say of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.compose.lookup import Lookup
from generator.compose.paragraphs import first_sentence
from generator.compose.values import Absent, Hole, Items, Refused, Value, together, words
from generator.document import Gap, Inlines
from generator.outline.model import Part

Rows = list[list[list[Inlines]]]
Named = list[tuple["Filled", Inlines]]


@dataclass(slots=True)
class Filled:
    """A part with its words. `path` is its id in the document; `lead` and `text` are paragraphs.

    `table` is rows of cells of paragraphs, its header first; `caption` stands over it.
    """

    part: Part
    path: str
    heading: Inlines = ()
    lead: list[Inlines] = field(default_factory=list)
    text: list[Inlines] = field(default_factory=list)
    table: Rows = field(default_factory=list)
    points: list[Filled] = field(default_factory=list)
    sections: list[Filled] = field(default_factory=list)
    caption: Inlines = ()

    @property
    def is_left_out(self) -> bool:
        """Whether nothing came of all that the outline gives the part; one of a heading alone stays."""
        part = self.part
        promised = part.lead or part.text or part.table or part.points or part.sections or not part.heading
        return bool(promised) and not (self.lead or self.text or self.table or self.points or self.sections)


def headed(sections: list[Filled]) -> Named:
    """The sections with a number, by heading."""
    return [(section, section.heading) for section in sections if section.part.numbered and section.heading]


def enumerated(parent: Part, points: list[Filled]) -> Named:
    """The points that an enumerator counts, by heading; one without a heading by its first sentence."""
    counted = [each for each in points if each.part.numbered and (each.part.enumerator or parent.enumerator) != "none"]
    return [(each, each.heading or first_sentence([*each.lead, *each.text, ()][0])) for each in counted]


def spoken_of(named: Named, among: tuple[Part, ...], lookup: Lookup) -> Items | Absent:
    """Parts `among` the outline's as a list of their names; how many there will be is open where a table that repeats
    them is. Where there are none because their table does not apply, neither does the list.
    """
    if not named:
        repeated = (_table(part, lookup) for part in among)
        if absent := next((value for value in repeated if isinstance(value, Absent)), None):
            return absent
    keys = [each.part.repeat.name if each.part.repeat else None for each, _ in named]
    found = {key: _table(each.part, lookup) for key, (each, _) in zip(keys, named, strict=True) if key}
    tables = {key: table for key, table in found.items() if isinstance(table, Items)}
    holes = {key: table.hole for key, table in tables.items() if table.hole}
    doubts = (None if key in holes else _doubt(each) for key, (each, _) in zip(keys, named, strict=True))
    items = tuple(doubt or words(name) for doubt, (_, name) in zip(doubts, named, strict=True))
    sources = dict.fromkeys(source for table in tables.values() for source in table.sources)
    return Items(items, tuple(tables), tuple(sources), together([*holes.values(), *items]), parts=True)


def _table(part: Part, lookup: Lookup) -> Value:
    """The table that repeats a part; an empty list where it names none, or one too long, which is told elsewhere."""
    entry = lookup.dictionary.entries.get(part.repeat.name) if part.repeat else None
    try:
        return lookup.value(entry.key) if entry and entry.type == "table" else Items(())
    except Refused:
        return Items(())


def _doubt(filled: Filled) -> Hole | None:
    """What leaves open whether a part will have any words: the gaps in it, where there is nothing else."""
    if filled.table:
        return None
    gaps: list[Gap] = []
    for line in (*filled.lead, *filled.text):
        gaps += [inline for inline in line if isinstance(inline, Gap)]
        if any(not isinstance(inline, Gap) for inline in line):
            return None
    inner = [_doubt(part) for part in (*filled.points, *filled.sections)]
    gaps += [gap for doubt in inner if doubt for gap in doubt.gaps]
    return Hole(tuple(gaps)) if gaps and all(inner) else None
