"""What one source says, gathered fact by fact and checked against the dictionary."""

from __future__ import annotations

from typing import Any, NamedTuple
from unicodedata import normalize

from generator import characters, gaps, numbers
from generator.facts.agreement import agreed
from generator.facts.dictionary import LAST_YEAR, Dictionary, Entry, cell
from generator.facts.tree import Given, GivenState, Layer
from generator.facts.values import NONE_WORDS, NUMERIC, Unfit, Value, checked, named
from generator.problems import MANY, Origin, Problem, did_you_mean, error, warning

CONFIRMED = "已核实"
STATES: dict[str, GivenState] = {
    "待补充": "known",
    CONFIRMED: "known",
    "待核实": "to_confirm",
    "不适用": "not_applicable",
}


class Typed(NamedTuple):
    """One fact as somebody typed it, None or blank where a part was left out; `value` is a tuple for typed items."""

    value: Value | None = None
    state: str | None = None
    last_year: str | None = None
    source: str | None = None
    note: str | None = None
    unit: str | None = None


class Reading:
    """Takes the facts of one source in, keeps all problems, gives one layer."""

    def __init__(self, name: str, dictionary: Dictionary) -> None:
        self.name = name
        self.dictionary = dictionary
        self.problems: list[Problem] = []
        self._found: dict[str, list[Given]] = {}
        self._named: dict[str, int] = {}
        self._whole: set[str] = set()

    def layer(self) -> Layer:
        """All that was taken, after the last fact. A table of which every record is blank is left out: it stays
        missing.
        """
        given = {key: self._agreed(found) for key, found in self._found.items()}
        filled = {place[0] for key in given if (place := cell(key))}
        records = {table: count for table, count in self._named.items() if table in filled or table in self._whole}
        return Layer(self.name, given, frozenset(self._whole), records)

    def take(self, entry: Entry, typed: Typed, origin: Origin) -> None:
        """One fact. A blank value is missing; of a table's cell it still keeps its record in the count."""
        if place := cell(entry.key):
            self.name_record(place[0], place[1])
        typed = self._without_gaps(entry, self._without_strange(entry, typed, origin), origin)
        state = self._state(entry, typed, origin)
        source = (typed.source or "").strip()
        sources = (characters.shown(str(origin)), *((source,) if source else ()))
        if state == "not_applicable":
            self._put(entry, Given(entry.key, state, None, sources, origin, typed.note))
            if entry.type == "table":
                self._whole.add(entry.key)
        elif (value := self._value(entry, typed.value, origin)) is not None:
            confirmed = state == "known" and (typed.state or "").strip() == CONFIRMED
            self._odd(entry, value, origin)
            self._put(entry, Given(entry.key, state, value, sources, origin, typed.note, confirmed))
        last_year = self.dictionary.find(f"{entry.key}{LAST_YEAR}") if typed.last_year else None
        if last_year and (value := self._value(last_year, typed.last_year, origin)) is not None:
            before: GivenState = "to_confirm" if self._is_doubtful(last_year, typed.last_year, origin) else "known"
            self._put(last_year, Given(last_year.key, before, value, sources[:1], origin))

    def name_record(self, table: str, number: int) -> None:
        """Record `number` of a table is spoken of."""
        self._named[table] = max(number, self._named.get(table, 0))

    def take_whole(self, table: str, count: int) -> None:
        """The source gives all `count` records of a table; not called for records that are all blank."""
        self._whole.add(table)
        self._named[table] = max(count, self._named.get(table, 0))

    def suggest(self, key: str) -> str | None:
        """是不是“…”？ for an unannounced key; None if none is near, or after MANY problems: a search is slow."""
        return self.dictionary.suggest(key) if len(self.problems) < MANY else None

    def suggest_label(self, label: str) -> str | None:
        """The same for a 项目 that no fact has."""
        return self.dictionary.suggest_label(label) if len(self.problems) < MANY else None

    def tell(self, code: str, message: str, origin: Origin, hint: str | None = None) -> None:
        self.problems.append(error(code, message, origin, hint))

    def warn(self, code: str, message: str, origin: Origin, hint: str | None = None) -> None:
        self.problems.append(warning(code, message, origin, hint))

    def _without_strange(self, entry: Entry, typed: Typed, origin: Origin) -> Typed:
        """What was typed, without a part that has characters no document can hold."""
        if not characters.strange("".join("".join(text) for text in typed if text)):
            return typed
        parts: dict[str, Any] = typed._asdict()
        for part, text in parts.items():
            if found := characters.strange("".join(text or ())):
                hint = "删去这个字符，或者重新输入这一处，不从别处粘贴"
                message = f"{named(entry)}里有控制字符或无法显示的字符（{found.name}）"
                self.tell("fact-character", message, origin, hint)
                parts[part] = None
        return typed._replace(**parts)

    def _without_gaps(self, entry: Entry, typed: Typed, origin: Origin) -> Typed:
        """What was typed, without a part that is nothing but a gap, as it is copied out of a draft."""
        parts: dict[str, Any] = {
            part: text
            for part, text in (("value", typed.value), ("last_year", typed.last_year), ("source", typed.source))
            if text and all(map(gaps.nothing_else, (text,) if isinstance(text, str) else text))
        }
        for text in parts.values():
            hint = "填上实际的内容；还没有就留空"
            message = f"{named(entry)}填的是缺口“{gaps.like(''.join(text))}”，当作没有填"
            self.warn("fact-gap", message, origin, hint)
        return typed._replace(**dict.fromkeys(parts)) if parts else typed

    def _state(self, entry: Entry, typed: Typed, origin: Origin) -> GivenState:
        word = (typed.state or "").strip()
        if isinstance(typed.value, str) and typed.value.strip() == "不适用":
            return "not_applicable"
        if word and word not in STATES:
            hint = did_you_mean(word, STATES, self.problems) or f"写 {'、'.join(STATES)}，或者留空"
            self.tell("fact-state", f"{named(entry)}的状态不能是“{word}”", origin, hint)
        state = STATES.get(word, "known")
        doubted = state == "known" and (
            self._unit_differs(entry, typed, origin) or self._is_doubtful(entry, typed.value, origin)
        )
        return "to_confirm" if doubted else state

    def _unit_differs(self, entry: Entry, typed: Typed, origin: Origin) -> bool:
        unit = normalize("NFKC", typed.unit or "").strip()
        if not unit or not entry.unit or unit == normalize("NFKC", entry.unit):
            return False
        hint = f"按“{entry.unit}”换算后，把单位改成“{entry.unit}”或留空；这一项先列为待核实"
        self.warn("fact-unit", f"{named(entry)}的单位是“{entry.unit}”，这里写的是“{unit}”", origin, hint)
        return True

    def _is_doubtful(self, entry: Entry, value: Value | None, origin: Origin) -> bool:
        return self._is_none(entry, value, origin) or self._has_gap(entry, value, origin)

    def _has_gap(self, entry: Entry, value: Value | None, origin: Origin) -> bool:
        """Whether a reader of the draft would see a gap in the value, which is none of ours and in no list."""
        found = gaps.like(value if isinstance(value, str) else "；".join(value or ()))
        if found:
            hint = "把它换成实际的内容；这一项先列为待核实"
            self.warn("fact-gap", f"{named(entry)}里有缺口“{found}”", origin, hint)
        return bool(found)

    def _is_none(self, entry: Entry, value: Value | None, origin: Origin) -> bool:
        """Whether 无 stands where a number belongs: it may mean 0, or that nobody counted."""
        if entry.type not in NUMERIC or not isinstance(value, str) or value.strip() not in NONE_WORDS:
            return False
        hint = "没有发生的写 0，本院没有这项工作的写 不适用；这一项先列为待核实"
        self.warn("fact-none", f"{named(entry)}的“{value.strip()}”不是数", origin, hint)
        return True

    def _odd(self, entry: Entry, value: Value, origin: Origin) -> None:
        """Tell a number that is likely a slip; it stays as it was typed."""
        found = numbers.read(value) if entry.type in NUMERIC and isinstance(value, str) else None
        if found is None:
            return
        if entry.type == "integer" and found.value < 0:
            self.warn("fact-odd", f"{named(entry)}是负数 {value}", origin, "核对是不是多打了一个“-”")
        elif entry.type == "percent" and 0 < found.value < 1:
            hint = f"百分数写 96.2 这样的数；确是 {value}% 就不用改"
            self.warn("fact-odd", f"{named(entry)}的 {value} 会印成 {value}%", origin, hint)
        elif entry.type == "percent" and found.value > 100:
            self.warn("fact-odd", f"{named(entry)}的 {value} 超过 100%", origin, "核对小数点；确实如此就不用改")

    def _value(self, entry: Entry, typed: Value | None, origin: Origin) -> Value | None:
        if typed is None or isinstance(typed, tuple):
            return typed
        try:
            return checked(entry, typed) if typed.strip() else None
        except Unfit as unfit:
            self.tell("fact-type", unfit.message, origin, unfit.hint)
            return None

    def _put(self, entry: Entry, given: Given) -> None:
        self._found.setdefault(entry.key, []).append(given)

    def _agreed(self, found: list[Given]) -> Given:
        entry = self.dictionary.find(found[0].key) if len(found) > 1 else None
        given, problem = agreed(entry, found) if entry else (found[0], None)
        self.problems += [problem] if problem else []
        return given
