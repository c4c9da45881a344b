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
    """The files of one kind. `is_name` tells what a file may be called; `base` is what a file that names no base is
    based on, by its name and whether it is the hospital's: another name, or None.
    """

    folders: Folders
    kind: Kind
    is_name: Callable[[str], bool]
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
        return _is_one_word(name) and self.folders.builtin_file(self.kind.path(name)) is not None

    def _is_own(self, name: str) -> bool:
        return _is_one_word(name) and self.folders.own_file(self.kind.path(name)) is not None

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
        names = [known for known in self.names() if self.is_name(known)]
        hint = did_you_mean(name, names) or f"现有的{self.kind.word}是 {'、'.join(names)}"
        return _broken(name, error(f"{self.kind.code}-missing", f"没有{self.kind.word}“{name}”", asked, hint))

    def _file(self, name: str, own: bool) -> File:
        if (name, own) not in self._files:
            self._files[name, own] = self._read(name, own)
        return self._files[name, own]

    def _read(self, name: str, own: bool) -> File:
        path = self.kind.path(name)
        if not self.is_name(name):
            hint = "文件名只用字母、数字、汉字、- 和 _，去掉空格和其他符号"
            message = f"{self.kind.word}不能叫“{name}”"
            return _broken(name, error(f"{self.kind.code}-name", message, Origin(path), hint))
        try:
            node = self.folders.read(path, own)
        except Stop as stop:
            return _broken(name, *stop.problems)
        problems: list[Problem] = []
        mapping = self.check(node, problems)
        return File(name, mapping, tuple(problems), own)


def without_extends(mapping: Mapping) -> Mapping:
    """What is left of a resolved chain for its reader."""
    items = {key: node for key, node in mapping.items.items() if key != "extends"}
    return Mapping(items, mapping.key_origins, mapping.origin)


def _is_one_word(name: str) -> bool:
    """Whether a file of that name lies in the folder itself."""
    return "/" not in name and "\\" not in name


def _broken(name: str, *problems: Problem) -> File:
    return File(name, None, problems)
