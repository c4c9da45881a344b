"""hospital.yaml: what it takes, what it refuses, and how terms follow the kind of party organisation."""

from typing import Any

import pytest

from tests.conftest import Make
from tests.workspaces import told

WORDS = "title: t\nsections: [{id: a, text: '{{ hospital.study_group }}'}]\n"


def text(make: Make, hospital: str) -> str:
    return make({"own": WORDS}, {"hospital.yaml": hospital}).draft("own", 2026).document.blocks[-1].text


def said(make: Make, hospital: str) -> list[str]:
    workspace = make({"own": WORDS}, {"hospital.yaml": hospital})
    return [str(problem) for problem in told(lambda: workspace.draft("own", 2026))]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("党委", "党委理论学习中心组"), ("党支部", "支部集体学习"), ("党总支", "党总支集体学习")],
)
def test_names_of_bodies_follow_the_kind_of_party_organisation(make: Make, kind: str, words: str) -> None:
    assert text(make, f"party_org: {kind}\n") == words


@pytest.mark.parametrize(
    "given", [{"assigned": ["hospital.party_org=党组"]}, {"facts": {"hospital.party_org": "党组"}}]
)
def test_the_kind_is_one_of_three_wherever_it_is_given(make: Make, given: dict[str, Any]) -> None:
    workspace = make({"own": WORDS}, {"hospital.yaml": "name: 某院\n"})
    problems = told(lambda: workspace.draft("own", 2026, **given))
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("hospital-party-org", "写 党委、党总支、党支部 中的一个")
    ]


def test_the_hospitals_own_term_wins(make: Make) -> None:
    assert text(make, "party_org: 党委\nterms: {study_group: 院中心组}\n") == "院中心组"


def test_an_own_term_needs_no_kind_of_party_organisation(make: Make) -> None:
    assert text(make, "terms: {study_group: 院中心组}\n") == "院中心组"


def test_without_the_kind_it_is_the_kind_that_is_asked_for(make: Make) -> None:
    assert text(make, "name: 某院\n").startswith("【待补充：")


@pytest.mark.parametrize(
    ("hospital", "message"),
    [
        ("trems: {}\n", "我院/hospital.yaml:1: hospital.yaml 里没有“trems”这个键（是不是“terms”？）"),
        ("terms: {study_grup: x}\n", "我院/hospital.yaml:1: terms 里没有“study_grup”这个键（是不是“study_group”？）"),
        ("terms: 中心组\n", "我院/hospital.yaml:1: terms 应当由“名称: 本院叫法”组成（在下一层写，"),
        ("year: 26\n", "我院/hospital.yaml:1: 年份“26”写法不对（写四位数字，如 2026）"),
        ("year: [2026]\n", "我院/hospital.yaml:1: “year”应当是一个词（写成 year: 一个词，"),
        ("party_org: 支部\n", "我院/hospital.yaml:1: 党组织类别不能是“支部”（写 党委、党总支、党支部 中的一个）"),
        ("name: {a: b}\n", "我院/hospital.yaml:1: "),
        ("name: 某院\nname: 又一院\n", "我院/hospital.yaml:2: “name”写了两次（第1行已有，留下一个）"),
        ("name: '某院\n", "我院/hospital.yaml:1: 引号没有成对"),
    ],
)
def test_a_mistake_is_told_with_its_line(make: Make, hospital: str, message: str) -> None:
    (problem,) = said(make, hospital)
    assert problem.startswith(message)


def test_all_mistakes_are_told_at_once(make: Make) -> None:
    assert len(said(make, "nmae: x\nyear: x\nparty_org: x\nterms: {x: y}\nlayout: [x]\n")) == 5


def test_a_term_that_some_kinds_have_no_words_for_is_asked_for_in_the_first_round(make: Make) -> None:
    own = "title: t\nsections: [{id: a, text: '{{ hospital.governance }}'}]\n"
    workspace = make({"own": own}, {"hospital.yaml": "name: 某院\n"})
    assert [(ask.key, bool(ask.places)) for ask in workspace.draft("own", 2026).gaps] == [
        ("hospital.party_org", True),
        ("hospital.governance", False),
    ]
    answers = {"hospital.party_org": "党支部", "hospital.governance": "院长负责制"}
    assert workspace.draft("own", 2026, answers).document.blocks[-1].text == "院长负责制"
    assert workspace.draft("own", 2026, {"hospital.party_org": "党委"}).gaps == ()


def test_an_empty_file_is_told(make: Make) -> None:
    workspace = make({"own": WORDS}, {"hospital.yaml": ""})
    (problem,) = workspace.draft("own", 2026).problems
    assert (problem.code, problem.severity) == ("hospital-empty", "advice")
