"""Words of templates: random ones of every statement, the same ones bent, over facts of every shape."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from generator import Stop, layout, places, writers, yaml_source
from generator.document import Document, Gap, walk
from generator.facts import assignments
from generator.facts.announcements import load
from generator.layout import Layout
from tests.compose.conftest import ANNOUNCED, Desk
from tests.compose.test_fuzz import Facts, Words
from tests.fuzz import laws
from tests.fuzz.bending import bent_lines
from tests.fuzz.choices import Choices, tokens

TOKENS = tokens("jinja")
_FREE = re.compile(r"is\s+(?:not\s+)?(?:given|missing)")
_WORK = ("a", "b", "c", "rate", "note", "other", "day", "names")
KEYS = (*(f"work.{name}" for name in _WORK), "cases.1.team", "cases.2.number")


@cache
def _layout() -> Layout:
    return layout.load(yaml_source.read(places.data() / "layouts" / "gbt9704.yaml"))


@cache
def _writers() -> dict[str, writers.Writer]:
    return {name: writers.writer(name, _layout()) for name in laws.FORMATS}


@cache
def _dictionary() -> Any:
    return load([yaml_source.parse(ANNOUNCED, "facts.yaml")])[0]


def _wild(choose: Choices) -> dict[str, object]:
    """Facts with any words for values, as far as the dictionary takes them."""
    given: dict[str, object] = {}
    for key in choose.sample(KEYS, choose.randint(0, len(KEYS))):
        value: object = choose.choice(
            [choose.word(), choose.word(), choose.randrange(200), [choose.word(), choose.word()]]
        )
        if choose.chance(20):
            value = {"value": value, "state": choose.choice(["待核实", "不适用", "已核实"])}
        if not assignments.from_mapping({key: value}, _dictionary())[1]:
            given[key] = value
    return given if not assignments.from_mapping(given, _dictionary())[1] else {}


class Parts:
    """Random sections with words at every place that takes them, some repeated for records, some with a table."""

    def __init__(self, choose: Choices) -> None:
        self.choose = choose
        self.count = 0

    def frame(self) -> dict[str, str]:
        sections = [self.part(1) for _ in range(self.choose.randint(1, 4))]
        lines = {key: self.words(()) for key in ("title", "closing", "signature") if self.choose.chance(15)}
        return {"sections": json.dumps(sections, ensure_ascii=False), **lines}

    def words(self, records: tuple[str, ...], counts: str = "") -> str:
        made = Words(self.choose)
        made.records += list(records)
        count = f"{{{{ {counts} | length{self.choose.choice(['', ' | numeral'])} }}}}" if self.choose.chance(40) else ""
        if counts and count and self.choose.chance(50):
            count = f"{{% for part in {counts} %}}{{{{ part.heading }}}}；{{% endfor %}}" + count
        return (count if counts else "") + (made.template() if self.choose.chance(50) else made.inner(1))

    def part(self, depth: int, records: tuple[str, ...] = ()) -> dict[str, Any]:
        self.count += 1
        part: dict[str, Any] = {"id": f"p{self.count}"}
        if not records and self.choose.chance(30):
            part["repeat"] = "cases"
            records = ("item",)
        points = [self.part(depth + 1, records) for _ in range(self.choose.randrange(3))] if depth < 2 else []
        if self.choose.chance(70):
            part["heading"] = self.words(records)
        if points:
            part["points"] = points
            if self.choose.chance(50):
                part["lead"] = self.words(records, "points")
        elif self.choose.chance(80):
            part["text"] = self.words(records)
        if self.choose.chance(20):
            columns = [
                {"heading": self.words(()), "text": self.words(("item",))} for _ in range(self.choose.randint(1, 3))
            ]
            part["table"] = {"of": "cases", "columns": columns}
        return part


def _drafted(desk: Desk, words: str, facts: dict[str, object], frame: dict[str, str]) -> Document | None:
    with laws.bounded():
        try:
            return desk.document(words, facts, **frame)
        except Stop as stop:
            laws.told_well(stop.problems)
            assert all(each.origin and each.origin.line for each in stop.problems), stop.problems
            return None


def run(data: bytes) -> None:
    choose = Choices(data)
    frame = Parts(choose).frame() if choose.chance(50) else {}
    words = Words(choose).template()
    if choose.chance(60):
        words = bent_lines(choose, words, TOKENS)
    if frame and choose.chance(40):
        words = "{{ sections | length }}" + words
    desk = Desk(
        _dictionary(), {"part": bent_lines(choose, Words(choose).template(), TOKENS)} if choose.chance(20) else {}
    )
    facts = Facts(choose)
    given = facts.part(choose, unsure=True) if choose.chance(60) else _wild(choose)
    document = _drafted(desk, words, given, frame)
    if document is None:
        return
    laws.gaps_listed(document)
    if choose.chance(30):
        _written(document)
    _filled(desk, words, given, facts, document, frame)


def _written(document: Document) -> None:
    for name, write in _writers().items():
        with laws.bounded():
            made = write(document)
        if name == "docx":
            laws.read_back(made)


def _filled(
    desk: Desk, words: str, given: dict[str, object], facts: Facts, document: Document, frame: dict[str, str]
) -> None:
    """Filled in once, no fact is missing; where words ask whether one is there, no fact that was given."""
    answers = {ask.key: facts.all.get(ask.key, _answer(ask.key)) for ask in document.gaps}
    filled = _drafted(desk, words, {**given, **answers}, frame)
    if filled is None:
        return
    missing = {
        key
        for _, inline in walk(filled)
        if isinstance(inline, Gap) and inline.state == "missing"
        for key in inline.keys
    }
    asks_what_is_there = any(_FREE.search(text) for text in (words, *desk.files.values()))
    still = missing & answers.keys() if asks_what_is_there else missing
    # Words that all facts together refuse, such as a table taken for a text, may ask twice before they are.
    if still and _drafted(desk, words, {**facts.all, **given, **answers}, frame) is None:
        return
    assert not still, f"still missing: {still} in {words!r} and {frame!r} with {given!r} and {answers!r}"


def _answer(key: str) -> object:
    return "2026-03-05" if "day" in key else ["甲"] if key.endswith("names") else "3"
