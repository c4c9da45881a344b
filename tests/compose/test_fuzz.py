"""Random templates over random facts: nothing is asserted that the missing facts could contradict.

The oracles know nothing of how the engine decides: a draft is held against later drafts of the same words with more
facts given, and, where all is known, against Jinja itself.

Left out on purpose: `is given` and `is missing` (they answer by what is there now, so a completed draft may say
something else), and tables completed with another number of records (a missing one is drafted with as many as
`at_least` says, a given one with as many as are given).
"""

import random
from collections.abc import Mapping

import jinja2
import pytest

from generator.document import Document, Fact, Gap, walk
from generator.problems import Stop

ROUNDS = 1200
SCALARS = ("work.a", "work.b", "work.c", "work.rate", "work.note", "work.other")
NUMBERS = SCALARS[:4]
SAMPLES = {
    "work.a": ["0", "3", "12", "2026"],
    "work.b": ["0", "3", "7", "100"],
    "work.c": ["0.5", "1.10", "3", "88"],
    "work.rate": ["96.2", "3", "100"],
    "work.note": ["无", "好", "A&B <c>", "12:30", "否"],
    "work.other": ["好", "010", "no", "3"],
    "work.names": [["甲"], ["甲", "乙"], ["乙", "丙", "丁"], []],
}
LAST = ("work.a.last_year", "work.b.last_year", "work.c.last_year", "work.rate.last_year")


class Facts:
    """A full set of facts, and how to keep a part of it back."""

    def __init__(self, choose: random.Random) -> None:
        self.all: dict[str, object] = {key: choose.choice(values) for key, values in SAMPLES.items()}
        self.all.update({key: choose.choice(["2", "8", "90"]) for key in LAST})
        for number in (1, 2):
            self.all[f"cases.{number}.team"] = choose.choice(["内科", "外科", "药剂科"])
            self.all[f"cases.{number}.number"] = choose.choice(["0", "3", "25"])

    def part(self, choose: random.Random, unsure: bool = False) -> dict[str, object]:
        """Some of the facts, the rest missing; with `unsure` some are still to be confirmed."""
        share = choose.random()
        kept = {key: value for key, value in self.all.items() if choose.random() < share}
        if any(key.startswith("cases.") for key in kept):
            kept["cases.2.team"] = self.all["cases.2.team"]
        if unsure:
            for key in [key for key, value in kept.items() if isinstance(value, str) and choose.random() < 0.2]:
                kept[key] = {"value": kept[key], "state": "待核实"}
        return kept


