"""The form (事实表) of a document: all facts that its outline asks for, known ones filled in, to come back with -f."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.document import Document
from generator.facts import sheet_form, values_file
from generator.facts.dictionary import LAST_YEAR, Ask
from generator.writers import to_fill

_ELSEWHERE = ("hospital.", "wording.")
_TABLE: Mapping[str, Callable[[Iterable[tuple[Ask, str]]], bytes]] = {
    "xlsx": lambda asks: sheet_form.write(asks, "事实表"),
    "yaml": values_file.form,
}
FORMATS = tuple(_TABLE)


def write(document: Document, format: str) -> bytes:
    """The form in one of FORMATS: one row a fact, in the order of first appearance.

    What hospital.yaml and the wording say is in it only where it is a gap; last year's value stands beside this
    year's, and in a row of its own only where it is a gap or does not apply.
    """
    asks = list(_asked(document))
    return _TABLE[format](zip(asks, to_fill.places(document, asks), strict=True))


def _asked(document: Document) -> Iterator[Ask]:
    gaps = {ask.key for ask in document.gaps}
    for ask in document.facts:
        if ask.key in gaps or not _has_another_place(ask):
            yield ask


def _has_another_place(ask: Ask) -> bool:
    """Whether a fact is given elsewhere: in hospital.yaml, beside this year's value, a table in its cells."""
    is_table = ask.state == "known" and ask.value is None and ask.source is None
    is_beside = ask.key.endswith(LAST_YEAR) and ask.state != "not_applicable"
    return is_table or is_beside or ask.key.startswith(_ELSEWHERE)
