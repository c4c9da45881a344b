"""A missing fact stays a visible gap through everything that a template may do with it."""

import pytest

from generator.document import Fact, Gap, Text

A, B = "【待补充：甲数】", "【待补充：乙数】"
CASES = ["cases.1.team", "cases.1.number", "cases.2.team", "cases.2.number"]


@pytest.mark.parametrize(
    "words",
    [
        "{{ facts.work.a }}",
        "{{ facts.work.a | length }}",
        "{{ facts.work.a | upper }}",
        "{{ facts.work.a | wan }}",
        "{{ facts.work.a | numeral }}",
        "{{ facts.work.a | round(1) }}",
        "{{ facts.work.a | replace('x', 'y') }}",
        "{{ 'x' | replace('x', facts.work.a) }}",
        "{{ facts.work.a | default('无') }}",
        "{{ facts.work.a / 2 }}",
        "{{ 2 / facts.work.a }}",
        "{{ -facts.work.a }}",
        "{{ facts.work.a + 1 > 3 }}",
        "{{ 1 < facts.work.a < 3 }}",
        "{{ facts.work.a in [1, 2] }}",
        "{{ 1 in [facts.work.a, 1] }}",
        "{{ not facts.work.a }}",
        "{{ facts.work.a and 'x' }}",
        "{{ facts.work.a or 'x' }}",
        "{{ true and facts.work.a }}",
        "{{ 'x' if facts.work.a else 'y' }}",
        "{{ 'x' if facts.work.a > 3 }}",
        "{{ [facts.work.a, 1] | length }}",
        "{{ [facts.work.a, 1] | sum }}",
        "{{ [facts.work.a, 1] | max }}",
        "{{ [2, 1] | sort(reverse=facts.work.a) }}",
        "{{ [1, 2][facts.work.a] }}",
        "{{ facts.work.a is odd }}",
        "{{ range(facts.work.a) | length }}",
        "{% if facts.work.a %}x{% endif %}",
        "{% if facts.work.a %}x{% else %}y{% endif %}",
        "{% if not facts.work.a %}x{% endif %}",
        "{% if false %}x{% elif facts.work.a == 3 %}y{% else %}z{% endif %}",
        "{% if [facts.work.a] %}x{% endif %}",
        "{% set x %}共{{ facts.work.a }}{% endset %}{% if x %}y{% endif %}",
        "{% if '共' ~ facts.work.a == '共3' %}x{% endif %}",
        "{% set x = facts.work.a %}{{ x }}",
        "{% set x %}{{ facts.work.a }}{% endset %}{{ x | upper }}",
        "{% filter length %}共{{ facts.work.a }}次{% endfilter %}",
        "{% macro m(p) %}{{ p }}{% endmacro %}{{ m(facts.work.a) }}",
        "{% macro m(p=facts.work.a) %}{{ p }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ facts.work.a }}{% endcall %}",
        "{% with x = facts.work.a %}{{ x }}{% endwith %}",
        "{% for x in range(facts.work.a) %}x{% endfor %}",
        "{% for x in [1] if facts.work.a %}x{% endfor %}",
        "{% include 'part' %}",
        "{% import 'macros' as lib %}{{ lib.m() }}",
        "{% from 'macros' import m as k %}{{ k() }}",
    ],
)
def test_a_missing_fact_prints_its_gap_and_nothing_else(words, desk):
    desk.files = {"part": "{{ facts.work.a }}", "macros": "{% macro m() %}{{ facts.work.a }}{% endmacro %}"}
    assert desk.text(words) == A
    assert desk.asked(words) == ["work.a"]
    assert desk.gaps(words)[0].keys == ("work.a",)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ facts.work.a ~ '次' ~ facts.work.b }}", f"{A}次{B}"),
        ("{{ facts.work.a + facts.work.b }}", A + B),
        ("{{ facts.work.a and facts.work.b }}", A + B),
        ("{{ [facts.work.a, facts.work.b] | join('、') }}", f"{A}、{B}"),
        ("{{ [facts.work.a, 3, facts.work.b] | listed }}", f"{A}、3和{B}"),
        ("{{ 3 / (facts.work.a - facts.work.b) }}", A + B),
    ],
)
def test_several_missing_facts_print_their_gaps_one_after_another(words, said, desk):
    assert desk.text(words) == said
    assert desk.asked(words) == ["work.a", "work.b"]


