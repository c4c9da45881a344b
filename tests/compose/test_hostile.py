"""Templates that mean harm are refused with a place and a remedy, or print plain words; they reach and cost nothing."""

import pytest

from generator import Workspace
from generator.compose import frame
from generator.problems import Stop
from tests.compose import hostile
from tests.compose.conftest import FIRST_LINE
from tests.workspaces import SMALL, put

FACTS = {"work.note": "好", "cases": [{"team": f"{n}科", "number": n} for n in range(40)]}
REFUSED = [*hostile.UNKNOWN, *hostile.CHAINS, *hostile.TAGS, *hostile.ROUNDS, *hostile.TOO_LONG]


def shown(words: str) -> str:
    return words[:50]


def told(desk, words):
    desk.files = dict(hostile.FILES)
    problems = desk.problems(f"第一行\n{words}", FACTS)
    assert problems
    for problem in problems:
        assert problem.severity == "error"
        assert problem.origin
        assert problem.origin.file != "o.yaml" or problem.origin.line in (FIRST_LINE, FIRST_LINE + 1, FIRST_LINE + 2)
        assert problem.hint
        assert len(str(problem)) < 600
    return problems


@pytest.mark.parametrize("words", REFUSED, ids=shown)
def test_what_reaches_for_python_is_refused_with_place_and_remedy(words, desk):
    assert len(told(desk, words)) < 200


@pytest.mark.parametrize("words", hostile.COSTLY, ids=shown)
def test_what_costs_too_much_is_refused_for_its_cost(words, desk):
    desk.files = dict(hostile.FILES)
    assert {problem.code for problem in told(desk, words)} == {"template-bounds"}


@pytest.mark.parametrize("words", hostile.MANY, ids=shown)
def test_many_mistakes_and_long_names_are_told_within_bounds(words, desk):
    assert len(told(desk, words)) <= 201


@pytest.mark.parametrize(("words", "printed"), hostile.HARMLESS.items(), ids=shown)
def test_what_only_looks_hostile_is_printed_as_it_stands(words, printed, desk, monkeypatch):
    monkeypatch.setattr(frame, "MAX_WORK", 100_000)
    assert desk.text(words) == printed


@pytest.mark.parametrize("path", hostile.OUTSIDE, ids=repr)
@pytest.mark.parametrize(
    "statement", ["{{% include '{}' %}}", "{{% import '{}' as l %}}", "{{% from '{}' import m %}}"]
)
def test_no_template_is_read_outside_the_folders_of_templates(path, statement, tmp_path):
    secret = {f"{folder}secret{end}": "机密" for folder in ("", "院/", "院/templates/a/") for end in ("", ".html")}
    words = {
        "院/templates/base/b/lead.j2": statement.format(path),
        "院/templates/lib.html": "机密",
        "secret.j2": "机密",
    }
    put(tmp_path, {f"院/{name}": text for name, text in SMALL.items()} | secret | words)
    (tmp_path / "院/templates/link.j2").symlink_to(tmp_path / "secret.j2")
    (tmp_path / "院/templates/linked").symlink_to(tmp_path)
    with pytest.raises(Stop) as stop:
        Workspace(tmp_path / "院").draft("base", 2026)
    assert all(problem.origin and problem.hint for problem in stop.value.problems)
    assert "机密" not in str(stop.value)


def test_gaps_of_many_tables_are_merged_before_they_are_compared(desk):
    gaps = desk.gaps("{% set x = [" + "facts.cases, " * 5000 + "] %}{{ x | upper }}")
    assert len(gaps) <= 5


def test_a_line_of_many_pieces_is_put_together_once(desk):
    blank = "{{ year | replace('2026', ' ') }}"
    assert desk.text("{% for i in range(999) %}" + blank * 40 + "{% endfor %}甲") == "甲"
