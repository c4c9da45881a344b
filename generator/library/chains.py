"""Chains of files that state differences, outlines or layouts: from a name to its base, the hospital's file first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.library.folders import Folders
from generator.problems import Origin, Problem, Stop, did_you_mean, error
from generator.yaml_source import Mapping, Node, Scalar

Check = Callable[[Node, list[Problem]], Mapping | None]
"""A file without what is wrong in it, which is told; None where there is nothing to go on with."""


class File(NamedTuple):
    """One file of a chain: what it states (None where there is nothing to go on with), and what is wrong with it."""

    name: str
    mapping: Mapping | None
    problems: tuple[Problem, ...]
    own: bool = True


class Kind(NamedTuple):
    """One kind of such files: the folder, the beginning of the codes of problems, and what a clerk calls it."""

    folder: str
    code: str
    word: str

    def path(self, name: str) -> str:
        return f"{self.folder}/{name}.yaml"


@dataclass(slots=True)
class Chains:
    """The files of one kind. `unfit` tells how to mend a name that no file may have; `base` is what a file that names
    no base is based on, by its name and whether it is the hospital's: another name, or None.
    """

    folders: Folders
    kind: Kind
    unfit: Callable[[str], str | None]
    check: Check
    base: Callable[[str, bool], str | None] = lambda name, own: None
    reserved: tuple[str, ...] = ()
    _files: dict[tuple[str, bool], File] = field(default_factory=dict)

    def names(self) -> dict[str, tuple[bool, bool]]:
        """All names, the built-in ones first: whether the hospital has one, whether the product has one."""
        own, builtin = self.folders.named(self.kind.folder)
        names = [name for name in dict.fromkeys([*builtin, *own]) if name not in self.reserved]
        return {name: (name in own, name in builtin) for name in names}

    def is_builtin(self, name: str) -> bool:
        return not self.unfit(name) and self.folders.builtin_file(self.kind.path(name)) is not None

    def _is_own(self, name: str) -> bool:
        return name in self.folders.own_names(self.kind.folder)

    def of(self, name: str, asked: Origin | None = None) -> Iterator[File]:
        """The files of `name`, from itself to its base; `asked` is where it was asked for.

        The hospital's file of a name comes first, once: what is based on its own name is based on the built-in one.
        """
        visited: list[tuple[str, bool]] = []
        while True:
            own = (name, True) not in visited and self._is_own(name)
            known = own or self.is_builtin(name)
            if (name, own) in visited or (not known and (name, True) in visited):
                ring = " → ".join([*(each for each, _ in visited), name])
                message = f"{self.kind.word}绕回了自己：{ring}"
                yield _broken(name, error(f"{self.kind.code}-ring", message, asked, "去掉其中一个 extends"))
                return
            visited.append((name, own))
            file = self._file(name, own) if known and name not in self.reserved else self._missing(name, asked)
            yield file
            if file.mapping is None:
                return
            base = file.mapping.get("extends")
            if isinstance(base, Scalar) and base.value:
                name, asked = base.value, base.origin
            elif unsaid := self.base(name, own):
                name, asked = unsaid, None
            else:
                return

    def _missing(self, name: str, asked: Origin | None) -> File:
        names = [known for known in self.names() if not self.unfit(known)]
        alike = next((known for known in names if known.lower() == name.lower()), None)
        listed = f"现有的{self.kind.word}是 {'、'.join(names)}"
        hint = f"是不是“{alike}”？" if alike else did_you_mean(name, names) or listed
        if other := self.folders.misnamed(self.kind.folder, name):
            hint = f"把 {self.kind.folder}/{other} 改名为 {name}.yaml"
        return _broken(name, error(f"{self.kind.code}-missing", f"没有{self.kind.word}“{name}”", asked, hint))

    def _file(self, name: str, own: bool) -> File:
        if (name, own) not in self._files:
            self._files[name, own] = self._read(name, own)
        return self._files[name, own]

    def _read(self, name: str, own: bool) -> File:
        path = self.kind.path(name)
        if hint := self.unfit(name):
            message = f"{self.kind.word}不能叫“{name}”"
            return _broken(name, error(f"{self.kind.code}-name", message, Origin(path), hint))
        if own and (other := self._alike(name)):
            hint = f"Windows 分不清大小写，其中一个换名；要改写内置的{self.kind.word}，就写成一样"
            message = f"{self.kind.word}“{name}”和“{other}”只差大小写"
            return _broken(name, error(f"{self.kind.code}-name", message, Origin(path), hint))
        try:
            node = self.folders.read(path, own)
        except Stop as stop:
            return _broken(name, *stop.problems)
        problems: list[Problem] = []
        mapping = self.check(node, problems)
        return File(name, mapping, tuple(problems), own)

    def _alike(self, name: str) -> str | None:
        """Another file whose name differs in nothing but capitals."""
        return next((known for known in self.names() if known != name and known.lower() == name.lower()), None)


def without_extends(mapping: Mapping) -> Mapping:
    """What is left of a resolved chain for its reader."""
    items = {key: node for key, node in mapping.items.items() if key != "extends"}
    return Mapping(items, mapping.key_origins, mapping.origin)


def _broken(name: str, *problems: Problem) -> File:
    return File(name, None, problems)
