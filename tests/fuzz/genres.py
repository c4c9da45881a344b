"""The genres that are shipped, over facts of which any may be there, missing, to be confirmed or not applicable."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator import Draft, Stop, Workspace
from generator.document import Gap, walk
from tests.fuzz import folders, laws
from tests.fuzz.choices import Choices
from tests.workspaces import BUILT_IN

VALUES: dict[str, tuple[object, ...]] = {
    "integer": (0, 1, 2, 12, 100, 12000, "10余", "1.2万", "无", "3次"),
    "number": (0, 0.5, 88, 1234.5, "约200", "1.2亿", "无", "3.0"),
    "percent": (0, 0.4, 50, "96.2%", 100, "近九成", "99.95"),
    "date": ("2026-03-05", "2026年12月31日", "2026年3月", "2025-01-01"),
    "list": (["甲"], ["甲", "乙"], ["甲、乙", "丙"], [], "甲；乙", "无"),
    "text": ("甲", "开了会。", "“甲”", "甲\n乙", "A&B <c>", "否", "0", "《办法》", "x" * 300),
}


@cache
def _workspace() -> Workspace:
    return Workspace()


def _value(choose: Choices, key: str) -> object:
    entry: Any = _workspace()._library.dictionary.find(key)
    value = choose.choice(VALUES.get(entry.type if entry else "text", ("甲",)))
    kind = choose.randrange(12)
    if kind == 0:
        return {"state": "不适用"}
    return {"value": value, "state": "待核实"} if kind == 1 else value


def _draft(name: str, facts: dict[str, object]) -> Draft | None:
    """The draft; None where it is refused, which only a fact may be the reason of."""
    try:
        with laws.bounded():
            return _workspace().draft(name, folders.YEAR, facts)
    except Stop as stop:
        laws.told_well(stop.problems)
        codes = {problem.code for problem in stop.problems if problem.severity == "error"}
        assert codes <= {"fact-type", "fact-not-applicable", "hospital-party-org", "template-value"}, stop.problems
        return None


def run(data: bytes) -> None:
    choose = Choices(data)
    name = choose.choice(BUILT_IN)
    share = choose.choice([0, 20, 50, 80, 95])
    keys = [ask.key for ask in _workspace().draft(name, folders.YEAR).document.facts]
    facts = {key: _value(choose, key) for key in keys if choose.chance(share)}
    facts |= {f"{key}.last_year": facts[key] for key in list(facts) if choose.chance(30) and _has_last_year(key)}
    if "hospital.party_org" in facts:
        facts["hospital.party_org"] = choose.choice(["党委", "党总支", "党支部"])
    draft = _draft(name, facts)
    if draft is None:
        return
    laws.told_well(draft.problems)
    laws.gaps_listed(draft.document)
    if choose.chance(40):
        with laws.bounded():
            files = laws.written(draft)
        folders.given_back(choose, _workspace(), draft, files, facts)
    _filled(name, facts, draft)


def _has_last_year(key: str) -> bool:
    return (
        "." in key
        and not key.endswith(".last_year")
        and bool(_workspace()._library.dictionary.find(f"{key}.last_year"))
    )


def _filled(name: str, facts: dict[str, object], draft: Draft) -> None:
    """Filled in once, nothing is missing."""
    answers = laws.answers(_workspace(), draft)
    sure = {key: {"value": value, "state": "已核实"} for key, value in answers.items()}
    after = _draft(name, {**facts, **sure})
    if after is None:
        return
    missing = {
        key
        for _, inline in walk(after.document)
        if isinstance(inline, Gap) and inline.state == "missing"
        for key in inline.keys
    }
    assert not missing, f"{name}: filled in, and still missing: {sorted(missing)[:5]}"