def test_gaps_stand_in_the_title_headings_and_lines(desk):
    sections = """
    - {id: s, heading: "开展{{ facts.work.a }}次", text: 好。}
    - {id: t, heading: 其他, points: [{id: p, heading: "抓{{ facts.work.b }}", text: 好。}]}
    """
    document = desk.document("好。", title="{{ facts.work.note | upper }}总结", sections=sections)
    places = {ask.key: ask.places for ask in document.gaps}
    assert places == {"work.note": ("title",), "work.a": ("s",), "work.b": ("t/p",)}
    assert document.blocks[0].text == "【待补充：说明】总结"


def test_a_missing_list_is_looped_over_as_one_gap(desk):
    words = "{% for x in facts.work.names %}{{ x }}{{ facts.work.a }}{% else %}{{ facts.work.b }}{% endfor %}"
    assert desk.text(words) == "【待补充：名单】"
    assert set(desk.asked(words)) == {"work.names", "work.a", "work.b"}


def test_the_test_of_a_loop_over_a_missing_list_is_asked_for_at_once(desk):
    words = "{% for x in facts.work.names if facts.work.a > 1 %}{{ x }}{% endfor %}"
    assert set(desk.asked(words)) == {"work.names", "work.a"}


def test_a_missing_table_has_as_many_records_of_gaps_as_it_asks_for(desk):
    words = "{% for case in facts.cases %}{{ loop.index }}.{{ case.team }}{{ case.number }}例；{% endfor %}"
    assert desk.text(words) == (
        "1.【待补充：第1个案例：科室】【待补充：第1个案例：例数】例；2.【待补充：第2个案例：科室】【待补充：第2个案例：例数】例；"
    )
    assert desk.asked(words) == CASES


@pytest.mark.parametrize("what", ["loop.last", "loop.length", "loop.revindex"])
def test_where_a_missing_table_ends_is_not_known(what, desk):
    assert desk.text(f"{{% for case in facts.cases %}}{{{{ {what} }}}}{{% endfor %}}") == "【待补充：案例】" * 2


@pytest.mark.parametrize("words", ["{{ facts.cases | length }}", "{% if facts.cases %}x{% endif %}"])
def test_how_many_records_a_missing_table_has_is_one_gap(words, desk):
    assert desk.text(words) == "【待补充：案例】"
    assert desk.asked(words) == ["cases.1.team", "cases.2.team"]


def test_a_first_cell_that_does_not_apply_leaves_it_open_whether_there_is_a_record(desk):
    facts = {"cases.1.team": "内科", "cases.2.team": {"state": "不适用"}}
    assert desk.text("{{ facts.cases | length }}", facts) == "【待补充：案例】"
    assert desk.asked("{{ facts.cases | length }}", facts) == ["cases.2.number"]
    assert desk.text("{% if facts.cases %}x{% endif %}", facts) == "【待补充：案例】"
    assert desk.text("{{ facts.cases | length }}", {**facts, "cases.2.number": {"state": "不适用"}}) == "1"


def test_a_missing_table_joined_with_a_list_is_still_open(desk):
    words = "{% for x in (facts.cases | map(attribute='team')) + ['内科'] %}{{ loop.length }}{% endfor %}"
    assert desk.text(words) == "【待补充：案例】" * 3


def test_given_records_are_taken_as_they_are(desk):
    facts = {"cases": [{"team": "内科", "number": 3}]}
    assert desk.text("{{ facts.cases | length }}{{ facts.cases[0].team }}", facts) == "1内科"
    assert desk.text("{% for c in facts.cases %}x{% else %}无案例{% endfor %}", {"cases": []}) == "无案例"
    assert desk.text("{{ facts.cases | length }}例", {"cases": []}) == "0例"


def test_a_filter_of_records_rests_on_the_fields_that_it_asks_for_alone(desk):
    facts = {"cases": [{"number": 3}, {"number": 1}]}
    assert desk.text("{{ facts.cases | sum(attribute='number') }}", facts) == "4"
    words = "{% for c in facts.cases | selectattr('number', 'gt', 2) %}{{ c.number }}{{ c.team }}{% endfor %}"
    assert desk.text(words, facts) == "3【待补充：第1个案例：科室】"
    assert desk.text("{{ facts.cases | map(attribute='number') | max }}", facts) == "3"


