"""What a template may not do: all of it is told at once, with file and line; nothing costs without bound."""

import time

import pytest

FIRST = 10


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        ("{{ facts.work.aa }}", "fact-unknown", "是不是“work.a”"),
        ("{{ facts.wrk.a }}", "fact-unknown", "是不是“work."),
        ("{{ hospital.nam }}", "fact-unknown", "hospital.name"),
        ("{{ wording.plann }}", "fact-unknown", None),
        ("{{ facts.work }}", "template-incomplete-name", None),
        ("{{ facts }}", "template-incomplete-name", None),
        ("{{ yaer }}", "template-unknown-name", "year"),
        ("{{ facts.work.a.last_yaer }}", "template-unknown-name", "last_year"),
        ("{{ facts.work.names.last_year }}", "template-unknown-name", None),
        ("{{ facts.cases.team }}", "template-unknown-name", None),
        ("{% for c in facts.cases %}{{ c.teem }}{% endfor %}", "template-unknown-name", "team"),
        ("{% for c in facts.cases | reverse %}{{ c.teem }}{% endfor %}", "template-unknown-name", "team"),
        ("{{ facts.cases | sum(attribute='nummer') }}", "template-unknown-name", "number"),
        ("{{ facts.cases | selectattr('nummer') | length }}", "template-unknown-name", "number"),
        ("{{ facts.cases | selectattr('number', 'gtt', 3) | length }}", "template-unknown-test", None),
        ("{{ facts.cases | selectattr('number', 'gt') | length }}", "template-arguments", None),
        ("{{ facts.cases | selectattr('number', 'gt', 1, 2) | length }}", "template-arguments", None),
        ("{{ facts.cases | selectattr('number', test='gtt') | length }}", "template-unknown-test", None),
        ("{{ facts.cases | selectattr('number', test='gt') | length }}", "template-arguments", None),
        ("{{ facts.cases | rejectattr('number', test=facts.work.note) | join }}", "template-unknown-test", None),
        ("{{ facts.work.note | replace }}", "template-arguments", None),
        ("{{ facts.work.note | replace('好') }}", "template-arguments", None),
        ("{{ facts.work.note | replace('好', '坏', 1) }}", "template-arguments", None),
        ("{{ facts.work.day | date('%Y') }}", "template-arguments", None),
        ("{{ facts.work.note | string('utf-8') }}", "template-arguments", None),
        ("{{ facts.work.note | trim('a', 'b') }}", "template-arguments", None),
        ("{% for x in [1] %}{{ loop.lenght }}{% endfor %}", "template-unknown-name", "length"),
        ("{% for x in [1] if loop.first %}{% endfor %}", "template-unknown-name", None),
        ("{{ 1 | uper }}", "template-unknown-filter", "upper"),
        ("{{ 1 is evne }}", "template-unknown-test", "even"),
        ("{{ 1 | round(1, 2, 3) }}", "template-arguments", None),
        ("{{ 1 | round(digits=1) }}", "template-arguments", None),
        ("{{ [1] | join(*['、']) }}", "template-arguments", None),
        ("{{ 1 is odd(*[1]) }}", "template-arguments", None),
        ("{{ 2 ** 3 }}", "template-unsupported", None),
        ("{{ facts.work.note[0:2] }}", "template-unsupported", None),
        ("{{ {'a': 1} }}", "template-unsupported", None),
        ("{{ facts.work.a.__class__ }}", "template-unknown-name", None),
        ("{{ facts.__class__ }}", "fact-unknown", None),
        ("{{ facts['__init__'] }}", "fact-unknown", None),
        ("{{ 1 | attr('x') }}", "template-unknown-filter", None),
        *((f"{{{{ {name} }}}}", "template-unknown-name", None) for name in ("cycler", "joiner", "namespace", "self")),
        ("{{ lipsum() }}", "template-unknown-name", None),
        ("{{ dict() }}", "template-unknown-name", None),
        ("{{ 'x'.upper() }}", "template-value", None),
        ("{{ year() }}", "template-value", None),
        ("{% extends 'x' %}", "template-unsupported", None),
        ("{% block x %}{% endblock %}", "template-unsupported", None),
        ("{% for x in [1] recursive %}{% endfor %}", "template-unsupported", None),
        ("{% for a, b in [[1, 2]] %}{% endfor %}", "template-unsupported", None),
        ("{% set a, b = [1, 2] %}", "template-unsupported", None),
        ("{% include year %}", "template-unsupported", None),
        ("{% include 'nowhere' %}", "template-missing", None),
        ("{{ facts.work.a", "template-syntax", None),
        ("{% if facts.work.a %}x", "template-syntax", None),
        ("{% endif %}", "template-syntax", None),
        ("{{ 'x }}", "template-syntax", None),
        ("{{ “x” }}", "template-syntax", "半角"),
        ("{# x", "template-syntax", None),
        ("{{ facts.work.note + 1 }}", "template-value", None),
        ("{{ facts.cases }}", "template-value", None),
        ("{{ 1 / 0 }}", "template-value", None),
        ("{{ [1][3] }}", "template-value", None),
        ("{{ [1.5][0.5] }}", "template-value", None),
        ("{{ range(1, 5, 0) }}", "template-value", None),
        ("{{ range(2.5) }}", "template-value", None),
        ("{% macro m(a) %}{% endmacro %}{{ m() }}", "template-value", None),
        ("{% macro m(a) %}{% endmacro %}{{ m(1, a=2) }}", "template-value", None),
        ("{% macro m(a) %}{% endmacro %}{{ m }}", "template-value", None),
        ("{% if false %}{% set x = 1 %}{% endif %}{{ x }}", "template-value", None),
        ("{{ 3 | growth }}", "template-value", None),
        ("{% for x in 3 %}{% endfor %}", "template-value", None),
    ],
)
def test_a_mistake_is_told_with_its_place(words, code, hint, desk):
    facts = {"work.note": "好", "cases": [{"team": "内科", "number": 1}]}
    problems = desk.problems(f"第一行\n{words}", facts)
    assert [problem.code for problem in problems][:1] == [code], problems
    assert {str(problem.origin) for problem in problems} == {f"o.yaml:{FIRST + 1}"}
    assert hint is None or hint in problems[0].hint


