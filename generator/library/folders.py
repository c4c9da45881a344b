"""The hospital's folder and the built-in ones: what lies where, and what it is called."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from generator import characters, places, yaml_source
from generator.problems import Origin, Problem, Stop, error, reason
from generator.yaml_source import Node

BUILTIN = "内置/"
_MOST = 400_000


@dataclass(slots=True)
class Folders:
    """`own` is the hospital's folder, None without one. What cannot be read goes to `problems`, once."""

    own: Path | None
    problems: list[Problem] = field(default_factory=list)
    _nodes: dict[str, Node | None] = field(default_factory=dict)
    _real: dict[Path, str] = field(default_factory=dict)

    def own_file(self, name: str) -> Path | None:
        """The file `name` (a relative path) of the hospital; None where there is none, or it lies outside, which is
        told."""
        try:
            return self._within(self.own, name) if self.own else None
        except Stop as stop:
            for problem in stop.problems:
                self._tell(problem)
            return None

    def builtin_file(self, name: str) -> Path | None:
        """The built-in file `name`, its first folder being outlines, templates or layouts; None where there
        is none."""
        first, _, rest = name.partition("/")
        return self._within(_builtin(first), rest)

    def own_node(self, name: str) -> Node | None:
        """The YAML of the hospital's file; None where there is none or it could not be read, which is told."""
        path = self.own_file(name)
        return self._node(path, name) if path else None

    def data_node(self, name: str) -> Node | None:
        """The YAML of a closed table or wording file of the product; None as for `own_node`."""
        path = self._within(places.data(), name)
        return self._node(path, BUILTIN + name) if path else None

    def _within(self, root: Path, name: str) -> Path | None:
        """A file of `root`, None where there is none. Raises Stop for a link to outside, and for a name that is the
        file's but for capitals: where these do not count it would be found, elsewhere not.
        """
        path = root / name
        if not os.path.isfile(path):
            return None
        if root not in self._real:
            self._real[root] = os.path.join(os.path.realpath(root), "")
        real, asked = os.path.realpath(path), os.path.join(self._real[root], *name.split("/"))
        if not real.startswith(self._real[root]):
            hint = "把文件本身放进来，不用链接"
            raise _stop("file-outside", "这个文件其实在文件夹外面，没有读", name, hint)
        if real != asked and real.lower() == asked.lower():
            raise _stop("file-case", f"文件名是“{os.path.basename(real)}”，大小写不同，没有读", name, "两处写成一样")
        return path

    def _tell(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _node(self, path: Path, name: str) -> Node | None:
        if name not in self._nodes:
            try:
                node: Node | None = yaml_source.read(path, name)
            except Stop as stop:
                self.problems.extend(stop.problems)
                node = None
            self._nodes[name] = node
        return self._nodes[name]

    def read(self, name: str, own: bool) -> Node:
        """The YAML of a file of the hospital (`own`) or the product that is known to be there. Raises Stop."""
        path, shown = self.builtin_file(name), BUILTIN + name
        if own and self.own:
            path, shown = self._within(self.own, name), name
        if path is None:
            raise _stop("file-unreadable", "这不是普通文件", shown, "换成文件本身")
        return yaml_source.read(path, shown)

    def text(self, name: str, shipped: bool = True) -> tuple[str, str] | None:
        """Text and name of a file that the hospital or, if `shipped`, the product has, the hospital's first; None
        without one.

        Raises Stop where there is one that cannot be read or holds no text.
        """
        own = self._within(self.own, name) if self.own else None
        builtin = self.builtin_file(name) if shipped and not own else None
        path, shown = (own, name) if own else (builtin, BUILTIN + name)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                data = file.read(_MOST + 1)
            if len(data) > _MOST:
                raise _stop("template-bounds", "模板超过10万字", shown, "把模板分成几个")
            text = characters.seen(data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
        except UnicodeDecodeError:
            hint = "用记事本打开，另存为，编码选 UTF-8"
            raise _stop("template-not-utf8", "文件不是 UTF-8 编码", shown, hint) from None
        except OSError as failure:
            hint = "检查文件名；文件正在别的程序里打开时，先关闭"
            raise _stop("file-unreadable", f"文件打不开：{reason(failure)}", shown, hint) from None
        if found := characters.strange(text):
            line, hint = text.count("\n", 0, found.at) + 1, "删去看不见的控制字符，把这一行重新打一遍"
            raise _stop("template-character", f"模板里有不能用的字符（{found.name}）", shown, hint, line)
        if not text.strip():
            hint = "写上内容；要用原来的就删去这个文件，要去掉这一点就在提纲里写 remove: true"
            raise _stop("template-empty", "模板是空的", shown, hint)
        return text, shown

    def named(self, folder: str) -> tuple[list[str], list[str]]:
        """The names of YAML files in `folder` (outlines, layouts): the hospital's, then the built-in, each in order."""
        return self.own_names(folder), self._stems(_builtin(folder))

    def own_names(self, folder: str) -> list[str]:
        """The names of the hospital's YAML files in `folder`, in order, as they are written there."""
        return self._stems(self.own / folder) if self.own else []

    def misnamed(self, folder: str, name: str) -> str | None:
        """The hospital's file in `folder` that would be called `name` but for its suffix."""
        files = self._files(self.own / folder) if self.own else []
        alike = (path.name for path in files if path.stem == name and path.suffix.lower() in (".yml", ".yaml"))
        return next((each for each in alike if each != f"{name}.yaml"), None)

    def _stems(self, folder: Path) -> list[str]:
        files = self._files(folder)
        return sorted(path.stem for path in files if path.suffix == ".yaml" and not path.name.startswith("."))

    def _files(self, folder: Path) -> list[Path]:
        try:
            return list(folder.iterdir()) if folder.is_dir() else []
        except OSError as failure:
            self._tell(error("file-unreadable", f"文件夹打不开：{reason(failure)}", Origin(folder.name), "检查权限"))
            return []


def _builtin(folder: str) -> Path:
    if folder == "layouts":
        return places.data() / folder
    return places.builtin_outlines() if folder == "outlines" else places.builtin_templates()


def _stop(code: str, message: str, shown: str, hint: str, line: int | None = None) -> Stop:
    return Stop([error(code, message, Origin(shown, line), hint)])