def test_names_that_an_undecided_branch_sets_are_its_gap_afterwards(desk):
    words = "{% set x = '旧' %}{% if facts.work.a %}{% set x = facts.work.b %}{% endif %}，{{ x }}"
    assert desk.text(words) == f"{A}，{A}"
    assert set(desk.asked(words)) == {"work.a", "work.b"}


def test_names_of_branches_that_are_out_keep_their_value(desk):
    words = "{% set x = '旧' %}{% if false %}{% set x = '新' %}{% elif facts.work.a %}{% endif %}，{{ x }}"
    assert desk.text(words) == f"{A}，旧"


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("{% if facts.work.a %}{{ facts.work.b }}{% else %}{{ facts.work.c }}{% endif %}", "abc"),
        ("{% if facts.work.a %}x{% elif facts.work.b %}y{% endif %}", "ab"),
        ("{{ facts.work.b if facts.work.a else facts.work.c }}", "abc"),
        ("{% macro m() %}{{ facts.work.b }}{% endmacro %}{% if facts.work.a %}{{ m() }}{% endif %}", "ab"),
        ("{% if facts.work.a %}{% macro m() %}{{ facts.work.b }}{% endmacro %}{% endif %}{{ m() }}", "ab"),
        ("{% if facts.work.a %}{% for x in range(facts.work.b) %}{{ facts.work.c }}{% endfor %}{% endif %}", "abc"),
        ("{% filter length %}{% if facts.work.a %}{{ facts.work.b }}{% endif %}{% endfilter %}", "ab"),
    ],
)
def test_what_an_undecided_branch_would_need_is_listed_without_a_place(words, keys, desk):
    asks = {ask.key: ask.places for ask in desk.document(words).gaps}
    assert set(asks) == {f"work.{key}" for key in keys}
    assert asks["work.a"] == ("opening",)
    assert not any(places for key, places in asks.items() if key != "work.a")


@pytest.mark.parametrize(
    "words",
    [
        "{{ (facts.cases | map(attribute='team')) or '无' }}",
        "{{ facts.cases and (facts.cases | map(attribute='team')) }}",
        "{{ (facts.work.a > 1) and (facts.cases | map(attribute='team')) }}",
    ],
)
def test_a_list_that_an_undecided_and_or_or_may_print_is_asked_for_with_all_its_gaps(words, desk):
    answers = {"work.a": "3", "cases.1.team": "内科", "cases.2.team": "外科"}
    some = {"cases.2.number": "177"}
    assert set(desk.asked(words, some)) - {"work.a"} == {"cases.1.team", "cases.2.team"}
    assert desk.asked(words, {**some, **answers}) == []


def test_an_undecided_table_is_not_asked_for_fields_that_nothing_prints(desk):
    some = {"cases.2.number": "177", "work.a": "3"}
    for words in ("{{ '有' if facts.cases and facts.work.a }}", "{{ '有' if facts.work.a and facts.cases }}"):
        assert desk.asked(words, some) == ["cases.1.team"]
    words = "{{ (facts.cases or [facts.work.b]) | map(attribute='team') | join }}"
    assert set(desk.asked(words, some)) == {"cases.1.team", "cases.2.team", "work.b"}


def test_an_undecided_branch_that_cannot_be_composed_is_no_mistake_yet(desk):
    words = "{% if facts.work.a %}{{ facts.work.names[5] }}{% endif %}好"
    assert desk.text(words, {"work.names": ["甲"]}) == f"{A}好"


def test_growth_of_a_missing_fact_is_one_gap_and_lists_both_years(desk):
    assert desk.text("{{ facts.work.a | growth }}") == A
    assert desk.asked("{{ facts.work.a | growth }}") == ["work.a", "work.a.last_year"]
    assert desk.text("{{ facts.work.a | growth }}", {"work.a": 3}) == "【待补充：上年甲数】"
    assert desk.asked("{{ facts.work.a | growth }}", {"work.a.last_year": 3}) == ["work.a"]


@pytest.mark.parametrize("condition", ["facts.cases", "facts.cases | length > 2", "facts.cases or facts.work.names"])
def test_growth_of_a_choice_that_a_missing_table_leaves_open_lists_the_choices_and_their_last_years(condition, desk):
    words = f"{{{{ (facts.work.a if {condition} else facts.work.b) | growth }}}}"
    asked = desk.asked(words, {"work.names": ["甲"]})
    assert set(asked) - {"cases.1.team", "cases.2.team"} == {
        f"work.{name}{year}" for name in "ab" for year in ("", ".last_year")
    }


