"""Facts in sheets: workbooks of random cells, workbooks damaged in their parts and bytes, tables in CSV."""

from __future__ import annotations

import datetime
import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from generator import Workspace
from generator.facts import files
from generator.facts.rows import COLUMNS
from tests.fuzz import folders, laws
from tests.fuzz.bending import bent_bytes, bent_lines, bent_package
from tests.fuzz.choices import WORDS, Choices, tokens
from tests.workspaces import EXAMPLE

FORMATS = (*tokens("formats"), "0." + "0" * 300 + "%", "#" * 300)
TOKENS = tokens("workbook")


@cache
def _workspace() -> Workspace:
    return Workspace(EXAMPLE)


@cache
def keys() -> tuple[tuple[str, str], ...]:
    dictionary = _workspace()._library.dictionary
    plain = [(key, dictionary.entries[key].label) for key in list(dictionary.entries)]
    more = [(f"{key}.last_year", f"上年{label}") for key, label in plain[:20]]
    cells = [
        (f"{key}.{n}.{name}", "") for key, _ in plain for name in dictionary.entries[key].fields for n in (1, 2, 9)
    ]
    return (*plain, *more, *cells, *plain)


@cache
def _sound() -> tuple[bytes, ...]:
    drafts = [_workspace().draft(name, folders.YEAR) for name in ("annual-summary", "brief")]
    return tuple(each for draft in drafts for each in (draft.to_fill(), draft.form("xlsx")))


def _cell(choose: Choices) -> Any:
    kind = choose.randrange(12)
    if kind < 3:
        return choose.word()
    return (
        choose.choice([0, 12, -1, 10**15, 10**20, 1, 5]),
        choose.choice([0.962, 12.0, 1e-7, 1e300, 1 / 3, -0.0, 96.2]),
        choose.chance(50),
        datetime.datetime(2026, 3, 5, choose.randrange(24)),
        datetime.date(choose.randint(1900, 9999), 3, 5),
        datetime.time(choose.randrange(24), 30, choose.randrange(60)),
        datetime.timedelta(days=choose.randrange(-3, 3000), seconds=5),
        None,
        "=" + choose.word(),
    )[kind - 3]


def _grid(choose: Choices) -> list[list[Any]]:
    """A header, mostly a right one, and rows, mostly of known facts."""
    header: list[Any] = list(COLUMNS)
    if choose.chance(30):
        choose.shuffle(header)
        header = header[: choose.randint(1, 10)] + [_cell(choose) for _ in range(choose.randrange(3))]
    rows = [header]
    for _ in range(choose.randint(0, 12)):
        key, label = choose.choice(keys())
        row = {name: _cell(choose) for name in COLUMNS if choose.chance(30)}
        row |= {"键": key, "项目": label if choose.chance(80) else choose.word(), "数值": _cell(choose)}
        if choose.chance(70):
            row["状态"] = choose.choice(["", "待核实", "不适用", "已核实", "待补充", choose.word()])
        rows.append([row.get(name) if isinstance(name, str) else None for name in header])
    return rows


def _workbook(choose: Choices) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row, cells in enumerate(_grid(choose), 1):
        for column, value in enumerate(cells, 1):
            try:
                sheet.cell(row, column, value)
                sheet.cell(row, column).number_format = choose.choice(FORMATS) if choose.chance(30) else "General"
            except Exception:
                continue
    if choose.chance(10):
        sheet.merge_cells("A1:C2")
    if choose.chance(10):
        book.create_sheet("先", 0)
    saved = io.BytesIO()
    try:
        book.save(saved)
    except Exception:
        return choose.choice(_sound())
    return saved.getvalue()


def _csv(choose: Choices) -> bytes:
    lines = [",".join(_quoted(choose, cell) for cell in row) for row in _grid(choose)]
    text = choose.choice(["\n", "\r\n", "\r"]).join(lines)
    code = choose.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-8"])
    data = (bent_lines(choose, text, WORDS) if choose.chance(50) else text).encode(code, "replace")
    return bent_bytes(choose, data) if choose.chance(30) else data


def _quoted(choose: Choices, cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"' if choose.chance(50) else text


def run(data: bytes) -> None:
    choose = Choices(data)
    kind = choose.randrange(10)
    if kind < 3:
        suffix, made = ".xlsx", _workbook(choose)
    elif kind < 7:
        suffix, made = (
            ".xlsx",
            bent_package(choose, _workbook(choose) if kind == 3 else choose.choice(_sound()), TOKENS),
        )
    elif kind < 9:
        suffix, made = ".csv", _csv(choose)
    else:
        suffix, made = choose.choice([".csv", ".xlsx", ".xls"]), data[choose.at :]
    taken(choose, suffix, made)


def taken(choose: Choices, suffix: str, made: bytes) -> None:
    path = folders.DESK / f"表{suffix}"
    path.write_bytes(made)
    workspace = _workspace()
    with laws.bounded():
        layer, problems = files.read_file(Path(path), "表", workspace._library.dictionary)
    laws.told_well(problems)
    for given in layer.given.values():
        assert given.value is None or given.value or given.value == (), given
    if choose.chance(60):
        return
    name = choose.choice(["brief", "annual-summary", "experience-report"])
    draft = laws.result(lambda: workspace.draft(name, folders.YEAR, files=[path]))
    if draft:
        laws.told_well(draft.problems)
        laws.gaps_listed(draft.document)
        with laws.bounded():
            written = laws.written(draft)
        if choose.chance(30):
            folders.given_back(choose, workspace, draft, written, over=[path])
