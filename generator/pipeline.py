"""The flow: find and load → compose → write. Read this first. Nothing here reads a clock, a locale or randomness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from os.path import isdir, isfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import limits, wording, writers
from generator.compose import Lookup, Plan, Source, Templates, compose, day_of
from generator.document import Document
from generator.draft import Draft
from generator.facts import assignments, files
from generator.facts.dates import year as read_year
from generator.facts.dictionary import LAST_YEAR
from generator.facts.layers import Stacked, as_last_year, stack
from generator.facts.tree import Facts, Given, Layer
from generator.layout import Layout
from generator.library import HOSPITAL_FILE, Library, Listed, misfits
from generator.outline.model import Outline
from generator.problems import Origin, Problem, Stop, did_you_mean, error, few, stop_on_errors
from generator.yaml_source import Mapping as YamlMapping

if TYPE_CHECKING:
    from generator.deviations import Deviation
    from generator.proof.proving import Proof

_ANY_YEAR = 2000
_UNKNOWN = ("fact-unknown", "sheet-unknown", "template-unknown-name")


class Workspace:
    """A hospital's folder with the built-in outlines, loaded once, drafting many documents.

    `folder` holds hospital.yaml; None: the built-in outlines alone. Raises Stop where the folder is no workspace.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder) if folder is not None else None
        if self.folder is not None and not isfile(self.folder / HOSPITAL_FILE):
            there = f"这个文件夹里没有 {HOSPITAL_FILE}" if isdir(self.folder) else "没有这个文件夹"
            hint = f"换成含有 {HOSPITAL_FILE} 的文件夹，或不指定文件夹，只用内置提纲"
            raise Stop([error("workspace-missing", there, Origin(str(folder)), hint)])
        self._library = Library(self.folder)
        self._templates: dict[str, Templates] = {}
        self._layers: dict[tuple[int, tuple[str, ...]], tuple[Layer, list[Problem]]] = {}
        self._stacked: dict[tuple[int, tuple[str, ...]], Stacked] = {}
        self._writers: dict[tuple[str, Layout], writers.Writer] = {}

    def outlines(self) -> list[Listed]:
        """The outlines at hand: name, place, and what each is for."""
        return self._library.listed()

    def outline_text(self, name: str, origins: bool = False) -> str:
        """The resolved outline as YAML; with `origins` the file and line of every value. Raises Stop."""
        return self._dumped(lambda: self._library.outlines.resolved(name).node, origins)

    def layouts(self) -> list[Listed]:
        """The layouts at hand: name, place, and full name."""
        return self._library.listed_layouts()

    def layout(self, name: str) -> Layout:
        """The layout `name` as it is set. Raises Stop."""
        try:
            return self._library.layouts.resolved(name).layout
        except Stop as stop:
            raise Stop(self._located(stop.problems)) from None

    def layout_text(self, name: str, origins: bool = False) -> str:
        """The layout with all differences applied as YAML; with `origins` the file and line of every value. Raises
        Stop.
        """
        return self._dumped(lambda: self._library.layouts.resolved(name).node, origins)

    def deviations(self, name: str) -> list[Deviation]:
        """Where the layout `name` is not as GB/T 9704-2012 wants it, the strictest provisions first. Raises Stop."""
        from generator.deviations import deviations

        try:
            return deviations(*self._library.layouts.resolved(name))
        except Stop as stop:
            raise Stop(self._located(stop.problems)) from None

    def schema(self, kind: str) -> dict[str, Any]:
        """The JSON Schema of `outline`, `facts` (the hospital's own, too), `hospital` or `layout` files, for editors.
        Raises Stop for another kind, and where the dictionary of facts has mistakes.
        """
        from generator.library import schemas

        if kind not in schemas.KINDS:
            hint = did_you_mean(kind, schemas.KINDS) or f"可用的是 {'、'.join(schemas.KINDS)}"
            raise Stop([error("schema-unknown", f"没有“{kind}”这种文件的格式说明", None, hint)])
        made = schemas.of(kind, self._library)
        stop_on_errors(self._located(self._library.problems))
        return made

    def proof(self, path: str | Path, layout: str | None = None) -> Proof:
        """What the pages of a .docx (through LibreOffice) or a .pdf measure, and where they deviate from the standard,
        or from `layout`. Raises Stop where the file cannot be read or printed.
        """
        # Its libraries are only there for who proves pages.
        from generator.proof import demands, proving

        wanted = demands.standard() if layout is None else demands.of_layout(layout, self.layout(layout))
        return proving.prove(path, wanted)

    def year(self) -> tuple[int, str] | None:
        """The year that the hospital's folder says, and the file that says it; None if it says none."""
        if (year := self._library.hospital.year) is not None:
            return year, HOSPITAL_FILE
        newest = self._library.newest_file
        return (int(newest.stem), f"facts/{newest.name}") if newest else None

    def has_answers(self, path: str | Path) -> bool:
        """Whether a to-fill list holds values that somebody filled in; False for what is no such list."""
        layer, _ = files.read_file(Path(path), str(path), self._library.dictionary)
        return any(given.state == "known" and not key.endswith(LAST_YEAR) for key, given in layer.given.items())

    def draft(
        self,
        name: str,
        year: int | str | None = None,
        facts: Mapping[str, object] | None = None,
        *,
        files: Sequence[str | Path] | str | Path = (),
        assigned: Sequence[str] = (),
        prefer: Sequence[str] = (),
    ) -> Draft:
        """The draft of the outline `name`.

        `year` is the reported year (None: the workspace's), `facts` values by key, `files` facts files over the
        year's own, `assigned` words KEY=VALUE, `prefer` the files that win a conflict. Raises Stop with every error
        that could be found.
        """
        problems: list[Problem] = []
        called = self._called([files] if isinstance(files, str | Path) else files)
        outline = self._outline(name, problems)
        year = self._reported(year, problems)
        stacked = self._facts(year, called, assigned, facts or {}, tuple(prefer), problems)
        layout = self._layout(outline, problems) if outline else None
        attached = self._attached(outline, problems) if outline else {}
        expressions = self._library.expressions
        document = self._composed(outline, attached, year, stacked, expressions, problems) if outline else None
        if outline and document and layout:
            problems.extend(limits.unplaced(outline, document, layout))
        problems = self._told([*self._library.problems, *problems])
        located = self._located(problems, called)
        stop_on_errors(located)
        if document is None or layout is None:
            raise Stop(located)
        return Draft(replace(document, problems=tuple(problems)), tuple(located), partial(self._writer, layout))

    def _outline(self, name: str, problems: list[Problem]) -> Outline | None:
        outline, found = self._library.outlines.read(name)
        problems.extend(found)
        return outline

    def _attached(self, outline: Outline, problems: list[Problem]) -> dict[str, Plan]:
        """The outlines that are attachments of `outline`, by name; one that is not there is told at its place."""
        plans = {}
        for named in (attachment.outline for attachment in outline.attachments if attachment.outline):
            found: list[Problem] = []
            if inner := self._outline(named.name, found):
                plans[named.name] = Plan(inner, self._templates_of(inner))
            problems.extend(each if each.origin else replace(each, origin=named.origin) for each in found)
        return plans

    def _reported(self, asked: int | str | None, problems: list[Problem]) -> int:
        """The year to report on. Where there is none, that is told, and any year serves to find the other mistakes."""
        if asked is None and (own := self.year()):
            return own[0]
        if (year := read_year(str(asked))) is not None:
            return year
        message = "不知道写哪一年" if asked is None else f"年份“{asked}”写法不对"
        problems.append(error("year-missing", message, None, "写明四位数字的年份，如 2026"))
        return _ANY_YEAR

    def _facts(
        self,
        year: int,
        called: Sequence[tuple[str, Path]],
        assigned: Sequence[str],
        given: Mapping[str, object],
        prefer: tuple[str, ...],
        problems: list[Problem],
    ) -> Stacked:
        """All layers of facts, one over the other."""
        dictionary = self._library.dictionary
        before, this = self._year_layer(year - 1, prefer), self._year_layer(year, prefer)
        read = [files.read_file(path, name, dictionary) for name, path in called]
        options = assignments.from_options(assigned, dictionary)
        mapping = assignments.from_mapping(given, dictionary)
        found = [before, this, *read, options, mapping]
        problems.extend(problem for _, told in found for problem in told)
        if prefer:
            problems.extend(self._library.not_preferred((year - 1, year), prefer))
        problems.extend(self._library.unread_facts)
        if not called:
            problems.extend(self._library.without_year(year))
        over = [*read, options, mapping]
        return stack([layer for layer, _ in over], dictionary, self._of_year(year, prefer))

    def _of_year(self, year: int, prefer: tuple[str, ...]) -> Stacked:
        """What the hospital's folder says for a year: beneath what a draft is given, and the same for each."""
        if (year, prefer) not in self._stacked:
            (before, _), (this, _) = self._year_layer(year - 1, prefer), self._year_layer(year, prefer)
            dictionary = self._library.dictionary
            layers = [self._library.hospital.layer, as_last_year(before, dictionary), this]
            self._stacked[year, prefer] = stack(layers, dictionary)
        return self._stacked[year, prefer]

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

    def _composed(
        self,
        outline: Outline,
        attached: dict[str, Plan],
        year: int,
        stacked: Stacked,
        expressions: Mapping[str, wording.Expression],
        problems: list[Problem],
    ) -> Document | None:
        plan = Plan(outline, self._templates_of(outline))
        facts, told = stacked
        problems.extend([*told, *misfits(facts)])
        try:
            day = day_of(plan, self._lookup(facts, year)) or date(year, 12, 31)
            facts = facts.over(_wording_layer(expressions, year, day))
            document = compose(plan, self._lookup(facts, year), attached)
        except Stop as stop:
            problems.extend(stop.problems)
            return None
        problems.extend(document.problems)
        problems.extend(limits.missed(outline, document))
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

    def _told(self, problems: Iterable[Problem]) -> list[Problem]:
        """Each problem once, few of a kind. Where the dictionary could not be read, facts are not called unknown for
        it."""
        hidden = () if self._library.dictionary_is_whole else _UNKNOWN
        return few(problem for problem in problems if problem.code not in hidden)

    def _called(self, paths: Iterable[str | Path]) -> list[tuple[str, Path]]:
        """Given facts files by what drafts call them: the file's name, so that no draft tells where it lay; numbered
        where that name is taken."""
        called: list[tuple[str, Path]] = []
        for path in map(Path, paths):
            name, count = path.name or str(path), 1
            while name in [taken for taken, _ in called] or self._library.has(name):
                count += 1
                name = f"{path.stem}（{count}）{path.suffix}"
            called.append((name, path))
        return called

    def _dumped(self, resolve: Callable[[], YamlMapping], origins: bool) -> str:
        from generator.yaml_source import dump

        try:
            return dump.text(resolve(), self._library.shown if origins else None)
        except Stop as stop:
            raise Stop(self._located(stop.problems)) from None

    def _located(self, problems: Iterable[Problem], called: Iterable[tuple[str, Path]] = ()) -> list[Problem]:
        """Problems at the paths that the user knows."""
        given = {name: str(path) for name, path in called}

        def shown(origin: Origin) -> Origin:
            return Origin(given[origin.file], origin.line) if origin.file in given else self._library.shown(origin)

        return [replace(each, origin=shown(each.origin)) if each.origin else each for each in problems]

    def _writer(self, layout: Layout, name: str) -> writers.Writer:
        """The writer of a format, prepared once for a layout."""
        key = (name, layout)
        if key not in self._writers:
            self._writers[key] = writers.writer(name, layout)
        return self._writers[key]


def _wording_layer(expressions: Mapping[str, wording.Expression], year: int, day: date) -> Layer:
    current = wording.current(expressions, year, day)
    given = {}
    for name in wording.CURRENT:
        expression: wording.Expression | None = getattr(current, name)
        if expression:
            key = f"wording.{name}"
            given[key] = Given(key, "known", expression.text, (f"提法 {expression.id}",))
    return Layer("提法", given)
