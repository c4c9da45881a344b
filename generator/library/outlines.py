"""Outlines by name: their chain of `extends`, resolved from the base up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.library.folders import Folders
from generator.outline import model, overlay, reading, shape, takes
from generator.problems import Origin, Problem, Stop, did_you_mean, error, has_errors, stop_on_errors
from generator.yaml_source import Mapping, Scalar

DICTIONARY = "facts"


class Resolved(NamedTuple):
    """An outline with all overlays applied. `lineage` are the names along `extends`, its own first; `shipped` those of
    them whose built-in outline is among the files laid over one another."""

    name: str
    node: Mapping
    lineage: tuple[str, ...]
    shipped: frozenset[str]


class _File(NamedTuple):
    """One file of a chain: its outline (None where there is none to go on with), and what is wrong with it."""

    name: str
    mapping: Mapping | None
    problems: tuple[Problem, ...]
    own: bool = True


@dataclass(slots=True)
class Outlines:
    folders: Folders
    _resolved: dict[str, tuple[Resolved | None, tuple[Problem, ...]]] = field(default_factory=dict)
    _outlines: dict[str, model.Outline] = field(default_factory=dict)
    _files: dict[tuple[str, bool], _File] = field(default_factory=dict)

    def names(self) -> dict[str, tuple[bool, bool]]:
        """All outlines by name: whether the hospital has one, whether the product has one."""
        own, builtin = self.folders.outlines()
        names = [name for name in dict.fromkeys([*builtin, *own]) if name != DICTIONARY]
        return {name: (name in own, name in builtin) for name in names}

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
        files = list(self._chain(name))
        problems = [problem for file in files for problem in file.problems]
        mappings = [file.mapping for file in files if file.mapping]
        if len(mappings) < len(files):
            return None, tuple(problems)
        node, unfit = Mapping({}, {}, Origin(name)), list[Problem]()
        for mapping in reversed(mappings):
            node = overlay.laid_over(node, mapping, unfit)
        if not any(file.problems for file in files[1:]):
            problems += unfit
        node = _without_extends(node)
        lineage = tuple(dict.fromkeys(file.name for file in files))
        shipped = frozenset(file.name for file in files if not file.own)
        return Resolved(name, node, lineage, shipped), tuple(problems) if has_errors(problems) else (
            *problems,
            *reading.incomplete(name, node),
        )

    def _chain(self, name: str) -> Iterator[_File]:
        """The files of an outline, from itself to its base.

        The hospital's file of a name comes first, once: what it extends by its own name is the built-in one.
        """
        visited: list[tuple[str, bool]] = []
        asked: Origin | None = None
        while True:
            own = (name, True) not in visited and name in self.folders.own_outlines()
            known = own or self._is_builtin(name)
            if (name, own) in visited or (not known and (name, True) in visited):
                ring = " → ".join([*(each for each, _ in visited), name])
                yield _broken(name, error("outline-ring", f"提纲绕回了自己：{ring}", asked, "去掉其中一个 extends"))
                return
            visited.append((name, own))
            file = self._file(name, own) if known and name != DICTIONARY else self._missing(name, asked)
            yield file
            base = file.mapping.get("extends") if file.mapping else None
            if not isinstance(base, Scalar) or not base.value:
                return
            name, asked = base.value, base.origin

    def _is_builtin(self, name: str) -> bool:
        return not takes.unfit_name(name) and self.folders.builtin_file(_path(name)) is not None

    def _missing(self, name: str, asked: Origin | None) -> _File:
        names = [known for known in self.names() if not takes.unfit_name(known)]
        alike = next((known for known in names if known.lower() == name.lower()), None)
        hint = f"是不是“{alike}”？" if alike else did_you_mean(name, names) or f"现有的提纲是 {'、'.join(names)}"
        if other := self.folders.misnamed(name):
            hint = f"把 outlines/{other} 改名为 {name}.yaml"
        return _broken(name, error("outline-missing", f"没有提纲“{name}”", asked, hint))

    def _file(self, name: str, own: bool) -> _File:
        if (name, own) not in self._files:
            self._files[name, own] = self._read(name, own)
        return self._files[name, own]

    def _read(self, name: str, own: bool) -> _File:
        if hint := takes.unfit_name(name):
            return _broken(name, error("outline-name", f"提纲不能叫“{name}”", Origin(_path(name)), hint))
        if own and (other := self._alike(name)):
            hint = "Windows 分不清大小写，其中一个换名；要改写内置提纲，就写成一样"
            message = f"提纲“{name}”和“{other}”只差大小写"
            return _broken(name, error("outline-name", message, Origin(_path(name)), hint))
        try:
            node = self.folders.read(_path(name), own)
        except Stop as stop:
            return _broken(name, *stop.problems)
        problems: list[Problem] = []
        mapping = shape.check(node, problems)
        return _File(name, mapping, tuple(problems), own)

    def _alike(self, name: str) -> str | None:
        """Another outline whose name differs in nothing but capitals."""
        return next((known for known in self.names() if known != name and known.lower() == name.lower()), None)


def _path(name: str) -> str:
    return f"outlines/{name}.yaml"


def _broken(name: str, *problems: Problem) -> _File:
    return _File(name, None, problems)


def _without_extends(mapping: Mapping) -> Mapping:
    items = {key: node for key, node in mapping.items.items() if key != "extends"}
    return Mapping(items, mapping.key_origins, mapping.origin)
