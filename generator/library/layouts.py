"""Layouts by name: a hospital's differences over the built-in ones, resolved from the base up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator import layout
from generator.layout import Layout
from generator.library.chains import Chains, Kind, without_extends
from generator.library.folders import Folders
from generator.outline import takes
from generator.problems import Origin, Problem, error, stop_on_errors
from generator.yaml_source import Mapping, Node, Scalar

DEFAULT = "gbt9704"


class Resolved(NamedTuple):
    """A layout with all differences applied, as YAML and as it is set."""

    node: Mapping
    layout: Layout


@dataclass(slots=True)
class Layouts:
    """A hospital's layout that names no base is based on the built-in one of its name, or else on the default: so it
    never has to state all, and what a later version wants to know is said there."""

    folders: Folders
    chains: Chains = field(init=False)
    _resolved: dict[str, Resolved] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chains = Chains(self.folders, Kind("layouts", "layout", "版式"), takes.unfit_name, _checked, self._base)

    def names(self) -> dict[str, tuple[bool, bool]]:
        """All layouts by name: whether the hospital has one, whether the product has one."""
        return self.chains.names()

    def resolved(self, name: str, asked: Origin | None = None) -> Resolved:
        """The layout `name`; `asked` is where it was asked for. Raises Stop with all that is wrong with it."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name, asked)
        return self._resolved[name]

    def _resolve(self, name: str, asked: Origin | None) -> Resolved:
        files = list(self.chains.of(name, asked))
        stop_on_errors(problem for file in files for problem in file.problems)
        mappings = [file.mapping for file in files if file.mapping]
        *changes, node = mappings
        for change in reversed(changes):
            node = layout.laid_over(node, change)
        node = without_extends(node)
        return Resolved(node, layout.load(node, [mapping.origin.file for mapping in mappings]))

    def _base(self, name: str, own: bool) -> str | None:
        return (name if self.chains.is_builtin(name) else DEFAULT) if own else None


def _checked(node: Node, problems: list[Problem]) -> Mapping | None:
    if isinstance(node, Scalar) and node.value is None:
        hint = "写上与内置版式不同的地方，或删去这个文件"
        problems.append(error("layout-empty", "版式是空的", Origin(node.origin.file), hint))
        return None
    return layout.differences(node, problems)
