"""The outline filled in: each part's words composed once, parts that came out empty left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from generator import ordinals
from generator.compose.frame import Run
from generator.compose.lookup import Lookup
from generator.compose.loops import position
from generator.compose.paragraphs import Dropped, first_sentence, paragraphs
from generator.compose.scope import POINTS, SECTIONS
from generator.compose.templates import Source, Template, Templates
from generator.compose.values import Absent, Hole, Items, Record, Refused, Value, together
from generator.compose.values import words as worded
from generator.document import Gap, Inlines
from generator.facts.dictionary import Entry
from generator.outline.model import Outline, Part, Setting, Table, Words
from generator.problems import Origin, Problem, Stop, advice, did_you_mean, error, has_errors, warning

Rows = list[list[list[Inlines]]]

Made = TypeVar("Made")


@dataclass(slots=True)
class Filled:
    """A part with its words. `path` is its id in the document; `lead` and `text` are paragraphs.

    `table` is rows of cells of paragraphs, its header first.
    """

    part: Part
    path: str
    heading: Inlines = ()
    lead: list[Inlines] = field(default_factory=list)
    text: list[Inlines] = field(default_factory=list)
    table: Rows = field(default_factory=list)
    points: list[Filled] = field(default_factory=list)
    sections: list[Filled] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Context:
    """Where words stand: the table whose record is `item`, the names that come with it, and which list of parts is
    one of them (`scope.LISTS`)."""

    table: Entry | None
    names: dict[str, Value]
    parts: str | None = None

    def speaking_of(self, name: str, parts: Items) -> Context:
        """The same place, where `parts` have a name."""
        return replace(self, names={**self.names, name: parts}, parts=name)


class Composer:
    """One draft of one outline; what is wrong or worth telling goes to `problems`."""

    def __init__(self, outline: Outline, templates: Templates, lookup: Lookup) -> None:
        self.outline = outline
        self.templates = templates
        self.run = Run(lookup)
        self.problems: list[Problem] = []
        self._told: set[Problem] = set()
        self._outer = Context(None, lookup.years())
        self._beside = replace(self._outer, parts=SECTIONS)
        self._sections: list[Filled] = []
        self._of_sections: list[Problem] = []

    def check(self) -> None:
        """Tell the mistakes of all words of the outline, also of those that this draft does not print."""
        for words in self.outline.frame.values():
            self._template(words, None, SECTIONS)
        if self.outline.length.minutes:
            self._template(self.outline.length.minutes, None)
        self._check(self.outline.sections, None)

    def _check(self, among: tuple[Part, ...], table: Entry | None) -> None:
        for part in among:
            inner = (part.repeat and self._entry(part.repeat, "repeat")) or table
            for words, parts in ((part.heading, None), (part.lead, POINTS), (part.text, None)):
                if words:
                    self._template(words, inner, parts)
            if part.table:
                self._check_table(part.table, inner)
            self._check(part.points, inner)
            self._check(part.sections, inner)

    def _check_table(self, table: Table, outer: Entry | None) -> None:
        records = self._entry(table.of, "table")
        for column in table.columns:
            self._template(column.heading, outer)
            if records:
                self._template(column.text, records)

    def _entry(self, of: Setting, key: str) -> Entry | None:
        """The table fact that `key` of a part names; None where it is none, which is told."""
        entries = self.run.lookup.dictionary.entries
        entry = entries.get(of.name)
        if entry and entry.type == "table":
            return entry
        tables = [key for key, known in entries.items() if known.type == "table"]
        hint = did_you_mean(of.name, tables) or f"表格类的事实有 {'、'.join(tables)}"
        self._tell(error("fact-unknown", f"{key} 里的“{of.name}”不是表格类的事实", of.origin, hint))
        return None

    def _tell(self, problem: Problem) -> None:
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append(problem)

    def _template(self, words: Words, table: Entry | None, parts: str | None = None) -> Template:
        if words.template is not None:
            template = self.templates.file(words.template, words.origin, table, parts)
        else:
            template = self.templates.words(Source(words.text or "", words.origin), table, parts)
        for problem in template.problems:
            self._tell(problem)
        return template

    def line(self, key: str) -> Inlines:
        """The words of one line beside the sections: title, date, salutation …; () where there are none."""
        words = self.outline.frame.get(key)
        return self._line(words, self._beside) if words else ()

    def title(self) -> Inlines:
        words = self.outline.frame.get("title")
        return self._heading(words, self._beside, "题目") if words else ()

    def _heading(self, words: Words, context: Context, what: str) -> Inlines:
        """The words of a title or heading; an empty one is told."""
        line = self._line(words, context)
        if not line and not has_errors(self.problems):
            hint = "标题不用条件和可能为空的事实"
            self._tell(warning("heading-empty", f"{what}是空的，没有写", words.origin, hint))
        return line

    def beside(self, words: Words) -> Inlines:
        """Words that the document does not print; () where they do not apply."""
        return tuple(inline for line in self._words(words, self._outer)[0] for inline in line)

    def body(self, key: str) -> list[Inlines]:
        """The paragraphs of opening or closing."""
        return self._paragraphs(self.outline.frame.get(key), self._beside)

    def fill(self) -> None:
        """Compose the sections: before all else, as the words beside them may count them."""
        self._sections, self._of_sections = self._ahead(lambda: self._parts(self.outline.sections, "", self._outer))
        numbered = [(section, section.heading) for section in self._sections if section.part.numbered]
        headed = [(section, heading) for section, heading in numbered if heading]
        self._beside = self._beside.speaking_of(SECTIONS, self._list(headed))

    def sections(self) -> list[Filled]:
        """The sections that were filled; what came up with them is told now, in its place."""
        self.problems.extend(self._of_sections)
        return self._sections

    def _ahead(self, make: Callable[[], Made]) -> tuple[Made, list[Problem]]:
        """What `make` gives, and what it tells, for its place in the reading order to come."""
        before = len(self.problems)
        made = make()
        told = self.problems[before:]
        del self.problems[before:]
        return made, told

    def _list(self, named: list[tuple[Filled, Inlines]]) -> Items:
        """Parts as words speak of them, by name; how many there will be is open where a table that repeats them is."""
        keys = [each.part.repeat.name if each.part.repeat else None for each, _ in named]
        values = {key: self.run.lookup.value(key) for key in keys if key}
        tables = {key: table for key, table in values.items() if isinstance(table, Items)}
        holes = {key: table.hole for key, table in tables.items() if table.hole}
        open_parts = (None if key in holes else _doubt(each) for key, (each, _) in zip(keys, named, strict=True))
        items = tuple(doubt or worded(name) for doubt, (_, name) in zip(open_parts, named, strict=True))
        sources = dict.fromkeys(source for table in tables.values() for source in table.sources)
        return Items(items, tuple(tables), tuple(sources), together([*holes.values(), *items]), parts=True)

    def _words(self, words: Words, context: Context) -> tuple[list[Inlines], list[Dropped]]:
        template = self._template(words, context.table, context.parts)
        if template.problems:
            return [], []
        try:
            return paragraphs(template.inlines(self.run, context.names))
        except Stop as stop:
            for problem in stop.problems:
                self._tell(problem)
            return [], []

    def _paragraphs(self, words: Words | None, context: Context) -> list[Inlines]:
        if words is None:
            return []
        kept, dropped = self._words(words, context)
        for sentence in dropped:
            message = f"“{_short(sentence.text)}”一句没有写，因为{self._labels(sentence.keys)}不适用"
            self._tell(advice("sentence-left-out", message, words.origin))
        return kept

    def _line(self, words: Words, context: Context) -> Inlines:
        kept, dropped = self._words(words, context)
        for sentence in dropped:
            message = f"标题用到了不适用的事实：{self._labels(sentence.keys)}"
            self._tell(error("fact-not-applicable", message, words.origin, "换一个标题，或给出事实的值"))
        return tuple(inline for line in kept for inline in line)

    def _labels(self, keys: tuple[str, ...]) -> str:
        found = (self.run.lookup.dictionary.find(key) for key in keys)
        return "、".join(f"“{entry.label}”" for entry in found if entry)

    def _parts(self, parts: tuple[Part, ...], within: str, context: Context) -> list[Filled]:
        filled = []
        for part in parts:
            for path, inner in self._repeated(part, f"{within}{part.id}", context):
                made = self._filled(part, path, inner)
                if _promised(part) and not _has_words(made):
                    self._tell(advice("part-left-out", f"“{path}”没有内容，连同标题没有写", part.origin))
                else:
                    filled.append(made)
        if len(filled) > ordinals.MOST:
            self._tell(error("template-bounds", f"同一级超过{ordinals.MOST}项", parts[0].origin, "减少记录或分几节写"))
            return filled[: ordinals.MOST]
        return filled

    def _repeated(self, part: Part, path: str, context: Context) -> Iterator[tuple[str, Context]]:
        if part.repeat is None:
            yield path, context
        elif table := self._entry(part.repeat, "repeat"):
            for at, inner in enumerate(self._records(table, f"“{path}”", part.origin, context), start=1):
                yield f"{path}.{at}", inner

    def _records(self, table: Entry, what: str, origin: Origin, context: Context) -> Iterator[Context]:
        """Where the words of each record stand; nowhere, and told of `what`, where the table does not apply."""
        try:
            records = self.run.lookup.value(table.key)
        except Refused as refused:
            self._tell(error(refused.code, refused.message, origin, refused.hint))
            return
        if isinstance(records, Absent):
            message = f"{what}没有写，因为{self._labels(records.keys)}不适用"
            self._tell(advice("part-left-out", message, origin))
        for at, record in enumerate(records.items if isinstance(records, Items) else ()):
            names = {**context.names, "item": record, "loop": Record(position(records, at))}  # type: ignore[arg-type]
            yield Context(table, names)

    def _rows(self, table: Table, path: str, context: Context) -> Rows:
        """The header and a row for each record; [] where there are no records."""
        what, entry = f"“{path}”的表格", self._entry(table.of, "table")
        records = self._records(entry, what, table.origin, context) if entry else ()
        try:
            rows = [[self._cell(column.text, inner) for column in table.columns] for inner in records]
        except Refused as refused:
            self._tell(error(refused.code, refused.message, table.origin, refused.hint))
            return []
        header = [[self._heading(column.heading, context, f"{what}的列名")] for column in table.columns]
        return [header, *rows] if rows else []

    def _cell(self, words: Words, context: Context) -> list[Inlines]:
        """The paragraphs of a cell; it stays empty where its words do not apply."""
        self.run.step()
        kept, dropped = self._words(words, context)
        for sentence in dropped:
            message = f"表格里有一格没有写全，因为{self._labels(sentence.keys)}不适用"
            self._tell(advice("sentence-left-out", message, words.origin))
        return kept

    def _lead(self, part: Part, points: list[Filled], context: Context) -> list[Inlines]:
        if part.lead is None:
            return []
        return self._paragraphs(part.lead, context.speaking_of(POINTS, self._list(_enumerated(part, points))))

    def _filled(self, part: Part, path: str, context: Context) -> Filled:
        points, told_of_points = self._ahead(lambda: self._parts(part.points, f"{path}/", context))
        filled = Filled(
            part,
            path,
            self._heading(part.heading, context, f"“{path}”的标题") if part.heading else (),
            self._lead(part, points, context),
            self._paragraphs(part.text, context),
            self._rows(part.table, path, context) if part.table else [],
            points,
        )
        self.problems.extend(told_of_points)
        filled.sections = self._parts(part.sections, f"{path}/", context)
        return filled


def _promised(part: Part) -> bool:
    """Whether the outline gives the part anything but a heading."""
    return bool(part.lead or part.text or part.table or part.points or part.sections or not part.heading)


def _has_words(filled: Filled) -> bool:
    return bool(filled.lead or filled.text or filled.table or filled.points or filled.sections)


def _enumerated(parent: Part, points: list[Filled]) -> list[tuple[Filled, Inlines]]:
    """The points that an enumerator counts, by heading; one without a heading by its first sentence."""
    counted = [each for each in points if each.part.numbered and (each.part.enumerator or parent.enumerator) != "none"]
    return [(each, each.heading or first_sentence([*each.lead, *each.text, ()][0])) for each in counted]


def _doubt(filled: Filled) -> Hole | None:
    """What leaves open whether a part will have any words: the gaps in it, where there is nothing else."""
    if filled.table:
        return None
    gaps: list[Gap] = []
    for words in (*filled.lead, *filled.text):
        gaps += [inline for inline in words if isinstance(inline, Gap)]
        if any(not isinstance(inline, Gap) for inline in words):
            return None
    inner = [_doubt(part) for part in (*filled.points, *filled.sections)]
    gaps += [gap for doubt in inner if doubt for gap in doubt.gaps]
    return Hole(tuple(gaps)) if gaps and all(inner) else None


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"
