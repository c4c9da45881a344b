"""Values on their way through a template: each knows the facts that it rests on, and whether one of them is missing.

A plain Python str, int, Decimal, bool or None is a value that the template itself wrote; it rests on no fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from generator import numbers
from generator.document import Fact, Gap, Inline, Text
from generator.facts.dictionary import Entry

FALSE_WORDS = ("", "否", "无")
MAX_ITEMS = 100_000
MAX_TEXT = 2_000_000
MAX_CHOICES = 1_000


def short(text: str, most: int = 60) -> str:
    """`text` as a message shows it: a template may make it as long as it likes."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class Refused(Exception):
    """A template asks for what cannot be had; `message` and `hint` are for the user, the place is added outside."""

    def __init__(self, message: str, hint: str | None = None, code: str = "template-value") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


@dataclass(frozen=True, slots=True)
class Known:
    """One text, number or truth made of facts; `fact` is set where it is one fact itself, as given or chosen."""

    value: str | numbers.Number | bool
    keys: tuple[str, ...]
    how: str
    sources: tuple[str, ...] = ()
    fact: Entry | None = None

    @property
    def text(self) -> str:
        return _plain_text(self.value)


@dataclass(frozen=True, slots=True)
class Hole:
    """A value that cannot be told, because of the facts that `gaps` ask for; `choices` are what it may turn out.

    A gap stands in it once, with all that it needs. `size` counts the choices, and theirs; it is bounded. `weight` is
    what all of it costs.
    """

    gaps: tuple[Gap, ...]
    fact: Entry | None = None
    choices: tuple[Value, ...] = ()
    size: int = field(default=1, init=False)
    weight: int = field(default=1, init=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.gaps) > 1:
            object.__setattr__(self, "gaps", _merged(self.gaps))
        size = 1 + sum(choice.size if isinstance(choice, Hole) else 1 for choice in self.choices)
        if size > MAX_CHOICES:
            raise Refused("没有给出的事实套了太多层条件", "把条件拆开，少用 a if x else b", "template-bounds")
        object.__setattr__(self, "size", size)
        cost = sum(map(_gap_weight, self.gaps)) + sum(_LEAF + weight(choice) for choice in self.choices)
        object.__setattr__(self, "weight", cost)


@dataclass(frozen=True, slots=True)
class Absent:
    """A value that does not apply to this hospital: the sentence that rests on it is left out."""

    keys: tuple[str, ...]
    fact: Entry | None = None


Printed = Inline | Absent


@dataclass(frozen=True, slots=True)
class Rich:
    """Words with facts and gaps in them; `weight` is what all of them cost."""

    inlines: tuple[Printed, ...]
    weight: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", sum(map(_inline_weight, self.inlines)))


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `keys` are those of the fact that it is, () for a list that a template made.

    `hole` is set for a missing table: its records are gaps, and how many there will be is not known. `parts` is set
    where the items are parts of the document, and `keys` those of the tables that they are repeated for. `size`
    counts everything in the list; Refused is raised where that is more than MAX_ITEMS. `weight` is what all of it
    costs.
    """

    items: tuple[Value, ...]
    keys: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    hole: Hole | None = None
    parts: bool = False
    size: int = field(init=False, compare=False)
    weight: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        size = 1 + sum(item.size if isinstance(item, Items | Record) else 1 for item in self.items)
        if size > MAX_ITEMS:
            raise Refused("列表太长", "把列表改短", "template-bounds")
        object.__setattr__(self, "size", size)
        own = len(self.keys) // _KEYS + (self.hole.weight if self.hole else 0)
        object.__setattr__(self, "weight", own + sum(_LEAF + weight(item) for item in self.items))

    @property
    def is_counted(self) -> bool:
        """Whether the number of items is known, whatever they lack."""
        return bool(self.keys or self.parts) and not self.hole


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a table, by field."""

    fields: Mapping[str, Value]

    @property
    def size(self) -> int:
        return 1 + len(self.fields)

    @property
    def weight(self) -> int:
        return sum(_LEAF + weight(value) for value in self.fields.values())


class Count(int):
    """A plain length: of how many there are, two is 两 in words, not 二."""


@dataclass(frozen=True, slots=True)
class Callee:
    """What a template may call: a macro, `caller` or an allowed global; `call` takes (args, kwargs)."""

    name: str
    call: Callable[[list[Value], dict[str, Value]], Value]


@dataclass(frozen=True, slots=True)
class Module:
    """What an imported template gives, by name."""

    names: Mapping[str, Value]


Plain = str | int | numbers.Number | bool | None
Value = Plain | Known | Hole | Absent | Rich | Items | Record | Callee | Module


