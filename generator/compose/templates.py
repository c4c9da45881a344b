"""Templates read once: words of an outline or a .j2 file → a checked closure, with all its mistakes told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from generator.compose.expressions import MAX_TOLD
from generator.compose.frame import Frame, Run
from generator.compose.scope import Scope, Static, globals_of
from generator.compose.statements import Statement, Statements
from generator.compose.values import Printed, Value, short
from generator.facts.dictionary import Dictionary, Entry
from generator.problems import Origin, Problem, Stop, error

MAX_SOURCE = 100_000
MAX_INCLUDES = 10
INCLUDE_COST = 500
_READER = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)


class Source(NamedTuple):
    """The text of a template, and where its first line stands."""

    text: str
    first: Origin


Find = Callable[[str], Source | None]


class Template(NamedTuple):
    """Words ready to run; `problems` are the mistakes in them, and then it must not run."""

    run: Statement
    problems: tuple[Problem, ...]

    def inlines(self, run: Run, names: Mapping[str, Value]) -> list[Printed]:
        """What the template prints with `names`. Raises Stop where a value cannot be had."""
        frame = Frame(run, dict(names))
        self.run(frame)
        return frame.out


class Templates:
    """The templates of one outline, each parsed and checked once. `find` gives a template by its path without .j2."""

    def __init__(self, find: Find, dictionary: Dictionary) -> None:
        self._find = find
        self._dictionary = dictionary
        self._ready: dict[tuple[str, Origin, str | None, str | None], Template] = {}
        self._sources: dict[str, Source | None] = {}

    def words(self, source: Source, item: Entry | None = None, parts: str | None = None) -> Template:
        """The template of words that stand in an outline; `item` is the table whose records repeat them, `parts` the
        list of parts that they may speak of (`scope.LISTS`)."""
        key = (source.text, source.first, item.key if item else None, parts)
        if key not in self._ready:
            self._ready[key] = self._compiled(source, globals_of(item, parts))
        return self._ready[key]

    def file(self, path: str, origin: Origin, item: Entry | None = None, parts: str | None = None) -> Template:
        """The template at `path`, asked for at `origin`."""
        problems: list[Problem] = []
        source = self.source(path, origin, problems)
        return self.words(source, item, parts) if source else Template(_nothing, tuple(problems))

    def _compiled(self, source: Source, names: dict[str, Static]) -> Template:
        problems: list[Problem] = []
        run, _ = _Unit(self, problems, (), [len(source.text)]).compiled(source, names)
        return Template(run, tuple(problems))

    def source(self, path: str, origin: Origin, problems: list[Problem]) -> Source | None:
        """The template at `path`; None, and told, where there is none that can be read."""
        try:
            if path not in self._sources:
                self._sources[path] = self._find(path)
        except Stop as stop:
            problems.extend(stop.problems)
            return None
        if self._sources[path] is None:
            hint = "检查路径；模板放在 templates/ 里，路径不写 .j2"
            problems.append(error("template-missing", f"找不到模板“{short(path)}”", origin, hint))
        return self._sources[path]

    @property
    def dictionary(self) -> Dictionary:
        return self._dictionary


class _Unit:
    """One template with all that it includes; `within` are the files on the way to it, `size` counts all characters."""

    def __init__(self, templates: Templates, problems: list[Problem], within: tuple[str, ...], size: list[int]) -> None:
        self.templates = templates
        self.problems = problems
        self.within = within
        self.size = size

    def compiled(self, source: Source, names: dict[str, Static]) -> tuple[Statement, Scope]:
        tree = _parsed(source, self.problems)
        if tree is None:
            return _nothing, names
        statements = Statements(source.first, self.templates.dictionary, self.problems, self.included)
        try:
            return statements.body(tree.body, names), names
        except RecursionError:
            self.problems.append(error("template-bounds", "模板嵌套太深", source.first, "把模板拆开"))
            return _nothing, names

    def included(self, origin: Origin, path: str, names: Scope) -> tuple[Statement, Scope] | None:
        name = path.removesuffix(".j2")
        if name in self.within or len(self.within) >= MAX_INCLUDES:
            self.problems.append(error("template-ring", f"模板“{path}”绕回了自己", origin, "去掉其中一个 include"))
            return None
        source = self.templates.source(name, origin, self.problems)
        if source is None:
            return None
        self.size[0] += len(source.text) + INCLUDE_COST
        if self.size[0] > MAX_SOURCE:
            self.problems.append(error("template-bounds", "include 进来的模板太多", origin, "把模板合并，少用 include"))
            return None
        inner = _Unit(self.templates, self.problems, (*self.within, name), self.size)
        return inner.compiled(source, {**globals_of(), **names})


def _nothing(frame: Frame) -> None:
    """What a template with mistakes does."""


def _parsed(source: Source, problems: list[Problem]) -> nodes.Template | None:
    first = source.first
    if len(source.text) > MAX_SOURCE:
        problems.append(error("template-bounds", "模板超过10万字", first, "把模板分成几个"))
        return None
    problems.extend(islice(_slips(source), MAX_TOLD))
    try:
        return _READER.parse(source.text)
    except jinja2.TemplateSyntaxError as failure:
        origin = Origin(first.file, (first.line or 1) + failure.lineno - 1)
        problems.append(_syntax(failure.message or "", origin))
    except (RecursionError, ValueError, OverflowError, MemoryError):
        problems.append(error("template-bounds", "模板嵌套太深，或者数字太长", first, "把模板拆开"))
    return None


def _slips(source: Source) -> Iterator[Problem]:
    """Braces that would be printed as they are: full-width ones, and single ones round a fact."""
    for found in _BRACES.finditer(source.text):
        line = (source.first.line or 1) + source.text.count("\n", 0, found.start())
        hint = "写成英文半角的两个花括号，如 {{ facts.组.名 }}"
        yield error("template-braces", f"“{found[0]}”不会换成事实", Origin(source.first.file, line), hint)


_BRACES = re.compile(r"｛[｛%]|(?<!\{)\{[ \t]+\{|(?<![{%#])\{\s*(?:facts|hospital|wording|item)\.[\w.]+\s*\}(?!\})")


def _syntax(said: str, origin: Origin) -> Problem:
    for pattern, message, hint in _SYNTAX:
        if found := re.search(pattern, said):
            return error("template-syntax", message.format(*map(short, found.groups())), origin, hint)
    return error("template-syntax", "模板写法有误", origin, "检查 {{ }} 和 {% %} 是否成对、拼写是否正确")


_SYNTAX = (
    (r"unknown tag '(end\w+)'", "{{% {0} %}} 前面没有对应的开头", "检查 if、for 与 endif、endfor 是否成对"),
    (r"unknown tag '(else|elif)'", "{{% {0} %}} 前面没有 if", "检查 if 是否写全，endif 是否写早了"),
    (r"unknown tag 'else ?if'", "没有 {{% elseif %}} 这个语句", "是不是 elif？"),
    (r"unknown tag '(\w+)'", "没有 {{% {0} %}} 这个语句", "常用的是 if、for、set、macro、include"),
    (r"Unexpected end of template.*'(\w+)'", "到末尾还缺 {{% end{0} %}}", "补上结束语句"),
    (r"got '='", "这里只写了一个等号", "比较用 ==，赋值用 {% set 名 = 值 %}"),
    (r"unexpected end of template|end of print statement", "写到一半就断了，缺 }}}} 或 %}}", "补上 }} 或 %}"),
    (r"unexpected char '?(.+?)'? at", "有不能用的字符 {0}", "{{ }} 里的引号、逗号、括号用英文半角"),
    (r"unexpected '(.+?)'", "多了或放错了 {0}", "检查括号和引号是否成对"),
    (r"expected token '(.+?)', got '(.+?)'", "应当是 {0}，却是 {1}", "检查括号、引号和 }} 是否成对"),
    (r"Missing end of comment", "注释没有写完", "补上 #}"),
    (r"Missing end of raw", "{{% raw %}} 没有写完", "补上 {% endraw %}"),
)
