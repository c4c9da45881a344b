"""Every character that there is: kept, dropped, an end of a line, or refused."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.characters import held, seen, shown, strange, taken

ALL = list(map(chr, range(sys.maxunicode + 1)))
LINE_ENDS = "\r\v\f\x85\u2028\u2029"
STRANGE = {char for char in ALL if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")} - set("\t\n")
STRANGE |= {chr(code) for code in (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF)}
DIRECTIONS = {char for char in ALL if unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF")}
DIRECTIONS |= {char for char in ALL if unicodedata.bidirectional(char) in ("LRI", "RLI", "FSI", "PDI")}
DIRECTIONS |= set("\u200e\u200f\u061c")
DROPPED = DIRECTIONS | set("\u200b\u2060\ufeff") | {chr(code) for code in range(0x206A, 0x2070)}
KEPT = "".join(char for char in ALL if char not in STRANGE | DROPPED)


def test_what_is_refused_is_told_with_its_place() -> None:
    assert {char for char in ALL if strange(f"甲{char}")} == STRANGE
    assert strange("甲\n\x1b\0") == (2, "U+001B")


def test_what_is_kept_stays_as_it_is() -> None:
    assert seen(KEPT) == taken(KEPT) == held(KEPT) == KEPT


def test_what_is_dropped_leaves_nothing() -> None:
    assert seen("".join(DROPPED)) == taken("".join(DROPPED)) == ""


@pytest.mark.parametrize("end", [*LINE_ENDS, "\r\n", "\n"], ids=ascii)
def test_every_end_of_a_line_is_a_line_feed(end: str) -> None:
    assert taken(f"甲{end}乙") == held(f"甲{end}乙") == "甲\n乙"


def test_what_is_held_can_be_written_anywhere() -> None:
    text = held("".join(ALL))
    assert strange(text) is None
    element = etree.Element("p")
    element.text = text
    assert etree.fromstring(etree.tostring(element)).text == text == text.encode().decode()


def test_what_is_shown_moves_no_terminal() -> None:
    line = shown("".join(ALL))
    assert set(line) & (STRANGE | DROPPED | set("\t\n")) == set()
    assert "甲 乙" == shown("甲\t乙") == shown("甲\r\n乙")
    assert shown("\x1b[2J\u202e甲") == "?[2J?甲"


@given(st.text())
def test_taking_and_holding_twice_changes_nothing_more(text: str) -> None:
    assert taken(taken(text)) == taken(text)
    assert held(held(text)) == held(text)
    assert shown(shown(text)) == shown(text)
    assert re.sub("[\n\r\v\f\x85\u2028\u2029]", "", taken(text)) == "".join(
        char for char in text if char not in DROPPED and char not in LINE_ENDS + "\n"
    )
