"""Nodes from the parser's events, in one pass, with every bound checked on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent, StreamEndEvent

from generator import characters
from generator.problems import MANY, Origin, Problem, Stop, error
from generator.yaml_source import syntax
from generator.yaml_source.folding import unfolded
from generator.yaml_source.nodes import Mapping, Node, Scalar, Sequence

MAX_DEPTH = 40
MAX_NODES = 200_000
_NULLS = ("", "~", "null")
_PLAIN = (None, "")
_BLOCK = ("|", ">")
_QUOTES = ("'", '"')
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Events = Callable[[], Any]


class Composer:
    """The nodes of one text, whose line breaks are all LF. Problems that leave the rest readable are gathered.

    `first` is the number of its first line in the file.
    """

    def __init__(self, text: str, name: str, first: int = 1) -> None:
        self.text = text
        self.first = first
        self.lines = text.split("\n")
        self.name = name
        self.anchors: dict[str, Node] = {}
        self.problems: dict[Problem, None] = {}
        self.nodes = 0
        self.quoted: syntax.Quoted | None = None
        self.last_line, self.last_origin = 0, Origin(name, first)

    def document(self) -> Node:
        """The one document. Raises Stop with all that is wrong."""
        if found := characters.strange(self.text):
            raise Stop([self._strange(found.name, self.text.count("\n", 0, found.at))])
        try:
            root = self._only(_LOADER(self.text).get_event)
        except yaml.MarkedYAMLError as failure:
            self._tell_slip(self._slip(failure))
        if self.problems:
            raise Stop(self.problems)
        return root

    def _strange(self, name: str, line: int) -> Problem:
        hint = "删去看不见的控制字符，把这一行重新打一遍"
        return error("yaml-character", f"文件里有不能用的字符（{name}）", self._origin(line), hint)

    def _only(self, events: Events) -> Node:
        events()
        if isinstance(events(), StreamEndEvent):
            return Scalar(None, self._origin(0))
        root = self._node(events(), events, 0)
        events()
        if not isinstance(extra := events(), StreamEndEvent):
            raise self._stop("yaml-documents", "一个文件里只能有一份 YAML", extra, "删去多余的 --- 行")
        return root

    def _origin(self, line: int) -> Origin:
        """The place of a line counted from 0; an empty value may stand behind the last one."""
        if line != self.last_line:
            self.last_line = line
            self.last_origin = Origin(self.name, self.first + min(line, len(self.lines) - 1))
        return self.last_origin

    def _node(self, event: Any, events: Events, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event)
        if event.tag is not None:
            hint = "删去以 ! 开头的标签，要保留 ! 就加引号"
            self._tell("yaml-tag", f"不支持标签 {event.tag}", event.start_mark.line, hint)
        if depth > MAX_DEPTH:
            raise self._stop("yaml-depth", f"嵌套超过{MAX_DEPTH}层", event, "检查括号和缩进")
        self._count(1, event)
        node = self._scalar(event) if isinstance(event, ScalarEvent) else self._collection(event, events, depth)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _collection(self, event: Any, events: Events, depth: int) -> Node:
        line: int = event.start_mark.line
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(event := events(), SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Sequence(tuple(items), self._origin(line), 1 + sum(item.size for item in items))
        return self._mapping(events, depth, line)

    def _mapping(self, events: Events, depth: int, line: int) -> Mapping:
        items: dict[str, Node] = {}
        origins: dict[str, Origin] = {}
        size = 1
        while not isinstance(event := events(), MappingEndEvent):
            key_line = event.start_mark.line
            key = self._node(event, events, depth + 1)
            value = self._node(events(), events, depth + 1)
            size += 1 + value.size
            if not isinstance(key, Scalar) or key.value is None:
                self._tell_bad_key(key_line)
            elif key.value in items:
                first = origins[key.value].line
                self._tell("yaml-equal-keys", f"“{key.value}”写了两次", key_line, f"第{first}行已有，留下一个")
            else:
                items[key.value], origins[key.value] = value, self._origin(key_line)
        return Mapping(items, origins, self._origin(line), size)

    def _alias(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            raise self._stop("yaml-alias", f"*{event.anchor} 没有对应的 &{event.anchor}", event, "要保留 * 就加引号")
        node = self.anchors[event.anchor]
        self._count(node.size, event)
        return node

    def _count(self, size: int, event: Any) -> None:
        self.nodes += size
        if self.nodes > MAX_NODES:
            raise self._stop("yaml-too-large", "内容太多", event, "把内容分成几个文件，少用 * 引用")

    def _scalar(self, event: Any) -> Scalar:
        value: str | None = event.value
        style, first, last = event.style, event.start_mark.line, event.end_mark.line
        self.quoted = syntax.Quoted(first, last) if style in _QUOTES else None
        if style in _PLAIN and value in _NULLS:
            value = None
        elif style != "|" and last > first and value and " " in value:
            value = unfolded(value, self.lines[first : last + 1])
        if style == '"' and value:
            # Only escapes bring in what the text itself was found not to hold.
            value = characters.taken(value)
            if found := characters.strange(value):
                self.problems[self._strange(found.name, first)] = None
        return Scalar(value, self._origin(first), style in _BLOCK)

    def _tell_bad_key(self, line: int) -> None:
        if braces := syntax.braces(self.lines, line):
            self._tell_slip(braces)
        else:
            self._tell("yaml-key", "键应当是一个词", line, "冒号前写一个词，不写列表和空白")

    def _slip(self, failure: yaml.MarkedYAMLError) -> syntax.Slip:
        mark, context = failure.problem_mark or failure.context_mark, failure.context_mark or failure.problem_mark
        last = self.text.rstrip("\n").count("\n")
        began, stopped = (min(place.line if place else 0, last) for place in (context, mark))
        said = f"{failure.context or ''} {failure.problem or ''}"
        return syntax.slip(self.lines, said, began, stopped, self.quoted)

    def _tell_slip(self, slip: syntax.Slip) -> None:
        self._tell(slip.code, slip.message, slip.line, slip.hint)

    def _tell(self, code: str, message: str, line: int, hint: str) -> None:
        """Note a problem. After many the rest is not read: telling is slower than reading."""
        self.problems[error(code, message, self._origin(line), hint)] = None
        if len(self.problems) > MANY:
            raise Stop(self.problems)

    def _stop(self, code: str, message: str, event: Any, hint: str) -> Stop:
        return Stop([*self.problems, error(code, message, self._origin(event.start_mark.line), hint)])
