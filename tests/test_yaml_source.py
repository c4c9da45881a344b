"""YAML as users type it: characters, places, bounds; and slips told as their writer would see them."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import characters, yaml_source
from generator.problems import MANY, Origin, Problem, Stop
from generator.yaml_source import Mapping, Node, Scalar, Sequence, parse


def value(text: str) -> str | None:
    """The value of the one key in `text`."""
    node = parse(text, "f.yaml")
    assert isinstance(node, Mapping)
    found = next(iter(node.items.values()))
    assert isinstance(found, Scalar)
    return found.value


def problems(data: bytes | str) -> list[Problem]:
    with pytest.raises(Stop) as stop:
        parse(data, "f.yaml")
    return list(stop.value.problems)


def told(data: bytes | str) -> tuple[str, int | None]:
    (problem,) = problems(data)
    assert problem.hint
    return problem.message, problem.origin.line if problem.origin else None


def every(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    items = node.items.values() if isinstance(node, Mapping) else node.items
    return [scalar for item in items for scalar in every(item)]


@pytest.mark.parametrize(
    "typed", ["12:30", "010", "no", "1.10", "2026-03-05", "A&B <c>", "0x1F", "1_000", "1e3", "yes", "True", ".5", "+3"]
)
def test_scalars_keep_the_characters_that_were_typed(typed: str) -> None:
    assert value(f"a: {typed}\n") == typed
    assert value(f'a: "{typed}"\n') == typed
    assert value(f"a: |-\n  {typed}\n") == typed


@pytest.mark.parametrize("typed", ["", "~", "null", "# 说明"])
def test_nothing_is_none(typed: str) -> None:
    assert value(f"a: {typed}\n") is None


@pytest.mark.parametrize("typed", ['""', '"~"', "'null'"])
def test_what_is_quoted_is_never_none(typed: str) -> None:
    assert value(f"a: {typed}\n") == typed[1:-1]


@given(st.text().filter(lambda text: characters.taken(text) == text and not characters.strange(text)))
def test_a_quoted_text_is_read_as_it_is(text: str) -> None:
    assert value(f"a: {json.dumps(text, ensure_ascii=False)}\n") == text


@given(st.binary())
def test_bytes_are_read_or_told(data: bytes) -> None:
    found = list[Problem]()
    try:
        parse(data, "f.yaml")
    except Stop as stop:
        found.extend(stop.problems)
    assert all(problem.hint and problem.origin for problem in found)


@given(st.one_of(st.text(), st.text(alphabet="ab党：:-?{}[]&*!|>'\"%@`#,\n\t \r\ud800~", max_size=60)))
@example("? 0")
def test_texts_are_read_or_told_within_the_file(text: str) -> None:
    try:
        places = [scalar.origin.line or 1 for scalar in every(parse(text, "f.yaml"))]
    except Stop as stop:
        places = [problem.origin.line or 1 for problem in stop.problems if problem.origin]
    assert all(1 <= place <= text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1 for place in places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 各支部\n  开展活动\n", "各支部开展活动"),
        ("a: >-\n  各支部\n  开展活动\n", "各支部开展活动"),
        ("a: >\n  各支部\n  开展活动\n\n  第二段\n", "各支部开展活动\n第二段\n"),
        ('a: "各支部\n  开展活动"\n', "各支部开展活动"),
        ("a: 使用\n  CT 检查\n  MRI\n", "使用CT 检查MRI"),
        ("a: one\n  two\n", "one two"),
        ("a: 第 一\n  支部\n", "第 一支部"),
        ("a: {{ year }}年\n", None),
        ("a: 由{{ x }}\n  {{ y }}印发\n", "由{{ x }}{{ y }}印发"),
        ("a: |\n  各 支部\n  开展\n", "各 支部\n开展\n"),
    ],
)
def test_folding_puts_no_blank_between_chinese(text: str, expected: str | None) -> None:
    if expected is None:
        assert problems(text)[0].code == "yaml-unquoted-braces"
    else:
        assert value(text) == expected


def test_folding_a_huge_text_takes_no_time_out_of_proportion() -> None:
    assert value("a: >\n" + "  中\n" * 200_000) == "中" * 200_000 + "\n"


def test_every_value_knows_its_file_and_line() -> None:
    node = parse("# 说明\na:\n  - b: 1\n    c: |\n      甲\n      乙\n", "f.yaml")
    assert [str(scalar.origin) for scalar in every(node)] == ["f.yaml:3", "f.yaml:4"]
    assert [str(scalar.first_line) for scalar in every(node)] == ["f.yaml:3", "f.yaml:5"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_of_all_systems_are_read(ending: str, mark: str) -> None:
    data = f"{mark}a: 1{ending}b: |{ending}  甲{ending}  乙{ending}c: 3{ending}".encode()
    scalars = every(parse(data, "f.yaml"))
    assert [(scalar.value, scalar.origin.line) for scalar in scalars] == [("1", 1), ("甲\n乙\n", 2), ("3", 5)]


def test_a_file_in_another_encoding_is_told_with_the_line() -> None:
    assert told("a: 1\nb: 医院\n".encode("gbk")) == ("文件不是 UTF-8 编码", 2)
    assert told("a: 1\nb: 市人民医院党委\n".encode("gbk")) == ("文件不是 UTF-8 编码", 2)
    assert told("a: 医院\n".encode("utf-16")) == ("文件不是 UTF-8 编码", 1)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: 1\n b: 2\n", "这里多了一个冒号，或者缩进不对", 2),
        ("a:\n  - b: 1\n   c: 2\n", "缩进不对", 3),
        ("a: 1\n- b\n", "缩进不对", 2),
        ("a:\n\tb: 1\n", "行首的空白里有 Tab", 2),
        ("a: 1\nb：2\nc: 3\n", "键后面用了中文冒号", 2),
        ("a：1\nb: 2\n", "键后面用了中文冒号", 1),
        ("a: 1\nb:2\nc: 3\n", "冒号后面少了空格", 2),
        ("a: 1\nb\nc: 3\n", "这里少了冒号", 2),
        ("a: b: c\n", "这里多了一个冒号，或者缩进不对", 1),
        ('a: "1\nb: 2\nc: 3\n', "引号没有成对", 1),
        ('a: 1\nb: "2\nc: 3\nd: "4"\n', "引号没有成对", 2),
        ("a: '1\nb: '2'\n", "引号没有成对", 1),
        ('a: 1\nb: "2" 3\nc: 4\n', "引号括起来的话后面还有字", 2),
        ("a: 1\nb: {c: 2\nd: 3\n", "括号没有成对，或者少了逗号", 2),
        ("a: [1, 2\nb: 3\n", "括号没有成对，或者少了逗号", 1),
        ("a: 1\nb: @x\n", "这里有不能开头的字符", 2),
        ("a: %x\n", "这里有不能开头的字符", 1),
        ("a: *x\n", "*x 没有对应的 &x", 1),
        ("a: &\n", "& 或 * 开头的内容要加引号", 1),
        ("a: !x b\n", "不支持标签 !x", 1),
        ('a: "\\d"\n', "双引号里的反斜杠写法不对", 1),
        ('a: 1\nb: "\\ud842\\udfb7"\n', "双引号里的反斜杠写法不对", 2),
        ("%YAML 2.0\n---\na: 1\n", "不支持以 % 开头的行", 1),
        ("%TEMPLATE x\n---\na: 1\n", "不支持以 % 开头的行", 1),
        ("a: !%zz b\n", "! 开头的内容要加引号", 1),
        ("a: |x\n  b\n", "| 或 > 后面的写法不对", 1),
        ("a: 1\nb: 甲\u2028乙\n", "文件里有不能用的字符（U+2028）", 2),
        ("a: \x01\n", "文件里有不能用的字符（U+0001）", 1),
        ("a: \ud800\n", "文件里有不能用的字符（U+D800）", 1),
        ('a: 1\nb: "\\e[2J"\n', "文件里有不能用的字符（U+001B）", 2),
        ('"\\0": 1\n', "文件里有不能用的字符（U+0000）", 1),
        ("a: 1\n---\nb: 2\n", "一个文件里只能有一份 YAML", 2),
        ("a: 1\nb: 2\na: 3\n", "“a”写了两次", 3),
        ("~: 1\n", "键应当是一个词", 1),
        ("[a]: 1\n", "键应当是一个词", 1),
        ("a: {{ b }}\n", "以 {{ 或 {% 开头的内容要加引号", 1),
        ("a: 1\nb: {{ c }}年\n", "以 {{ 或 {% 开头的内容要加引号", 2),
        ("a:\n  - {{ b }}\n", "以 {{ 或 {% 开头的内容要加引号", 2),
        ("a:\n  {{ b }}年\n", "以 {{ 或 {% 开头的内容要加引号", 2),
        ("a: {% if b %}\n", "以 {{ 或 {% 开头的内容要加引号", 1),
    ],
)
def test_a_slip_is_told_where_it_was_made(text: str, message: str, line: int) -> None:
    assert told(text) == (message, line)


def test_slips_that_leave_the_rest_readable_are_told_together() -> None:
    found = problems("a: 1\na: 2\nb: !t 3\nc: {{ d }}\ne: 'x\n")
    assert [problem.origin.line for problem in found if problem.origin] == [2, 3, 4, 5]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_and_not_followed(opening: str) -> None:
    assert problems(opening * 50_000)[0].code in ("yaml-depth", "yaml-syntax")


def test_forty_levels_are_read() -> None:
    assert parse("[" * 40 + "]" * 40, "f.yaml")
    assert told("[" * 42 + "]" * 42)[0] == "嵌套超过40层"


def test_aliases_stand_for_what_they_name() -> None:
    assert [scalar.value for scalar in every(parse("a: &x [1, 2]\nb: *x\n", "f.yaml"))] == ["1", "2", "1", "2"]


def test_aliases_count_by_what_they_stand_for() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    assert told(bomb)[0] == "内容太多"


@pytest.mark.parametrize("data", [b"a" * 2_000_001, "a" * 2_000_001])
def test_more_than_two_megabytes_are_refused(data: bytes | str) -> None:
    assert told(data) == ("文件超过2MB", None)


def test_of_many_slips_of_one_kind_the_first_are_told() -> None:
    *first, rest = problems("a: 1\n" * 20_000)
    assert [problem.origin and problem.origin.line for problem in first] == list(range(2, MANY + 2))
    assert (rest.code, rest.severity, rest.origin) == ("problems-many", "error", Origin("f.yaml"))


@pytest.mark.parametrize("text", ["", "\n", "# 说明\n", "---\n", "~\n"])
def test_an_empty_document_is_a_scalar_of_none(text: str) -> None:
    node = parse(text, "f.yaml")
    assert isinstance(node, Scalar)
    assert node.value is None


def test_a_list_is_a_sequence() -> None:
    node = parse("- a\n- b\n", "f.yaml")
    assert isinstance(node, Sequence)
    assert [scalar.value for scalar in every(node)] == ["a", "b"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        yaml_source.read(tmp_path / "x.yaml", "x.yaml")
    assert str(stop.value).startswith("x.yaml: 文件打不开：没有这个文件或文件夹（检查文件名")
