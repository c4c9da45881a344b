"""Outlines by name: their chain of `extends`, resolved from the base up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator.library.chains import Chains, Kind, without_extends
from generator.library.folders import Folders
from generator.outline import model, overlay, reading, shape, takes
from generator.problems import Origin, Problem, Stop, has_errors, stop_on_errors
from generator.yaml_source import Mapping

DICTIONARY = "facts"


class Resolved(NamedTuple):
    """An outline with all overlays applied. `lineage` are the names along `extends`, its own first; `shipped` those of
    them whose built-in outline is among the files laid over one another."""

    name: str
    node: Mapping
    lineage: tuple[str, ...]
    shipped: frozenset[str]


@dataclass(slots=True)
class Outlines:
    folders: Folders
    _resolved: dict[str, tuple[Resolved | None, tuple[Problem, ...]]] = field(default_factory=dict)
    _outlines: dict[str, model.Outline] = field(default_factory=dict)
    _chains: Chains = field(init=False)

    def __post_init__(self) -> None:
        kind = Kind("outlines", "outline", "提纲")
        self._chains = Chains(self.folders, kind, takes.unfit_name, shape.check, reserved=(DICTIONARY,))

    def names(self) -> dict[str, tuple[bool, bool]]:
        """All outlines by name: whether the hospital has one, whether the product has one."""
        return self._chains.names()

    def resolved(self, name: str) -> Resolved:
        """The outline `name` with its overlays applied, still as YAML. Raises Stop with all that is wrong with it."""
        resolved, problems = self._resolution(name)
        stop_on_errors(problems)
        if resolved is None:
            raise Stop(problems)
        return resolved

    def read(self, name: str) -> tuple[model.Outline | None, tuple[Problem, ...]]:
        """The outline `name` without what is wrong in it, and all that is; None where one of its files is not there."""
        resolved, problems = self._resolution(name)
        if resolved and name not in self._outlines:
            self._outlines[name] = reading.outline(name, resolved.node, resolved.lineage, resolved.shipped)
        return self._outlines.get(name), problems

    def _resolution(self, name: str) -> tuple[Resolved | None, tuple[Problem, ...]]:
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> tuple[Resolved | None, tuple[Problem, ...]]:
        """All files of an outline laid over one another; what is missing because of another mistake is not told."""
        files = list(self._chains.of(name))
        problems = [problem for file in files for problem in file.problems]
        mappings = [file.mapping for file in files if file.mapping]
        if len(mappings) < len(files):
            return None, tuple(problems)
        node, unfit = Mapping({}, {}, Origin(name)), list[Problem]()
        for mapping in reversed(mappings):
            node = overlay.laid_over(node, mapping, unfit)
        if not any(file.problems for file in files[1:]):
            problems += unfit
        node = without_extends(node)
        lineage = tuple(dict.fromkeys(file.name for file in files))
        shipped = frozenset(file.name for file in files if not file.own)
        return Resolved(name, node, lineage, shipped), tuple(problems) if has_errors(problems) else (
            *problems,
            *reading.incomplete(name, node),
        )
