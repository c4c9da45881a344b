"""Why a text is no YAML, as its writer would see it: the likeliest slip, where it was made, how to mend it."""

from __future__ import annotations

import re
from typing import NamedTuple

_BRACES = re.compile(r"(^\s*|[:\-]\s+)\{[{%]")
_KEY = r"^\s*(?:- +)*[A-Za-z_][\w.\-]*"
_WIDE_COLON = re.compile(rf"{_KEY}：")
_TIGHT_COLON = re.compile(rf"{_KEY}:[^\s/:]")
_TAB = re.compile(r"^ *\t")


class Slip(NamedTuple):
    """One mistake: its line from 0, its code, what is wrong, and the remedy."""

    line: int
    message: str
    hint: str
    code: str = "yaml-syntax"


class Quoted(NamedTuple):
    """The quoted scalar read last: its first and last line, from 0."""

    first: int
    last: int


def braces(lines: list[str], line: int) -> Slip | None:
    """The slip of words that begin with {{ or {% and have no quotes, if that is what stands on `line`."""
    if not (0 <= line < len(lines) and _BRACES.search(lines[line])):
        return None
    hint = '整句用英文双引号括起来，如 title: "{{ hospital.name }}…"'
    return Slip(line, "以 {{ 或 {% 开头的内容要加引号", hint, "yaml-unquoted-braces")


def slip(lines: list[str], said: str, context: int, line: int, quoted: Quoted | None) -> Slip:
    """The slip behind a parser's complaint `said` at `line`, about something that began on the line `context`."""
    for near in dict.fromkeys((line, context, line - 1)) if "quoted scalar" not in said else ():
        if found := braces(lines, near) or _typing(lines, near):
            return found
    if quoted and line in (quoted.last, quoted.last + 1) and re.search("expected|mapping values", said):
        return _quotes(quoted)
    for pattern, at_context, message, hint in _SAID:
        if re.search(pattern, said):
            return Slip(context if at_context else line, message, hint)
    return Slip(line, "这里的写法不对", "检查这一行和上一行的缩进、冒号和引号")


def _typing(lines: list[str], line: int) -> Slip | None:
    text = lines[line] if 0 <= line < len(lines) else ""
    if _TAB.search(text):
        return Slip(line, "行首的空白里有 Tab", "行首只用空格，每下一层空两格")
    if _WIDE_COLON.search(text):
        return Slip(line, "键后面用了中文冒号", "改成英文冒号，再空一格，如 title: 标题")
    if _TIGHT_COLON.search(text):
        return Slip(line, "冒号后面少了空格", "英文冒号后空一格，如 title: 标题")
    return None


def _quotes(quoted: Quoted) -> Slip:
    if quoted.first < quoted.last:
        return Slip(quoted.first, "引号没有成对", "补上这一句末尾的引号；句中的引号用中文的“”")
    return Slip(quoted.first, "引号括起来的话后面还有字", "把整句放进引号里；句中的引号用中文的“”")


_SAID = (
    ("directive|incompatible YAML", False, "不支持以 % 开头的行", "删去这一行；要保留 % 就整句加引号"),
    ("a tag", False, "! 开头的内容要加引号", "整句用英文双引号括起来"),
    ("escape", False, "双引号里的反斜杠写法不对", r"改用英文单引号括起来；\u 这样的编码换成字本身"),
    ("quoted scalar", True, "引号没有成对", "补上这一句末尾的引号；句中的引号用中文的“”"),
    ("flow (mapping|sequence)", True, "括号没有成对，或者少了逗号", "检查 { } 和 [ ]；内容里有括号时整句加引号"),
    ("expected ':'", True, "这里少了冒号", "写成“键: 值”，英文冒号后空一格"),
    ("cannot start any", False, "这里有不能开头的字符", "以 @ ` % 开头的内容加引号；缩进用空格，不用 Tab"),
    ("mapping values", False, "这里多了一个冒号，或者缩进不对", "同级的键左边对齐；内容里有“: ”时整句加引号"),
    ("block scalar", False, "| 或 > 后面的写法不对", "| 后面直接换行，内容从下一行起，缩进两格"),
    ("block|expected key", False, "缩进不对", "同级的内容左边对齐，用空格缩进"),
    ("anchor|alias", False, "& 或 * 开头的内容要加引号", "整句用英文双引号括起来"),
)
