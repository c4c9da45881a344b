"""Words of an outline made into lines and paragraphs, and everything that is told of them. It knows no structure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from generator import gaps
from generator.compose.frame import Run
from generator.compose.paragraphs import Dropped, paragraphs
from generator.compose.templates import Source, Template, Templates
from generator.compose.values import Absent, Items, Refused, Value, short
from generator.document import Gap, Inlines
from generator.facts.dictionary import Entry
from generator.outline.model import Setting, Words
from generator.problems import Problem, Stop, advice, did_you_mean, error, has_errors, warning

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Context:
    """Where words stand: the table whose record is `item`, the names that come with it, and which list of parts is
    one of them (`scope.LISTS`)."""

    table: Entry | None
    names: dict[str, Value]
    parts: str | None = None

    def speaking_of(self, name: str, parts: Items | Absent) -> Context:
        """The same place, where `parts` have a name."""
        return replace(self, names={**self.names, name: parts}, parts=name)


class Writing:
    """The words of one draft; what is wrong or worth telling goes to `problems`, each once. `run` counts their work."""

    def __init__(self, templates: Templates, run: Run) -> None:
        self.templates = templates
        self.run = run
        self.problems: list[Problem] = []
        self._told: set[Problem] = set()

    def tell(self, problem: Problem) -> None:
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append(problem)

    def ahead(self, make: Callable[[], Made]) -> tuple[Made, list[Problem]]:
        """What `make` gives, and what it tells, for its place in the reading order to come."""
        before = len(self.problems)
        made = make()
        told = self.problems[before:]
        del self.problems[before:]
        return made, told

    def table(self, of: Setting, key: str) -> Entry | None:
        """The table fact that `key` of a part names; None where it is none, which is told."""
        entries = self.run.lookup.dictionary.entries
        entry = entries.get(of.name)
        if entry and entry.type == "table":
            return entry
        tables = [key for key, known in entries.items() if known.type == "table"]
        taken = self.run.lookup.dictionary.suggest(of.name) if of.name in self.run.lookup.dictionary.given_way else None
        hint = taken or did_you_mean(of.name, tables) or f"表格类的事实有 {'、'.join(tables)}"
        self.tell(error("fact-unknown", f"{key} 里的“{of.name}”不是表格类的事实", of.origin, hint))
        return None

    def template(self, words: Words, table: Entry | None, parts: str | None = None) -> Template:
        """The template of `words`, read once; its mistakes are told."""
        if words.template is not None:
            template = self.templates.file(words.template, words.origin, table, parts)
        else:
            template = self.templates.words(Source(words.text or "", words.origin), table, parts)
        for problem in template.problems:
            self.tell(problem)
        return template

    def heading(self, words: Words | None, context: Context, what: str) -> Inlines:
        """The words of a heading in one line, as `headings` gives them."""
        return _in_one(self.headings(words, context, what))

    def headings(self, words: Words | None, context: Context, what: str) -> list[Inlines]:
        """The lines of a title or heading; [] without words, and told of `what` where they come out empty."""
        if words is None:
            return []
        lines = self.lines(words, context)
        if not lines and not has_errors(self.problems):
            hint = "标题不用条件和可能为空的事实"
            self.tell(warning("heading-empty", f"{what}是空的，没有写", words.origin, hint))
        return lines

    def line(self, words: Words, context: Context) -> Inlines:
        """Words that stand in one line."""
        return _in_one(self.lines(words, context))

    def lines(self, words: Words, context: Context) -> list[Inlines]:
        """Words by the lines that they were typed in, where leaving a sentence out is a mistake."""
        kept, dropped = self.words(words, context)
        for sentence in dropped:
            message = f"这一行用到了不适用的事实：{self.labels(sentence.keys)}"
            self.tell(error("fact-not-applicable", message, words.origin, "换一种写法，或给出事实的值"))
        return kept

    def paragraphs(self, words: Words | None, context: Context) -> list[Inlines]:
        """The paragraphs of words, [] without; each sentence that does not apply is left out with advice."""
        if words is None:
            return []
        kept, dropped = self.words(words, context)
        for sentence in dropped:
            what = f"“{short(sentence.text, 24)}”一句" if sentence.text.strip("…。！？") else "有一句"
            message = f"{what}没有写，因为{self.labels(sentence.keys)}不适用"
            self.tell(advice("sentence-left-out", message, words.origin))
        return kept

    def cell(self, words: Words, context: Context) -> list[Inlines]:
        """The paragraphs of a cell; it stays empty where its words do not apply."""
        self.run.step()
        kept, dropped = self.words(words, context)
        for sentence in dropped:
            message = f"表格里有一格没有写全，因为{self.labels(sentence.keys)}不适用"
            self.tell(advice("sentence-left-out", message, words.origin))
        return kept

    def words(self, words: Words, context: Context) -> tuple[list[Inlines], list[Dropped]]:
        """The paragraphs of words, and the sentences that were left out of them."""
        template = self.template(words, context.table, context.parts)
        if template.problems:
            return [], []
        try:
            kept, dropped = paragraphs(template.inlines(self.run, context.names))
            self._look_alikes(kept, words)
            return kept, dropped
        except Stop as stop:
            for problem in stop.problems:
                self.tell(problem)
        except Refused as refused:
            self.tell(error(refused.code, refused.message, words.origin, refused.hint))
        return [], []

    def _look_alikes(self, kept: list[Inlines], words: Words) -> None:
        """Tell what a reader will take for a gap: it is none, in no list, and does not keep a final version back."""
        for line in kept:
            plain = "".join("\n" if isinstance(inline, Gap) else inline.text for inline in line)
            if found := gaps.like(plain):
                hint = "要人填的内容先在 outlines/facts.yaml 里登记，再写成 {{ facts.… }}"
                message = f"“{found}”是照写的文字，不是缺口，不列入待补清单"
                self.tell(warning("gap-look-alike", message, words.origin, hint))

    def labels(self, keys: tuple[str, ...]) -> str:
        """The labels of facts, in quotes, as a sentence names them."""
        found = (self.run.lookup.dictionary.find(key) for key in keys)
        return "、".join(f"“{entry.label}”" for entry in found if entry)


def _in_one(lines: list[Inlines]) -> Inlines:
    return tuple(inline for line in lines for inline in line)
