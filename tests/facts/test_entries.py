"""facts.entries: the product's own dictionary read entry by entry is the one that reading all of it gives."""

from dataclasses import replace

import pytest

from generator import places
from generator.facts.announcements import load
from generator.facts.dictionary import Dictionary, Entry
from generator.facts.entries import Shipped
from generator.problems import Stop
from generator.yaml_source import parse

FILE = places.builtin_outlines() / "facts.yaml"
TEXT = FILE.read_text(encoding="utf-8")


def placeless(entry: Entry) -> Entry:
    """An entry without its places: fields that an alias repeats have theirs where the alias says so, or not."""
    fields = {name: placeless(field) for name, field in entry.fields.items()}
    return replace(entry, fields=fields, origin=None)


def test_the_shipped_dictionary_has_no_mistake_and_its_entries_are_those_of_the_whole_file() -> None:
    whole, problems = load([parse(TEXT, "facts.yaml")])
    pieces, told = load([Shipped(TEXT, "facts.yaml")])
    assert (problems, told) == ([], [])
    assert {key: placeless(pieces.entries[key]) for key in pieces.entries} == {
        key: placeless(whole.entries[key]) for key in whole.entries
    }
    assert [(key, entry.origin) for key, entry in pieces.entries.items()] == [
        (key, entry.origin) for key, entry in whole.entries.items()
    ]
    assert (pieces.labels, pieces.groups) == (whole.labels, whole.groups)


def test_a_hospitals_entry_takes_the_place_of_a_shipped_one() -> None:
    own = "a.b:\n  label: 本院的\n  type: text\n"
    dictionary, problems = load([Shipped("a.b:\n  label: 内置的\n  type: integer\n", "x")], parse(own, "y"))
    assert (dictionary.entries["a.b"].label, dictionary.labels, problems) == ("本院的", {"本院的": "a.b"}, [])


def upgraded(shipped: str, own: str) -> tuple[Dictionary, list[tuple[str, str, str]]]:
    """What a hospital has that announced `own` before the product came with `shipped`."""
    dictionary, problems = load([Shipped(shipped, "内置")], parse(own, "own.yaml"))
    return dictionary, [(problem.severity, problem.code, str(problem.origin)) for problem in problems]


def test_a_shipped_label_that_a_hospital_has_already_leaves_the_hospital_its_own() -> None:
    shipped = "# 说明\na.b:\n  label: 场数\n  type: integer\n"
    dictionary, told = upgraded(shipped, "c.d: {label: 场数, type: integer}")
    assert told == [("advice", "dictionary-label-taken", "own.yaml:1")]
    assert dictionary.key_of("场数") == "c.d"


def test_so_does_the_label_of_a_shipped_entry_that_the_hospital_replaces() -> None:
    shipped = "a.b:\n  label: 甲\n  type: text\na.c:\n  label: 场数\n  type: text\n"
    dictionary, told = upgraded(shipped, "a.b: {label: 场数, type: text}")
    assert told == [("advice", "dictionary-label-taken", "own.yaml:1")]
    assert dictionary.key_of("场数") == "a.b"


@pytest.mark.parametrize(("shipped", "own"), [("a.b", "a"), ("a", "a.b")])
def test_a_shipped_key_gives_way_where_a_hospital_uses_its_group(shipped: str, own: str) -> None:
    dictionary, told = upgraded(f"{shipped}:\n  label: 甲\n  type: text\n", f"{own}: {{label: 乙, type: text}}")
    assert (list(dictionary.entries), told) == ([own], [])
    assert f"本院的“{own}”" in (dictionary.suggest(shipped) or "")


def test_a_faulty_shipped_entry_stops_whoever_asks_for_it() -> None:
    dictionary, _ = load([Shipped("a.b:\n  label: 甲\n  type: integr\n", "内置")])
    with pytest.raises(Stop) as stopped:
        dictionary.find("a.b")
    assert [str(problem.origin) for problem in stopped.value.problems] == ["内置:3"]


def test_an_entry_that_takes_its_fields_from_another_keeps_its_own_line() -> None:
    text = "a.b:\n  label: 甲\n  type: table\n  fields: &f\n    x: {label: 子, type: text}\n"
    dictionary, _ = load([Shipped(f"{text}c.d:\n  label: 乙\n  type: table\n  fields: *f\n", "内置")])
    entry = dictionary.entries["c.d"]
    assert (entry.label, list(entry.fields), str(entry.origin)) == ("乙", ["x"], "内置:6")
