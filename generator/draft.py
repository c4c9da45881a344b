"""A finished draft: what it says, what it lacks, what can be counted of it, and its way into files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator import measures, names, writers
from generator.document import Document
from generator.facts.dictionary import Ask
from generator.problems import Problem, Stop, error, stop_on_errors
from generator.saving import Wanted, save


def pdfs(drafts: Sequence[Draft]) -> list[bytes]:
    """Each draft as a PDF, all with one start of LibreOffice. Raises Stop where it is not there."""
    from generator.writers import pdf

    return pdf.printed([draft.to_bytes("docx") for draft in drafts])


@dataclass(frozen=True)
class Draft:
    """One drafted document.

    `problems` are the warnings and advice that came up, at the paths that the user knows; a draft with errors is
    never made. `writer_of` gives the writer of a format.
    """

    document: Document
    problems: tuple[Problem, ...]
    writer_of: Callable[[str], writers.Writer]

    @property
    def gaps(self) -> tuple[Ask, ...]:
        """What is missing: one row a key, with label, owner and places (ids of blocks)."""
        return self.document.gaps

    @cached_property
    def length(self) -> int:
        """Han characters, gaps not counted."""
        return measures.han(self.document)

    @cached_property
    def generic_share(self) -> float:
        """The share of sentences without fact and gap, 0 to 1."""
        return measures.generic_share(self.document)

    @cached_property
    def stretches(self) -> tuple[measures.Stretch, ...]:
        """How long each stretch of a speech lasts, at its outline's rate; () for what is no speech."""
        slot = self.document.slot
        return measures.stretches(self.document, slot.rate) if slot else ()

    def to_bytes(self, format: str) -> bytes:
        """The document in one of `writers.FORMATS` (docx, html, md, txt, json, pdf). Raises Stop for another, and
        for pdf where LibreOffice is not there.
        """
        if format not in writers.FORMATS:
            hint = f"可用的是 {'、'.join(writers.FORMATS)}"
            raise Stop([error("format-unknown", f"不会写“{format}”格式", None, hint)])
        return self.writer_of(format)(self.document)

    def to_fill(self) -> bytes:
        """The to-fill list as .xlsx: fill it in, and give it back with -f."""
        from generator.writers import to_fill

        return to_fill.write(self.document)

    def form(self, format: str = "xlsx") -> bytes:
        """The form of all facts that the outline asks for (xlsx or yaml): filled with what is known, so that it can be
        completed and given back with -f. Raises Stop for another format.
        """
        from generator.writers import form

        if format not in form.FORMATS:
            hint = f"可用的是 {'、'.join(form.FORMATS)}"
            raise Stop([error("format-unknown", f"事实表不能写成“{format}”格式", None, hint)])
        return form.write(self.document, format)

    def save(self, path: str | Path, force: bool = False) -> Path:
        """Write the document, its format being the path's suffix. Raises Stop where the file is there already, and for
        a name that Windows cannot hold.
        """
        path = Path(path)
        stop_on_errors(filter(None, [names.unfit_path(path)]))
        return save([Wanted(path, self.to_bytes(path.suffix.removeprefix(".").lower()))], force)[0].path
