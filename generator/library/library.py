"""Everything that one hospital's drafts are made of, each piece loaded once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator import places, wording
from generator.facts import announcements, files
from generator.facts.dictionary import Dictionary
from generator.facts.entries import Shipped
from generator.facts.merging import is_named
from generator.facts.tree import Layer
from generator.layout import Layout
from generator.library import hospital
from generator.library.folders import BUILTIN, Folders
from generator.library.layouts import DEFAULT, Layouts
from generator.library.outlines import Outlines
from generator.outline.model import Outline
from generator.outline.takes import is_path
from generator.problems import Origin, Problem, Stop, advice, error, warning
from generator.yaml_source import Mapping as YamlMapping
from generator.yaml_source import Node, Scalar

_COMMON = "common"
_DICTIONARY = "outlines/facts.yaml"
_UNANNOUNCED = ("dictionary-shape", "dictionary-key", "dictionary-unknown-key")


class Listed(NamedTuple):
    """An outline or a layout as its list shows it; the `summary` of a broken one is empty."""

    name: str
    place: str
    summary: str
    broken: bool = False


class Library:
    """The hospital's folder, if any, over the built-in ones. What cannot be read is told in `problems`."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._folders = Folders(folder)
        self.outlines = Outlines(self._folders)
        self.problems: list[Problem] = self._folders.problems
        self.layouts = Layouts(self._folders)
        self._without_year: dict[int, list[Problem]] = {}

    def shown(self, origin: Origin) -> Origin:
        """A place in a file of the hospital at the path that the user knows; any other place as it is."""
        if self.folder and (os.path.lexists(self.folder / origin.file) or origin.file == "facts"):
            return Origin(str(self.folder / origin.file), origin.line)
        return origin

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, str | None]]:
        """The words of party organisations by key and kind (`hospital.study_group` → 党委 → …)."""
        table = self._folders.data_node(hospital.TERMS)
        rows = table.items if isinstance(table, YamlMapping) else {}
        return {f"hospital.{name}": _words(row) for name, row in rows.items()}

    @cached_property
    def dictionary(self) -> Dictionary:
        """All announced facts: the product's, then the hospital's own."""
        sources = [
            self._folders.data_node("dictionary.yaml"),
            self._announced_terms(),
            Shipped((places.builtin_outlines() / "facts.yaml").read_text(encoding="utf-8"), BUILTIN + _DICTIONARY),
        ]
        own = self._folders.own_node(_DICTIONARY)
        dictionary, found = announcements.load((node for node in sources if node), own)
        self.problems.extend(found)
        return dictionary

    @property
    def dictionary_is_whole(self) -> bool:
        """Whether every fact that the hospital's own files announce is known."""
        _ = self.dictionary
        told = (
            problem.code
            for problem in self.problems
            if problem.severity == "error" and problem.origin and problem.origin.file == _DICTIONARY
        )
        return not any(code in _UNANNOUNCED or not code.startswith("dictionary-") for code in told)

    def _announced_terms(self) -> Node:
        origin = Origin(hospital.TERMS)
        entries: dict[str, Node] = {}
        for key, words in self.terms.items():
            about = {"label": words["label"], "type": "text", "definition": _definition(words)}
            entries[key] = YamlMapping(
                {name: Scalar(value, origin) for name, value in about.items()}, dict.fromkeys(about, origin), origin
            )
        return YamlMapping(entries, dict.fromkeys(entries, origin), origin)

    @cached_property
    def hospital(self) -> hospital.Hospital:
        node = self._folders.own_node(hospital.NAME)
        return hospital.read(node, self.dictionary, frozenset(self.terms), self.problems)

    @cached_property
    def expressions(self) -> Mapping[str, wording.Expression]:
        """What a draft may say by its year, the hospital's own entries last."""
        nodes = [self._folders.data_node("wording/current.yaml"), self._folders.own_node("wording.yaml")]
        expressions, found = wording.load(node for node in nodes if node)
        self.problems.extend(found)
        return expressions

    def year_layer(self, year: int, prefer: tuple[str, ...]) -> tuple[Layer, list[Problem]]:
        """The facts files of a year as one layer; an empty one without a hospital."""
        if self.folder is None:
            return Layer(str(year)), []
        folder = self.folder / "facts"
        return files.read_year(folder, year, self.dictionary, lambda path: f"facts/{path.name}", prefer)

    def not_preferred(self, years: Iterable[int], prefer: Iterable[str]) -> list[Problem]:
        """An error for each name in `prefer` that is no facts file of these years."""
        folder = self.folder / "facts" if self.folder else None
        known = [f"facts/{path.name}" for year in years for path in (files.year_files(folder, year) if folder else ())]
        hint = f"这两年的事实文件是 {'、'.join(known)}" if known else "--prefer 只用于医院文件夹里的事实文件"
        return [
            error("facts-not-preferred", f"没有事实文件“{name}”", None, hint)
            for name in prefer
            if not any(is_named(file, (name,)) for file in known)
        ]

    @cached_property
    def newest_file(self) -> Path | None:
        """The facts file `YYYY.yaml` of the latest year; None without one."""
        return files.newest_file(self.folder / "facts") if self.folder else None

    @cached_property
    def unread_facts(self) -> list[Problem]:
        """A warning for each file in facts/ that no draft reads although somebody may count on it."""
        hint = "文件名写成“年份-名称”，如 2026-义诊.xlsx"
        strange = files.strange_files(self.folder / "facts") if self.folder else []
        return [warning("facts-unread", "没有读这个文件", Origin(f"facts/{path.name}"), hint) for path in strange]

    def without_year(self, year: int) -> list[Problem]:
        """Advice where facts/ has files, but none of `year`."""
        if year not in self._without_year:
            self._without_year[year] = self._no_year(year)
        return self._without_year[year]

    def _no_year(self, year: int) -> list[Problem]:
        if self.folder is None or not self.newest_file or files.year_files(self.folder / "facts", year):
            return []
        hint = f"把{year}年的事实写进 facts/{year}.yaml，或用 --year 换一年"
        return [advice("facts-no-year", f"没有{year}年的事实文件", Origin("facts"), hint)]

    def has(self, name: str) -> bool:
        """Whether the hospital's folder holds a file `name`."""
        return self.folder is not None and os.path.isfile(self.folder / name)

    def listed(self) -> list[Listed]:
        """All outlines with their place and purpose."""
        return [self._row(name, _place(*found)) for name, found in self.outlines.names().items()]

    def listed_layouts(self) -> list[Listed]:
        """All layouts with their place and full name."""
        return [self._layout_row(name, _place(*found)) for name, found in self.layouts.names().items()]

    def _row(self, name: str, place: str) -> Listed:
        try:
            node = self.outlines.resolved(name).node.get("summary_for")
        except Stop:
            return Listed(name, place, "", broken=True)
        return Listed(name, place, node.value or "" if isinstance(node, Scalar) else "")

    def _layout_row(self, name: str, place: str) -> Listed:
        try:
            return Listed(name, place, self.layouts.resolved(name).layout.name)
        except Stop:
            return Listed(name, place, "", broken=True)

    def layout(self, outline: Outline) -> Layout:
        """The layout of a document: what the hospital's own outline says, else hospital.yaml, else the built-in
        outline. One that asks for a format of its own, such as a letter, keeps it whatever hospital.yaml says.

        Raises Stop where there is none of that name, or it has mistakes.
        """
        asked = outline.layout
        is_own = asked is not None and not asked.origin.file.startswith(BUILTIN)
        chosen = asked if asked and (is_own or asked.name != DEFAULT) else self.hospital.layout or asked
        return self.layouts.resolved(*(chosen or (DEFAULT, None))).layout

    def finder(self, outline: Outline) -> Callable[[str], tuple[str, str] | None]:
        """Where templates of `outline` are looked for: its own folder, those of what it extends, common, then any.

        Of a name that only the hospital uses the built-in folder comes last: an upgrade may bring an outline of it.
        """
        names = (*outline.lineage, _COMMON, "")
        folders = [(f"templates/{name}/" if name else "templates/", name) for name in names]
        hijacking = [name for name in outline.lineage if name not in outline.shipped]

        def find(path: str) -> tuple[str, str] | None:
            if not is_path(path):
                return None
            text = self._folders.text
            found = (text(f"{folder}{path}.j2", shipped=name not in hijacking) for folder, name in folders)
            late = (text(f"templates/{name}/{path}.j2") for name in hijacking)
            return next((each for each in chain(found, late) if each), None)

        return find


def _place(own: bool, builtin: bool) -> str:
    return "本院改写" if own and builtin else "本院" if own else "内置"


def _words(row: Node) -> dict[str, str | None]:
    items = row.items if isinstance(row, YamlMapping) else {}
    return {name: value.value for name, value in items.items() if isinstance(value, Scalar)}


def _definition(words: Mapping[str, str | None]) -> str:
    shown = "、".join(f"{org}一般写“{words[org]}”" for org in hospital.PARTY_ORGS if words.get(org))
    return f"按本院实际叫法填写；{shown}。"
