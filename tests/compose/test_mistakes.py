"""Mistakes in templates, told with place, what is wrong, and how to mend it."""

import pytest

from tests.conftest import Make
from tests.workspaces import told

FACTS = "t.a: {label: 甲数, type: integer}\n"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("{% if facts.t.a %}x", "到末尾还缺 {% endif %}", "补上结束语句"),
        ("{% for i in facts.issues %}x", "到末尾还缺 {% endfor %}", "补上结束语句"),
        ("{% if facts.t.a = 3 %}x{% endif %}", "这里只写了一个等号", "=="),
        ("{% else %}x", "{% else %} 前面没有 if", "if"),
        ("{% elseif facts.t.a %}", "没有 {% elseif %} 这个语句", "elif"),
        ("共｛｛ facts.t.a ｝｝项", "“｛｛”不会换成事实", "{{ facts.组.名 }}"),
        ("共{ facts.t.a }项", "“{ facts.t.a }”不会换成事实", "{{ facts.组.名 }}"),
        ("{{ t.a }}", "没有“t”这个名字", "facts.t"),
        ("{{ 甲数 }}", "没有“甲数”这个名字", "facts.t.a"),
        ("{{ facts.t.b }}", "没有登记的事实“facts.t.b”", "t.a"),
        ("{{ facts.t.a | grwoth }}", "没有过滤器“grwoth”", "growth"),
        ("{{ '\\x07' }}", "引号里有不能用的字符（U+0007）", "删去"),
        ("{{ facts.t.a | default('甲\\ud800乙') }}", "引号里有不能用的字符（U+D800）", "删去"),
        ("{{ [facts.t.a] | join('\\x00') }}", "引号里有不能用的字符（U+0000）", "删去"),
        (
            "{% if facts.t.a == 1 %}{{ '\\ud83d' }}{% endif %}",
            "引号里有不能用的字符（U+D83D）",
            "删去",
        ),
    ],
)
def test_a_mistake_is_told_with_a_remedy(make: Make, words: str, message: str, hint: str) -> None:
    own = f"title: t\nsections:\n  - id: a\n    text: |\n      一句。\n      {words}\n"
    workspace = make({"own": own}, {"outlines/facts.yaml": FACTS})
    (problem,) = told(lambda: workspace.draft("own", 2026))
    assert problem.message == message
    assert problem.origin
    assert problem.origin.line == 6
    assert problem.hint
    assert hint in problem.hint


def test_braces_of_other_kinds_are_words(make: Make) -> None:
    own = "title: t\nsections: [{id: a, text: '集合{甲}，{{ year }}年。'}]\n"
    assert make({"own": own}).draft("own", 2026).document.blocks[-1].text == "集合{甲}，2026年。"


def test_a_full_stop_that_was_typed_with_a_fact_stands_once(make: Make) -> None:
    own = "title: t\nsections: [{id: a, text: '{{ facts.t.a }}。后一句。'}]\n"
    files = {"outlines/facts.yaml": "t.a: {label: 甲, type: text}\n", "facts/2026.yaml": "t.a: 开了会。\n"}
    assert make({"own": own}, files).draft("own", 2026).document.blocks[-1].text == "开了会。后一句。"


def test_a_template_that_cannot_be_read_does_not_hide_the_mistakes_of_others(make: Make) -> None:
    own = "title: t\nsections:\n  - {id: a, text: {template: gbk}}\n  - {id: b, text: '{{ facts.nothing }}'}\n"
    workspace = make({"own": own}, {"templates/own/gbk.j2": "党委".encode("gbk")})
    assert [problem.code for problem in told(lambda: workspace.draft("own", 2026))] == [
        "template-not-utf8",
        "fact-unknown",
    ]


def test_a_control_character_in_a_file_of_words_is_told_with_its_line(make: Make) -> None:
    own = "title: t\nsections: [{id: a, text: {template: words}}]\n"
    workspace = make({"own": own}, {"templates/own/words.j2": "一句。\r\n两\x07句。"})
    (problem,) = told(lambda: workspace.draft("own", 2026))
    assert (problem.code, problem.origin and problem.origin.line) == ("template-character", 2)


def test_escapes_that_can_be_written_are_words(make: Make) -> None:
    own = "title: t\nsections:\n  - id: a\n    text: |\n      {{ '甲\\t\\u4e59\\\\x' }}\n"
    assert make({"own": own}).draft("own", 2026).document.blocks[-1].text == "甲\t乙\\x"
