"""Words of an outline, composed with a small dictionary: what they print, what they ask for, what is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from generator.compose import Lookup, Plan, Source, Templates, compose
from generator.document import Document, Fact, Gap, Inline
from generator.facts import assignments
from generator.facts.announcements import load
from generator.facts.dictionary import Dictionary
from generator.facts.layers import stack
from generator.outline import reading
from generator.problems import Origin, Problem, Stop
from generator.yaml_source import Mapping as YamlMapping
from generator.yaml_source import parse

ANNOUNCED = """
hospital.name: {label: 医院全称, type: text}
hospital.party_org: {label: 党组织类别, type: text}
hospital.study_group: {label: 理论学习组织名称, type: text}
hospital.governance: {label: 医院领导体制, type: text}
wording.campaign: {label: 当年党内集中教育名称, type: text}
work.a: {label: 甲数, type: integer, unit: 次, owner: 党办, definition: 全年合计}
work.b: {label: 乙数, type: integer}
work.c: {label: 丙数, type: number}
work.rate: {label: 满意度, type: percent}
work.note: {label: 说明, type: text}
work.other: {label: 备注, type: text}
work.day: {label: 日期, type: date}
work.names: {label: 名单, type: list}
cases:
  label: 案例
  type: table
  at_least: 2
  fields:
    team: {label: 科室, type: text}
    number: {label: 例数, type: integer}
"""
TERMS: dict[str, dict[str, str | None]] = {
    "hospital.study_group": {"党委": "中心组", "党总支": "总支学习会", "党支部": "支部集体学习"},
    "hospital.governance": {"党委": "党委领导下的院长负责制", "党总支": None, "党支部": None},
}
FIRST_LINE = 10


@dataclass
class Desk:
    """A drafting desk: every method drafts anew. `files` are templates by path, without .j2."""

    dictionary: Dictionary
    files: dict[str, str] = field(default_factory=dict)

    def document(self, words: str, facts: Mapping[str, object] | None = None, **frame: str) -> Document:
        """The document whose opening is `words`, its title 题; `frame` gives or changes lines, and sections as YAML.

        Raises Stop as compose does. The first line of the words is line 10 of o.yaml.
        """
        origin = Origin("o.yaml", FIRST_LINE)
        sections = parse(frame.pop("sections", "[]"), "sections.yaml")
        node = YamlMapping({"sections": sections}, {}, origin)
        outline = reading.outline("o", node, ("o",))
        lines = {"title": "题", "opening": words, **frame}
        outline.frame.update({key: reading.Words(text, None, origin) for key, text in lines.items()})
        return compose(Plan(outline, Templates(self._find, self.dictionary)), self.lookup(facts or {}))

    def _find(self, path: str) -> Source | None:
        return Source(self.files[path], Origin(f"{path}.j2", 1)) if path in self.files else None

    def lookup(self, facts: Mapping[str, object]) -> Lookup:
        layer, problems = assignments.from_mapping(facts, self.dictionary)
        assert problems == []
        return Lookup(self.dictionary, stack([layer], self.dictionary)[0], TERMS, 2026)

    def inlines(self, words: str, facts: Mapping[str, object] | None = None) -> list[Inline]:
        return [inline for block in self._opening(words, facts) for inline in block.words]

    def _opening(self, words: str, facts: Mapping[str, object] | None) -> list:
        return [block for block in self.document(words, facts).blocks if block.id.startswith("opening")]

    def text(self, words: str, facts: Mapping[str, object] | None = None) -> str:
        """What the words print, a paragraph a line."""
        return "\n".join(block.text for block in self._opening(words, facts))

    def facts(self, words: str, facts: Mapping[str, object] | None = None) -> list[Fact]:
        return [inline for inline in self.inlines(words, facts) if isinstance(inline, Fact)]

    def gaps(self, words: str, facts: Mapping[str, object] | None = None) -> list[Gap]:
        return [inline for inline in self.inlines(words, facts) if isinstance(inline, Gap)]

    def asked(self, words: str, facts: Mapping[str, object] | None = None) -> list[str]:
        """The keys of the to-fill list."""
        return [ask.key for ask in self.document(words, facts).gaps]

    def problems(self, words: str, facts: Mapping[str, object] | None = None, **frame: str) -> list[Problem]:
        """What stops the draft; [] where nothing does."""
        try:
            self.document(words, facts, **frame)
        except Stop as stop:
            return list(stop.problems)
        return []

    def codes(self, words: str, facts: Mapping[str, object] | None = None) -> set[str]:
        return {problem.code for problem in self.problems(words, facts)}


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    built, problems = load([parse(ANNOUNCED, "facts.yaml")])
    assert problems == []
    return built


@pytest.fixture
def desk(dictionary: Dictionary) -> Iterator[Desk]:
    return Desk(dictionary)
