from datetime import date

import pytest

from generator import places, yaml_source
from generator.wording import KINDS, Expression, current, load

FILES = sorted((places.data() / "wording").glob("*.yaml"))


def read(*names: str) -> dict[str, Expression]:
    expressions, problems = load(yaml_source.read(places.data() / "wording" / f"{name}.yaml") for name in names)
    assert problems == []
    return expressions


def load_text(*texts: str):
    return load(yaml_source.parse(text, f"{n}.yaml") for n, text in enumerate(texts, 1))


def names(expressions, year: int, day: date) -> tuple[str | None, ...]:
    now = current(expressions, year, day)
    return tuple(each and each.id for each in (now.campaign, now.guiding_line, now.plan))


def test_every_shipped_entry_is_read_whole() -> None:
    expressions, problems = load(yaml_source.read(path) for path in FILES)
    assert problems == []
    assert len(expressions) == 217
    assert {each.kind for each in expressions.values()} == set(KINDS)
    line = expressions["line-20-all"]
    assert line.text == "党的二十大和二十届历次全会精神"
    assert (line.begins, line.ends, line.confidence) == (date(2025, 10, 23), None, "high")
    assert line.aliases[0] == "全面贯彻党的二十大和二十届历次全会精神"
    campaign = expressions["camp-zhengji"]
    assert campaign.ordered
    assert campaign.members == ("立党为公", "为民造福", "科学决策", "真抓实干")
    assert len(campaign.misquotes) == 3
    assert len(campaign.source) == 2
    assert campaign.note
    assert campaign.first
    assert expressions["camp-dangji"].replaced_by == "camp-baxiang"


def test_a_draft_needs_one_file() -> None:
    kinds = {each.kind for each in read("current").values()}
    assert kinds == {"campaign", "guiding_line", "guiding_thought", "plan"}


@pytest.mark.parametrize(
    ("year", "campaign", "line", "plan"),
    [
        (2016, "“两学一做”学习教育", None, "“十三五”时期"),
        (2017, "推进“两学一做”学习教育常态化制度化", "党的十九大精神", "“十三五”时期"),
        (2018, None, "党的十九大精神", "“十三五”时期"),
        (2019, "“不忘初心、牢记使命”主题教育", "党的十九大精神", "“十三五”时期"),
        (2020, None, "党的十九大精神", "“十三五”时期"),
        (2021, "党史学习教育", "党的十九大精神", "“十四五”时期"),
        (2022, None, "党的二十大精神", "“十四五”时期"),
        (2023, "学习贯彻习近平新时代中国特色社会主义思想主题教育", "党的二十大精神", "“十四五”时期"),
        (2024, "党纪学习教育", "党的二十大和二十届二中、三中全会精神", "“十四五”时期"),
        (2025, "深入贯彻中央八项规定精神学习教育", "党的二十大和二十届历次全会精神", "“十四五”时期"),
        (2026, "树立和践行正确政绩观学习教育", "党的二十大和二十届历次全会精神", "“十五五”时期"),
    ],
)
def test_each_year_has_its_own_campaign_line_and_plan(year: int, campaign: str, line: str, plan: str) -> None:
    now = current(read("current"), year, date(year, 12, 31))
    assert [each and each.text for each in (now.campaign, now.guiding_line, now.plan)] == [campaign, line, plan]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 23), (None, "line-20-all", "fyp-15")),
        (date(2026, 2, 24), ("camp-zhengji", "line-20-all", "fyp-15")),
        (date(2027, 1, 15), ("camp-zhengji", "line-20-all", "fyp-15")),
    ],
)
def test_the_day_rules_within_the_year(day: date, expected: tuple[str | None, ...]) -> None:
    assert names(read("current"), 2026, day) == expected


@pytest.mark.parametrize(
    ("day", "thought"),
    [
        (date(2017, 10, 23), None),
        (date(2017, 10, 24), "习近平新时代中国特色社会主义思想"),
        (date(2026, 12, 31), "习近平新时代中国特色社会主义思想"),
    ],
)
def test_the_guiding_thought_is_that_of_the_day(day: date, thought: str | None) -> None:
    now = current(read("current"), day.year, day).guiding_thought
    assert (now and now.text) == thought


def test_between_two_lines_there_is_none() -> None:
    assert current(read("current"), 2022, date(2022, 10, 18)).guiding_line is None


def test_a_hospital_adds_entries_and_replaces_whole_ones_by_id() -> None:
    own = """
- {id: camp-zhengji, text: 正确政绩观教育, kind: campaign, from: 2026-03-01}
- {id: own, text: 医院改革攻坚行动, kind: campaign, from: 2026-08-01, to: 2026-12-31}
"""
    expressions, problems = load([yaml_source.read(FILES[0]), yaml_source.parse(own, "wording.yaml")])
    assert problems == []
    assert expressions["camp-zhengji"].text == "正确政绩观教育"
    assert expressions["camp-zhengji"].members == ()
    assert names(expressions, 2026, date(2026, 7, 1))[0] == "camp-zhengji"
    assert names(expressions, 2026, date(2026, 12, 31))[0] == "own"


def test_what_is_not_confirmed_is_not_current() -> None:
    text = "- {id: a, text: 甲, kind: campaign, from: 2026-03-01, confidence: low}\n- {id: b, text: 乙, kind: plan}\n"
    expressions, problems = load_text(text)
    assert problems == []
    assert names(expressions, 2026, date(2026, 12, 31)) == (None, None, None)


def test_all_mistakes_are_told_at_once_with_place_and_remedy() -> None:
    expressions, problems = load_text(
        "- {id: good, text: 好, kind: campaign}\n"
        "- {id: a, txt: 甲, kind: campain, from: 2026-3-5}\n"
        "- {text: 乙, kind: plan, confidence: sure, members: 丙, ordered: 是}\n"
        "- {id: good, text: 好, kind: plan}\n"
        "- 丁\n"
        "- {id: d, text: 戊, kind: plan, from: 2026-05-01, to: 2026-04-01, first: [x]}\n",
        "a: 1\n",
    )
    told = [(problem.code, str(problem.origin)) for problem in problems]
    assert told == [
        ("wording-unknown-key", "1.yaml:2"),
        ("wording-missing-key", "1.yaml:2"),
        ("wording-date", "1.yaml:2"),
        ("wording-unknown-kind", "1.yaml:2"),
        ("wording-missing-key", "1.yaml:3"),
        ("wording-type", "1.yaml:3"),
        ("wording-unknown-ordered", "1.yaml:3"),
        ("wording-unknown-confidence", "1.yaml:3"),
        ("wording-equal-ids", "1.yaml:4"),
        ("wording-entry", "1.yaml:5"),
        ("wording-type", "1.yaml:6"),
        ("wording-dates", "1.yaml:6"),
        ("wording-not-a-list", "2.yaml:1"),
    ]
    assert all(problem.hint for problem in problems)
    assert "是不是“text”？" in str(problems[0])
    assert list(expressions) == ["good"]


def test_an_empty_file_has_no_entries() -> None:
    assert load_text("", "# nothing\n") == ({}, [])


def test_a_line_is_a_gap_beyond_the_day_for_which_it_was_confirmed() -> None:
    before, after = (current(read("current"), year, date(year, 12, 31)) for year in (2026, 2027))
    assert before.guiding_line
    assert after.guiding_line is None
    assert after.plan
