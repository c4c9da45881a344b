"""The flow: find and load → compose → write. Read this first. Nothing here reads a clock, a locale or randomness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from os.path import isfile
from pathlib import Path
from types import MappingProxyType

from generator import measures, wording, writers
from generator.compose import Lookup, Source, Templates, compose, day_of
from generator.document import Document
from generator.draft import Draft
from generator.facts import assignments, files
from generator.facts.layers import as_last_year, stack
from generator.facts.tree import Facts, Given, Layer
from generator.layout import Layout
from generator.library import Library, Listed, misfits
from generator.outline import dump
from generator.outline.model import Outline
from generator.problems import Origin, Problem, Stop, error, stop_on_errors, warning

HOSPITAL_FILE = "hospital.yaml"
_UNKNOWN = ("fact-unknown", "sheet-unknown", "template-unknown-name")


class Workspace:
    """A hospital's folder with the built-in outlines, loaded once, drafting many documents.

    `folder` holds hospital.yaml; None: the built-in outlines alone. Raises Stop where the folder is no workspace.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder) if folder is not None else None
        if self.folder is not None and not isfile(self.folder / HOSPITAL_FILE):
            hint = f"换成含有 {HOSPITAL_FILE} 的文件夹，或不写 -w，只用内置提纲"
            raise Stop([error("workspace-missing", f"这个文件夹里没有 {HOSPITAL_FILE}", Origin(str(folder)), hint)])
        self._library = Library(self.folder)
        self._templates: dict[str, Templates] = {}
        self._layers: dict[tuple[int, tuple[str, ...]], tuple[Layer, list[Problem]]] = {}
        self._writers: dict[tuple[str, str], writers.Writer] = {}

    def outlines(self) -> list[Listed]:
        """The outlines at hand: name, place, and what each is for."""
        return self._library.listed()

    def outline_text(self, name: str, origins: bool = False) -> str:
        """The resolved outline as YAML; with `origins` the file and line of every value. Raises Stop."""
        try:
            return dump.text(self._library.outlines.resolved(name).node, self._library.shown if origins else None)
        except Stop as stop:
            raise Stop(self._located(stop.problems)) from None

    def year(self) -> tuple[int, str] | None:
        """The year that the hospital's folder says, and the file that says it; None if it says none."""
        if (year := self._library.hospital.year) is not None:
            return year, HOSPITAL_FILE
        newest = self._library.newest_year()
        return (newest, f"facts/{newest}.yaml") if newest is not None else None

    def draft(
        self,
        name: str,
        year: int | None = None,
        facts: Mapping[str, object] | None = None,
        *,
        files: Sequence[str | Path] = (),
        assigned: Sequence[str] = (),
        prefer: Sequence[str] = (),
    ) -> Draft:
        """The draft of the outline `name`.

        `year` is the reported year (None: the workspace's), `facts` values by key, `files` facts files over the
        year's own, `assigned` words KEY=VALUE, `prefer` the files that win a conflict. Raises Stop with every error
        that could be found.
        """
        problems: list[Problem] = []
        called = _called(files)
        outline = self._outline(name, problems)
        year = self._reported(year, problems)
        layers = self._facts(year, called, assigned, facts or {}, tuple(prefer), problems)
        layout = self._layout(outline, problems) if outline else None
        document = self._composed(outline, year, layers, problems) if outline else None
        problems = self._told([*self._library.problems, *problems], called)
        stop_on_errors(problems)
        if document is None or layout is None:
            raise Stop(problems)
        return Draft(replace(document, problems=tuple(problems)), partial(self._writer, layout))

    def _outline(self, name: str, problems: list[Problem]) -> Outline | None:
        outline, found = self._library.outlines.read(name)
        problems.extend(found)
        return outline

    def _reported(self, year: int | None, problems: list[Problem]) -> int:
        found = (year, "") if year is not None else self.year()
        if found is None or not 1949 <= found[0] <= 2999:
            problems.append(error("year-missing", "不知道写哪一年", None, "写明年份，如 --year 2026"))
            return 2000
        return found[0]

    def _facts(
        self,
        year: int,
        called: Mapping[str, str],
        assigned: Sequence[str],
        given: Mapping[str, object],
        prefer: tuple[str, ...],
        problems: list[Problem],
    ) -> list[Layer]:
        """All layers of facts from the lowest to the highest."""
        dictionary = self._library.dictionary
        before, this = self._year_layer(year - 1, prefer), self._year_layer(year, prefer)
        read = [files.read_file(Path(path), name, dictionary) for name, path in called.items()]
        options = assignments.from_options(assigned, dictionary)
        mapping = assignments.from_mapping(given, dictionary)
        found = [before, this, *read, options, mapping]
        problems.extend(problem for _, told in found for problem in told)
        problems.extend(self._library.not_preferred((year - 1, year), prefer))
        last_year, *layers = [layer for layer, _ in found]
        return [self._library.hospital.layer, as_last_year(last_year, dictionary), *layers]

    def _year_layer(self, year: int, prefer: tuple[str, ...]) -> tuple[Layer, list[Problem]]:
        if (year, prefer) not in self._layers:
            self._layers[year, prefer] = self._library.year_layer(year, prefer)
        return self._layers[year, prefer]

    def _layout(self, outline: Outline, problems: list[Problem]) -> Layout | None:
        try:
            return self._library.layout(outline)
        except Stop as stop:
            problems.extend(stop.problems)
            return None

    def _composed(self, outline: Outline, year: int, layers: list[Layer], problems: list[Problem]) -> Document | None:
        templates = self._templates_of(outline)
        facts, told = stack(layers, self._library.dictionary)
        problems.extend([*told, *misfits(facts)])
        try:
            day = day_of(outline, templates, self._lookup(facts, year)) or date(year, 12, 31)
            facts, _ = stack([_wording_layer(self._library.expressions, year, day), *layers], self._library.dictionary)
            document = compose(outline, templates, self._lookup(facts, year))
        except Stop as stop:
            problems.extend(stop.problems)
            return None
        problems.extend(document.problems)
        problems.extend(_too_long(outline, document))
        return document

    def _templates_of(self, outline: Outline) -> Templates:
        if outline.name not in self._templates:
            find = self._library.finder(outline)

            def source(path: str) -> Source | None:
                found = find(path)
                return Source(found[0], Origin(found[1], 1)) if found else None

            self._templates[outline.name] = Templates(source, self._library.dictionary)
        return self._templates[outline.name]

    def _lookup(self, facts: Facts, year: int) -> Lookup:
        return Lookup(self._library.dictionary, facts, self._library.terms, year)

    def _told(self, problems: Iterable[Problem], called: Mapping[str, str]) -> list[Problem]:
        """Each problem once, at the path that the user knows. Where the dictionary could not be read, facts are not
        called unknown for it."""
        told = dict.fromkeys(self._located(problems, called))
        hidden = () if self._library.dictionary_is_whole else _UNKNOWN
        return [problem for problem in told if problem.code not in hidden]

    def _located(self, problems: Iterable[Problem], called: Mapping[str, str] = MappingProxyType({})) -> list[Problem]:
        def shown(origin: Origin) -> Origin:
            given = called.get(origin.file)
            return Origin(given, origin.line) if given else self._library.shown(origin)

        return [replace(each, origin=shown(each.origin)) if each.origin else each for each in problems]

    def _writer(self, layout: Layout, name: str) -> writers.Writer:
        """The writer of a format, prepared once for a layout."""
        key = (name, layout.name)
        if key not in self._writers:
            self._writers[key] = writers.writer(name, layout)
        return self._writers[key]


def _called(files: Sequence[str | Path]) -> dict[str, str]:
    """The paths of given facts files by what drafts call them: the file's own name, so that no draft tells where the
    file lay; the whole path where two have one name.
    """
    called: dict[str, str] = {}
    for file in files:
        name = Path(file).name
        called[str(file) if name in called else name] = str(file)
    return called


def _wording_layer(expressions: Mapping[str, wording.Expression], year: int, day: date) -> Layer:
    current = wording.current(expressions, year, day)
    given = {}
    for name in ("campaign", "guiding_line", "plan"):
        expression: wording.Expression | None = getattr(current, name)
        if expression:
            key = f"wording.{name}"
            given[key] = Given(key, "known", expression.text, (f"提法 {expression.id}",))
    return Layer("提法", given)


def _too_long(outline: Outline, document: Document) -> Iterable[Problem]:
    length, most = measures.han(document), outline.length.max
    if most is not None and length > most:
        hint = f"控制在{most}字以内，可减少要点或改短模板"
        yield warning("document-too-long", f"全文{length}字，超过提纲规定的{most}字", outline.origin, hint)