def test_growth_of_an_undecided_choice_lists_both_choices_and_their_last_years(desk):
    words = "{{ (facts.work.a if facts.work.note else facts.work.b) | growth }}"
    assert desk.text(words) == "【待补充：说明】"
    assert set(desk.asked(words)) == {"work.note", "work.a", "work.a.last_year", "work.b", "work.b.last_year"}
    given = {"work.note": "好", "work.a": 3, "work.a.last_year": 2}
    assert desk.text(words, given) == "增长50.0%"
    assert set(desk.facts(words, given)[0].keys) == {"work.a", "work.note", "work.a.last_year"}


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("105.2", "100", "增长5.2%"),
        ("94", "100", "下降6.0%"),
        ("3", "3.0", "持平"),
        ("100.04", "100", "基本持平"),
        ("99.96", "100", "基本持平"),
        ("3", "0", "【待核实：上年丙数 0】"),
        ("3", "10余", "【待核实：上年丙数 10余】"),
        ("10余", "3", "【待核实：丙数 10余】"),
        ("约5", "约3", "【待核实：丙数 约5】【待核实：上年丙数 约3】"),
    ],
)
def test_growth_says_how_a_fact_stands_to_last_year(now, before, said, desk):
    assert desk.text("{{ facts.work.c | growth }}", {"work.c": {"value": now, "last_year": before}}) == said


@pytest.mark.parametrize(("now", "said"), [("96.2%", "提高1.1个百分点"), ("94.0", "下降1.1个百分点"), ("95.1", "持平")])
def test_growth_of_a_percent_is_in_points(now, said, desk):
    assert desk.text("{{ facts.work.rate | growth }}", {"work.rate": {"value": now, "last_year": "95.1"}}) == said


def test_is_given_and_is_missing_answer_without_a_gap(desk):
    words = "{% if facts.work.a is given %}有{% else %}没有{% endif %}{{ '缺' if facts.work.a is missing else '全' }}"
    assert desk.document(words).gaps == ()
    assert desk.text(words) == "没有缺"
    assert desk.text(words, {"work.a": "0"}) == "有全"
    assert desk.text(words, {"work.a": {"value": "3", "state": "待核实"}}) == "有全"
    assert desk.text(words, {"work.a": "不适用"}) == "没有全"


def test_a_divisor_of_zero_has_each_of_its_facts_confirmed(desk):
    facts = {"work.a": 3, "work.b": 3}
    assert desk.text("{{ 10 / (facts.work.a - facts.work.b) }}", facts) == "【待核实：甲数 3】【待核实：乙数 3】"
    assert [(ask.label, ask.value) for ask in desk.document("{{ 10 / facts.work.a }}", {"work.a": 0}).gaps] == [
        ("甲数", "0")
    ]
    assert desk.text("{{ facts.work.c % facts.work.a }}", {"work.a": 0}) == "【待补充：丙数】【待核实：甲数 0】"


def test_a_value_remembers_the_facts_it_rests_on_and_how_it_was_made(desk):
    facts = {"work.a": 3, "work.b": 4, "work.names": ["甲", "乙"]}
    words = (
        "{{ facts.work.a }}{{ facts.work.a / facts.work.b }}"
        "{{ 'x' if facts.work.a else 'y' }}{{ facts.work.names | length }}"
    )
    made = [(fact.text, fact.keys, fact.how) for fact in desk.facts(words, facts)]
    assert made == [
        ("3", ("work.a",), "as given"),
        ("0.8", ("work.a", "work.b"), "quotient"),
        ("x", ("work.a",), "choice"),
        ("2", ("work.names",), "length"),
    ]


def test_words_of_a_set_block_keep_their_pieces_apart(desk):
    words = "{% set x %}共{{ facts.work.a }}次{{ facts.work.b }}{% endset %}{{ x | upper }}"
    text, fact, after, gap = desk.inlines(words, {"work.a": 3})
    assert (text, after) == (Text("共"), Text("次"))
    assert isinstance(fact, Fact)
    assert isinstance(gap, Gap)