def printed(value: Value) -> tuple[Printed, ...]:
    """The value as it stands in the words. Raises Refused for what has no words."""
    if isinstance(value, Known):
        return (Fact(value.text, value.keys, value.how, value.sources),)
    if isinstance(value, Rich):
        return value.inlines
    if isinstance(value, Hole):
        return value.gaps
    if isinstance(value, Absent):
        return (value,)
    if isinstance(value, Items):
        return joined(value.items, "、")
    if isinstance(value, Record):
        raise Refused("这里是一条记录，不能直接写出", "写成“记录.字段”，如 item.label")
    if isinstance(value, Callee | Module):
        raise Refused("这里是一个宏，不能直接写出", "在名称后加括号，如 name()")
    text = _plain_text(value)
    return (Text(text),) if text else ()


def joined(values: Iterable[Value], between: str, last: str | None = None) -> tuple[Printed, ...]:
    """The words of all values with `between` between them, `last` before the last one."""
    values = tuple(values)
    marks = [(Text(mark),) if mark else () for mark in (between, between if last is None else last)]
    inlines: list[Printed] = []
    for number, value in enumerate(values, 1):
        if number > 1:
            inlines.extend(marks[number == len(values)])
        inlines.extend(printed(value))
    return tuple(inlines)


def words(inlines: Iterable[Printed]) -> Value:
    """The value of printed words: a plain text where no fact and no gap is in them."""
    inlines = tuple(inlines)
    if all(isinstance(inline, Text) for inline in inlines):
        return "".join(inline.text for inline in inlines if isinstance(inline, Text))
    return Rich(inlines)


def _plain_text(value: Plain) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return numbers.text(exact(value))


def exact(value: int | numbers.Number) -> numbers.Number:
    return Decimal(value) if isinstance(value, int) else value


def leaves(value: Value) -> Iterator[Value | Gap | Fact]:
    """Everything that `value` is made of, itself for a simple one."""
    if isinstance(value, Rich):
        for inline in value.inlines:
            yield inline.text if isinstance(inline, Text) else inline
    elif isinstance(value, Items):
        if value.hole:
            yield value.hole
        for item in value.items:
            yield from leaves(item)
    elif isinstance(value, Record):
        for item in value.fields.values():
            yield from leaves(item)
    else:
        yield value


def together(values: Iterable[object]) -> Hole | None:
    """The gaps of all holes among `values` as one; None where there is none. What else there is is not looked into."""
    gaps = tuple(gap for value in values if isinstance(value, Hole) for gap in value.gaps)
    return Hole(gaps) if gaps else None


def unknown(*values: Value) -> Hole | Absent | None:
    """What keeps a value made of `values` from being told: 不适用 before gaps; None where all is known."""
    gaps: list[Gap] = []
    for value in values:
        if isinstance(value, str | Known | int):
            continue
        for leaf in leaves(value):
            if isinstance(leaf, Absent):
                return Absent(leaf.keys)
            if isinstance(leaf, Hole):
                gaps.extend(leaf.gaps)
            elif isinstance(leaf, Gap):
                gaps.append(leaf)
    return Hole(_covering(gaps)) if gaps else None


