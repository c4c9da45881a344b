"""The built-in genres as the tests draft them: from the example, without facts, and varied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from generator import Draft, Workspace
from generator.document import Fact, walk
from tests.workspaces import EXAMPLE

TABLE = yaml.safe_load((Path(__file__).parent / "genres.yaml").read_text(encoding="utf-8"))
PARTY_BRANCH = {
    "hospital.party_org": "党支部",
    "hospital.discipline_body": "纪检委员",
    "hospital.governance": "院务会议集体决定制度",
    "hospital.democratic_life": "组织生活会",
}


@dataclass(frozen=True)
class Genre:
    """What genres.yaml says of an outline; see there."""

    name: str
    year: int
    generic: int
    length: tuple[int, int]
    cards: tuple[str, ...] = ()

    @property
    def files(self) -> list[Path]:
        return [EXAMPLE / card for card in self.cards]


GENRES = {name: Genre(name, **known) for name, known in TABLE.items()}


@cache
def workspace(folder: Path | None = EXAMPLE) -> Workspace:
    return Workspace(folder)


@cache
def filled(name: str) -> Draft:
    """The draft of the example hospital."""
    genre = GENRES[name]
    return workspace().draft(name, genre.year, files=genre.files)


@cache
def empty(name: str) -> Draft:
    """The draft that knows nothing."""
    return workspace(None).draft(name, GENRES[name].year)


@cache
def falling(name: str) -> Draft:
    """The example's draft, every number lower than last year, what was done leaving things worse than before."""
    genre = GENRES[name]
    return workspace().draft(name, genre.year, facts=dict(_worse(genre)), files=genre.files)


@cache
def party_branch(name: str) -> Draft:
    """The example's draft for a hospital whose party organisation is a single branch."""
    genre = GENRES[name]
    return workspace().draft(name, genre.year, facts=PARTY_BRANCH, files=genre.files)


@cache
def earlier(name: str) -> Draft:
    """The example's facts told of two years earlier."""
    genre = GENRES[name]
    ledgers = sorted((EXAMPLE / "facts").glob(f"{genre.year}*"))
    before = {key: text for key, text in printed(filled(name)).items() if key.endswith(".last_year")}
    before |= {f"{key}.last_year": last for key, _, last in _grown(genre)}
    facts = {**before, **_day_before(filled(name))}
    return workspace().draft(name, genre.year - 2, facts=facts, files=[*ledgers, *genre.files])


VARIANTS = {"filled": filled, "empty": empty, "falling": falling, "party-branch": party_branch, "earlier": earlier}


def printed(draft: Draft) -> dict[str, str]:
    """The facts that the draft prints as they were given, by key."""
    facts = (inline for _, inline in walk(draft.document) if isinstance(inline, Fact) and inline.how == "as given")
    return {inline.keys[0]: inline.text for inline in facts}


def _grown(genre: Genre) -> Iterator[tuple[str, str, str]]:
    """Key, value and last year's value of each fact whose growth is told."""
    ledgers = (EXAMPLE / "facts").glob
    files = _flat([*ledgers(f"{genre.year - 1}*.yaml")], ".last_year")
    files |= _flat([*ledgers(f"{genre.year}*.yaml"), *genre.files])
    for _, inline in walk(filled(genre.name).document):
        if isinstance(inline, Fact) and inline.how == "growth":
            key = next(key for key in inline.keys if not key.endswith(".last_year"))
            yield key, files[key], files[f"{key}.last_year"]


def _day_before(draft: Draft) -> dict[str, str]:
    """The day of the document two years earlier, where a fact says it."""
    days = [inline for block in draft.document.blocks if block.kind == "date" for inline in block.inlines]
    facts = [day for day in days if isinstance(day, Fact) and day.keys != ("year",) and day.text[:4].isdigit()]
    return {fact.keys[0]: f"{int(fact.text[:4]) - 2}{fact.text[4:]}" for fact in facts}


def _flat(paths: list[Path], ending: str = "") -> dict[str, str]:
    """The values of facts files by dotted key, read without nigao."""
    values: dict[str, str] = {}

    def take(node: object, prefix: str) -> None:
        if not isinstance(node, dict):
            values[f"{prefix}{ending}"] = str(node)
        elif "value" in node:
            values[f"{prefix}{ending}"] = str(node["value"])
            if "last_year" in node and not ending:
                values[f"{prefix}.last_year"] = str(node["last_year"])
        else:
            for key, below in node.items():
                take(below, f"{prefix}.{key}".lstrip("."))

    for path in paths:
        take(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), "")
    return values


def _worse(genre: Genre) -> Iterator[tuple[str, str]]:
    known = printed(filled(genre.name))
    for key, now, _ in _grown(genre):
        yield f"{key}.last_year", _more(now)
    for key, last in known.items():
        now = known.get(key.removesuffix(".last_year"))
        if key.endswith(".last_year") and now and _is_number(now) and _is_number(last):
            yield key, _more(now)
        if key.endswith(".before") and (after := known.get(key.replace(".before", ".after"))):
            yield from ((key, after), (key.replace(".before", ".after"), last))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _more(text: str) -> str:
    """A number a quarter higher, whole where `text` is; a share stays one."""
    if "." in text:
        return f"{min(float(text) * 1.25 + 1, 99.9):.1f}"
    return str(int(int(text) * 1.25) + 1)
