"""facts.dictionary: keys and labels find each other, for last year's values and for cells too."""

import pytest

from generator.facts.announcements import load
from generator.facts.dictionary import Dictionary, cell
from generator.yaml_source import parse


def codes(text: str, *more: str) -> list[tuple[str, int | None]]:
    sources = [parse(each, f"{number}.yaml") for number, each in enumerate((text, *more))]
    return [(problem.code, problem.origin and problem.origin.line) for problem in load(sources)[1]]


def test_an_entry_keeps_what_was_announced(dictionary: Dictionary) -> None:
    entry = dictionary.find("activity.theme_days")
    assert entry
    assert (entry.label, entry.type, entry.unit, entry.owner) == ("主题党日场数", "integer", "场", "党办")
    assert entry.definition == "全年合计"
    assert entry.origin
    assert str(entry.origin) == "facts.yaml:2"


def test_last_year_is_a_key_of_its_own(dictionary: Dictionary) -> None:
    entry = dictionary.find("activity.theme_days.last_year")
    assert entry
    assert (entry.label, entry.type, entry.unit) == ("上年主题党日场数", "integer", "场")
    assert dictionary.find("cases.last_year") is None
    assert dictionary.find("activity.theme_days.last_year.last_year") is None


def test_a_cell_is_a_key_of_its_own(dictionary: Dictionary) -> None:
    entry = dictionary.find("cases.2.people")
    assert entry
    assert (entry.key, entry.label, entry.type) == ("cases.2.people", "第2个案例：人次", "integer")
    assert entry.owner == "医务科"
    branch = dictionary.find("cases.12.branch")
    assert branch
    assert branch.owner == "宣传科"
    for wrong in ("cases.0.people", "cases.02.people", "cases.2.nothing", "cases.people", "activity.2.people"):
        assert dictionary.find(wrong) is None
    assert cell("cases.2.people") == ("cases", 2, "people")
    assert cell("cases.people") is None


@pytest.mark.parametrize(
    "key",
    ["activity.code", "activity.code.last_year", "cases", "cases.1.branch", "cases.30.people"],
)
def test_every_label_leads_back_to_its_key(dictionary: Dictionary, key: str) -> None:
    entry = dictionary.find(key)
    assert entry
    assert dictionary.key_of(entry.label) == key


def test_labels_are_found_with_blanks_and_a_half_width_colon(dictionary: Dictionary) -> None:
    assert dictionary.key_of(" 编号 ") == "activity.code"
    assert dictionary.key_of("第2个案例: 人次") == "cases.2.people"
    for wrong in ("没有", "上年案例", "第2个案例：没有", "第0个案例：人次", "上年", ""):
        assert dictionary.key_of(wrong) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("activity.theme_dayz", "activity.theme_days"),
        ("theme_days", "activity.theme_days"),
        ("activity.theme_dayz.last_year", "activity.theme_days.last_year"),
        ("cases.2.peple", "cases.2.people"),
    ],
)
def test_the_nearest_key_is_suggested(dictionary: Dictionary, typed: str, meant: str) -> None:
    assert dictionary.suggest(typed) == f"是不是“{meant}”？"


def test_nothing_is_suggested_for_what_is_far(dictionary: Dictionary) -> None:
    assert dictionary.suggest("zzzzzz") is None


def test_groups_are_the_prefixes(dictionary: Dictionary) -> None:
    assert dictionary.groups == {"activity", "operations"}


def test_a_later_source_replaces_whole_entries() -> None:
    built, problems = load(
        [
            parse("a.x: {label: 甲, type: text, unit: 场}\na.y: {label: 乙, type: text}", "1"),
            parse("a.x: {label: 丙, type: integer}", "2"),
            parse("", "3"),
        ]
    )
    assert problems == []
    assert built.entries["a.x"].unit is None
    assert built.key_of("甲") is None
    assert built.key_of("丙") == "a.x"
    assert list(built.entries) == ["a.x", "a.y"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a", ["dictionary-shape"]),
        ("a.x: 场", ["dictionary-shape"]),
        ("a.x: {label: 甲, type: integr}", ["dictionary-type"]),
        ("a.x: {label: 甲}", ["dictionary-type"]),
        ("a.x: {type: text}", ["dictionary-label"]),
        ('a.x: {label: "甲\\n乙", type: text}', ["dictionary-label"]),
        ("a.x: {label: [甲], type: text}", ["dictionary-shape", "dictionary-label"]),
        ("a.x: {label: 甲, type: text, ownr: 党办}", ["dictionary-unknown-key"]),
        ("a.x: {label: 甲, type: text}\na.y: {label: 甲, type: text}", ["dictionary-label"]),
        ("a.x: {label: 甲, type: text}\na.y: {label: 上年甲, type: text}", ["dictionary-label"]),
        ("a.x: {label: 甲, type: table}", ["dictionary-fields"]),
        ("a.x: {label: 甲, type: text, fields: {y: {label: 乙, type: text}}}", ["dictionary-fields"]),
        ("a.x: {label: 甲, type: text, at_least: 2}", ["dictionary-shape"]),
        ("t: {label: 甲, type: table, at_least: 0, fields: {y: {label: 乙, type: text}}}", ["dictionary-shape"]),
        ("t: {label: 甲, type: table, fields: {y: {label: 乙, type: table}}}", ["dictionary-type"]),
        ("t: {label: 甲, type: table, fields: {y.z: {label: 乙, type: text}}}", ["dictionary-key"]),
        ("t: {label: 甲, type: table, fields: {unit: {label: 乙, type: text}}}", ["dictionary-key"]),
        (
            "t: {label: 甲, type: table, fields: {y: {label: 乙, type: text}, z: {label: 乙, type: text}}}",
            ["dictionary-label"],
        ),
        ("a.1.x: {label: 甲, type: text}", ["dictionary-key"]),
        ("甲: {label: 甲, type: text}", ["dictionary-key"]),
        ("a..x: {label: 甲, type: text}", ["dictionary-key"]),
        ("a.last_year: {label: 甲, type: text}", ["dictionary-key"]),
        ("a: {label: 甲, type: text}\na.x: {label: 乙, type: text}", ["dictionary-key"]),
        ("a.x: {label: 甲, type: text, sum: maybe}", ["dictionary-shape"]),
    ],
)
def test_a_faulty_announcement_is_told(text: str, told: list[str]) -> None:
    assert [code for code, _ in codes(text)] == told


def test_all_faults_of_all_files_are_told_with_their_lines() -> None:
    found = codes("a.x: {label: 甲, typ: text}\n\na.y: {type: text}", "b.x:\n  label: 丙\n  type: wrong")
    assert found == [
        ("dictionary-unknown-key", 1),
        ("dictionary-type", 1),
        ("dictionary-label", 3),
        ("dictionary-type", 3),
    ]


def test_a_faulty_entry_is_still_announced() -> None:
    built, _ = load([parse("a.x: {label: 甲}", "1")])
    assert built.find("a.x")


@pytest.mark.parametrize("typed", ["【待补充：党支部（党小组）数】", "党支部(党小组)数", " 党支部（党小组)数 "])
def test_a_label_is_found_as_people_type_and_paste_it(typed: str) -> None:
    built, _ = load([parse("org.branches: {label: 党支部（党小组）数, type: integer}", "facts.yaml")])
    assert built.key_of(typed) == "org.branches"
    assert built.key_of(typed.replace("党支部", "上年党支部", 1)) == "org.branches.last_year"