def _merged(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """`gaps`, each printed one once, needing all that its twins need."""
    found: dict[tuple[tuple[str, ...], str, str], Gap] = {}
    for gap in gaps:
        twin = found.setdefault((gap.keys, gap.state, gap.label), gap)
        if twin.needs != gap.needs:
            needs = tuple(dict.fromkeys(twin.needs + gap.needs))
            found[gap.keys, gap.state, gap.label] = replace(twin, needs=needs)
    return tuple(found.values())


def _covering(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """`gaps` without cells of a table that is asked for as a whole; it needs what they need."""
    gaps = _merged(gaps)
    wide = {frozenset(gap.keys) for gap in gaps if len(gap.keys) > 1}
    if not wide:
        return gaps
    kept = [gap for gap in gaps if not any(keys > frozenset(gap.keys) for keys in wide)]
    needs = tuple(dict.fromkeys(key for gap in gaps for key in gap.needs))
    return (*kept[:-1], replace(kept[-1], needs=needs))


def needed(*values: Value) -> tuple[str, ...]:
    """The keys of all facts that `values` miss, or will once those are there."""
    keys: dict[str, None] = {}
    for value in values:
        for leaf in leaves(value):
            for gap in leaf.gaps if isinstance(leaf, Hole) else (leaf,) if isinstance(leaf, Gap) else ():
                keys.update(dict.fromkeys(gap.keys + gap.needs))
    return tuple(keys)


def weight(value: Value) -> int:
    """What it costs to take a value up, in steps: so much the more, the more there is in it."""
    if isinstance(value, Items | Rich | Hole | Record):
        return value.weight
    if isinstance(value, Known):
        return len(value.keys) // _KEYS + (len(value.value) // _CHARACTERS if isinstance(value.value, str) else 0)
    return len(value) // _CHARACTERS if isinstance(value, str) else 0


def _inline_weight(inline: Printed) -> int:
    if isinstance(inline, Gap):
        return _gap_weight(inline)
    if isinstance(inline, Fact):
        return _LEAF + len(inline.keys) // _KEYS + len(inline.text) // _CHARACTERS
    return _LEAF + (len(inline.text) // _CHARACTERS if isinstance(inline, Text) else 0)


def _gap_weight(gap: Gap) -> int:
    return _LEAF + (len(gap.keys) + len(gap.needs)) // _KEYS


_LEAF = 4
_KEYS = 8
_CHARACTERS = 20


class Trace(NamedTuple):
    """The facts that a value rests on, and where they came from."""

    keys: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def trace(*values: Value) -> Trace:
    keys: dict[str, None] = {}
    sources: dict[str, None] = {}
    for value in values:
        if isinstance(value, Items):
            keys.update(dict.fromkeys(value.keys))
            sources.update(dict.fromkeys(value.sources))
        for leaf in leaves(value):
            if isinstance(leaf, Known | Fact):
                keys.update(dict.fromkeys(leaf.keys))
                sources.update(dict.fromkeys(leaf.sources))
    return Trace(tuple(keys), tuple(sources))


def made(value: str | int | numbers.Number | bool, how: str, *of: Value) -> Value:
    """`value`, made by `how` from `of`: plain where those rest on no fact."""
    rests = trace(*of)
    if not rests.keys:
        return value
    number = value if isinstance(value, str | bool) else exact(value)
    return Known(number, rests.keys, how, rests.sources)


def resting(value: Value, *on: Value) -> Value:
    """`value`, chosen because of `on`: it rests on their facts, too."""
    rests = trace(*on)
    if not rests.keys:
        return value
    if isinstance(value, Known):
        keys = tuple(dict.fromkeys(value.keys + rests.keys))
        return replace(value, keys=keys, sources=tuple(dict.fromkeys(value.sources + rests.sources)))
    if isinstance(value, Rich):
        choice = partial(Fact, keys=rests.keys, how="choice", sources=rests.sources)
        return Rich(tuple(choice(inline.text) if isinstance(inline, Text) else inline for inline in value.inlines))
    if value is None or isinstance(value, Hole | Absent | Items | Record | Callee | Module):
        return value
    return Known(value if isinstance(value, str | bool) else exact(value), rests.keys, "choice", rests.sources)


def truth(value: Value) -> bool | Hole:
    """Whether `value` counts as true; a Hole where it rests on a missing fact.

    0, the empty and 否, 无 are false. A list that is given is decided by its items, whatever they lack.
    """
    if isinstance(value, Items) and (value.keys or value.parts):
        return value.hole or count(value) > 0
    open_question = unknown(value)
    if isinstance(open_question, Absent):
        raise Refused("条件用到了“不适用”的事实", "把这句话改成不带条件，或给出事实的值", "fact-not-applicable")
    if open_question:
        return open_question
    if isinstance(value, Items):
        return bool(value.items)
    if isinstance(value, Known):
        value = value.value
    if isinstance(value, Rich):
        value = text_of(value)
    if isinstance(value, str):
        quantity = None if value in FALSE_WORDS else numbers.read(value)
        return bool(quantity.value) if quantity else value.strip() not in FALSE_WORDS
    return bool(value) or isinstance(value, Record | Callee | Module)


def count(items: Items) -> int:
    """How many items; a fact that says 无 in place of a list has none."""
    only = items.items[0] if len(items.items) == 1 and items.keys else None
    return 0 if isinstance(only, Known) and only.keys == items.keys and only.value in FALSE_WORDS else len(items.items)


def text_of(value: Value) -> str:
    """The text of a value that holds no gap."""
    texts = [inline.text for inline in printed(value) if not isinstance(inline, Absent)]
    if len(texts) == 1:
        return texts[0]
    bounded(texts)
    return "".join(texts)


def bounded(texts: Iterable[str]) -> None:
    """Raises Refused where all of `texts` together are too long."""
    if sum(map(len, texts)) > MAX_TEXT:
        raise too_long()


def too_long() -> Refused:
    return Refused("文字太长", "检查循环和 replace，把文字改短", "template-bounds")
