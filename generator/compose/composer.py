"""The outline filled in: each part's words composed once, parts that came out empty left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from generator import ordinals
from generator.compose.filled import Filled, Rows, enumerated, headed, spoken_of
from generator.compose.frame import Run
from generator.compose.loops import position
from generator.compose.scope import POINTS, SECTIONS
from generator.compose.templates import Templates
from generator.compose.values import Absent, Items, Record, Refused
from generator.compose.writing import Context, Writing
from generator.document import Inlines
from generator.facts.dictionary import Entry
from generator.outline.model import Outline, Part, Table, Words
from generator.problems import Origin, Problem, advice, error


class Composer:
    """One draft of one outline; what is wrong or worth telling goes to `problems`."""

    def __init__(self, outline: Outline, templates: Templates, run: Run) -> None:
        self.outline = outline
        self.lookup = run.lookup
        self._write = Writing(templates, run)
        self._outer = Context(None, run.lookup.years())
        self._beside = replace(self._outer, parts=SECTIONS)
        self._sections: list[Filled] = []
        self._of_sections: list[Problem] = []

    @property
    def problems(self) -> list[Problem]:
        return self._write.problems

    def check(self) -> None:
        """Tell the mistakes of all words of the outline, also of those that this draft does not print."""
        for words in self.outline.frame.values():
            self._write.template(words, None, SECTIONS)
        if self.outline.length.minutes:
            self._write.template(self.outline.length.minutes, None)
        self._check(self.outline.sections, None)

    def _check(self, among: tuple[Part, ...], table: Entry | None) -> None:
        for part in among:
            inner = (part.repeat and self._write.table(part.repeat, "repeat")) or table
            for words, parts in ((part.heading, None), (part.lead, POINTS), (part.text, None)):
                if words:
                    self._write.template(words, inner, parts)
            if part.table:
                self._check_table(part.table, inner)
            self._check(part.points, inner)
            self._check(part.sections, inner)

    def _check_table(self, table: Table, outer: Entry | None) -> None:
        records = self._write.table(table.of, "table")
        if table.caption:
            self._write.template(table.caption, outer)
        for column in table.columns:
            self._write.template(column.heading, outer)
            if records:
                self._write.template(column.text, records)

    def title(self) -> list[Inlines]:
        """The title by the lines that it was typed in."""
        return self._write.headings(self.outline.frame.get("title"), self._beside, "题目")

    def lines(self, key: str) -> list[Inlines]:
        """The words of a title beside the sections by the lines that it was typed in; [] where there are none."""
        words = self.outline.frame.get(key)
        return self._write.lines(words, self._beside) if words else []

    def line(self, key: str) -> Inlines:
        """The words of one line beside the sections: date, salutation …; () where there are none."""
        words = self.outline.frame.get(key)
        return self._write.line(words, self._beside) if words else ()

    def body(self, key: str) -> list[Inlines]:
        """The paragraphs of opening, closing and the like; [] where there are none."""
        return self._write.paragraphs(self.outline.frame.get(key), self._beside)

    def several(self, key: str) -> list[Inlines]:
        """The paragraphs of a key that takes a list of words."""
        return [line for path in self.outline.several(key) for line in self.body(path)]

    def beside(self, words: Words) -> Inlines:
        """Words that the document does not print; () where they do not apply."""
        return tuple(inline for line in self._write.words(words, self._outer)[0] for inline in line)

    def fill(self, within: str = "") -> None:
        """Compose the sections: before all else, as the words beside them may count them. Their ids stand `within`."""
        parts, outer = self.outline.sections, self._outer
        self._sections, self._of_sections = self._write.ahead(lambda: self._parts(parts, within, outer))
        self._beside = self._beside.speaking_of(SECTIONS, spoken_of(headed(self._sections), parts, self.lookup))

    def sections(self) -> list[Filled]:
        """The sections that were filled; what came up with them is told now, in its place."""
        self.problems.extend(self._of_sections)
        return self._sections

    def _parts(self, parts: tuple[Part, ...], within: str, context: Context) -> list[Filled]:
        filled: list[Filled] = []
        for part in parts:
            places = self._repeated(part, f"{within}{part.id}", context)
            most = ordinals.MOST + 1 - len(filled)
            made = [self._filled(part, path, inner) for path, inner in islice(places, most)]
            filled += [each for each in made if not each.is_left_out]
            self._tell_left_out(part, [each for each in made if each.is_left_out])
        if len(filled) > ordinals.MOST:
            message, hint = f"同一级超过{ordinals.MOST}项", "减少记录或分几节写"
            self._write.tell(error("template-bounds", message, parts[0].origin, hint))
            return filled[: ordinals.MOST]
        return filled

    def _tell_left_out(self, part: Part, parts: list[Filled]) -> None:
        if parts:
            more = f"等{len(parts)}项" if len(parts) > 1 else ""
            message = f"“{parts[0].path}”{more}没有内容，连同标题没有写"
            self._write.tell(advice("part-left-out", message, part.origin))

    def _repeated(self, part: Part, path: str, context: Context) -> Iterator[tuple[str, Context]]:
        if part.repeat is None:
            yield path, context
        elif table := self._write.table(part.repeat, "repeat"):
            for at, inner in enumerate(self._records(table, f"“{path}”", part.origin, context), start=1):
                yield f"{path}.{at}", inner

    def _records(self, table: Entry, what: str, origin: Origin, context: Context) -> Iterator[Context]:
        """Where the words of each record stand; nowhere, and told of `what`, where the table does not apply."""
        try:
            records = self.lookup.value(table.key)
        except Refused as refused:
            self._write.tell(error(refused.code, refused.message, origin, refused.hint))
            return
        if isinstance(records, Absent):
            message = f"{what}没有写，因为{self._write.labels(records.keys)}不适用"
            self._write.tell(advice("part-left-out", message, origin))
        for at, record in enumerate(records.items if isinstance(records, Items) else ()):
            try:
                self._write.run.step()
            except Refused as refused:
                self._write.tell(error(refused.code, refused.message, origin, refused.hint))
                return
            names = {**context.names, "item": record, "loop": Record(position(records, at))}  # type: ignore[arg-type]
            yield Context(table, names)

    def _filled(self, part: Part, path: str, context: Context) -> Filled:
        write = self._write
        points, told_of_points = write.ahead(lambda: self._parts(part.points, f"{path}/", context))
        filled = Filled(
            part,
            path,
            write.heading(part.heading, context, f"“{path}”的标题"),
            self._lead(part, points, context),
            write.paragraphs(part.text, context),
            self._rows(part.table, path, context) if part.table else [],
            points,
        )
        if part.table and filled.table:
            filled.caption = write.heading(part.table.caption, context, f"“{path}”的表题")
        write.problems.extend(told_of_points)
        filled.sections = self._parts(part.sections, f"{path}/", context)
        return filled

    def _lead(self, part: Part, points: list[Filled], context: Context) -> list[Inlines]:
        if part.lead is None:
            return []
        named = spoken_of(enumerated(part, points), part.points, self.lookup)
        return self._write.paragraphs(part.lead, context.speaking_of(POINTS, named))

    def _rows(self, table: Table, path: str, context: Context) -> Rows:
        """The header and a row for each record; [] where there are no records."""
        what, entry = f"“{path}”的表格", self._write.table(table.of, "table")
        records = self._records(entry, what, table.origin, context) if entry else ()
        try:
            rows = [[self._write.cell(column.text, inner) for column in table.columns] for inner in records]
        except Refused as refused:
            self._write.tell(error(refused.code, refused.message, table.origin, refused.hint))
            return []
        if entry and not rows and isinstance(none := self.lookup.value(entry.key), Items) and not none.items:
            message, hint = f"{what}没有写，因为“{entry.label}”一条记录也没有", "确实没有就不用管；有就填上再写"
            self._write.tell(advice("table-empty", message, table.origin, hint))
        header = [[self._write.heading(column.heading, context, f"{what}的列名")] for column in table.columns]
        return [header, *rows] if rows else []