def test_all_mistakes_of_all_templates_are_told_at_once_also_in_branches_that_never_run(desk):
    desk.files = {"part": "好\n{% if false %}{{ facts.work.x1 }}{% endif %}\n{{ 1 | nope }}"}
    sections = '[{id: s, heading: "{{ facts.work.x2 }}", text: "{{ 1 is nope }}"}]'
    words = "{% if false %}\n{{ facts.work.x3 }}{% endif %}\n{% include 'part' %}"
    problems = desk.problems(words, title="{{ nobody }}", sections=sections)
    told = sorted((str(problem.origin), problem.code) for problem in problems)
    assert told == [
        ("o.yaml:10", "template-unknown-name"),
        ("o.yaml:11", "fact-unknown"),
        ("part.j2:2", "fact-unknown"),
        ("part.j2:3", "template-unknown-filter"),
        ("sections.yaml:1", "fact-unknown"),
        ("sections.yaml:1", "template-unknown-test"),
    ]


def test_a_refusal_at_work_has_the_line_of_its_own_expression(desk):
    words = "{% if true %}\n{{ year }}\n{{ facts.work.note * 2 }}\n{% elif 1 %}\n{% endif %}"
    assert desk.problems(words, {"work.note": "好"})[0].origin.line == FIRST + 2
    words = "{% if false %}\n{% elif facts.work.note > 1 %}x{% endif %}"
    assert desk.problems(words, {"work.note": "好"})[0].origin.line == FIRST + 1


DOUBLED = "{% set x = x ~ x %}" * 40


@pytest.mark.parametrize(
    "words",
    [
        "{% for i in range(999) %}{% for j in range(999) %}{% endfor %}{% endfor %}",
        "{% for i in range(999) %}{% for j in range(999) %}{{ '字' }}{% endfor %}{% endfor %}",
        "{% for i in range(999) %}{% for j in range(9) %}" + "{{ '' }}" * 2000 + "{% endfor %}{% endfor %}",
        "{% set x = '字' %}" + DOUBLED,
        "{% set x %}{{ facts.work.note }}{% endset %}" + DOUBLED,
        "{% set x = [1] %}" + "{% set x = x + x %}" * 40,
        "{% set x = [1] %}" + "{% set x = [x, x] %}" * 40 + "{{ x }}",
        "{% set x = [1] %}" + "{% set x = [x] %}" * 3000 + "{{ x }}",
        "{% set x = [1] %}" + "{% set x = [x] %}" * 900 + "{% if x %}{% endif %}",
        "{% set x = range(999) %}{% for i in range(999) %}{% set y = x | sort | length %}{% endfor %}",
        "{{ range(10000000) }}",
        "{{ range(99999999999999999999999999) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ n() }}{% endmacro %}{% macro n() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'ring' %}",
        "{% include 'many0' %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "not " * 900 + "1 }}",
        "{{ 1" + "+1" * 3000 + " }}",
        "{{ " + "[" * 200 + "1" + "]" * 200 + " }}",
        "{% if 1 %}" * 400 + "{% endif %}" * 400,
        "{{ " + "9" * 5000 + " }}",
        "{{ " + "9" * 99 + " * 99 }}",
        "{{ 1e999 }}",
        "{{ 123456789012345678.5 }}",
        "字" * 200_001,
    ],
    ids=lambda words: words[:40],
)
def test_what_costs_too_much_is_refused_quickly(words, desk):
    desk.files = {"ring": "{% include 'back' %}", "back": "{% include 'ring' %}", "many9": "x"}
    desk.files |= {f"many{n}": f"{{% include 'many{n + 1}' %}}" * 8 for n in range(9)}
    start = time.process_time()
    problems = desk.problems(words, {"work.note": "好"})
    assert time.process_time() - start < 2  # under one on an idle machine
    assert problems
    assert all(problem.origin and problem.origin.line for problem in problems)
