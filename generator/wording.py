"""Official expressions with the days they may be said on; what is current on a day. No clock, no judgement of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from generator import gaps, yaml_source
from generator.problems import Origin, Problem, did_you_mean, error
from generator.yaml_source import Node, Scalar, Sequence

CURRENT = ("campaign", "guiding_line", "guiding_thought", "plan")
KINDS = (
    *CURRENT,
    *("congress", "plenum", "ccdi", "anniversary", "tense_rule"),
    *("theory", "leadership_formula", "setphrase", "chain"),
    *("health_campaign", "health_doc", "health_term", "regulation", "naming", "org_name"),
)
CONFIDENCES = ("high", "medium", "low")
_WORDS = ("id", "text", "kind", "confidence", "replaced_by", "first", "note")
_DATES = ("from", "to", "confirmed_to")
_LISTS = ("members", "misquotes", "aliases", "traps", "source")
KEYS = (*_WORDS, *_DATES, "ordered", *_LISTS)


class Expression(NamedTuple):
    """One official expression.

    `begins` is the first day it can be said (None: not known), `ends` the last day it is its period's own (None: still
    current), `confirmed_to` the last day for which it was confirmed (None: all of them). `members` expand it, in a
    fixed order if `ordered`. `confidence` low: not confirmed, advice at most.
    `replaced_by` is another id or plain words, `first` says in words when it was first said.
    """

    id: str
    text: str
    kind: str
    begins: date | None = None
    ends: date | None = None
    confirmed_to: date | None = None
    confidence: str = "high"
    members: tuple[str, ...] = ()
    ordered: bool = False
    misquotes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    replaced_by: str | None = None
    first: str | None = None
    note: str | None = None
    source: tuple[str, ...] = ()
    origin: Origin | None = None

    def in_force(self, day: date) -> bool:
        """Whether `day` is one of its period; never for an expression whose first day is not known."""
        return self.begins is not None and self.begins <= day and (self.ends is None or day <= self.ends)

    def is_sure(self, day: date) -> bool:
        """Whether it was confirmed well enough to be printed on `day`."""
        return self.confidence != "low" and (self.confirmed_to is None or day <= self.confirmed_to)


class Current(NamedTuple):
    """What a document says as current; None where nothing is confirmed."""

    campaign: Expression | None
    guiding_line: Expression | None
    guiding_thought: Expression | None
    plan: Expression | None


def current(expressions: Mapping[str, Expression], year: int, day: date) -> Current:
    """What is current for a document about `year`, taken on `day`.

    The campaign is the last one that began in that year and not after `day`; guiding line, guiding thought and plan
    are those in force on `day`. What is not sure is not taken.
    """
    sure = [each for each in expressions.values() if each.is_sure(day)]
    begun = [each for each in sure if each.begins and each.begins.year == year and each.begins <= day]
    in_force = [each for each in sure if each.in_force(day)]
    return Current(
        campaign=_latest(begun, "campaign"),
        guiding_line=_latest(in_force, "guiding_line"),
        guiding_thought=_latest(in_force, "guiding_thought"),
        plan=_latest(in_force, "plan"),
    )


def _latest(candidates: Iterable[Expression], kind: str) -> Expression | None:
    of_kind = (each for each in candidates if each.kind == kind)
    return max(of_kind, key=lambda each: (each.begins or date.min, each.id), default=None)


def load(nodes: Iterable[Node]) -> tuple[dict[str, Expression], list[Problem]]:
    """The expressions of wording files by id, and every mistake in them; a later file's entry replaces an earlier one.

    Each node is one file: a list of entries with KEYS, of which id, text and kind are needed. An entry with a mistake
    is left out. Without `confidence` the entry is taken as confirmed by who wrote it.
    """
    expressions: dict[str, Expression] = {}
    problems: list[Problem] = []
    for node in nodes:
        expressions |= _file(node, problems)
    return expressions, problems


def _file(node: Node, problems: list[Problem]) -> dict[str, Expression]:
    if isinstance(node, Scalar) and node.value is None:
        return {}
    if not isinstance(node, Sequence):
        hint = "每条以“- id: …”开头，下面写 text、kind"
        problems.append(error("wording-not-a-list", "提法文件应当是一个列表", node.origin, hint))
        return {}
    found: dict[str, Expression] = {}
    for item in node.items:
        expression = _Entry(item, problems).expression()
        if expression and expression.id in found:
            message = f"提法“{expression.id}”写了两次"
            problems.append(error("wording-equal-ids", message, item.origin, f"{found[expression.id].origin}已有"))
        elif expression:
            found[expression.id] = expression
    return found


class _Entry:
    """One entry being read: its values, and the mistakes found on the way."""

    def __init__(self, node: Node, problems: list[Problem]) -> None:
        self.node = node
        self.problems = problems
        self.before = len(problems)

    def expression(self) -> Expression | None:
        """The expression, None if a mistake was told."""
        if not isinstance(self.node, yaml_source.Mapping):
            self._tell(
                "wording-entry", "一条提法应当写成 id、text、kind 等几行", self.node, "以“- id: …”开头，下面对齐"
            )
            return None
        self._check_keys(self.node)
        words = {key: self._word(key) for key in _WORDS}
        begins, ends, confirmed_to = (self._date(key) for key in _DATES)
        lists = {key: self._list(key) for key in _LISTS}
        ordered = self._choice("ordered", self._word("ordered"), ("true", "false")) == "true"
        kind = self._choice("kind", words["kind"], KINDS)
        confidence = self._choice("confidence", words["confidence"], CONFIDENCES) or "high"
        if begins and ends and ends < begins:
            self._tell("wording-dates", "to 早于 from", self.node.items["to"], "改正其中一个日期")
        if words["text"] and (found := gaps.like(words["text"])):
            hint = "写上提法；还不知道就删去这一条，稿子里会显示缺口"
            self._tell("wording-gap", f"text 写的是缺口“{found}”", self.node.items["text"], hint)
        if len(self.problems) > self.before:
            return None
        return Expression(
            id=words["id"] or "",
            text=words["text"] or "",
            kind=kind or "",
            begins=begins,
            ends=ends,
            confirmed_to=confirmed_to,
            confidence=confidence,
            ordered=ordered,
            replaced_by=words["replaced_by"],
            first=words["first"],
            note=words["note"],
            origin=self.node.origin,
            **lists,
        )

    def _tell(self, code: str, message: str, node: Node, hint: str | None) -> None:
        self.problems.append(error(code, message, node.origin, hint))

    def _check_keys(self, node: yaml_source.Mapping) -> None:
        for key, origin in node.key_origins.items():
            if key not in KEYS:
                hint = did_you_mean(key, KEYS, self.problems) or f"可用的键：{'、'.join(KEYS)}"
                self.problems.append(error("wording-unknown-key", f"提法里没有“{key}”这个键", origin, hint))
        for key in ("id", "text", "kind"):
            value = node.get(key)
            if value is None or (isinstance(value, Scalar) and not (value.value or "").strip()):
                self._tell("wording-missing-key", f"这条提法没有写 {key}", value or node, f"补上“{key}: …”")

    def _value(self, key: str) -> Node | None:
        return self.node.get(key) if isinstance(self.node, yaml_source.Mapping) else None

    def _word(self, key: str) -> str | None:
        value = self._value(key)
        if value is None or isinstance(value, Scalar):
            return value.value.strip() if value and value.value else None
        self._tell("wording-type", f"{key} 应当是一句话", value, f"写成“{key}: …”")
        return None

    def _list(self, key: str) -> tuple[str, ...]:
        value = self._value(key)
        if value is None or (isinstance(value, Scalar) and value.value is None):
            return ()
        if isinstance(value, Sequence):
            words = [item.value for item in value.items if isinstance(item, Scalar) and item.value]
            if len(words) == len(value.items):
                return tuple(words)
        self._tell("wording-type", f"{key} 应当是一个列表", value, "每项一行，以“- ”开头")
        return ()

    def _date(self, key: str) -> date | None:
        word, value = self._word(key), self._value(key)
        if word is None or value is None:
            return None
        try:
            return date.fromisoformat(word)
        except ValueError:
            self._tell("wording-date", f"{key} 的日期“{word}”不对", value, "写成 2026-03-05 这样的日期")
            return None

    def _choice(self, key: str, word: str | None, allowed: tuple[str, ...]) -> str | None:
        value = self._value(key)
        if word is None or value is None or word in allowed:
            return word
        hint = did_you_mean(word, allowed, self.problems) or f"可用的有：{'、'.join(allowed)}"
        self._tell("wording-unknown-" + key, f"{key} 不能是“{word}”", value, hint)
        return None
