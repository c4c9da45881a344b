"""PDFs of Chinese pages, written by hand to the tenth of a millimetre: what `proof` reads without LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

MM = 72 / 25.4
HELVETICA = "Helvetica"
LATIN = {"—": 1.0, "-": 0.333}
WORDS = "坚持以高质量发展为主题推动公立医院党的建设与业务工作深度融合不断提升群众获得感"


class Line(NamedTuple):
    """Words on a baseline, in mm from the top left corner; `step` is the way from a character to the next in mm."""

    text: str
    left: float
    baseline: float
    size: float = 16
    step: float = 0
    font: str = "FangSong"
    colour: str = "0 0 0"


class Rule(NamedTuple):
    """A vertical rule of a table, in mm."""

    left: float
    top: float
    bottom: float


class Across(NamedTuple):
    """A rule across the page, in mm: red, as one under a red head, or black, as those of an imprint."""

    height: float
    colour: str = "1 0 0"
    left: float = 28
    right: float = 184


class Page(NamedTuple):
    """What stands on a page, on paper of this size in mm."""

    drawn: Sequence[Line | Rule | Across]
    width: float = 210
    height: float = 297


class Look(NamedTuple):
    """How a document is set; as it is, by GB/T 9704-2012."""

    width: float = 210
    height: float = 297
    top: float = 37
    left: float = 28
    lines: int = 22
    chars: int = 28
    pitch: float = 28.95
    size: float = 16
    step: float = 156 / 28
    font: str = "FangSong"

    def baseline(self, line: int) -> float:
        """That of a line, counted from 0: four fifths of the pitch are above it."""
        return self.top + (line + 0.8) * self.pitch / MM

    def line(self, line: int, text: str, indent: float = 0) -> Line:
        return Line(text, self.left + indent * self.step, self.baseline(line), self.size, self.step, self.font)

    def full(self, first: int = 0, last: int | None = None) -> list[Line]:
        """Full lines of one paragraph that began before."""
        words = (WORDS * 2)[: self.chars]
        return [self.line(number, words) for number in range(first, self.lines if last is None else last)]

    def number(self, page: int, text: str = "—{}—", size: float = 14, lower: float = 0, side: str = "") -> Line:
        """The page number, its dash at 269 mm on A4: odd right, even left, one character in."""
        shown, em = text.format(page), size / MM
        width = sum(em * LATIN.get(char, 0.556) for char in shown)
        left = {"left": self.left + 14 / MM, "right": 184 - 14 / MM - width, "center": 105 - width / 2}
        place = left[side or ("right" if page % 2 else "left")] + (self.width - 210 if page % 2 and not side else 0)
        return Line(shown, place, self.height - 297 + 270.54 + lower, size, font=HELVETICA)


STANDARD = Look()


def document(look: Look = STANDARD, pages: int = 3, numbered: bool = True) -> list[Page]:
    """Pages full of one paragraph, the last one half full."""
    made = []
    for page in range(1, pages + 1):
        lines = look.full(last=None if page < pages else look.lines // 2)
        made.append(Page([*lines, *([look.number(page)] if numbered else [])], look.width, look.height))
    return made


def pdf(pages: Iterable[Page]) -> bytes:
    """The file. Its fonts are named, not embedded; their characters are as wide as they are high, ASCII half that."""
    pages = list(pages)
    fonts = sorted({line.font for page in pages for line in page.drawn if isinstance(line, Line)}) or ["FangSong"]
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    named = []
    for number, font in enumerate(fonts):
        at = len(objects) + 1
        named.append(f"/F{number} {at} 0 R")
        if font == HELVETICA:
            objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
            continue
        objects += [
            f"<</Type/Font/Subtype/Type0/BaseFont/{font}/Encoding/UniGB-UCS2-H/DescendantFonts[{at + 1} 0 R]>>",
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{font}/DW 1000/W[1 95 500]"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor {at + 2} 0 R>>",
            f"<</Type/FontDescriptor/FontName/{font}/Flags 4/Ascent 880/Descent -120/CapHeight 880"
            "/ItalicAngle 0/StemV 80/FontBBox[0 -120 1000 880]>>",
        ]
    kids = []
    for page in pages:
        content = "\n".join(_drawn(page, line, fonts) for line in page.drawn)
        kids.append(f"{len(objects) + 1} 0 R")
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.width * MM:.3f} {page.height * MM:.3f}]"
            f"/Resources<</Font<<{' '.join(named)}>>>>/Contents {len(objects) + 2} 0 R>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
        ]
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    return _file(objects)


def _drawn(page: Page, drawn: Line | Rule | Across, fonts: Sequence[str]) -> str:
    if isinstance(drawn, Rule):
        left, top, bottom = drawn.left * MM, (page.height - drawn.top) * MM, (page.height - drawn.bottom) * MM
        return f"{left:.3f} {bottom:.3f} 0.5 {top - bottom:.3f} re f"
    if isinstance(drawn, Across):
        left, right, height = drawn.left * MM, drawn.right * MM, (page.height - drawn.height) * MM
        return f"q {drawn.colour} rg {left:.3f} {height:.3f} {right - left:.3f} 1 re f Q"
    spacing = drawn.step * MM - drawn.size if drawn.step else 0
    place = f"{drawn.left * MM:.3f} {(page.height - drawn.baseline) * MM:.3f}"
    words = drawn.text.encode("cp1252" if drawn.font == HELVETICA else "utf-16-be").hex()
    look = f"{drawn.colour} rg /F{fonts.index(drawn.font)} {drawn.size} Tf {spacing:.4f} Tc"
    return f"BT {look} 1 0 0 1 {place} Tm <{words}> Tj ET"


def _file(objects: Sequence[str], trailer: str = "") -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj{body}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>"
    return made + f"{end}\nstartxref\n{len(made)}\n%%EOF".encode()


def encrypted() -> bytes:
    """A PDF that asks for a password."""
    locked = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + "o" * 32 + ")/U(" + "u" * 32 + ")>>/ID[(a)(a)]"
    return _file(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"], locked)
