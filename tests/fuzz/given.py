"""What is given with a command or a call: words of options, Python values of every kind."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from generator import Workspace
from tests.fuzz import folders, laws
from tests.fuzz.choices import Choices
from tests.fuzz.sheets import keys
from tests.workspaces import EXAMPLE

OUT = (
    "稿.docx",
    "稿",
    "稿/",
    "x.DOCX",
    "x.doc",
    ".docx",
    ".",
    "a" * 300 + ".docx",
    "新/稿.md",
    "CON.docx",
    "x.docx.",
    " .txt",
    "-.txt",
    "x\n.md",
)


@cache
def _workspace() -> Workspace:
    return Workspace(EXAMPLE)


def _key(choose: Choices) -> str:
    key, label = choose.choice(keys())
    return choose.choice([key, key, key, label, f"{key}.last_year", f"{key}.1", key.rpartition(".")[0], choose.word()])


def _value(choose: Choices, depth: int = 0) -> Any:
    kind = choose.randrange(16 if depth < 3 else 12)
    if kind < 6:
        return choose.word()
    if kind >= 12:
        inner = [_value(choose, depth + 1) for _ in range(choose.randrange(4))]
        words = ("value", "state", "last_year", "source", "note", "unit", "team", "1", "2", "", 1, None)
        return inner if kind < 14 else {choose.choice(words): each for each in inner}
    return (
        choose.choice([0, 12, -3, 10**31, 10**400, True, False]),
        choose.choice([0.0, 12.0, 1e-7, 1e300, float("nan"), float("inf"), -0.0, 96.2, 5e-324]),
        choose.choice(
            [
                Decimal("1.10"),
                Decimal("NaN"),
                Decimal("sNaN"),
                Decimal("1E+999999"),
                Decimal("-0"),
                Decimal("1E-7"),
                Decimal("1E-999999"),
                Decimal("1E-999999999999"),
            ]
        ),
        choose.choice([datetime.date(2026, 3, 5), datetime.datetime(2026, 3, 5, 1), datetime.time(1)]),
        choose.choice([None, b"x", object(), {1}, Fraction(1, 3), 1j, range(3)]),
        choose.choice(["待核实", "不适用", {"state": "不适用"}, {"value": "3", "state": "待核实"}]),
    )[kind - 6]


def run(data: bytes) -> None:
    choose = Choices(data)
    if choose.chance(25):
        _command(choose)
        return
    name = choose.choice(["brief", "annual-summary", "experience-report", "host-script", choose.word()])
    facts = {_key(choose): _value(choose) for _ in range(choose.randrange(5))}
    assigned = [f"{_key(choose)}={choose.word()}" for _ in range(choose.randrange(3))]
    assigned += [choose.word()] if choose.chance(10) else []
    year = choose.choice([2026, 2026, 2026, 2025, 2999, "2026", choose.word(), -1, 10**9])
    workspace = _workspace()
    with laws.bounded():
        draft = laws.result(lambda: workspace.draft(name, year, facts, assigned=assigned))
    if draft is None:
        return
    laws.told_well(draft.problems)
    laws.gaps_listed(draft.document)
    with laws.bounded():
        files = laws.written(draft)
    again = Workspace(EXAMPLE).draft(name, year, facts, assigned=assigned)
    assert again.document == draft.document, "drafted again otherwise"
    if choose.chance(20):
        assert laws.written(again) == files, "written again otherwise"


def _typed(choose: Choices) -> str:
    """A word as a command line can hold it."""
    return choose.word().replace("\0", "").encode("utf-8", "replace").decode()


def _command(choose: Choices) -> None:
    """Options of any words but such as no system passes on (NUL), or that name files outside."""
    if choose.chance(10):
        folders.command("new", choose.choice(["我院", "新 院", "a" * 300, ".", "x\n", "CON"]), "--name", _typed(choose))
        return
    arguments = [choose.choice(["draft", "draft", "draft", "facts", "outline", "schema", "list", _typed(choose)])]
    if choose.chance(90):
        arguments.append(choose.choice(["brief", "annual-summary", "facts", _typed(choose)]))
    options = {
        "-w": [str(EXAMPLE), str(EXAMPLE), _typed(choose)],
        "--year": ["2026", "2025", _typed(choose)],
        "--set": [f"{_key(choose)}={_typed(choose)}", _typed(choose)],
        "-f": [str(EXAMPLE / "facts" / "2026.yaml"), str(EXAMPLE), _typed(choose)],
        "-o": OUT,
        "--to": ["docx,md", "txt", "html、json", _typed(choose)],
        "--prefer": ["2026.yaml", _typed(choose)],
        "--strict": [],
        "--force": [],
        "--origin": [],
    }
    for option in choose.sample(sorted(options), choose.randint(0, 4)):
        arguments.append(option)
        arguments += [choose.choice(options[option])] if options[option] else []
    if arguments[0] not in ("draft", "facts", "outline", "schema", "list"):
        arguments = [arguments[0]]
    if any("/etc" in each or "/dev" in each for each in arguments):
        return
    if arguments[0] in ("draft", "facts") and any(each in ("..", "../../etc/passwd") for each in arguments):
        return
    folders.command(*arguments)
