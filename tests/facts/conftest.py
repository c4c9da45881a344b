from collections.abc import Callable

import pytest

from generator.facts import values_file
from generator.facts.announcements import load
from generator.facts.dictionary import Dictionary
from generator.facts.tree import Layer
from generator.problems import Problem
from generator.yaml_source import parse

ANNOUNCED = """
activity.theme_days: {label: 主题党日场数, unit: 场, type: integer, owner: 党办, definition: 全年合计}
activity.code: {label: 编号, type: text, owner: 党办}
activity.start: {label: 启动日期, type: date}
activity.topics: {label: 学习专题, type: list}
operations.satisfaction: {label: 患者满意度, unit: "%", type: percent}
operations.income: {label: 收入, unit: 万元, type: number}
cases:
  label: 案例
  type: table
  owner: 宣传科
  at_least: 3
  fields:
    branch: {label: 支部, type: text}
    people: {label: 人次, type: integer, unit: 人次, owner: 医务科}
"""


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    built, problems = load([parse(ANNOUNCED, "facts.yaml")])
    assert problems == []
    return built


@pytest.fixture
def layer_of(dictionary: Dictionary) -> Callable[..., Layer]:
    """The layer of a good YAML text."""

    def read(text: str, name: str = "2026.yaml") -> Layer:
        layer, problems = values_file.read(parse(text, name), name, dictionary)
        assert problems == []
        return layer

    return read


@pytest.fixture
def problems_of(dictionary: Dictionary) -> Callable[[str], list[Problem]]:
    """What is told about a YAML text of facts."""
    return lambda text: values_file.read(parse(text, "2026.yaml"), "2026.yaml", dictionary)[1]
