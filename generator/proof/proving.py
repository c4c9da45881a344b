"""A file proved: read, printed where it is a .docx, measured, held against demands. What it is none of is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from generator import office
from generator.problems import Origin, Problem, Stop, error
from generator.proof import pdf
from generator.proof.demands import SIDES, Demands
from generator.proof.judging import Stated, judge
from generator.proof.measuring import Measured, measure
from generator.proof.sheets import Sides
from generator.word import foreign
from generator.word.declared import Declared, Section, declared

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
_INSTEAD = "装上 LibreOffice；或者在 WPS 里“输出为PDF”，再量那份 PDF"


class Proof(NamedTuple):
    """What a document measures and where it deviates. `stated` is None for a PDF, which tells no margins itself."""

    measured: Measured
    stated: Stated | None
    fonts: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def margins(self) -> Sides:
        """The margins as the file states them, of a PDF those that its full pages and lines keep."""
        return self.stated.margins[0] if self.stated and self.stated.margins else self.measured.inferred

    def as_json(self) -> dict[str, Any]:
        """The measures with the frozen keys, lengths in mm to a tenth, null where nothing tells.

        `paper_mm`: width and height. `margins_mm`, `ink_mm`: distances from the edges of the paper, of an odd page; ink
        is all that is printed but the page numbers, a full stop that hangs over the end of its line included.
        `page_number`: `x_mm` is the left of its first character, `y_mm` the upper edge of that one's ink, from the top
        left corner of the paper; `size_pt` the digits'. `lines`, `chars`: those of full pages and lines. `fonts`:
        names, most used first, in a .docx as it asks for them.
        """
        numbers = [
            {
                "page": number.page,
                "text": number.text,
                "x_mm": round(number.left, 1),
                "y_mm": round(number.top, 1),
                "size_pt": number.size_pt,
            }
            for number in self.measured.numbers
        ]
        return {
            "paper_mm": list(self.measured.paper),
            "margins_mm": _rounded(self.margins),
            "ink_mm": _rounded(self.measured.ink),
            "lines": self.measured.lines,
            "chars": self.measured.chars,
            "page_number": numbers,
            "fonts": list(self.fonts),
            "pages": len(self.measured.leaves),
            "problems": [problem.as_json() for problem in self.problems],
        }


def _rounded(sides: Sides) -> dict[str, float | None]:
    found = {side: getattr(sides, side) for side in SIDES}
    return {side: None if width is None else round(width, 1) for side, width in found.items()}


def prove(path: str | Path, demands: Demands) -> Proof:
    """Measure a .docx or a .pdf and judge it. Raises Stop where it cannot be read or printed."""
    origin = Origin(str(path))
    data = foreign.read(Path(path), origin)
    if _PDF in data[:1024]:
        return _of_pdf(measure(pdf.sheets(data, origin)), demands, origin)
    if not data.startswith((_ZIP, _OLE)):
        raise Stop([_unknown(Path(path), origin)])
    parts = foreign.opened(data, origin)
    try:
        (printed,) = office.pdfs([foreign.inert(parts)], _INSTEAD)
    except Stop as stop:
        raise Stop([Problem(p.code, p.severity, p.message, origin, p.hint) for p in stop.problems]) from None
    return proved(parts, measure(pdf.sheets(printed, origin)), demands, origin)


def proved(parts: dict[str, bytes], measured: Measured, demands: Demands, origin: Origin) -> Proof:
    """A .docx, of its parts, that was printed and measured: judged by what it says itself, too."""
    said = declared(parts)
    stated = _stated(said, measured)
    return Proof(measured, stated, _fonts(said), tuple(judge(measured, stated, demands, origin)))


def _unknown(path: Path, origin: Origin) -> Problem:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return pdf.damaged(origin)
    if suffix == ".docx":
        return foreign.damaged(origin)
    return error("proof-kind", "只能量 .docx 和 .pdf", origin, "用 WPS 另存为 .docx，或者输出为 PDF，再量")


def _of_pdf(measured: Measured, demands: Demands, origin: Origin) -> Proof:
    if not measured.has_text:
        hint = "扫描件、图片量不了，用原来的文件重新输出一份 PDF"
        raise Stop([error("proof-no-text", "这个 PDF 里没有文字", origin, hint)])
    return Proof(measured, None, measured.fonts, tuple(judge(measured, None, demands, origin)))


def _stated(said: Declared, measured: Measured) -> Stated:
    upright = [section for section in said.sections if section.width <= section.height] or list(said.sections)
    margins = Counter[Sides]()
    for section in upright:
        margins[_sides(section)] += section.paragraphs
    chinese = Counter[str]()
    for paragraph in said.paragraphs:
        if not paragraph.tabled:
            chinese.update(paragraph.chinese)
    widths = tuple(sides for sides, _ in margins.most_common())
    return Stated(widths, said.mirrored, _first(chinese), _title_font(said, measured))


def _sides(section: Section) -> Sides:
    return Sides(round(section.top, 2), round(section.right, 2), round(section.bottom, 2), round(section.left, 2))


def _title_font(said: Declared, measured: Measured) -> str | None:
    """The font that the paragraph of the title asks for; a title may be made of several paragraphs."""
    if measured.title is None:
        return None
    words = measured.title.text
    for paragraph in said.paragraphs:
        if paragraph.chinese and (paragraph.text in words or words in paragraph.text):
            return _first(Counter(paragraph.chinese))
    return None


def _fonts(said: Declared) -> tuple[str, ...]:
    used = Counter[str]()
    for paragraph in said.paragraphs:
        used.update(paragraph.chinese)
        used.update(paragraph.latin)
    return tuple(name for name, _ in used.most_common())


def _first(counted: Counter[str]) -> str | None:
    return counted.most_common(1)[0][0] if counted else None
