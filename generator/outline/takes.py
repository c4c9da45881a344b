"""What a key of an outline takes. Each check gives the node, None where it is wrong, which is told.

Beside each check stands what a schema says of it: `schema_of`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import replace
from typing import TypeVar

from generator import names, schema
from generator.names import RESERVED
from generator.ordinals import PATTERNS
from generator.problems import Problem, did_you_mean, error
from generator.yaml_source import Mapping, Node, Scalar, Sequence

# Compiled where it is asked for, and once: ranges of Han characters take a millisecond.
_ID = r"[A-Za-z0-9_\-㐀-䶿一-鿿]+"
_SEGMENT = rf"(?!{RESERVED}(?:[/.]|$)){_ID}"
_PATH = f"{_SEGMENT}(/{_SEGMENT})*"
MAX_NAME = 60
_NAME = rf"(?!-|{RESERVED}$)(?=.{{1,{MAX_NAME}}}$){_ID}"
TRUTHS = {"true": True, "false": False, "是": True, "否": False}

Check = Callable[[str, Node, list[Problem]], Node | None]
_Check = TypeVar("_Check", bound=Check)
_SCHEMAS: dict[Check, schema.Schema] = {}


def is_id(text: str) -> bool:
    """Whether `text` can be the id of a part."""
    return re.fullmatch(_ID, text) is not None


def is_path(text: str) -> bool:
    """Whether `text` is names of files and folders, parted by slashes."""
    return all(is_id(part) and not names.unfit(part) for part in text.split("/"))


def unfit_name(text: str) -> str | None:
    """How to mend a name that no outline can have, since its file is called by it; None for a good one."""
    if not is_id(text):
        return "文件名只用字母、数字、汉字、- 和 _，去掉空格和其他符号"
    if text.startswith("-"):
        return "名称不以 - 开头，写在命令里会被当成选项"
    if len(text) > MAX_NAME:
        return f"名称不超过{MAX_NAME}个字"
    found = names.unfit(f"{text}.yaml")
    return f"{found.why}，{found.hint}" if found else None


def saying(fragment: schema.Schema) -> Callable[[_Check], _Check]:
    """Put `fragment` beside a check."""

    def beside(check: _Check) -> _Check:
        _SCHEMAS[check] = fragment
        return check

    return beside


def schema_of(check: Check) -> schema.Schema:
    """What a schema says of the values that `check` takes; anything goes where nothing was said of it."""
    return _SCHEMAS.get(check, schema.ANYTHING)


def schema_of_keys(checks: AnyMapping[str, Check], required: Iterable[str] = ()) -> schema.Schema:
    """What a schema says of a mapping whose keys take `checks`; every key may stand empty."""
    return schema.keys({key: schema.or_empty(schema_of(check)) for key, check in checks.items()}, required)


def is_null(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is None


def wrong(key: str, node: Node, takes: str, problems: list[Problem]) -> Node | None:
    """None, and told that `key` takes something else."""
    problems.append(error("outline-type", f"“{key}”的写法不对", node.origin, f"这里要写{takes}"))
    return None


def keys(node: Mapping, known: AnyMapping[str, Check], where: str, problems: list[Problem]) -> Mapping:
    """`node` without the keys that `where` does not have and those that are wrong, all of them told."""
    good: dict[str, Node] = {}
    for key, value in node.items.items():
        if key not in known:
            hint = did_you_mean(key, known, problems) or f"可用的键是 {'、'.join(known)}"
            problems.append(error("outline-unknown-key", f"{where}里没有“{key}”这个键", node.key_origins[key], hint))
        elif checked := value if is_null(value) else known[key](key, value, problems):
            good[key] = checked
    return replace(node, items=good)


def _scalar(fits: Callable[[str], object], takes: str, fragment: schema.Schema = schema.SCALAR) -> Check:
    @saying(fragment)
    def check(key: str, node: Node, problems: list[Problem]) -> Node | None:
        if isinstance(node, Scalar) and fits(node.value or ""):
            return node
        return wrong(key, node, takes, problems)

    return check


def one_of(words: tuple[str, ...]) -> Check:
    """The check of a key that takes one of `words`."""
    return _scalar(words.__contains__, f" {'、'.join(words)} 中的一个", schema.one_of(words))


text = _scalar(lambda _: True, "一段文字")
identity = _scalar(is_id, "由字母、数字、汉字、- 和 _ 组成的名称", schema.text(_ID))
outline_name = _scalar(
    lambda value: not unfit_name(value), "提纲的名称，如 annual-summary，不写 .yaml 和文件夹", schema.text(_NAME)
)
path = _scalar(
    lambda value: is_path(value.removesuffix(".j2")),
    "templates 里的相对路径，如 education/theory，不含“..”、盘符和 con、nul 这样的名称",
    schema.text(rf"{_PATH}(\.j2)?"),
)
fact_key = _scalar(bool, "一个表格类事实的键，如 issues")
truth = _scalar(TRUTHS.__contains__, " true 或 false", {"enum": [True, False, *TRUTHS]})
only_true = _scalar(
    TRUTHS.get, " true；要保留就删去这一行", {"enum": [True, *(word for word, true in TRUTHS.items() if true)]}
)
whole = _scalar(re.compile("[0-9]{1,7}").fullmatch, "一个整数", schema.whole_number(0, 9_999_999))
minutes = _scalar(
    re.compile(r"[1-9][0-9]{0,3}|.*\{[{%].*", re.DOTALL).fullmatch,
    '一个整数，或给出整数的文字，如 "{{ facts.meeting.minutes }}"，连同引号',
    schema.either(schema.whole_number(1, 9999), schema.text(r"[\s\S]*\{[{%][\s\S]*")),
)
rate = _scalar(re.compile("[1-3][0-9]{2}|400").fullmatch, "每分钟的字数，100到400的整数", schema.whole_number(100, 400))
_pattern = one_of(PATTERNS)


@saying(schema.either(schema.one_of(PATTERNS), schema.items(schema.one_of(PATTERNS))))
def numbering(key: str, node: Node, problems: list[Problem]) -> Node | None:
    """Ordinals by level, or one word for all levels."""
    items = node.items if isinstance(node, Sequence) else (node,)
    unheard: list[Problem] = []
    if all(_pattern(key, item, unheard) for item in items):
        return node
    return wrong(key, node, f"各级编号的列表，每级是 {'、'.join(PATTERNS)} 中的一个", problems)


@saying(schema.either(schema.SCALAR, schema.keys({"template": schema_of(path)}, ["template"])))
def words(key: str, node: Node, problems: list[Problem]) -> Node | None:
    """Words, or `{template: PATH}`."""
    if isinstance(node, Scalar):
        return node
    if not isinstance(node, Mapping) or list(node.items) != ["template"] or is_null(node.items["template"]):
        return wrong(key, node, "文字，或 {template: 模板路径}", problems)
    return node if path("template", node.items["template"], problems) else None
