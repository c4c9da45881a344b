"""The columns of a facts sheet, whatever file they stand in: rows of texts read into a layer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from generator.characters import taken
from generator.facts.dictionary import Dictionary, Entry
from generator.facts.reading import Reading, Typed
from generator.facts.tree import Layer
from generator.problems import Origin, Problem, Stop, error

MAX_ROWS = 20_000
MAX_COLUMNS = 100
COLUMNS = ("键", "项目", "数值", "单位", "上年", "负责科室", "来源", "状态", "说明", "位置")
# Of a row without one of these it cannot be said which fact it gives, or that the fact is sure.
_NEEDED = ("数值", "状态", "项目", "键")
Row = tuple[int, list[str | None]]


def read(rows: Iterable[Row], name: str, dictionary: Dictionary) -> tuple[Layer, list[Problem]]:
    """The facts of numbered rows, the first one being the header; a cell of None has no readable value. A row without
    a readable value or an announced fact is left out with a warning. Raises Stop for a header that will not do.
    """
    reading = Reading(name, dictionary)
    numbered = ((line, [cell and taken(cell) for cell in cells]) for line, cells in rows)
    line, header = next(numbered, (1, list[str | None]()))
    columns = _columns(header, Origin(name, line))
    for line, cells in numbered:
        row = {column: cells[at] for column, at in columns.items() if at < len(cells)}
        texts = {column: text.strip() for column, text in row.items() if text and text.strip()}
        if unread := [column for column in _NEEDED if row.get(column, "") is None]:
            hint = "用 Excel 或 WPS 打开，让算式算出结果后保存，或者直接填数"
            reading.warn("sheet-formula", f"“{unread[0]}”是没有结果的算式，这一行没有用", Origin(name, line), hint)
        elif texts:
            _take(reading, texts, Origin(name, line))
    return reading.layer(), reading.problems


def too_large(name: str) -> Problem:
    """A table of more than may be read."""
    hint = f"只留要用的行和列（不超过{MAX_ROWS}行），复制到新的表里"
    return error("sheet-too-large", "文件太大", Origin(name), hint)


def _columns(header: list[str | None], origin: Origin) -> dict[str, int]:
    found: dict[str, int] = {}
    problems = []
    for at, text in enumerate(header):
        word = re.sub(r"\s", "", normalize("NFKC", text or ""))
        if word in found:
            problems.append(error("sheet-header", f"有两列“{word}”", origin, "留下一列，另一列改名"))
        elif word in COLUMNS:
            found[word] = at
    if "数值" not in found or not ("键" in found or "项目" in found):
        hint = f"第1行写列名，至少有“项目”（或“键”）和“数值”；全部列名：{' '.join(COLUMNS)}"
        problems.append(error("sheet-header", "第1行没有要用的列名", origin, hint))
    if problems:
        raise Stop(dict.fromkeys(problems))
    return found


def _take(reading: Reading, texts: Mapping[str, str], origin: Origin) -> None:
    entry = _entry(reading, texts, origin)
    if entry:
        typed = Typed(
            texts.get("数值"), texts.get("状态"), texts.get("上年"), texts.get("来源"), None, texts.get("单位")
        )
        reading.take(entry, typed, origin)


def _entry(reading: Reading, texts: Mapping[str, str], origin: Origin) -> Entry | None:
    """The fact that a row is about; None, and told unless nothing is given, where it is not announced."""
    dictionary, key, label = reading.dictionary, texts.get("键"), texts.get("项目")
    named = dictionary.key_of(label) if label else None
    found = dictionary.find(key or named or "")
    if found and named and named != key and key:
        hint = f"“{key}”是“{found.label}”；检查排序和粘贴时有没有错行，改好其中一格"
        reading.warn("sheet-mixed-up", f"键“{key}”和项目“{label}”不是一回事，这一行没有用", origin, hint)
        return None
    if found or not any(column in texts for column in ("数值", "上年", "状态")):
        return found
    if key:
        hint = reading.suggest(key) or "照字典改正这个键"
        reading.warn("sheet-unknown", f"字典里没有事实“{key}”，这一行没有用", origin, hint)
    elif label:
        hint = reading.suggest_label(label) or "照字典改正项目名称，或在 outlines/facts.yaml 里登记"
        reading.warn("sheet-unknown", f"字典里没有项目“{label}”，这一行没有用", origin, hint)
    elif "数值" in texts:
        reading.warn("sheet-unknown", "这一行有数值，没有项目，没有用", origin, "补上“项目”或“键”；合并的单元格要拆开")
    return None