class Words:
    """Random words of a template, of every statement and expression, nested four deep."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.records = ["facts.cases.0"][:0]
        self.items: list[str] = []
        self.names: list[str] = []
        self.lists: list[str] = []
        self.fresh = 0

    def template(self) -> str:
        macro = "{% macro m(p, q=facts.work.b) %}〈{{ p }}{% if q %}，{{ q }}{% endif %}〉{% endmacro %}"
        around = "{% macro n(p) %}《{{ caller() }}{{ p }}》{% endmacro %}"
        return macro + around + self.body(4)

    def body(self, depth: int) -> str:
        return "".join(self.statement(depth) for _ in range(self.choose.randint(1, 3)))

    def name(self) -> str:
        self.fresh += 1
        return f"v{self.fresh}"

    def inner(self, depth: int, items: tuple[str, ...] = (), records: tuple[str, ...] = ()) -> str:
        """A body whose own names are gone after it."""
        kept = list(self.names), list(self.lists), list(self.items), list(self.records)
        self.items += items
        self.records += records
        try:
            return self.body(depth)
        finally:
            self.names, self.lists, self.items, self.records = kept

    def statement(self, depth: int) -> str:
        kinds = ["print", "print", "literal"]
        if depth > 1:
            kinds += ["if", "if", "elif", "for", "for", "table", "set", "setlist", "block", "filter", "call", "with"]
        return getattr(self, f"_{self.choose.choice(kinds)}")(depth - 1)

    def _literal(self, depth: int) -> str:
        return self.choose.choice(["今年，", "共", "次。", "较好", "；"])

    def _print(self, depth: int) -> str:
        return f"{{{{ {self.value(depth)} }}}}"

    def _if(self, depth: int) -> str:
        name = self.name()
        inside = f"{{% set {name} = {self.value(1)} %}}" if self.choose.random() < 0.3 else ""
        words = f"{{% set {name} = '旧' %}}{{% if {self.truth(depth)} %}}{inside}{self.inner(depth)}"
        self.names.append(name)
        return words + (f"{{% else %}}{self.inner(depth)}" if self.choose.random() < 0.5 else "") + "{% endif %}"

    def _elif(self, depth: int) -> str:
        first, second = self.truth(depth), self.truth(depth)
        bodies = [self.inner(depth) for _ in range(3)]
        return f"{{% if {first} %}}{bodies[0]}{{% elif {second} %}}{bodies[1]}{{% else %}}{bodies[2]}{{% endif %}}"

    def _for(self, depth: int) -> str:
        name = self.name()
        test = f" if {name} != {self.value(1)}" if self.choose.random() < 0.3 else ""
        other = f"{{% else %}}{self.inner(depth)}" if self.choose.random() < 0.3 else ""
        loop = self.choose.choice(["", "{{ loop.index }}", "{{ '、' if not loop.last }}", "{{ loop.length }}"])
        body = self.inner(depth, items=(name,))
        return f"{{% for {name} in {self.list()}{test} %}}{loop}{body}{other}{{% endfor %}}"

    def _table(self, depth: int) -> str:
        name = self.name()
        table = self.choose.choice(
            [
                "facts.cases",
                "facts.cases | reverse",
                "facts.cases | sort(attribute='number')",
                "facts.cases | selectattr('number', 'gt', 2)",
                "facts.cases | rejectattr('team', 'eq', facts.work.note)",
            ]
        )
        test = f" if {name}.number {self.choose.choice(['>', '==', '!='])} {self.number(1)}"
        loop = self.choose.choice(["", "{{ loop.index }}", "{{ '，' if not loop.last }}"])
        body = self.inner(depth, records=(name,))
        return f"{{% for {name} in {table}{test if self.choose.random() < 0.3 else ''} %}}{loop}{body}{{% endfor %}}"

    def _set(self, depth: int) -> str:
        name, value = self.name(), self.value(depth)
        self.names.append(name)
        return f"{{% set {name} = {value} %}}"

    def _setlist(self, depth: int) -> str:
        name, value = self.name(), self.list()
        self.lists.append(name)
        return f"{{% set {name} = {value} %}}"

    def _block(self, depth: int) -> str:
        name = self.name()
        body = self.inner(depth)
        self.names.append(name)
        return f"{{% set {name} %}}{body}{{% endset %}}"

    def _filter(self, depth: int) -> str:
        name = self.choose.choice(["upper", "trim", "length", "lower"])
        return f"{{% filter {name} %}}{self.inner(depth)}{{% endfilter %}}"

    def _call(self, depth: int) -> str:
        return f"{{% call n({self.value(depth)}) %}}{self.inner(depth)}{{% endcall %}}"

    def _with(self, depth: int) -> str:
        name, value = self.name(), self.value(depth)
        return f"{{% with {name} = {value} %}}{self.inner(depth, items=(name,))}{{% endwith %}}"

    def leaf(self) -> str:
        kinds = [f"facts.{self.choose.choice(SCALARS)}", f"facts.{self.choose.choice(SCALARS)}", "'好'", "3", "year"]
        kinds += [self.choose.choice(names) for names in (self.items, self.names) if names]
        kinds += (
            [f"{self.choose.choice(self.records)}.{self.choose.choice(['team', 'number'])}"] if self.records else []
        )
        return self.choose.choice(kinds)

    def number(self, depth: int) -> str:
        fact = f"facts.{self.choose.choice(NUMBERS)}"
        if depth < 1:
            return self.choose.choice([fact, fact, "2", "10"])
        inner = self.number(depth - 1)
        return self.choose.choice(
            [
                fact,
                f"({inner} {self.choose.choice('+-*')} {self.number(depth - 1)})",
                f"({inner} / {self.number(depth - 1)})",
                f"({inner} // 2)",
                f"{fact}.last_year",
                f"({inner} | round(1))",
                f"({self.list()} | length)",
                "(facts.cases | sum(attribute='number'))",
                "(facts.cases | map(attribute='number') | max)",
                "(facts.cases | length)",
                f"(-{inner})",
            ]
        )

    def value(self, depth: int) -> str:
        if depth < 1:
            return self.leaf()
        inner = self.value(depth - 1)
        of_list = self.choose.choice(["listed", "first", "last", "unique | length", "sort | join"])
        return self.choose.choice(
            [
                self.leaf(),
                self.leaf(),
                self.number(depth),
                f"({inner} ~ {self.value(depth - 1)})",
                f"({inner} if {self.truth(depth - 1)} else {self.value(depth - 1)})",
                f"({inner} | {self.choose.choice(['upper', 'lower', 'trim', 'string', 'length', 'default(3)'])})",
                f"({inner} | replace('好', {self.value(0)}))",
                f"({self.list()} | join({self.choose.choice(['', '、'])!r}))",
                f"({self.list()} | {of_list})",
                f"(facts.{self.choose.choice(['work.a', 'work.b', 'work.rate'])} | growth)",
                f"((facts.work.a if {self.truth(depth - 1)} else facts.work.b) | growth)",
                f"m({inner})",
                f"m({inner}, q={self.value(depth - 1)})",
                f"({self.truth(depth - 1)} {self.choose.choice(['and', 'or'])} {inner})",
                "facts.cases[0].team",
            ]
        )

    def truth(self, depth: int) -> str:
        if depth < 1:
            return self.leaf()
        sign = self.choose.choice([">", "<", ">=", "==", "!="])
        return self.choose.choice(
            [
                self.leaf(),
                self.list(),
                "facts.cases",
                f"({self.number(depth - 1)} {sign} {self.number(depth - 1)})",
                f"(0 < {self.number(depth - 1)} < 10)",
                f"({self.value(depth - 1)} == {self.value(depth - 1)})",
                f"({self.value(depth - 1)} {self.choose.choice(['in', 'not in'])} {self.list()})",
                f"(not {self.truth(depth - 1)})",
                f"({self.truth(depth - 1)} {self.choose.choice(['and', 'or'])} {self.truth(depth - 1)})",
                f"(facts.work.a is {self.choose.choice(['odd', 'even', 'gt(2)', 'divisibleby(3)'])})",
            ]
        )

    def list(self) -> str:
        own = [self.choose.choice(self.lists)] if self.lists else []
        return self.choose.choice(
            [
                *own,
                "facts.work.names",
                "facts.work.names",
                f"[{self.leaf()}, {self.leaf()}]",
                "(facts.cases | map(attribute='team'))",
                "(facts.work.names + ['戊'])",
                f"(facts.work.names if {self.leaf()} else ['己'])",
                "range(2)",
            ]
        )


def drafted(desk, words: str, facts: Mapping[str, object]) -> Document | None:
    """The draft, None where it is refused; a refusal must name its place."""
    try:
        return desk.document(words, facts)
    except Stop as stop:
        problems = stop.problems
    assert problems
    assert all(problem.origin and problem.origin.line for problem in problems), (words, problems)
    return None


def opening(document: Document) -> list:
    return [inline for block, inline in walk(document) if block.id.startswith("opening")]


def printed(document: Document) -> str:
    return "".join(inline.text for inline in opening(document))


def agrees(document: Document, later: str) -> bool:
    """Whether `later` says all that the draft says, in its order, with anything in place of its gaps."""
    pieces = [""]
    for inline in opening(document):
        if isinstance(inline, Gap):
            pieces.append("")
        else:
            pieces[-1] += inline.text
    if len(pieces) == 1:
        return later == pieces[0]
    first, *middle, last = pieces
    at = len(first)
    for piece in middle:
        found = later.find(piece, at)
        at = found + len(piece) if found >= 0 else len(later) + 1
    return later.startswith(first) and later.endswith(last) and at + len(last) <= len(later)


@pytest.mark.parametrize("seed", range(8))
def test_a_draft_says_nothing_that_more_facts_contradict(seed: int, desk) -> None:
    choose = random.Random(seed)
    compared = 0
    for _ in range(ROUNDS // 8):
        words = Words(choose).template()
        some = Facts(choose).part(choose, unsure=True)
        sure = {key: value for key, value in some.items() if not isinstance(value, dict)}
        document = drafted(desk, words, some)
        if document is None:
            continue
        for _ in range(2):
            completed = drafted(desk, words, {**Facts(choose).all, **sure})
            if completed is not None:
                compared += 1
                assert agrees(document, printed(completed)), (words, some, printed(document))
    assert compared > ROUNDS // 8


@pytest.mark.parametrize("seed", range(8))
def test_one_round_of_filling_in_leaves_nothing_missing(seed: int, desk) -> None:
    choose = random.Random(100 + seed)
    for _ in range(ROUNDS // 8):
        words, facts = Words(choose).template(), Facts(choose)
        some = facts.part(choose, unsure=True)
        document = drafted(desk, words, some)
        if document is None:
            continue
        asked = {ask.key for ask in document.gaps}
        shown = {key for _, inline in walk(document) if isinstance(inline, Gap) for key in inline.keys}
        assert shown <= asked
        answers = {key: facts.all.get(key, "3") for key in asked}
        filled = drafted(desk, words, {**some, **answers})
        if filled is not None:
            missing = [inline for _, inline in walk(filled) if isinstance(inline, Gap) and inline.state == "missing"]
            assert not missing, (words, some, asked, missing)


@pytest.mark.parametrize("seed", range(4))
def test_a_draft_of_all_facts_has_no_gap_but_where_nothing_can_be_computed(seed: int, desk) -> None:
    choose = random.Random(200 + seed)
    for _ in range(ROUNDS // 12):
        words, facts = Words(choose).template(), Facts(choose).all
        document = drafted(desk, words, facts)
        for _, inline in walk(document) if document else ():
            if isinstance(inline, Gap):
                # Division by 0 has its divisor confirmed; 无, where a number is wanted, is confirmed, too.
                assert inline.state == "to_confirm", (words, facts, inline)
            if isinstance(inline, Fact):
                assert inline.keys, (words, facts, inline)


class PlainWords(Words):
    """Words that mean the same to Jinja: numbers are computed, texts joined, lists looped over, each as what it is.

    Left out, as the field differs from Jinja by design: 否, 无 and '0' are false, quotients have one place, a list
    prints as 甲、乙, `default` fills an empty text, texts that are numbers compare as numbers. 是 and 否 for truths and
    nothing for None are given to Jinja as `finalize`.
    """

    def statement(self, depth: int) -> str:
        kinds = ["print", "print", "literal"]
        if depth > 1:
            kinds += ["if", "if", "elif", "for", "for", "set", "setlist", "block", "filter", "call", "with"]
        return getattr(self, f"_{self.choose.choice(kinds)}")(depth - 1)

    def _filter(self, depth: int) -> str:
        return f"{{% filter upper %}}{self.inner(depth)}{{% endfilter %}}"

    def leaf(self) -> str:
        kinds = ["facts.work.note", "facts.work.other", "'好'", "'a'"]
        return self.choose.choice([*kinds, *(self.choose.choice(names) for names in (self.items, self.names) if names)])

    def number(self, depth: int) -> str:
        fact = self.choose.choice(["facts.work.a", "facts.work.b", "2", "10"])
        if depth < 1:
            return fact
        left, right = self.number(depth - 1), self.number(depth - 1)
        return self.choose.choice(
            [
                fact,
                f"({left} {self.choose.choice('+-*')} {right})",
                f"({left} // 7)",
                f"({left} % 7)",
                f"(-{left})",
                f"({left} | abs)",
                f"({self.list()} | length)",
                f"([{left}, {right}] | sum)",
                f"([{left}, 5] | max)",
            ]
        )

    def value(self, depth: int) -> str:
        if depth < 1:
            return self.leaf()
        left, right = self.value(depth - 1), self.value(depth - 1)
        return self.choose.choice(
            [
                self.leaf(),
                f"({left} ~ {right})",
                f"({self.number(depth)} ~ '次')",
                f"({left} | upper)",
                f"m({left}, q={right})",
                f"({left} if {self.truth(depth - 1)} else {right})",
                f"({left} {self.choose.choice(['and', 'or'])} {right})",
                f"({self.list()} | {self.choose.choice(['first', 'last', 'sort | join', 'reverse | join'])})",
            ]
        )

    def truth(self, depth: int) -> str:
        if depth < 1:
            return self.choose.choice([self.leaf(), self.number(0), self.list()])
        left, right = self.number(depth - 1), self.number(depth - 1)
        return self.choose.choice(
            [
                f"({left} {self.choose.choice(['>', '<', '>=', '==', '!='])} {right})",
                f"(0 < {left} < 10)",
                f"({self.value(depth - 1)} {self.choose.choice(['in', 'not in'])} {self.list()})",
                f"(not {self.truth(depth - 1)})",
                f"({self.truth(depth - 1)} {self.choose.choice(['and', 'or'])} {self.truth(depth - 1)})",
                f"({left} is {self.choose.choice(['odd', 'even', 'gt(2)', 'divisibleby(3)'])})",
            ]
        )

    def list(self) -> str:
        own = [self.choose.choice(self.lists)] if self.lists else []
        return self.choose.choice([*own, "facts.work.names", f"[{self.leaf()}, 'b']", "(facts.work.names + ['戊'])"])


def as_jinja(words: str, facts: Mapping[str, object]) -> str:
    """What Jinja itself prints, with plain values."""
    said = {True: "是", False: "否", None: ""}
    environment = jinja2.Environment(
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: said[value] if value is None or isinstance(value, bool) else value,
    )
    work = {key.removeprefix("work."): value for key, value in facts.items()}
    return environment.from_string(words).render(facts={"work": work}, year="2026", last_year="2025")


@pytest.mark.parametrize("seed", range(4))
def test_with_all_facts_given_words_read_as_jinja_prints_them(seed: int, desk) -> None:
    choose = random.Random(300 + seed)
    for _ in range(ROUNDS // 12):
        words = PlainWords(choose).template()
        facts = {
            "work.a": choose.choice([0, 3, 12]),
            "work.b": choose.choice([0, 7, 100]),
            "work.note": choose.choice(["好", "abc", "A&B <c>"]),
            "work.other": choose.choice(["甲乙", "x"]),
            "work.names": choose.choice([["甲"], ["甲", "乙"], []]),
        }
        document = drafted(desk, words, facts)
        assert document is not None, (words, facts)
        assert printed(document) == as_jinja(words, facts).strip(" "), (words, facts)
