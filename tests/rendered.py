"""Documents printed by LibreOffice for tests, all with one start, and why they cannot be where that is so."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence

import pypdfium2
import pytest

from generator import office
from generator.problems import Origin
from generator.proof import pdf
from generator.proof.demands import Demands, standard
from generator.proof.measuring import Measured, measure
from generator.proof.proving import Proof, proved
from generator.proof.rows import Row
from generator.proof.sheets import Sheet
from generator.word import foreign

STAND_INS = {"仿宋_GB2312": "Fang", "楷体_GB2312": "Kai", "黑体": "Sans", "宋体": "Serif", "方正小标宋简体": "Serif"}


def missing() -> str | None:
    """Why pages cannot be printed here as they should be; None where they can."""
    if office.find() is None:
        return "needs LibreOffice: run tests/rendering/install.sh as root"
    if shutil.which("fc-match") is None:
        return "needs fontconfig (fc-match): run tests/rendering/install.sh as root"
    for font, stand_in in STAND_INS.items():
        found = subprocess.run(["fc-match", "-f", "%{family}", font], capture_output=True, text=True, check=True).stdout
        if stand_in not in found and font not in found:
            return f"needs a stand-in for {font}: run tests/rendering/install.sh as root"
    return None


class Printed:
    """Documents by name with their PDFs; each is read and measured once."""

    def __init__(self, documents: Mapping[str, bytes]) -> None:
        if reason := missing():
            pytest.skip(reason)
        self.documents = documents
        self.pdfs = dict(zip(documents, office.pdfs(list(documents.values()), ""), strict=True))
        self._measured: dict[str, Measured] = {}

    def measured(self, name: str) -> Measured:
        if name not in self._measured:
            self._measured[name] = measure(pdf.sheets(self.pdfs[name], Origin(name)))
        return self._measured[name]

    def sheets(self, name: str) -> list[Sheet]:
        return pdf.sheets(self.pdfs[name], Origin(name))

    def proof(self, name: str, demands: Demands | None = None) -> Proof:
        """The .docx proved, as the command does it."""
        parts = foreign.opened(self.documents[name], Origin(name))
        return proved(parts, self.measured(name), demands or standard(), Origin(name))

    def row(self, name: str, text: str) -> Row:
        """The row that reads `text`."""
        rows = (row for leaf in self.measured(name).leaves for row in leaf.rows)
        return next(row for row in rows if row.text == text)

    def pixels(self, name: str, page: int = 0) -> bytes:
        return bytes(pypdfium2.PdfDocument(self.pdfs[name])[page].render(scale=1, rev_byteorder=True).buffer)


def counts(measured: Measured) -> list[list[int]]:
    """How many characters stand on each row of each page, page numbers left out."""
    return [[len(row.glyphs) for row in leaf.rows] for leaf in measured.leaves]


def codes(proof: Proof) -> Sequence[str]:
    return [problem.code for problem in proof.problems]
