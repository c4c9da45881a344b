"""Pages as LibreOffice sets them, measured in the PDF: GB/T 9704-2012 5.2 and 7.5."""

import ctypes
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from generator import layout, places, yaml_source
from generator.document import Block, Document, Gap, Text
from generator.word import package

STAND_INS = {"仿宋_GB2312": "Fang", "楷体_GB2312": "Kai", "黑体": "Sans", "宋体": "Serif", "方正小标宋简体": "Serif"}
MM = 72 / 25.4
HAN = "坚持以高质量发展为主题推动公立医院党的建设与业务工作深度融合不断提升群众获得感"
WORDS = (HAN * 100)[: 22 * 28 * 5 + 300]
MISSING = Gap(("activity.theme",), "missing", "主题")
UNSURE = Gap(("party.rate",), "to_confirm", "参学率")
DRAFTS = {
    "full": Document("full", 2026, (Block("p", "body", (Text(WORDS),)),)),
    "hanging": Document(
        "hanging", 2026, tuple(Block(f"p.{n}", "body", (Text((HAN * 2)[: 26 + 28] + "。"),)) for n in range(11))
    ),
    "kinds": Document(
        "kinds",
        2026,
        (
            Block("title", "title", (Text("平安县人民医院党建工作总结"),)),
            Block("salutation", "salutation", (Text("同志们"),)),
            Block("h1", "heading", level=1, number="一、", heading=(Text("强化引领"),)),
            Block("h2", "heading", level=2, number="（一）", heading=(Text("抓好学习"),)),
            Block("p", "body", (Text("坚持“第一议题”——学习12次……"),)),
            Block("gaps", "body", (Text("主题为"), MISSING, Text("，参学率"), UNSURE)),
        ),
    ),
}


@dataclass(frozen=True)
class Glyph:
    """A character with its font and its ink: left, right and top edge in mm from the page's top left, `y` its line."""

    char: str
    font: str
    left: float
    right: float
    top: float
    y: float


def missing() -> str | None:
    """Why pages cannot be measured here; None where they can."""
    if shutil.which("soffice") is None:
        return "needs LibreOffice (soffice)"
    if shutil.which("fc-match") is None:
        return "needs fontconfig (fc-match)"
    for font, stand_in in STAND_INS.items():
        found = subprocess.run(["fc-match", "-f", "%{family}", font], capture_output=True, text=True, check=True).stdout
        if stand_in not in found and font not in found:
            return f"needs a stand-in for {font}: run tests/rendering/fonts.sh"
    return None


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pypdfium2.PdfDocument]:
    """All drafts as PDF, with one start of LibreOffice."""
    if reason := missing():
        pytest.skip(reason)
    folder: Path = tmp_path_factory.mktemp("rendering")
    base = package.prepare(layout.load(yaml_source.read(places.data() / "layouts" / "gbt9704.yaml")))
    for name, document in DRAFTS.items():
        (folder / f"{name}.docx").write_bytes(package.write(document, base))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    sources = sorted(str(path) for path in folder.glob("*.docx"))
    subprocess.run([*command, *sources], capture_output=True, check=True, timeout=300)
    return {name: pypdfium2.PdfDocument((folder / f"{name}.pdf").read_bytes()) for name in DRAFTS}


def glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    height, text = page.get_height(), page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char.isspace():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        name = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(text, index, name, 100, None)
        left, _, right, top = text.get_charbox(index)
        found.append(Glyph(char, name.value.decode(), left / MM, right / MM, (height - top) / MM, round(y.value, 1)))
    return found


def body_lines(page: pypdfium2.PdfPage) -> list[int]:
    """How many characters stand on each line above the foot of the page."""
    lines = Counter(glyph.y for glyph in glyphs(page) if glyph.top < 264)
    return [lines[y] for y in sorted(lines, reverse=True)]


def foot(page: pypdfium2.PdfPage) -> list[Glyph]:
    return [glyph for glyph in glyphs(page) if glyph.top >= 264]


def line(page: pypdfium2.PdfPage, text: str) -> list[Glyph]:
    """The glyphs of the line that reads `text`."""
    lines: dict[float, list[Glyph]] = {}
    for glyph in glyphs(page):
        lines.setdefault(glyph.y, []).append(glyph)
    return next(found for found in lines.values() if "".join(glyph.char for glyph in found) == text)


def test_the_paper_is_a4(pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    for page in pdfs["full"]:
        assert page.get_width() / MM == pytest.approx(210, abs=0.2)
        assert page.get_height() / MM == pytest.approx(297, abs=0.2)


def test_a_full_page_has_22_lines_of_28_characters(pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    pages = [body_lines(page) for page in pdfs["full"]]
    assert len(pages) == 6
    assert pages[0] == [26] + [28] * 21
    assert pages[1:5] == [[28] * 22] * 4


def test_a_hanging_full_stop_leaves_no_blank_line(pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    (page,) = pdfs["hanging"]
    assert body_lines(page) == [26, 29] * 11


def test_the_text_keeps_inside_the_type_area(pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    for page in pdfs["full"]:
        body = [glyph for glyph in glyphs(page) if glyph.top < 264]
        assert min(glyph.left for glyph in body) >= 28
        assert max(glyph.right for glyph in body) <= 184
        assert min(glyph.top for glyph in body) >= 37


def test_page_numbers_stand_7_mm_below_odd_right_even_left(pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    char = 14 / MM
    for number, page in enumerate(pdfs["full"], 1):
        shown = foot(page)
        assert "".join(glyph.char for glyph in shown) == f"—{number}—"
        assert shown[0].top == pytest.approx(269, abs=1)
        if number % 2:
            assert shown[-1].right == pytest.approx(184 - char, abs=1)
        else:
            assert shown[0].left == pytest.approx(28 + char, abs=1)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("平安县人民医院党建工作总结", "Serif"),
        ("同志们", "Fang"),
        ("一、强化引领", "Sans"),
        ("（一）抓好学习", "Kai"),
    ],
)
def test_every_role_has_its_font(text: str, font: str, pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    assert all(font in glyph.font for glyph in line(pdfs["kinds"][0], text))


def test_quotes_and_dashes_are_fangsong_and_digits_are_latin(pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    shown = line(pdfs["kinds"][0], "坚持“第一议题”——学习12次……")
    assert {glyph.char for glyph in shown if "Fang" not in glyph.font} == {"1", "2"}


def test_the_title_is_centred_with_a_line_below(pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    page = pdfs["kinds"][0]
    title, salutation = line(page, "平安县人民医院党建工作总结"), line(page, "同志们")
    assert (title[0].left + title[-1].right) / 2 == pytest.approx((28 + 184) / 2, abs=1)
    assert (title[0].y - salutation[0].y) / 28.95 == pytest.approx(2, abs=0.1)
    assert salutation[0].left == pytest.approx(28, abs=2)


def test_gaps_are_seen_in_their_colours(pdfs: dict[str, pypdfium2.PdfDocument]) -> None:
    pixels = bytes(pdfs["kinds"][0].render(scale=1, rev_byteorder=True).buffer)
    assert pixels.count(b"\xff\xff\x00" * 20) > 10
    assert pixels.count(b"\x00\xff\xff" * 20) > 10
