"""YAML as users type it: every value keeps its characters, its file and its line. The only `yaml`.

Refused, because they change what was typed or cost without bound: equal keys, tags, deep nesting, alias bombs, files
of more than 2 MB. What characters may stand in values and keys, `characters` says.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator import characters
from generator.problems import Origin, Stop, error, reason
from generator.yaml_source.composing import Composer
from generator.yaml_source.nodes import Mapping, Node, Scalar, Sequence

__all__ = ["MAX_BYTES", "Mapping", "Node", "Scalar", "Sequence", "parse", "read"]

MAX_BYTES = 2_000_000
# A little GBK can pass for UTF-8: 医院 becomes two letters of Cyrillic and Armenian.
_MISREAD = re.compile("[\u0400-\u07ff]")
_EAST_ASIAN = "\u2e80"


def read(path: Path, name: str | None = None) -> Node:
    """The one document of a YAML file; `name` is the file as problems call it.

    Raises Stop for a file that cannot be read, is not UTF-8, or is not one YAML document of what this module takes.
    """
    shown = name or str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as failure:
        hint = "检查文件名；文件正在别的程序里打开时，先关闭"
        raise Stop([error("file-unreadable", f"文件打不开：{reason(failure)}", Origin(shown), hint)]) from None
    return parse(data, shown)


def parse(data: bytes | str, name: str, first: int = 1) -> Node:
    """The one YAML document in `data`, an empty one being a Scalar of None; its first line is the line `first` of the
    file. Raises Stop as `read` does.
    """
    if len(data) > MAX_BYTES:
        raise Stop([error("yaml-too-large", "文件超过2MB", Origin(name), "把内容分成几个文件")])
    text = data if isinstance(data, str) else _decoded(data, name)
    return Composer(characters.seen(text.replace("\r\n", "\n").replace("\r", "\n")), name, first).document()


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
        if not (odd := _MISREAD.search(text)) or max(text) >= _EAST_ASIAN:
            return text
        line = text.count("\n", 0, odd.start()) + 1
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
    hint = "用记事本打开，另存为，编码选 UTF-8"
    raise Stop([error("yaml-not-utf8", "文件不是 UTF-8 编码", Origin(name, line), hint)])
